"""Figures of a statement that stand in one clause of a quotation, beside what another clause says: summer for winter.

`Eight crossings a day in summer and three in winter` does not say that there are eight in winter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bindery.evidence.contrary_words import is_negated
from bindery.evidence.figure_labels import COMPARES, JOINT
from bindery.evidence.figure_matching import fit_of
from bindery.text.figure import Figure
from bindery.text.opposites import opposites
from bindery.text.things import related, table_of, things_in

_MOST_CLAUSES = 6
_COUNTED_TABLES = frozenset({"counted", "places"})
Member = tuple[str, str]
"""A group of words that exclude each other, and one of its words; or a table of things and one of these."""


def crossed_clauses(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each figure that a statement gives for another thing, and the clause that has the figure.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    if COMPARES.search(text) or is_negated(text, language):
        return
    for tag, quote, cited in quotes if own else ():
        clauses = clause_spans(quote, cited) if tag[:2] == language[:2] else []
        if not 1 < len(clauses) <= _MOST_CLAUSES:
            continue
        homes = [homes_of(figure, cited, clauses) for figure in own]
        crossed = _crossing(_Clauses(quote, tag, clauses), homes, text, language)
        for figure, found in zip(own, homes, strict=True):
            for start, end in (clauses[home] for home in found & crossed if len(found) == 1):
                yield figure.start, figure.end, " ".join(quote[start:end].split())


class _Clauses(NamedTuple):
    """The clauses of a quotation.

    Attributes:
        quote: the quotation.
        language: its language.
        spans: start and end of each clause.
    """

    quote: str
    language: str
    spans: Sequence[tuple[int, int]]


def _crossing(clauses: _Clauses, homes: Sequence[set[int]], text: str, language: str) -> set[int]:
    """The clauses of which a statement gives a figure for what only the next clause names.

    Args:
        clauses: the clauses.
        homes: for each figure of the statement, the clauses that have it.
        text: the statement.
        language: its language.
    """
    alone = {home for found in homes if len(found) == 1 for home in found}
    said = _members(text, language) if alone else frozenset()
    if not said:  # before the words of each clause, which take long to find
        return set()
    members = [_members(clauses.quote[start:end], clauses.language) for start, end in clauses.spans]
    taken = {home for found in homes for home in found}
    return {home for home in alone if _is_crossed(said, members, home, taken)}


def _is_crossed(
    said: frozenset[Member], members: Sequence[frozenset[Member]], home: int, taken: set[int]
) -> bool:
    """Whether a statement names what only the next clause names, where the clause of its figure names another thing."""
    return any(
        _only(said, group) == word and _is_elsewhere(group, word, members, home, taken)
        for group, word in said
    )


def _is_elsewhere(
    group: str, word: str, members: Sequence[frozenset[Member]], home: int, taken: set[int]
) -> bool:
    """Whether the clause of a figure has one other word of a group, and only the next clause this one."""
    other = _only(members[home], group)
    where = [n for n, there in enumerate(members) if (group, word) in there]
    if not other or other == word or len(where) != 1 or where[0] in taken:
        return False
    next_to = abs(where[0] - home) == 1 and _only(members[where[0]], group) == word
    return next_to and not _are_related(group, word, other)


def _only(members: frozenset[Member], group: str) -> str:
    """The only word of a group among some; empty where there is none, or several."""
    found = {word for name, word in members if name == group}
    return found.pop() if len(found) == 1 else ""


def _are_related(group: str, one: str, other: str) -> bool:
    return not group[0].isdigit() and related(one, other)


def homes_of(figure: Figure, cited: Sequence[Figure], clauses: Sequence[tuple[int, int]]) -> set[int]:
    """The clauses that have a figure."""
    places = [one.start for one in cited if one.value is not None and fit_of(one, figure)]
    return {n for n, (start, end) in enumerate(clauses) for place in places if start <= place < end}


def clause_spans(quote: str, cited: Sequence[Figure]) -> list[tuple[int, int]]:
    """Start and end of each clause, which commas and words such as `and` part."""
    joints = [
        match.start()
        for match in JOINT.finditer(quote)
        if not any(one.start <= match.start() < one.end for one in cited)
    ]
    spans = pairwise([0, *joints, len(quote)])
    return [(start, end) for start, end in spans if any(map(str.isalnum, quote[start:end]))]


@lru_cache(maxsize=256)  # each quotation of a claim is compared with the same words
def _members(text: str, language: str) -> frozenset[Member]:
    """The words of a text that exclude others, and its things."""
    small = text.lower()
    found = frozenset(
        (f"{number}", f"{group.number[match[0]]}")
        for number, group in enumerate(opposites(language))
        for match in group.pattern.finditer(small)
    )
    things = {one.thing for one in things_in(text, language)}
    return found | {(table, thing) for thing in things if (table := table_of(thing)) not in _COUNTED_TABLES}
