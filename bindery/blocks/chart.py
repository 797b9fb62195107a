"""A dataset as a picture, with its table."""

from __future__ import annotations

from bindery.model import Block
from bindery.values import DatasetRef


class ChartBlock(Block):
    """The values of a dataset, drawn to scale and written out."""

    kind = "chart"

    chart: DatasetRef
    """The dataset."""


BLOCK = ChartBlock
