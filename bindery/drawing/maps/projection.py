"""What part of the world a picture shows, and where in it things lie.

The projection is equirectangular, true to scale along the parallel in the middle of the picture and along all
meridians; north is up. A frame is a box in degrees, so that what lies in it is found by comparing numbers.
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

KM_PER_DEGREE = 111.195  # along a meridian of a globe of 6,371 km
_TURN = 360.0
_LEAST_COSINE = 0.17  # nearer to a pole than 80 degrees a map would be torn too wide
_BLEED = 3.0  # pixels by which lines run past the edge of the picture, so that no cut shows
_FINEST = 1.0  # pixels between two points of a line


@dataclass(frozen=True)
class MapPlace:
    """A place with its name, and its latitude and longitude in degrees."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class MapFormat:
    """How large a picture is, in pixels, and what it shows at the least.

    Attributes:
        name: what a style sheet calls it.
        width: of the picture.
        height: of the picture.
        margin: from an edge to the nearest place, across and down.
        least: kilometres from its left edge to its right one.
        name_widths: how wide a line of a name may be, the preferred width first.
        place_size: of the letters of a place's name.
        country_size: of a country's.
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
    """What part of the world a picture shows.

    Attributes:
        format: of the picture.
        longitude: in its middle; it may pass 180.
        latitude: in its middle.
        unit: degrees of latitude a pixel.
    """

    format: MapFormat
    longitude: float
    latitude: float
    unit: float

    @cached_property
    def squeeze(self) -> float:
        """How long a degree of longitude is in the middle of the map, measured by one of latitude."""
        return squeeze(self.latitude)

    @cached_property
    def box(self) -> ClipBox:
        """The part of the world in degrees, with the bleed."""
        across = (self.format.width / 2 + _BLEED) * self.unit / self.squeeze
        down = (self.format.height / 2 + _BLEED) * self.unit
        return ClipBox(
            self.longitude - across, self.latitude - down, self.longitude + across, self.latitude + down
        )

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a point of the world lies in the picture, or past its edges."""
        return (
            self.format.width / 2 + (longitude - self.longitude) * self.squeeze / self.unit,
            self.format.height / 2 - (latitude - self.latitude) / self.unit,
        )

    def place(self, place: MapPlace) -> Point:
        """Where a place lies, whichever way round the globe its longitude was counted."""
        turns = round((self.longitude - place.longitude) / _TURN)
        return self.point(place.longitude + turns * _TURN, place.latitude)


def squeeze(latitude: float) -> float:
    """The length of a degree of longitude, measured by one of latitude; not less than near a pole."""
    return max(math.cos(math.radians(latitude)), _LEAST_COSINE)


def map_frame(places: Sequence[MapPlace], kind: MapFormat) -> MapFrame:
    """The part of the world round some places: all of them with a margin, and never less than a format's least."""
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
    """The shortest way round the globe that meets all longitudes, as west and east; east may pass 180."""
    found = sorted(set(longitudes))
    gaps = [(after - before, after) for before, after in pairwise(found)]
    gaps.append((found[0] + _TURN - found[-1], found[0]))
    gap, west = max(gaps, key=lambda pair: pair[0])
    return west, west + _TURN - gap


def _shown(outlines: Iterable[Outline], box: ClipBox) -> Iterator[tuple[Outline, float]]:
    """The outlines that come near a box, each with what to add to its longitudes."""
    for outline in outlines:
        if outline.box.high > box.low and outline.box.low < box.high:
            first = math.ceil((box.left - outline.box.right) / _TURN)
            last = math.floor((box.right - outline.box.left) / _TURN)
            for turns in range(first, last + 1):
                yield outline, turns * _TURN


def _moved(box: ClipBox, shift: float) -> ClipBox:
    return ClipBox(box.left - shift, box.low, box.right - shift, box.high)


def areas_in_frame(outlines: Iterable[Outline], shown: MapFrame) -> Iterator[list[Point]]:
    """The parts of areas that a frame shows, in pixels."""
    for outline, shift in _shown(outlines, shown.box):
        box = _moved(shown.box, shift)
        kept = outline.points if box.holds(outline.box) else clipping.clip_ring(outline.points, box)
        if kept:
            yield [shown.point(x + shift, y) for x, y in kept]


def lines_in_frame(outlines: Iterable[Outline], shown: MapFrame) -> Iterator[list[Point]]:
    """The pieces of lines that a frame shows, in pixels."""
    for outline, shift in _shown(outlines, shown.box):
        box = _moved(shown.box, shift)
        whole = box.holds(outline.box)
        for piece in [outline.points] if whole else clipping.clip_line(outline.points, box):
            yield clipping.thin_line([shown.point(x + shift, y) for x, y in piece], _FINEST)


def path_data(pieces: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """SVG path data: steps in tenths of a pixel, each from the point before."""
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
