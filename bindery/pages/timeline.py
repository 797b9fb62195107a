"""Events in order of time and grouped by year, where a date may be known only to the year or month."""

from __future__ import annotations

from collections.abc import Iterable

from bindery.model.blocks.timeline import Range
from bindery.model.briefing import Event

Numbered = tuple[int, Event]  # the position of an event in the briefing's list, from 0, and the event
_EXACT = {1: "year", 2: "month", 3: "day"}


def exactness(event: Event) -> str:
    """How exact the date of an event is: `year`, `month` or `day`; `span` if it has a different end date."""
    if event.end and event.end != event.date:
        return "span"
    return _EXACT[len(event.date.split("-"))]


def chronological(events: Iterable[Event]) -> list[Numbered]:
    """The events in order of time, each with its position in the briefing's list; less exact dates come first."""
    return sorted(enumerate(events), key=lambda pair: (pair[1].date, pair[0]))


def by_year(timeline: Iterable[Numbered]) -> list[tuple[str, list[Numbered]]]:
    """The years of a timeline, each with its events; the timeline must be in order of time."""
    years: dict[str, list[Numbered]] = {}
    for number, event in timeline:
        years.setdefault(event.date[:4], []).append((number, event))
    return list(years.items())


def within(timeline: Iterable[Numbered], limits: Range) -> list[Numbered]:
    """The events that overlap a span of time; an inexact date counts if any part of it does.

    Args:
        timeline: the events, each with its position.
        limits: first and last date of the span, either of which may be missing.
    """
    return [
        (number, event)
        for number, event in timeline
        if not (limits.start and _before(event.end or event.date, limits.start))
        and not (limits.end and _before(limits.end, event.date))
    ]


def _before(first: str, second: str) -> bool:
    """Whether one date is before another, compared only as exactly as both are known."""
    return first[: len(second)] < second[: len(first)]
