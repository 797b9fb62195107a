"""Words of a statement beside a figure whose opposite its quotations have beside the same figure: `fell to 12` for `rose to 12`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.alignment import Alignment, Home, ReadText
from bindery.evidence.contrary_words import SPANS, is_negated
from bindery.evidence.derivation import Derivation
from bindery.evidence.workings import working_of
from bindery.text.figure import Figure
from bindery.text.opposites import Opposites, opposites_in
from bindery.text.units_beside import UNITS_OF_TIME


def contrary_near_figures(alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    """Start and end of each word of a statement that excludes the one beside the same figure of its quotations, and that."""
    said = alignment.said
    counted = (figure for figure in said.figures if figure.value not in (None, 1))
    if said.is_negated or not all(alignment.homes(figure) for figure in counted):
        return  # of a figure that follows from others, the opposite may be true
    for figure in said.figures:
        home = alignment.home(figure)
        counts = home is not None and home.figure.value is not None and figure.unit not in UNITS_OF_TIME
        if (
            home and counts and not _is_worked_out(said, figure, home.quote)
        ):  # `after ten days shut` it opened
            yield from _beside(said, figure, home)


def _is_worked_out(said: ReadText, figure: Figure, quote: ReadText) -> bool:
    """Whether a rounded figure follows from two others of a quotation too: `nearly 8 per cent` for `£96m from £104m`."""
    others = tuple(one for one in quote.figures if one.value != figure.value)
    texts = figure, said.text, said.figures, quote.text, others, said.language, quote.language
    return figure.bound == "about" and bool(working_of(Derivation(*texts)))


def _beside(said: ReadText, figure: Figure, home: Home) -> Iterator[tuple[int, int, str]]:
    """The words in the clause of a figure in a statement that exclude those in its clause in a quotation."""
    quote = home.quote
    start, end = quote.clause_of(home.figure)
    if is_negated(quote.small[start:end], said.language):
        return
    for group in opposites_in(said.small, said.language).values():
        if group.converse or not SPANS.isdisjoint(group.number):
            continue
        found = _contrary(group, (said.small, *said.clause_of(figure)), (quote.small, start, end))
        if (
            found
            and group.place == "before"
            and not _have_one_object(said, found[0].end(), quote, found[1].end())
        ):
            continue
        if found and found[0][0] not in figure.said.lower() and found[1][0] not in home.figure.said.lower():
            yield found[0].start(), found[0].end(), quote.text[found[1].start() : found[1].end()]


def _have_one_object(said: ReadText, after: int, quote: ReadText, behind: int) -> bool:
    """Whether the same word follows in a statement and in a quotation, or both have a figure next: `before 12` and `after 12`."""
    words = [
        next((word.stem for word in text.words if word.start >= at), "")
        for text, at in ((said, after), (quote, behind))
    ]
    numbers = [
        any(at < one.start <= at + 2 for one in text.figures) for text, at in ((said, after), (quote, behind))
    ]
    return words[0] == words[1] or all(numbers)


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
