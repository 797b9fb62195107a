"""Maps of places: what of the world lies round them, and where each name stands, ready to be drawn.

The projection is equirectangular, true to scale along the parallel in the middle of the map and along all
meridians; north is up. A frame is a box in degrees, so that what lies in it is found by comparing numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bindery import atlas, clipping, interior, lettering
from bindery.atlas import Outline
from bindery.clipping import Box, Point
from bindery.lettering import Label, Sheet

KM_PER_DEGREE = 111.195  # along a meridian of a globe of 6,371 km
_TURN = 360.0
_LEAST_COSINE = 0.17  # nearer to a pole than 80 degrees a map would be torn too wide
_EDGE = 6.0  # pixels between the edge of a picture and what is written in it
_MOST_NUMBERED = 0.25  # of the places: with more numbers among the names, all are numbers
_DOT = 5.0  # half the room of a place's dot, pixels
_BLEED = 3.0  # pixels by which lines run past the edge of the picture, so that no cut shows
_FINEST = 1.0  # pixels between two points of a line
_ROUGHNESS = 0.1  # degrees by which a country's rough outline may be wrong
_COUNTRY_WIDTHS = (160.0, 90.0)
_COUNTRY_LINES = 4
_SPACING = 1.12  # how much wider its letters stand than those of a place
_BAR_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Place:
    """A place with its name, and its latitude and longitude in degrees."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Format:
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


WIDE = Format("wide", 460, 400, (56, 48), 400, (200.0, 100.0))
NARROW = Format("narrow", 320, 300, (34, 36), 340, (140.0, 84.0))


@dataclass(frozen=True)
class Dot:
    """A place in a picture: where it lies, its number in the list, and its label; None when there is no room."""

    x: float
    y: float
    number: int
    label: Label | None


@dataclass(frozen=True)
class ScaleBar:
    """A line from (x, y) to the right that is so many kilometres long on the ground, in the middle of the map."""

    x: float
    y: float
    length: float
    km: int


@dataclass(frozen=True)
class Drawing:
    """A map as shapes in pixels, from the upper left corner.

    Attributes:
        format: its size.
        land: outlines of land as SVG path data, to be filled by the even-odd rule.
        lakes: outlines of lakes, likewise.
        borders: lines between countries, as path data.
        disputed: lines that are disputed or of uncertain course.
        countries: names of countries.
        dots: the places, in their order.
        bar: the scale.
        numbered: whether a label is the place's number, for want of room for its name.
    """

    format: Format
    land: str
    lakes: str
    borders: str
    disputed: str
    countries: tuple[Label, ...]
    dots: tuple[Dot, ...]
    bar: ScaleBar
    numbered: bool


@dataclass(frozen=True)
class Map:
    """A map in two sizes, of which a page shows the one that fits.

    Attributes:
        parallel: the latitude along which it is true to scale, degrees.
        drawings: the wide and the narrow one.
    """

    parallel: float
    drawings: tuple[Drawing, ...]

    @property
    def numbered(self) -> bool:
        """Whether one of the drawings names a place by its number in the list."""
        return any(drawing.numbered for drawing in self.drawings)


