"""The stored copy of a source as its page shows it: the text, with each quotation marked in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bindery.evidence.stored_source import StoredSource
from bindery.model.stored_kinds import ending_of
from bindery.text.characters import visible
from bindery.text.tokens import PAGE, SearchableText, character_ranges, locate_parts

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class MarkedRun:
    """A stretch of a line that is either marked as quoted or not.

    Attributes:
        words: the text, with the white space round it.
        marked: whether it is part of a quotation.
        begins: numbers of the quotations that begin here.
    """

    words: str
    marked: bool = False
    begins: tuple[int, ...] = ()


@dataclass(frozen=True)
class StoredParagraph:
    """A paragraph of a stored text.

    Attributes:
        lines: its lines, each as the runs that it consists of.
        page: number of the page that begins with this paragraph; 0 if none does.
    """

    lines: tuple[tuple[MarkedRun, ...], ...]
    page: int = 0


@dataclass(frozen=True)
class StoredCopy:
    """The stored text of a source.

    Attributes:
        paragraphs: the text.
        standing: the number of each quotation that was found in the text, by its words.
        holding: the stored file.
        licence: the licence that was stored with the text; may be empty.
    """

    paragraphs: tuple[StoredParagraph, ...]
    standing: Mapping[str, int]
    holding: StoredSource
    licence: tuple[StoredParagraph, ...] = ()


def stored_copy_of(holdings: Sequence[StoredSource], quotes: Mapping[str, int]) -> StoredCopy | None:
    """The stored text that contains most of the quotations; None if only fingerprints are stored.

    Args:
        holdings: the files that are stored of the source.
        quotes: the number of each quotation from the source, by its words.
    """
    # In reverse, since of a web page the article alone is preferred to the text of the whole page.
    texts = [
        (holding, text, _found_quotes(text, quotes))
        for holding in holdings
        for text in reversed(holding.witnesses)
        if isinstance(text, SearchableText)
    ]
    if not texts:
        return None
    holding, text, found = max(texts, key=lambda one: len(one[2]))
    numbers = [quotes[words] for words, pieces in found.items() for _ in pieces]
    spans = character_ranges([piece for pieces in found.values() for piece in pieces], text)
    marks = _Marks(text.written, [(*span, number) for span, number in zip(spans, numbers, strict=True)])
    return StoredCopy(
        tuple(_paragraphs(marks, ending_of(holding.path))),
        {words: quotes[words] for words in found},
        holding,
        tuple(_paragraphs(_Marks(holding.licence, []), ".txt")),
    )


def _found_quotes(text: SearchableText, quotes: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
    """The positions of the parts of each quotation that the text contains, by the quotation's words."""
    return {words: pieces for words in quotes if (pieces := locate_parts(words, text))}


class _Marks:
    """A text with marked stretches, which may overlap.

    Args:
        text: the text.
        stretches: for each, the offset of its first character, the offset after its last, and the number of the
            quotation.

    Attributes:
        cuts: the offsets at which a stretch begins or ends, sorted.
        depths: for each of `cuts`, how many stretches cover the text after it.
        begins: numbers of the quotations that begin at an offset.
    """

    def __init__(self, text: str, stretches: Sequence[tuple[int, int, int]]) -> None:
        self.text = text
        steps: dict[int, int] = {}
        first: dict[int, int] = {}
        for start, end, number in stretches:
            steps[start] = steps.get(start, 0) + 1
            steps[end] = steps.get(end, 0) - 1
            first[number] = min(start, first.get(number, start))
        self.cuts = sorted(steps)
        self.depths = list(accumulate(steps[cut] for cut in self.cuts))
        self.begins: dict[int, list[int]] = {}
        for number, start in first.items():
            self.begins.setdefault(start, []).append(number)

    def runs(self, start: int, end: int) -> Iterator[MarkedRun]:
        """The runs of the text between two offsets."""
        low, high = bisect_left(self.cuts, start + 1), bisect_left(self.cuts, end)
        edges = [start, *self.cuts[low:high], end]
        for number, (here, there) in enumerate(pairwise(edges), low):
            marked = number > 0 and self.depths[number - 1] > 0
            yield MarkedRun(
                visible(self.text[here:there]), marked, tuple(self.begins.get(here, ())) if marked else ()
            )


def _paragraphs(marks: _Marks, suffix: str) -> Iterator[StoredParagraph]:
    """The paragraphs of a text.

    Args:
        marks: the text with its marks.
        suffix: file name suffix of the stored file: in `.pdf` the lines of a paragraph are joined, in others they stay
            lines.
    """
    start, paged = 0, PAGE in marks.text
    for page, words in enumerate(marks.text.split(PAGE), 1):
        number = page if paged else 0
        for lines in _blocks(words):
            spans = [(start + first, start + end) for first, end in lines]
            if suffix == ".pdf":
                spans = [(spans[0][0], spans[-1][1])]
            yield StoredParagraph(tuple(tuple(marks.runs(*span)) for span in spans), number)
            number = 0
        start += len(words) + len(PAGE)


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """The offsets of the lines of each paragraph; blank lines separate paragraphs."""
    block: list[tuple[int, int]] = []
    before = 0
    for match in _LINE.finditer(text):
        blank = not match[0].strip()
        if block and (blank or match.start() > before + 1):
            yield block
            block = []
        if not blank:
            block.append(match.span())
        before = match.end()
    if block:
        yield block
