"""The words of a PDF's page row by row and column by column, as some programs copy tables and pages with columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

_SAME_ROW = 0.5  # how far the lines of two stretches of a row may be apart, in sizes of their letters
_NEXT_LINE = 0.3  # how far a line of a column is below the one before it, at least
_MOST_BETWEEN = 200  # stretches that are looked at for the next one of a column


class DrawnWords(NamedTuple):
    """Words of a line without a wide gap between them, such as those of a cell of a table.

    Attributes:
        text: the words.
        left: left edge, in points.
        right: right edge.
        line: height of the line that they are on, from the foot of the page.
        size: size of the letters.
        leftwards: whether the words go from right to left.
    """

    text: str
    left: float
    right: float
    line: float
    size: float
    leftwards: bool = False


def by_rows(stretches: Sequence[DrawnWords]) -> list[str]:
    """The lines of a page, each with all words that are at its height, in the direction in which most of them go."""
    rows: list[list[DrawnWords]] = []
    for one in sorted(stretches, key=lambda one: -one.line):
        first = rows[-1][0] if rows else None
        if first and abs(first.line - one.line) < _SAME_ROW * min(first.size, one.size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [" ".join(one.text for one in _in_direction(row)) for row in rows]


def _in_direction(row: Sequence[DrawnWords]) -> list[DrawnWords]:
    leftwards = sum(one.leftwards for one in row) * 2 >= len(row)
    return sorted(row, key=lambda one: one.left, reverse=leftwards)


def by_columns(stretches: Sequence[DrawnWords]) -> list[str]:
    """The stretches of a page, each followed by the one below it if that has no other one above it."""
    ordered = sorted(stretches, key=lambda one: (-one.line, one.left))
    below = {place: found for place in range(len(ordered)) if (found := _below(ordered, place)) is not None}
    above = {place: found for place in range(len(ordered)) if (found := _above(ordered, place)) is not None}
    follows = {place: found for place, found in below.items() if above.get(found) == place}
    heads = set(range(len(ordered))) - set(follows.values())
    lines: list[str] = []
    for head in sorted(heads, key=lambda place: (ordered[place].left, place)):
        place: int | None = head
        while place is not None:
            lines.append(ordered[place].text)
            place = follows.get(place)
    return lines


def _below(ordered: Sequence[DrawnWords], place: int) -> int | None:
    others = range(place + 1, len(ordered))
    return next(_over_each_other(ordered, place, others), None)


def _above(ordered: Sequence[DrawnWords], place: int) -> int | None:
    return next(_over_each_other(ordered, place, range(place - 1, -1, -1)), None)


def _over_each_other(ordered: Sequence[DrawnWords], place: int, others: range) -> Iterator[int]:
    """The places, among the nearest, of stretches that share a part of the width of one and are on another line."""
    one = ordered[place]
    for other in islice(others, _MOST_BETWEEN):
        found = ordered[other]
        apart = abs(one.line - found.line) >= _NEXT_LINE * min(one.size, found.size)
        if apart and min(one.right, found.right) > max(one.left, found.left):
            yield other
