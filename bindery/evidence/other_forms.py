"""Figures of quoted words in other forms: the rank in `fourth place`, the length in `a week`, the date in `on the 16th`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bindery.evidence.contrary_days import weekdays_in
from bindery.text import numerals
from bindery.text.bounds import find_bound
from bindery.text.dates import Day
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words, ordinal_words
from bindery.text.languages import code_of
from bindery.text.money import CENT
from bindery.text.units_beside import time_unit

_WORD = r"[^\W\d_][\w\u0900-\u0963]*"
_TIME = re.compile(rf"\s+(?P<word>{_WORD})")
_ENGLISH_TIME = re.compile(r"(year|month|week|day|hour)s?")
_RANK_IN_CHARACTERS = re.compile("第(?P<n>[一二三四五六七八九十]{1,3})")
_OFTEN = re.compile(r"(?i)(?<!\w)(?P<n>\w{3,}?)(?:mal|maal)(?!\w)")
# A term in prison of years and months, of which the months look like one of the calendar: `懲役1年6月`.
_TERM = re.compile(
    r"(?:懲役|禁錮|拘禁刑|徒刑|監禁|监禁|服役)(?P<years>\d{1,2})年零?(?P<months>\d{1,2})[月个個カヶか]"
)
_DAY_AND_MONTH = re.compile(r"\s*\(?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![/\d])")  # after a day of the week
_DAY_AFTER = re.compile(r"[日號号](?![間间数數])|\s?일(?!간)")  # `7月9日发生…至10日18时`
_DAY_OF_MONTH = re.compile(
    r"(?i)(?:\bon the|\bby the|\bam|\bzum|\bvom|\ble|\bau|\bdu|\bel|\bdel|\bil|\bop de|\bop)\s+$"
)
_BESIDE = re.compile(r"[\s(,:–—-]*(?:(?:to|and|bis|und|et|y|e|и|по)\s+)?")
_STOP = re.compile(r"[.!?;۔।。](?:\s|$)")
_BASES = frozenset([10, 100, 1000])
_MOST_DAYS, _MONTHS = 31, 12
_NEAR = 25  # characters between a number and a time for which it is given: `30 boats a week`
_MONEY = re.compile(r"(?i)\s*(?:dollar|euro|pound|rupee|franc|rubel|рубл[яь]|روپے|रुपये)(?!\w)")


def other_forms(quote: str, figures: Sequence[Figure], language: str) -> Iterator[Figure]:
    """The figures of quoted words in forms that an author may give them.

    Args:
        quote: the words.
        figures: the figures that they have.
        language: their language.
    """
    yield from (one for one in ranks_in(quote, figures, language) if one not in figures)
    yield from _shares_of_a_base(quote, figures, language)
    yield from _often(quote, language)
    yield from _with_year_before(quote, figures)
    yield from _with_year_of(figures)
    yield from _days_of_month(quote, figures)
    yield from _days_in_digits(quote, language)
    for match in figure_words(language, "both").finditer(quote):
        yield Figure(*match.span(), Fraction(2))
    yield from lengths_of_time(quote, figures, language)


def lengths_of_time(quote: str, figures: Sequence[Figure], language: str) -> Iterator[Figure]:
    """The lengths of time that quoted words name without a number: `a week`, and more than two weeks for `its third week`."""
    for match in _TERM.finditer(quote):
        months = 12 * int(match["years"]) + int(match["months"])
        yield Figure(match.start("years"), match.end(), Fraction(months), "month")
    for rank in ranks_in(quote, figures, language):
        unit, end = _unit_of_time(quote, rank.end)
        dated = any(one.day and 0 <= one.start - end <= len(" of ") for one in figures)
        number = rank.value or Fraction(0)
        if unit and not dated and number > 1:
            said = f"over {quote[rank.start : rank.end]}"
            yield Figure(rank.start, rank.end, number - 1, unit, bound="over", said=said)
    for article in figure_words(language, "article").finditer(quote):
        unit, end = _unit_of_time(quote, article.end())
        given_for = any(one.rate == unit and 0 <= article.start() - one.end <= _NEAR for one in figures)
        if unit and not given_for:
            bound, start, _ = find_bound(quote, article.start(), end)
            said = quote[start:end] if bound else ""
            yield Figure(start, end, Fraction(1), unit, bound=bound, said=said)


def _unit_of_time(text: str, at: int) -> tuple[str, int]:
    """The unit of time that the next word names, and the offset after it; empty and the same offset for another word."""
    word = _TIME.match(text, at)
    if not word:
        return "", at
    small = word["word"].lower()
    english = _ENGLISH_TIME.fullmatch(small)
    return english[1] if english else time_unit(small), word.end()


def ranks_in(quote: str, figures: Sequence[Figure], language: str) -> Iterator[Figure]:
    """The ordinal numbers of a quotation, with those in words of other languages than English."""
    yield from (one for one in figures if one.unit == ORDINAL)
    every, each = ordinal_words(language)
    for match in every.finditer(quote):
        rank = next(n for n, pattern in enumerate(each, 1) if pattern.fullmatch(match[0]))
        if not any(one.start < match.end() and match.start() < one.end for one in figures):
            yield Figure(*match.span(), Fraction(rank), ORDINAL)
    for match in _RANK_IN_CHARACTERS.finditer(quote):
        found = numerals.find_figures(f"{match['n']}人", "zh")
        yield from (Figure(*match.span(), one.value, ORDINAL) for one in found[:1])


def _often(quote: str, language: str) -> Iterator[Figure]:
    """How often something happens, in one word: `achtmal`."""
    for match in _OFTEN.finditer(quote) if language[:2] in ("de", "nl") else ():
        found = numerals.find_figures(f"{match['n']} Teile", language, only=True)
        yield from (Figure(*match.span(), one.value, "times") for one in found[:1] if one.start == 0)


def _shares_of_a_base(quote: str, figures: Sequence[Figure], language: str) -> Iterator[Figure]:
    """The shares of a round number of things: 23 per cent for `of every 100 litres, 23 are lost`."""
    for match in figure_words(language, "every").finditer(quote):
        start, whole, units = _base(quote, figures, match.end())
        stop = _STOP.search(quote, start)
        inside = (one for one in figures if start <= one.start < (stop.start() if stop else len(quote)))
        for one in inside:
            if one.unit in units and not one.day and 0 < (one.value or 0) < whole:
                yield replace(one, value=(one.value or 0) / whole, unit="share", noun=(), pair=(), measure="")


def _base(quote: str, figures: Sequence[Figure], at: int) -> tuple[int, Fraction, tuple[str, ...]]:
    """The end of the round number or the money at an offset, its value, and the units of its parts; no units for none."""
    base = next((one for one in figures if at <= one.start <= at + 1), None)
    if base and base.value in _BASES and not base.bound and base.unit != "%":
        return base.end, base.value or Fraction(1), ("", "*", base.unit)
    money = _MONEY.match(quote, at)
    return (money.end(), Fraction(100), (CENT,)) if money else (at, Fraction(1), ())


def _with_year_before(quote: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The dates directly after their year: `1953 (31 January – 1 February)`."""
    at = year = 0
    for one, day in ((one, one.day) for one in figures if one.day):
        if year and day.day and day.year is None and _BESIDE.fullmatch(quote, at, one.start):
            yield replace(one, day=replace(day, year=year))
        else:
            year = (day.year or 0) if day.month is None and not day.decade else 0
        at = one.end


