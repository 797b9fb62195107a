"""Writes references as RIS, for EndNote, Mendeley, Citavi and Zotero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bindery.references.record import AuthorName, ReferenceRecord

NAME = "RIS"
SUFFIX = "ris"
MEDIA_TYPE = "application/x-research-info-systems"

# Any other type becomes a web page, since Zotero reads the generic type of RIS as a journal article.
_TYPES = {
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "report": "RPRT",
}
_OTHER = "ELEC"
_END = "\r\n"


def record(item: ReferenceRecord) -> str:
    """An item, with each value on a line of its own."""
    lines = [f"{tag}  - {value}" for tag, value in _lines(item) if value]
    return _END.join([*lines, "ER  - ", ""])


def joined(records: Iterable[str]) -> str:
    """Items as one file, with an empty line between them."""
    return _END.join(records)


def _lines(item: ReferenceRecord) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item.type, _OTHER)
    yield "ID", item.id
    yield "TI", item.title
    for name in item.authors:
        yield "AU", _name(name)
    yield "T2", item.container
    yield "PB", item.publisher
    yield "PY", f"{item.issued[0]:04}" if item.issued else ""
    yield "DA", _date(item.issued)
    yield "LA", item.language
    yield "M3", item.genre
    yield "UR", item.url
    yield "Y2", _date(item.accessed)
    for note in item.notes:
        yield "N1", note


def _name(name: AuthorName) -> str:
    """A name as `Family, Given, Suffix`; a name without parts as it is."""
    return name.literal or ", ".join(filter(None, (name.sorted_by, name.given, name.suffix)))


def _date(parts: tuple[int, ...]) -> str:
    """A date in RIS: year, month, day and other information, separated by slashes: `2024/11//`."""
    if not parts:
        return ""
    year, *rest = parts
    known = [f"{year:04}", *(f"{part:02}" for part in rest)]
    return "/".join([*known, *[""] * (4 - len(known))])
