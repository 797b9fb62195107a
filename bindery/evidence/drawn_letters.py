"""The letters of a page of a PDF with the places at which they are drawn, in the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from ctypes import addressof, byref, c_double, c_float, c_ulong
from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from bindery.evidence.drawn_rows import Letter

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LINE_BREAKS = frozenset(b"\r\n\0")
_HYPHENS = frozenset((0x02, 0xFFFE))  # how PDFium gives the hyphen at the end of a line
_SPACE = 0x20
_FLAT_MARKS = " \u00a0۔"
_STROKE = "\u0640"
# In sizes of the font: the height of a stroke; how far a sign is beside its letter, above the line, and on it, if it is below.
_FLAT, _NEAR, _ABOVE, _TOUCH = 0.18, 0.15, 0.12, 0.03
_STRIP = 32  # points
_WHOLE = 0.95  # share of the width of a stroke that is drawn
_UNKNOWN = "\ufffd"  # for a letter of which the font does not say which it is


def drawn_letters(page: PdfPage, text: PdfTextPage, *, rightwards: bool = False) -> list[Letter]:
    """The letters and spaces that are drawn on a page; what PDFium adds is left out, and spaces that it leaves out are added.

    Args:
        page: the page.
        text: its text.
        rightwards: whether the words go from left to right, so that a letter begins where its first part is drawn.
    """
    from pypdfium2 import raw  # noqa: PLC0415  only PDFs need it

    spaces, numbers, pens = _pieces(raw, page)
    found = []
    origin, line = c_double(), c_double()
    edges = [c_double() for _ in range(4)]
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(raw.FPDFText_CountChars(text.raw)):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        piece = raw.FPDFText_GetTextObject(text.raw, index)
        if code in _LINE_BREAKS or not piece or raw.FPDFText_IsGenerated(text.raw, index):
            continue
        raw.FPDFText_GetCharOrigin(text.raw, index, byref(origin), byref(line))
        raw.FPDFText_GetLooseCharBox(text.raw, index, byref(loose))
        unknown = raw.FPDFText_HasUnicodeMapError(text.raw, index) == 1
        if loose.right == loose.left and (unknown or code == _SPACE):  # a space that PDFium adds
            continue
        raw.FPDFText_GetMatrix(text.raw, index, byref(matrix))
        size = raw.FPDFText_GetFontSize(text.raw, index) * hypot(matrix.c, matrix.d)
        character = _UNKNOWN if unknown else _character(code)
        number = numbers.get(addressof(piece.contents), -1)
        raw.FPDFText_GetCharBox(text.raw, index, *map(byref, edges))
        left, right, low, high = (edge.value for edge in edges)
        letter = Letter(
            character, number, index, origin.value, loose.left, loose.right, line.value, size, low, high
        )
        found.append(letter if rightwards else _leftwards(letter, right - left, pens))
    found = _drawn_once(found)
    if found:
        found += [replace(space, size=found[0].size) for space in spaces]
    return found


def _leftwards(letter: Letter, width: float, pens: Mapping[int, float]) -> Letter:
    """A letter of a page from right to left: perhaps a stroke, and with the place where drawing of its word began."""
    if _is_stroke(letter, width):
        letter = replace(letter, text=_STROKE)
    return replace(letter, origin=max(letter.origin, pens.get(letter.piece, letter.origin)))


def _character(code: int) -> str:
    """The character of a code point; each hyphen as the plain one."""
    return "-" if code in _HYPHENS else chr(code)


def _is_stroke(letter: Letter, width: float) -> bool:
    """Whether a mark is drawn as the stroke that lengthens an Arabic letter: flat, on the line, and without gaps beside it.

    Programs that justify lines with it may say of it that it is another mark, or none.
    """
    if letter.is_sign or letter.text in _FLAT_MARKS or bidirectional(letter.text) in ("R", "AL", "AN"):
        return False
    height, rise = letter.high - letter.low, letter.low - letter.line
    is_flat = 0 < height < _FLAT * letter.size and abs(rise) < _FLAT * letter.size
    return is_flat and width > _WHOLE * (letter.right - letter.left) > 0


def _drawn_once(letters: list[Letter]) -> list[Letter]:
    """The letters without those that a dot or a vowel sign repeats.

    Some programs draw the dots and signs of a letter apart, and say of each of them that it is the letter with its signs.
    """
    drawn: dict[tuple[int, float, float], list[Letter]] = {}
    for one in letters:
        drawn.setdefault((one.piece, one.origin, one.line), []).append(one)
    whole = _whole_letters(drawn.values())
    repeated: set[int] = set()
    for cluster in filter(_is_sign_alone, drawn.values()):
        text = next(one.text for one in cluster if not one.is_sign)
        near = (whole.get((text, _strip_of(cluster) + step), ()) for step in (-1, 0, 1))
        if any(_repeats(cluster, other) for others in near for other in others):
            repeated.update(one.index for one in cluster)
    return [one for one in letters if one.index not in repeated]


def _whole_letters(clusters: Iterable[list[Letter]]) -> dict[tuple[str, int], list[list[Letter]]]:
    """What is drawn across the middle of a line, by each letter in it and by the strip of the page."""
    whole: dict[tuple[str, int], list[list[Letter]]] = {}
    for cluster in clusters:
        if not _is_apart(cluster[0]):
            for text in {one.text for one in cluster if not one.is_sign}:
                whole.setdefault((text, _strip_of(cluster)), []).append(cluster)
    return whole


def _is_sign_alone(cluster: Sequence[Letter]) -> bool:
    """Whether what is drawn can be a dot or sign of a letter that the file says it is."""
    return _is_apart(cluster[0]) and not all(one.is_sign for one in cluster)


def _strip_of(cluster: Sequence[Letter]) -> int:
    """The number of the upright strip of the page that something is in."""
    return int(cluster[0].origin // _STRIP)


def _repeats(cluster: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Whether something drawn next to a letter is said to be nothing else than this letter and its signs."""
    base, size = other[0], other[0].size
    middle = (min(one.left for one in cluster) + max(one.right for one in cluster)) / 2
    left, right = min(one.left for one in other), max(one.right for one in other)
    is_near = left - _NEAR * size < middle < right + _NEAR * size and abs(base.line - cluster[0].line) < size
    return is_near and not Counter(one.text for one in cluster) - Counter(one.text for one in other)


