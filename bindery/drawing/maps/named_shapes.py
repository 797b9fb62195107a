"""Draws the lines and areas of a map, and finds room for their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product

from bindery.drawing.maps import free_space, labels
from bindery.drawing.maps.clipping import Point
from bindery.drawing.maps.drawn_map import DrawnShape, Label
from bindery.drawing.maps.labels import LabelSheet
from bindery.drawing.maps.projection import (
    MapFormat,
    MapFrame,
    areas_in_frame,
    few_points,
    lines_in_frame,
    path_data,
)
from bindery.drawing.maps.subject import NamedShape

# Pixels between an area's name and its outline. A name that just does not fit may stand out a little: inside is clearer.
_MARGINS = (3.0, -7.0)
_MOST_TRIED = 60  # the greatest number of boxes to try for a name in an area
_ALONG = (0.5, 0.38, 0.62, 0.26, 0.74, 0.14, 0.86)  # shares of a line's length at which its name may be
_WIDTHS = (1.0, 0.6)  # of a format's widths of names

Pieces = list[list[Point]]


def line_pieces(shape: NamedShape, shown: MapFrame) -> Pieces:
    """The pieces of a line within a frame, in pixels."""
    return few_points(list(lines_in_frame(shape.courses, shown)))


def area_pieces(shape: NamedShape, shown: MapFrame) -> Pieces:
    """The outlines of an area within a frame, in pixels."""
    return few_points(list(areas_in_frame(shape.courses, shown)))


def drawn_line(
    shape: NamedShape, pieces: Pieces, number: int, kind: MapFormat, sheet: LabelSheet
) -> DrawnShape:
    """A line with its name next to it; `number` is its number in the list next to the map."""
    longest = max(pieces, key=_length, default=[])
    spots = [_at(longest, share) for share in _ALONG] if longest else []
    label = _beside(shape.name, number, spots, kind, sheet)
    return DrawnShape(path_data(pieces), shape.approximate, number, label)


def drawn_area(
    shape: NamedShape, pieces: Pieces, number: int, kind: MapFormat, sheet: LabelSheet
) -> DrawnShape:
    """An area with its name within it, or next to it; `number` is its number in the list next to the map."""
    label = _within(shape.name, pieces, kind, sheet) if pieces else None
    if pieces and label is None:
        label = _beside(shape.name, number, list(_middles(pieces)), kind, sheet)
    return DrawnShape(path_data(pieces, closed=True), shape.approximate, number, label)


def _variants(name: str, kind: MapFormat) -> list[tuple[str, ...]]:
    """The ways to break a name into lines, the widest first; a word is broken only if it fits no line."""
    widths = sorted((most * share for most in kind.name_widths for share in _WIDTHS), reverse=True)
    made = list(dict.fromkeys(labels.break_name(name, kind.place_size, most, 3) for most in widths))
    whole = [written for written in made if " ".join(written) == " ".join(name.split())]
    return whole or made[:1]


def _within(name: str, rings: Pieces, kind: MapFormat, sheet: LabelSheet) -> Label | None:
    """A name within an area, in as few lines as possible; None if there is no room."""
    for margin, written in product(_MARGINS, _variants(name, kind)):
        wide, high = labels.lines_size(written, kind.place_size)
        spots = islice(free_space.free_boxes(rings, wide, high, margin), _MOST_TRIED)
        free = [box for box in spots if sheet.is_free(box)]
        if free:
            return sheet.put(Label(written, min(free, key=sheet.crossed), "middle"))
    return None


def _beside(
    name: str, number: int, spots: Sequence[Point], kind: MapFormat, sheet: LabelSheet
) -> Label | None:
    """A name, or else a number, next to one of some points; None if there is no room or no point.

    A name with a leader is preferred to one across a border, which may stand in another country.
    """
    ways = [(True, True), (False, True), (True, False), (False, False)]
    for written in (_variants(name, kind), [(str(number),)]):
        for near, clear in ways:
            for spot in spots:
                if found := sheet.beside(spot, written, kind.place_size, near=near, clear=clear):
                    return found
    return sheet.anywhere(spots[0], (str(number),), kind.place_size) if spots else None


def _middles(rings: Pieces) -> Iterator[Point]:
    """Points well inside an area: the middles of the widest rows."""
    for box in islice(free_space.free_boxes(rings, 4, 4, 1), 5):
        yield (box.left + box.right) / 2, (box.low + box.high) / 2
    yield from islice((point for ring in rings for point in ring), 1)


def _length(points: Sequence[Point]) -> float:
    return sum(abs(x2 - x) + abs(y2 - y) for (x, y), (x2, y2) in pairwise(points))


def _at(points: Sequence[Point], share: float) -> Point:
    """The point of a line at a share of its length."""
    left = _length(points) * share
    for (x, y), (x2, y2) in pairwise(points):
        step = abs(x2 - x) + abs(y2 - y)
        if step >= left:
            along = left / step if step else 0.0
            return x + (x2 - x) * along, y + (y2 - y) * along
        left -= step
    return points[-1]
