"""Reads a plain list of DOIs and web addresses: each becomes a source of which only that is known."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from bindery.model.field_types import Doi
from bindery.references.imports.entry import ImportedEntry, Refusal, TypeMeaning

TYPES = {"doi": "document", "address": "document"}
_BULLET = re.compile(r"(?:[-*•]|\d{1,4}[.)]|\[\d{1,4}\])\s+")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)
_ENDS = ".,;"  # marks after an address in a list
_MISSING = "only its {0} is known: add its kind, title, authors and date"
_NEITHER = "this line is neither a DOI nor an address that begins with http:// or https://"


def looks_like_list(text: str) -> bool:
    """Whether most lines of a text are a DOI or an address."""
    lines = [line for _, line in _lines(text)]
    return bool(lines) and 2 * sum(bool(_doi(line) or _ADDRESS.fullmatch(line)) for line in lines) > len(
        lines
    )


def read(text: str) -> list[ImportedEntry | Refusal]:
    """An entry for each line of a text; empty lines and lines that begin with `#` are left out."""
    return [_entry(number, line) for number, line in _lines(text)]


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines with something in them, with their numbers, without bullets."""
    numbered = (
        (number, _BULLET.sub("", line.strip(), count=1)) for number, line in enumerate(text.split("\n"), 1)
    )
    return [(number, line.rstrip(_ENDS)) for number, line in numbered if line and not line.startswith("#")]


def _doi(line: str) -> str:
    try:
        return str(Doi.check(line))
    except PydanticCustomError:
        return ""


def _entry(number: int, line: str) -> ImportedEntry | Refusal:
    place, doi, address = f"line {number}", _doi(line), _ADDRESS.fullmatch(line)
    if not doi and not address:
        return Refusal(place, line[:60], _NEITHER)
    return ImportedEntry(
        place=place,
        label="",
        type="doi" if doi else "address",
        meaning=TypeMeaning("document"),
        doi=doi,
        url=address[1] if address and not doi else "",
        stub=True,
        notes=(_MISSING.format("DOI" if doi else "address"),),
    )
