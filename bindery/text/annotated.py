"""Finds marked words in a text, and divides the text into pieces: marked, not marked, and what is between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bindery.text.sentences import ENDS, outline_of
from bindery.text.tokens import SearchableText, TokenisedText, character_ranges, normalise, readings

HEADING, ITEM, PARAGRAPH = "heading", "item", "paragraph"  # the kinds of paragraph
_FEW = 3  # words that are left beside marked ones and count as part of their sentence
_BETWEEN = "\n\n"  # separates paragraphs
_LINE = re.compile(r"[^\n]+")
_SIGN = re.compile(r"\s*(?:(#{1,6})|[-*•‣–]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class TextPiece:
    """A stretch of a paragraph.

    Attributes:
        words: the characters of the text, with each run of white space as one space.
        mark: position of the marked words that it is part of; None when it is not marked.
        open: whether it is a sentence, or a good part of one, that nobody marked.
        tail: the characters between it and the next piece: a full stop, a space.
    """

    words: str
    mark: int | None = None
    open: bool = False
    tail: str = ""


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph of a text.

    Attributes:
        kind: `HEADING`, `ITEM` or `PARAGRAPH`.
        pieces: its pieces, in order. Together they are the whole paragraph.
        lead: the characters before its first piece, such as an opening quotation mark.
    """

    kind: str
    pieces: tuple[TextPiece, ...]
    lead: str = ""


@dataclass(frozen=True)
class AnnotatedText:
    """A text with marked words.

    Attributes:
        paragraphs: the text.
        missing: positions of the marked words that the text does not have.
        taken: positions of the marked words that are in the text, but only within other marked words.
    """

    paragraphs: tuple[TextParagraph, ...]
    missing: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()


def annotate_text(text: str, marked: Sequence[str], language: str | None = None) -> AnnotatedText:
    """A text with marked words.

    Words are found as quotations are: they must be the same, but for white space, the form of quotation marks and the
    like. The same words twice in the list are two places of the text.

    Args:
        text: the text, as written.
        marked: the words to mark, in the order of the text.
        language: tag of its language, which says where sentences end; None when it is not known.
    """
    blocks = list(text_blocks(text))
    whole = _BETWEEN.join(words for _, words in blocks)
    searchable = SearchableText.of(whole)
    found, missing, taken = _places(searchable, marked)
    ends = _ends(searchable, language)
    cuts = _pieces(searchable, found, ends)
    starts, stops = [cut.start for cut in cuts], [cut.end for cut in cuts]
    paragraphs: list[TextParagraph] = []
    at = 0
    for kind, words in blocks:
        inside = cuts[bisect_right(stops, at) : bisect_left(starts, at + len(words))]
        paragraphs.append(_paragraph(kind, words, at, inside))
        at += len(words) + len(_BETWEEN)
    return AnnotatedText(tuple(paragraphs), missing, taken)


def text_blocks(text: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of a text: their kind, and their words in one line."""
    block: list[str] = []
    kind, before = PARAGRAPH, 0
    for match in _LINE.finditer(text):
        line = match[0].strip()
        sign = _SIGN.match(match[0])
        if block and (not line or sign or kind == HEADING or match.start() > before + 1):
            yield kind, " ".join(block)
            block, kind = [], PARAGRAPH
        if line:
            kind = (HEADING if sign[1] else ITEM) if sign else kind if block else PARAGRAPH
            block.append(" ".join((match[0][sign.end() :] if sign else line).split()))
        before = match.end()
    if block:
        yield kind, " ".join(block)


def _places(
    text: SearchableText, marked: Sequence[str]
) -> tuple[list[tuple[int, int, int]], tuple[int, ...], tuple[int, ...]]:
    """The tokens of all marked words (first, after the last, position), and what is missing or taken."""
    found: list[tuple[int, int, int]] = []
    missing: list[int] = []
    taken: list[int] = []
    used = bytearray(len(text.reading.tokens))
    cursor = 0
    for number, words in enumerate(marked):
        choices = [piece for piece in readings(normalise(words), words) if piece.has_words]
        place = next(_free(text, choices, used, cursor), None)
        if place:
            found.append((*place, number))
            used[place[0] : place[1]] = b"\1" * (place[1] - place[0])
            cursor = place[1]
        elif any(text.find(piece, 0) >= 0 for piece in choices):
            taken.append(number)
        else:
            missing.append(number)
    return sorted(found), tuple(missing), tuple(taken)


def _free(
    text: SearchableText, choices: Sequence[TokenisedText], used: bytearray, cursor: int
) -> Iterator[tuple[int, int]]:
    """The places of some words that are not yet marked: first those after the words before them in the list."""
    for start in (cursor, 0):
        for piece in choices:
            width = len(piece.tokens)
            at = text.find(piece, start)
            while at >= 0:
                if not any(used[at : at + width]):
                    yield at, at + width
                at = text.find(piece, at + 1)


def _ends(text: SearchableText, language: str | None) -> list[int]:
    """The index after the last token of each sentence and paragraph."""
    codes = outline_of(text.reading, language)
    inner = {at + 1 for at, code in enumerate(codes) if code & ENDS}
    return sorted({*inner, *text.reading.paragraphs, len(codes)} - {0})


@dataclass(frozen=True)
class _Cut:
    """A range of characters that is one piece."""

    start: int
    end: int
    mark: int | None
    open: bool


def _pieces(text: SearchableText, found: Sequence[tuple[int, int, int]], ends: Sequence[int]) -> list[_Cut]:
    """The marked words, and between them the sentences that are not marked, as ranges of characters."""
    tokens, closed = text.reading.tokens, {*ends}
    marked = [(first, end) for first, end, _ in found]
    made: list[tuple[int, int, int | None, bool]] = [(first, end, mark, False) for first, end, mark in found]
    edges = [(0, 0), *marked, (len(tokens), len(tokens))]
    for (_, start), (stop, _) in pairwise(edges):
        cuts = [start, *ends[bisect_right(ends, start) : bisect_left(ends, stop)], stop]
        for first, end in pairwise(cuts):
            words = [at for at in range(first, end) if tokens[at][0].isalnum()]
            if not words:
                continue
            beside = (first == start > 0 and first not in closed) or (end == stop not in closed)
            made.append((words[0], words[-1] + 1, None, not beside or len(words) >= _FEW))
    made.sort(key=lambda piece: piece[0])
    spans = character_ranges([(first, end) for first, end, _, _ in made], text) if made else []
    return [_Cut(*span, mark, is_open) for span, (_, _, mark, is_open) in zip(spans, made, strict=True)]


def _paragraph(kind: str, words: str, at: int, inside: Sequence[_Cut]) -> TextParagraph:
    """A paragraph with its pieces.

    Args:
        kind: its kind.
        words: its characters.
        at: the offset of its first character in the text.
        inside: the pieces that are at least partly in it. In a heading, nothing is left open.
    """
    spans = [(max(cut.start - at, 0), min(cut.end - at, len(words))) for cut in inside]
    nexts = [start for start, _ in [*spans, (len(words), 0)]][1:]
    pieces = tuple(
        TextPiece(words[start:end], cut.mark, cut.open and kind != HEADING, words[end:following])
        for cut, (start, end), following in zip(inside, spans, nexts, strict=True)
    )
    return TextParagraph(kind, pieces, words[: spans[0][0]] if spans else words)
