"""Checks how a dataset can be drawn: one value at each place of a series, and no more series than can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.model.briefing import Dataset
from bindery.reading import fault_codes
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem

_LOOKS = 6  # shapes and dashes of lines that a chart has
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def check_datasets(project: Project) -> list[Problem]:
    """Warnings for two values at one place of a series (B144), and for charts with too many lines (B145)."""
    problems: list[Problem] = []
    for parsed in project.briefings.values():
        charted = {
            str(block.of("chart"))
            for section in parsed.briefing.sections
            for block in section.content
            if block.kind == "chart"
        }
        for index, dataset in enumerate(parsed.briefing.datasets):
            problems += _same_places(parsed, index, dataset)
            if dataset.id in charted:
                problems += _too_many(parsed, index, dataset)
    return problems


def _same_places(parsed: ParsedBriefing, index: int, dataset: Dataset) -> Iterator[Problem]:
    for number, series in enumerate(dataset.series):
        seen: dict[str, int] = {}
        for n, point in enumerate(series.points):
            first = seen.setdefault(point.x, n)
            if first != n:
                path = ("datasets", index, "series", number, "points")
                yield Problem(
                    fault_codes.SAME_PLACE,
                    f"this series has two values at `{point.x}`",
                    parsed.document.span(*path, n, "x"),
                    severity="warning",
                    help="correct one of the two, or write the second into a series of its own",
                    related=((parsed.document.span(*path, first, "x"), "the other value"),),
                )


def _too_many(parsed: ParsedBriefing, index: int, dataset: Dataset) -> Iterator[Problem]:
    """The warning for a line chart of too many series; series of one value each are no lines."""
    lines = [series for series in dataset.series if len(series.points) > 1]
    dated = all(_DATE.fullmatch(point.x) for series in dataset.series for point in series.points)
    if dated and len(lines) > _LOOKS:
        yield Problem(
            fault_codes.NEAR_SERIES,
            f"a chart of {len(dataset.series)} series cannot be read: only {_LOOKS} lines can be told apart",
            parsed.document.key("datasets", index, "series"),
            severity="warning",
            help=f"divide the dataset into charts of at most {_LOOKS} series, or show it as a `table`",
        )
