"""Reads RIS files, as Zotero, EndNote and publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.references.imports.entry import (
    MEANINGS,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
)
from bindery.references.imports.fields import of_ris
from bindery.references.imports.names import person

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)")
_NUMBERING = re.compile(r"\d+\.")  # some programs number the records

_TYPES = {
    "article-journal": "JOUR EJOUR JFULL INPR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL UNBILL",
    "book": "BOOK EBOOK EDBOOK WHOLE",
    "chapter": "CHAP ECHAP",
    "dataset": "DATA DBASE AGGR",
    "document": "GEN",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART SLIDE",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT LEGAL",
    "manuscript": "MANSCPT UNPB",
    "map": "MAP",
    "motion_picture": "VIDEO MPCT ADVS",
    "official": "GOVDOC",
    "pamphlet": "PAMP",
    "paper-conference": "CONF CPAPER",
    "patent": "PAT",
    "periodical": "SER",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND MUSIC",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC WEB MULTI",
}
TYPES = {word: csl for csl, words in _TYPES.items() for word in words.split()}

_TITLE = ("T1", "TI", "CT")
_CONTAINER = ("T2", "JF", "JO", "BT", "JA")
_DATE = ("DA", "Y1", "PY")
_READ = {"M3", "TY", "ER", "ID", "AU", "A1", "PB", "Y2", "UR", "DO", "LA", "ED", "A2", "A4", "N1"}
_READ |= {*_TITLE, *_CONTAINER, *_DATE}
_WORDS = {
    "AB": "abstract", "N2": "abstract", "N1": "note", "KW": "keywords", "A2": "editors", "ED": "editors",
    "CY": "place", "VL": "volume", "IS": "issue", "SP": "first page", "EP": "last page", "SN": "number",
    "ST": "short title", "ET": "edition", "L1": "file", "L2": "file", "AN": "accession",
    "DB": "database", "DP": "database", "CN": "call number", "T3": "series", "A3": "series editors",
}  # fmt: skip
Values = dict[str, list[str]]


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in their order.

    Args:
        text: the whole file.

    Raises:
        ReferencesFileError: a line belongs to no record, or a record has no end.
    """
    entries: list[ImportedEntry | Refusal] = []
    begun, last = 0, ""  # the line on which the record began; the tag of the line before
    values: dict[str, list[list[str]]] = {}  # by tag: its values, each a list of lines
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip()
        match = _LINE.fullmatch(line)
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line)
        if tag == "TY":
            if begun:
                raise ReferencesFileError(
                    f"line {number}: a record begins here, but the one that begins on line {begun} has no `ER  -`"
                )
            begun, values, last = number, {tag: [[value]]}, ""
        elif not begun:
            _check_between(number, tag, line)
        elif tag == "ER":
            whole = {name: [" ".join(lines) for lines in found] for name, found in values.items()}
            entries.append(_entry(f"line {begun}", whole))
            begun = 0
        elif tag:
            values.setdefault(tag, []).append([value])
            last = tag
        elif line:
            if not last:
                raise ReferencesFileError(
                    f"line {number}: this is not RIS; a line of RIS begins like `TI  - `"
                )
            values[last][-1].append(line)  # some programs break a value into lines
    if begun:
        raise ReferencesFileError(
            f"line {begun}: the record that begins here has no `ER  -`; is the file incomplete?"
        )
    return entries


def _check_between(number: int, tag: str, line: str) -> None:
    """Refuses a line between two records, unless some programs write it there: a number, or a second `ER  -`."""
    if line and tag != "ER" and not _NUMBERING.fullmatch(line):
        raise ReferencesFileError(f"line {number}: a record of RIS begins with `TY  - `")


def _entry(place: str, values: Values) -> ImportedEntry:
    kind = values["TY"][0].upper()
    notes: list[str] = []
    url = _address(values, notes)
    plain, used = of_ris({tag: _first(values, tag) for tag in values}, kind)
    return ImportedEntry(
        place=place,
        label=_first(values, "ID"),
        type=kind,
        meaning=MEANINGS.get(TYPES.get(kind, "")),
        title=_first(values, *_TITLE),
        authors=tuple(_names(values, notes, "A1", "AU")),
        publisher="" if "court" in plain else _first(values, "PB"),
        container=_first(values, *_CONTAINER),
        **plain,
        editors=tuple(_names(values, notes, "ED", "A2")),
        translators=tuple(_names(values, notes, "A4")),
        published=_published(values),
        accessed=_first(values, "Y2"),
        url=url,
        doi=_first(values, "DO"),
        language=_first(values, "LA"),
        genre=_first(values, "M3"),
        annotations=tuple(filter(None, values.get("N1", ()))),
        left_out=tuple(_left_out(values, used)),
        notes=tuple(notes),
    )


def _address(values: Values, notes: list[str]) -> str:
    """The first address of a record; may be empty."""
    addresses = [address for value in values.get("UR", ()) for address in re.split(r";\s*(?=http)", value)]
    if len(addresses) > 1:
        notes.append("it has several addresses; only the first was imported")
    return addresses[0] if addresses else ""


def _names(values: Values, notes: list[str], *tags: str) -> Iterator[ImportedName]:
    for name in (name for tag in tags for name in values.get(tag, ())):
        if name:
            yield _name(name, notes)


def _published(values: Values) -> str:
    """The first date of a record with a year, or else its first date; may be empty."""
    dates = [date for tag in _DATE for date in values.get(tag, ()) if date]
    return next((date for date in dates if re.search(r"\d{4}", date)), dates[0] if dates else "")


def _left_out(values: Values, used: frozenset[str]) -> Iterator[str]:
    """The tags with a value for which a source has no place, with what they mean where that is known.

    Args:
        values: the values of a record.
        used: tags that were read, besides those that always are.
    """
    for tag, found in values.items():
        if tag not in _READ | used and any(found):
            yield f"{tag} ({_WORDS[tag]})" if tag in _WORDS else tag


def _first(values: Values, *tags: str) -> str:
    """The first value that is not empty, of the first tag that has one."""
    return next((value for tag in tags for value in values.get(tag, ()) if value), "")


def _name(written: str, notes: list[str]) -> ImportedName:
    """A name: `Family, Given, Suffix` is a person; one without a comma, or with one at its end, an organisation."""
    if written.endswith(",") and written.count(",") > 1:
        return ImportedName(written[:-1].strip(), organisation=True)  # as EndNote writes a body with a comma
    family, comma, rest = written.partition(",")
    if not comma:
        notes.append(f"`{family}` was read as an organisation: RIS writes a person as `Family, Given`")
    if not rest.strip():
        return ImportedName(family.strip(), organisation=True)
    given, _, suffix = rest.partition(",")
    return person(given, family, suffix)
