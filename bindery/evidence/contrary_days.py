"""Weekdays and months of a statement that its date, or what it cites, contradicts: `Tuesday, 3 June 2024`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from bindery.evidence.durations import ranks_of_time
from bindery.evidence.loose_arithmetic import is_read_in_part
from bindery.text.dates import MONTHS, Day, FoundDate, find_dates, mask
from bindery.text.figure_words import figure_words
from bindery.text.foreign_dates import any_name, find_foreign_dates, number_of_name, weekday_names
from bindery.text.languages import NO_SPACES, code_of
from bindery.text.numerals import find_figures
from bindery.text.word_hint import WordHint

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_SMALL = frozenset(name.lower() for name in _ENGLISH)
_COUNTS = r"\d一二三四五六七八九十两兩每"  # after which `周一` is a length of time
_BESIDE = re.compile(r"(?:\s*,\s*|\s+)(?:(?:the|on|den|der|le|el|a|an|un|ein|einem)\s+)?(?:the\s+)?$")
_BESIDE_AFTER = re.compile(
    r"(?:\s*[,(]\s*|\s+)(?:(?:which|that) was\s+)?(?:(?:a|the|on a|un|ein|einem|einen)\s+)?$"
)
_IN_BRACKETS = ("ja", "ko")  # they write a day of the week after a date as one letter: `11月2日（土）`
_BRACKETED = re.compile(r"[(（](\w)(?:[・·]\w+)?[)）]")
_MONTH = re.compile(rf"(?<!\w)(?:{'|'.join(MONTHS)})(?!\w)")


def _unspaced() -> dict[str, int]:
    """The days of the week that other letters may follow directly, each with its number."""
    return {name: number for code in (*NO_SPACES, "ko") for name, number in weekday_names(code).items()}


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str]:
    """Matches a day of the week in a language, or in those that are read in every text."""
    names = {*weekday_names(""), *weekday_names(language)}
    unspaced = _unspaced()
    return re.compile(
        rf"(?i)(?<!\w)(?:{any_name(names - unspaced.keys())})(?!\w)|(?<![{_COUNTS}])(?:{any_name(unspaced)})"
    )


@lru_cache(maxsize=64)
def _hint(language: str) -> WordHint:
    """Says which texts certainly have no weekday; of a name of several words it looks for the first."""
    names = {name.split()[0] for name in (*weekday_names(""), *weekday_names(language))}
    unspaced = _unspaced()
    bracket = "|[(（]" if code_of(language) in _IN_BRACKETS else ""
    return WordHint(rf"(?i)(?<!\w)(?:{any_name(names - unspaced.keys())})|{any_name(unspaced)}{bracket}")


def weekdays_in(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number (0 is Monday) of each weekday. A word that names other things too needs its capital."""
    if not _hint(language).may_be_in(text):
        return
    names = {**_unspaced(), **weekday_names(""), **weekday_names(language)}
    for match in _pattern(language).finditer(text):
        if match[0] not in _ENGLISH_SMALL:
            yield *match.span(), number_of_name(match[0], names)
    if code_of(language) in _IN_BRACKETS:
        letters = {name[0]: number for name, number in weekday_names(language).items()}
        for match in _BRACKETED.finditer(text):
            if match[1] in letters:
                yield *match.span(1), letters[match[1]]


def _dates(text: str, language: str) -> list[FoundDate]:
    """The dates of a text, with the names of months in its language and in English."""
    found = find_foreign_dates(text, language)
    return [*found, *find_dates(mask(text, [(one.start, one.end) for one in found]))]


def has_weekday(text: str, language: str) -> bool:
    """Whether a text names a day of the week."""
    return any(True for _ in weekdays_in(text, language))


def _weekday_of(day: Day | None) -> int | None:
    if day is None or None in (day.year, day.month, day.day):
        return None
    return date(day.year or 1, day.month or 1, day.day or 1).weekday()


def false_weekdays(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each weekday next to a date that is another one, and the right one: `Monday`."""
    named = list(weekdays_in(text, language))
    found = _dates(text, language) if named else []
    for start, end, number in named:
        for one in found:
            right = _weekday_of(one.day)
            before = end <= one.start and _BESIDE.fullmatch(text, end, one.start)
            after = one.end <= start and _BESIDE_AFTER.fullmatch(text, one.end, start)
            if right is not None and right != number and (before or after):
                yield start, end, _ENGLISH[right]


def other_weekday(
    text: str, quotes: Iterable[str], known: Iterable[Day], language: str
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each weekday in none of the quotations, and the one that they have.

    Args:
        text: the statement.
        quotes: the quotations. Where they have no weekday, or several, nothing is compared.
        known: the dates that the statement may mean.
        language: the language of the statement, as a tag.
    """
    quotes, known = list(quotes), list(known)
    cited = {number for quote in quotes for _, _, number in weekdays_in(quote, language)}
    if len(cited) != 1:
        return
    own = {_weekday_of(one.day) for one in _dates(text, language)} | {_weekday_of(day) for day in known}
    own |= {(day + days) % 7 for day in cited for quote in quotes for days in _days_apart(quote, language)}
    for start, end, number in weekdays_in(text, language):
        if number not in cited and number not in own:
            yield start, end, _ENGLISH[next(iter(cited))]


def _days_apart(quote: str, language: str) -> Iterator[int]:
    """How many days before or after a day of it other days of a quotation may be: `two days later`, `on the sixth day`."""
    for _, number, unit in ranks_of_time(quote, find_figures(quote, language), language):
        if unit == "day":
            yield from (1 - int(number), int(number) - 1)
    if figure_words("", "day_before").search(quote) or figure_words("", "day_after").search(quote):
        yield from (-1, 1)
    for one in find_figures(quote):
        if one.unit in ("day", "hour") and one.value is not None:
            days = int(one.value if one.unit == "day" else one.value / 24)
            yield from (-days, days)


def _names_months(quote: str) -> bool:
    """Whether a quotation names months without their names: `the first nine months`, `the second quarter`."""
    parts = ("quarter", "half_year", "year_before", "year_after")
    if any(figure_words("", key).search(quote) for key in parts):
        return True
    return any(one.unit in ("month", "week", "day") or one.part for one in find_figures(quote))


def other_month(
    text: str, quotes: Iterable[str], known: Iterable[Day], language: str
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each month without a day or year that is in none of the quotations, and the one that they have.

    Args:
        text: the statement.
        quotes: the quotations. Where they have no month, or several, nothing is compared, and nothing where other words
            for months, such as *the first quarter*, are not known.
        known: the dates that the statement may mean.
        language: the language of the statement, as a tag.
    """
    quotes = list(quotes)
    cited = {one.day.month for quote in quotes for one in _dates(quote, language)} - {None}
    if len(cited) != 1 or is_read_in_part(language) or any(map(_names_months, quotes)):
        return
    months = {day.month for day in known} | cited
    english = language.startswith("en")
    for one in _dates(text, language):
        bare = one.day.day is None and one.day.year is None and one.day.month is not None
        named = not english or _MONTH.fullmatch(text, one.start, one.end)
        if bare and one.day.month not in months and named:
            yield one.start, one.end, MONTHS[(next(iter(cited)) or 1) - 1]
