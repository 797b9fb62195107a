"""Writes dates and periods in English words: `21 November 2024`, `21–23 November 2024`."""

from __future__ import annotations

from bindery.text.dates import MONTHS


def date_in_words(date: str) -> str:
    """A date in words, to the precision that is known: 2024, November 2024, 21 November 2024."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def dates_in_words(start: str, end: str | None) -> str:
    """A period in words, without repeating what both dates share: 21–23 November 2024.

    Args:
        start: its first date, such as `2024-11-21`.
        end: its last date; None for a single date.
    """
    if not end or end == start:
        return date_in_words(start)
    first, last = start.split("-"), end.split("-")
    if len(first) == len(last) == 3 and first[:2] == last[:2]:  # noqa: PLR2004  a year, a month and a day
        return f"{int(first[2])}–{date_in_words(end)}"
    return f"{date_in_words(start)} – {date_in_words(end)}"


def dates_within_year(start: str, end: str | None) -> str:
    """A period without its year, for a list of that year: `21 November`; empty if only the year is known.

    A period that ends in another year keeps both years.

    Args:
        start: its first date, such as `2024-11-21`.
        end: its last date; None for a single date.
    """
    words = dates_in_words(start, end)
    year = start[:4]
    if end and end[:4] != year:
        return words
    return words.replace(f" {year}", "") if words != year else ""