def _with_year_of(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The dates without a year in the year of the date before them: `from 1 July 2025, and until 31 December`."""
    year: int | None = None
    for one in figures:
        if one.day and one.day.month and one.day.year is None and year:
            yield replace(one, day=replace(one.day, year=year))
        year = one.day.year if one.day and one.day.year and one.day.month else year


def _days_of_month(quote: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The dates whose month a date before them has: `on the 16th`."""
    dated = [(one, one.day) for one in figures if one.day]
    for one in figures:
        before = [day for other, day in dated if other.end <= one.start and day.day]
        if before and _is_day_of_month(quote, one):
            yield Figure(one.start, one.end, day=replace(before[-1], day=int(one.value or 0)))


def _days_in_digits(quote: str, language: str) -> Iterator[Figure]:
    """The days that are written as two numbers after a day of the week, in languages with the day first: `Sabtu (11/1)`."""
    if code_of(language) == "en" or "/" not in quote:
        return
    for _, end, _ in weekdays_in(quote, language):
        match = _DAY_AND_MONTH.match(quote, end)
        if match and 0 < int(match["month"]) <= _MONTHS and 0 < int(match["day"]) <= _MOST_DAYS:
            yield Figure(*match.span("day"), day=Day(None, int(match["month"]), int(match["day"])))


def _is_day_of_month(quote: str, figure: Figure) -> bool:
    """Whether a number may be a day of the month that the quotation named before: `on the 16th`."""
    plain = not figure.day and figure.unit in ("", "*", ORDINAL)
    value = figure.value or Fraction(0)
    whole = value.denominator == 1 and 0 < value <= _MOST_DAYS
    named = not figure.noun[1:] and _DAY_OF_MONTH.search(quote, 0, figure.start)
    return plain and whole and bool(named or _DAY_AFTER.match(quote, figure.end))
