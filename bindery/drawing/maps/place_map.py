"""Maps of places: what of the world lies round them, and where each name stands, ready to be drawn."""

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

_EDGE = 6.0  # pixels between the edge of a picture and what is written in it
_MOST_NUMBERED = 0.25  # of the places: with more numbers among the names, all are numbers
_NEIGHBOURHOOD = 40.0  # pixels round the scale in which a place's name might stand
_DOT = 5.0  # half the room of a place's dot, pixels
_ROUGHNESS = 0.12  # degrees by which a country's rough outline may be wrong
_COUNTRY_WIDTHS = (160.0, 90.0)
_MOST_TRIED = 200  # boxes for one name, so that a crowded map does not try them all
_COUNTRY_LINES = 4
_SPACING = 1.12  # how much wider its letters stand than those of a place
_BAR_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class PlaceDot:
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

    @property
    def box(self) -> ClipBox:
        """The room that it takes with its words."""
        return ClipBox(self.x - 4, self.y - 20, self.x + self.length + 4, self.y + 6)


@dataclass(frozen=True)
class MapDrawing:
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
    """A map in two sizes, of which a page shows the one that fits.

    Attributes:
        parallel: the latitude along which it is true to scale, degrees.
        drawings: the wide and the narrow one.
    """

    parallel: float
    drawings: tuple[MapDrawing, ...]

    @property
    def numbered(self) -> bool:
        """Whether one of the drawings names a place by its number in the list."""
        return any(drawing.numbered for drawing in self.drawings)


@lru_cache(maxsize=128)
def map_of_places(places: tuple[MapPlace, ...]) -> PlaceMap:
    """The map of some places, one or more."""
    frames = [map_frame(places, kind) for kind in (WIDE, NARROW)]
    return PlaceMap(frames[0].latitude, tuple(_drawn(places, found) for found in frames))


def _drawn(places: Sequence[MapPlace], shown: MapFrame) -> MapDrawing:
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
    """The dots with their labels: names, a few numbers for want of room, or numbers only."""
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
    """The label of one place: its name, or else its number in the list."""
    variants = dict.fromkeys(labels.break_name(name, kind.place_size, most, 3) for most in kind.name_widths)
    named = None if by_number else sheet.beside(point, tuple(variants), kind.place_size)
    short = (str(number),)
    return (
        named
        or sheet.beside(point, [short], kind.place_size)
        or sheet.anywhere(point, short, kind.place_size)
    )


def _bar(shown: MapFrame, points: Sequence[Point], drawn: Sequence[Sequence[Point]]) -> ScaleBar:
    """A scale of a round number of kilometres, up to a quarter of the picture, in the emptier lower corner."""
    kind = shown.format
    per_pixel = shown.unit * KM_PER_DEGREE
    most = kind.width / 4 * per_pixel
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in _BAR_STEPS if step * power <= most)
    length, inset = km / per_pixel, 2 * _EDGE
    bars = [ScaleBar(x, kind.height - inset, length, km) for x in (inset, kind.width - inset - length)]
    return min(bars, key=lambda bar: _company(bar.box, points, drawn))


def _company(box: ClipBox, points: Sequence[Point], drawn: Sequence[Sequence[Point]]) -> tuple[int, int]:
    """How many places are near a box, and how many lines run through it."""
    near = box.grown(_NEIGHBOURHOOD)
    places = sum(near.holds(ClipBox(x, y, x, y)) for x, y in points)
    return places, sum(any(True for _ in clipping.clip_line(line, box)) for line in drawn)


def _names(shown: MapFrame, sheet: LabelSheet) -> Iterator[Label]:
    """The names of countries for which there is room, off borders and off what stands in the picture."""
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
