"""Finds the ids that a file declares, line by line, so that they are known while its YAML is half typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_KEY = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[A-Za-z_]\w*):(?=\s|$)(?P<rest>.*)")
_ITEM = re.compile(r" *- +")
_ID = r"[\"']?(?P<id>[A-Za-z0-9][\w-]*)"
_VALUE = re.compile(rf"\s*{_ID}")
_IN_BRACES = re.compile(rf"[{{,]\s*id:\s+{_ID}")
KINDS = {
    "sources": "source",
    "origins": "origin",
    "claims": "claim",
    "key_points": "claim",
    "entities": "entity",
    "sections": "section",
    "events": "event",
}
"""What the items of a list are, by its key."""


class DeclaredId(NamedTuple):
    """An id that a file declares.

    Attributes:
        kind: what has it, one of the values of `KINDS`.
        id: the id.
        start: offset of its first character in the text.
    """

    kind: str
    id: str
    start: int


def declared_ids(text: str) -> Iterator[DeclaredId]:
    """The ids that a briefing or a list of sources declares, in the order of the text."""
    above: list[tuple[int, str]] = []  # the keys that a line is below, with their columns
    at = 0
    for line in text.split("\n"):
        match = _KEY.match(line)
        item = _ITEM.match(line)
        if match:
            column = match.start("key")
            above = [(indent, key) for indent, key in above if indent < column]
            if match["key"] == "id" and (value := _VALUE.match(match["rest"])) and above:
                yield from _declared(above[-1][1], value["id"], at + match.start("rest") + value.start("id"))
            above.append((column, match["key"]))
        elif item:
            above = [(indent, key) for indent, key in above if indent < item.end()]
        for braced in _IN_BRACES.finditer(line) if above and "{" in line else ():
            yield from _declared(above[-1][1], braced["id"], at + braced.start("id"))
        at += len(line) + 1


def _declared(key: str, name: str, start: int) -> Iterator[DeclaredId]:
    if key in KINDS:
        yield DeclaredId(KINDS[key], name, start)
