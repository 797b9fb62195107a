"""Reads dates as references have them: ISO 8601 with the signs of EDTF, words of several languages, and periods."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from bindery.model.field_types import PartialDate

_LONGEST = 120  # characters of a date
_YEARS = range(1000, 10_000)
_LIKELY_YEARS = range(1400, 2200)
_OTHER_DIGITS = range(1800, 2200)  # in other digits a smaller year may be one of another calendar
_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
)
_SEASON_WORDS = (
    "spring summer autumn fall winter frühling frühjahr sommer herbst printemps été automne hiver primavera verano otoño"
    " invierno estate autunno inverno verão outono michaelmas hilary trinity easter christmas"
)
_SEASONS = frozenset(_SEASON_WORDS.split())
_SMALL_WORDS = (
    "of the de del do da di den le el la st nd rd th er am im in on and und et y e to г года год monday tuesday wednesday"
    " thursday friday saturday sunday mon tue wed thu fri sat sun"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_TIME = re.compile(
    r"(?:T|,?\s*\b)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[AaPp][Mm]|UTC|GMT|[A-Z]{2,4}T|[+-]\d{2}:?\d{2})?"
)
_BEFORE = re.compile(
    r"^(?:c(?:irca|a)?\.?(?=[\s\d])|approx(?:imately|\.)?|about|around|um|vers|hacia|около|ок\.|cerca|~|≈)\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:[?~%]|\(\?\)|\[\?\]|\(?ca?\.\)?)$")
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|cop(?:yright)?\.?|c(?=\d{4}$))\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})?(?:\2(\d{1,2})?(?:\2(.{0,40}))?)?)?")
_COMPACT = re.compile(r"(\d{4})([01]\d)([0-3]\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_UNKNOWN = re.compile(
    r"(\d{2}[\dXxUu][XxUu]|\d{3}0s?(?=er|s|’s|'s)|\d{4}-[XxUu]{2}|\d{4}-\d{2}-[XxUu]{2})(?:s|er|’s|'s)?(?:-[XxUu]{2}){0,2}"
)
_TO = re.compile(r"\s*(?:/|\s-+\s|(?<=\d{4})-+(?=\d{4})|\s(?:to|until|bis|à|au|al|a)\s)\s*")
_SHORT_END = re.compile(r"(\d{2})(\d{2})([-/])(\d{2})")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일号])?)?")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?<![\d.])(\d{4})(?!\d)")
_FIRST_SEASON, _LAST_SEASON, _LAST_QUARTER = 21, 24, 41  # numbers of EDTF in the place of a month
_LAST_MONTH = 12
_ENDS = 2  # of a period: its beginning and its end


def _month_numbers() -> dict[str, int]:
    """The number of each month by its name, and by each beginning of three or four letters that is one month's only."""
    found: dict[str, int] = {}
    beginnings: dict[str, set[int]] = {}
    for names in _MONTHS:
        for number, name in enumerate(names.split(), 1):
            found[name] = number
            for length in (3, 4, 5):
                beginnings.setdefault(name[:length], set()).add(number)
    return {**{word: min(numbers) for word, numbers in beginnings.items() if len(numbers) == 1}, **found}


_MONTH_NUMBERS = _month_numbers()
_KNOWN_WORDS = _SMALL | _SEASONS | _MONTH_NUMBERS.keys()


@dataclass(frozen=True)
class ReadDate:
    """A date that was read.

    Attributes:
        start: the date or the beginning of the period, as YYYY, YYYY-MM or YYYY-MM-DD.
        end: the end of the period; empty for a single date.
        said: what `start` and `end` do not say, to follow the words of the date; may be empty.
    """

    start: str
    end: str = ""
    said: str = ""


def clean_period(written: Iterable[str], what: str, notes: list[str]) -> tuple[str, str]:
    """The beginning and the end of a date or a period; both empty, with a note, when nothing can be read.

    Args:
        written: the date, and others of the same record that count if it cannot be read.
        what: name of the field, for notes.
        notes: what was changed or left out is added here, one sentence each.
    """
    texts = [text for part in written if (text := part.strip().strip('{}"').strip())]
    whole = ((text, found) for text in texts if (found := _read(text)))
    in_part = ((text, found) for text in texts if (found := _year_in(text)))
    text, found = next(whole, None) or next(in_part, None) or ("", None)
    if found is None:
        if texts:
            notes.append(f"`{what}` was left out: `{texts[0][:60]}` cannot be read as a date")
        return "", ""
    if found.said:
        notes.append(f"`{what}` is {found.start}: `{text[:60]}` {found.said}")
    return found.start, found.end


