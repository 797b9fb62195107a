"""Reads EndNote XML, as EndNote and Mendeley write it."""

from __future__ import annotations

import re

from bindery.references.imports import names
from bindery.references.imports.entry import (
    MEANINGS,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
)
from bindery.references.imports.xml_reading import Element, children, parse_xml, text_of

TYPES = {
    "Aggregated Database": "dataset",
    "Ancient Text": "classic",
    "Artwork": "graphic",
    "Audiovisual Material": "motion_picture",
    "Bill": "bill",
    "Blog": "post-weblog",
    "Book": "book",
    "Book Section": "chapter",
    "Case": "legal_case",
    "Chart or Table": "figure",
    "Classical Work": "classic",
    "Computer Program": "software",
    "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference",
    "Dataset": "dataset",
    "Dictionary": "entry-dictionary",
    "Edited Book": "book",
    "Electronic Article": "article-journal",
    "Electronic Book": "book",
    "Electronic Book Section": "chapter",
    "Encyclopedia": "entry-encyclopedia",
    "Figure": "figure",
    "Film or Broadcast": "broadcast",
    "Generic": "document",
    "Government Document": "official",
    "Hearing": "hearing",
    "Interview": "interview",
    "Journal Article": "article-journal",
    "Legal Rule or Regulation": "regulation",
    "Magazine Article": "article-magazine",
    "Manuscript": "manuscript",
    "Map": "map",
    "Newspaper Article": "article-newspaper",
    "Online Database": "dataset",
    "Online Multimedia": "webpage",
    "Pamphlet": "pamphlet",
    "Patent": "patent",
    "Personal Communication": "personal_communication",
    "Report": "report",
    "Serial": "periodical",
    "Standard": "standard",
    "Statute": "legislation",
    "Thesis": "thesis",
    "Unpublished Work": "manuscript",
    "Web Page": "webpage",
}
_NUMBERED = {
    "5": "Book Section", "6": "Book", "7": "Case", "12": "Web Page", "13": "Generic", "17": "Journal Article",
    "19": "Magazine Article", "23": "Newspaper Article", "27": "Report", "28": "Edited Book", "31": "Statute", "32": "Thesis",
    "4": "Bill", "10": "Conference Proceedings", "46": "Government Document", "47": "Conference Paper", "59": "Dataset",
}  # fmt: skip
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_WHOLE = frozenset({"Book", "Edited Book", "Electronic Book"})  # their second authors edit the series
_LEFT_OUT = {"abstract": "abstract", "keywords": "keywords", "isbn": "ISBN or ISSN", "section": "section"}


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in their order.

    Args:
        text: the whole file.

    Raises:
        ReferencesFileError: it is not EndNote XML.
    """
    root = parse_xml(text)
    records = list(root.iter("record"))
    if not records:
        raise ReferencesFileError("this XML has no records of EndNote; export the references as EndNote XML")
    return [_entry(record) for record in records]


def _entry(record: Element) -> ImportedEntry:
    named = record.find("ref-type")
    kind = (named.get("name") if named is not None else "") or _NUMBERED.get(text_of(named), text_of(named))
    csl = TYPES.get(kind, "")
    notes: list[str] = []
    number, periodical = _text(record, "number", "issue"), csl in _PERIODICALS
    is_case = csl == "legal_case"
    editors = "tertiary-authors" if kind in _WHOLE else "secondary-authors"
    authors = _people(record, "authors", notes)
    edited = _people(record, editors, notes)
    if kind == "Edited Book" and not edited:
        authors, edited = (), authors
    return ImportedEntry(
        place=f"line {record.sourceline}",
        label=_text(record, "rec-number"),
        type=kind,
        meaning=MEANINGS.get(csl),
        title=_text(record, "titles/title"),
        translated_title=_text(record, "titles/translated-title"),
        authors=authors,
        editors=edited,
        translators=_people(record, "subsidiary-authors", notes),
        publisher="" if is_case else _text(record, "publisher"),
        court=_text(record, "publisher") if is_case else "",
        place_published=_text(record, "pub-location"),
        container=_text(
            record, "titles/secondary-title", "periodical/full-title", "alt-periodical/full-title"
        ),
        volume=_text(record, "volume"),
        issue=number if periodical else "",
        number="" if periodical else _text(record, "report-id", "misc1") or number,
        pages=_text(record, "pages"),
        edition=_text(record, "edition"),
        published=_date(record),
        accessed=_text(record, "access-date"),
        url=_address(record),
        doi=re.sub(r"^doi:?\s*", "", _text(record, "electronic-resource-num"), flags=re.IGNORECASE),
        language=_text(record, "language"),
        genre=_text(record, "work-type"),
        annotations=tuple(filter(None, (_text(record, name) for name in ("notes", "research-notes")))),
        left_out=tuple(words for name, words in _LEFT_OUT.items() if _text(record, name)),
        notes=tuple(notes),
    )


def _text(record: Element, *paths: str) -> str:
    """The first text that is not empty at some paths."""
    return next((text for path in paths if (text := text_of(record.find(path)))), "")


def _people(record: Element, role: str, notes: list[str]) -> tuple[ImportedName, ...]:
    """The people of a role: `Family, Given`; with a comma at the end, or none, an organisation."""
    found = []
    group = record.find(f"contributors/{role}")
    for author in children(group) if group is not None else ():
        written = text_of(author)
        family, comma, given = written.partition(",")
        if written.endswith(",") or not comma:
            found.append(ImportedName(written.rstrip(", "), organisation=True))
            if not comma and written:
                notes.append(
                    f"`{written}` was read as an organisation: EndNote writes a person as `Family, Given`"
                )
        else:
            given, _, suffix = given.partition(",")
            found.append(names.person(given, family, suffix))
    return tuple(name for name in found if name.name)


def _date(record: Element) -> str:
    """The date in full, or the year and what is known of the day, or the year."""
    year, day = _text(record, "dates/year"), _text(record, "dates/pub-dates/date")
    if re.search(r"\d{4}", day):
        return day
    if not day or not re.fullmatch(r"\d{4}", year):
        return year
    month, date = re.search(r"[A-Za-z]{3,9}", day), re.search(r"\b\d{1,2}\b", day)
    return f"{f'{date[0]} ' if date else ''}{month[0]} {year}" if month else year


def _address(record: Element) -> str:
    urls = [
        text_of(url) for group in ("web-urls", "related-urls") for url in record.iterfind(f"urls/{group}/url")
    ]
    return next((url for url in urls if re.match("https?://", url)), "")
