"""The map projection: which part of the world a map shows, and where on the map places, areas and lines are.

The projection is equirectangular, true to scale along the parallel in the middle of the map and along all meridians;
north is up. A frame is a box in degrees, so that comparing numbers is enough to find what is in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from bindery.drawing.maps import clipping
from bindery.drawing.maps.clipping import ClipBox, Point

KM_PER_DEGREE = 111.195  # of latitude, on a globe with a radius of 6,371 km
_TURN = 360.0
_LEAST_COSINE = 0.17  # beyond 80 degrees of latitude, a map would otherwise be stretched too much
_BLEED = 3.0  # pixels by which lines extend beyond the edge of the map, so that no ends are visible
_CLOSER = 0.25  # the share of a format's least width that a map of lines and areas may show
_COARSEST = 64.0
_MOST_POINTS = (
    6000  # of the lines or areas of one path; with more, points that are near each other are left out
)
_FINEST = 1.0  # the smallest distance in pixels between two points of a line


@dataclass(frozen=True)
class MapPlace:
    """A place.

    Attributes:
        name: name of the place.
        latitude: latitude in degrees, north positive.
        longitude: longitude in degrees, east positive.
    """

    name: str
    latitude: float
    longitude: float


class Shape(Protocol):
    """A line, or the outline of an area."""

    @property
    def box(self) -> ClipBox:
        """Its bounding box in degrees; its longitudes may be beyond 180."""

    @property
    def points(self) -> Sequence[Point]:
        """The longitude and latitude of each point, in degrees."""


@dataclass(frozen=True)
class MapFormat:
    """A size of map. Lengths are in pixels unless stated otherwise.

    Attributes:
        name: its name in the stylesheet: `wide` or `narrow`.
        width: width of the map.
        height: height of the map.
        margin: horizontal and vertical distance from an edge to the nearest place.
        least: the smallest distance that the map's width represents, in kilometres.
        name_widths: greatest widths of a place's name, the preferred one first.
        place_size: font size of a place's name.
        country_size: font size of a country's name.
    """

    name: str
    width: int
    height: int
    margin: tuple[float, float]
    least: float
    name_widths: tuple[float, ...]
    place_size: float = 13.0
    country_size: float = 12.0


WIDE = MapFormat("wide", 460, 400, (56, 48), 400, (200.0, 100.0))
NARROW = MapFormat("narrow", 320, 300, (34, 36), 340, (140.0, 84.0))
INSET = MapFormat("inset", 260, 300, (24, 22), 600, (110.0, 70.0), 11.0, 10.0)


@dataclass(frozen=True)
class MapFrame:
    """The part of the world that a map shows.

    Attributes:
        format: size of the map.
        longitude: longitude of its middle in degrees; it may be more than 180.
        latitude: latitude of its middle in degrees.
        unit: degrees of latitude per pixel.
    """

    format: MapFormat
    longitude: float
    latitude: float
    unit: float

    @cached_property
    def squeeze(self) -> float:
        """The length of a degree of longitude in the middle of the map, relative to a degree of latitude."""
        return squeeze(self.latitude)

    @cached_property
    def box(self) -> ClipBox:
        """The part of the world in degrees, including the bleed."""
        across = (self.format.width / 2 + _BLEED) * self.unit / self.squeeze
        down = (self.format.height / 2 + _BLEED) * self.unit
        return ClipBox(
            self.longitude - across, self.latitude - down, self.longitude + across, self.latitude + down
        )

    def point(self, longitude: float, latitude: float) -> Point:
        """The position on the map, in pixels, of a point in degrees; it may be outside the map."""
        return (
            self.format.width / 2 + (longitude - self.longitude) * self.squeeze / self.unit,
            self.format.height / 2 - (latitude - self.latitude) / self.unit,
        )

    def place(self, place: MapPlace) -> Point:
        """The position of a place in pixels; its longitude may differ from the frame's by whole turns."""
        turns = round((self.longitude - place.longitude) / _TURN)
        return self.point(place.longitude + turns * _TURN, place.latitude)


def squeeze(latitude: float) -> float:
    """The length of a degree of longitude relative to a degree of latitude, at a latitude in degrees.

    It is limited below, so that maps near the poles are not stretched too much.
    """
    return max(math.cos(math.radians(latitude)), _LEAST_COSINE)