def clean_date(written: str, what: str, notes: list[str]) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; of a period the beginning; empty, with a note, when it cannot be read."""
    start, end = clean_period((written,), what, notes)
    if end:
        notes.append(f"`{what}` is a period; only its beginning was imported")
    return start


def _read(written: str) -> ReadDate | None:
    """The date or period in a text; None if any of its words has another meaning."""
    text, foreign = _plain(written[:_LONGEST])
    bare, about = _without_doubt(text)
    found = _short_period(bare) or _single(bare) or _period(bare)
    if found is None or (foreign and int(found.start[:4]) not in _OTHER_DIGITS):
        return None
    said = found.said or about
    return ReadDate(found.start, found.end if found.end > found.start else "", said)


def _plain(written: str) -> tuple[str, bool]:
    """A text with digits of ASCII and plain hyphens, and whether it had other digits."""
    digits = "".join(
        str(unicodedata.digit(char)) if char.isdigit() else char for char in written if char != "\u200f"
    )
    text = re.sub(r"\s*-{2,3}\s*|[–—−‐‑‒]", lambda dash: " - " if " " in dash[0] else "-", digits)
    return " ".join(_CJK.sub(lambda f: "-".join(filter(None, f.groups())), text).split()), digits != written


def _without_doubt(text: str) -> tuple[str, str]:
    """A text without the signs that it is not certain, and what they say."""
    said = ""
    while True:
        bare = _AFTER.sub("", _BEFORE.sub("", text)).strip()
        bare = _COPYRIGHT.sub("", bare) if not said else bare
        if bare != text and not _COPYRIGHT.match(text):
            said = "is not certain"
        if re.fullmatch(r"\[[^\[\]]*\]|\([^()]*\)", bare):
            bare, said = bare[1:-1].strip(), said or "is in brackets"
        if bare == text:
            return bare, said
        text = bare


def _single(text: str) -> ReadDate | None:
    """The date in a text that has one date in digits, or with the name of a month."""
    text = _TIME.sub("", text).strip()
    if text.endswith("/.."):
        return None
    match = _COMPACT.fullmatch(text)
    if match:
        return _dated(*match.groups())
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _year_last(int(match[1]), match[2], int(match[3]), match[4])
    if _UNKNOWN.fullmatch(text):
        return _unknown(text)
    match = _NUMBERS.fullmatch(re.sub(r"(?<=\d-\d{2})/+$", "", text.rstrip(". ")))
    if not match:
        return _in_words(text)
    if text.endswith((match[2] or "-",)) and not match[3] and "//" not in text:
        return ReadDate(match[1], "", "has no end yet")
    return _dated(match[1], match[3] or "", match[4] or "", match[5] or "")


def _unknown(text: str) -> ReadDate | None:
    """A date with unknown digits: 199X is the nineties, 2004-XX some month of 2004."""
    known = re.sub(r"(?:-[XxUu]{2})+$", "", text)
    year = known[:4].translate(str.maketrans("XxUu", "0000"))
    found = _dated(year, *known.split("-")[1:])
    return found and ReadDate(found.start, "", "does not tell the rest")


def _dated(year: str, month: str = "", day: str = "", more: str = "") -> ReadDate | None:
    """The date of a year, a month and a day in digits, as far as they exist."""
    if int(year) not in _YEARS:
        return None
    number, day_number = int(month or 0), int(day or 0)
    said = f"has more: {more.strip()}" if more.strip("/. ") else ""
    if number > _LAST_MONTH:
        if _FIRST_SEASON <= number <= _LAST_QUARTER and not day:
            return ReadDate(year, "", "names a season")
        return ReadDate(year, "", "has a month that does not exist")
    for parts in ((number, day_number), (number, 0), (0, 0)):
        found = "-".join([year, *(f"{part:02}" for part in parts if part and parts[0])])
        try:
            return ReadDate(PartialDate.check(found), "", said)
        except PydanticCustomError:
            said = "is a day that does not exist"
    return None


def _year_last(one: int, sign: str, other: int, year: str) -> ReadDate | None:
    """The date in `05.07.2024` or `07/13/2024`; only the year where day and month cannot be told apart."""
    if sign == "." or one > _LAST_MONTH or one == other:
        return _dated(year, str(other), str(one))
    if other > _LAST_MONTH:
        return _dated(year, str(one), str(other))
    found = _dated(year)
    return found and ReadDate(found.start, "", "does not tell the day from the month")


def _short_period(text: str) -> ReadDate | None:
    """The period in 1998-99; for 2021-22, which may be a season in EDTF, only the year."""
    match = _SHORT_END.fullmatch(text)
    if not match or int(match[4]) <= max(_LAST_MONTH, int(match[2])):
        return None
    year = match[1] + match[2]
    if match[3] == "-" and _FIRST_SEASON <= int(match[4]) <= _LAST_SEASON:
        return ReadDate(year, "", "names a season or is a period; only the year was imported")
    return ReadDate(year, match[1] + match[4])


def _period(text: str) -> ReadDate | None:
    """The period between two dates: 2014-03/2016-09, 2014-2016, 1998-99, May 2010 - June 2011."""
    pieces = _TO.split(text)
    if len(pieces) != _ENDS:
        return None
    first, last = (_without_doubt(piece.strip(" -")) for piece in pieces)
    if last[0] in ("", "..", "open", "present"):
        found = _single(first[0])
        return found and ReadDate(found.start, "", "has no end yet")
    end = _single(last[0])
    if end and first[0] in ("", ".."):
        return ReadDate(end.start, "", "has no beginning")
    start = _single(first[0]) or (end and _single(f"{first[0]} {end.start[:4]}"))
    if not start or not end:
        return None
    if end.start < start.start[: len(end.start)]:
        return ReadDate(
            start.start, "", "is a period that ends before it begins; only its beginning was imported"
        )
    return ReadDate(start.start, end.start, next(filter(None, (start.said, end.said, first[1], last[1])), ""))


def _in_words(text: str) -> ReadDate | None:
    """The date in a text with the name of a month or a season: 7 May 2024; March/April 2016; 6-8 March 2014."""
    words = _WORD.findall(text.casefold())
    numbers = [word for word in words if word.isdigit()]
    years = [word for word in numbers if len(word) == 4]  # noqa: PLR2004  digits of a year
    days = [int(word) for word in numbers if word not in years]
    months = [_MONTH_NUMBERS[word] for word in words if word in _MONTH_NUMBERS]
    if (
        len(years) != 1
        or max(len(months), len(days)) > _ENDS
        or not _KNOWN_WORDS.issuperset({*words} - {*numbers})
    ):
        return None
    if not _SEASONS.isdisjoint(words):
        found = _dated(years[0])
        return found and ReadDate(found.start, "", "names a season")
    return _between(years[0], months, days) if months else None


def _between(year: str, months: list[int], days: list[int]) -> ReadDate | None:
    """The date or the period of one year with one or two months and none, one or two days."""
    if len(days) < len(months):
        days = []  # March 5 - April
    first = _dated(year, str(months[0]), str(days[0]) if days else "")
    last = _dated(year, str(months[-1]), str(days[-1]) if days else "")
    return (
        first and last and ReadDate(first.start, last.start if last.start > first.start else "", first.said)
    )


def _year_in(text: str) -> ReadDate | None:
    """The one year in a text that has other words too: `2020a`, `in press, 2019`."""
    plain, foreign = _plain(text)
    years = [
        year for year in _YEAR.findall(plain) if int(year) in (_OTHER_DIGITS if foreign else _LIKELY_YEARS)
    ]
    if not years or re.search(r"-\d{4}|\b(?:bc|bce|v\. ?chr|av\. ?j)\b", plain, re.IGNORECASE):
        return None
    return ReadDate(years[0], "", "has more than a year, which was left out")
