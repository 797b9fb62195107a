"""Statements that repeat a clause of a quotation without its negator: `2,300 have water` for `2,300 have no water`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bindery.evidence.contrary_words import WORD, is_negated
from bindery.evidence.crossed_clauses import clause_spans, homes_of
from bindery.evidence.label_words import IDLE
from bindery.text.figure import Figure
from bindery.text.limiters import NEGATOR, fold_word, word_list

_NEGATED_BEFORE = frozenset({"ur", "hi", "fa", "tr"})  # what is negated comes before the negator
_LIMITS = frozenset(
    "until only yet just less more fewer than bis nur mehr weniger plus moins seulement más menos sólo только более менее".split()  # noqa: SIM905  a list of words
)
_FEWEST = 2  # words that say something
_STEM = 4  # letters; longer words are compared without their ending


def dropped_negators(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of a figure of which a quotation negates what the statement says in its words, and those words.

    Every word of the statement must be in the clause, so that it cannot say the same in another way.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    said = set(_content(text))
    if len(said) < _FEWEST or not own or is_negated(text, language):
        return
    for tag, quote, cited in quotes:
        if tag[:2] != language[:2] or not is_negated(quote, tag):
            continue
        clauses = clause_spans(quote, cited)
        homes = [homes_of(figure, cited, clauses) for figure in own]
        if any(len(home) != 1 for home in homes) or len(set.union(*homes)) != 1:
            continue
        start, end = clauses[homes[0].pop()]
        clause = quote[start:end]
        if said <= set(_content(clause)) and not said.isdisjoint(_negated(clause, tag)):
            yield own[0].start, own[0].end, " ".join(clause.split())


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
