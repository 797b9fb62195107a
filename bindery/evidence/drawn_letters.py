"""The letters of a page of a PDF with the places at which they are drawn, in the order of the file."""

from __future__ import annotations

from ctypes import addressof, byref, c_double, c_float, c_ulong
from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING, Any

from bindery.evidence.right_to_left import Letter

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LINE_BREAKS = frozenset(b"\r\n\0")
_HYPHENS = frozenset((0x02, 0xFFFE))  # how PDFium gives the hyphen at the end of a line
_SPACE = 0x20
_UNKNOWN = "\ufffd"  # for a letter of which the font does not say which it is


def drawn_letters(page: PdfPage, text: PdfTextPage) -> list[Letter]:
    """The letters and spaces that are drawn on a page; what PDFium adds is left out, and spaces that it leaves out are added.

    Args:
        page: the page.
        text: its text.
    """
    from pypdfium2 import raw  # noqa: PLC0415  only PDFs need it

    spaces, numbers, pens = _pieces(raw, page)
    found = []
    origin, line = c_double(), c_double()
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
        character = _UNKNOWN if unknown else "-" if code in _HYPHENS else chr(code)
        number = numbers.get(addressof(piece.contents), -1)
        letter = Letter(character, number, index, origin.value, loose.left, loose.right, line.value, size)
        found.append(replace(letter, origin=max(letter.origin, pens[number])) if number in pens else letter)
    if found:
        found += [replace(space, size=found[0].size) for space in spaces]
    return found


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
