"""What a map shows, before it is drawn: places, lines, areas and borders, in degrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bindery.drawing.maps.clipping import ClipBox, Point
from bindery.drawing.maps.projection import MapPlace


@dataclass(frozen=True)
class Course:
    """A line, or the outline of an area or of a hole in it.

    Attributes:
        points: the longitude and latitude of each point, in degrees; longitudes may go on beyond 180.
    """

    points: tuple[Point, ...]

    @cached_property
    def box(self) -> ClipBox:
        """Its bounding box in degrees."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return ClipBox(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True)
class NamedShape:
    """A line such as a road, or an area such as a district.

    Attributes:
        name: its name.
        courses: the lines, or the outlines of its parts and of the holes in them.
        approximate: whether its course is only approximate, so that it is drawn dotted.
    """

    name: str
    courses: tuple[Course, ...]
    approximate: bool = False


@dataclass(frozen=True)
class MapSubject:
    """What a map shows.

    Attributes:
        places: the places, each with its name.
        towns: more places for orientation, which are drawn small.
        lines: roads, rivers and routes.
        areas: districts, provinces and zones.
        disputed: the names of two countries each, whose border is drawn as disputed.
        also: boxes in degrees that the map contains too.
        language: the language of the names of countries, as a primary subtag of BCP 47.
    """

    places: tuple[MapPlace, ...] = ()
    towns: tuple[MapPlace, ...] = ()
    lines: tuple[NamedShape, ...] = ()
    areas: tuple[NamedShape, ...] = ()
    disputed: frozenset[frozenset[str]] = frozenset()
    also: tuple[ClipBox, ...] = ()
    language: str = "en"

    def boxes(self) -> Iterator[ClipBox]:
        """The bounding boxes of lines and areas, and the other boxes that the map contains."""
        for shape in (*self.lines, *self.areas):
            yield from (course.box for course in shape.courses)
        yield from self.also
