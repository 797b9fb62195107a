"""Cuts parts out of a YAML file, so that everything else stays on its line and in its column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bindery.reading import yaml_tree
from bindery.reading.yaml_tree import Node, Path, Scalar, Sequence
from bindery.text.span import Text

_TO_DASH = re.compile(r"(?:\s|#[^\n]*)*(-)")  # the dash of an item of a list, after white space and comments
_TO_COMMA = re.compile(r"(?:\s|#[^\n]*)*,")
_NOT_A_LINE_END = re.compile(r"[^\n]")


def is_cut(path: Path, cut: Collection[Path]) -> bool:
    """Whether a path leads to a part that is cut out, or into one.

    Args:
        path: the path of a value.
        cut: the paths of the parts that are cut out; an empty path stands for the whole file.
    """
    return any(path[:length] in cut for length in range(len(path) + 1))


def remaining_value(node: Node, cut: Collection[Path], path: Path = ()) -> Any:
    """What is left of a tree, as dicts, lists and strings.

    Args:
        node: a node of the tree.
        cut: the paths of the parts that are cut out.
        path: the path of the node.
    """
    if isinstance(node, Scalar):
        return node.value
    return (
        [remaining_value(item, cut, (*path, index)) for index, item in _left(node, cut, path)]
        if isinstance(node, Sequence)
        else {key: remaining_value(value, cut, (*path, key)) for key, value in _left(node, cut, path)}
    )


def remaining_scalars(node: Node, cut: Collection[Path], path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Each value that is left of a tree and is a text, with its path; for the arguments see `remaining_value`."""
    if isinstance(node, Scalar):
        yield path, node
        return
    for step, below in _left(node, cut, path):
        yield from remaining_scalars(below, cut, (*path, step))


def original_path(root: Node, cut: Collection[Path], path: Path) -> Path:
    """The path in the whole file of a value whose path in what is left of it is known.

    Args:
        root: the tree of the whole file.
        cut: the paths of the parts that are cut out.
        path: the path in what is left.
    """
    found: Path = ()
    for step in path:
        here = yaml_tree.node_at(root, found)
        if isinstance(step, int) and isinstance(here, Sequence):
            kept = [index for index, _ in _left(here, cut, found)]
            if step >= len(kept):
                break
            found = (*found, kept[step])
        else:
            found = (*found, step)
    return found


def _left(node: Node, cut: Collection[Path], path: Path) -> Iterator[tuple[Any, Node]]:
    """The items or the values of a node that are not cut out, each with its index or key."""
    if isinstance(node, Sequence):
        below: Iterator[tuple[Any, Node]] = iter(enumerate(node.items))
    elif isinstance(node, yaml_tree.Mapping):
        below = ((key.value, value) for key, value in node.entries)
    else:
        return
    yield from ((step, value) for step, value in below if (*path, step) not in cut)


def without(text: Text, root: Node, cut: Collection[Path], replaced: Mapping[Path, str]) -> Text | None:
    """A file without some of its parts: spaces take their place, so that no other line moves.

    Args:
        text: the whole file.
        root: its tree.
        cut: the paths of the parts that are cut out.
        replaced: texts that take the place of single values, by the path of the value.

    Returns:
        The rest; None if the parts cannot be cut out so that exactly the rest is left.
    """
    characters = list(text.content)
    for path in sorted(cut, key=lambda path: (len(path), [str(step) for step in path])):
        if not is_cut(path[:-1], cut):
            start, end = _extent(text, root, path)
            characters[start:end] = _NOT_A_LINE_END.sub(" ", "".join(characters[start:end]))
    for path in sorted(replaced, key=lambda path: -_node(root, path).span.start):
        span = _node(root, path).span
        characters[span.start : span.end] = replaced[path]
    rest = Text(text.path, "".join(characters))
    found, problems = yaml_tree.parse_yaml(rest)
    if found is None or problems:
        return None
    changed = remaining_value(_with(root, replaced), cut)
    return rest if remaining_value(found, ()) == changed else None


def _with(node: Node, replaced: Mapping[Path, str], path: Path = ()) -> Node:
    """A tree with other texts at some paths."""
    if path in replaced:
        return Scalar(replaced[path], node.span)
    if isinstance(node, Sequence):
        items = tuple(_with(item, replaced, (*path, index)) for index, item in enumerate(node.items))
        return Sequence(items, node.span)
    if isinstance(node, yaml_tree.Mapping):
        entries = tuple(
            yaml_tree.Entry(key, _with(value, replaced, (*path, key.value))) for key, value in node.entries
        )
        return yaml_tree.Mapping(entries, node.span)
    return node


def _node(root: Node, path: Path) -> Node:
    found = yaml_tree.node_at(root, path)
    if found is None:  # never: every path was found in this tree
        raise LookupError(path)
    return found


def _extent(text: Text, root: Node, path: Path) -> tuple[int, int]:
    """Where an item of a list or a key with its value begins and ends, with its dash or its comma."""
    parent, node = _node(root, path[:-1]), _node(root, path)
    start, end = node.span.start, node.span.end
    if isinstance(parent, yaml_tree.Mapping):
        key = parent.key(str(path[-1]))
        start = key.span.start if key else start
    in_brackets = parent.span.content[:1] in ("[", "{")
    if in_brackets:
        comma = _TO_COMMA.match(text.content, end)
        return start, comma.end() if comma else end
    if isinstance(parent, Sequence):
        index = int(path[-1])
        before = parent.items[index - 1].span.end if index else parent.span.start
        dash = _TO_DASH.match(text.content, before)
        start = dash.start(1) if dash else start
    return start, end


__all__ = ["is_cut", "original_path", "remaining_scalars", "remaining_value", "without"]
