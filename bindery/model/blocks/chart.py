"""The chart block: a dataset as a chart, with its table."""

from __future__ import annotations

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef


class ChartBlock(Block):
    """A dataset as a chart, with its values in a table."""

    kind = "chart"

    chart: DatasetRef
    """The id of the dataset."""


BLOCK = ChartBlock
