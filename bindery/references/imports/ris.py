"""RIS, as Zotero, EndNote and publishers write it, read into entries."""

from __future__ import annotations

import re

from bindery.references.imports.entry import (
    MEANINGS,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
    spoken_name,
)

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)")
_NUMBERING = re.compile(r"\d+\.")

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
_READ = {"M3", "TY", "ER", "ID", "AU", "A1", "PB", "Y2", "UR", "DO", "LA", *_TITLE, *_CONTAINER, *_DATE}
_WORDS = {
    "AB": "abstract", "N2": "abstract", "N1": "note", "KW": "keywords", "A2": "editors", "ED": "editors",
    "CY": "place", "VL": "volume", "IS": "issue", "SP": "first page", "EP": "last page", "SN": "number",
    "ST": "short title", "ET": "edition", "L1": "file", "L2": "file", "AN": "accession",
    "DB": "database", "DP": "database", "CN": "call number", "T3": "series", "A3": "series editors",
}  # fmt: skip
Values = dict[str, list[str]]


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in its order.

    Raises:
        UnreadError: a line belongs to no record, or a record has no end.
    """
    entries: list[ImportedEntry | Refusal] = []
    begun, last = 0, ""  # the line on which a record began; the tag of the line before
    values: dict[str, list[list[str]]] = {}  # each value in the lines that it is written in
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip()
        match = _LINE.fullmatch(line)
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line)
        if tag == "TY":
            if begun:
                raise ReferencesFileError(
                    f"line {number}: a record begins, and the one of line {begun} has no `ER  -`"
                )
            begun, values, last = number, {tag: [[value]]}, ""
        elif not begun:
            _nothing(number, tag, line)
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
                    f"line {number}: this is not a line of RIS, which begins like `TI  - `"
                )
            values[last][-1].append(line)  # some programs break a value into lines
    if begun:
        raise ReferencesFileError(
            f"line {begun}: the record that begins here has no `ER  -`; is the file cut off?"
        )
    return entries


def _nothing(number: int, tag: str, line: str) -> None:
    """Between two records nothing may stand but what some programs write there: a number, or a second end."""
    if line and tag != "ER" and not _NUMBERING.fullmatch(line):
        raise ReferencesFileError(f"line {number}: a record of RIS begins with `TY  - `")


def _entry(place: str, values: Values) -> ImportedEntry:
    kind = values["TY"][0].upper()
    notes: list[str] = []
    addresses = [address for value in values.get("UR", ()) for address in re.split(r";\s*(?=http)", value)]
    if len(addresses) > 1:
        notes.append("it has several addresses; the first was taken")
    dates = [date for tag in _DATE for date in values.get(tag, ()) if date]
    unread = [tag for tag, found in values.items() if tag not in _READ and any(found)]
    return ImportedEntry(
        place=place,
        label=_first(values, "ID"),
        type=kind,
        meaning=MEANINGS.get(TYPES.get(kind, "")),
        title=_first(values, *_TITLE),
        authors=tuple(_name(name, notes) for name in (*values.get("A1", ()), *values.get("AU", ())) if name),
        publisher=_first(values, "PB"),
        container=_first(values, *_CONTAINER),
        published=next((date for date in dates if re.search(r"\d{4}", date)), dates[0] if dates else ""),
        accessed=_first(values, "Y2"),
        url=addresses[0] if addresses else "",
        doi=_first(values, "DO"),
        language=_first(values, "LA"),
        genre=_first(values, "M3"),
        left_out=tuple(f"{tag} ({_WORDS[tag]})" if tag in _WORDS else tag for tag in unread),
        notes=tuple(notes),
    )


def _first(values: Values, *tags: str) -> str:
    return next((value for tag in tags for value in values.get(tag, ()) if value), "")


def _name(written: str, notes: list[str]) -> ImportedName:
    """`Family, Given, Suffix` is a person; a name without a comma, or with one at its end, is a body."""
    family, comma, rest = written.partition(",")
    if not comma:
        notes.append(f"`{family}` was taken for an organisation: RIS writes a person as `Family, Given`")
    if not rest.strip():
        return ImportedName(family.strip(), organisation=True)
    given, _, suffix = rest.partition(",")
    return ImportedName(spoken_name(given, family, suffix))
