"""The size and place of each character of a PDF's page, and the stretches that wide gaps divide its lines into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ctypes import addressof, byref, c_double
from itertools import count, pairwise
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

from bindery.evidence.drawn_rows import COLUMN
from bindery.evidence.pdf_letters import Box
from bindery.evidence.table_orders import DrawnWords

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

CUT = "\u2003"  # stands for the space in a gap as wide as that between two columns
_WORD_GAP = 0.102  # the widest gap within a word for pdf.js, in sizes of the font
_GAP = re.compile("(?<=[^ \u00a0\r\n])[ \u00a0]+(?=[^ \u00a0\r\n])")
_RISE = 0.15  # how far a raised digit is above the line, at least, in heights of the line
_WORD = re.compile("[^ \u00a0\u2003\r\n]+")
_ALPHABETS = "A-Za-zÀ-ÖØ-öø-ɏͰ-ӿ"
_RUN_TOGETHER = re.compile(f"(?:[{_ALPHABETS}]['’]?){{9,}}(?<!['’])")  # may be two words
_MOST_NESTED = 8  # drawings within drawings
_HYPHENS = "\ufffe\x02"  # how PDFium gives the hyphen at the end of a line


class PageLetters:
    """The size and place of the characters of a page.

    Args:
        text: the page's text.
    """

    def __init__(self, text: PdfTextPage) -> None:
        import pypdfium2.raw  # noqa: PLC0415  only PDFs need it

        self._raw: Any = pypdfium2.raw
        self._text = text
        self._loose = pypdfium2.raw.FS_RECTF()
        self._matrix = pypdfium2.raw.FS_MATRIX()
        self._numbers = [c_double() for _ in range(4)]
        self._last = text.count_chars() - 1
        self._all_shown = self._shown(self._last) == self._last

    def height(self, place: int) -> float:
        """The height of a character's line, in points; 0 where nothing is drawn."""
        index = self._index(place)
        if index < 0 or not self._raw.FPDFText_GetLooseCharBox(self._text.raw, index, byref(self._loose)):
            return 0.0
        return float(abs(self._loose.top - self._loose.bottom))

    def left(self, place: int) -> float:
        """The left edge of a character, in points; 0 where nothing is drawn."""
        return self.box(place)[0]

    def box(self, place: int) -> Box:
        """The edges of a character; all 0 where nothing is drawn."""
        left, right, bottom, top = self._numbers
        drawn = self._raw.FPDFText_GetCharBox(
            self._text.raw, self._index(place), byref(left), byref(right), byref(bottom), byref(top)
        )
        return (left.value, bottom.value, right.value, top.value) if drawn else (0.0, 0.0, 0.0, 0.0)

    def is_raised(self, place: int, before: int) -> bool:
        """Whether the foot of a character is well above the line on which one before it is."""
        index, index_before = self._index(place), self._index(before)
        left, right, bottom, top = self._numbers
        if min(index, index_before) < 0 or not self._raw.FPDFText_GetCharBox(
            self._text.raw, index, byref(left), byref(right), byref(bottom), byref(top)
        ):
            return False
        foot = float(bottom.value)
        self._raw.FPDFText_GetCharOrigin(self._text.raw, index_before, byref(left), byref(top))
        rise = foot - top.value
        return rise > 0 and _RISE * (height := self.height(before)) < rise < height

    def _index(self, place: int) -> int:
        """The number that PDFium gives a character: its place, unless some characters have no place in the text."""
        return place if self._all_shown and place <= self._last else self._shown(place)

    def _shown(self, place: int) -> int:
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._text.raw, place))

    def line(self, place: int) -> float:
        """The height of the line that a character is on, from the foot of the page."""
        x, y = self._numbers[:2]
        self._raw.FPDFText_GetCharOrigin(self._text.raw, self._index(place), byref(x), byref(y))
        return float(y.value)

    def gaps(self, start: int, end: int) -> list[int]:
        """The places within a word, counted from its start, before which there is a gap as wide as a space of pdf.js."""
        raw, page, (x, y) = self._raw, self._text.raw, self._numbers[:2]
        index = self._index(start)
        raw.FPDFText_GetMatrix(page, index, byref(self._matrix))
        size = raw.FPDFText_GetFontSize(page, index) * hypot(self._matrix.a, self._matrix.b)
        found: list[int] = []
        right = float("inf")
        for place in range(end - start):
            index = self._index(start + place)
            raw.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
            if x.value - right > _WORD_GAP * size:
                found.append(place)
            raw.FPDFText_GetLooseCharBox(page, index, byref(self._loose))
            right = self._loose.right
        return found

    def piece(self, place: int) -> int:
        """The address of the piece of the file that draws a character; 0 where there is none."""
        piece = self._raw.FPDFText_GetTextObject(self._text.raw, self._index(place))
        return addressof(piece.contents) if piece else 0


