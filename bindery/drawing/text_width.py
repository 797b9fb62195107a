"""How wide words are at most in a font that only the reader's machine knows, and how they break into lines."""

from __future__ import annotations

import unicodedata
from functools import cache

# Widths in parts of the font's size, as in the widest of the common interface fonts; others leave some room over.
_WIDTHS = {
    **dict.fromkeys("iljI|.,:;'’‘!()[]-", 0.36),
    **dict.fromkeys('ftr/ "“”', 0.4),
    **dict.fromkeys("mwMW%@—…", 0.98),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&−+=<>", 0.74),
}
_COMMON = 0.62
_WIDE = 1.05  # Chinese, Japanese, Korean
_BOLD = 1.14  # times as wide
_UNSEEN = ("Mn", "Me", "Cf", "Cc")  # marks on other letters, and signs that only steer


def greatest_width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that a text will be wide, in pixels, at a size of font in pixels."""
    return size * sum(map(_em, text)) * (_BOLD if bold else 1.0)


@cache
def _em(char: str) -> float:
    if unicodedata.category(char) in _UNSEEN:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _WIDTHS.get(char, _COMMON)


def break_text(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text broken between words to fit a width; a word that is wider than the room is broken too.

    Args:
        text: the words.
        room: the width, in pixels.
        size: of the font, in pixels.
        bold: whether the letters are bold.
    """

    def fits(words: str) -> bool:
        return greatest_width(words, size, bold=bold) <= room

    lines: list[str] = []
    for word in text.split():
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for char in word:
            if lines[-1] and not fits(lines[-1] + char):
                lines.append("")
            lines[-1] += char
    return lines
