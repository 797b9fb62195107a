"""Writes references as RIS, for EndNote, Mendeley, Citavi and Zotero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bindery.references.record import AuthorName, ReferenceRecord

NAME = "RIS"
SUFFIX = "ris"
MEDIA_TYPE = "application/x-research-info-systems"

# Any other type becomes a web page, since Zotero reads the generic type of RIS as a journal article.
_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "report": "RPRT",
    "thesis": "THES",
}
_OTHER = "ELEC"
_KIND_OF_TYPE = {
    "RPRT": "report",
    "ELEC": "",
}  # the kind that a type tells, if it does not tell one kind alone
_NUMBERED = frozenset({"BILL", "CASE", "RPRT", "STAT"})  # types in which other programs write a number in IS
_EDITORS_SECOND = frozenset({"CHAP", "ENCYC", "JOUR"})  # types whose editors are in A2; other types have ED
_NUMBERS = {"CASE": "SV", "RPRT": "SN"}  # the tag of a source's number, where it is not M1
_END = "\r\n"


def record(item: ReferenceRecord) -> str:
    """An item, with each value on a line of its own."""
    lines = [f"{tag}  - {value}" for tag, value in _lines(item) if value]
    return _END.join([*lines, "ER  - ", ""])


def joined(records: Iterable[str]) -> str:
    """Items as one file, with an empty line between them."""
    return _END.join(records)


def _lines(item: ReferenceRecord) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(item.type, _OTHER)
    yield "TY", kind
    yield "ID", item.id
    yield "TI", item.title
    yield "TT", item.translated_title
    for tag, names in (
        ("AU", item.authors),
        ("A2" if kind in _EDITORS_SECOND else "ED", item.editors),
        ("A4", item.translators),
    ):
        yield from ((tag, _name(name)) for name in names)
    yield "T2", item.container
    yield "PB", item.court if kind == "CASE" else item.publisher
    yield "CY", item.place
    yield "ET", item.edition
    yield "VL", item.volume
    numbered = kind in _NUMBERED and not item.number  # its IS would be read as a number
    yield "IS", "" if numbered else item.issue
    yield from _pages(item.pages)
    yield _NUMBERS.get(kind, "M1"), item.number
    yield "PY", f"{item.issued[0]:04}" if item.issued else ""
    yield "DA", _date(item.issued)
    yield "LA", item.language
    yield "M3", item.genre if _KIND_OF_TYPE.get(kind, item.kind) != item.kind else ""
    yield "DO", item.doi
    yield "UR", item.url
    yield "Y2", _date(item.accessed)
    yield "N1", f"Issue: {item.issue}" if item.issue and numbered else ""
    yield "N1", f"Original title: {item.original_title}" if item.original_title else ""
    yield "N1", f"Court: {item.court}" if item.court and kind != "CASE" else ""
    yield "N1", f"Published by: {item.publisher}" if item.publisher and kind == "CASE" else ""
    for note in item.notes:
        yield "N1", note


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    """The first and the last page of a range; anything else is one value."""
    first, hyphen, last = pages.partition("-")
    if hyphen and first.isalnum() and last.isalnum():
        yield "SP", first
        yield "EP", last
    else:
        yield "SP", pages


def _name(name: AuthorName) -> str:
    """A name as `Family, Given, Suffix`; a name without parts as it is, and a comma after one that has commas in it."""
    if "," in name.literal:
        return f"{name.literal},"
    return name.literal or ", ".join(filter(None, (name.sorted_by, name.given, name.suffix)))


def _date(parts: tuple[int, ...]) -> str:
    """A date in RIS: year, month, day and other information, separated by slashes: `2024/11//`."""
    if not parts:
        return ""
    year, *rest = parts
    known = [f"{year:04}", *(f"{part:02}" for part in rest)]
    return "/".join([*known, *[""] * (4 - len(known))])
