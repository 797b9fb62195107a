"""Hints for the dates of sources that cannot be: in the future, after the briefing that cites them, opened too early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bindery.evidence.graph import Graph
from bindery.model.briefing import Briefing
from bindery.model.source import Source, SourceList
from bindery.reading.decode import Document
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.span import Span


def check_source_dates(project: Project, graph: Graph, today: date) -> Iterator[Problem]:
    """The hints for the dates of all sources.

    Args:
        project: the briefings, and the lists of sources.
        graph: which briefing cites which source.
        today: the day of the check.
    """
    last = {slug: _last_day(parsed.briefing) for slug, parsed in project.briefings.items()}
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            place = ("sources", index)
            yield from _future_days(source, document, place, today)
            citing = {use.briefing for use in graph.uses.get(source.id, ()) if use.briefing in last}
            early = sorted(
                slug for slug in citing if source.published and _before(last[slug], source.published)
            )
            if early and not _after(source.published, today):
                yield _hint(
                    f"`{source.id}` is dated {source.published}, after {last[early[0]]},"
                    f" the last date of `{early[0]}`, which cites it",
                    document.span(*place, "published"),
                    "correct the date of the source, or write the day of the last change to the briefing as `updated`",
                )
            if source.accessed and source.published and _before(source.accessed, source.published):
                yield Problem(
                    "B388",
                    f"`{source.id}` was opened on {source.accessed}, before it was published ({source.published})",
                    document.span(*place, "accessed"),
                    severity="hint",
                    help="correct one of the two dates",
                    related=((document.span(*place, "published"), "the other date"),),
                )


def _future_days(
    source: Source, document: Document[SourceList], place: tuple[str | int, ...], today: date
) -> Iterator[Problem]:
    for key in ("published", "published_end", "accessed"):
        day = getattr(source, key)
        if _after(day, today):
            yield _hint(
                f"`{key}` of `{source.id}` is {day}, which is in the future",
                document.span(*place, key),
                "correct the date",
            )


def _hint(message: str, span: Span, remedy: str) -> Problem:
    return Problem("B387", message, span, severity="hint", help=remedy)


def _last_day(briefing: Briefing) -> str:
    """The latest date that a briefing gives itself."""
    return max(
        str(day)
        for day in (briefing.date, briefing.updated, *(edition.date for edition in briefing.editions))
        if day
    )


def _after(day: str | None, today: date) -> bool:
    """Whether a date, which may be a month or a year, is after a day."""
    return bool(day) and str(day) > today.isoformat()[: len(str(day))]


def _before(day: str, other: str) -> bool:
    """Whether a date is before another, to the precision of both."""
    known = min(len(day), len(other))
    return day[:known] < other[:known]
