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

from bindery.drawing.maps import clipping
from bindery.drawing.maps.atlas import Outline
from bindery.drawing.maps.clipping import ClipBox, Point

KM_PER_DEGREE = 111.195  # of latitude, on a globe with a radius of 6,371 km
_TURN = 360.0
_LEAST_COSINE = 0.17  # beyond 80 degrees of latitude, a map would otherwise be stretched too much
_BLEED = 3.0  # pixels by which lines extend beyond the edge of the map, so that no ends are visible
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


def map_frame(places: Sequence[MapPlace], kind: MapFormat) -> MapFrame:
    """The part of the world to show for some places: all of them with a margin, and at least `kind.least` kilometres."""
    south, north = (pick(place.latitude for place in places) for pick in (min, max))
    west, east = _span([place.longitude for place in places])
    latitude, longitude = (south + north) / 2, (west + east) / 2
    unit = max(
        (east - west) * squeeze(latitude) / (kind.width - 2 * kind.margin[0]),
        (north - south) / (kind.height - 2 * kind.margin[1]),
        kind.least / KM_PER_DEGREE / kind.width,
    )
    return MapFrame(kind, longitude, latitude, unit)


def _span(longitudes: Sequence[float]) -> tuple[float, float]:
    """The narrowest range that contains all longitudes, as its western and eastern end; the latter may exceed 180."""
    found = sorted(set(longitudes))
    gaps = [(after - before, after) for before, after in pairwise(found)]
    gaps.append((found[0] + _TURN - found[-1], found[0]))
    gap, west = max(gaps, key=lambda pair: pair[0])
    return west, west + _TURN - gap


def _shown(outlines: Iterable[Outline], box: ClipBox) -> Iterator[tuple[Outline, float]]:
    """The outlines whose boxes meet a box in degrees, each with the degrees to add to its longitudes."""
    for outline in outlines:
        if outline.box.high > box.low and outline.box.low < box.high:
            first = math.ceil((box.left - outline.box.right) / _TURN)
            last = math.floor((box.right - outline.box.left) / _TURN)
            for turns in range(first, last + 1):
                yield outline, turns * _TURN


def _moved(box: ClipBox, shift: float) -> ClipBox:
    return ClipBox(box.left - shift, box.low, box.right - shift, box.high)


def areas_in_frame(outlines: Iterable[Outline], shown: MapFrame) -> Iterator[list[Point]]:
    """The outlines in pixels of the parts of areas within a frame."""
    for outline, shift in _shown(outlines, shown.box):
        box = _moved(shown.box, shift)
        kept = outline.points if box.holds(outline.box) else clipping.clip_ring(outline.points, box)
        if kept:
            yield [shown.point(x + shift, y) for x, y in kept]


def lines_in_frame(outlines: Iterable[Outline], shown: MapFrame) -> Iterator[list[Point]]:
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
    for piece in pieces:
        points = [(round(x, 1), round(y, 1)) for x, y in clipping.thin_line(piece, _FINEST)]
        if len(points) > 1 + closed:
            steps = "".join(
                f"l{_short(x - before[0])} {_short(y - before[1])}" for before, (x, y) in pairwise(points)
            )
            parts.append(f"M{_short(points[0][0])} {_short(points[0][1])}{steps}{'z' if closed else ''}")
    return "".join(parts)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
