"""Dates in other calendars than the Gregorian one: years of an era, Buddhist years, and days of the Solar Hijri calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bindery.text.dates import Day, FoundDate

_ERAS = {  # the year before the first year of each
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911,
}  # fmt: skip
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<n>\d{{1,3}}|元)\s?年(?:\s?(?P<m>1[0-2]|[1-9])\s?月(?:\s?(?P<d>\d{{1,2}})\s?日)?)?"
)
_BUDDHIST_YEAR = re.compile(r"พ\.\s?ศ\.\s?(?P<y>2[45]\d\d)(?!\d)")
_BUDDHIST = 543  # years before ours
_NEW_YEAR = date(2024, 3, 20), 1403  # a first day of a Solar Hijri year
_LONG_MONTHS, _DAYS_OF_LONG, _DAYS_OF_SHORT = 6, 31, 30


def find_other_calendars(text: str) -> Iterator[FoundDate]:
    """The dates of other calendars in a text, with ASCII digits, each as the day in ours."""
    if text.isascii():
        return
    for match in _ERA.finditer(text):
        year = _ERAS[match["era"]] + (1 if match["n"] == "元" else int(match["n"]))
        yield FoundDate(*match.span(), Day(year, _number(match["m"]), _number(match["d"])))
    for match in _BUDDHIST_YEAR.finditer(text):
        yield FoundDate(*match.span(), Day(int(match["y"]) - _BUDDHIST))


def solar_day(year: int, month: int, day: int) -> date:
    """The day of a date in the Solar Hijri calendar, whose leap years follow a cycle of 33 years.

    Args:
        year: its year, between 1244 and 1472.
        month: its month, 1 to 12.
        day: the day of the month.
    """
    first, counted = _NEW_YEAR
    leaps = (8 * year + 21) // 33 - (8 * counted + 21) // 33
    months = min(month - 1, _LONG_MONTHS) * _DAYS_OF_LONG + max(month - 1 - _LONG_MONTHS, 0) * _DAYS_OF_SHORT
    return date.fromordinal(first.toordinal() + 365 * (year - counted) + leaps + months + day - 1)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
