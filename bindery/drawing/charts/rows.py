"""Row charts: a row for each label, with the label in full, a point at the value, and the value in figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bindery.drawing import layout
from bindery.drawing.charts import axes, drawing
from bindery.drawing.charts.drawing import (
    DOTTED,
    FAINT,
    INK,
    QUIET,
    SOLID,
    ChartPoint,
    LayeredPicture,
    Mark,
    Rule,
    Words,
)
from bindery.drawing.charts.looks import ChartSize, SeriesLook, series_look
from bindery.drawing.charts.plot import between
from bindery.drawing.charts.value_axis import ZERO_BASED, ValueAxis
from bindery.drawing.layout import WrappedText
from bindery.drawing.text_width import greatest_width
from bindery.model.briefing import Dataset

_SHARE = 0.42  # the share of a wide picture's width that labels may take
_BETWEEN = 12  # pixels between rows
_TRACK = 16  # height in pixels of the line with a row's point
_GAP = 9  # pixels between a point and its value
_NO_VALUE = "no value"


@dataclass(frozen=True)
class Row:
    """A value with its label, or a heading without a value.

    Attributes:
        label: text of the label.
        value: the value; None for a heading over the rows of several series, or where it is missing.
        look: look of the series.
        missing: the words in place of a value that is known to be missing.
    """

    label: str
    value: Decimal | None
    look: SeriesLook
    missing: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading over the rows of several series."""
        return self.value is None and not self.missing


@dataclass(frozen=True)
class PlacedValue:
    """A value in its place.

    Attributes:
        value: the value.
        look: look of its series.
        y: y coordinate of its point, in pixels.
    """

    value: Decimal
    look: SeriesLook
    y: float


def rows_of(dataset: Dataset) -> list[Row]:
    """The rows of a dataset, by label and then by series, both in the author's order."""
    labels = list(dict.fromkeys(point.x for series in dataset.series for point in series.points))
    looks = [series_look(number, number) for number in range(len(dataset.series))]
    found: list[Row] = []
    for label in labels:
        here = [
            (series, point, looks[number])
            for number, series in enumerate(dataset.series)
            for point in series.points
            if point.x == label
        ]
        if len(dataset.series) > 1 and len(labels) > 1:
            found.append(Row(label, None, looks[0]))
        several = len(dataset.series) > 1
        found += [
            Row(series.name if several else label, point.y, style, _NO_VALUE if point.missing else "")
            for series, point, style in here
        ]
    return found


def row_picture(rows: list[Row], size: ChartSize, axis: ValueAxis = ZERO_BASED) -> LayeredPicture:
    """The row chart of some rows, at least one with a value, at one size."""
    wide = size.name == "wide"
    room = size.width * (_SHARE if wide else 1)
    blocks = [layout.wrap_text(row.label, room, size.font_size, bold=row.is_heading) for row in rows]
    left = max(block.width for block in blocks) + 14 if wide else 0.0
    span = _span(rows, size, max(left + 4, _half_of_first(rows, size, axis)))
    levels = _levels(rows, size, span[1] - span[0], axis)
    scale = ValueScale((axis.place(levels[0]), axis.place(levels[-1])), span, axis)
    tops, bottom = _tops(blocks, rows, wide=wide)
    words: list[Words] = []
    placed: list[PlacedValue] = []
    for row, block, top in zip(rows, blocks, tops, strict=True):
        above = max(_TRACK - block.height, 0) / 2 if wide and not row.is_heading else 0.0
        words += drawing.text_lines(block, 0, top + above, colour=INK)
        if not row.is_heading:
            middle = top + (max(block.height, _TRACK) / 2 if wide else block.height + _TRACK / 2)
        if row.value is not None:
            placed.append(PlacedValue(row.value, row.look, middle))
            words.append(_figure(row.value, scale, middle, size))
        elif row.missing:
            words.append(Words(span[0] + _GAP, middle + 0.36 * size.font_size, row.missing))
    stretches = [(item.y - _TRACK / 2, item.y + _TRACK / 2) for item in placed]
    if wide:
        stretches = [(0.0, bottom)]
    rules = [*_grid(levels, scale, stretches), *_stems(placed, scale)]
    words += [
        Words(scale.x(level), bottom + 1.3 * size.font_size, axes.brief(level), align="center")
        for level in levels
    ]
    layers: list[Mark] = [*rules, *_points(placed, scale), *drawing.text_layer(words)]
    return LayeredPicture(layers, bottom + 1.8 * size.font_size)


