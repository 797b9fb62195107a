"""A dataset as a picture, with its table."""

from __future__ import annotations

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef


class ChartBlock(Block):
    """The values of a dataset, drawn to scale and written out."""

    kind = "chart"

    chart: DatasetRef
    """The dataset."""


BLOCK = ChartBlock
