"""Upper limits for the width of text in any of the common interface fonts, and line breaks that hold in all of them."""

from __future__ import annotations

import unicodedata
from functools import cache

# Widths of characters in font sizes, in the widest of the common interface fonts.
_WIDTHS = {
    **dict.fromkeys("iljI|.,:;'’‘!()[]-", 0.36),
    **dict.fromkeys('ftr/ "“”', 0.4),
    **dict.fromkeys("mwMW%@—…", 0.98),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&−+=<>", 0.74),
}
_COMMON = 0.62  # all other characters
_WIDE = 1.05  # Chinese, Japanese and Korean characters
_BOLD = 1.14  # how much wider bold text is
_ZERO_WIDTH = ("Mn", "Me", "Cf", "Cc")  # Unicode categories of combining marks and control characters


def greatest_width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that a text can be wide, in pixels.

    Args:
        text: the text.
        size: font size in pixels.
        bold: whether the text is bold.
    """
    return size * sum(map(_character_width, text)) * (_BOLD if bold else 1.0)


@cache
def _character_width(char: str) -> float:
    """The most that a character can be wide, in font sizes."""
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _WIDTHS.get(char, _COMMON)


def break_text(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines of a text, wrapped between words to fit a width. A word that is too wide for a line is broken.

    Args:
        text: the text.
        room: the width in pixels.
        size: font size in pixels.
        bold: whether the text is bold.
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
