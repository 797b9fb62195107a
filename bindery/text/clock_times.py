"""Times of day, in one form for all ways of writing them: `9 a.m.`, `9.30 am`, `21:30`, `9:30 p.m.`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HALF = r"(?P<half>[ap])\.?\s?m(?:\.(?!\w)|(?!\w))"
_TIMES = (
    re.compile(rf"(?i)(?<![\w.:])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?{_HALF}"),
    re.compile(r"(?<![\w.:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?![\w:])"),
    re.compile(r"(?<![\w.:])(?P<hour>[01]?\d|2[0-4])\s?h\s?(?P<minute>[0-5]\d)(?!\w)"),
    re.compile(r"(?<![\w.:])(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)(?=\s(?:Uhr|hrs|hours|GMT|UTC)\b)"),
)
_NOON = 12


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
