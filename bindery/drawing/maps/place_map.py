"""Makes maps: the part of the world round places, roads and districts, with their names, as shapes for a template."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from bindery.drawing.maps import atlas, clipping, free_space, labels, named_shapes
from bindery.drawing.maps.clipping import ClipBox, Point
from bindery.drawing.maps.drawn_map import Label, MapDrawing, PlaceDot, PlaceMap, ScaleBar
from bindery.drawing.maps.labels import LabelSheet
from bindery.drawing.maps.named_shapes import Pieces
from bindery.drawing.maps.projection import (
    INSET,
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
from bindery.drawing.maps.subject import MapSubject
from bindery.text.country_names import country_name

_EDGE = 6.0  # pixels between the edge of a map and text in it
_MOST_NUMBERED = (
    0.25  # if a greater share of the places has numbers for want of room, all places have numbers
)
_NEIGHBOURHOOD = 40.0  # pixels round the scale bar in which a place's name may be
_DOT = 5.0  # pixels, half the side of the box that a place's dot takes
_TOWN = 3.5  # the same for a town's dot
_ROUGHNESS = 0.12  # degrees by which the rough outline of a country may be wrong
_COUNTRY_WIDTHS = (160.0, 90.0)  # pixels, the greatest widths of a country's name, the preferred one first
_MOST_TRIED = 200  # the greatest number of boxes to try for a name
_COUNTRY_LINES = 4  # the greatest number of lines of a country's name
_SPACING = 1.12  # how much wider a country's name is than a place's name, for its letter spacing
_BAR_STEPS = (1, 2, 5)  # times a power of ten: round lengths of the scale bar


def map_of_places(places: tuple[MapPlace, ...]) -> PlaceMap:
    """The map of some places, at least one."""
    return map_of(MapSubject(places))


@lru_cache(maxsize=128)
def map_of(subject: MapSubject, region: MapSubject | None = None) -> PlaceMap:
    """The map of a subject, which must have at least one place, line or area.

    Args:
        subject: what the map shows.
        region: what the small map next to it shows; None for no small map.
    """
    boxes = tuple(subject.boxes())
    frames = [map_frame((*subject.places, *subject.towns), kind, boxes) for kind in (WIDE, NARROW)]
    inset = None
    if region:
        around = frames[0].box
        found = map_frame(region.places, INSET, (*region.boxes(), around))
        inset = _drawn(region, found, around)
    return PlaceMap(frames[0].latitude, tuple(_drawn(subject, found) for found in frames), inset)


def _drawn(subject: MapSubject, shown: MapFrame, around: ClipBox | None = None) -> MapDrawing:
    """The map of a subject within a frame; `around` is a box in degrees whose outline is drawn on it."""
    world = atlas.world()
    agreed: Pieces = []
    told: Pieces = []
    contested = set()
    for pair, outlines in world.borders:
        pieces = list(lines_in_frame(outlines, shown))
        (told if pair in subject.disputed else agreed).extend(pieces)
        if pieces and pair in subject.disputed:
            contested.add(pair)
    disputed = [*lines_in_frame(world.disputed, shown), *told]
    lines = [named_shapes.line_pieces(line, shown) for line in subject.lines]
    areas = [named_shapes.area_pieces(area, shown) for area in subject.areas]
    points = [shown.place(place) for place in subject.places]
    towns = [shown.place(town) for town in subject.towns]
    frame = _outline(around, shown) if around else None
    edges = [*agreed, *disputed, *(piece for found in (*lines, *areas) for piece in found)]
    edges += [frame.corners] if frame else []
    bar = _bar(shown, [*points, *towns], edges)
    sheet, dots = _labelled(subject.places, points, bar, shown.format, edges)
    first = len(dots) + 1
    zones = [
        named_shapes.drawn_area(area, pieces, number, shown.format, sheet)
        for number, (area, pieces) in enumerate(zip(subject.areas, areas, strict=True), first)
    ]
    roads = [
        named_shapes.drawn_line(line, pieces, number, shown.format, sheet)
        for number, (line, pieces) in enumerate(zip(subject.lines, lines, strict=True), first + len(zones))
    ]
    return MapDrawing(
        format=shown.format,
        land=path_data(areas_in_frame(world.land, shown), closed=True),
        lakes=path_data(areas_in_frame(world.lakes, shown), closed=True),
        borders=path_data(agreed),
        disputed=path_data(disputed),
        contested=frozenset(contested),
        areas=tuple(zones),
        lines=tuple(roads),
        dots=dots,
        towns=tuple(_towns(subject.towns, towns, shown.format, sheet)),
        countries=tuple(_names(shown, sheet, subject.language)),
        bar=bar,
        frame=frame,
    )


def _outline(around: ClipBox, shown: MapFrame) -> ClipBox:
    """A box in degrees as a box on the map, in pixels."""
    turns = 360 * round((shown.longitude - (around.left + around.right) / 2) / 360)
    left, top = shown.point(around.left + turns, around.high)
    right, bottom = shown.point(around.right + turns, around.low)
    return ClipBox(left, top, right, bottom)


def _towns(
    towns: Sequence[MapPlace], points: Sequence[Point], kind: MapFormat, sheet: LabelSheet
) -> Iterator[PlaceDot]:
    """The towns whose names have room next to their dots."""
    for town, (x, y) in zip(towns, points, strict=True):
        dot = ClipBox(x, y, x, y).grown(_TOWN)
        if not sheet.is_free(dot):
            continue
        names = [labels.break_name(town.name, kind.country_size, most, 2) for most in kind.name_widths]
        if label := sheet.beside((x, y), names, kind.country_size, near=True):
            sheet.keep_free(dot)
            yield PlaceDot(x, y, 0, label, town.name)


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
    dots = zip(points, found, places, strict=True)
    return sheet, tuple(
        PlaceDot(x, y, number, label, place.name) for number, ((x, y), label, place) in enumerate(dots, 1)
    )


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


def _names(shown: MapFrame, sheet: LabelSheet, language: str) -> Iterator[Label]:
    """The names of the countries for which there is room away from borders and from other labels."""
    margin, size = _ROUGHNESS / shown.unit, shown.format.country_size
    more = math.ceil(margin)  # the edge of a map is no border to keep away from
    kind = replace(shown.format, width=shown.format.width + 2 * more, height=shown.format.height + 2 * more)
    wider = replace(shown, format=kind)
    for name, outlines in atlas.world().countries:
        rings = [[(x - more, y - more) for x, y in ring] for ring in areas_in_frame(outlines, wider)]
        if not rings:
            continue
        for most in _COUNTRY_WIDTHS:
            written = labels.break_name(country_name(name, language), size, most / _SPACING, _COUNTRY_LINES)
            wide, high = labels.lines_size(written, size)
            wide *= _SPACING
            # Borders are exact, and no name may cross one: so all of it would have to be in the strip that may be wrong.
            spots = free_space.free_boxes(rings, wide, high, max(margin - high, min(margin, _EDGE)))
            free = (
                box
                for box in islice((spot for spot in spots if sheet.frame.holds(spot)), _MOST_TRIED)
                if sheet.is_free(box.grown(_EDGE / 2)) and sheet.is_clear(box)
            )
            found = next(free, None)
            if found and not written[-1].endswith(labels.ELLIPSIS):
                yield sheet.put(Label(written, found, "middle"))
                break
