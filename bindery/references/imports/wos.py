"""Reads the plain text of Web of Science."""

from __future__ import annotations

import re

from bindery.references.imports import names
from bindery.references.imports.entry import MEANINGS, ImportedEntry, ImportedName, Refusal
from bindery.references.imports.tagged import TaggedRecord, tagged_records

_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: |$)(.*)")
TYPES = {"J": "article-journal", "B": "book", "S": "chapter", "P": "patent", "C": "paper-conference"}
_LISTS = frozenset({"AU", "AF", "BE", "BF", "ED", "CA"})
_LEFT_OUT = {"AB": "abstract", "DE": "keywords", "ID": "keywords", "CR": "references", "C1": "affiliations", "SN": "ISSN", "BN": "ISBN"}  # fmt: skip


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in their order; `text` is the whole file."""
    return [_entry(record) for record in tagged_records(text, _LINE, "PT", lists=_LISTS)]


def _entry(record: TaggedRecord) -> ImportedEntry:
    kind = record.first("PT")
    first, last = record.first("BP"), record.first("EP")
    return ImportedEntry(
        place=f"line {record.line}",
        label=record.first("UT"),
        type=kind,
        meaning=MEANINGS.get(TYPES.get(kind, "")),
        title=record.first("TI"),
        authors=(
            *map(_person, record.all("AF", "AU")),
            *(ImportedName(body, organisation=True) for body in record.values.get("CA", ()) if body),
        ),
        editors=tuple(map(_person, record.all("BF", "BE", "ED"))),
        publisher=_cased(record.first("PU")),
        place_published=_cased(record.first("PI")),
        container=_cased(record.first("SO")),
        volume=record.first("VL"),
        issue=record.first("IS"),
        pages=f"{first}-{last}" if first and last else first or record.first("AR"),
        published=_date(record),
        doi=record.first("DI", "D2"),
        language=record.first("LA"),
        left_out=tuple(dict.fromkeys(words for tag, words in _LEFT_OUT.items() if record.first(tag))),
    )


def _person(written: str) -> ImportedName:
    family, comma, given = written.partition(",")
    if not comma:
        return ImportedName(written, organisation=True)
    letters = given.strip()
    if re.fullmatch(r"[A-Z]{1,3}", letters):
        given = " ".join(f"{letter}." for letter in letters)
    return names.person(given, family)


def _cased(written: str) -> str:
    """A name that Web of Science writes in capitals, with capitals only where words begin."""
    if not written.isupper() or len(written.split()) < 2:  # noqa: PLR2004  one word may be an abbreviation
        return written.capitalize() if written.isupper() and len(written) > 4 else written  # noqa: PLR2004  letters
    small = {"And", "Of", "The", "In", "For", "On", "De", "Der", "Und", "Et"}
    words = [word if word[:1] == "&" else word.capitalize() for word in written.split()]
    return " ".join(word.lower() if at and word in small else word for at, word in enumerate(words))


def _date(record: TaggedRecord) -> str:
    """The date: the year, and in another tag the month and perhaps the day, such as `APR 3`."""
    year, rest = record.first("PY"), record.first("PD", "EA")
    match = re.match(r"([A-Z]{3})(?:-[A-Z]{3})?(?: (\d{1,2}))?", rest)
    if not match or not year:
        return year
    return f"{f'{match[2]} ' if match[2] else ''}{match[1].capitalize()} {year}"
