"""The timeline block: the events between two dates."""

from pydantic import Field

from bindery.model.briefing import Block
from bindery.model.field_types import PartialDate
from bindery.model.format_model import FormatModel


class Range(FormatModel):
    """A period. Leave out a date to set no limit on that side."""

    start: PartialDate | None = Field(default=None, alias="from")
    """The first date of the period."""
    end: PartialDate | None = Field(default=None, alias="to")
    """The last date of the period."""


class TimelineBlock(Block):
    """The events of the briefing, or those of a period, in order of time."""

    kind = "timeline"

    timeline: Range
    """The period to show."""


BLOCK = TimelineBlock
