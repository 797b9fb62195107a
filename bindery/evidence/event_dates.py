"""Checks the date of each event against the one date that its quotations give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.cited_material import Shelf
from bindery.evidence.figures import not_carried
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.model.briefing import Event
from bindery.text.dates import Day, FoundDate, find_dates, parse_date
from bindery.text.problems import Problem, Severity

# Words that count a day from another one, or speak of another event too.
_RELATIVE = re.compile(
    r"(?i)(?<!\w)(?:yesterday|today|tonight|tomorrow|later|earlier|after|before|since|until|till|ago|following|previous|next|last|then|now|who|which"
    r"|anniversary|deadline|from|by|born|had|will|would|planned|scheduled|due)(?!\w)"
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!,? (?:the )?\d|,? [A-Z][a-z]+ \d)")
_HAPPENED = re.compile(
    r"(?i)(?:(?<!\w)(?:on|in|during)\s+(?:(?:early|late|mid|the|[A-Z][a-z]+day)[\s,-]+)*|^\W*|day,?\s+)$"
)


def check_event_dates(graph: Graph, *, strict: bool = False) -> Iterator[Problem]:
    """A warning (B310) for each event whose quotations give one date, which is another one.

    Args:
        graph: the briefings and their sources.
        strict: whether it is an error.
    """
    shelf = Shelf(graph)
    for register in graph.registers.values():
        yield from _of_briefing(register, shelf, "error" if strict else "warning")


def _of_briefing(register: BriefingRegister, shelf: Shelf, severity: Severity) -> Iterator[Problem]:
    for index, event in enumerate(register.parsed.briefing.events):
        said = None if event.date in event.allow_figures else other_date(event, shelf)
        if said:
            yield not_carried(
                f"this event is dated {event.date}, what it cites says `{said}`",
                register.parsed.document.span("events", index, "date"),
                "correct the date, quote the words that have it, or give a reason under `allow_figures`",
                severity,
            )


def other_date(event: Event, shelf: Shelf) -> str:
    """The date that the quotations of an event give, if it is not that of the event; else empty.

    Where they give several dates, count from another day, or speak of the future, nothing is compared. A date that the
    text of the event has too may be of something else.
    """
    own = {one.day for text in (event.title, event.text) for one in find_dates(str(text or ""))}
    found: dict[Day, str] = {}
    for piece in event.evidence:
        quote, published = piece.quote or "", shelf.published(piece.source)
        dates = find_dates(quote)
        if any(not _is_of_what_happened(quote, one) or one.day in own for one in dates):
            return ""
        if any(_may_be(one.day, event, published) for one in dates):
            return ""
        found |= {one.day: quote[one.start : one.end] for one in dates}
    return next(iter(found.values())) if len(found) == 1 else ""


def _may_be(day: Day, event: Event, published: Day | None) -> bool:
    """Whether a date may be that of an event, or is later than its source, which then speaks of a plan."""
    future = published is not None and _first(day) > _last(published)
    return future or any(_overlaps(one, event) for one in _completed(day, published))


def _is_of_what_happened(quote: str, one: FoundDate) -> bool:
    """Whether a date says when something happened, and is no name, as in `the order of 3 May` or `the 2018 census`."""
    if _RELATIVE.search(quote) or _WEEKDAY.search(quote):
        return False
    vague = one.day.month is None and ("," in quote or one.day.decade)
    return not vague and bool(_HAPPENED.search(quote, 0, one.start))


def _completed(day: Day, published: Day | None) -> Iterator[Day]:
    """A date with its year, which may be that of the publication or the one before."""
    if day.year is not None or published is None or published.year is None:
        yield day
        return
    for year in (published.year, published.year - 1):
        yield Day(year, day.month, day.day)


def _overlaps(day: Day, event: Event) -> bool:
    """Whether a date and an event have a day in common, as far as both are known."""
    if day.year is None:
        return True
    begin = parse_date(event.date)
    end = parse_date(event.end) if event.end else begin
    return _first(begin) <= _last(day) and _first(day) <= _last(end)


def _first(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 1, day.day or 1


def _last(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 12, day.day or 31