def _is_apart(letter: Letter) -> bool:
    """Whether something is drawn above or below the middle of its line only, as a vowel sign is."""
    return letter.low > letter.line + _ABOVE * letter.size or letter.high < letter.line + _TOUCH * letter.size


def _pieces(raw: Any, page: PdfPage) -> tuple[list[Letter], dict[int, int], dict[int, float]]:
    """The spaces that are a piece of the page by themselves, the number of each piece, and where letters of several begin.

    A program may draw the parts of a letter one by one, and say of the first of them which letter they are.
    """
    spaces: list[Letter] = []
    numbers: dict[int, int] = {}
    pens: dict[int, float] = {}
    matrix, edges = raw.FS_MATRIX(), [c_float() for _ in range(4)]
    last, last_mark = -1, None
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        piece = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(piece) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        numbers[addressof(piece.contents)] = number
        raw.FPDFPageObj_GetBounds(piece, *map(byref, edges))
        raw.FPDFPageObj_GetMatrix(piece, byref(matrix))
        mark = _mark(raw, piece)
        if mark and mark == last_mark:
            pens[last] = max(pens.get(last, matrix.e), matrix.e)
            continue
        last, last_mark = number, mark
        if not mark and edges[0].value == edges[2].value:
            spaces.append(
                Letter(" ", number, -1, edges[0].value, edges[0].value, edges[0].value, matrix.f, 0)
            )
    return spaces, numbers, pens


def _mark(raw: Any, piece: Any) -> int:
    """The address of the mark that says which letters a piece is part of; 0 when there is none."""
    length = c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(piece)):
        mark = raw.FPDFPageObj_GetMark(piece, number)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, byref(length)):
            return addressof(mark.contents)
    return 0
