"""The words of the pages of a stored PDF, as a viewer copies them, and without what is printed on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from ctypes import byref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bindery.text.word_patterns import SUPERSCRIPTS

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LINE_HYPHENS = re.compile("(?:[\ufffe\x02]|\u00ad\r?\n)[ \t\r\n]*")
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
_DIGITS = re.compile(r"(?<=\S)[0-9]{1,3}(?![0-9])")
_NUMBER_BEFORE = re.compile(r"[0-9][0-9.,]*[0-9][0-9]$")
_SMALLER = 0.87  # height of a raised digit, or of a note at the foot of a page, to that of the text
_RISE = 0.12  # how far the foot of a raised digit is above that of the letter before it, in heights of that letter
_EDGE = 3  # lines at each end of a page that can be running heads
_PAGE_NUMBER = re.compile(
    r"[-–—\[(|]?\s*(?:(?:page|seite|página|pagina|страница|стр\.|strona|sayfa|صفحہ|صفحة|第)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|di|из|z)\s*\d{1,4})?\s*(?:页|頁|ページ)?[-–—\])|]?",
    re.IGNORECASE,
)
_NOTE_BEGINS = re.compile(rf"\s*(?:[{SUPERSCRIPTS}]|\d{{1,3}}\b|[*†‡]|\[\d{{1,3}}\])")


class LockedError(Exception):
    """A PDF needs a password."""


@dataclass(frozen=True)
class PdfLine:
    """A line of a page.

    Attributes:
        text: its words, without white space at the ends.
        height: height of its first letter, in points; 0 where it is not known.
    """

    text: str
    height: float


def pdf_texts(data: bytes, page_mark: str) -> list[str]:
    """The texts of a PDF in which a quotation may be found, with a mark after each page.

    The first has all words. The second, where it differs, has no running heads, page numbers and notes at the foot of
    a page, so that a sentence goes on from one page to the next.

    Args:
        data: the bytes of the PDF.
        page_mark: what is put after each page.

    Raises:
        LockedError: the PDF needs a password.
        ValueError: the PDF cannot be read.
    """
    pages = _pages(data) if data else []
    whole = _marked(pages, page_mark)
    bodies = _without_notes(_without_heads(pages))
    return [whole, _marked(bodies, page_mark)] if bodies != pages else [whole]


def _marked(pages: Sequence[Sequence[PdfLine]], page_mark: str) -> str:
    return "".join("\n".join(line.text for line in page) + page_mark for page in pages) or page_mark


def _pages(data: bytes) -> list[list[PdfLine]]:
    import pypdfium2  # noqa: PLC0415  only PDFs need it

    try:
        with pypdfium2.PdfDocument(data) as document:
            return [_lines(page) for page in document]
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise LockedError from None
        raise ValueError(str(error)) from None


def _lines(page: PdfPage) -> list[PdfLine]:
    text = page.get_textpage()
    words = text.get_text_range()
    letters = _Letters(text)
    words = _with_raised_digits(words, letters)
    lines = []
    for match in re.finditer(r"[^\r\n\f]*(?:[\ufffe\x02][^\r\n\f]*)*", words):
        line = match[0]
        stripped = line.strip()
        if stripped:
            first = match.start() + len(line) - len(line.lstrip())
            lines.append(PdfLine(stripped, letters.height(first)))
    return _divided(lines)


def _divided(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines, with a line end after each hyphen that divides a word."""
    made: list[PdfLine] = []
    for line in lines:
        text = _LINE_HYPHENS.sub("-\n", line.text)
        made += (
            PdfLine(part.strip("\u00ad"), line.height) for part in text.replace("\u00ad\n", "-\n").split("\n")
        )
    return made


class _Letters:
    """The size and place of the characters of a page.

    Args:
        text: the page's text.
    """

    def __init__(self, text: PdfTextPage) -> None:
        import pypdfium2.raw  # noqa: PLC0415  only PDFs need it

        self._raw: Any = pypdfium2.raw
        self._text = text
        self._box = pypdfium2.raw.FS_RECTF()

    def box(self, place: int) -> tuple[float, float]:
        """The foot and the height of a character, in points; the height is 0 where nothing is drawn."""
        index = self._raw.FPDFText_GetCharIndexFromTextIndex(self._text.raw, place)
        if index < 0 or not self._raw.FPDFText_GetLooseCharBox(self._text.raw, index, byref(self._box)):
            return 0.0, 0.0
        return self._box.bottom, abs(self._box.top - self._box.bottom)

    def height(self, place: int) -> float:
        """The height of a character, in points."""
        return self.box(place)[1]

    def is_raised(self, place: int, before: int) -> bool:
        """Whether a character is smaller and higher than one before it."""
        foot, height = self.box(place)
        base, full = self.box(before)
        return 0 < height < _SMALLER * full and foot > base + _RISE * full


def _with_raised_digits(words: str, letters: _Letters) -> str:
    """The text of a page with raised digits as such: the mark of a note, or an exponent."""
    parts: list[str] = []
    end = 0
    for match in _DIGITS.finditer(words):
        start = next((n for n in range(match.start(), match.end()) if letters.is_raised(n, n - 1)), -1)
        if start < 0:
            continue
        mark = words[start : match.end()]
        # After a number of three figures or more it is the mark of a note, as in "1998³"; else an exponent, as in "10³".
        noted = _NUMBER_BEFORE.search(words[max(0, start - 20) : start])
        parts += (words[end:start], f"[{mark}]" if noted else mark.translate(_RAISED))
        end = match.end()
    return "".join((*parts, words[end:]))


def _without_heads(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """The pages without running heads: lines at the ends of a page that, apart from numbers, other pages have there too.

    A head may be on every second page only. A page number by itself is a head too.
    """
    found: Counter[str] = Counter()
    for page in pages:
        found.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    least = 2 if len(pages) < 2 * _EDGE else max(3, len(pages) // 5)

    def is_head(line: PdfLine) -> bool:
        shape = _shape(line)
        return _PAGE_NUMBER.fullmatch(line.text) is not None or (len(shape) > 1 and found[shape] >= least)

    bodies = []
    for page in pages:
        first, last = 0, len(page)
        while first < min(_EDGE, last) and is_head(page[first]):
            first += 1
        while last > max(first, len(page) - _EDGE) and is_head(page[last - 1]):
            last -= 1
        bodies.append(page[first:last])
    return bodies if len(pages) > 1 else pages


def _shape(line: PdfLine) -> str:
    """A line with every number replaced by 0, so that lines with page numbers can be compared."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "0", line.text)


def _without_notes(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """The pages without the notes at their foot: lines in smaller letters, of which the first begins with a mark."""
    heights = Counter(round(line.height, 1) for page in pages for line in page if line.height)
    if not heights:
        return pages
    least = _SMALLER * heights.most_common(1)[0][0]
    bodies = []
    for page in pages:
        end = len(page)
        while end > 0 and page[end - 1].height < least:
            end -= 1
        while end < len(page) and not _NOTE_BEGINS.match(page[end].text):
            end += 1
        bodies.append(page[:end])
    return bodies
