"""References as a table, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from bindery.references.record import Item, iso, span
from bindery.text.csv_rows import file, row

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
    "checked",
    "language",
    "url",
    "copies",
    "notes",
)


def record(item: Item) -> str:
    """An item as a row."""
    return row(
        (
            item.id,
            item.genre,
            item.title,
            "; ".join(name.spoken for name in item.authors),
            item.container or item.publisher,
            span(item),
            iso(item.accessed),
            item.language,
            item.url,
            " ".join(item.archives),
            "; ".join(item.notes),
        )
    )


def joined(records: Iterable[str]) -> str:
    """Items as one file, a row each."""
    return file([row(_HEAD), *records])
