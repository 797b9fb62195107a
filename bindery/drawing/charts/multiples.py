"""Small multiples: line charts of many series, each in a panel of its own, all with the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bindery.drawing import layout
from bindery.drawing.charts import axes, drawing, lines
from bindery.drawing.charts.axes import Tick
from bindery.drawing.charts.drawing import INK, UNKNOWN, ChartPoint, Layer, LayeredPicture, Rule, Words
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
    layers: list[Layer] = []
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
    return LayeredPicture([*drawing.rules(rules), *layers, *drawing.text_layer(words)], top - _BELOW + 4)


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


def _line(track: Track, found: Tracks, field: Field) -> list[Layer]:
    """The line of a series, its gaps and its points. All are in pixels, since layers of a picture share their scales."""
    stretches = track.stretches(found.step)
    step = abs(field.x(field.times[0] + found.step) - field.x(field.times[0]))
    points = [
        ChartPoint(field.x(x), field.y(y), "circle", _POINT, INK)
        for stretch in stretches
        for x, y in ((stretch[0], stretch[-1]) if step < _DENSE and len(stretch) > 1 else stretch)
    ]
    gaps = [[gap.before, gap.after] for gap in track.gaps(found.step)]
    joined = [stretch for stretch in stretches if len(stretch) > 1]
    return [
        *_strokes(gaps, field, {"strokeWidth": 1.8, "strokeCap": "round", "strokeDash": list(UNKNOWN)}),
        *_strokes(joined, field, {"strokeWidth": 2}),
        *drawing.points(points),
    ]


def _strokes(runs: Sequence[Sequence[Place]], field: Field, mark: dict[str, Any]) -> list[Layer]:
    """Lines through the places of each run."""
    values = [
        {"x": field.x(x), "y": field.y(y), "run": number} for number, run in enumerate(runs) for x, y in run
    ]
    channels = {
        "x": drawing.pixels("x"),
        "y": drawing.pixels("y"),
        "detail": {"field": "run", "type": "nominal"},
    }
    return drawing.data(values, {"type": "line", "color": INK, **mark}, channels)
