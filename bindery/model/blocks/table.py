"""The table block: a dataset as a table."""

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef, Id, Markdown


class TableBlock(Block):
    """A dataset as a table, each value with its source."""

    kind = "table"

    table: DatasetRef
    """The id of the dataset."""
    id: Id | None = None
    """An id for the table, to refer to it: `[](#tbl-<id>)`. By default that of the dataset."""
    caption: Markdown | None = None
    """The caption, shown after the number of the table."""


BLOCK = TableBlock
