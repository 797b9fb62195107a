"""Validates YAML trees against the models, and reports problems at the exact characters that are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from bindery.model import blocks
from bindery.model.format_model import FormatModel
from bindery.reading import yaml_tree
from bindery.reading.field_tree import item_at, model_at
from bindery.reading.remarks import remarks_in, without_remarks
from bindery.reading.value_mistakes import (
    NO_VALUE,
    MissingValues,
    list_remedy,
    location_meant,
    mapping_remedy,
    root_remedy,
    text_remedy,
    without_empty_parts,
)
from bindery.reading.yaml_tree import Mapping, Node, ParsedYaml, Path, Scalar, Sequence
from bindery.text.problems import MOST_PER_FILE, Problem, did_you_mean
from bindery.text.span import Span, Text

if TYPE_CHECKING:
    from bindery.reading.key_mistakes import KeyMeant

M = TypeVar("M", bound=FormatModel)

_NOT_ALLOWED = "B102"
_WRONG_TYPE = "B103"
_NOTHING = ("", "~", "null")  # ways to write no value in YAML
TAGS = ("is:", "block:")  # pydantic puts these tags of unions into the path of an error


@dataclass(frozen=True)
class Document(Generic[M]):
    """A validated model, and where in the file each part of it was written.

    Attributes:
        value: the model.
        root: the tree that it was read from.
    """

    value: M
    root: Node

    def span(self, *path: str | int) -> Span:
        """Where the value at a path was written, or the nearest value above it that was written."""
        return _nearest_node(self.root, path).span

    def key(self, *path: str | int) -> Span:
        """Where the last key of a path was written."""
        parent = _nearest_node(self.root, path[:-1])
        key = parent.key(str(path[-1])) if isinstance(parent, Mapping) else None
        return key.span if key else self.span(*path)


def decode(
    text: Text, model: type[M], parsed: ParsedYaml | None = None
) -> tuple[Document[M] | None, list[Problem]]:
    """Reads a file into a model.

    Args:
        text: the content of the file.
        model: the model that the file should match.
        parsed: what `parse_yaml` returned for this text; None where it was not parsed yet.

    Returns:
        The document, or None when the file has an error, and all problems found in the file.
    """
    root, problems = parsed or yaml_tree.parse_yaml(text)
    if root is None:
        if not problems:
            problems = [_empty_file(text)]
        return None, problems
    empty: list[Scalar] = []
    parents: dict[int, Mapping] = {}
    plain = _plain_values(root, empty, parents)
    problems += islice(remarks_in(text), MOST_PER_FILE)
    missing = MissingValues(empty, parents)
    problems += islice(missing.problems(), MOST_PER_FILE)
    try:
        value = model.model_validate(plain)
    except ValidationError as error:
        reported = {problem.span for problem in problems if problem.code != NO_VALUE} | missing.handled
        found = (problem for problem in _explain(error, root, model) if problem.span not in reported)
        shown = list(islice(found, MOST_PER_FILE))
        wrong = [
            problem.span for problem in shown if problem.code in (_WRONG_TYPE, _NOT_ALLOWED) and problem.span
        ]
        return None, without_empty_parts(problems, wrong) + shown
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return Document(value, root), problems


def _empty_file(text: Text) -> Problem:
    return Problem(
        "B007",
        "the file is empty",
        text.span(0, 0),
        help="`bindery explain B007` shows the smallest briefing",
    )


def _plain_values(node: Node, empty: list[Scalar], parents: dict[int, Mapping]) -> Any:
    """The tree as dicts, lists and strings.

    Args:
        node: the root of the tree.
        empty: the key or list item of each missing value is added here.
        parents: the mapping of each of these keys is added here, by the id of the key's node.
    """
    if isinstance(node, Scalar):
        return without_remarks(node.value)
    if isinstance(node, Sequence):
        empty.extend(item for item in node.items if isinstance(item, Scalar) and _is_empty(item))
        return [_plain_values(item, empty, parents) for item in node.items]
    for key, value in node.entries:
        if _is_empty(value):
            empty.append(key)
            parents[id(key)] = node
    return {without_remarks(key.value): _plain_values(value, empty, parents) for key, value in node.entries}


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.value in _NOTHING


def _nearest_node(root: Node, path: Path) -> Node:
    """The node at a path, or the nearest node above it."""
    node = root
    for step in path:
        below = yaml_tree.node_at(node, (step,))
        if below is None:
            break
        node = below
    return node


def _explain(error: ValidationError, root: Node, model: type[FormatModel]) -> Iterator[Problem]:
    """The problems for the errors that pydantic found.

    A key that is missing is not reported if another key of its mapping is this one misspelled.
    """
    from bindery.reading.key_mistakes import key_meant  # noqa: PLC0415  needed only for a file that is wrong

    faults = error.errors(include_url=False)
    meant: dict[tuple[Path, str], KeyMeant] = {}
    for fault in islice((f for f in faults if f["type"] == "extra_forbidden"), MOST_PER_FILE):
        path = _path_in_file(fault["loc"], root)
        key = str(path[-1])
        meant[path[:-1], key] = key_meant(key, path, root, model, fault["loc"])
    misspelled = {
        (parent if found.above is None else found.above, found.key) for (parent, _), found in meant.items()
    }
    for fault in faults:
        path = _path_in_file(fault["loc"], root)
        if fault["type"] == "extra_forbidden":
            found = meant.get((path[:-1], str(path[-1])))
            marked, remedy = (found.marked, found.help) if found else ("", "")
            yield _unknown_key(marked or str(path[-1]), path, root, remedy)
        elif fault["type"] != "missing" or (path[:-1], str(path[-1])) not in misspelled:
            problem = _problem(fault, root, model)
            if problem:
                yield problem


def _problem(fault: Any, root: Node, model: type[FormatModel]) -> Problem | None:
    """One pydantic error as a problem for the author, or None when another problem already reports it.

    Args:
        fault: the details of the error, as `ValidationError.errors` gives them.
        root: the tree of the file.
        model: the model that the file should match.
    """
    loc: tuple[str | int, ...] = fault["loc"]
    path = _path_in_file(loc, root)
    node = _nearest_node(root, path)
    kind: str = fault["type"]
    if _is_empty(node):
        return None
    if kind == "bindery":
        meant = location_meant(_nearest_node(root, path[:-1])) if path[-2:-1] == ("location",) else ""
        remedy = f"write `location: {meant}`" if meant else fault["ctx"]["help"]
        return Problem(fault["ctx"]["code"], fault["ctx"]["message"], node.span, help=remedy)
    if kind == "missing" and isinstance(path[-1], int):
        return _wrong_type("too_long", node, fault, _Place(path[:-1], None))
    if kind == "missing":
        return _missing(str(path[-1]), node, model, loc)
    if kind == "bindery_block":
        return _unknown_block(node)
    if kind == "too_short":
        return _too_few(node, fault["ctx"]["min_length"])
    if kind in _LIMITS:
        return _beyond_limit(kind, node, fault, _nearest_node(root, path[:-1]))
    expected = item_at(model, loc) if kind == "tuple_type" else model_at(model, loc)
    return _wrong_type(kind, node, fault, _Place(path, expected))


def _path_in_file(loc: tuple[str | int, ...], root: Node) -> Path:
    """The path of a pydantic error in the author's file, which does not have pydantic's tags."""
    path: Path = ()
    for step in loc:
        here = yaml_tree.node_at(root, path)
        is_key = isinstance(here, Mapping) and here.key(str(step)) is not None
        if is_key or not str(step).startswith(TAGS):
            path = (*path, step)
    return path


def _missing(field: str, node: Node, model: type[FormatModel], loc: tuple[str | int, ...]) -> Problem:
    found = model_at(model, loc[:-1])
    meaning = found.meanings().get(field) if found else None
    span = node.entries[0][0].span if isinstance(node, Mapping) and node.entries else node.span
    remedy = f"add `{field}:`"
    if meaning:
        remedy += f" {meaning[0].lower()}{meaning[1:].rstrip('.')}"
    return Problem("B101", f"the key `{field}` is missing", span, help=remedy)


def _unknown_key(key: str, path: Path, root: Node, remedy: str) -> Problem:
    parent = _nearest_node(root, path[:-1])
    node = parent.key(key) if isinstance(parent, Mapping) else None
    return Problem(_NOT_ALLOWED, f"the key `{key}` is not allowed here", (node or parent).span, help=remedy)


def _unknown_block(node: Node) -> Problem:
    kinds = ", ".join(blocks.KINDS)
    first = node.entries[0][0] if isinstance(node, Mapping) and node.entries else None
    near = did_you_mean(first.value, blocks.KINDS) if first else ""
    return Problem(
        "B109",
        f"`{first.value}` is not a kind of block" if first else "this is not a block",
        first.span if first else node.span,
        help=near or f"write a text, or one of: {kinds}",
    )


def _too_few(node: Node, least: int) -> Problem | None:
    if isinstance(node, Sequence) and len(node.items) >= least:
        return None  # there are enough; their own problems are already reported
    return Problem(
        "B114",
        f"this list needs at least {least} item{'' if least == 1 else 's'}",
        node.span,
        help="add an item",
    )


class _Place(NamedTuple):
    """Where a value of the wrong type is.

    Attributes:
        path: its path in the file.
        model: the model that is expected there, or that of the items of the list that is expected there.
    """

    path: Path
    model: type[FormatModel] | None


_EXPECTED = {
    "tuple_type": "a list",
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "string_type": "a text",
    **dict.fromkeys(("int_type", "float_type", "decimal_type"), "a number"),
    "too_long": "a list of two numbers",
}
_LIMITS = {"greater_than_equal": ("small", "at least", "ge"), "less_than_equal": ("large", "at most", "le")}


def _beyond_limit(kind: str, node: Node, fault: Any, parent: Node) -> Problem:
    """The problem for a number beyond a limit.

    Args:
        kind: the type of the pydantic error.
        node: the number.
        fault: the pydantic error.
        parent: what the number is in: the location of a place, if it is a coordinate.
    """
    size, limit, key = _LIMITS[kind]
    swapped = location_meant(parent) if isinstance(parent, Sequence) else ""
    remedy = (
        f"the latitude comes first: write {swapped}" if swapped and swapped != parent.span.content else ""
    )
    return Problem(
        "B115",
        f"the number is too {size}",
        node.span,
        help=remedy or f"write a number of {limit} {fault['ctx'][key]:g}",
    )


def _wrong_type(kind: str, node: Node, fault: Any, place: _Place) -> Problem:
    """The problem for a value of the wrong type.

    Args:
        kind: the type of the pydantic error, or `too_long`.
        node: the value.
        fault: the pydantic error.
        place: where it is.
    """
    if isinstance(node, Scalar) and not place.path:
        from bindery.reading import sign_mistakes  # noqa: PLC0415  as above

        if joined := sign_mistakes.key_without_space(node.value):
            return sign_mistakes.missing_space_problem(node.span, *joined)
    found = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}[type(node)]
    expected = _EXPECTED.get(kind, "something else")
    return Problem(
        _WRONG_TYPE,
        f"this is {found}, but {expected} is expected",
        _first_line(node.span),
        help=_type_remedy(kind, node, fault, place),
    )


def _type_remedy(kind: str, node: Node, fault: Any, place: _Place) -> str:
    """What to write in place of a value of the wrong type. For the arguments see `_wrong_type`."""
    if not place.path:
        return root_remedy(node, place.model)
    key = place.path[-1]
    if "location" in place.path[-2:]:
        meant = location_meant(node)
        return f"write `location: {meant}`, latitude first" if meant else "write `[latitude, longitude]`"
    if kind == "tuple_type":
        return list_remedy(str(key), node, place.model)
    if kind in ("model_type", "dict_type"):
        return mapping_remedy(key, node, place.model)
    if kind == "string_type":
        return text_remedy(key, node)
    return "write digits, as in 1524" if kind in _EXPECTED else str(fault["msg"])


def _first_line(span: Span) -> Span:
    """The part of a span that is on its first line."""
    return span.text.span(span.start, span.start + span.width)
