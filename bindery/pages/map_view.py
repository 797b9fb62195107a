"""What the page of a map shows: its drawing, and the list of places, areas and lines with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bindery.drawing.maps.drawn_map import CLASSES, PlaceMap
from bindery.drawing.maps.projection import MapPlace
from bindery.drawing.maps.subject import Course, MapSubject, NamedShape
from bindery.evidence.map_checks import chosen_features
from bindery.model.blocks.map import (
    DisputedBorder,
    MapArea,
    MapContent,
    MapInset,
    MapLine,
    MapShape,
    map_content,
)
from bindery.model.briefing import Block, Briefing, Entity
from bindery.reading.geojson import Feature, GeoJsonError, read_features
from bindery.text.country_names import country_name
from bindery.text.kept_results import kept_result
from bindery.text.wording import wording_of


@dataclass(frozen=True)
class ListedShape:
    """A line or an area in the list next to a map.

    Attributes:
        name: its name.
        entity: the entity that it is; None if the briefing has none.
        source: the id of its source; may be empty.
        file: the path of its file; empty if it runs straight from place to place.
        approximate: in what way its course is only approximate; may be empty.
        through: the names of the places that it runs through, in their order.
        apart: whether it is only on the small map.
    """

    name: str
    entity: Entity | None
    source: str
    file: str
    approximate: str
    through: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True)
class ListedBorder:
    """A disputed border in the caption of a map.

    Attributes:
        name: its name, or the names of its countries.
        source: the id of the source that says that it is disputed; may be empty.
    """

    name: str
    source: str


@dataclass(frozen=True)
class MapView:
    """A map and what is said about it.

    Attributes:
        drawn: the map; None if nothing of it can be drawn.
        places: the places, in the order of their numbers.
        areas: the areas, in the author's order; their numbers follow those of the places.
        lines: the lines, in the author's order; their numbers follow those of the areas.
        inset_areas: the areas of the small map that the large one does not have.
        borders: the disputed borders that are drawn because the author says so.
    """

    drawn: PlaceMap | None
    places: tuple[Entity, ...]
    areas: tuple[ListedShape, ...]
    lines: tuple[ListedShape, ...]
    inset_areas: tuple[ListedShape, ...]
    borders: tuple[ListedBorder, ...]

    @property
    def listed(self) -> tuple[ListedShape, ...]:
        """The areas and lines in the order of the list."""
        return (*self.areas, *self.lines, *self.inset_areas)

    @property
    def names(self) -> list[str]:
        """The names of everything in the list."""
        return [*(str(place.name) for place in self.places), *(shape.name for shape in self.listed)]

    @property
    def files(self) -> list[str]:
        """The files that it is drawn from, each once."""
        return list(dict.fromkeys(shape.file for shape in self.listed if shape.file))


def map_view(block: Block, briefing: Briefing, files: Mapping[str, bytes]) -> MapView:
    """The view of a `map` block.

    Args:
        block: the block.
        briefing: the briefing that it belongs to.
        files: the content of the briefing's GeoJSON files, by path. What cannot be read is left out of the map.
    """
    content = map_content(block) or MapContent.model_construct()
    return _Assembly(briefing, files).view(content)


class _Assembly:
    """Puts a map together from the parts of a briefing."""

    def __init__(self, briefing: Briefing, files: Mapping[str, bytes]) -> None:
        self.entities = {str(entity.id): entity for entity in briefing.entities}
        self.files = files
        self.language = wording_of(briefing.language).language

    def view(self, content: MapContent) -> MapView:
        """The view of a map."""
        areas = self._drawable((area, self._outlines(area)) for area in content.areas)
        lines = self._drawable((line, self._course(line)) for line in content.lines)
        apart = self._inset_areas(content.inset)
        subject = MapSubject(
            places=self._places(content.places),
            towns=self._places(content.towns),
            lines=tuple(shape for _, shape in lines),
            areas=tuple(shape for _, shape in areas),
            disputed=frozenset(frozenset(map(str, border.between)) for border in content.disputed),
            language=self.language,
        )
        drawn = None
        if subject.places or subject.lines or subject.areas:
            drawn = _map_of(subject, self._region(content.inset, apart, subject.disputed))
        return MapView(
            drawn=drawn,
            places=tuple(self.entities[key] for key in content.places if self._located(key)),
            areas=self._listed(areas),
            lines=self._listed(lines),
            inset_areas=self._listed(apart, apart=True),
            borders=_shown_borders(
                content.disputed, drawn.contested if drawn else frozenset(), self.language
            ),
        )

    def _drawable(
        self, shapes: Iterable[tuple[MapShape, tuple[Course, ...]]]
    ) -> list[tuple[MapShape, NamedShape]]:
        """The lines or areas that have a course, with their names."""
        return [(shape, self._named(shape, courses)) for shape, courses in shapes if courses]

    def _located(self, key: str) -> bool:
        entity = self.entities.get(key)
        return entity is not None and entity.location is not None

    def _places(self, keys: Iterable[str]) -> tuple[MapPlace, ...]:
        """Those of the entities with these ids that have a location."""
        found = (self.entities[key] for key in keys if self._located(key))
        return tuple(MapPlace(str(place.name), *place.location) for place in found if place.location)

    def _named(self, shape: MapShape, courses: tuple[Course, ...]) -> NamedShape:
        loose = bool(shape.approximate or (isinstance(shape, MapLine) and shape.through))
        return NamedShape(self._name(shape), courses, loose)

    def _name(self, shape: MapShape) -> str:
        entity = self.entities.get(shape.entity) if shape.entity else None
        return str(shape.name or (entity.name if entity else shape.entity))

    def _course(self, line: MapLine) -> tuple[Course, ...]:
        """The course of a line: from its file, or straight from place to place."""
        if line.through:
            places = self._places(line.through)
            points = [(place.longitude, place.latitude) for place in places]
            for number in range(1, len(points)):
                turns = round((points[number - 1][0] - points[number][0]) / 360)
                points[number] = (points[number][0] + 360 * turns, points[number][1])
            return (Course(tuple(points)),) if len(set(points)) > 1 else ()
        return tuple(Course(points) for feature in self._features(line) for points in feature.lines)

    def _outlines(self, area: MapArea) -> tuple[Course, ...]:
        return tuple(
            Course(ring) for feature in self._features(area) for rings in feature.areas for ring in rings
        )

    def _features(self, shape: MapShape) -> Sequence[Feature]:
        data = self.files.get(str(shape.file))
        if data is None:
            return ()
        try:
            return chosen_features(read_features(data), shape)
        except GeoJsonError:
            return ()  # reported by the checks

    def _inset_areas(self, inset: MapInset | None) -> list[tuple[MapShape, NamedShape]]:
        areas = inset.areas if inset else ()
        return self._drawable((area, self._outlines(area)) for area in areas)

    def _region(
        self,
        inset: MapInset | None,
        areas: Iterable[tuple[MapShape, NamedShape]],
        disputed: frozenset[frozenset[str]],
    ) -> MapSubject | None:
        """What the small map shows; the borders that are disputed on the large map are so on it too."""
        if inset is None:
            return None
        from bindery.drawing.maps.atlas import world  # noqa: PLC0415  few maps have a small one

        outlines = [parts for name, parts in world().countries if name == inset.country]
        return MapSubject(
            places=self._places(inset.places),
            areas=tuple(shape for _, shape in areas),
            disputed=disputed,
            also=tuple(part.box for parts in outlines for part in parts),
            language=self.language,
        )

    def _listed(
        self, shapes: Iterable[tuple[MapShape, NamedShape]], *, apart: bool = False
    ) -> tuple[ListedShape, ...]:
        return tuple(
            ListedShape(
                drawn.name,
                self.entities.get(shape.entity) if shape.entity else None,
                str(shape.source or ""),
                str(shape.file or ""),
                str(shape.approximate or ""),
                tuple(place.name for place in self._places(getattr(shape, "through", ()))),
                apart,
            )
            for shape, drawn in shapes
        )


def _map_of(subject: MapSubject, region: MapSubject | None) -> PlaceMap:
    def draw() -> PlaceMap:
        from bindery.drawing.maps.place_map import map_of  # noqa: PLC0415  it takes long to load

        return map_of(subject, region)

    return kept_result(("map", subject, region), CLASSES, draw)


def _shown_borders(
    borders: Iterable[DisputedBorder], contested: frozenset[frozenset[str]], language: str
) -> tuple[ListedBorder, ...]:
    return tuple(
        ListedBorder(
            str(border.name or " – ".join(country_name(name, language) for name in border.between)),
            str(border.source or ""),
        )
        for border in borders
        if frozenset(map(str, border.between)) in contested
    )
