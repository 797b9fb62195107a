"""The unit that stands next to a number: money, a length of time, a share, so many times as many."""

from __future__ import annotations

import re
from functools import cache

from bindery.text.figure_words import figure_words
from bindery.text.money import CENT, MONEY, money_named, money_words
from bindery.text.unit_names import time_names, unit_named, unit_named_before
from bindery.text.words_of_all import words_of_all

_SECTION = "beside_numbers"  # of the file of a language
UNITS_OF_TIME = frozenset({"year", "month", "week", "day", "hour", "minute"})
"""The units of time of figures, in English."""


def time_unit(word: str) -> str:
    """The unit of time that a word in small letters names in any language, in English; empty for another word."""
    return time_names("").get(word, "")


def names_time(word: str) -> bool:
    """Whether a word in small letters names a unit of time, in any language."""
    return word.rstrip("s") in UNITS_OF_TIME or bool(time_unit(word))


_GAP_BEFORE_CENTS = re.compile(r"[ \u00a0-](?=\w)|(?<=\d)(?=[分美])")
_GAP_BEFORE_NAME = re.compile(
    r"[ \u00a0\u200c\n-]+|(?<=\d)(?=[^\W\d_]{4})|(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_LONGEST_NAME = 48  # characters of the name of a unit
_SHARES = {"%": "%", "percentage points": "pp"}
_NAMED = UNITS_OF_TIME | {
    "decade",
    "hundred year",
    "%",
    "pp",
}  # the units with a name that are kinds of figures
_UNITS = {"percent": "%", "pp": "pp", "times": "times"}


@cache
def percent_words() -> str:
    """What means per cent after a number in any language, as a part of a pattern with or without capitals."""
    return rf"(?i:%|{_named('percent')})"


@cache
def points_words() -> str:
    """What means percentage points after a number in any language, likewise."""
    return rf"(?i:(?:%\s?pt?|{words_of_all(_SECTION, 'points')})(?!\w)|{_named('points')})"


def _named(key: str) -> str:
    """The names of a unit in all languages, with their edges."""
    return rf"(?:{words_of_all('units', key)})(?!\w)|{words_of_all('units', key, unspaced=True)}"


@cache
def unit_pattern() -> re.Pattern[str]:
    """Matches what stands after a number and is read in any language: `pp`, `percent`, `time`, `money`, `symbol`, `times`."""
    times = (words_of_all(_SECTION, "times"), words_of_all(_SECTION, "times", unspaced=True))
    return re.compile(
        rf"(?i)[\s-]*(?P<pp>{points_words()})|[\s-]*(?P<percent>{percent_words()})"
        r"|[\s-]+(?P<time>year|month|week|day|hour|minute|decade)s?\b"
        rf"|\s+(?:(?:{words_of_all('units', 'of')})\s*)?(?P<money>(?:{money_words()}|[元₺])(?!\w))"
        rf"|\s?(?P<symbol>[€$£¥₹])(?!\s?\d)|(?P<times>[x×](?!\s?\d)|[\s-]*(?:{times[0]})(?!\w)|[ \u00a0]?(?:{times[1]}))"
    )


@cache
def _percent_before() -> re.Pattern[str]:
    """Matches a word or sign for per cent that ends before a number: Turkish `yüzde altı`, `%6`."""
    words = words_of_all(_SECTION, "percent_before")
    return re.compile(rf"(?i)(?:(?<!\w)(?:{words})\s+|(?<![\w%])(?<!\d\s)%\s?)$")


def unit_after(text: str, at: int, language: str = "") -> tuple[str, int]:
    """The unit that begins at an offset, and the offset after it; empty and the same offset when there is none."""
    match = unit_pattern().match(text, at)
    if not match:
        return _named_after(text, at, language)
    if match["money"]:
        return money_named(match["money"]), match.end()
    word = (match["time"] or match["symbol"] or "").lower()
    return _UNITS.get(match.lastgroup or "") or MONEY.get(word) or word, match.end()


def _named_after(text: str, at: int, language: str) -> tuple[str, int]:
    """The unit of time, the share or the hundredth parts of money whose name in a language begins at an offset."""
    gap = _GAP_BEFORE_NAME.match(text, at)
    key, end = unit_named(text, gap.end(), language) if gap else ("", at)
    unit = _SHARES.get(key) or key.removesuffix("s")
    return (unit, end) if unit in _NAMED else _cents_after(text, at)


def _cents_after(text: str, at: int) -> tuple[str, int]:
    """The unit of the hundredth parts of money, such as cents, if it begins at an offset."""
    gap = _GAP_BEFORE_CENTS.match(text, at)
    match = figure_words("", "cents").match(text, gap.end()) if gap else None
    return (CENT, match.end()) if match else ("", at)


def unit_before(text: str, at: int, language: str) -> str:
    """The unit of time or the share whose name ends before an offset: Turkish `%6`, Swahili `asilimia 30`; empty for none."""
    if _percent_before().search(text, max(0, at - 8), at):
        return "%"
    key = unit_named_before(text[max(0, at - _LONGEST_NAME) : at], language)
    unit = _SHARES.get(key) or key.removesuffix("s")
    return unit if unit in _NAMED else ""
