"""Makes maps of places: the part of the world round them, with dots, names and a scale bar, as shapes for a template."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bindery.drawing.maps import atlas, clipping, free_space, labels
from bindery.drawing.maps.clipping import ClipBox, Point
from bindery.drawing.maps.labels import Label, LabelSheet
from bindery.drawing.maps.projection import (
    KM_PER_DEGREE,
    NARROW,
    WIDE,
    MapFormat,
    MapFrame,
    MapPlace,
    areas_in_frame,
    lines_in_frame,
    map_frame,
    path_data,
)

_EDGE = 6.0  # pixels between the edge of a map and text in it
_MOST_NUMBERED = (
    0.25  # if a greater share of the places has numbers for want of room, all places have numbers
)
_NEIGHBOURHOOD = 40.0  # pixels round the scale bar in which a place's name may be
_DOT = 5.0  # pixels, half the side of the box that a place's dot takes
_ROUGHNESS = 0.12  # degrees by which the rough outline of a country may be wrong
_COUNTRY_WIDTHS = (160.0, 90.0)  # pixels, the greatest widths of a country's name, the preferred one first
_MOST_TRIED = 200  # the greatest number of boxes to try for a name
_COUNTRY_LINES = 4  # the greatest number of lines of a country's name
_SPACING = 1.12  # how much wider a country's name is than a place's name, for its letter spacing
_BAR_STEPS = (1, 2, 5)  # times a power of ten: round lengths of the scale bar


@dataclass(frozen=True)
class PlaceDot:
    """A place on a map.

    Attributes:
        x: x coordinate in pixels.
        y: y coordinate in pixels.
        number: number of the place in the list next to the map, from 1.
        label: its name or number on the map; None if there is no room for either.
    """

    x: float
    y: float
    number: int
    label: Label | None


@dataclass(frozen=True)
class ScaleBar:
    """A scale bar: a horizontal line that is right for the middle of the map.

    Attributes:
        x: x coordinate of its left end, in pixels.
        y: y coordinate, in pixels.
        length: length in pixels.
        km: the distance that it represents, in kilometres.
    """

    x: float
    y: float
    length: float
    km: int

    @property
    def box(self) -> ClipBox:
        """The box that it takes with its label."""
        return ClipBox(self.x - 4, self.y - 20, self.x + self.length + 4, self.y + 6)


@dataclass(frozen=True)
class MapDrawing:
    """A map at one size. All coordinates are pixels from the upper left corner.

    Attributes:
        format: its size.
        land: outlines of land as SVG path data, to be filled with the even-odd rule.
        lakes: outlines of lakes as SVG path data, to be filled with the even-odd rule.
        borders: borders between countries as SVG path data.
        disputed: disputed or uncertain borders as SVG path data.
        countries: names of countries.
        dots: the places, in the author's order.
        bar: the scale bar.
        numbered: whether a place is labelled with its number, for want of room for its name.
    """

    format: MapFormat
    land: str
    lakes: str
    borders: str
    disputed: str
    countries: tuple[Label, ...]
    dots: tuple[PlaceDot, ...]
    bar: ScaleBar
    numbered: bool


@dataclass(frozen=True)
class PlaceMap:
    """A map in two sizes; a page shows the one that fits.

    Attributes:
        parallel: the latitude, in degrees, along which the map is true to scale.
        drawings: the wide and the narrow map.
    """

    parallel: float
    drawings: tuple[MapDrawing, ...]

    @property
    def numbered(self) -> bool:
        """Whether a place on one of the maps is labelled with its number in the list."""
        return any(drawing.numbered for drawing in self.drawings)


@lru_cache(maxsize=128)
def map_of_places(places: tuple[MapPlace, ...]) -> PlaceMap:
    """The map of some places, at least one."""
    frames = [map_frame(places, kind) for kind in (WIDE, NARROW)]
    return PlaceMap(frames[0].latitude, tuple(_drawn(places, found) for found in frames))


def _drawn(places: Sequence[MapPlace], shown: MapFrame) -> MapDrawing:
    """The map of some places within a frame."""
    world = atlas.world()
    borders = list(lines_in_frame(world.borders, shown))
    disputed = list(lines_in_frame(world.disputed, shown))
    points = [shown.place(place) for place in places]
    bar = _bar(shown, points, [*borders, *disputed])
    sheet, dots = _labelled(places, points, bar, shown.format, [*borders, *disputed])
    return MapDrawing(
        format=shown.format,
        land=path_data(areas_in_frame(world.land, shown), closed=True),
        lakes=path_data(areas_in_frame(world.lakes, shown), closed=True),
        borders=path_data(borders),
        disputed=path_data(disputed),
        countries=tuple(_names(shown, sheet)),
        dots=dots,
        bar=bar,
        numbered=any(dot.label is not None and dot.label.lines == (str(dot.number),) for dot in dots),
    )


def _labelled(
    places: Sequence[MapPlace],
    points: Sequence[Point],
    bar: ScaleBar,
    kind: MapFormat,
    drawn: Sequence[Sequence[Point]],
) -> tuple[LabelSheet, tuple[PlaceDot, ...]]:
    """Labels the places: with names and a few numbers for want of room, or else with numbers only.

    Args:
        places: the places.
        points: the position of each place, in pixels.
        bar: the scale bar, which no label may cover.
        kind: size of the map.
        drawn: lines that labels should not cover.

    Returns:
        The sheet with the labels, and the dots in the order of the places.
    """
    for by_number in (False, True):
        sheet = LabelSheet(ClipBox(0, 0, kind.width, kind.height).grown(-_EDGE))
        sheet.draw(drawn)
        sheet.keep_free(bar.box)
        for x, y in points:
            sheet.keep_free(ClipBox(x - _DOT, y - _DOT, x + _DOT, y + _DOT))
        found = [
            _label(sheet, place.name, number, point, kind, by_number=by_number)
            for number, (place, point) in enumerate(zip(places, points, strict=True), 1)
        ]
        numbered = sum(label is None or label.lines == (str(n),) for n, label in enumerate(found, 1))
        if numbered <= _MOST_NUMBERED * len(places):
            break
    dots = zip(points, found, strict=True)
    return sheet, tuple(PlaceDot(x, y, number, label) for number, ((x, y), label) in enumerate(dots, 1))


def _label(
    sheet: LabelSheet, name: str, number: int, point: Point, kind: MapFormat, *, by_number: bool
) -> Label | None:
    """The label of one place: its name, or else its number in the list; None if there is no room for either."""
    variants = dict.fromkeys(labels.break_name(name, kind.place_size, most, 3) for most in kind.name_widths)
    named = None if by_number else sheet.beside(point, tuple(variants), kind.place_size)
    short = (str(number),)
    return (
        named
        or sheet.beside(point, [short], kind.place_size)
        or sheet.anywhere(point, short, kind.place_size)
    )


def _bar(shown: MapFrame, points: Sequence[Point], drawn: Sequence[Sequence[Point]]) -> ScaleBar:
    """A scale bar of a round number of kilometres, up to a quarter of the map's width, in the emptier lower corner."""
    kind = shown.format
    per_pixel = shown.unit * KM_PER_DEGREE
    most = kind.width / 4 * per_pixel
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in _BAR_STEPS if step * power <= most)
    length, inset = km / per_pixel, 2 * _EDGE
    bars = [ScaleBar(x, kind.height - inset, length, km) for x in (inset, kind.width - inset - length)]
    return min(bars, key=lambda bar: _crowding(bar.box, points, drawn))


