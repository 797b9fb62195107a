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
    if is_negated(text, language) or not all(
        _is_in(figure, quotes) for figure in own if figure.value not in (None, 1)
    ):
        return
    small = text.lower()
    for figure in own:
        homes = [
            (quote, cited, one)
            for tag, quote, cited in quotes
            for one in cited
            if tag[:2] == language[:2] and one.value is not None and fit_of(one, figure)
        ]
        if len(homes) != 1:
            continue
        quote, cited, home = homes[0]
        start, end = next((s, e) for s, e in clause_spans(quote, cited) if s <= home.start < e)
        clause, whole = quote[start:end].lower(), quote.lower()
        if is_negated(clause, language):
            continue
        first, last = next((s, e) for s, e in clause_spans(text, own) if s <= figure.start < e)
        for group in opposites(language):
            if group.converse or not SPANS.isdisjoint(group.number):
                continue
            if found := _contrary(group, small[first:last], clause, whole, small):
                word, other = found
                if word[0] in figure.said.lower() or other[0] in home.said.lower():
                    continue
                yield (
                    first + word.start(),
                    first + word.end(),
                    quote[start + other.start() : start + other.end()],
                )


def _is_in(figure: Figure, quotes: Sequence[tuple[str, str, Sequence[Figure]]]) -> bool:
    """Whether a quotation has a figure: of one that follows from others, the opposite may be true."""
    return any(fit_of(one, figure) for _, _, cited in quotes for one in cited)


def _contrary(
    group: Opposites, said: str, clause: str, whole: str, text: str
) -> tuple[re.Match[str], re.Match[str]] | None:
    """A word of a group in a statement, and another one in the clause of a quotation, if neither text has both."""
    mine, there = list(group.pattern.finditer(said)), list(group.pattern.finditer(clause))
    if not mine or not there:
        return None
    ours = {group.number[match[0]] for match in group.pattern.finditer(text)}
    theirs = {group.number[match[0]] for match in group.pattern.finditer(whole)}
    return (mine[0], there[0]) if len(ours) == len(theirs) == 1 and ours != theirs else None
