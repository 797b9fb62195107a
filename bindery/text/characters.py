"""Letters and small letters whatever the script, and characters that are forbidden in briefings and how they are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

VOWEL_SIGNS = r"[\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963]*"
"""A pattern for the vowel signs after a letter of Devanagari, which are no letters for regular expressions."""
LETTERS = rf"(?:[^\W\d_]{VOWEL_SIGNS})+"
"""A pattern for a word, whatever its script."""
MOST_MARKS = 16  # combining marks on one letter; no known script needs more than eight

# Control characters, direction characters and invisible characters. There are exceptions: Persian, Hindi and emoji need
# joiners after a letter outside ASCII, Thai and Khmer separate words with a zero-width space, and the flags of Scotland
# and Wales are written with tag characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\u115f\u1160\u180e\u2060-\u2065\u2800\u3164\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]|(?<![^\x00-\x7f])[\u200c\u200d]|(?<![\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff])\u200b"
)
_FORBIDDEN_IN_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_MAYBE_TOO_MANY_MARKS = re.compile(f"[^\x00-\u02ff]{{{MOST_MARKS + 1}}}")  # no mark comes before U+0300
_FLAG = re.compile("(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_ZERO_WIDTH = frozenset("\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
_REPLACEMENT = "\ufffd"


def forbidden_positions(text: str) -> Iterator[int]:
    """The offset of each character of a text that is forbidden in a briefing.

    Combining marks are allowed, but in a run of them every one that follows `MOST_MARKS` others is reported.
    """
    if text.isascii():
        yield from (match.start() for match in _FORBIDDEN_IN_ASCII.finditer(text))
        return
    flags = {at for match in _FLAG.finditer(text) for at in range(*match.span())}
    yield from (m.start() for m in _FORBIDDEN.finditer(text) if m.start() not in flags)
    if not _MAYBE_TOO_MANY_MARKS.search(text):
        return
    marks = 0
    for at, char in enumerate(text):
        marks = marks + 1 if char > "\u02ff" and unicodedata.category(char)[0] == "M" else 0
        if marks == MOST_MARKS + 1:
            marks = 0
            yield at


def visible(text: str) -> str:
    """A text from outside the project, made safe to show on a page.

    Forbidden characters without a width are removed. Forbidden line and word separators become a space. All others
    become U+FFFD, so that readers see that something was there.
    """
    positions = list(forbidden_positions(text))
    if not positions:
        return text
    chars = list(text)
    for position in positions:
        char = chars[position]
        chars[position] = "" if char in _ZERO_WIDTH else " " if char.isspace() else _REPLACEMENT
    return "".join(chars)


def lowered(text: str) -> str:
    """A text in small letters in which each character keeps its offset: the Turkish capital `İ` is one letter, not two."""
    return text.replace("İ", "i").lower()


_AS_ASCII = str.maketrans({"ı": "i", "\u0307": None, "ſ": "s"})


def ascii_lowered(word: str) -> str:
    """A word in small letters, as a pattern without regard to capitals compares it: `ı` and `İ` as `i`, `ſ` as `s`.

    Args:
        word: a word that such a pattern of ASCII letters matched.
    """
    return word.lower().translate(_AS_ASCII)