def _crowding(box: ClipBox, points: Sequence[Point], drawn: Sequence[Sequence[Point]]) -> tuple[int, int]:
    """How many places are near a box, and how many lines cross it."""
    near = box.grown(_NEIGHBOURHOOD)
    places = sum(near.holds(ClipBox(x, y, x, y)) for x, y in points)
    return places, sum(any(True for _ in clipping.clip_line(line, box)) for line in drawn)


def _names(shown: MapFrame, sheet: LabelSheet) -> Iterator[Label]:
    """The names of the countries for which there is room away from borders and from other labels."""
    margin, size = _ROUGHNESS / shown.unit, shown.format.country_size
    for name, outlines in atlas.world().countries:
        rings = list(areas_in_frame(outlines, shown))
        if not rings:
            continue
        for most in _COUNTRY_WIDTHS:
            written = labels.break_name(name, size, most / _SPACING, _COUNTRY_LINES)
            wide, high = labels.lines_size(written, size)
            wide *= _SPACING
            spots = free_space.free_boxes(rings, wide, high, margin)
            free = (
                box
                for box in islice(spots, _MOST_TRIED)
                if sheet.is_free(box.grown(_EDGE)) and sheet.is_clear(box)
            )
            found = next(free, None)
            if found and not written[-1].endswith(labels.ELLIPSIS):
                yield sheet.put(Label(written, found, "middle"))
                break