@dataclass(frozen=True)
class Frame:
    """What part of the world a picture shows.

    Attributes:
        format: of the picture.
        longitude: in its middle; between -180 and 540.
        latitude: in its middle.
        unit: degrees of latitude a pixel.
    """

    format: Format
    longitude: float
    latitude: float
    unit: float

    @property
    def squeeze(self) -> float:
        """How long a degree of longitude is in the middle of the map, measured by one of latitude."""
        return squeeze(self.latitude)

    @property
    def box(self) -> Box:
        """The part of the world in degrees, with the bleed."""
        across = (self.format.width / 2 + _BLEED) * self.unit / self.squeeze
        down = (self.format.height / 2 + _BLEED) * self.unit
        return Box(
            self.longitude - across, self.latitude - down, self.longitude + across, self.latitude + down
        )

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a point of the world lies in the picture."""
        return (
            self.format.width / 2 + (longitude - self.longitude) * self.squeeze / self.unit,
            self.format.height / 2 - (latitude - self.latitude) / self.unit,
        )


def squeeze(latitude: float) -> float:
    """The length of a degree of longitude, measured by one of latitude; not less than near a pole."""
    return max(math.cos(math.radians(latitude)), _LEAST_COSINE)


@cache
def of(places: tuple[Place, ...]) -> Map:
    """The map of some places, one or more."""
    frames = [frame(places, kind) for kind in (WIDE, NARROW)]
    return Map(frames[0].latitude, tuple(_drawn(places, found) for found in frames))


def frame(places: Sequence[Place], kind: Format) -> Frame:
    """The part of the world round some places: all of them with a margin, and never less than a format's least."""
    south, north = (pick(place.latitude for place in places) for pick in (min, max))
    west, east = _span([place.longitude for place in places])
    latitude, longitude = (south + north) / 2, (west + east) / 2
    unit = max(
        (east - west) * squeeze(latitude) / (kind.width - 2 * kind.margin[0]),
        (north - south) / (kind.height - 2 * kind.margin[1]),
        kind.least / KM_PER_DEGREE / kind.width,
    )
    return Frame(kind, longitude, latitude, unit)


