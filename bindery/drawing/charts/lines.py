"""Line charts of values over time: successive values are joined, gaps are dotted, different counts are never joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bindery.drawing.charts import axes, drawing, labels
from bindery.drawing.charts.axes import Tick
from bindery.drawing.charts.drawing import (
    DOTTED,
    FAINT,
    QUIET,
    SOLID,
    UNKNOWN,
    ChartLine,
    ChartPoint,
    LayeredPicture,
    Mark,
    Rule,
    Words,
)
from bindery.drawing.charts.labels import Legend, Names
from bindery.drawing.charts.looks import ChartSize
from bindery.drawing.charts.plot import Field
from bindery.drawing.charts.tracks import Place, Tracks
from bindery.drawing.charts.value_axis import ValueAxis
from bindery.drawing.layout import LabelBox
from bindery.drawing.text_width import greatest_width

_APART = 9  # pixels; if points would be nearer to each other, only the ends of a line have one
_TOP = 12  # pixels above the highest tick, for half a line of text
_BELOW = 1.5  # font sizes from the field to the baseline of the first row of dates
_LINE = 1.3  # line height, in font sizes
_FOOT = 4  # pixels, the size of the strokes at the foot of an axis without zero


def line_picture(found: Tracks, size: ChartSize) -> LayeredPicture:
    """The line chart of some series at one size."""
    levels = value_levels(found, size.ticks)
    field = _field(found, size, levels, beside=0)
    legend = labels.stretch_headings(found, size, field)
    names = Names([], [], [])
    if legend:
        field = field.lowered(legend.above)
    else:
        blocks = [labels.name_beside(track, size) for track in labels.at_edge(found)]
        tall = max(size.plot, sum(block.height for block in blocks))
        field = _field(found, size, levels, max(block.width for block in blocks) + labels.KEY, tall)
        legend = labels.notes(found, size, field)
        field = field.lowered(legend.above)
        names = labels.at_ends(found, size, field)
    ticks = _time_ticks(found, size, field)
    rules = [
        *level_rules(levels, field, found.axis),
        *_time_rules(ticks, field),
        *_break_rules(found, field, legend),
    ]
    rules += [*names.rules, *foot_rules(found.axis, field)]
    words = [
        *legend.words,
        *level_words(levels, field, size, found.axis),
        *_time_words(ticks, field, size),
        *names.words,
    ]
    rows = max((1 + bool(tick.under) for tick in ticks), default=1)
    height = field.box.bottom + size.font_size * (_BELOW + _LINE * (rows - 1) + 0.4)
    layers = [*rules, *_data(found, field), *names.points, *drawing.text_layer(words)]
    return LayeredPicture(layers, height, legend.noted)


def _field(found: Tracks, size: ChartSize, levels: list[Decimal], beside: float, tall: float = 0) -> Field:
    """The field between the scale on its left and the labels on its right.

    Args:
        found: the series.
        size: the size of the picture.
        levels: the ticks of the scale of values.
        beside: width of the labels in pixels.
        tall: height of the field in pixels; 0 for that of the size.
    """
    scale = max(greatest_width(axes.brief(level), size.font_size) for level in levels)
    box = LabelBox(
        scale + _TOP, _TOP, size.width - max(beside, 1.6 * size.font_size), _TOP + (tall or size.plot)
    )
    return Field(box, found.times, (found.axis.place(levels[0]), found.axis.place(levels[-1])))


def value_levels(found: Tracks, most: int) -> list[Decimal]:
    """The ticks of the axis of values, at most so many."""
    points = (point.y for track in found.tracks for point in track.series.points)
    numbers = [value for value in points if value is not None]
    return found.axis.levels(min(numbers), max(numbers), most)


def level_rules(levels: Sequence[Decimal], field: Field, axis: ValueAxis) -> Iterator[Rule]:
    """A line across the field at each tick; that of zero is solid."""
    for level in levels:
        y = field.y(axis.place(level))
        colour, dash = (FAINT, DOTTED) if level else (QUIET, SOLID)
        yield Rule(field.box.left, y, field.box.right, y, colour, dash)


def foot_rules(axis: ValueAxis, field: Field) -> Iterator[Rule]:
    """Two slanting strokes at the foot of an axis that does not contain zero."""
    if not axis.from_zero:
        x, y = field.box.left, field.box.bottom
        for down in (_FOOT, 2 * _FOOT):
            yield Rule(x - _FOOT, y + down, x + _FOOT, y + down - _FOOT, colour=QUIET)


def level_words(levels: Sequence[Decimal], field: Field, size: ChartSize, axis: ValueAxis) -> Iterator[Words]:
    """The text of each tick, on its left."""
    for level in levels:
        y = field.y(axis.place(level)) + size.font_size * 0.35
        yield Words(field.box.left - 6, y, axes.brief(level), align="right")


def _time_ticks(found: Tracks, size: ChartSize, field: Field) -> list[Tick]:
    sample = "28 Sep" if found.calendar.unit == "day" else "2024"
    room = greatest_width(sample, size.font_size) + size.font_size
    most = min(size.ticks, max(int((field.box.right - field.box.left) / room), 2))
    return found.calendar.ticks(*field.times, most)


def _time_rules(ticks: Sequence[Tick], field: Field) -> Iterator[Rule]:
    for tick in ticks:
        x = field.x(tick.at)
        yield Rule(x, field.box.bottom, x, field.box.bottom + 4, colour=QUIET)


def _time_words(ticks: Sequence[Tick], field: Field, size: ChartSize) -> Iterator[Words]:
    y = field.box.bottom + _BELOW * size.font_size
    for tick in ticks:
        yield Words(field.x(tick.at), y, tick.label, align="center")
        if tick.under:
            yield Words(field.x(tick.at), y + _LINE * size.font_size, tick.under, align="center")


def _break_rules(found: Tracks, field: Field, legend: Legend) -> Iterator[Rule]:
    top = field.box.top - legend.above - _TOP
    for item in found.breaks:
        x = field.x(item.at)
        yield Rule(x, max(top, 0), x, field.box.bottom, colour=QUIET, dash=DOTTED)


def _data(found: Tracks, field: Field) -> Iterator[Mark]:
    """The gaps, the lines and the points, in this order."""

    def at(places: Sequence[Place]) -> list[tuple[float, float]]:
        return [(field.x(time), field.y(value)) for time, value in places]

    for gap in found.gaps:
        yield ChartLine(at((gap.before, gap.after)), gap.track.look.colour, UNKNOWN, 1.8, rounded=True)
    runs = [(track, stretch) for track in found.tracks for stretch in track.stretches(found.step)]
    for track, stretch in runs:
        if len(stretch) > 1:
            yield ChartLine(at(stretch), track.look.colour, track.look.dash)
    dense = _spacing(found, field) < _APART
    for track, stretch in runs:
        shown = (stretch[0], stretch[-1]) if dense and len(stretch) > 1 else stretch
        for x, y in at(shown):
            yield ChartPoint(x, y, track.look.shape, track.look.size, track.look.colour)


def _spacing(found: Tracks, field: Field) -> float:
    """Pixels between successive values."""
    return abs(field.x(field.times[0] + found.step) - field.x(field.times[0]))
