"""Reads the format of PubMed (.nbib, MEDLINE)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.references.imports import names
from bindery.references.imports.entry import MEANINGS, ImportedEntry, ImportedName, Refusal
from bindery.references.imports.tagged import TaggedRecord, tagged_records

_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- ?(.*)")
TYPES = {
    "Book": "book",
    "Book Chapter": "chapter",
    "Dataset": "dataset",
    "Journal Article": "article-journal",
    "Legal Case": "legal_case",
    "Legislation": "legislation",
    "Newspaper Article": "article-newspaper",
    "Preprint": "article",
    "Technical Report": "report",
    "Video-Audio Media": "motion_picture",
}
_ORDER = ("Preprint", "Dataset", "Book Chapter", "Book", "Legal Case", "Legislation", "Newspaper Article", "Technical Report", "Video-Audio Media")  # fmt: skip
_LEFT_OUT = {"AB": "abstract", "MH": "keywords", "OT": "keywords", "AD": "affiliations", "GR": "grants"}
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_INITIALS = re.compile(r"(.+?) ([A-Z]{1,4})(?: (Jr|Sr|2nd|3rd))?")
# Codes of ISO 639-2 that MEDLINE uses, for which BCP 47 has a shorter one.
LANGUAGES = {
    "ara": "ar", "chi": "zh", "dan": "da", "dut": "nl", "eng": "en", "fin": "fi", "fre": "fr", "ger": "de", "gre": "el",
    "heb": "he", "hin": "hi", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nor": "no", "per": "fa", "pol": "pl",
    "por": "pt", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi",
}  # fmt: skip


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in their order; `text` is the whole file."""
    return [_entry(record) for record in tagged_records(text, _LINE, "PMID")]


def _entry(record: TaggedRecord) -> ImportedEntry:
    said = record.values.get("PT", [])
    kind = next((name for name in _ORDER if name in said), "Journal Article")
    own, title = record.first("TT"), record.first("TI").rstrip(".")
    book = record.first("BTI").rstrip(".")
    if kind == "Book":
        title, book = book or title, ""
    number = record.first("PMID")
    return ImportedEntry(
        place=f"line {record.line}",
        label=f"PMID {number}",
        type=kind,
        meaning=MEANINGS.get(TYPES[kind]),
        title=own.rstrip(".") or title.strip("[]"),
        translated_title=title.strip("[]") if own else "",
        authors=tuple(_people(record, ("FAU", "AU"), "CN")),
        editors=tuple(_people(record, ("FED", "ED"), "")),
        publisher=record.first("PB"),
        place_published=record.first("PL") if kind in ("Book", "Book Chapter") else "",
        container=book or record.first("JT", "TA"),
        volume=record.first("VI"),
        issue=record.first("IP"),
        pages=_pages(record.first("PG")),
        edition=record.first("EN"),
        published=_date(record.first("DP", "DEP")),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number.isdigit() else "",
        doi=_doi(record),
        language=LANGUAGES.get(record.first("LA"), record.first("LA")),
        left_out=tuple(dict.fromkeys(words for tag, words in _LEFT_OUT.items() if record.first(tag))),
    )


def _people(record: TaggedRecord, tags: tuple[str, ...], body: str) -> Iterator[ImportedName]:
    """The people in the first of some tags, and the groups in another."""
    for written in record.all(*tags):
        family, comma, given = written.partition(",")
        match = _INITIALS.fullmatch(written)
        if comma:
            given, _, suffix = given.partition(",")
            yield names.person(given, family, suffix)
        elif match:
            yield names.person(" ".join(f"{letter}." for letter in match[2]), match[1], match[3] or "")
        else:
            yield ImportedName(written, organisation=True)
    for group in record.values.get(body, ()):
        yield ImportedName(group, organisation=True)


def _doi(record: TaggedRecord) -> str:
    found = (*record.values.get("LID", ()), *record.values.get("AID", ()))
    return next((value.removesuffix("[doi]").strip() for value in found if value.endswith("[doi]")), "")


def _pages(written: str) -> str:
    """The pages with the last one in full: 6913-7 is 6913-6917."""
    match = re.fullmatch(r"(\d+)-(\d+)", written)
    if match and len(match[2]) < len(match[1]):
        return f"{match[1]}-{match[1][: len(match[1]) - len(match[2])]}{match[2]}"
    return written


def _date(written: str) -> str:
    """A date such as `2020 Jan 9` with its day first; of two months, the first."""
    match = re.match(rf"(\d{{4}})(?: ({_MONTH})[a-z]*(?:-[A-Za-z]+)?(?: (\d{{1,2}}))?)?", written)
    return " ".join(filter(None, (match[3], match[2], match[1]))) if match else written