@dataclass(frozen=True)
class ValueScale:
    """The scale of the values.

    Attributes:
        domain: the lowest and the highest tick.
        span: their x coordinates in pixels.
        axis: the axis of values.
    """

    domain: tuple[float, float]
    span: tuple[float, float]
    axis: ValueAxis = ZERO_BASED

    def x(self, value: Decimal) -> float:
        """The x coordinate of a value, in pixels."""
        return between(self.axis.place(value), self.domain, self.span)


def _values(rows: list[Row]) -> list[Decimal]:
    return [row.value for row in rows if row.value is not None]


def _levels(rows: list[Row], size: ChartSize, room: float, axis: ValueAxis) -> list[Decimal]:
    """The ticks of the scale, as many as fit into so many pixels."""
    values = _values(rows)
    low, high = min(values), max(values)
    levels = axis.levels(low, high, size.ticks)
    widest = max(greatest_width(axes.brief(level), size.font_size) for level in levels)
    return axis.levels(low, high, max(min(size.ticks, int(room / (widest + size.font_size))), 3))


def _half_of_first(rows: list[Row], size: ChartSize, axis: ValueAxis) -> float:
    """Half of the width of the first tick's text, which must not be cut off at the left edge."""
    values = _values(rows)
    first = axis.levels(min(values), max(values), size.ticks)[0]
    return greatest_width(axes.brief(first), size.font_size) / 2


def _span(rows: list[Row], size: ChartSize, left: float) -> tuple[float, float]:
    """The x coordinates of the scale's ends, with room for the figures next to the points; `left` is in pixels."""

    def widest(numbers: list[Decimal]) -> float:
        found = (greatest_width(axes.figure(number), size.font_size, bold=True) for number in numbers)
        return max(found, default=0.0)

    values = _values(rows)
    before = widest([number for number in values if number < 0])
    after = widest([number for number in values if number >= 0])
    return left + (before + _GAP if before else 1), size.width - after - _GAP - 4


def _tops(blocks: list[WrappedText], rows: list[Row], *, wide: bool) -> tuple[list[float], float]:
    """The y coordinate of the top of each row, and of the bottom of the last row with the space below it."""
    tops: list[float] = []
    at = 2.0
    for block, row in zip(blocks, rows, strict=True):
        at += 6 if row.is_heading and tops else 0
        tops.append(at)
        own = 0.0 if row.is_heading else _TRACK
        tall = max(block.height, own) if wide else block.height + own
        at += tall + (4 if row.is_heading else _BETWEEN)
    return tops, at


def _figure(value: Decimal, scale: ValueScale, y: float, size: ChartSize) -> Words:
    """A value in figures, on the side of its point that is away from zero."""
    align, aside = ("right", -_GAP) if value < 0 else ("left", _GAP)
    at = scale.x(value) + aside
    return Words(at, y + 0.36 * size.font_size, axes.figure(value), align, colour=INK, bold=True)


def _grid(levels: list[Decimal], scale: ValueScale, stretches: list[tuple[float, float]]) -> Iterator[Rule]:
    """A vertical line at each tick; `stretches` are the top and the bottom of each piece of it."""
    for level in levels:
        x = scale.x(level)
        for top, bottom in stretches:
            yield Rule(x, top, x, bottom, colour=FAINT if level else QUIET, dash=DOTTED if level else SOLID)


def _stems(placed: list[PlacedValue], scale: ValueScale) -> Iterator[Rule]:
    """A line from zero to each value; none on an axis without zero, where its length would mean nothing."""
    for item in placed if scale.axis.from_zero else ():
        start, end = scale.x(Decimal(0)), scale.x(item.value)
        yield Rule(start, item.y, end, item.y, colour=item.look.colour, thickness=1.5)


def _points(placed: list[PlacedValue], scale: ValueScale) -> Iterator[ChartPoint]:
    for item in placed:
        yield ChartPoint(scale.x(item.value), item.y, item.look.shape, item.look.size, item.look.colour)
