"""Checks how a dataset can be drawn: one value at each place of a series, and no more series than can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bindery.model.blocks.chart import ChartBlock
from bindery.model.briefing import Dataset
from bindery.reading import fault_codes
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem

_MOST = 24  # series that a chart shows, each in a panel of its own
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def check_datasets(project: Project) -> list[Problem]:
    """The problems of values at one place, of charts of too many lines, and of axes that cannot show every value."""
    problems: list[Problem] = []
    for parsed in project.briefings.values():
        charted = set()
        for path, block in _charts(parsed):
            charted.add(str(block.chart))
            problems += _axis(parsed, path, block)
        for index, dataset in enumerate(parsed.briefing.datasets):
            problems += _same_places(parsed, index, dataset)
            if dataset.id in charted:
                problems += _too_many(parsed, index, dataset)
    return problems


def _charts(parsed: ParsedBriefing) -> Iterator[tuple[tuple[str | int, ...], ChartBlock]]:
    """The charts of a briefing, each with its path."""
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            if isinstance(block, ChartBlock):
                yield ("sections", index, "content", number), block


def _axis(parsed: ParsedBriefing, path: tuple[str | int, ...], block: ChartBlock) -> Iterator[Problem]:
    """An error for an axis that cannot show every value of its dataset."""
    found = (dataset for dataset in parsed.briefing.datasets if dataset.id == block.chart)
    series = (series for dataset in found for series in dataset.series)
    values = [point.y for one in series for point in one.points if point.y is not None]
    if values and (fault := _axis_fault(block, min(values))):
        key, message, remedy = fault
        yield Problem("B258", message, parsed.document.span(*path, key), help=remedy)


def _axis_fault(block: ChartBlock, low: Decimal) -> tuple[str, str, str] | None:
    """What is wrong with the axis of a chart: the key, the message and the remedy; `low` is the smallest value."""
    log, start = block.scale == "log", block.start
    if log and start is not None:
        return "start", "a logarithmic axis has no other start", "remove `start`, or `scale`"
    if log and low <= 0:
        remedy = "remove `scale`: zero and negative values have no place on such an axis"
        return "scale", f"a logarithmic axis cannot show {low:,f}", remedy
    if start is not None and start > low:
        return (
            "start",
            f"the axis would begin above the value {low:,f}",
            f"write a `start` of at most {low:,f}",
        )
    return None


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
                    help="correct one of the two, or write the second into a series of its own",
                    related=((parsed.document.span(*path, first, "x"), "the other value"),),
                )


def _too_many(parsed: ParsedBriefing, index: int, dataset: Dataset) -> Iterator[Problem]:
    """The warning for a line chart of too many series; series of one value each are no lines."""
    lines = [series for series in dataset.series if len(series.points) > 1]
    dated = all(_DATE.fullmatch(point.x) for series in dataset.series for point in series.points)
    if dated and len(lines) > _MOST:
        yield Problem(
            fault_codes.NEAR_SERIES,
            f"a chart of {len(dataset.series)} series cannot be read: only {_MOST} small pictures fit",
            parsed.document.key("datasets", index, "series"),
            severity="warning",
            help=f"divide the dataset into charts of at most {_MOST} series, or show it as a `table`",
        )
