"""Words of which one excludes the others, beside each other in a statement and in two clauses of its quotation."""

from __future__ import annotations

from bindery.evidence.alignment import WHEN, ReadText
from bindery.text.figure import Figure
from bindery.text.things import related, tables

Members = frozenset[tuple[str, str]]
"""The group and the name of each such word."""
THINGS = tables()
"""The groups that are tables of things."""


def clause_members(text: ReadText, start: int, end: int, figure: Figure) -> Members:
    """The members of groups in a part of a text, without a figure itself."""
    found = (one for one in text.members if start <= one.start < end and one.start != figure.start)
    return frozenset((one.group, one.name) for one in found)


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
