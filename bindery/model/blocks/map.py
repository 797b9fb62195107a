"""The map block: places, roads, districts and borders on a map."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Discriminator, Field, Tag, model_validator

from bindery.model.blocks.image import ImageFile
from bindery.model.briefing import Block
from bindery.model.countries import CountryName, neighbours
from bindery.model.field_types import EntityRef, Id, Line, Markdown, SourceRef, field_error
from bindery.model.format_model import FormatModel

_FILE = re.compile(r"maps/[A-Za-z0-9][A-Za-z0-9._-]*\.(?:[Gg][Ee][Oo])?[Jj][Ss][Oo][Nn]")
_INCOMPLETE = "B250"


class MapFile(Line):
    """The path of a GeoJSON file in the folder of the briefing."""

    __slots__ = ()
    code = ImageFile.code
    schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_FILE.pattern}$"}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        if not _FILE.fullmatch(value):
            raise cls.refuse(
                f"`{value}` is not the path of a map file",
                "write maps/NAME.geojson and put the file into the folder `maps` next to briefing.yml",
            )
        return value


class MapShape(FormatModel):
    """What a line and an area on a map have in common: a name, and the file with its course."""

    name: Line | None = None
    """Its name on the map. By default that of the entity."""
    entity: EntityRef | None = None
    """The id of the entity that it is, if the briefing has one."""
    file: MapFile | None = None
    """The path of a GeoJSON file in the folder of the briefing: `maps/NAME.geojson`."""
    feature: Line | None = None
    """Which feature of the file: its name or id. By default all of them."""
    approximate: Line | None = None
    """In what way its course is only approximate. Readers see it, and it is drawn dotted."""
    source: SourceRef | None = None
    """The id of the source that says where it is."""

    @model_validator(mode="after")
    def _check_name(self) -> Self:
        if not (self.name or self.entity):
            raise field_error(
                _INCOMPLETE,
                "this has neither a `name` nor an `entity`",
                "write the `name` that the map shows",
            )
        return self


class MapLine(MapShape):
    """A line on a map: a road, a river, a route."""

    through: tuple[EntityRef, ...] = Field(default=(), min_length=2)
    """The ids of the places that it runs through, in place of a file. It is drawn straight from one to the next."""

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if bool(self.through) == bool(self.file):
            raise field_error(
                _INCOMPLETE,
                "a line needs either a `file` or the places that it runs `through`",
                "name a GeoJSON file that has its course, or at least two places",
            )
        return self


class MapArea(MapShape):
    """An area on a map: a district, a province, a zone."""

    @model_validator(mode="after")
    def _check_file(self) -> Self:
        if not self.file:
            raise field_error(
                _INCOMPLETE,
                "an area needs a `file` with its outline",
                "put a GeoJSON file into the folder `maps` next to briefing.yml, and name it here",
            )
        return self


class DisputedBorder(FormatModel):
    """A border that is drawn as disputed, though the map data has it as agreed."""

    between: tuple[CountryName, ...] = Field(min_length=2, max_length=2)
    """The two countries on its sides."""
    name: Line | None = None
    """Its name, if it has one."""
    source: SourceRef | None = None
    """The id of the source that says that it is disputed."""

    @model_validator(mode="after")
    def _check_neighbours(self) -> Self:
        one, other = self.between
        if other not in neighbours()[one]:
            known = ", ".join(neighbours()[one]) or "no country"
            raise field_error(
                CountryName.code,
                f"the map data has no border between {one} and {other}",
                f"{one} borders on {known}",
            )
        return self


class MapInset(FormatModel):
    """A small map of the wider region, with a frame round what the large map shows."""

    country: CountryName | None = None
    """The country that it shows whole."""
    places: tuple[EntityRef, ...] = ()
    """The ids of more places that it shows."""
    areas: tuple[MapArea, ...] = ()
    """Areas that it shows shaded."""

    @model_validator(mode="after")
    def _check_content(self) -> Self:
        if not (self.country or self.places or self.areas):
            raise field_error(
                _INCOMPLETE, "an inset needs something to show", "name a `country`, `places` or `areas`"
            )
        return self


class MapContent(FormatModel):
    """What a map shows."""

    places: tuple[EntityRef, ...] = ()
    """The ids of the places: entities with a `location`."""
    towns: tuple[EntityRef, ...] = ()
    """The ids of places that help readers to find their way. They are drawn small."""
    lines: tuple[MapLine, ...] = ()
    """Roads, rivers and routes."""
    areas: tuple[MapArea, ...] = ()
    """Districts, provinces and zones, drawn shaded."""
    disputed: tuple[DisputedBorder, ...] = ()
    """Borders between countries that are drawn dashed, because they are disputed."""
    inset: MapInset | None = None
    """A small map of the wider region, next to the large one."""

    @model_validator(mode="after")
    def _check_content(self) -> Self:
        if not (self.places or self.lines or self.areas):
            raise field_error(
                _INCOMPLETE, "a map needs something to show", "name `places`, `lines` or `areas`"
            )
        return self


def _list_or_mapping(value: Any) -> str:
    return "is:mapping" if isinstance(value, (dict, MapContent)) else "is:list"


class MapBlock(Block):
    """A map of places, roads and districts."""

    kind = "map"

    map: Annotated[
        Annotated[tuple[EntityRef, ...], Field(min_length=1), Tag("is:list")]
        | Annotated[MapContent, Tag("is:mapping")],
        Discriminator(_list_or_mapping),
    ]
    """The ids of the places, which are entities with a `location`; or a mapping with more to show."""
    id: Id | None = None
    """An id for the map, to refer to it: `[](#fig-<id>)`."""
    caption: Markdown | None = None
    """The caption, shown after the number of the map."""


def map_content(block: Block) -> MapContent | None:
    """What a `map` block shows; None if the block is of another kind."""
    found = block.of("map")
    if isinstance(found, MapContent):
        return found
    return MapContent.model_construct(places=tuple(found)) if found else None


def shapes_of(content: MapContent) -> list[tuple[tuple[str | int, ...], MapShape]]:
    """The lines and areas of a map and of its inset, each with its path in the `map` key."""
    found: list[tuple[tuple[str | int, ...], MapShape]] = [
        ((key, number), shape)
        for key, shapes in (("lines", content.lines), ("areas", content.areas))
        for number, shape in enumerate(shapes)
    ]
    inset = content.inset.areas if content.inset else ()
    return [*found, *((("inset", "areas", number), area) for number, area in enumerate(inset))]


def map_sources(block: Block, names: Mapping[Id, str]) -> Iterator[tuple[SourceRef, str]]:
    """The sources that a `map` block names, each with the name of what it is the source of.

    Args:
        block: a block of any kind.
        names: the names of the briefing's entities, by id.
    """
    content = map_content(block)
    if not content:
        return
    for _, shape in shapes_of(content):
        if shape.source:
            yield shape.source, str(shape.name or names.get(shape.entity or Id(""), shape.entity))
    for border in content.disputed:
        if border.source:
            yield border.source, border_name(border)


def border_name(border: DisputedBorder) -> str:
    """The name of a disputed border; without one, the names of its countries."""
    return str(border.name or " – ".join(border.between))


BLOCK = MapBlock
