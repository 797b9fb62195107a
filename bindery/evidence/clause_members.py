"""Words of which one excludes the others, beside each other in a statement and in two clauses of its quotation."""

from __future__ import annotations

import re

from bindery.evidence.alignment import WHEN, Member, ReadText
from bindery.text.figure import Figure
from bindery.text.frames import frame_pattern
from bindery.text.things import related, tables

_REACH = 40  # characters beside a date
_WORDS_BETWEEN = 3  # `than in the whole of 2022`
_APART = re.compile(r"[\d,;:.،؛]")
Members = frozenset[tuple[str, str]]
"""The group and the name of each such word."""
THINGS = tables()
"""The groups that are tables of things."""


def clause_members(text: ReadText, start: int, end: int, figure: Figure) -> Members:
    """The members of groups in a part of a text, without a figure itself and the words of its limit: `less than a tenth`.

    A date with which the figure is compared is not its own: 2022 in `9 per cent more than in 2022`.
    """
    limit = figure.end - len(figure.said)
    inside = (one for one in text.members if start <= one.start < end and one.start != figure.start)
    found = (one for one in inside if not limit <= one.start < figure.start and not _is_base(text, one))
    return frozenset((one.group, one.name) for one in found)


def _is_base(text: ReadText, member: Member) -> bool:
    return member.group.startswith("date [") and is_base_date(text, member.start)


def is_base_date(text: ReadText, at: int) -> bool:
    """Whether what begins at an offset is a date with which something is compared: `than in 2022`.

    Args:
        text: the text.
        at: the offset of a date.
    """
    before = text.text[max(0, at - _REACH) : at]
    last = max((one.end() for one in frame_pattern(text.language, "bases").finditer(before)), default=None)
    if last is not None and len(before[last:].split()) <= _WORDS_BETWEEN and not _APART.search(before[last:]):
        return True
    after = text.text[at : at + _REACH]
    then = frame_pattern(text.language, "bases_after").search(after)
    return then is not None and len(after[: then.start()].split()) <= _WORDS_BETWEEN


def dates_about(text: ReadText, span: tuple[int, int], figure: Figure) -> Members:
    """The dates of a clause or, where it has none, the one before it in its sentence: `2022, when it was 1.5`.

    Args:
        text: the text.
        span: start and end of the clause.
        figure: the figure that it is about.
    """
    dates = [one for one in text.members if one.group.startswith("date")]
    inside = [one for one in dates if span[0] <= one.start < span[1] and not _is_base(text, one)]
    first, _ = text.sentence_of(figure)
    before = [one for one in dates if first <= one.start < span[0]]
    return frozenset((one.group, one.name) for one in inside or before[-1:])


def has_own_date(said: Members, mine: Members, theirs: Members) -> bool:
    """Whether a statement has the date of one clause, and another one has another date or `a year earlier`.

    Args:
        said: the members of a statement.
        mine: the dates of the clause of its figure, see `dates_about`.
        theirs: those of the other clause.
    """
    dates = {one for one in said if one[0].startswith("date [")}
    others = theirs - mine
    return bool(dates) and dates <= mine and bool(others) and others.isdisjoint(said)


def has_other_member(said: Members, mine: Members, theirs: Members) -> bool:
    """Whether a statement has a word of one clause that excludes the one in the same place of another."""
    for group in {group for group, _ in said & theirs}:
        given, here, there = (_named(members, group) for members in (said, mine, theirs))
        single = group.startswith("date") or len(here) == len(there) == 1
        if single and here and given <= there and not given & here and not _are_related(group, given, here):
            return True
    return False


def has_other_date(said: Members, mine: Members, theirs: Members) -> bool:
    """Whether a statement has a date of one clause, and none of another that has no such date."""
    dates = {one for one in said if one[0].startswith("date")}
    return bool(dates) and dates <= theirs and dates.isdisjoint(mine)


def is_of_earlier_time(said: Members, mine: Members, theirs: Members) -> bool:
    """Whether `a year earlier` is taken from another clause, and the figure's own clause has a date that is dropped."""
    dates = {one for one in mine if one[0].startswith("date")}
    when = _named(said, WHEN)
    taken = bool(when) and when <= _named(theirs, WHEN) and not _named(mine, WHEN)
    return taken and bool(dates) and dates.isdisjoint(said)


def _named(members: Members, group: str) -> frozenset[str]:
    return frozenset(name for name_group, name in members if name_group == group)


def _are_related(group: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether things of a group are kinds of others."""
    return group in THINGS and any(related(thing, kind) for thing in one for kind in other)
