"""Clips lines and outlines at the edges of a box, such as the frame of a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

Point = tuple[float, float]


class ClipBox(NamedTuple):
    """A box with horizontal and vertical sides.

    The unit is that of its use: degrees, where `low` is in the south, or pixels, where `low` is the upper side.

    Attributes:
        left: the smallest x.
        low: the smallest y.
        right: the greatest x.
        high: the greatest y.
    """

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: ClipBox) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )

    def holds(self, other: ClipBox) -> bool:
        """Whether the other box is inside this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.low <= other.low
            and other.high <= self.high
        )

    @property
    def corners(self) -> list[Point]:
        """Its outline: the four corners in turn, and the first again."""
        left, low, right, high = self
        return [(left, low), (right, low), (right, high), (left, high), (left, low)]

    def grown(self, margin: float) -> ClipBox:
        """The box with a margin added on all sides; a negative margin makes it smaller."""
        return ClipBox(self.left - margin, self.low - margin, self.right + margin, self.high + margin)


def clip_segment(start: Point, end: Point, box: ClipBox) -> tuple[Point, Point] | None:
    """The part of a straight line within a box, including its edges; None if there is none.

    The Liang–Barsky algorithm, which calculates how far along the line it enters and leaves the box.
    """
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    enters, leaves = 0.0, 1.0
    for step, room in (
        (-dx, x - box.left),
        (dx, box.right - x),
        (-dy, y - box.low),
        (dy, box.high - y),
    ):
        if step == 0:
            if room < 0:
                return None
            continue
        along = room / step
        if step < 0:
            enters = max(enters, along)
        else:
            leaves = min(leaves, along)
    if enters > leaves:
        return None
    first = start if enters == 0 else (x + enters * dx, y + enters * dy)
    last = end if leaves == 1 else (x + leaves * dx, y + leaves * dy)
    return first, last


def clip_line(points: Sequence[Point], box: ClipBox) -> Iterator[list[Point]]:
    """The pieces of a line within a box, in the direction of the line."""
    piece: list[Point] = []
    sides = _sides(points, box)
    for number in range(len(points) - 1):
        start, end = points[number], points[number + 1]
        inside = None if sides[number] & sides[number + 1] else clip_segment(start, end, box)
        if inside is None or (piece and piece[-1] != inside[0]):
            if piece:
                yield piece
            piece = []
        if inside is not None:
            piece = piece or [inside[0]]
            piece.append(inside[1])
    if piece:
        yield piece


def clip_ring(points: Sequence[Point], box: ClipBox) -> list[Point]:
    """The outline of the part of an area within a box; empty if there is none.

    The Sutherland–Hodgman algorithm, which clips at one side of the box after the other. Where the area leaves the box
    and comes back, the outline follows the edge.
    """
    kept = list(_without_detours(points, box))
    kept = _cut(kept, 0, box.left, keep_greater=True)
    kept = _cut(kept, 0, box.right, keep_greater=False)
    kept = _cut(kept, 1, box.low, keep_greater=True)
    return _cut(kept, 1, box.high, keep_greater=False)


def thin_line(points: Sequence[Point], least: float) -> list[Point]:
    """A line without the points that are nearer than `least` to the last one kept, in x and in y; its ends are kept."""
    kept: list[Point] = []
    for point in points[:-1]:
        if not kept or abs(point[0] - kept[-1][0]) >= least or abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return [*kept, points[-1]] if points else []


def _sides(points: Sequence[Point], box: ClipBox) -> list[int]:
    """The sides of a box beyond which each point is, one bit for each side; 0 if it is inside."""
    left, low, right, high = box.left, box.low, box.right, box.high
    return [(x < left) | (x > right) << 1 | (y < low) << 2 | (y > high) << 3 for x, y in points]


def _without_detours(points: Sequence[Point], box: ClipBox) -> Iterator[Point]:
    """The outline with each run of points beyond the same side of the box reduced to its two ends."""
    for side, run in groupby(zip(_sides(points, box), points, strict=True), key=itemgetter(0)):
        (_, first), *others = run
        yield first
        if not side:
            yield from (point for _, point in others)
        elif others and others[-1][1] != first:
            yield others[-1][1]


def _cut(points: list[Point], axis: int, edge: float, *, keep_greater: bool) -> list[Point]:
    """An outline clipped at a vertical (axis 0) or horizontal (axis 1) line.

    Args:
        points: the outline.
        axis: 0 if the line is at an x, 1 if it is at a y.
        edge: the coordinate of the line.
        keep_greater: whether to keep the side with greater coordinates.
    """
    kept: list[Point] = []
    for number, point in enumerate(points):
        before = points[number - 1]
        inside = point[axis] >= edge if keep_greater else point[axis] <= edge
        was_inside = before[axis] >= edge if keep_greater else before[axis] <= edge
        if inside != was_inside:
            along = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + along * (point[1 - axis] - before[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if inside:
            kept.append(point)
    return kept
