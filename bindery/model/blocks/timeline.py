"""The events between two dates."""

from __future__ import annotations

from pydantic import Field

from bindery.model.briefing import Block, FormatModel
from bindery.model.field_types import PartialDate


class Range(FormatModel):
    """A stretch of time; an end that is left out is open."""

    start: PartialDate | None = Field(default=None, alias="from")
    """The first date."""
    end: PartialDate | None = Field(default=None, alias="to")
    """The last date."""


class TimelineBlock(Block):
    """Events of the briefing, in order of time."""

    kind = "timeline"

    timeline: Range
    """From when to when."""


BLOCK = TimelineBlock
