"""Reads the times of a recording that a locator names: `12:30`, `1h 2m 30s`, `at 40 minutes`, `第40分`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

DASH = r"[-\u2010-\u2015\u2212~\u301c\uff5e]"
TO = (
    rf"(?:\s*{DASH}\s*|\s+(?:to|bis|à|a|al|tot|till|til|do|до|по|تا|سے|إلى|الى|से)\s+|\s*[至到から]{{1,2}}\s*)"
)

# The words for units of time, longest first where one begins with another. Words that also name a time of the day are not here.
_HOUR_WORDS = """
    hours hour hrs hr std stunden stunde heures heure horas hora timmar timme tuntia hodiny hodina godziny godzina godz
    часов часа час ч ساعات ساعة گھنٹے گھنٹہ घंटे घंटा h
"""
_MINUTE_WORDS = """
    minutes minute minuten minuto minutos minuti minuta minuty minutę minutu minut minuter minutten minutter minutt
    minuutti minuuttia minuutin minuut perc dakika dk λεπτά λεπτό λεπτ минута минуты минуту минуте минут мин хвилина
    хвилини хвилин хв الدقيقة دقيقة دقائق دقيقه دقیقه دقیقہ دقیقے منٹ דקות דקה मिनट मिनिट মিনিট நிமிடம் นาที phút menit minit
    mins min m
"""
_SECOND_WORDS = """
    seconds second sekunden sekunde secondes seconde segundos segundo secondi secondo sekunder sekund sekundy sekundę
    saniye sn секунд секунды секунда сек с ثانية ثوان ثوانٍ ثانیه سیکنڈ שניות सेकंड secs sec sek s
