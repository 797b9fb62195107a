"""Events in order of time, by year and month, each as exact as its date and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bindery.model.blocks.timeline import Range
from bindery.model.briefing import Event

Numbered = tuple[int, Event]
_EXACT = {1: "year", 2: "month", 3: "day"}


@dataclass(frozen=True)
class Month:
    """The events of one month, or those of a year whose month is not known.

    Attributes:
        date: `2024-11`, or `2024` when the month is not known.
        events: each with its place in the file.
    """

    date: str
    events: tuple[Numbered, ...]

    @property
    def known(self) -> bool:
        """Whether the month is known."""
        return "-" in self.date


def exactness(event: Event) -> str:
    """How exactly an event is dated: `year`, `month` or `day`; `span` for one that lasts from one date to another."""
    if event.end and event.end != event.date:
        return "span"
    return _EXACT[len(event.date.split("-"))]


def in_order(events: Iterable[Event]) -> list[Numbered]:
    """The events in order of time, each with its place in the file; less exact dates come first."""
    return sorted(enumerate(events), key=lambda pair: (pair[1].date, pair[0]))


def by_year_and_month(timeline: Iterable[Numbered]) -> list[tuple[str, list[Month]]]:
    """A timeline in order as years of months."""
    years: dict[str, dict[str, list[Numbered]]] = {}
    for number, event in timeline:
        months = years.setdefault(event.date[:4], {})
        months.setdefault(event.date[:7], []).append((number, event))
    return [
        (year, [Month(date, tuple(events)) for date, events in months.items()])
        for year, months in years.items()
    ]


def within(timeline: Iterable[Numbered], limits: Range) -> list[Numbered]:
    """The events that touch a stretch of time, as far as dates are known."""
    return [
        (number, event)
        for number, event in timeline
        if not (limits.start and _before(event.end or event.date, limits.start))
        and not (limits.end and _before(limits.end, event.date))
    ]


def _before(first: str, second: str) -> bool:
    return first[: len(second)] < second[: len(first)]
