"""Dates as people write them, read from prose as far as they are known: a day, a month, a year, a decade."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

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
_NUMBER = {name[:3].lower(): index + 1 for index, name in enumerate(MONTHS)}
# With a capital or in capitals, in full or cut short; in small letters `may` and `march` are mostly verbs.
_WORDS = "|".join(f"{n}|{n.upper()}|{n[:3]}{'t?' if n[:3] == 'Sep' else ''}\\.?" for n in MONTHS)
_M = rf"(?<!\w)(?P<m>(?:{_WORDS})(?![A-Za-z]))"
_LEFT = r"(?<![\w$£€₹¥])(?<!\d[.,:/-])"
_D, _E = (rf"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th)?" for name in "de")
_TO = r"\s*(?:[-–—&]|to|and|or)\s*"
_Y = r"(?P<y>\d{4})(?!\d|[.,]\d)"
_CENTURY = r"(?:18|19|20)"  # other numbers of four digits are no years

# Nouns that are counted: a number before one of them is no year, and a small number in words is a figure.
COUNTED = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|degrees?|kilomet(?:er|re)s?|km|met(?:er|re)s?|miles?|hectares?|"
    r"acres?|tonn?es?|tons?|kg|dollars?|rupees?|euros?|pounds?|times|points?|percentage|people|persons?|men|women|"
    r"children|soldiers?|troops|fighters?|militants?|civilians?|victims?|deaths?|dead|killed|killings?|wounded|"
    r"injured|injuries|fatalities|casualties|attacks?|incidents?|strikes?|cases?|houses?|villages?|decades?|"
    r"centur(?:y|ies))(?![A-Za-z])"
)
_NO_SHARE = r"(?!\w|[.,]\d|\s*(?:%|per\s?cent|pc\b|pct\b))"
_NO_COUNT = rf"(?![\s-](?:(?:hundred|thousand|million|billion)\b|{COUNTED}))"


@dataclass(frozen=True)
class Day:
    """A date as far as it is known.

    Attributes:
        year: None in `12 October`; of a decade its first year.
        month: 1 to 12.
        day: of the month.
        decade: whether it is ten years: `the 1990s`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: bool = False

    def says(self, wanted: Day, year: int | None = None) -> bool:
        """Whether this date, written in something of a given year, is the wanted one or lies within it."""
        own = year if self.year is None and self.month is not None else self.year
        if wanted.decade or self.decade:
            return wanted.decade and own is not None and wanted.year == own - own % 10
        pairs = ((wanted.year, own), (wanted.month, self.month), (wanted.day, self.day))
        return all(asked is None or asked == said for asked, said in pairs)


@dataclass(frozen=True)
class FoundDate:
    """A date, and where in the text it stands."""

    start: int
    end: int
    day: Day


def parse_date(written: str) -> Day:
    """A date of the format: YYYY, YYYY-MM or YYYY-MM-DD."""
    year, month, day, *_ = (*(int(part) for part in written.split("-")), None, None)
    return Day(year, month, day)


def find_dates(text: str) -> list[FoundDate]:
    """Every date of a text, in reading order; a day that is in no calendar is none."""
    found: list[FoundDate] = []
    for pattern, reading in _FORMS if _DIGIT.search(text) else _FORMS[-1:]:
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(text):
            days = list(reading(match))
            found += days
            taken += [match.span()] if days else []
        text = mask(text, taken)
    return sorted(found, key=lambda item: item.start)


def mask(text: str, places: list[tuple[int, int]]) -> str:
    """The text with these places filled with a sign that belongs to no number and no word."""
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
    """`15–20 March 2026` and `March 15–20, 2026`."""
    first, second = (_day(match["y"], match["m"], match[name]) for name in "de")
    if first and second:
        yield FoundDate(match.start(), match.end("d"), first)
        yield FoundDate(match.start("e"), match.end(), second)


def _years(match: re.Match[str]) -> Iterator[FoundDate]:
    """`2014-15`; but `2024-07`, whose second number is no later year, is a month."""
    begin, short = int(match["y"]), len(match["z"]) == len("15")
    end = begin - begin % 100 + int(match["z"]) if short else int(match["z"])
    if end > begin:
        yield FoundDate(*match.span("y"), Day(begin))
        yield FoundDate(*match.span("z"), Day(end))
    elif short and (month := _day(match["y"], match["z"], None)):
        yield FoundDate(*match.span(), month)


def _figures(match: re.Match[str]) -> Iterator[FoundDate]:
    """`21/11/2024` and `11/21/2024`; where both orders are possible, neither is guessed."""
    orders = (_day(match["y"], match["m"], match["d"]), _day(match["y"], match["d"], match["m"]))
    days = {day for day in orders if day}
    if len(days) == 1:
        yield FoundDate(*match.span(), days.pop())


def _decade(match: re.Match[str]) -> Iterator[FoundDate]:
    yield FoundDate(*match.span(), Day(int(match["y"]), decade=True))


def _day(year: str | None, month: str | None, day: str | None) -> Day | None:
    """A date that is in the calendar; without a year, in that of a leap year."""
    number = None if month is None else int(month) if month.isdigit() else _NUMBER[month[:3].lower()]
    made = Day(int(year) if year else None, number, int(day) if day else None)
    try:
        date(made.year or 2000, 1 if made.month is None else made.month, 1 if made.day is None else made.day)
    except ValueError:
        return None
    return made


_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[FoundDate]]]] = [
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)", _one),
        (r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?日)?", _one),
        (rf"{_LEFT}{_D}{_TO}{_E}\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", _two),
        (rf"{_LEFT}{_D}\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", _one),
        (rf"{_M}\s+{_D}\s*[-–—]\s*{_E}(?!\w)(?:,?\s+{_Y})?", _two),
        (rf"{_M}\s+{_D}(?!\w|[.,]\d|\s*%)(?:,?\s+{_Y})?", _one),
        (rf"{_M},?\s+(?:of\s+)?{_Y}", _one),
        (rf"{_LEFT}(?P<d>\d{{1,2}})([./])(?P<m>\d{{1,2}})\2{_Y}", _figures),
        (rf"{_LEFT}(?P<y>{_CENTURY}\d\d)\s?[-–/]\s?(?P<z>{_CENTURY}\d\d|\d\d)(?!\w|[.,]\d|-\d)", _years),
        (rf"{_LEFT}(?P<y>{_CENTURY}\d0)['’]?s\b", _decade),
        (rf"(?<=\b[Tt]he )(?P<y>{_CENTURY}\d\d){_NO_SHARE}", _one),  # the 2024 attacks
        (rf"{_LEFT}(?P<y>{_CENTURY}\d\d){_NO_SHARE}{_NO_COUNT}", _one),
        (rf"{_M}(?!\w)", _one),  # the only one without a digit
    )
]
