"""Checks the day of a reading, a copy or an outcome: it is not in the future, and not before its source was published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bindery.model.source import Source
from bindery.text.problems import Problem
from bindery.text.span import Span

_REMEDIES = {
    "reading": "write the day on which the reading was made",
    "copy": "write the day on which the copy was made",
    "outcome": "write the day on which the outcome was known",
}


def check_day(
    what: str, day: str, source: Source | None, today: date, *, span: Span | None = None, path: str = ""
) -> Iterator[Problem]:
    """A warning if a day is in the future (B380) or before its source was published (B382).

    Args:
        what: what has the day: `reading`, `copy` or `outcome`.
        day: the day; for a reading it can be a month or a year.
        source: its source, if that is known.
        today: the day of the check.
        span: where the day is written.
        path: path of the file that has the day in its name, if it is written nowhere else.
    """
    if day > today.isoformat()[: len(day)]:
        yield Problem(
            "B380",
            f"this {what} is dated {day}, which is in the future",
            span,
            path=path,
            severity="warning",
            help=_REMEDIES[what],
        )
    published = str(source.published or "") if source else ""
    known = min(len(day), len(published))
    if source and day[:known] < published[:known]:
        yield Problem(
            "B382",
            f"this {what} is dated {day}, before `{source.id}` was published",
            span,
            path=path,
            severity="warning",
            help=f"correct this date, or `published`, which is {published}",
        )