"""
_CJK_MINUTE = "分钟|分鐘|分|분"


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


_ROUGHLY = r"(?:ca|c|circa|about|around|approx|approximately|roughly|near|etwa|gegen|um|vers|environ|~|≈)"
_CLOCK = rf"(?<![\w:.]){_ROUGHLY}?\.?\s*(?:\d{{1,2}}:)?\d{{1,3}}:[0-5]\d(?:[.,]\d{{1,3}})?(?![\w:])"
_AND = r"(?:,?\s*(?:and|und|et|y|e|och|og|en|i|и|و|اور|और)\s+)?"
_TIME = re.compile(_CLOCK)
_UNIT_SECONDS = {"h": 3600, "m": 60, "s": 1}
_HOURS_AND_MINUTES = re.compile(r"(?<!\w)(\d{1,2})\s?h\s?(\d{2})(?![\w:])", re.IGNORECASE)
_UNIT_TIME = re.compile(
    rf"(?<![\w:.])(?=\d)(?:(?P<h>\d{{1,2}})\s?(?:(?:{_any(_HOUR_WORDS)})\.?(?![^\W\d])|小时|小時|時間|시간)\s?{_AND})?"
    rf"(?:(?P<m>\d{{1,3}})\s?(?:(?:{_any(_MINUTE_WORDS)}|['’′])\.?(?![^\W\d])|{_CJK_MINUTE})\s?{_AND})?"
    rf"(?:(?P<s>\d{{1,2}})\s?(?:(?:{_any(_SECOND_WORDS)})(?![^\W\d])|[\"”″]|秒|초)?)?(?!\w)",
    re.IGNORECASE,
)
_SECONDS = re.compile(
    rf"(?<!\w)(?:t|start|time_continue)=(\d{{1,6}})s?(?!\w)|^(?:at\s+)?(\d{{1,6}})\s?(?:{_any(_SECOND_WORDS)}|秒|초)\.?$",
    re.IGNORECASE,
)
_CLOCK_WORDS = re.compile(r"\s*(?:[ap]\.?m\b|uhr|gmt|utc|[ce]e?s?t\b|o'clock|hrs\b|ore\b)", re.IGNORECASE)
_ROUGH_BEFORE = re.compile(rf"(?:^|\W){_ROUGHLY}\.?\s*$", re.IGNORECASE)
_ABBREVIATION_BEFORE = re.compile(r"(?<!\w)(?!min)\w{1,3}\.\s*$", re.IGNORECASE)

_LONG_MINUTE = _any(" ".join(word for word in _MINUTE_WORDS.split() if word != "m"))
_RANGE = rf"(?P<first>\d{{1,3}})(?:{TO}(?P<last>\d{{1,3}}))?"
_LEAD = (
    r"(?P<lead>(?:at|after|from|starting at|minutes?|mins?|ab|nach|bei|in|à|après|a|al|a los|en el|en la|dopo|na|efter|vid|"
    r"ved|på|w|v|на|после|с|в|عند|في|بعد|در|पर)\s+)?(?:(?:the|der|die|la|le|el|il|den|de|в)\s+)?"
)
_SINCE = frozenset(
    ["after", "from", "starting at", "ab", "nach", "après", "dopo", "efter", "после", "с", "بعد"]
)
_TRAIL = r"(?P<trail>\s+(?:in|on|mark|into\b.*|پر|में|पर))?"
_WHOLE_MINUTES = re.compile(
    rf"{_LEAD}(?:(?:(?:{_LONG_MINUTE})\.?\s*|第\s?){_RANGE}(?:\s?(?:{_CJK_MINUTE}))?"
    rf"|{_RANGE.replace('first', 'from').replace('last', 'to')}(?:\.|st|nd|rd|th|e|ème|ª|º|-?[йяюе])?[\s-]*"
    rf"(?:(?:{_LONG_MINUTE})\.?|{_CJK_MINUTE})(?:[处處頃])?){_TRAIL}",
    re.IGNORECASE,
)


class TimeItem(NamedTuple):
    """A time that a locator names.

    Attributes:
        first: the time, or the first one of a range, in seconds.
        last: the last one of a range; the same as the first for one time, and -1 for all that follows.
        short: whether it has two parts, as `12:30`, and so may also be hours and minutes.
    """

    first: int
    last: int
    short: bool = False


def times_of(locator: str) -> Iterator[TimeItem]:
    """The times since the beginning of a recording that a locator names.

    Args:
        locator: the locator, with the digits 0 to 9 and single spaces.
    """
    codes = list(_TIME.finditer(locator))
    number = 0
    while number < len(codes):
        match = codes[number]
        number += 1
        first, short = _seconds(match[0])
        last = first
        if number < len(codes) and re.fullmatch(TO, locator[match.end() : codes[number].start()]):
            last, _ = _seconds(codes[number][0])
            match = codes[number]
            number += 1
        elif re.match(r"\s?ff?\.?(?!\w)", locator[match.end() :]):
            last = -1
        if not _is_clock(locator, codes[0].start(), match.end()):
            yield TimeItem(first, last, short)
    if not codes:
        yield from _in_seconds(locator) or _whole_minutes(locator) or _unit_times(locator)


def _in_seconds(locator: str) -> list[TimeItem]:
    """A time in seconds alone, as in the address of a video: `t=751s`, `start=751`, `751 seconds`."""
    found = _SECONDS.search(locator)
    return [TimeItem(int(found[1] or found[2]), int(found[1] or found[2]))] if found else []


def _is_clock(locator: str, start: int, end: int) -> bool:
    """Whether what looks like a time is one of the day, only roughly right, or something else, as in `p. 3:12`."""
    return bool(
        _CLOCK_WORDS.match(locator, end)
        or _ROUGH_BEFORE.search(locator[:start])
        or _ABBREVIATION_BEFORE.search(locator[:start])
        or not locator[start].isdecimal()
    )


def _whole_minutes(locator: str) -> list[TimeItem]:
    """Times in minutes such as `at 40 minutes` or `40. Minute`; `video, 40 min` may say how long the video is."""
    found = []
    for part in re.split(r"[,;]\s+", locator):
        match = _WHOLE_MINUTES.fullmatch(part.strip())
        if match and (part == locator or match["lead"] or match["first"] or match["trail"]):
            first = int(match["first"] or match["from"])
            last = int(match["last"] or match["to"] or first)
            rough = _rough(60 * first, 60 * max(first, last))
            since = (match["lead"] or "").strip().lower() in _SINCE
            found.append(rough._replace(last=-1) if since else rough)
    return found


def _rough(first: int, last: int) -> TimeItem:
    """A time in minutes: the minute may be counted from zero or from one, or be rounded."""
    return TimeItem(max(0, first - 60), last + 119)


def _unit_times(locator: str) -> Iterator[TimeItem]:
    """Times such as `1h 2m 30s`; one in minutes alone may be a length, so it is left to `_whole_minutes`."""
    locator = _HOURS_AND_MINUTES.sub(r"\1h\2m", locator)
    found = [match for match in _UNIT_TIME.finditer(locator) if match["h"] or match["m"]]
    if not all(_is_exact(match) for match in found):
        return
    if any(_ROUGH_BEFORE.search(locator[: match.start()]) for match in found):
        return
    times = [sum(int(match[unit] or 0) * of for unit, of in _UNIT_SECONDS.items()) for match in found]
    if len(found) > 1 and re.fullmatch(rf"{TO}|\s*{DASH}\s*", locator[found[0].end() : found[1].start()]):
        yield TimeItem(times[0], times[1])
    else:
        for match, time in zip(found, times, strict=True):
            yield TimeItem(time, time) if match["s"] else _rough(time, time)


def _is_exact(match: re.Match[str]) -> bool:
    """Whether a time has two parts at least: minutes, and hours or seconds."""
    return bool(match["m"] and (match["h"] or match["s"]))


def _seconds(code: str) -> tuple[int, bool]:
    """A time code in seconds, and whether it has two parts."""
    parts = [int(part) for part in re.split("[.,]", code.lstrip("~≈. "))[0].split(":") if part.isdecimal()]
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds, code.count(":") == 1
