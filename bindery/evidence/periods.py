"""Dates that follow from a period which a quotation names: January and March for a first quarter, 31 May for the end of May."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from bindery.evidence.derivation import Derivation
from bindery.evidence.other_forms import ranks_in
from bindery.text.dates import Day, FoundDate, find_dates
from bindery.text.figure_words import figure_words
from bindery.text.foreign_dates import find_foreign_dates

_MONTHS = {"quarter": 3, "half_year": 6}  # how many are in one
_ENGLISH_PARTS = {
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
    "first half": (1, 6),
    "second half": (7, 12),
}
_DECADE = re.compile(
    r"(?i)(?:(?:années|anni|anos|jaren|lata|latach|década de(?: los)?|decennio|دهه|عقد)\s+(?P<before>(?:18|19|20)\d0)(?!\d))"
    r"|(?<!\d)(?P<after>(?:18|19|20)\d0)(?:er[- ]?jahre|-х|-ых|年代|\s?کی دہائی|\s?के दशक|['’]l[ıiaeuü]\w*)"
)
_NEAR = 25  # characters between a part of a year and the year
_LINK = re.compile(r"(?i)[\s\u00a0]*(?:of|de|d[’']|des|di|do|da|van|\s)*[\s\u00a0]*")
_ANY_YEAR = 2023  # not a leap year


def is_end_of_period(case: Derivation) -> bool:
    """Whether a date is the first or last of a period of the quotation, and the statement has its other end too."""
    wanted = case.wanted.day
    if wanted is None:
        return False
    if wanted.day:
        return any(_is_last_day(wanted, month) for month in _ends_of_months(case))
    own = [one.day for one in case.own if one.day]
    return any(
        (end == wanted and any(_may_be(other, day) for day in own))
        for period in _periods(case)
        for end, other in (period, period[::-1])
    )


def _may_be(wanted: Day, day: Day) -> bool:
    """Whether a date of a statement, which may lack its year, is a certain one."""
    return (day.month, day.day) == (wanted.month, wanted.day) and day.year in (None, wanted.year)


def _periods(case: Derivation) -> Iterator[tuple[Day, Day]]:
    """The first and the last month or year of each decade and each part of a year in the quotation."""
    for one in case.cited:
        year = one.day.year if one.day else None
        if year and one.day and one.day.decade:
            yield Day(year), Day(year + 9)
        elif year and one.part in _ENGLISH_PARTS:
            first, last = _ENGLISH_PARTS[one.part]
            yield Day(year, first), Day(year, last)
    for match in _DECADE.finditer(case.quote):
        first_year = int(match["before"] or match["after"])
        yield Day(first_year), Day(first_year + 9)
    yield from _parts_of_years(case)


def _parts_of_years(case: Derivation) -> Iterator[tuple[Day, Day]]:
    """The first and the last month of each part of a year that an ordinal number names."""
    for rank in ranks_in(case.quote, case.cited, case.language_of_quote):
        for key, length in _MONTHS.items():
            word = figure_words(case.language_of_quote, key).match(
                case.quote, _after_space(case.quote, rank.end)
            )
            year = _year_near(case, rank.start, word.end()) if word else None
            last = int(rank.value or 0) * length
            if year and last <= 12:  # noqa: PLR2004  months of a year
                yield Day(year, last - length + 1), Day(year, last)


def _after_space(text: str, at: int) -> int:
    return at + (text[at : at + 1].isspace())


def _year_near(case: Derivation, start: int, end: int) -> int | None:
    """The year next to a part of a year."""
    near = (
        one.day.year
        for one in case.cited
        if one.day and one.day.year and (0 <= one.start - end <= _NEAR or 0 <= start - one.end <= 1)
    )
    return next(near, None)


def _ends_of_months(case: Derivation) -> Iterator[Day]:
    """Each month of whose end the quotation speaks."""
    ends = list(figure_words(case.language_of_quote, "end_of").finditer(case.quote))
    code = case.language_of_quote.split("-", maxsplit=1)[0].lower()
    for one in (*find_dates(case.quote), *find_foreign_dates(case.quote, code)):
        month = one.day.month and not one.day.day
        if month and any(_is_beside(case.quote, end, one) for end in ends):
            yield one.day


def _is_beside(text: str, word: re.Match[str], month: FoundDate) -> bool:
    """Whether only words such as `of` are between a word and a month."""
    first, last = sorted((word.span(), (month.start, month.end)))
    return first[1] <= last[0] and bool(_LINK.fullmatch(text, first[1], last[0]))


def _is_last_day(wanted: Day, month: Day) -> bool:
    same = wanted.month == month.month and (None in (wanted.year, month.year) or wanted.year == month.year)
    year = wanted.year or month.year or _ANY_YEAR
    return same and wanted.day == monthrange(year, month.month or 1)[1]
