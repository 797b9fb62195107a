"""Validates YAML trees against the models, and reports problems at the exact characters that are wrong."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from bindery.model import blocks
from bindery.model.briefing import Block
from bindery.model.format_model import FormatModel
from bindery.reading import yaml_tree
from bindery.reading.yaml_tree import Mapping, Node, Path, Scalar, Sequence
from bindery.text.problems import MOST_PER_FILE, Problem, did_you_mean
from bindery.text.span import Span, Text

M = TypeVar("M", bound=FormatModel)

_TAGS = ("is:", "block:")  # pydantic puts these tags of unions into the path of an error


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


def decode(text: Text, model: type[M]) -> tuple[Document[M] | None, list[Problem]]:
    """Reads a file into a model.

    Args:
        text: the content of the file.
        model: the model that the file should match.

    Returns:
        The document, or None when the file has an error, and all problems found in the file.
    """
    root, problems = yaml_tree.parse_yaml(text)
    if root is None:
        if not problems:
            problems = [_empty_file(text)]
        return None, problems
    empty: list[Scalar] = []
    plain = _plain_values(root, empty)
    problems += [_missing_value(node) for node in empty[:MOST_PER_FILE]]
    try:
        value = model.model_validate(plain)
    except ValidationError as error:
        reported = {problem.span for problem in problems}
        found = (problem for problem in _explain(error, root, model) if problem.span not in reported)
        return None, problems + list(islice(found, MOST_PER_FILE))
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


def _missing_value(node: Scalar) -> Problem:
    return Problem("B113", "a value is missing here", node.span, help="write a value, or delete the key")


def _plain_values(node: Node, empty: list[Scalar]) -> Any:
    """The tree as dicts, lists and strings. Adds the key or list item of each missing value to `empty`."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        empty.extend(item for item in node.items if isinstance(item, Scalar) and _is_empty(item))
        return [_plain_values(item, empty) for item in node.items]
    empty.extend(key for key, value in node.entries if _is_empty(value))
    return {key.value: _plain_values(value, empty) for key, value in node.entries}


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.value


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
    """The problems for the errors that pydantic found."""
    found = (_problem(fault, root, model) for fault in error.errors(include_url=False))
    return (problem for problem in found if problem)


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
        return Problem(fault["ctx"]["code"], fault["ctx"]["message"], node.span, help=fault["ctx"]["help"])
    if kind == "missing" and isinstance(path[-1], int):
        return _wrong_type("too_long", node, fault)
    if kind == "missing":
        return _missing(str(path[-1]), node, model, loc)
    if kind == "extra_forbidden":
        return _unknown_key(str(path[-1]), path, root, _fields_at(model, loc[:-1]))
    if kind == "bindery_block":
        return _unknown_block(node)
    if kind == "too_short":
        return _too_few(node, fault["ctx"]["min_length"])
    return _wrong_type(kind, node, fault)


def _path_in_file(loc: tuple[str | int, ...], root: Node) -> Path:
    """The path of a pydantic error in the author's file, which does not have pydantic's tags."""
    path: Path = ()
    for step in loc:
        here = yaml_tree.node_at(root, path)
        is_key = isinstance(here, Mapping) and here.key(str(step)) is not None
        if is_key or not str(step).startswith(_TAGS):
            path = (*path, step)
    return path


def _missing(field: str, node: Node, model: type[FormatModel], loc: tuple[str | int, ...]) -> Problem:
    found = _model_at(model, loc[:-1])
    meaning = found.meanings().get(field) if found else None
    span = node.entries[0][0].span if isinstance(node, Mapping) and node.entries else node.span
    remedy = f"add `{field}:`"
    if meaning:
        remedy += f" {meaning[0].lower()}{meaning[1:].rstrip('.')}"
    return Problem("B101", f"the key `{field}` is missing", span, help=remedy)


def _unknown_key(key: str, path: Path, root: Node, known: dict[str, FieldInfo]) -> Problem:
    parent = _nearest_node(root, path[:-1])
    node = parent.key(key) if isinstance(parent, Mapping) else None
    remedy = did_you_mean(key, known) or f"the keys that are allowed here: {', '.join(known)}"
    return Problem("B102", f"the key `{key}` is not allowed here", (node or parent).span, help=remedy)


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


_EXPECTED = {
    "tuple_type": ("a list", "write one line for each, beginning with `- `"),
    "model_type": ("a mapping", "write lines of `key: value`"),
    "dict_type": ("a mapping", "write lines of `key: value`"),
    "string_type": ("a text", "write it on this line, or after `|` on the lines below"),
    **dict.fromkeys(("int_type", "float_type", "decimal_type"), ("a number", "write digits, as in 1524")),
    "too_long": ("a list of two numbers", "write `[latitude, longitude]`"),
}
_LIMITS = {"greater_than_equal": ("small", "at least", "ge"), "less_than_equal": ("large", "at most", "le")}


def _wrong_type(kind: str, node: Node, fault: Any) -> Problem:
    """The problem for a value of the wrong type or beyond a limit.

    Args:
        kind: the type of the pydantic error, or `too_long`.
        node: the value.
        fault: the pydantic error.
    """
    if kind in _LIMITS:
        size, limit, key = _LIMITS[kind]
        return Problem(
            "B115",
            f"the number is too {size}",
            node.span,
            help=f"write a number of {limit} {fault['ctx'][key]:g}",
        )
    found = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}[type(node)]
    expected, remedy = _EXPECTED.get(kind, ("something else", fault["msg"]))
    return Problem(
        "B103", f"this is {found}, but {expected} is expected", _first_line(node.span), help=remedy
    )


def _first_line(span: Span) -> Span:
    """The part of a span that is on its first line."""
    return span.text.span(span.start, span.start + span.width)


def _fields_at(model: type[FormatModel], loc: Iterable[str | int]) -> dict[str, FieldInfo]:
    """The fields of the model at a pydantic path, by the key that authors write."""
    found = _model_at(model, loc)
    return _fields_by_key(found) if found else {}


def _model_at(model: type[FormatModel], loc: Iterable[str | int]) -> type[FormatModel] | None:
    """The model at a pydantic path, or None when there is none."""
    kinds: Any = model
    for step in loc:
        kinds = _step(kinds, step)
    return next((kind for kind in _flatten(kinds) if _is_model(kind)), None)


def _fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _step(kinds: Any, step: str | int) -> Any:
    """The type that one step of a pydantic path leads to, from a type or union; None when it leads nowhere."""
    options = list(_flatten(kinds))
    if isinstance(step, str) and step.startswith("block:"):
        return blocks.KINDS[step.removeprefix("block:")]
    if isinstance(step, str) and step.startswith("is:"):
        return next((kind for kind in options if _is_model(kind) == (step == "is:claim")), None)
    if isinstance(step, int):
        return next((get_args(kind)[0] for kind in options if get_origin(kind) is tuple), None)
    for kind in options:
        if _is_model(kind) and step in _fields_by_key(kind):
            return _fields_by_key(kind)[step].annotation
    return None


def _flatten(kind: Any) -> Iterable[Any]:
    """The members of a union, of the unions in it, and of annotated types."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _flatten(get_args(kind)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(kind):
            yield from _flatten(member)
    else:
        yield kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, (FormatModel, Block))