class DrawnPiece(NamedTuple):
    """The piece of text of a file that draws a word of a page.

    Attributes:
        number: its number in the order in which the file draws the pieces of the page; -1 if it is not known.
        drawing: the number of the drawing within the page that it is in; 0 if it is in none.
    """

    number: int
    drawing: int


NOT_KNOWN = DrawnPiece(-1, 0)


def pieces_of_page(page: PdfPage) -> dict[int, DrawnPiece]:
    """The pieces of text of a page by their addresses."""
    from pypdfium2 import raw  # noqa: PLC0415  only PDFs need it

    drawings = count(1)

    def pieces(holder: Any, many: Any, get: Any, depth: int, drawing: int) -> Iterator[tuple[int, int]]:
        for number in range(many(holder)):
            one = get(holder, number)
            kind = raw.FPDFPageObj_GetType(one)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                yield addressof(one.contents), drawing
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_NESTED:
                inner = next(drawings)
                yield from pieces(
                    one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1, inner
                )

    found = pieces(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0, 0)
    return {address: DrawnPiece(number, drawing) for number, (address, drawing) in enumerate(found)}


def pieces_of_words(
    line: re.Match[str], letters: PageLetters, pieces: Mapping[int, DrawnPiece]
) -> tuple[DrawnPiece, ...]:
    """The piece of the file that draws the first character of each word of a line."""
    starts = (line.start() + word.start() for word in _WORD.finditer(line[0].rstrip(_HYPHENS)))
    return tuple(pieces.get(letters.piece(start), NOT_KNOWN) for start in starts)


def with_cuts(words: str, letters: PageLetters) -> str:
    """The text of a page with `CUT` for the first space of each wide gap; the text keeps its length.

    So is a place after which the words go on further left, which PDFium may leave within a line.
    """
    found = list(words)
    for match in _GAP.finditer(words):
        before, after = match.start() - 1, match.end()
        _, low, left, high = letters.box(before)
        gap = abs(letters.left(after) - left)
        # Its line is at least as high as what is drawn of a character.
        if left and gap > COLUMN * (high - low) and gap > COLUMN * letters.height(before):
            found[match.start()] = CUT
    return "".join(found)


def part_words(words: str, letters: PageLetters, parted: dict[str, str]) -> None:
    """Adds the long words of a page that are not known yet, each with a space in every gap in which pdf.js and Poppler copy one.

    Args:
        words: the text of the page.
        letters: its characters.
        parted: the words of the pages before it, with their spaces.
    """
    for match in _RUN_TOGETHER.finditer(words):
        word = match[0]
        if word not in parted:
            gaps = letters.gaps(*match.span())
            parts = [word[start:end] for start, end in pairwise((0, *gaps, len(word)))]
            letterspaced = any(len(part) == 1 for part in parts)
            parted[word] = word if letterspaced else " ".join(parts)


def with_words_parted(text: str, parted: Mapping[str, str]) -> str:
    """A text with the spaces that `part_words` finds in its words."""
    return _RUN_TOGETHER.sub(lambda match: parted.get(match[0], match[0]), text)


def stretches_of(line: re.Match[str], letters: PageLetters) -> list[DrawnWords]:
    """The stretches of a line of a text with cuts, without their words."""
    found = []
    for match in re.finditer(f"[^{CUT}]+", line[0].rstrip(_HYPHENS)):
        words = match[0].strip()
        if words:
            first = line.start() + match.start() + len(match[0]) - len(match[0].lstrip())
            left, right = letters.left(first), letters.box(first + len(words) - 1)[2]
            found.append(DrawnWords("", left, max(left, right), letters.line(first), letters.height(first)))
    return found
