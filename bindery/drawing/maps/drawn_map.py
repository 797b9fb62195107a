"""A map as it is drawn: what is on it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bindery.drawing.maps.clipping import ClipBox, Point
from bindery.drawing.maps.projection import MapFormat

LINE = 1.2  # line height of names, in font sizes


@dataclass(frozen=True)
class Label:
    """A name in its place on a map.

    Attributes:
        lines: its lines of text.
        box: the box that it takes, in pixels; `low` is the upper edge, since y increases downwards.
        align: how the lines are aligned in the box: `start`, `middle` or `end`.
        leader: the ends of a line from the place to the name; None if the name is next to the place.
    """

    lines: tuple[str, ...]
    box: ClipBox
    align: str
    leader: tuple[Point, Point] | None = None

    def baselines(self, size: float) -> list[tuple[str, float]]:
        """Each line, and the y coordinate of its baseline in pixels; `size` is the font size in pixels."""
        top = self.box.low
        return [(text, top + size * (LINE * number + 1)) for number, text in enumerate(self.lines)]

    @property
    def edge(self) -> float:
        """The x coordinate at which the lines are anchored: the left edge, the middle or the right edge of the box."""
        left, right = self.box.left, self.box.right
        return {"start": left, "middle": (left + right) / 2, "end": right}[self.align]


@dataclass(frozen=True)
class DrawnShape:
    """A line or an area on a map.

    Attributes:
        path: SVG path data; an area is to be filled with the even-odd rule.
        approximate: whether it is drawn dotted.
        number: its number in the list next to the map, from 1.
        label: its name or number on the map; None if there is no room for either, or none of it is on the map.
    """

    path: str
    approximate: bool
    number: int
    label: Label | None


@dataclass(frozen=True)
class PlaceDot:
    """A place on a map.

    Attributes:
        x: x coordinate in pixels.
        y: y coordinate in pixels.
        number: number of the place in the list next to the map, from 1; 0 for a town.
        label: its name or number on the map; None if there is no room for either.
        name: its name in full.
    """

    x: float
    y: float
    number: int
    label: Label | None
    name: str


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
        contested: the pairs of countries whose border is drawn as disputed because the map was told so.
        areas: districts, provinces and zones, in the author's order.
        lines: roads, rivers and routes, in the author's order.
        countries: names of countries.
        dots: the places, in the author's order.
        towns: the towns for whose names there is room.
        bar: the scale bar.
        frame: the box, in pixels, that another map shows; None if it shows none.
    """

    format: MapFormat
    land: str
    lakes: str
    borders: str
    disputed: str
    contested: frozenset[frozenset[str]]
    areas: tuple[DrawnShape, ...]
    lines: tuple[DrawnShape, ...]
    countries: tuple[Label, ...]
    dots: tuple[PlaceDot, ...]
    towns: tuple[PlaceDot, ...]
    bar: ScaleBar
    frame: ClipBox | None = None

    @property
    def numbered(self) -> bool:
        """Whether something is labelled with its number in the list, for want of room for its name."""
        listed: list[PlaceDot | DrawnShape] = [*self.dots, *self.areas, *self.lines]
        return any(item.label is not None and item.label.lines == (str(item.number),) for item in listed)

    @property
    def loose(self) -> bool:
        """Whether a line or an area is only approximate."""
        return any(shape.approximate for shape in (*self.areas, *self.lines))

    @property
    def named(self) -> list[tuple[str, PlaceDot | DrawnShape]]:
        """What has a name or number on the map, in the order in which it is drawn: `area`, `line` or `dot`, and the thing."""
        items: list[tuple[str, PlaceDot | DrawnShape]] = [("area", area) for area in self.areas]
        items += [("line", line) for line in self.lines]
        items += [("dot", dot) for dot in self.dots]
        return [(kind, item) for kind, item in items if item.label is not None]


@dataclass(frozen=True)
class PlaceMap:
    """A map in two sizes; a page shows the one that fits.

    Attributes:
        parallel: the latitude, in degrees, along which the map is true to scale.
        drawings: the wide and the narrow map.
        inset: a small map of the wider region; None if there is none.
    """

    parallel: float
    drawings: tuple[MapDrawing, ...]
    inset: MapDrawing | None = None

    @property
    def numbered(self) -> bool:
        """Whether something on one of the maps is labelled with its number in the list."""
        return any(drawing.numbered for drawing in self.all)

    @property
    def all(self) -> tuple[MapDrawing, ...]:
        """The maps at both sizes, and the inset."""
        return (*self.drawings, *([self.inset] if self.inset else []))

    def shows(self, *parts: str) -> bool:
        """Whether one of the maps has something of these kinds: names of attributes of `MapDrawing`."""
        return any(getattr(drawing, part) for drawing in self.all for part in parts)

    @property
    def contested(self) -> frozenset[frozenset[str]]:
        """The pairs of countries whose border is drawn as disputed on one of the maps because it was told so."""
        return frozenset(pair for drawing in self.all for pair in drawing.contested)

    @property
    def town_names(self) -> list[str]:
        """The names of the towns that are on one of the maps."""
        return sorted({town.name for drawing in self.drawings for town in drawing.towns})


CLASSES = (ClipBox, DrawnShape, Label, MapDrawing, MapFormat, PlaceDot, PlaceMap, ScaleBar)
"""The classes of records that a map consists of."""
