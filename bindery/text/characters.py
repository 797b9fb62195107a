"""Which characters may not stand in a text that people read, and what stands for them where others wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MOST_MARKS = 16  # marks on one letter; no writing that we know needs more than eight

# Control, direction, and what nobody sees; but a joiner after a letter that is not ASCII is how Persian, Hindi and
# emoji are written, a blank of no width parts words of Thai or Khmer, and tags make the flags of Scotland and Wales.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\u115f\u1160\u180e\u2060-\u2065\u2800\u3164\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]|(?<![^\x00-\x7f])[\u200c\u200d]|(?<![\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff])\u200b"
)
_FORBIDDEN_IN_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_MANY = re.compile(f"[^\x00-\u02ff]{{{MOST_MARKS + 1}}}")  # no mark comes before U+0300
_FLAG = re.compile("(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_NO_WIDTH = frozenset("\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
_IN_PLACE = "\ufffd"


def forbidden_positions(text: str) -> Iterator[int]:
    """Where in a text the characters stand that may not stand in a briefing."""
    if text.isascii():
        yield from (match.start() for match in _FORBIDDEN_IN_ASCII.finditer(text))
        return
    flags = {at for match in _FLAG.finditer(text) for at in range(*match.span())}
    yield from (m.start() for m in _FORBIDDEN.finditer(text) if m.start() not in flags)
    if not _MANY.search(text):
        return
    marks = 0
    for at, char in enumerate(text):
        marks = marks + 1 if char > "\u02ff" and unicodedata.category(char)[0] == "M" else 0
        if marks == MOST_MARKS + 1:
            marks = 0
            yield at


def visible(text: str) -> str:
    """A text that somebody else wrote, as a page may show it.

    Of the characters that may not stand in a briefing, those that have no width are left out, a blank stands for
    what parts lines or words, and a sign for every other: readers see that something was there.
    """
    places = list(forbidden_positions(text))
    if not places:
        return text
    written = list(text)
    for place in places:
        char = written[place]
        written[place] = "" if char in _NO_WIDTH else " " if char.isspace() else _IN_PLACE
    return "".join(written)
