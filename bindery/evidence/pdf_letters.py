"""Gives the letters of a PDF's text their accents and ligatures, where PDFium leaves these apart or does not know them."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from functools import cache

Box = tuple[float, float, float, float]
"""The left, bottom, right and top edge of a character, in points."""

_ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_ACCENT = re.compile(f"[{''.join(_ACCENTS)}]")
_NEAR = 300  # characters of the text before an accent among which its letter is looked for
_SAME_WORD = 0.2  # the widest gap within a word, in heights of a letter
_JOINER = (
    "\u2060"  # stands for a character that is taken out, since all lengths must stay; comparison ignores it
)

_LIGATURE = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_OBJECTS = re.compile(rb"/ObjStm\b[^\0]{0,300}?stream\r?\n")
_DIFFERENCES = re.compile(rb"/Differences\s*\[([^\]]*)\]")
_MOST_UNPACKED = 1 << 24  # bytes of one stream of objects that are read
_NAMED = re.compile(r"(?:f_f_[il]|f_[fijlt]|T_h|ff[il]?|f[il])")


def with_accents_placed(words: str, box_of: Callable[[int], Box]) -> str:
    """The text of a page with each accent that is drawn on a letter put on it; the text keeps its length.

    Old fonts draw an accent and its letter apart, and PDFium may give the accent at the end of the line.

    Args:
        words: the text.
        box_of: gives the box of the character at an offset; all zero where nothing is drawn.
    """
    if not _ACCENT.search(words):
        return words
    letters = list(words)
    box_of = cache(box_of)
    for match in _ACCENT.finditer(words):
        place = match.start()
        letter = _letter_of(place, letters, box_of)
        if letter < 0:
            continue
        bare = "i" if letters[letter] == "ı" else letters[letter]
        made = unicodedata.normalize("NFC", bare + _ACCENTS[match[0]])
        if len(made) == 1:
            letters[letter], letters[place] = made, _JOINER
            _close_gap(place, letters, box_of)
    return "".join(letters)


def _letter_of(place: int, letters: list[str], box_of: Callable[[int], Box]) -> int:
    """The place of the letter on which an accent is drawn; -1 when there is none."""
    left, bottom, right, top = box_of(place)
    middle = (left + right) / 2
    if left == right:
        return -1
    nearest: tuple[int, ...] = (place + 1, place + 2, *range(place - 1, max(-1, place - _NEAR), -1))
    for other in nearest:
        if other < len(letters) and letters[other].isalpha():
            other_left, other_bottom, other_right, other_top = box_of(other)
            height = other_top - other_bottom
            above = other_top - height / 2 < bottom < other_top + height / 2
            below = other_bottom - height / 2 < top < other_bottom + height / 2
            if other_left <= middle <= other_right and (above or below):
                return other
    return -1


def _close_gap(place: int, letters: list[str], box_of: Callable[[int], Box]) -> None:
    """Takes out the spaces around an accent that was taken out, if the letters on both sides of it touch."""
    first, last = place, place
    while first > 0 and letters[first - 1] in (" ", _JOINER):
        first -= 1
    while last + 1 < len(letters) and letters[last + 1] in (" ", _JOINER):
        last += 1
    if first == 0 or last + 1 == len(letters) or not letters[last + 1].isprintable():
        return
    _, bottom, right, top = box_of(first - 1)
    left = box_of(last + 1)[0]
    if abs(left - right) < _SAME_WORD * (top - bottom):
        letters[first : last + 1] = [_JOINER] * (last + 1 - first)


def ligatures(data: bytes) -> dict[str, str]:
    """The letters of each control character that stands for a ligature in all fonts of a PDF that name it.

    Args:
        data: the bytes of the PDF.
    """
    found: dict[str, set[str]] = {}
    for part in _objects(data):
        for listed in _DIFFERENCES.findall(part):
            code = 0
            for name in listed.replace(b"/", b" /").split():
                if name.isdigit():
                    code = int(name[:4])
                elif name.startswith(b"/"):
                    found.setdefault(chr(code), set()).add(name[1:].decode("latin-1"))
                    code += 1
    named = {character: names.pop() for character, names in found.items() if len(names) == 1}
    return {
        character: name.replace("_", "")
        for character, name in named.items()
        if _LIGATURE.fullmatch(character) and _NAMED.fullmatch(name)
    }


def _objects(data: bytes) -> Iterator[bytes]:
    """The objects of a PDF: as they are in the file, and unpacked."""
    yield data
    for match in _OBJECTS.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], _MOST_UNPACKED)
        except zlib.error:
            continue


def with_ligatures(text: str, known: Callable[[], dict[str, str]]) -> str:
    """A line with the letters of its ligatures.

    Args:
        text: the line.
        known: gives the letters of each control character; called only when the line has one.
    """
    if not _LIGATURE.search(text):
        return text
    letters = known()
    return _LIGATURE.sub(lambda match: letters.get(match[0], match[0]), text)
