"""Small multiples: line charts of many series, each in a panel of its own, all with the same axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bindery.drawing import layout
from bindery.drawing.charts import axes, drawing, lines
from bindery.drawing.charts.axes import Tick
from bindery.drawing.charts.drawing import (
    INK,
    UNKNOWN,
    ChartLine,
    ChartPoint,
    LayeredPicture,
    Mark,
    Rule,
    Words,
)
from bindery.drawing.charts.looks import ChartSize
from bindery.drawing.charts.plot import Field
from bindery.drawing.charts.tracks import Place, Track, Tracks
from bindery.drawing.layout import LabelBox, WrappedText
from bindery.drawing.text_width import greatest_width

_COLUMNS = {"wide": 3, "narrow": 2}
_TALL = 84  # pixels, the height of a panel's field
_BETWEEN = 14  # pixels between two panels side by side
_BELOW = 16  # pixels between the dates of a row of panels and the next row
_NAME_LINES = 3
_TICKS = 3
_POINT = 26  # square pixels, the size of a point
_DENSE = 7  # pixels; if points would be nearer to each other, only the ends of a line have one


def panels(found: Tracks, size: ChartSize) -> LayeredPicture:
    """A panel for each series, in rows, in the author's order."""
    levels = lines.value_levels(found, _TICKS)
    columns = _COLUMNS[size.name]
    left = max(greatest_width(axes.brief(level), size.font_size) for level in levels) + 12
    wide = (size.width - left - (columns - 1) * _BETWEEN - 4) / columns
    rules: list[Rule] = []
    words: list[Words] = []
    layers: list[Mark] = []
    top = 0.0
    for first in range(0, len(found.tracks), columns):
        row = found.tracks[first : first + columns]
        names = [_name(track, wide, size) for track in row]
        above = max(name.height for name in names) + 4
        for column, (track, name) in enumerate(zip(row, names, strict=True)):
            x = left + column * (wide + _BETWEEN)
            field = _field(found, levels, LabelBox(x, top + above, x + wide, top + above + _TALL))
            words += drawing.text_lines(name, x, top, colour=INK)
            rules += lines.level_rules(levels, field, found.axis)
            if column == 0:
                words += lines.level_words(levels, field, size, found.axis)
                rules += lines.foot_rules(found.axis, field)
            words += _dates(found, field, size)
            layers += _line(track, found, field)
        top += above + _TALL + 1.5 * size.font_size + _BELOW
    return LayeredPicture([*rules, *layers, *drawing.text_layer(words)], top - _BELOW + 4)


def _name(track: Track, wide: float, size: ChartSize) -> WrappedText:
    return layout.wrap_text(track.series.name, wide, size.font_size, most=_NAME_LINES, bold=True)


def _field(found: Tracks, levels: Sequence[Decimal], box: LabelBox) -> Field:
    return Field(box, found.times, (found.axis.place(levels[0]), found.axis.place(levels[-1])))


def _dates(found: Tracks, field: Field, size: ChartSize) -> list[Words]:
    """The first and the last tick of the scale of time below a panel."""
    ticks = found.calendar.ticks(*field.times, 4)
    ends: list[tuple[Tick, str]] = [(ticks[0], "left"), (ticks[-1], "right")] if len(ticks) > 1 else []
    if not ends:
        ends = [(tick, "center") for tick in ticks]
    y = field.box.bottom + 1.3 * size.font_size
    found_words = []
    for tick, align in ends:
        text = f"{tick.label} {tick.under}" if tick.under else tick.label
        x = {"left": field.box.left, "right": field.box.right, "center": field.x(tick.at)}[align]
        found_words.append(Words(x, y, text, align=align))
    return found_words


def _line(track: Track, found: Tracks, field: Field) -> Iterator[Mark]:
    """The line of a series, its gaps and its points."""

    def at(places: Sequence[Place]) -> list[tuple[float, float]]:
        return [(field.x(time), field.y(value)) for time, value in places]

    for gap in track.gaps(found.step):
        yield ChartLine(at((gap.before, gap.after)), INK, UNKNOWN, 1.8, rounded=True)
    stretches = track.stretches(found.step)
    yield from (ChartLine(at(stretch), INK) for stretch in stretches if len(stretch) > 1)
    step = abs(field.x(field.times[0] + found.step) - field.x(field.times[0]))
    for stretch in stretches:
        shown = (stretch[0], stretch[-1]) if step < _DENSE and len(stretch) > 1 else stretch
        yield from (ChartPoint(x, y, "circle", _POINT, INK) for x, y in at(shown))
