"""The two sizes of charts, and the shapes, dashes and colours that distinguish their series."""

from __future__ import annotations

from dataclasses import dataclass

from bindery.drawing.charts.drawing import INK, QUIET, SECOND, SOLID


@dataclass(frozen=True)
class ChartSize:
    """A size of chart; a page shows the one that fits. All lengths are in pixels.

    Attributes:
        name: `wide` or `narrow`.
        width: width of the picture.
        plot: height of the field with the values.
        font_size: font size.
        label: the greatest width of a label at the end of a line.
        ticks: the greatest number of ticks on a scale.
    """

    name: str
    width: int
    plot: int
    font_size: int
    label: int
    ticks: int


SIZES = (
    ChartSize("wide", width=640, plot=260, font_size=13, label=170, ticks=6),
    ChartSize("narrow", width=320, plot=210, font_size=12, label=96, ticks=5),
)


@dataclass(frozen=True)
class SeriesLook:
    """The look of one series. Series differ in shape first, then in dash, then in colour.

    Attributes:
        shape: shape of its points, a key of `drawing.SHAPES`.
        size: area of its points in square pixels; chosen so that all shapes look equally large.
        dash: lengths in pixels of the dashes and gaps of its lines.
        colour: a CSS variable of the page, such as `var(--bd-ink)`.
    """

    shape: str
    size: int
    dash: tuple[float, ...]
    colour: str


_SHAPES = (
    ("circle", 52),
    ("square", 50),
    ("triangle-up", 76),
    ("diamond", 84),
    ("triangle-down", 76),
    ("cross", 62),
)
MOST_LINES = len(_SHAPES)
"""The greatest number of series in one field; with more, each has a panel of its own."""
_DASHES = (SOLID, (7, 3), (3, 2), (12, 3), (9, 3, 2, 3), (5, 2, 1, 2))
_COLOURS = (INK, SECOND, QUIET)


def series_look(shape: int, kindred: int) -> SeriesLook:
    """The look of a series.

    Args:
        shape: number of the series, from 0.
        kindred: number of its count, from 0; series that continue each other are one count and have the same number.
    """
    return SeriesLook(
        *_SHAPES[shape % len(_SHAPES)], _DASHES[kindred % len(_DASHES)], _COLOURS[kindred % len(_COLOURS)]
    )
