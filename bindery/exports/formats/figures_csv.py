"""The figures of a briefing as a table: `/<briefing>/figures.csv`, one row for each figure, with what carries it."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.model.names import SitePath
from bindery.pages.addresses import on_site
from bindery.pages.figure_list import ListedFigure
from bindery.pages.views import BriefingView
from bindery.text.csv_rows import Cell, csv_text

_HEAD = (
    "figure",
    "class",
    "stated in",
    "text",
    "page",
    "source",
    "quote",
    "working",
    "cell",
    "claim",
    "event",
    "dataset",
    "reason",
)


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """One file for each briefing that has a page of figures."""
    for view in of.briefings:
        if any(link.address == f"{view.address}figures/" for link in view.contents):
            yield SitePath(f"{view.address}figures.csv"), csv_text(_rows(view)).encode()


def _rows(view: BriefingView) -> Iterator[list[Cell]]:
    yield list(_HEAD)
    for line in view.figures.lines:
        text = f"{line.statement.before}{line.statement.figure}{line.statement.after}"
        page = on_site(line.link.address, directory_urls=view.site.directory_urls)
        page += f"#{line.link.anchor}" if line.link.anchor else ""
        yield [line.words, line.outcome, line.where, text, page, *_carrier(line)]


def _carrier(line: ListedFigure) -> list[Cell]:
    return [
        line.source,
        line.quote,
        line.working,
        line.cell,
        line.claim,
        line.event,
        line.dataset,
        line.reason,
    ]
