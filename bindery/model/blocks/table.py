"""A dataset as a table."""

from __future__ import annotations

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef


class TableBlock(Block):
    """The values of a dataset, each with its source."""

    kind = "table"

    table: DatasetRef
    """The dataset."""


BLOCK = TableBlock
