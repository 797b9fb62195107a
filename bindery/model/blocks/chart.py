"""The chart block: a dataset as a chart, with its table."""

from typing import Annotated

from bindery.model.briefing import Block
from bindery.model.field_types import DatasetRef, Id, Markdown, Number, OneOf

SCALES = {
    "linear": "Equal distances are equal differences.",
    "log": "Equal distances are equal ratios: for values that differ a hundredfold or more, all above zero.",
}


class ChartBlock(Block):
    """A dataset as a chart, with its values in a table."""

    kind = "chart"

    chart: DatasetRef
    """The id of the dataset."""
    id: Id | None = None
    """An id for the chart, to refer to it: `[](#fig-<id>)`. By default that of the dataset."""
    caption: Markdown | None = None
    """The caption, shown after the number of the chart."""
    scale: Annotated[str, OneOf(SCALES)] = "linear"
    """How values become distances. Readers are told when it is not linear."""
    start: Number | None = None
    """The value at which the axis begins, if not at zero; no value may be below it. Readers are told, and no bars are drawn."""


BLOCK = ChartBlock
