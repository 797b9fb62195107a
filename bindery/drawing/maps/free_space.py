"""Finds room for a name inside an area, such as a country on a map: boxes within its outline, best first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bindery.drawing.maps.clipping import ClipBox, Point

STEP = 6.0  # pixels between the horizontal lines along which an area is measured
_SHARES = (0.5, 0.3, 0.7, 0.1, 0.9)  # the share of the spare width to the left of a box

Stretches = list[tuple[float, float]]  # the left and the right end of each stretch, in pixels


def free_boxes(
    rings: Sequence[Sequence[Point]], width: float, height: float, margin: float
) -> Iterator[ClipBox]:
    """Boxes of one size inside an area: first those with much spare width and near the area's middle height.

    All lengths are in pixels.

    Args:
        rings: the outlines of the area.
        width: width of a box.
        height: height of a box.
        margin: the smallest distance between a box and the outline.
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
            spare = right - left - width - 2 * margin
            if spare >= 0:
                found.append((2 * abs(row - middle) * STEP - spare, row, left + margin, spare))
    for _, row, left, spare in sorted(found):
        for share in _SHARES:
            x, y = left + share * spare, row * STEP
            yield ClipBox(x, y - height / 2, x + width, y + height / 2)


def _rows(rings: Sequence[Sequence[Point]]) -> Mapping[int, Stretches]:
    """The stretches of each horizontal line that are inside the area, by the line's number from the top."""
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in rings:
        for number, (x, y) in enumerate(ring):
            before_x, before_y = ring[number - 1]
            low, high = min(y, before_y), max(y, before_y)
            for row in range(math.ceil(low / STEP), math.ceil(high / STEP)):
                crossings[row].append(before_x + (row * STEP - before_y) / (y - before_y) * (x - before_x))
    return {row: list(zip(sorted(xs)[::2], sorted(xs)[1::2], strict=False)) for row, xs in crossings.items()}


def _middle(rows: Mapping[int, Stretches]) -> float:
    """The number of the line at the area's middle height: the mean of all lines, weighted by their length inside."""
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
