"""The words of the pages of a stored PDF, as a viewer copies them, and without what is printed on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from bindery.evidence.drawn_letters import drawn_letters
from bindery.evidence.file_order import as_in_file
from bindery.evidence.item_order import lines_by_item
from bindery.evidence.limits import MOST_PAGES, TooLargeError
from bindery.evidence.pdf_annotations import page_with_notes
from bindery.evidence.pdf_letters import ligatures, with_accents_placed, with_ligatures
from bindery.evidence.pdf_places import (
    CUT,
    DrawnPiece,
    PageLetters,
    part_words,
    pieces_of_page,
    pieces_of_words,
    stretches_of,
    with_cuts,
    with_words_parted,
)
from bindery.evidence.right_to_left import has_right_to_left, is_right_to_left, lines_with_cells
from bindery.evidence.table_orders import DrawnWords, by_columns, by_rows
from bindery.text.cleaning import with_accents_composed
from bindery.text.drawn_order import AS_DRAWN, BY_TABLE, is_turned
from bindery.text.tokenised import LINE_HYPHEN
from bindery.text.word_patterns import SUPERSCRIPTS

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LINE = re.compile("([^\r\n\ufffe\x02]+)([\ufffe\x02]?)")
_TAKEN_OUT = str.maketrans(dict.fromkeys("\f\u2060"))
# No program shows these; fonts give them for bullets. White space, which separates words, is not among them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
_DIGITS = re.compile(r"(?<=\S)[0-9]{1,3}(?![0-9])|(?<!\S)[0-9]{1,3}(?=[^\W\d_]{2})")
_DIGITS_ALONE = re.compile("[0-9]{1,3}")
_SMALLER = 0.9  # height of the letters of a note to that of the text, at most
_PARTED = 0.2  # how far a raised digit is from the word that it is a mark of, at most, in heights of the line
# Scripts from left to right with signs above and below their letters, which fonts and programs may draw apart from them.
_SIGNS_APART = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]")
_EDGE = 3  # lines at each end of a page that can be running heads
_PAGE_NUMBER = re.compile(
    r"[-–—\[(|]?\s*(?:(?:page|seite|página|pagina|страница|стр\.|strona|sayfa|صفحہ|صفحة|第)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|di|из|z)\s*\d{1,4})?\s*(?:页|頁|ページ)?[-–—\])|]?",
    re.IGNORECASE,
)
_NOTE_BEGINS = re.compile(rf"\s*(?:[{SUPERSCRIPTS}]|\d{{1,3}}(?!\d)|[*†‡]|\[\d{{1,3}}\])")


class LockedError(Exception):
    """A PDF needs a password."""


@dataclass(frozen=True)
class PdfLine:
    """A line of a page.

    Attributes:
        text: its words, without white space at the ends.
        height: height of its first letter, in points; 0 where it is not known.
        is_mark: whether it is the mark of a note at the end of the line before.
        stretches: the parts of it that wide gaps divide, with the places at which they are drawn.
        pieces: for each word, the piece of the file that draws it; empty where they are not known.
        spaced: its words with a space in each gap in which PDFium, and so Chrome, leaves one out.
    """

    text: str
    height: float
    is_mark: bool = False
    stretches: tuple[DrawnWords, ...] = ()
    pieces: tuple[DrawnPiece, ...] = ()
    spaced: str = ""


def pdf_texts(data: bytes, page_mark: str) -> list[str]:
    """The texts of a PDF in which a quotation may be found, with a mark after each page.

    The first has all words. The second, where it differs, has no running heads, page numbers and notes at the foot of
    a page, so that a sentence goes on from one page to the next. Where words go from right to left, the others have them
    in the order in which viewers copy them, which may be another than that of reading.

    Args:
        data: the bytes of the PDF.
        page_mark: what is put after each page.

    Raises:
        LockedError: the PDF needs a password.
        TooLargeError: it has too many pages.
        ValueError: the PDF cannot be read.
    """
    found = _pages(data) if data else []
    pages, *others = zip(*found, strict=True) if found else ((), ())
    bodies = _without_notes(_with_marks(_without_heads([*pages])))
    read = [_marked(part, page_mark) for part in (pages, bodies)]
    orders = (_with_order(text, read[0]) for part in others if (text := _marked(part, page_mark)) not in read)
    return list(dict.fromkeys((*read, *orders, *_by_table(pages, page_mark))))


def _with_order(text: str, read: str) -> str:
    """A text with a mark if it has words from right to left in another order than that of reading."""
    return (AS_DRAWN if has_right_to_left(text) and is_turned(text, read) else "") + text


def _by_table(pages: Sequence[Sequence[PdfLine]], page_mark: str) -> Iterator[str]:
    """The text of the pages by rows, by columns, as the file draws them and with the spaces of wide gaps.

    Each is without the pages that were read so before.
    """
    seen = [{" ".join(" ".join(line.text for line in page).split())} for page in pages]
    orders: tuple[Callable[[Sequence[PdfLine]], str], ...] = (
        partial(_by_stretches, by_rows),
        partial(_by_stretches, by_columns),
        partial(_as_in_file, parted=True),
        partial(_as_in_file, parted=False),
        _by_gaps,
    )
    for in_order in orders:
        texts = []
        for page, known in zip(pages, seen, strict=True):
            text = in_order(page)
            words = " ".join(text.split())
            texts.append("" if words in known else _CONTROL.sub("", text))
            known.add(words)
        if any(texts):
            yield BY_TABLE + "".join(text + page_mark for text in texts)


def _by_stretches(in_order: Callable[[Sequence[DrawnWords]], list[str]], page: Sequence[PdfLine]) -> str:
    return "\n".join(in_order([one for line in page for one in line.stretches]))


def _as_in_file(page: Sequence[PdfLine], *, parted: bool) -> str:
    return as_in_file([(line.stretches, line.pieces) for line in page], parted=parted)


def _by_gaps(page: Sequence[PdfLine]) -> str:
    return "\n".join(line.spaced or line.text for line in page)


def _marked(pages: Iterable[Sequence[PdfLine]], page_mark: str) -> str:
    texts = ("\n".join(line.text for line in page) for page in pages)
    return "".join(_CONTROL.sub("", text) + page_mark for text in texts) or page_mark


def _pages(data: bytes) -> list[tuple[list[PdfLine], ...]]:
    """The lines of each page, in reading order and as Chrome and pdf.js copy them."""
    import pypdfium2  # noqa: PLC0415  only PDFs need it

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise TooLargeError("this PDF has # pages", len(document), MOST_PAGES)
            known = cache(lambda: ligatures(data))
            parted: dict[str, str] = {}
            pages = (page_with_notes(document, number) for number in range(len(document)))
            return [_orders(page, known, parted) for page in pages]
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise LockedError from None
        raise ValueError(str(error)) from None


def _orders(
    page: PdfPage, known: Callable[[], dict[str, str]], parted: dict[str, str]
) -> tuple[list[PdfLine], ...]:
    text = page.get_textpage()
    words = text.get_text_range()
    letters = PageLetters(text)
    made_again = is_right_to_left(words), _SIGNS_APART.search(words) is not None
    drawn_by = {} if any(made_again) else pieces_of_page(page)
    lines = _lines(with_accents_placed(words, letters.box), letters, known, drawn_by, parted)
    if made_again[0]:
        drawn = drawn_letters(page, text)
        made = _made(lines_with_cells(drawn))
        by_item = [PdfLine(line, size) for line, size in lines_by_item(page, drawn)]
        return made, lines, by_item if _letters_of(by_item) != _letters_of(made) else made
    if made_again[1]:
        made = _made(lines_with_cells(drawn_letters(page, text, rightwards=True)))
        return made, lines, lines
    return lines, lines, lines


def _made(lines: Iterable[tuple[DrawnWords, tuple[DrawnWords, ...]]]) -> list[PdfLine]:
    return [PdfLine(line.text, line.size, stretches=cells) for line, cells in lines if line.text]


def _letters_of(lines: Sequence[PdfLine]) -> str:
    """The letters and digits of some lines."""
    return "".join(filter(str.isalnum, "".join(line.text for line in lines)))


def _lines(
    words: str,
    letters: PageLetters,
    known: Callable[[], dict[str, str]],
    drawn_by: Mapping[int, DrawnPiece],
    parted: dict[str, str],
) -> list[PdfLine]:
    cut = with_cuts(words, letters)
    drawn = [
        (stretches_of(match, letters), pieces_of_words(match, letters, drawn_by) if drawn_by else ())
        for match in _LINE.finditer(cut)
    ]
    part_words(cut, letters, parted)
    words = _with_raised_digits(cut, letters)
    lines = []
    for match, (stretches, pieces) in zip(_LINE.finditer(words), drawn, strict=True):
        line = match[1].rstrip("\u00ad")
        divided = match[2] or line != match[1]  # a soft hyphen or a mark of PDFium's stands for the hyphen
        whole = with_ligatures(line, known).translate(_TAKEN_OUT)
        stripped = with_accents_composed(whole.strip())
        if stripped:
            first = match.start() + len(line) - len(line.lstrip())
            is_mark = _DIGITS_ALONE.fullmatch(stripped) is not None and _is_mark(first, words, letters)
            text = f"{stripped}{LINE_HYPHEN}" if divided else stripped
            parts = filter(str.strip, text.split(CUT))
            shown = tuple(one._replace(text=part) for one, part in zip(stretches, parts, strict=False))
            plain = text.replace(CUT, " ")
            spaced = with_words_parted(plain, parted)
            lines.append(PdfLine(plain, letters.height(first), is_mark, shown, pieces, spaced))
    return lines


def _with_raised_digits(words: str, letters: PageLetters) -> str:
    """The text of a page with raised digits as such: marks of notes, and exponents; those before a word apart from it."""
    parts: list[str] = []
    end = 0
    for match in _DIGITS.finditer(words):
        begins = match.start() == 0 or words[match.start() - 1].isspace()
        if begins:  # the number of a sentence, or of the note that it begins: a word of its own
            parts += (words[end : match.end()], " " * letters.is_raised(match.start(), match.end()))
            end = match.end()
            continue
        start = next((n for n in range(match.start(), match.end()) if letters.is_raised(n, n - 1)), -1)
        if start < 0:
            continue
        parts += (words[end:start], words[start : match.end()].translate(_RAISED))
        end = match.end()
    return "".join((*parts, words[end:]))


def _is_mark(first: int, words: str, letters: PageLetters) -> bool:
    """Whether digits that PDFium has on a line by themselves are the mark of a note, drawn at the end of the line before."""
    before = len(words[:first].rstrip()) - 1
    if before < 0 or not letters.is_raised(first, before):
        return False
    return abs(letters.left(first) - letters.box(before)[2]) < _PARTED * letters.height(before)


def _with_marks(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """The pages with each mark of a note that is on a line by itself at the end of the line before."""
    bodies: list[list[PdfLine]] = []
    for page in pages:
        body: list[PdfLine] = []
        for line in page:
            if line.is_mark and body:
                body[-1] = replace(body[-1], text=body[-1].text + line.text.translate(_RAISED))
            else:
                body.append(line)
        bodies.append(body)
    return bodies


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
    """The pages without notes: runs of lines in smaller letters of which the first begins with a mark."""
    heights = Counter(round(line.height, 1) for page in pages for line in page if line.height)
    if not heights:
        return pages
    least = _SMALLER * heights.most_common(1)[0][0]
    bodies = []
    for page in pages:
        body, noted = [], False
        for line in page:
            noted = line.height < least and (noted or _NOTE_BEGINS.match(line.text) is not None)
            if not noted:
                body.append(line)
        bodies.append(body)
    return bodies
