"""The chart block: a dataset as a chart, with its table."""

from __future__ import annotations

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef, Id, Markdown


class ChartBlock(Block):
    """A dataset as a chart, with its values in a table."""

    kind = "chart"

    chart: DatasetRef
    """The id of the dataset."""
    id: Id | None = None
    """An id for the chart, to refer to it: `[](#fig-<id>)`. By default that of the dataset."""
    caption: Markdown | None = None
    """The caption, shown after the number of the chart."""


BLOCK = ChartBlock