def map_frame(places: Sequence[MapPlace], kind: MapFormat, boxes: Sequence[ClipBox] = ()) -> MapFrame:
    """The part of the world to show: all places and boxes with a margin, and at least `kind.least` kilometres.

    Args:
        places: the places.
        kind: size of the map.
        boxes: bounding boxes of lines and areas, in degrees. With them, a map may show a smaller part of the world.
    """
    spots = [ClipBox(p.longitude, p.latitude, p.longitude, p.latitude) for p in places]
    south, north = min(b.low for b in (*spots, *boxes)), max(b.high for b in (*spots, *boxes))
    west, east = _span([(box.left, box.right) for box in (*spots, *boxes)])
    latitude, longitude = (south + north) / 2, (west + east) / 2
    unit = max(
        (east - west) * squeeze(latitude) / (kind.width - 2 * kind.margin[0]),
        (north - south) / (kind.height - 2 * kind.margin[1]),
        kind.least * (_CLOSER if boxes else 1) / KM_PER_DEGREE / kind.width,
    )
    return MapFrame(kind, longitude, latitude, unit)


def _span(ranges: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The narrowest range of longitudes that contains some ranges: its western and eastern end, which may exceed 180."""
    moved = [(west - _TURN * math.floor((west + _TURN / 2) / _TURN), east - west) for west, east in ranges]
    found = sorted((west, west + min(wide, _TURN)) for west, wide in moved)
    reached, gaps = found[0][1], []
    for west, east in found[1:]:
        gaps.append((west - reached, west))
        reached = max(reached, east)
    gaps.append((found[0][0] + _TURN - reached, found[0][0]))
    gap, west = max(gaps, key=lambda pair: pair[0])
    return west, west + _TURN - max(gap, 0)


def _shown(outlines: Iterable[Shape], box: ClipBox) -> Iterator[tuple[Shape, float]]:
    """The outlines whose boxes meet a box in degrees, each with the degrees to add to its longitudes."""
    for outline in outlines:
        if outline.box.high > box.low and outline.box.low < box.high:
            first = math.ceil((box.left - outline.box.right) / _TURN)
            last = math.floor((box.right - outline.box.left) / _TURN)
            for turns in range(first, last + 1):
                yield outline, turns * _TURN


def _moved(box: ClipBox, shift: float) -> ClipBox:
    return ClipBox(box.left - shift, box.low, box.right - shift, box.high)


def areas_in_frame(outlines: Iterable[Shape], shown: MapFrame) -> Iterator[list[Point]]:
    """The outlines in pixels of the parts of areas within a frame."""
    for outline, shift in _shown(outlines, shown.box):
        box = _moved(shown.box, shift)
        kept = outline.points if box.holds(outline.box) else clipping.clip_ring(outline.points, box)
        if kept:
            yield [shown.point(x + shift, y) for x, y in kept]


def lines_in_frame(outlines: Iterable[Shape], shown: MapFrame) -> Iterator[list[Point]]:
    """The pieces of lines within a frame, in pixels."""
    for outline, shift in _shown(outlines, shown.box):
        box = _moved(shown.box, shift)
        whole = box.holds(outline.box)
        for piece in [outline.points] if whole else clipping.clip_line(outline.points, box):
            yield clipping.thin_line([shown.point(x + shift, y) for x, y in piece], _FINEST)


def path_data(pieces: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """SVG path data with relative coordinates, rounded to tenths of a pixel.

    Args:
        pieces: lines or outlines in pixels.
        closed: whether the pieces are outlines.
    """
    parts = []
    for piece in few_points(list(pieces)):
        points = [(round(x, 1), round(y, 1)) for x, y in piece]
        if len(points) > 1 + closed:
            steps = "".join(
                f"l{_short(x - before[0])} {_short(y - before[1])}" for before, (x, y) in pairwise(points)
            )
            parts.append(f"M{_short(points[0][0])} {_short(points[0][1])}{steps}{'z' if closed else ''}")
    return "".join(parts)


def few_points(pieces: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Lines in pixels without the points that nobody could see, and with at most `_MOST_POINTS` if they have more."""
    least = _FINEST
    while True:
        thinned = [clipping.thin_line(piece, least) for piece in pieces]
        count = sum(map(len, thinned))
        if count <= _MOST_POINTS:
            return thinned
        if least > _COARSEST:  # a scribble all over the map: only some of its points are kept
            every = math.ceil(count / _MOST_POINTS)
            return [[*piece[:-1:every], *piece[-1:]] for piece in thinned]
        least *= 2


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
