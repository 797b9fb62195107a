"""Puts words of Arabic and Hebrew in a PDF's text into reading order, by where their letters are on the page.

A PDF may hold them in the order in which they are drawn, from left to right, with mirrored brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

_LETTERS = (
    "\u0590-\u060b\u060d-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
)
_WORD = re.compile(f"[{_LETTERS}]{{2,}}")
_LINE = re.compile(r"[^\r\n]+")
_BRACKET = re.compile(r"[()\[\]]")
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
_NUMBER = re.compile(rf"(?<![\d{_LETTERS}])([،؛,.:])(\d+)(?![\d.,:])")
_LATIN = re.compile(r"[A-Za-z][\w.'-]*(?: [A-Za-z][\w.'-]*)+")
_ALEFS, _LAM = "اأإآ", "ل"


def in_reading_order(text: str, left_of: Callable[[int], float]) -> str:
    """The text of a page with its right-to-left words in reading order; other text is as it was, and of the same length.

    Args:
        text: the text of the page, as a reader of PDFs gives it.
        left_of: gives the left edge of the character at an offset.
    """
    if not _WORD.search(text):
        return text
    text = _WORD.sub(lambda match: _word_in_order(match, left_of), text)
    mirrored = _has_mirrored_brackets(text)
    return _LINE.sub(lambda match: _line_in_order(match[0], mirrored=mirrored), text)


def _word_in_order(match: re.Match[str], left_of: Callable[[int], float]) -> str:
    letters = list(match[0])
    lefts = [left_of(place) for place in range(*match.span())]
    order = _order(letters, lefts)
    letters, lefts = [letters[place] for place in order], [lefts[place] for place in order]
    for place in range(len(letters) - 1):
        # One sign for lam and alef is taken apart in the wrong order.
        if letters[place] in _ALEFS and letters[place + 1] == _LAM and lefts[place] == lefts[place + 1]:
            letters[place : place + 2] = letters[place + 1], letters[place]
    return "".join(letters)


def _order(letters: Sequence[str], lefts: Sequence[float]) -> list[int]:
    """The places of the letters of a word from right to left, each followed by its vowel signs."""
    signs = [place for place, letter in enumerate(letters) if unicodedata.category(letter)[0] == "M"]
    bases = [place for place in range(len(letters)) if place not in signs]
    if not bases or (not signs and all(lefts[one] >= lefts[two] for one, two in pairwise(bases))):
        return [*range(len(letters))]
    bases.sort(key=lambda place: -lefts[place])
    above: dict[int, list[int]] = {}
    for sign in signs:
        base = next((place for place in bases if lefts[place] <= lefts[sign]), bases[-1])
        above.setdefault(base, []).append(sign)
    return [place for base in bases for place in (base, *above.get(base, ()))]


def _is_right_to_left(line: str) -> bool:
    ours = sum(len(word) for word in _WORD.findall(line))
    return 2 * ours > sum(character.isalpha() for character in line)


def _has_mirrored_brackets(text: str) -> bool:
    """Whether more brackets close than open before their partner, in the lines from right to left."""
    lines = (line for line in _LINE.findall(text) if _is_right_to_left(line))
    brackets = _BRACKET.findall("".join(lines))
    closing_first = sum(
        one in ")]" and other in "([" for one, other in zip(brackets[::2], brackets[1::2], strict=False)
    )
    return 2 * closing_first > len(brackets) // 2


def _line_in_order(line: str, *, mirrored: bool) -> str:
    if not _is_right_to_left(line):
        return line
    if mirrored:
        line = line.translate(_MIRRORED)
    line = _LATIN.sub(lambda match: " ".join(reversed(match[0].split(" "))), line)
    return _NUMBER.sub(r"\2\1", line)
