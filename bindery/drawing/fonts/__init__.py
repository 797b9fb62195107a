"""Measures and fits text for social cards, in the fonts that are stored in this folder."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from bindery.text.shipped_data import shipped_folder

# The family name of the fonts, which no other font has; tools/card_fonts.py makes them.
FAMILY = "Bindery Card"
WEIGHTS = (400, 600)  # the CSS weights of the fonts: regular and semibold
_ELLIPSIS = "…"
# Unicode isolates: the text between them runs from right to left, whatever it begins with.
_RIGHT_TO_LEFT = "\u2067{}\u2069"


@cache
def drawing_engine() -> ModuleType:
    """The library that draws cards. Our fonts are registered first, so that no drawing depends on another."""
    import vl_convert  # noqa: PLC0415  it takes long to load, and many builds draw no card

    vl_convert.register_font_directory(str(shipped_folder(__name__)))
    return vl_convert


@cache
def _widths(weight: int) -> Mapping[str, list[int]]:
    """The advance widths of each character in thousandths of the font size, one for each of its joining forms."""
    text = shipped_folder(__name__).joinpath("widths.json").read_text("utf-8")
    found: Mapping[str, list[int]] = json.loads(text)[str(weight)]
    return found


@dataclass(frozen=True)
class FittedText:
    """A text that is fitted into a space.

    Attributes:
        size: font size in pixels.
        lines: the lines to draw; none if the text cannot be drawn.
    """

    size: int
    lines: tuple[str, ...]


def drawable(text: str) -> str:
    """The text in characters that the fonts have; empty if a letter or digit is missing.

    Other missing characters, such as emoji, are left out. Without some of its letters a text would say something else,
    and letters from another font would differ from machine to machine.
    """
    known = _widths(WEIGHTS[0])
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if any(char not in known and unicodedata.category(char)[0] in "LN" for char in words):
        return ""
    return " ".join("".join(char for char in words if char in known).split())


def font_width(text: str, size: float, weight: int = 400) -> float:
    """The width of a line of text in pixels, without kerning and ligatures, which change it only a little.

    Args:
        text: text that `drawable` returned.
        size: font size in pixels.
        weight: one of `WEIGHTS`.
    """
    known = _widths(weight)
    forms = [known[char] for char in text]
    total = 0
    for n, form in enumerate(forms):
        before = len(form) > 1 and n > 0 and len(forms[n - 1]) > 2  # noqa: PLR2004  joins both sides
        after = len(form) > 2 and n + 1 < len(forms) and len(forms[n + 1]) > 1  # noqa: PLR2004
        place = 2 * before + after if len(form) > 2 else before  # noqa: PLR2004
        total += form[place]
    return total * size / 1000


def fit_text(
    text: str, space: float, sizes: Mapping[int, int], *, weight: int = 400, direction: str = "ltr"
) -> FittedText:
    """A text in the largest font size at which it needs no more lines than allowed.

    Args:
        text: the text.
        space: the width of a line in pixels.
        sizes: the greatest number of lines for each font size in pixels, largest size first. At the last size, a text
            that is too long is cut between words.
        weight: one of `WEIGHTS`.
        direction: `rtl` for a text that is read from right to left.
    """
    words = drawable(text)
    size = next(
        (size for size, most in sizes.items() if len(_wrapped(words, space, size, weight)) <= most), 0
    )
    if size:
        lines = _balanced(words, space, size, weight)
    else:
        size, most = list(sizes.items())[-1]
        lines = _cut(_wrapped(words, space, size, weight), most, space, size, weight)
    if direction == "rtl":
        lines = [_RIGHT_TO_LEFT.format(line) for line in lines]
    return FittedText(size, tuple(lines))


def _wrapped(words: str, space: float, size: float, weight: int) -> list[str]:
    """The text in lines that are as full as possible. A word that is too wide for a line is broken."""
    lines: list[str] = []
    for word in words.split(" ") if words else ():
        if lines and font_width(f"{lines[-1]} {word}", size, weight) <= space:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, space, size, weight)
    return lines


def _pieces(word: str, space: float, size: float, weight: int) -> list[str]:
    """A word broken into pieces that fit a line."""
    pieces = [""]
    for char in word:
        if pieces[-1] and font_width(pieces[-1] + char, size, weight) > space:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _balanced(words: str, space: float, size: float, weight: int) -> list[str]:
    """The text in as few lines as possible, which are as even as possible, so that no word is alone on a line."""
    lines = _wrapped(words, space, size, weight)
    longest = max((font_width(word, size, weight) for word in words.split(" ")), default=0)
    least, most = int(longest), int(space)  # a narrower line would break a word
    while least < most:
        middle = (least + most + 1) // 2
        if len(_wrapped(words, middle, size, weight)) > len(lines):
            least = middle
        else:
            most = middle - 1
    return _wrapped(words, most + 1, size, weight)


def _cut(lines: list[str], most: int, space: float, size: float, weight: int) -> list[str]:
    """The first `most` lines, with an ellipsis at the end of the last."""
    *kept, last = lines[:most]
    while last and font_width(last + _ELLIPSIS, size, weight) > space:
        shorter = last.rpartition(" ")[0]
        last = shorter or last[:-1]
    return [*kept, last.rstrip(" ,;:.—–-") + _ELLIPSIS]
