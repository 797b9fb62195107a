"""Finds dates in English prose: days, months, years and decades."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bindery.text.number_words import ORDINAL, ordinal_value

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DIGIT = re.compile(r"\d")
_MONTH_NUMBERS = {name[:3].lower(): index + 1 for index, name in enumerate(MONTHS)}
# Capitalised or in capitals, in full or abbreviated. In lower case, `may` and `march` are mostly verbs.
_MONTH_NAMES = "|".join(f"{n}|{n.upper()}|{n[:3]}{'t?' if n[:3] == 'Sep' else ''}\\.?" for n in MONTHS)
_M = rf"(?<!\w)(?P<m>(?:{_MONTH_NAMES})(?![A-Za-z]))"
_LEFT = r"(?<![\w$£€₹¥])(?<!\d[.,:/-])"
_D, _E = (rf"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th)?" for name in "de")
_TO = r"\s*(?:[-–—&]|to|and|or)\s*"
_Y = r"(?P<y>\d{4})(?!\d|[.,]\d)"
_W = rf"(?P<w>{ORDINAL})(?![\w-])"
_CENTURY = r"(?:18|19|20)"  # other numbers with four digits are not read as years

# Nouns that numbers count. A number before one of them is not a year; a small number in words before one is a figure.
COUNTED = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|degrees?|kilomet(?:er|re)s?|km|met(?:er|re)s?|miles?|hectares?|"
    r"acres?|tonn?es?|tons?|kg|dollars?|rupees?|euros?|pounds?|times|points?|percentage|people|persons?|men|women|"
    r"children|soldiers?|troops|fighters?|militants?|civilians?|victims?|deaths?|dead|killed|killings?|wounded|"
    r"injured|injuries|fatalities|casualties|attacks?|incidents?|strikes?|cases?|houses?|villages?|decades?|"
    r"centur(?:y|ies))(?![A-Za-z])"
)
_NO_SHARE = r"(?!\w|[.,]\d|\s*(?:%|per\s?cent|pc\b|pct\b))"
# `By mid-January 30 of 312 bunkers`, `in May 12 people`: the number counts what follows.
_WHOLE = r"(?<!mid-)(?<!mid )(?<!early )(?<!late )"
_COUNTS = rf"\s+(?:of\s+(?:the|its|their|his|her|these|those|our|about|some|nearly)?\s*\d+(?:,\d{{3}})*\s+[a-z]|{COUNTED})"
_NO_COUNT = rf"(?![\s-](?:(?:hundred|thousand|million|billion)\b|{COUNTED}))"


@dataclass(frozen=True)
class Day:
    """A date that may lack its day, its month or its year.

    Attributes:
        year: the year, or the first year of a decade; None when it is not given, as in `12 October`.
        month: the month, 1 to 12, or None.
        day: the day of the month, 1 to 31, or None.
        decade: whether the date is a decade, as in `the 1990s`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: bool = False

    def says(self, wanted: Day, year: int | None = None) -> bool:
        """Whether this date is the wanted one or lies within it.

        Args:
            wanted: the date to compare with.
            year: the year to use when this date has a month but no year, such as the publication year of its source.
        """
        own = year if self.year is None and self.month is not None else self.year
        if wanted.decade or self.decade:
            return wanted.decade and own is not None and wanted.year == own - own % 10
        pairs = ((wanted.year, own), (wanted.month, self.month), (wanted.day, self.day))
        return all(expected is None or expected == actual for expected, actual in pairs)


@dataclass(frozen=True)
class FoundDate:
    """A date found in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        day: the date.
    """

    start: int
    end: int
    day: Day


def parse_date(written: str) -> Day:
    """Parses a valid date of a briefing: YYYY, YYYY-MM or YYYY-MM-DD."""
    year, month, day, *_ = (*(int(part) for part in written.split("-")), None, None)
    return Day(year, month, day)


def is_month(word: str) -> bool:
    """Whether a word in small letters may be the name of a month, in full or abbreviated."""
    return word[:3] in _MONTH_NUMBERS


def find_dates(text: str) -> list[FoundDate]:
    """Every date in a text, in reading order. Days that do not exist, such as 31 February, are left out."""
    found: list[FoundDate] = []
    for pattern, read in _FORMS if _DIGIT.search(text) else _FORMS[-3:]:
        taken: list[tuple[int, int]] = []  # each form leaves less text for the next
        for match in pattern.finditer(text):
            days = list(read(match))
            found += days
            taken += [match.span()] if days else []
        text = mask(text, taken)
    return sorted(found, key=lambda item: item.start)


_UP_TO = re.compile(
    r"(?i)\s*(?:[-–—]|(?<=\s)(?:to|and|until|till|through|bis|und|au|et|al|y|e|tot|do|i|до|по|и|تا|سے|إلى|से)(?=\s))\s*(?:the\s+)?"
)


