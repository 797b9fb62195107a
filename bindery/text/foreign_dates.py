"""Finds dates in prose of other languages than English, and the names of days, by the files of languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bindery.text.calendars import solar_day
from bindery.text.characters import VOWEL_SIGNS, lowered
from bindery.text.dates import Day, FoundDate, mask
from bindery.text.languages import code_of, codes_with, section

_STOP = r"(?:\.|er|º|°)?"  # after the day: 24. Dezember, 1er janvier
_TO = r"(?<=[\s.°º])(?:bis(?: zum)?|till|til|až|až do|do|až po|până la|la|și|a|og|och|és|і|та|και|ως|έως|ja|hingga|sampai|dan|đến|và|عد|i|und|au|et|al|y|e|ed|tot(?: en met)?|t/m|en|do|i|a|à|по|и|до|تا|سے|و|اور|إلى|से|और|ile|ve)(?=\s)"  # between two days of a month
_AGAIN = r"(?:\s+(?:el|il|le|o|os))?"
_SECTION = "dates"  # of the file of a language
_NEVER = "(?!)"
_SOLAR = 100  # is added to the numbers of months of the Solar Hijri calendar
_COMMON_SOLAR_YEAR = 1402  # it began on 21 March, as most years do


def find_foreign_dates(text: str, language: str) -> list[FoundDate]:
    """The dates with the name of a month in a text, in reading order; none for English and unknown languages.

    Args:
        text: the text, with ASCII digits.
        language: its language, a primary subtag of BCP 47.
    """
    patterns = _patterns(language)
    found = [
        FoundDate(*match.span(match.lastgroup or ""), Day(int(match[match.lastgroup or ""]), decade=True))
        for match in _decades(code_of(language)).finditer(text)
    ]
    text = mask(text, [(date.start, date.end) for date in found])
    for pattern in patterns:
        places = []
        for match in pattern.finditer(text):
            dates = list(_read(match, language))
            found += dates
            places += [match.span()] if dates else []
        text = mask(text, places)
    return sorted(found, key=lambda date: date.start)


@lru_cache(maxsize=64)
def _decades(code: str) -> re.Pattern[str]:
    """What is a decade in a language, such as `les années 1990` and `1990er`; nothing in English and unknown languages."""
    data = section(code, _SECTION) if code not in ("", "en") else {}
    year = r"(?<![\w.,])(?P<y>(?:18|19|20)\d0)"
    before, after = (
        "|".join(re.escape(word).replace("'", "['’]") for word in data.get(key, "").split(", ") if word)
        for key in ("decade_before", "decade_after")
    )
    lead = (
        rf"(?<!\w)(?:{before})\s{year}(?![\w.,]*\d|\s*(?:[-–—,]|\w{{1,3}})\s*(?:18|19|20)\d\d)"
        if before
        else _NEVER
    )
    end = rf"{year}(?:{after})" if after else _NEVER
    return re.compile(f"(?i){lead}|{end.replace('?P<y>', '?P<z>')}")


def _read(match: re.Match[str], language: str) -> Iterator[FoundDate]:
    """The dates of a match: one, or two for `15.–20. März 2026`."""
    parts, code = match.groupdict(), code_of(language)
    month = number_of_name(parts["m"], _months(code))
    year = _our_year(int(parts["y"])) if parts.get("y") else None
    days = [(name, int(parts[name])) for name in "de" if parts.get(name)]
    if word := parts.get("word"):
        days = [("word", number_of_name(word, _days(code)))]
    if any(not 1 <= day <= 31 for _, day in days):  # noqa: PLR2004  days of the longest month
        return
    found = [_day_of(year, month, day) for _, day in days] or [_day_of(year, month, None)]
    if None in found:
        return
    if len(days) == 2:  # noqa: PLR2004  a period
        yield FoundDate(match.start(), match.end("d"), found[0] or Day())
        yield FoundDate(match.start("e"), match.end(), found[1] or Day())
    else:
        yield FoundDate(*match.span(), found[0] or Day())


def _day_of(year: int | None, month: int, day: int | None) -> Day | None:
    """The date in our calendar; none for a whole month of another calendar, which lies in two of ours.

    A day without a year of the Solar Hijri calendar is the day on which it falls in most years.
    """
    if month <= _SOLAR:
        return Day(year, month, day)
    if day is None:
        return None
    ours = solar_day(year or _COMMON_SOLAR_YEAR, month - _SOLAR, day)
    return Day(ours.year if year else None, ours.month, ours.day)


def _our_year(year: int) -> int:
    """A Buddhist year, as Thailand counts, as the year in our calendar; else the year."""
    return year - 543 if year >= 2400 else year  # noqa: PLR2004


def number_of_name(word: str, names: Mapping[str, int]) -> int:
    """The number of a name as it is written in a text, where a name may end in a star for any ending.

    `MAYIS` has no small letters but in Turkish, so names are compared without capitals as a pattern compares them.
    """
    small = lowered(word).replace("’", "'")
    if small in names:
        return names[small]
    found = (number for name, number in names.items() if re.fullmatch(any_name([name]), word, re.IGNORECASE))
    return next(found)


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    code = code_of(language)
    months = _months(code)
    if not months:
        return ()
    data = section(code, _SECTION)
    short = _names(data.get("short_months", ""))
    names = any_name(_wide_months(data) or months)
    word = rf"(?:[\s\u200c]?{data['month_word']})?" if "month_word" in data else ""
    name = rf"(?P<m>{names}){word}(?!\w)(?:\s?/\s?(?:{names})(?!\w))?"  # `تموز/يوليو`: both names of July
    of = _link(data.get("of", ""))
    year = rf"(?:(?:،|,)?\s+{of}(?P<y>\d{{4}})(?!\d|[.,]\d))"
    left = r"(?<![\w.,])"
    prefix = f"(?:{data['of']})?" if len(data.get("of", "")) == 1 else ""
    forms = [
        rf"{left}(?P<d>\d{{1,2}}){_STOP}\s*(?:[-–—]|{_TO}){_AGAIN}\s*(?P<e>\d{{1,2}}){_STOP}\s+{of}{name}{year}?",
        rf"{left}(?P<d>\d{{1,2}}){_STOP}\s+{of}{name}{year}?",
        *_month_first(name, data),
        rf"(?<!\w)(?P<word>{any_name(_days(code)) or _NEVER})\s+{of}{name}{year}?",
        rf"(?<!\w){prefix}{name}{year}?",
    ]
    if short:
        name = rf"(?P<m>{any_name(short)})(?!\w)\.?"
        forms += [
            rf"{left}(?P<d>\d{{1,2}}){_STOP}\s+{of}{name}{year}",
            rf"(?<!\w){name}{year}",
        ]
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _month_first(name: str, data: Mapping[str, str]) -> Iterator[str]:
    """The pattern of a day after its month, in languages that write dates so: `مارچ کی 14 تاریخ`, `2024. január 15-én`."""
    after = [word for word in data.get("day_after", "").split(", ") if word]
    if not after:
        return
    begins = data.get("year_before", "")
    year = rf"(?:(?<!\d)(?P<y>\d{{4}})\s?(?:{any_name(begins.split(', '))})\s+)?" if begins else ""
    ends = rf"(?:{any_name(after)})(?!\w)"
    days = _names(data.get("days", ""))
    bare = any_name(day for day in days if day.endswith(tuple(after))) or _NEVER
    day = rf"(?:(?P<d>\d{{1,2}})\s?{ends}|(?P<word>(?:{any_name(days) or _NEVER})(?=\s{ends})|(?:{bare})(?!\w)))"
    yield rf"{year}(?<!\w){name}\s+{_link(data.get('day_before', ''))}{day}"


def _link(words: str) -> str:
    """What may stand between a day, a month and a year, with a space unless it is a letter or has an apostrophe."""
    listed = sorted(filter(None, words.split(", ")), key=len, reverse=True)
    parts = [
        re.escape(word).replace("'", "['’]") + ("" if word[-1] == "'" or word == "ב" else r"\s+")
        for word in listed
    ]
    return rf"(?:{'|'.join(parts)})?" if parts else ""


def any_name(names: Iterable[str]) -> str:
    """A pattern for any of some names, the longest first; a star stands for any ending."""
    listed = sorted(names, key=len, reverse=True)
    return "|".join(map(re.escape, listed)).replace(r"\*", rf"(?:\w{VOWEL_SIGNS})*").replace("'", "['’]")


@lru_cache(maxsize=64)
def _months(code: str) -> dict[str, int]:
    """The number of each month by its name in small letters, a short name too."""
    if code in ("", "en"):
        return {}
    data = section(code, _SECTION)
    if data:
        solar = _names(data.get("solar_months", ""))
        return {
            **{name: _SOLAR + number for name, number in solar.items()},
            **_names(data.get("short_months", "")),
            **_names(data.get("months", "")),
        }
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  only texts in languages without a file need it

    try:
        names = Locale(code).months["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return {}
    return {str(name).lower(): int(number) for number, name in names.items() if not str(name).isdigit()}


def _wide_months(data: Mapping[str, str]) -> list[str]:
    """The full names of months, those of the Solar Hijri calendar too."""
    return [name for key in ("months", "solar_months") for name in _names(data.get(key, ""))]


@lru_cache(maxsize=64)
def _days(code: str) -> dict[str, int]:
    """The number of each day of a month by its name in words."""
    return _names(section(code, _SECTION).get("days", ""))


def _names(words: str) -> dict[str, int]:
    """The number of each name in a list whose items each have several names, with strokes between them."""
    items = re.split(r",\s*", words.strip()) if words else []
    return {name: number for number, several in enumerate(items, 1) for name in several.split("/") if name}


@lru_cache(maxsize=64)
def weekday_names(language: str) -> Mapping[str, int]:
    """The number of each day of the week by its names in small letters, from 0 for Monday.

    Args:
        language: the language, as a tag; empty for all whose words of figures are known. A name that means two days
            in two of them is left out.
    """
    codes = (code_of(language),) if language else codes_with("figure_words")
    found: dict[str, set[int]] = {}
    for code in codes:
        for name, number in _names(section(code, _SECTION).get("weekdays", "")).items():
            found.setdefault(name, set()).add(number - 1)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


def names_month(text: str, language: str) -> bool:
    """Whether a text may name a month in a language other than English."""
    patterns = _patterns(language)
    return bool(patterns) and any(pattern.search(text) for pattern in patterns)
