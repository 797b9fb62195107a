"""Times of day, in one form for all ways of writing them: `9 a.m.`, `9.30 am`, `21:30`, `9:30 p.m.`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.text.word_hint import WordHint

_HALF = r"(?P<half>[ap])\.?\s?m(?:\.(?!\w)|(?!\w))"
_TIMES = (
    re.compile(rf"(?i)(?<![\w.:])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?{_HALF}"),
    re.compile(r"(?<![\w.:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?![\w:])"),
    re.compile(r"(?<![\w.:,])(?P<hour>[01]?\d|2[0-4]) Uhr(?: (?P<minute>[0-5]\d)(?![\w.,]))?(?!\w)"),
    re.compile(r"(?<![\w.:])(?P<hour>[01]?\d|2[0-4])\s?h\s?(?P<minute>[0-5]\d)(?!\w)"),
    re.compile(r"(?<![\w.:])(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)(?=\s(?:Uhr|hrs|hours|GMT|UTC)\b)"),
)
_NOON = 12
# The middle of the day and of the night.
NOON, MIDNIGHT = (
    frozenset(words.split())
    for words in (
        "noon midday midi mittags mediodía mezzogiorno meio-dia полдень полудня полудню",
        "midnight minuit mitternacht medianoche mezzanotte meia-noite middernacht полночь полуночи полночи",
    )
)
PARTS_OF_NAMED_TIMES = frozenset(part for name in NOON | MIDNIGHT for part in re.findall("[a-z]+", name))
"""The words of ASCII letters of which one is in every text with such a name."""
_HINT = WordHint(rf"(?i){'|'.join(sorted(NOON | MIDNIGHT))}")
_NAMED = re.compile(
    rf"(?i)(?<![\w.:,-])(?P<digits>12(?:[:.]00)? )?(?:(?P<noon>{'|'.join(sorted(NOON))})|{'|'.join(sorted(MIDNIGHT))})(?![\w-])"
    r"(?! (?:oil|sun|blue|express)\b)"
)


def find_named_times(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end and form `12:00` of each time that a word names, and whether it has no digits."""
    for match in _NAMED.finditer(text) if _HINT.may_be_in(text) else ():
        yield *match.span(), "12:00" if match["noon"] else "00:00", not match["digits"]


def find_times(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and form `21:30` of each time of day. Without a.m. or p.m., an hour up to 12 is before noon."""
    taken: list[tuple[int, int]] = []
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            parts = match.groupdict()
            hour = int(parts["hour"])
            half = (parts.get("half") or "").lower()
            if half and not 1 <= hour <= _NOON:
                continue
            if half:
                hour = hour % _NOON + (_NOON if half == "p" else 0)
            second = f":{parts['second']}" if parts.get("second") else ""
            taken.append((start, end))
            yield start, end, f"{hour:02}:{parts['minute'] or '00'}{second}"
