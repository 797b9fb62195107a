"""What a statement says of weekdays, months and the size of a group, and what its quotations say instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bindery.evidence.contrary_counts import contrary_count, definite_counts
from bindery.evidence.contrary_days import false_weekdays, other_month, other_weekday
from bindery.text.dates import Day


def contradictions(
    text: str, quotes: Sequence[str], known: Iterable[Day], language: str
) -> Iterator[tuple[int, int, str]]:
    """Start and end of what a statement says, and what the quotations or the calendar say instead.

    Args:
        text: the statement.
        quotes: the quotations of its evidence.
        known: the dates of what it cites.
        language: its language, as a tag.
    """
    wrong = list(false_weekdays(text, language))
    yield from wrong
    if quotes:
        yield from against_quotations(text, quotes, known, language, weekdays=not wrong)


def against_quotations(
    text: str, quotes: Sequence[str], known: Iterable[Day], language: str, *, weekdays: bool = True
) -> Iterator[tuple[int, int, str]]:
    """As `contradictions`, without what the calendar says."""
    days = list(known)
    if weekdays:
        yield from other_weekday(text, quotes, days, language)
    yield from other_month(text, quotes, days, language)
    for count in definite_counts(text):
        if said := contrary_count(count, quotes):
            yield count.start, count.end, said
