"""A chart as it is drawn: its pictures, and what the page has to say beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup


@dataclass(frozen=True)
class Picture:
    """A chart at one size.

    Attributes:
        name: `wide` or `narrow`.
        width: width in pixels.
        height: height in pixels.
        letter: font size in pixels.
        marks: the content of its `svg` element.
    """

    name: str
    width: int
    height: int
    letter: int
    marks: Markup


@dataclass(frozen=True)
class Chart:
    """The chart of a dataset.

    Attributes:
        kind: `lines` or `rows`.
        pictures: the chart at each size: wide and narrow; none if the dataset has no value.
        gaps: whether dotted lines bridge periods without a value.
        breaks: whether a vertical line marks where the way of counting changed.
        notes: name and note of each series whose note is not in every picture, so that the page must show it next to the chart.
        log: whether the axis of values is logarithmic.
        start: the value at which the axis begins; None for zero.
        multiples: whether each series has a panel of its own.
    """

    kind: str
    pictures: tuple[Picture, ...]
    gaps: bool
    breaks: bool
    notes: tuple[tuple[str, str], ...]
    log: bool = False
    start: Decimal | None = None
    multiples: bool = False


CLASSES = (Chart, Picture)
"""The classes of records that a chart consists of."""
