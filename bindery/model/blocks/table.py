"""The table block: a dataset as a table."""

from __future__ import annotations

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef


class TableBlock(Block):
    """A dataset as a table, each value with its source."""

    kind = "table"

    table: DatasetRef
    """The id of the dataset."""


BLOCK = TableBlock
