"""The words of a PDF's page as pdf.js, as in Firefox, copies them: in the order in which the file draws them, with its spaces.

Where the file goes back to draw something over its own line, or begins a drawing within the page, pdf.js copies no space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from bindery.evidence.item_order import BACK, NEXT_LINE, TOUCH
from bindery.evidence.pdf_places import NOT_KNOWN, DrawnPiece
from bindery.evidence.table_orders import DrawnWords
from bindery.text.tokenised import LINE_HYPHEN


class _Word(NamedTuple):
    """A word of a page, and where it is drawn.

    Attributes:
        text: the word.
        piece: the piece of the file that draws it.
        stretch: the stretch of a line that it is in.
        is_first: whether it is the first word of the stretch.
        is_last: whether it is the last one.
    """

    text: str
    piece: DrawnPiece
    stretch: DrawnWords
    is_first: bool
    is_last: bool


def as_in_file(lines: Sequence[tuple[Sequence[DrawnWords], Sequence[DrawnPiece]]], *, parted: bool) -> str:
    """The words of a page in the order in which the file draws them, as pdf.js copies them; empty if the order is not known.

    The words of a drawing within the page follow those before it without a space.

    Args:
        lines: the stretches of each line, and the piece of the file that draws each of its words, if they are known.
        parted: whether all words are parted, as other viewers do.
    """
    if all(piece.number < 0 for _, pieces in lines for piece in pieces):
        return ""
    words: list[_Word] = []
    for stretches, pieces in lines:
        parts = [part for one in stretches for part in _words_of(one)]
        known = pieces if len(pieces) == len(parts) else (NOT_KNOWN,) * len(parts)
        for word, piece in zip(parts, known, strict=True):
            last = words[-1].piece if words else DrawnPiece(0, 0)
            words.append(word._replace(piece=piece if piece.number >= 0 else last))
    text: list[str] = []
    lasts: dict[int, _Word] = {}
    for word in sorted(words, key=attrgetter("piece.number")):
        before = lasts.get(word.piece.drawing)
        between = _between(before, word) if before else ""
        text += (between or " " * parted, word.text)
        lasts[word.piece.drawing] = word
    return "".join(text).strip()


def _words_of(stretch: DrawnWords) -> Iterator[_Word]:
    """The words of a stretch of a line."""
    words = stretch.text.split()
    for number, word in enumerate(words):
        yield _Word(word, NOT_KNOWN, stretch, number == 0, number == len(words) - 1)


def _between(word: _Word, following: _Word) -> str:
    """What pdf.js copies between two words: a space, a line end, or nothing where the second is drawn back over the first."""
    one, end = word.stretch, " \n" if word.stretch.text.endswith(LINE_HYPHEN) else "\n"
    if not (word.is_last and following.is_first):
        return end if word.is_last else " "
    other = following.stretch
    right, up = other.left - one.right, abs(other.line - one.line)
    if right < -BACK * one.size:
        return end if up > NEXT_LINE * one.size else ""
    return end if up > one.size else "" if right <= TOUCH * one.size else " "
