"""Times of day as people say them: `half past six`, `kwart over negen`, `без двадцати пять`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bindery.text.characters import lowered
from bindery.text.languages import NO_SPACES, code_of, codes_with, section
from bindery.text.word_hint import WordHint

_SECTION = "clock"  # of the file of a language
_OPEN = "?"  # at the end of a time of day whose half of the day its words do not say
_HALF_DAY = 720  # minutes
_HOURS = {"H": "hours", "H2": "hours2", "H3": "hours3", "H4": "hours4"}
_NEVER = "(?!)"
_AFTER_SPACE = re.compile(r"(?:.* )?H[234]?(?!\w)")  # an hour that is always a word of its own
_PLACES = re.compile(r"(?<![\w\\])H[234]?(?![\w'’])|(?<![\w\\])M(?!\w)|H(?=[点時时])|M(?=分)")


class _Spoken(NamedTuple):
    """A way of saying a time of day.

    Attributes:
        pattern: matches it, with groups for its hour and its minutes.
        hours: the number of the hour, by its words.
        minutes: the number of minutes, by their words.
        shift: the minutes that are added to the hour.
        sign: whether the minutes that are named are added too, 1, or taken away, -1; 0 where none are named.
    """

    pattern: re.Pattern[str]
    hours: dict[str, int]
    minutes: dict[str, int]
    shift: int
    sign: int


def find_spoken_times(text: str, language: str = "") -> Iterator[tuple[int, int, str]]:
    """Start, end and form `06:30?` of each time of day in words; the first and longest of those that overlap.

    Args:
        text: the text.
        language: its language, as a tag; empty when it is not known.
    """
    codes = (code_of(language),) if language else codes_with(_SECTION)
    found = [
        (*match.span(), _time(match, way))
        for code in codes
        if _hint(code).may_be_in(text)
        for way in _ways(code)
        for match in way.pattern.finditer(text)
    ]
    last = 0
    for start, end, time in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= last:
            yield start, end, time
            last = end


def _time(match: re.Match[str], way: _Spoken) -> str:
    past = _number(match.groupdict().get("minutes") or "0", way.minutes)
    at = 60 * _number(match["hour"], way.hours) + way.shift + way.sign * past
    if at > _HALF_DAY + 59:  # from one in the afternoon, in digits
        return f"{at // 60 % 24:02}:{at % 60:02}"
    hours, rest = divmod(at % _HALF_DAY, 60)
    return f"{hours:02}:{rest:02}{_OPEN}"


def _number(written: str, words: dict[str, int]) -> int:
    """The number that is written in words or in digits. `ALTI` has no small letters but in Turkish, so a pattern compares."""
    if written.isdecimal():
        return int(written)
    small = lowered(written)
    if small in words:
        return words[small]
    return next(n for word, n in words.items() if re.fullmatch(re.escape(word), written, re.IGNORECASE))


@cache
def _hint(code: str) -> WordHint:
    """Says which texts certainly have no time of day in a language: no word has a digit, or is that of an hour."""
    data = section(code, _SECTION)
    listed = {form.split()[0] for key in _HOURS.values() for form in _numbered_in(data, key)}
    before = r"(?<!\w)" if all(map(_AFTER_SPACE.match, _lines(code))) else ""
    return WordHint(rf"(?i)\d|{before}(?:{'|'.join(map(re.escape, listed)) or _NEVER}){_edges(code)[1]}")


@cache
def _ways(code: str) -> tuple[_Spoken, ...]:
    """How times are said in a language; none where its file does not say."""
    data = section(code, _SECTION)
    lists = {place: _numbered_in(data, key) for place, key in _HOURS.items()}
    minutes = {
        word: int(number)
        for words, number in (entry.split("=") for entry in data.get("minutes", "").split(", ") if entry)
        for word in words.split("/")
    }
    parts = (line.rsplit(": ", 1) for line in _lines(code))
    return tuple(_way(words, worth, lists, minutes, code) for words, worth in parts)


def _lines(code: str) -> list[str]:
    """The lines of a language that say how times are said."""
    lines: list[str] = section(code, _SECTION).get("times", "").strip().splitlines()
    return lines


def _edges(code: str) -> tuple[str, str]:
    """What must be before and after a word of a language."""
    return ("", "") if code in NO_SPACES else (r"(?<!\w)", r"(?!\w)")


def _numbered_in(data: dict[str, str], key: str) -> dict[str, int]:
    """The number of each word of a list, by its forms."""
    words = filter(None, data.get(key, "").split(", "))
    return {form: number for number, forms in enumerate(words, 1) for form in forms.split("/")}


def _way(
    words: str, worth: str, lists: dict[str, dict[str, int]], minutes: dict[str, int], code: str
) -> _Spoken:
    hours: dict[str, int] = {}

    def group(match: re.Match[str]) -> str:
        if match[0] == "M":
            return _named("minutes", minutes, r"[0-5]?\d")
        hours.update(lists[match[0]])
        return _named("hour", lists[match[0]], r"(?:1?\d|2[0-4])(?![:.]\d)") + edges[1]

    edges = _edges(code)
    whole = _PLACES.sub(group, words)
    sign = -1 if "-M" in worth else 1 if "M" in worth else 0
    shift = sum(int(number) for number in re.findall(r"-?\d+", worth))
    return _Spoken(re.compile(f"(?i){edges[0]}{whole}{edges[1]}"), hours, minutes, shift, sign)


def _named(name: str, words: dict[str, int], digits: str) -> str:
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return rf"(?P<{name}>{listed}|(?<![\d.,:٫٬]){digits}(?!\d))"


def clock_key(written: str) -> str:
    """A time of day without its half of the day, by which it can be found; empty for anything else."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d\d)(?:\?)?", written)
    return f"clock {int(match[1]) % 12}:{match[2]}" if match else ""


def same_time(one: str, other: str) -> bool:
    """Whether two times of day may be the same, of which the words of one do not say the half of the day."""
    if not (one.endswith(_OPEN) or other.endswith(_OPEN)):
        return False
    return bool(clock_key(one)) and clock_key(one) == clock_key(other)
