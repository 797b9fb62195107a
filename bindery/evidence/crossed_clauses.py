"""Figures of a statement that stand in one clause of a quotation, beside what another clause says: summer for winter.

`Eight crossings a day in summer and three in winter` does not say that there are eight in winter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

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
    said = _members(text, language)
    for tag, quote, cited in quotes:
        if tag[:2] != language[:2] or not said:
            continue
        clauses = clause_spans(quote, cited)
        if not 1 < len(clauses) <= _MOST_CLAUSES:
            continue
        members = [_members(quote[start:end], tag) for start, end in clauses]
        homes = [homes_of(figure, cited, clauses) for figure in own]
        taken = {home for found in homes for home in found}
        for figure, found in zip(own, homes, strict=True):
            if len(found) == 1 and _is_crossed(said, members, next(iter(found)), taken):
                start, end = clauses[next(iter(found))]
                yield figure.start, figure.end, " ".join(quote[start:end].split())


def _is_crossed(said: set[Member], members: Sequence[set[Member]], home: int, taken: set[int]) -> bool:
    """Whether a statement names what only the next clause names, where the clause of its figure names another thing."""
    return any(
        _only(said, group) == word and _is_elsewhere(group, word, members, home, taken)
        for group, word in said
    )


def _is_elsewhere(group: str, word: str, members: Sequence[set[Member]], home: int, taken: set[int]) -> bool:
    """Whether the clause of a figure has one other word of a group, and only the next clause this one."""
    other = _only(members[home], group)
    where = [n for n, there in enumerate(members) if (group, word) in there]
    if not other or other == word or len(where) != 1 or where[0] in taken:
        return False
    next_to = abs(where[0] - home) == 1 and _only(members[where[0]], group) == word
    return next_to and not _are_related(group, word, other)


def _only(members: set[Member], group: str) -> str:
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


def _members(text: str, language: str) -> set[Member]:
    """The words of a text that exclude others, and its things."""
    small = text.lower()
    found = {
        (f"{number}", f"{group.number[match[0]]}")
        for number, group in enumerate(opposites(language))
        for match in group.pattern.finditer(small)
    }
    things = {one.thing for one in things_in(text, language)}
    return found | {(table, thing) for thing in things if (table := table_of(thing)) not in _COUNTED_TABLES}
