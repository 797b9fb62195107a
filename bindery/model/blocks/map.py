"""The map block: places at their locations."""

from __future__ import annotations

from pydantic import Field

from bindery.model.briefing import Block
from bindery.model.field_types import EntityRef, Id, Markdown


class MapBlock(Block):
    """A map of places."""

    kind = "map"

    map: tuple[EntityRef, ...] = Field(min_length=1)
    """The ids of the places: entities with a `location`."""
    id: Id | None = None
    """An id for the map, to refer to it: `[](#fig-<id>)`."""
    caption: Markdown | None = None
    """The caption, shown after the number of the map."""


BLOCK = MapBlock
