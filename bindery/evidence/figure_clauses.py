"""Figures that a statement gives with the words of another clause of its quotation: 45 killed for `18 killed and 45 wounded`.

Each figure of a quotation has the words of its clause that no other figure of its kind has. A statement that has words of
another figure, and none of its own one's, gives it for something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bindery.evidence.crossed_clauses import clause_spans
from bindery.evidence.derived_sums import is_part_of
from bindery.evidence.figure_labels import CALENDAR, is_kin, sentence_of, words_in
from bindery.evidence.figure_matching import fit_of
from bindery.text.figure import Figure

_MOST_KIN = 6
_STEM = 4  # letters; longer words are compared without their ending


def in_other_clause(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each figure of a statement that it gives for what another clause says, and the words of its own one.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    for figure in own:
        if figure.value is None or figure.day:
            continue
        found = [
            (tag, quote, cited, one) for tag, quote, cited in quotes for one in cited if fit_of(one, figure)
        ]
        if len(found) != 1 or found[0][0][:2] != language[:2]:
            continue
        _, quote, cited, home = found[0]
        if _is_said_of_another(_own_words(text, figure, own), own, quote, cited, home):
            first, last = _clause(quote, cited, home)
            yield figure.start, figure.end, " ".join(quote[first:last].split())


_Sides = tuple[set[str], set[str]]  # the words before and after a figure


def _is_said_of_another(
    said: set[str], own: Sequence[Figure], quote: str, cited: Sequence[Figure], home: Figure
) -> bool:
    """Whether the words about a figure are those of another figure's clause, and none is of its own one.

    Args:
        said: the words of the statement about the figure.
        own: the figures of the statement.
        quote: the quotation.
        cited: the figures of the quotation.
        home: the figure in the quotation.
    """
    rivals = _rivals(quote, cited, home)
    if not rivals or len(rivals) > _MOST_KIN or any(fit_of(one, mine) for one in rivals for mine in own):
        return False
    kin = sorted([home, *rivals], key=lambda one: one.start)
    words = {one.start: _sides(quote, cited, kin, n) for n, one in enumerate(kin)}
    for rival in rivals:
        part = is_part_of(quote, *sorted([home, rival], key=lambda one: one.start))
        others = {
            word for start, sides in words.items() if start != rival.start for side in sides for word in side
        }
        if not part and _has_words_of(said, words[home.start], words[rival.start], others):
            return True
    return False


def _rivals(quote: str, cited: Sequence[Figure], home: Figure) -> list[Figure]:
    """The other figures of one kind in the sentence of a figure."""
    first, last = sentence_of(quote, home)
    near = (one for one in cited if first <= one.start < last and one is not home)
    return [one for one in near if is_kin(one, home) and one.value != home.value]


def _has_words_of(said: set[str], mine: _Sides, theirs: _Sides, others: set[str]) -> bool:
    """Whether some words are those on one side of another figure where the own one has words too, of which there are none."""
    every = theirs[0] | theirs[1]
    if said & ((mine[0] | mine[1]) - every):
        return False
    if len(mine[0]) == 1:  # a verb alone: its subject is that of the clause before, `holds 4 and owes 9`
        mine = (set(), mine[1])
    return any(
        not _kinds(said & (there - others)).isdisjoint(_kinds(own - every))
        for own, there in zip(mine, theirs, strict=True)
    )


def _kinds(words: set[str]) -> set[bool]:
    """Whether there are dates, and other words."""
    return {word.isdigit() or word in CALENDAR for word in words}


def _own_words(text: str, figure: Figure, own: Sequence[Figure]) -> set[str]:
    """The words of a statement about one of its figures."""
    kin = [one for one in own if is_kin(one, figure)]
    first, last = _clause(text, own, figure) if len(kin) > 1 else sentence_of(text, figure)
    return _stems(text[first : figure.start]) | _stems(text[figure.end : last])


def _stems(text: str) -> set[str]:
    """The words of a text that say something, those that are long without their ending."""
    return {word if word in CALENDAR else word[: max(_STEM, len(word) - 2)] for word in words_in(text)}


def _clause(text: str, cited: Sequence[Figure], figure: Figure) -> tuple[int, int]:
    return next((s, e) for s, e in clause_spans(text, cited) if s <= figure.start < e)


def _sides(quote: str, cited: Sequence[Figure], kin: Sequence[Figure], n: int) -> _Sides:
    """The words before and after a figure in its clause, up to the next figure of its kind."""
    one = kin[n]
    first, last = _clause(quote, cited, one)
    before = max(first, kin[n - 1].end) if n else first
    after = min(last, kin[n + 1].start) if n + 1 < len(kin) else last
    return _stems(quote[before : one.start]), _stems(quote[one.end : after])
