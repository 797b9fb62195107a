"""A dataset as a table: `/<briefing>/data/<dataset>.csv`, one row for each value, with its source."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.model import vocabulary
from bindery.model.briefing import Dataset, Point
from bindery.model.names import SitePath
from bindery.pages.views import BriefingView, SiteView
from bindery.references.reference import Reference
from bindery.text.csv_rows import Cell, csv_text

_HEAD = (
    "series",
    "value",
    "unit",
    "source",
    "reference",
    "url",
    "quote",
    "quote check",
    "note",
    "series note",
)


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """One file for each dataset."""
    for view in of.briefings:
        for dataset in view.briefing.datasets:
            yield SitePath(f"{view.address}data/{dataset.id}.csv"), csv_text(_rows(view, dataset)).encode()


def _rows(view: BriefingView, dataset: Dataset) -> Iterator[list[Cell]]:
    yield [dataset.x, *_HEAD]
    for series in dataset.series:
        for point in series.points:
            cited = _cited(view.site.references.get(point.source))
            quoted = (point.quote or "", _check(view.site, point))
            details = (point.source, *cited, *quoted, _note(point), series.note or "")
            yield [point.x, series.name, "" if point.y is None else point.y, dataset.unit, *details]


def _note(point: Point) -> str:
    """What is said about a value; where there is none, the reason comes first."""
    return "; ".join(filter(None, [point.missing and f"no value: {point.missing}", point.note]))


def _check(site: SiteView, point: Point) -> str:
    """Whether the words were found in the source, or when they were read again; empty where nothing is quoted."""
    if not point.quote:
        return ""
    found = site.standing(point.source, point.quote)
    return site.reread(point.source, point.quote) if found == "read" else vocabulary.OUTCOMES[found]


def _cited(reference: Reference | None) -> tuple[str, str]:
    """The short form of a reference and its URL; both are empty if the source is not in any list."""
    return (reference.short, str(reference.source.url or "")) if reference else ("", "")
