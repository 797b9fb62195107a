"""Lettering for pictures: how wide words are in the fonts beside this, and how a text is fitted into a space."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import ModuleType

FAMILY = "Bindery Card"  # the fonts' name, which no other font has; tools/card_fonts.py makes them
WEIGHTS = (400, 600)
_ELLIPSIS = "…"
_MARKED = "\u2067{}\u2069"  # what is between is read from right to left, whatever it begins with


@cache
def drawing_engine() -> ModuleType:
    """What draws pictures. It has our fonts before it draws any, so that none depends on what was drawn before it."""
    import vl_convert  # noqa: PLC0415  it takes long to load, and many a build draws nothing

    vl_convert.register_font_directory(str(resources.files(__name__)))
    return vl_convert


@cache
def _widths(weight: int) -> Mapping[str, list[int]]:
    """The advances of each letter, thousandths of its size, in each of its forms."""
    text = resources.files(__name__).joinpath("widths.json").read_text("utf-8")
    found: Mapping[str, list[int]] = json.loads(text)[str(weight)]
    return found


@dataclass(frozen=True)
class FittedText:
    """A text fitted into a space.

    Attributes:
        size: of its letters, px.
        lines: its lines, as they are drawn; none when the text cannot be drawn.
    """

    size: int
    lines: tuple[str, ...]


def drawable(text: str) -> str:
    """The text in the letters that the fonts have: empty when they lack one that a reader would miss.

    Pictographs and the like are left out. A text without some of its letters would say something else, and
    a letter sought in other fonts would differ from machine to machine.
    """
    known = _widths(WEIGHTS[0])
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if any(char not in known and unicodedata.category(char)[0] in "LN" for char in words):
        return ""
    return " ".join("".join(char for char in words if char in known).split())


def font_width(text: str, size: float, weight: int = 400) -> float:
    """How wide a line of drawable text is, px; kerning and ligatures, which are left out, change it by little."""
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
    """A text in the largest size at which it needs no more lines than are allowed.

    Args:
        text: what to write.
        space: how wide a line may be, px.
        sizes: for each size, px, the most lines; the largest size first. In the last, what is too long is
            cut between words.
        weight: of the letters, one of `WEIGHTS`.
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
    return FittedText(size, tuple(_MARKED.format(line) if direction == "rtl" else line for line in lines))


def _wrapped(words: str, space: float, size: float, weight: int) -> list[str]:
    """The words in lines, each as full as it can be; a word that no line can hold is broken."""
    lines: list[str] = []
    for word in words.split(" ") if words else ():
        if lines and font_width(f"{lines[-1]} {word}", size, weight) <= space:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, space, size, weight)
    return lines


def _pieces(word: str, space: float, size: float, weight: int) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and font_width(pieces[-1] + char, size, weight) > space:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _balanced(words: str, space: float, size: float, weight: int) -> list[str]:
    """The words in as few lines as can be, and those as even as can be, so that no word stands alone."""
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
    """The first lines, the last of them ending in an ellipsis."""
    *kept, last = lines[:most]
    while last and font_width(last + _ELLIPSIS, size, weight) > space:
        shorter = last.rpartition(" ")[0]
        last = shorter or last[:-1]
    return [*kept, last.rstrip(" ,;:.—–-") + _ELLIPSIS]
