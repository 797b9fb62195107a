"""Says which source, claim or entity is named, or is being typed, at a place of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from bindery.model import blocks  # noqa: F401  its models are those of all blocks
from bindery.model.field_types import ClaimRef, EntityRef, OriginRef, SourceRef
from bindery.model.format_model import FormatModel

_KINDS: dict[type, str] = {SourceRef: "source", OriginRef: "origin", ClaimRef: "claim", EntityRef: "entity"}
_ID = r"[\w-]*"
_CITED = re.compile(r"(?<![\w.@\\])-?@\{?(?P<id>[\w-]*)$")
_CLAIM = re.compile(r"(?:\[|[;,]\s*|\bsee\s+)#(?P<id>[\w-]*)$")
_VALUE = re.compile(rf"(?:^|[\s{{,-])(?P<key>[a-z_]+):\s+[\"']?(?P<id>{_ID})$")
_IN_LIST = re.compile(rf"(?:^|[\s{{,-])(?P<key>[a-z_]+):\s+\[[^\[\]{{}}]*?[\"']?(?P<id>{_ID})$")
_ITEM = re.compile(rf"^(?P<indent> *)- +[\"']?(?P<id>{_ID})$")
_KEY = re.compile(r"^(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[a-z_]+):\s*(?:#.*)?$")
_REST = re.compile(r"[\w-]*")
_MOST_ABOVE = 2000  # lines that are searched for the key of a list


class NamedThing(NamedTuple):
    """Something that is named at a place.

    Attributes:
        kind: `source`, `origin`, `claim` or `entity`.
        id: the id, as far as it is typed.
        start: offset of its first character.
        end: offset after its last one.
    """

    kind: str
    id: str
    start: int
    end: int


@cache
def reference_keys() -> dict[str, str]:
    """The keys of the format whose values are ids, with the kind of what has the id."""
    found: dict[str, str] = {}
    for model in _models(FormatModel):
        for name, field in model.model_fields.items():
            kinds = {_KINDS[kind] for kind in _types(field.annotation) if kind in _KINDS}
            if len(kinds) == 1:
                found.setdefault(name, kinds.pop())
    return found


def _models(model: type[FormatModel]) -> Iterator[type[FormatModel]]:
    for below in model.__subclasses__():
        yield below
        yield from _models(below)


def _types(annotation: Any) -> Iterator[Any]:
    """A type and all types within it."""
    yield annotation
    for part in get_args(annotation):
        yield from _types(part)


def thing_before(text: str, offset: int) -> NamedThing | None:
    """The thing whose id is being typed before an offset; None when no id is."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    for pattern, kind in ((_CITED, "source"), (_CLAIM, "claim")):
        if match := pattern.search(line):
            return NamedThing(kind, match["id"], start + match.start("id"), offset)
    keys = reference_keys()
    for pattern in (_VALUE, _IN_LIST):
        match = pattern.search(line)
        if match and match["key"] in keys:
            return NamedThing(keys[match["key"]], match["id"], start + match.start("id"), offset)
    item = _ITEM.match(line)
    key = _key_of_list(text, start, len(item["indent"])) if item else ""
    if item and key in keys:
        return NamedThing(keys[key], item["id"], start + item.start("id"), offset)
    return None


def thing_at(text: str, offset: int) -> NamedThing | None:
    """The thing whose id is at an offset; None when there is none."""
    rest = _REST.match(text, offset)
    end = rest.end() if rest else offset
    found = thing_before(text, end)
    while found and found.id.endswith("-"):  # a dash after an id
        end -= 1
        found = thing_before(text, end)
    return found if found and found.id and found.start <= offset else None


def _key_of_list(text: str, end: int, indent: int) -> str:
    """The key of the list that an item belongs to; empty when it has none.

    Args:
        text: the text.
        end: offset of the line of the item.
        indent: how far the item is indented.
    """
    for _ in range(_MOST_ABOVE):
        if end <= 0:
            return ""
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start : end - 1]
        key = _KEY.match(line)
        if key and key.start("key") <= indent and not (key["dashes"] and key.start("key") == indent):
            return key["key"]
        depth = len(line) - len(line.lstrip(" "))
        if line.strip() and depth < indent and not line.lstrip().startswith("#"):
            return ""
        end = start
    return ""
