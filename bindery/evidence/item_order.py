"""The lines of a PDF's page with words from right to left in the order in which pdf.js, as in Firefox, copies them.

It takes the pieces of a page in the order of the file, and puts only the letters of each piece into reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ctypes import addressof, byref, c_float, c_void_p, cast
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from bindery.evidence.drawn_rows import Letter
from bindery.evidence.right_to_left import item_text

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# In sizes of the font, as in pdf.js: how far left or up a letter of the same piece may be, and the widest gap in a piece.
BACK, _UP, _GAP = 0.2, 0.25, 0.6
NEXT_LINE = 0.5  # and how far up or down the next line is, at least, if it begins further left
TOUCH = 0.1  # the widest gap between two pieces of a word
_BRACKETS = "()[]{}"
_OTHER_SIDE = str.maketrans(_BRACKETS, ")(][}{")
_Look = tuple[int | None, float, tuple[int, ...]]


def lines_by_item(page: PdfPage, letters: Sequence[Letter]) -> list[tuple[str, float]]:
    """The lines of a page as pdf.js copies them, with the size of their letters; none if the order is not known.

    Args:
        page: the page.
        letters: its letters and spaces, with the places at which they are drawn.
    """
    if any(letter.piece < 0 for letter in letters):
        return []
    looks = _looks(page)
    letters = _as_in_file(letters)
    lines: list[list[list[Letter]]] = []
    for glyph in _glyphs(letters):
        last = lines[-1][-1][-1] if lines else None
        if last is None or _begins_line(last, glyph[0]):
            lines.append([[*glyph]])
        elif _begins_item(last, glyph[0]) or _looks_change(looks, last.piece, glyph[0].piece):
            lines[-1].append([*glyph])
        else:
            lines[-1][-1] += glyph
    return [(text, line[0][0].size) for line in lines if (text := _text(line))]


def _as_in_file(letters: Sequence[Letter]) -> list[Letter]:
    """The letters with each bracket on the side that the file has: PDFium turns those after words from left to right."""
    turned: set[int] = set()
    ordered = sorted((letter for letter in letters if letter.index >= 0), key=lambda letter: letter.index)
    for line in _levels(ordered):
        directions = [_direction(letter.text) for letter in line]
        runs = [direction for direction, _ in groupby(filter(None, directions))]
        rightwards = runs.count(1) > runs.count(-1)
        for letter, direction in zip(line, directions, strict=True):
            rightwards = direction > 0 if direction else rightwards
            if rightwards and letter.text in _BRACKETS:
                turned.add(letter.index)
    return [
        replace(one, text=one.text.translate(_OTHER_SIDE)) if one.index in turned else one for one in letters
    ]


def _levels(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters at one height that follow each other."""
    line: list[Letter] = []
    for letter in letters:
        if line and abs(letter.line - line[-1].line) > NEXT_LINE * letter.size:
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _direction(character: str) -> int:
    """1 for a letter from left to right, -1 for one from right to left, 0 for others."""
    kind = bidirectional(character[0])
    return 1 if kind == "L" else -1 if kind in ("R", "AL") else 0


def _looks_change(looks: Mapping[int, _Look], last: int, piece: int) -> bool:
    """Whether a piece looks otherwise than the last one, or one between them does of which no letter is left."""
    return any(looks.get(number, looks[last]) != looks[last] for number in range(last + 1, piece + 1))


def _looks(page: PdfPage) -> dict[int, _Look]:
    """The font, its size and the marks of each piece of text of a page; marks begin and end an item."""
    from pypdfium2 import raw  # noqa: PLC0415  only PDFs need it

    found, size = {}, c_float()
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        piece: Any = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(piece) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFTextObj_GetFontSize(piece, byref(size))
            marks = (raw.FPDFPageObj_GetMark(piece, at) for at in range(raw.FPDFPageObj_CountMarks(piece)))
            font = cast(raw.FPDFTextObj_GetFont(piece), c_void_p).value
            found[number] = (font, size.value, tuple(addressof(mark.contents) for mark in marks))
    return found


def _glyphs(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters that are drawn by one sign of the font, in the order of the file: from left to right in each piece."""
    ordered = sorted(
        (letter for letter in letters if letter.text != " "),
        key=lambda letter: (letter.piece, letter.origin, letter.index),
    )
    glyph: list[Letter] = []
    for letter in ordered:
        if glyph and (letter.piece, letter.origin) != (glyph[0].piece, glyph[0].origin):
            yield glyph
            glyph = []
        glyph.append(letter)
    if glyph:
        yield glyph


def _begins_line(last: Letter, letter: Letter) -> bool:
    moved = abs(letter.line - last.line)
    back = _gap(last, letter) < -BACK
    return moved > (NEXT_LINE if back else 1) * last.size


def _begins_item(last: Letter, letter: Letter) -> bool:
    return not -BACK <= _gap(last, letter) <= _GAP or abs(letter.line - last.line) > _UP * last.size


def _gap(last: Letter, letter: Letter) -> float:
    """The gap between two letters, in sizes of the font. A letter may be drawn over the next ones, as the last one of a word."""
    gap = (letter.origin - last.right) / last.size
    return max(gap, 0.0) if letter.piece == last.piece or letter.origin >= last.origin else gap


def _text(items: Sequence[Sequence[Letter]]) -> str:
    """The text of a line, with a space between items that do not touch."""
    parts: list[str] = []
    left = right = 0.0
    for item in items:
        first, last = min(one.left for one in item), max(one.right for one in item)
        reach = TOUCH * item[0].size
        if parts and not (abs(first - right) < reach or abs(last - left) < reach):
            parts.append(" ")
        parts.append(item_text(item))
        left, right = first, last
    return "".join(parts).strip()
