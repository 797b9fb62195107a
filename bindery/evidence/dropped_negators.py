"""Statements that repeat a clause of a quotation without its negator: `2,300 have water` for `2,300 have no water`."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.evidence.alignment import Alignment, ReadText
from bindery.evidence.contrary_words import WORD
from bindery.evidence.figure_matching import fit_of
from bindery.evidence.label_words import IDLE
from bindery.text.figure import Figure
from bindery.text.limiters import NEGATOR, fold_word, word_list

_NEGATED_BEFORE = frozenset({"ur", "hi", "fa", "tr"})  # what is negated comes before the negator
_LIMITS = frozenset(
    "until only yet just less more fewer than bis nur mehr weniger plus moins seulement más menos sólo только более менее".split()  # noqa: SIM905  a list of words
)
_FEWEST = 2  # words that say something
_STEM = 4  # letters; longer words are compared without their ending


def dropped_negators(alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    """Start and end of a figure of which a quotation negates what the statement says in its words, and those words.

    Every word of the statement must be in the clause, so that it cannot say the same in another way.
    """
    stated = alignment.said
    said = set(_content(stated.text))
    if len(said) < _FEWEST or not stated.figures or stated.is_negated:
        return
    for quote in alignment.quotes:
        if quote.language[:2] != stated.language[:2] or not quote.is_negated:
            continue
        homes = [_clauses_with(figure, quote) for figure in stated.figures]
        if any(len(home) != 1 for home in homes) or len(set.union(*homes)) != 1:
            continue
        start, end = homes[0].pop()
        clause = quote.text[start:end]
        if said <= set(_content(clause)) and not said.isdisjoint(_negated(clause, quote.language)):
            figure = stated.figures[0]
            yield figure.start, figure.end, " ".join(clause.split())


def _clauses_with(figure: Figure, quote: ReadText) -> set[tuple[int, int]]:
    """The clauses of a quotation that have a figure."""
    return {quote.clause_of(one) for one in quote.figures if one.value is not None and fit_of(one, figure)}


def _negated(clause: str, language: str) -> set[str]:
    """The word that each negator of a clause negates."""
    words, listed = [match[0].lower() for match in WORD.finditer(clause)], word_list(language)
    found = set()
    for n, word in enumerate(words):
        if listed.kind(fold_word(word)) != NEGATOR:
            continue
        beside = words[:n][::-1] if language[:2] in _NEGATED_BEFORE else words[n + 1 :]
        if beside and beside[0] not in _LIMITS:
            found.update(_content(" ".join(beside))[:1])
    return found


def _content(text: str) -> list[str]:
    """How the words of a text that say something begin, in order."""
    words = [match[0].lower() for match in WORD.finditer(text)]
    return [
        word[: max(_STEM, len(word) - 2)]
        for word in words
        if word not in IDLE and not any(map(str.isdigit, word))
    ]
