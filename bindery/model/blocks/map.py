"""Places and where they lie."""

from __future__ import annotations

from pydantic import Field

from bindery.model.briefing import Block
from bindery.model.field_types import EntityRef


class MapBlock(Block):
    """Entities that have a location."""

    kind = "map"

    map: tuple[EntityRef, ...] = Field(min_length=1)
    """The places."""


BLOCK = MapBlock
