"""A dataset as a table."""

from __future__ import annotations

from bindery.model import Block
from bindery.values import DatasetRef


class TableBlock(Block):
    """The values of a dataset, each with its source."""

    kind = "table"

    table: DatasetRef
    """The dataset."""


BLOCK = TableBlock
