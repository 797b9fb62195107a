"""Words of a statement beside a figure whose opposite its quotations have beside the same figure: `fell to 12` for `rose to 12`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bindery.evidence.contrary_words import SPANS, is_negated
from bindery.evidence.crossed_clauses import clause_spans
from bindery.evidence.figure_matching import fit_of
from bindery.text.figure import Figure
from bindery.text.opposites import Opposites, opposites


def contrary_near_figures(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each word of a statement that excludes the one beside the same figure of its quotations, and that.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    if is_negated(text, language) or not all(_is_in(figure, quotes) for figure in own if _counts(figure)):
        return
    for figure in own:
        if figure.unit in _TIMES:
            continue  # `after ten days shut` it opened
        homes = [
            (quote, cited, one)
            for tag, quote, cited in quotes
            for one in cited
            if tag[:2] == language[:2] and one.value is not None and fit_of(one, figure)
        ]
        if len(homes) == 1:
            yield from _beside(language, (text, own, figure), homes[0])


_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_Place = tuple[str, Sequence[Figure], Figure]  # a text, its figures, and one of them


def _beside(language: str, stated: _Place, quoted: _Place) -> Iterator[tuple[int, int, str]]:
    """The words in the clause of a figure in a statement that exclude those in its clause in a quotation."""
    (text, _, figure), (quote, _, home) = stated, quoted
    start, end = _clause(*quoted)
    first, last = _clause(*stated)
    clause = quote[start:end].lower()
    if is_negated(clause, language):
        return
    for group in opposites(language):
        if group.converse or not SPANS.isdisjoint(group.number):
            continue
        found = _contrary(group, (text.lower(), first, last), (quote.lower(), start, end))
        if found and found[0][0] not in figure.said.lower() and found[1][0] not in home.said.lower():
            yield found[0].start(), found[0].end(), quote[found[1].start() : found[1].end()]


def _clause(text: str, figures: Sequence[Figure], figure: Figure) -> tuple[int, int]:
    return next((s, e) for s, e in clause_spans(text, figures) if s <= figure.start < e)


def _counts(figure: Figure) -> bool:
    return figure.value not in (None, 1)


def _is_in(figure: Figure, quotes: Sequence[tuple[str, str, Sequence[Figure]]]) -> bool:
    """Whether a quotation has a figure: of one that follows from others, the opposite may be true."""
    return any(fit_of(one, figure) for _, _, cited in quotes for one in cited)


def _contrary(
    group: Opposites, said: tuple[str, int, int], there: tuple[str, int, int]
) -> tuple[re.Match[str], re.Match[str]] | None:
    """A word of a group in a clause, and another one in a clause of a quotation, if neither text has both.

    Args:
        group: the words.
        said: the statement, with start and end of the clause in it.
        there: the quotation, with start and end of the clause in it.
    """
    mine, theirs = (list(group.pattern.finditer(*place)) for place in (said, there))
    ours, others = (
        {group.number[match[0]] for match in group.pattern.finditer(text)} for text in (said[0], there[0])
    )
    excluded = bool(mine and theirs) and len(ours) == len(others) == 1 and ours != others
    return (mine[0], theirs[0]) if excluded else None
