"""Cuts parts out of a YAML file, so that everything else stays on its line and in its column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.reading import cutting, yaml_tree
from bindery.reading.yaml_tree import Path
from bindery.text.span import Text


def tree(written: str) -> tuple[Text, yaml_tree.Node]:
    text = Text("heat.yml", written)
    root, problems = yaml_tree.parse_yaml(text)
    assert root is not None, problems
    return text, root


def cut(written: str, *paths: Path, **replaced: str) -> str:
    text, root = tree(written)
    found = cutting.without(text, root, set(paths), {(key,): value for key, value in replaced.items()})
    assert found is not None
    return found.content


CASES = [
    ("a: 1\nb: 2\nc: 3\n", ("b",), {"a": "1", "c": "3"}),
    ("a: 1 # of a\nb: 2 # of b\n", ("a",), {"b": "2"}),
    ("a:\n  - id: x\n    t: 1\n  - id: y\n", ("a", 0), {"a": [{"id": "y"}]}),
    ("a:\n- id: x\n- id: y\n- id: z\n", ("a", 1), {"a": [{"id": "x"}, {"id": "z"}]}),
    ("a:\n  - # a - b\n    id: x\n  # c - d\n  - id: y\n", ("a", 1), {"a": [{"id": "x"}]}),
    ("a:\n  - id: x\n    t: 1\n", ("a", 0, "id"), {"a": [{"t": "1"}]}),
    ("a: [x, y, z]\n", ("a", 0), {"a": ["y", "z"]}),
    ("a: [x, y, z]\n", ("a", 2), {"a": ["x", "y"]}),
    ("a: [x,\n  y, # why, not\n  z]\n", ("a", 1), {"a": ["x", "z"]}),
    ("a: {b: 1, c: 2}\n", ("a", "c"), {"a": {"b": "1"}}),
    ("a: {b: [1, 2], c: 2}\n", ("a", "b"), {"a": {"c": "2"}}),
    ('a: "x, y"\nb: |\n  one\n\n  two\nc: 3\n', ("b",), {"a": "x, y", "c": "3"}),
    ("a: >\n  one\n  two\n# end\n", ("a",), {}),
    ("a:\n  - - 1\n    - 2\n  - - 3\n", ("a", 0, 0), {"a": [["2"], ["3"]]}),
    ("a:\n  - ü: ö\n  - 年: 月\n", ("a", 0), {"a": [{"年": "月"}]}),
    ("- 'it''s'\n- b\n", (0,), ["b"]),
    ("--- \na: 1\nb: 2\n", ("a",), {"b": "2"}),
]


@each("written, path, left", CASES)
def test_exactly_one_part_goes_and_the_lines_stay(written: str, path: Path, left: Any) -> None:
    text, root = tree(written)
    found = cutting.without(text, root, {path}, {})
    if left == {}:  # a file of which nothing is left
        assert found is None
        return
    assert found is not None
    assert cutting.remaining_value(tree(found.content)[1], ()) == left
    assert len(found.content.split("\n")) == len(written.split("\n"))
    assert len(found.content) == len(written)


def test_a_value_is_replaced() -> None:
    assert cut("a: 1\nb: 'two'\nc: 3\n", ("a",), b="longer-than-that") == "    \nb: longer-than-that\nc: 3\n"


def test_what_cannot_be_cut_out_exactly_is_not_cut() -> None:
    text, root = tree("? a\n: 1\n? b\n: 2\n")
    assert cutting.without(text, root, {("a",)}, {}) is None


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of each part of a value."""
    items = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for step, below in items:
        yield (*path, step)
        yield from paths_of(below, (*path, step))


def without(value: Any, gone: set[Path], path: Path = ()) -> Any:
    if isinstance(value, list):
        steps = [(index, item) for index, item in enumerate(value) if (*path, index) not in gone]
        return [without(item, gone, (*path, index)) for index, item in steps]
    if isinstance(value, dict):
        return {
            key: without(item, gone, (*path, key)) for key, item in value.items() if (*path, key) not in gone
        }
    return value


words = st.text("ab -#:,[]{}'\"\nü", min_size=1, max_size=12).map(lambda text: f"w{text}w")
values = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abcde"), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from("abcdef"), values, min_size=1, max_size=4),
    st.booleans() | st.none(),
    st.data(),
)
def test_what_is_cut_is_gone_and_nothing_else(value: Any, flow: bool | None, data: st.DataObject) -> None:
    written = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    text, root = tree(written)
    gone = set(data.draw(st.lists(st.sampled_from(list(paths_of(value))), max_size=4)))
    wanted = without(value, gone)
    found = cutting.without(text, root, gone, {})
    if found is None:  # only where a list or a mapping would be empty, or the whole file
        assert "[]" in repr(wanted) or "{}" in repr(wanted)
        return
    assert cutting.remaining_value(tree(found.content)[1], ()) == wanted
    kept = {scalar.span.line for _, scalar in cutting.remaining_scalars(root, gone)}
    moved = {scalar.span.line for _, scalar in cutting.remaining_scalars(tree(found.content)[1], ())}
    assert kept == moved