def complete_ranges(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """The dates, the first of each range with the year that only the last one has: `31 January – 1 February 1953`."""
    dates = sorted(found, key=lambda date: date.start)
    for index in range(len(dates) - 2, -1, -1):
        first, last = dates[index].day, dates[index + 1].day
        if first.year or not first.month or not first.day or not (last.year and last.month and last.day):
            continue
        if _UP_TO.fullmatch(text, dates[index].end, dates[index + 1].start):
            later = (first.month, first.day) > (last.month, last.day)
            dates[index] = replace(dates[index], day=replace(first, year=last.year - later))
    return dates


def mask(text: str, places: list[tuple[int, int]]) -> str:
    """The text with these ranges filled with NUL characters, so that no pattern matches there again.

    Args:
        text: the text.
        places: the offset of the first character of each range, and the offset after its last one.
    """
    if not places:
        return text
    parts, at = [], 0
    for start, end in sorted(places):
        parts += [text[at:start], "\x00" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _one(match: re.Match[str]) -> Iterator[FoundDate]:
    parts = match.groupdict()
    if day := _day(parts.get("y"), parts.get("m"), parts.get("d")):
        yield FoundDate(*match.span(), day)


def _two(match: re.Match[str]) -> Iterator[FoundDate]:
    """The two days of `15–20 March 2026` and `March 15–20, 2026`."""
    first, second = (_day(match["y"], match["m"], match[name]) for name in "de")
    if first and second:
        yield FoundDate(match.start(), match.end("d"), first)
        yield FoundDate(match.start("e"), match.end(), second)


def _in_words(match: re.Match[str]) -> Iterator[FoundDate]:
    """The day of `the fifteenth of January`."""
    if day := _day(match["y"], match["m"], str(ordinal_value(match["w"]))):
        yield FoundDate(*match.span(), day)


def _years(match: re.Match[str]) -> Iterator[FoundDate]:
    """The two years of `2014-15`. In `2024-07`, the second number is not a later year, so this is a month."""
    begin, short = int(match["y"]), len(match["z"]) == len("15")
    end = begin - begin % 100 + int(match["z"]) if short else int(match["z"])
    if end > begin:
        yield FoundDate(*match.span("y"), Day(begin))
        yield FoundDate(*match.span("z"), Day(end))
    elif short and (month := _day(match["y"], match["z"], None)):
        yield FoundDate(*match.span(), month)


def _figures(match: re.Match[str]) -> Iterator[FoundDate]:
    """The day of `21/11/2024` or `11/21/2024`. Nothing when both orders are possible and strokes part them."""
    day_first = _day(match["y"], match["m"], match["d"])
    days = {day for day in (day_first, _day(match["y"], match["d"], match["m"])) if day}
    if "." in match[0] and day_first:  # with points, the day comes first
        days = {day_first}
    if len(days) == 1:
        yield FoundDate(*match.span(), days.pop())


def _september(match: re.Match[str]) -> Iterator[FoundDate]:
    """`9/11` as a name is a day."""
    yield FoundDate(*match.span(), Day(2001, 9, 11))


def _decade(match: re.Match[str]) -> Iterator[FoundDate]:
    yield FoundDate(*match.span(), Day(int(match["y"]), decade=True))


def _day(year: str | None, month: str | None, day: str | None) -> Day | None:
    """The date with these parts, or None when it does not exist. Without a year, 29 February exists."""
    number = None if month is None else int(month) if month.isdigit() else _MONTH_NUMBERS[month[:3].lower()]
    result = Day(int(year) if year else None, number, int(day) if day else None)
    try:
        date(
            result.year or 2000,
            1 if result.month is None else result.month,
            1 if result.day is None else result.day,
        )
    except ValueError:
        return None
    return result


_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[FoundDate]]]] = [
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)", _one),
        (r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월](?:\s?(?P<d>\d{1,2})\s?[日일号號])?", _one),
        (r"(?<!\d)(?P<m>1[0-2]|[1-9])\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]", _one),
        (r"(?<!\d)(?P<m>1[0-2]|[1-9])(?=\s?(?:[〜～~–—至到-]|から)\s?(?:1[0-2]|[1-9])[月월](?!\s?\d))", _one),
        (r"(?<!\d)(?P<m>1[0-2]|[1-9])[月월](?!\s?\d|[前後后]?[间間の][にで]|以[上下])", _one),
        (r"(?<!\d)(?P<y>(?:1[5-9]|20)\d\d)\s?[年년](?![代대간])", _one),
        (rf"{_LEFT}{_D}{_TO}{_E}\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", _two),
        (rf"{_LEFT}{_D}\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", _one),
        (rf"{_M}\s+{_D}\s*[-–—]\s*{_E}(?!\w)(?:,?\s+{_Y})?", _two),
        (rf"{_WHOLE}{_M}\s+{_D}(?!\w|[.,]\d|\s*%|{_COUNTS})(?:,?\s+{_Y})?", _one),
        (rf"{_M},?\s+(?:of\s+)?{_Y}", _one),
        (rf"{_LEFT}(?P<d>\d{{1,2}})([./])(?P<m>\d{{1,2}})\2{_Y}", _figures),
        (rf"{_LEFT}(?P<y>{_CENTURY}\d\d)\s?[-–/]\s?(?P<z>{_CENTURY}\d\d|\d\d)(?!\w|[.,]\d|-\d)", _years),
        (r"(?<![\w./])9/11(?![\w/]|\s+(?:of|members|votes)\b)", _september),
        (rf"{_LEFT}(?P<y>{_CENTURY}\d0)['’]?s\b", _decade),
        (rf"(?<=\b[Tt]he )(?P<y>{_CENTURY}\d\d){_NO_SHARE}", _one),  # the 2024 attacks
        (rf"{_LEFT}(?P<y>{_CENTURY}\d\d){_NO_SHARE}{_NO_COUNT}", _one),
        (rf"(?<!\w)(?i:{_W})\s+(?:day\s+)?of\s+{_M}(?:,?\s+{_Y})?", _in_words),
        (rf"{_M}\s+the\s+{_W}(?:,?\s+{_Y})?", _in_words),
        (rf"{_M}(?!\w)", _one),  # last, without a digit, as the two before
    )
]
