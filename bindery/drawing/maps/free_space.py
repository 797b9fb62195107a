"""Where inside an area there is room for a name: boxes that lie in it whole, the best place first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bindery.drawing.maps.clipping import ClipBox, Point

STEP = 6.0  # pixels between two of the level lines along which an area is measured
_PLACES = (0.5, 0.3, 0.7, 0.1, 0.9)  # of the spare width, to the left of a box

Stretches = list[tuple[float, float]]


def free_boxes(
    rings: Sequence[Sequence[Point]], width: float, height: float, margin: float
) -> Iterator[ClipBox]:
    """Boxes of one size inside an area: those with much room beside them first, and near its middle height.

    Args:
        rings: the outlines of the area.
        width: of the box.
        height: of the box.
        margin: how far from the outline it has to stay.
    """
    rows = _rows(rings)
    reach = math.ceil((height / 2 + margin) / STEP)
    middle = _middle(rows)
    found: list[tuple[float, int, float, float]] = []
    for row in rows:
        inside: Stretches = rows[row]
        for other in range(row - reach, row + reach + 1):
            inside = _shared(inside, rows.get(other, []))
        for left, right in inside:
            previous = right - left - width - 2 * margin
            if previous >= 0:
                found.append((2 * abs(row - middle) * STEP - previous, row, left + margin, previous))
    for _, row, left, previous in sorted(found):
        for place in _PLACES:
            x, y = left + place * previous, row * STEP
            yield ClipBox(x, y - height / 2, x + width, y + height / 2)


def _rows(rings: Sequence[Sequence[Point]]) -> Mapping[int, Stretches]:
    """The stretches of each level line that lie in the area, by the line's number from the top."""
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in rings:
        for number, (x, y) in enumerate(ring):
            before_x, before_y = ring[number - 1]
            low, high = min(y, before_y), max(y, before_y)
            for row in range(math.ceil(low / STEP), math.ceil(high / STEP)):
                crossings[row].append(before_x + (row * STEP - before_y) / (y - before_y) * (x - before_x))
    return {row: list(zip(sorted(xs)[::2], sorted(xs)[1::2], strict=False)) for row, xs in crossings.items()}


def _middle(rows: Mapping[int, Stretches]) -> float:
    """The number of the line above and below which the area is as large."""
    lengths = {row: sum(right - left for left, right in inside) for row, inside in rows.items()}
    return sum(row * length for row, length in lengths.items()) / (sum(lengths.values()) or 1)


def _shared(some: Stretches, others: Stretches) -> Stretches:
    """What two lists of stretches have in common."""
    return [
        (max(left, other_left), min(right, other_right))
        for left, right in some
        for other_left, other_right in others
        if max(left, other_left) < min(right, other_right)
    ]
