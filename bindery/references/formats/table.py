"""Writes references as a CSV table, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bindery.references.record import ReferenceRecord, iso_date, iso_range
from bindery.references.remarks import OF_NAMES
from bindery.text.csv_rows import csv_file, csv_row

NAME = "CSV"
SUFFIX = "csv"
MEDIA_TYPE = "text/csv"

_HEAD = (
    "id",
    "kind",
    "title",
    "authors",
    "publisher",
    "published",
    "accessed",
    "language",
    "url",
    "copies",
    "notes",
    "doi",
    "container",
    "volume",
    "issue",
    "pages",
    "editors",
    "translators",
    "number",
    "court",
    "edition",
    "place",
    "original title",
    "translated title",
)


def record(item: ReferenceRecord) -> str:
    """An item as a row."""
    return csv_row(
        (
            item.id,
            item.genre,
            item.title,
            "; ".join(name.spoken for name in item.authors),
            item.publisher or item.container,
            iso_range(item),
            iso_date(item.accessed),
            item.language,
            item.url,
            " ".join(item.archives),
            "; ".join(note for note in item.notes if not note.startswith(OF_NAMES)),
            item.doi,
            item.container if item.publisher else "",
            item.volume,
            item.issue,
            item.pages,
            "; ".join(name.spoken for name in item.editors),
            "; ".join(name.spoken for name in item.translators),
            item.number,
            item.court,
            item.edition,
            item.place,
            item.original_title,
            item.translated_title,
        )
    )


def joined(records: Iterable[str]) -> str:
    """Items as one file, with a head row and a row for each."""
    return csv_file([_head_row(), *records])


@cache  # the page of each source has a file of its own
def _head_row() -> str:
    return csv_row(_HEAD)
