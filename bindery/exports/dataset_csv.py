"""A dataset as a table: `/<briefing>/data/<dataset>.csv`, one row for each value, with what gives it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator

from bindery.model import Dataset
from bindery.references import Reference
from bindery.views import BookView, SiteView

# What a spreadsheet takes for the beginning of a formula, in any width of letter.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(site: SiteView) -> Iterator[tuple[str, bytes]]:
    """One file for each dataset: UTF-8, a header, lines that end as RFC 4180 says."""
    for view in site.books.values():
        for dataset in view.briefing.datasets:
            yield f"{view.address}data/{dataset.id}.csv", _table(view, dataset).encode()


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet computes: one that looks like a formula gets an apostrophe before it."""
    return f"'{text}" if unicodedata.normalize("NFKC", text).startswith(_FORMULA) else text


def _table(view: BookView, dataset: Dataset) -> str:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    head = ("series", "value", "unit", "source", "reference", "url", "quote", "note", "series note")
    table.writerow([harmless(dataset.x), *head])
    for series in dataset.series:
        for point in series.points:
            reference = view.site.references.get(point.source)
            said = (point.source, *_cited(reference), point.quote, point.note, series.note)
            cells = [harmless(cell or "") for cell in (point.x, series.name, dataset.unit, *said)]
            cells.insert(2, f"{point.y:f}")  # a number, and never a formula: it may begin with a minus
            table.writerow(cells)
    return written.getvalue()


def _cited(reference: Reference | None) -> tuple[str, str]:
    """The reference in short and its address; both empty for a source that no list has."""
    return (reference.short, str(reference.source.url or "")) if reference else ("", "")