def _span(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest way round the globe that meets all longitudes, as west and east; east may pass 180."""
    found = sorted(set(longitudes))
    gaps = [(after - before, after) for before, after in pairwise(found)]
    gaps.append((found[0] + _TURN - found[-1], found[0]))
    gap, west = max(gaps, key=lambda pair: pair[0])
    return west, west + _TURN - gap


def _drawn(places: Sequence[Place], shown: Frame) -> Drawing:
    world = atlas.world()
    borders = list(_lines(world.borders, shown))
    disputed = list(_lines(world.disputed, shown))
    points = [_located(place, shown) for place in places]
    bar = _bar(shown, points)
    sheet, dots = _labelled(places, points, bar, shown.format, [*borders, *disputed])
    return Drawing(
        format=shown.format,
        land=_path(_areas(world.land, shown), closed=True),
        lakes=_path(_areas(world.lakes, shown), closed=True),
        borders=_path(borders),
        disputed=_path(disputed),
        countries=tuple(_names(shown, sheet)),
        dots=dots,
        bar=bar,
        numbered=any(dot.label is not None and dot.label.lines == (str(dot.number),) for dot in dots),
    )


def _located(place: Place, shown: Frame) -> Point:
    """Where a place lies in a picture that shows it, whichever side of 180 degrees it was counted from."""
    turns = round((shown.longitude - place.longitude) / _TURN)
    return shown.point(place.longitude + turns * _TURN, place.latitude)


def _shown(outlines: Iterable[Outline], box: Box) -> Iterator[tuple[Outline, float]]:
    """The outlines that come near a box, each with what to add to its longitudes."""
    for outline in outlines:
        if outline.north > box.low and outline.south < box.high:
            first = math.ceil((box.left - outline.east) / _TURN)
            last = math.floor((box.right - outline.west) / _TURN)
            for turns in range(first, last + 1):
                yield outline, turns * _TURN


def _moved(box: Box, shift: float) -> Box:
    return Box(box.left - shift, box.low, box.right - shift, box.high)


def _areas(outlines: Iterable[Outline], shown: Frame) -> Iterator[list[Point]]:
    """The parts of areas that a frame shows, in pixels."""
    for outline, shift in _shown(outlines, shown.box):
        kept = clipping.ring(outline.points, _moved(shown.box, shift))
        if kept:
            yield [shown.point(x + shift, y) for x, y in kept]


def _lines(outlines: Iterable[Outline], shown: Frame) -> Iterator[list[Point]]:
    """The pieces of lines that a frame shows, in pixels."""
    for outline, shift in _shown(outlines, shown.box):
        for piece in clipping.line(outline.points, _moved(shown.box, shift)):
            yield clipping.thinned([shown.point(x + shift, y) for x, y in piece], _FINEST)


def _path(pieces: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """SVG path data: steps in tenths of a pixel, each from the point before."""
    parts = []
    for piece in pieces:
        points = [(round(x, 1), round(y, 1)) for x, y in clipping.thinned(piece, _FINEST)]
        if len(points) > 1 + closed:
            steps = "".join(
                f"l{_short(x - before[0])} {_short(y - before[1])}" for before, (x, y) in pairwise(points)
            )
            parts.append(f"M{_short(points[0][0])} {_short(points[0][1])}{steps}{'z' if closed else ''}")
    return "".join(parts)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _labelled(
    places: Sequence[Place],
    points: Sequence[Point],
    bar: ScaleBar,
    kind: Format,
    lines: Sequence[Sequence[Point]],
) -> tuple[Sheet, tuple[Dot, ...]]:
    """The dots with their labels: names, a few numbers for want of room, or numbers only."""
    for by_number in (False, True):
        sheet = Sheet(Box(0, 0, kind.width, kind.height).grown(-_EDGE))
        sheet.draw(lines)
        sheet.keep_free(Box(bar.x - 4, bar.y - 20, bar.x + bar.length + 4, bar.y + 6))
        for x, y in points:
            sheet.keep_free(Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT))
        labels = [
            _label(sheet, place.name, number, point, kind, by_number=by_number)
            for number, (place, point) in enumerate(zip(places, points, strict=True), 1)
        ]
        numbered = sum(label is None or label.lines == (str(n),) for n, label in enumerate(labels, 1))
        if numbered <= _MOST_NUMBERED * len(places):
            break
    dots = zip(points, labels, strict=True)
    return sheet, tuple(Dot(x, y, number, label) for number, ((x, y), label) in enumerate(dots, 1))


def _label(
    sheet: Sheet, name: str, number: int, point: Point, kind: Format, *, by_number: bool
) -> Label | None:
    """The label of one place: its name, or else its number in the list."""
    variants = dict.fromkeys(lettering.lines(name, kind.place_size, most, 3) for most in kind.name_widths)
    named = None if by_number else sheet.beside(point, tuple(variants), kind.place_size)
    short = (str(number),)
    return (
        named
        or sheet.beside(point, [short], kind.place_size)
        or sheet.anywhere(point, short, kind.place_size)
    )


def _bar(shown: Frame, points: Sequence[Point]) -> ScaleBar:
    """A scale of a round number of kilometres, up to a quarter of the picture, in the emptier lower corner."""
    kind = shown.format
    per_pixel = shown.unit * KM_PER_DEGREE
    most = kind.width / 4 * per_pixel
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in _BAR_STEPS if step * power <= most)
    length = km / per_pixel
    corners = (12.0, kind.width - 12 - length)
    y = kind.height - 12.0
    x = min(corners, key=lambda left: sum(_near(point, left + length / 2, y) for point in points))
    return ScaleBar(x, y, length, km)


def _near(point: Point, x: float, y: float) -> bool:
    return abs(point[0] - x) < 120 and abs(point[1] - y) < 60  # noqa: PLR2004  the room of a bar and a name


def _names(shown: Frame, sheet: Sheet) -> Iterator[Label]:
    """The names of countries for which there is room, off borders and off what stands in the picture."""
    margin, size = _ROUGHNESS / shown.unit, shown.format.country_size
    for name, outlines in atlas.world().countries:
        rings = list(_areas(outlines, shown))
        if not rings:
            continue
        for most in _COUNTRY_WIDTHS:
            written = lettering.lines(name, size, most / _SPACING, _COUNTRY_LINES)
            wide, high = lettering.measure(written, size)
            wide *= _SPACING
            spots = interior.spots(rings, wide, high, margin)
            free = (box for box in spots if sheet.is_free(box.grown(_EDGE)) and sheet.is_clear(box))
            found = next(free, None)
            if found and not written[-1].endswith(lettering.ELLIPSIS):
                yield sheet.put(Label(written, found, "middle"))
                break
