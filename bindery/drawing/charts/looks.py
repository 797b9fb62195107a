"""The two sizes in which a chart is drawn, and the looks that tell its series apart."""

from __future__ import annotations

from dataclasses import dataclass

from bindery.drawing.charts.drawing import INK, QUIET, SECOND, SOLID


@dataclass(frozen=True)
class ChartSize:
    """A size of picture, in pixels; a page shows the one that fits.

    Attributes:
        name: `wide` or `narrow`.
        width: of the picture.
        plot: height of the field in which the values stand.
        letter: size of its font.
        label: the most that a label beside a line may be wide.
        ticks: how many ticks a scale may have.
    """

    name: str
    width: int
    plot: int
    letter: int
    label: int
    ticks: int


SIZES = (
    ChartSize("wide", width=640, plot=260, letter=13, label=170, ticks=6),
    ChartSize("narrow", width=320, plot=210, letter=12, label=96, ticks=5),
)


@dataclass(frozen=True)
class SeriesLook:
    """How the values of one series look: told apart by shape first, then by dash, then by colour.

    Attributes:
        shape: of its points.
        size: of those, in square pixels, so that all shapes look equally large.
        dash: of its lines: lengths of strokes and gaps.
        colour: a variable of the page's style.
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
_DASHES = (SOLID, (7, 3), (3, 2), (12, 3), (9, 3, 2, 3), (5, 2, 1, 2))
_COLOURS = (INK, SECOND, QUIET)


def series_look(shape: int, kindred: int) -> SeriesLook:
    """A look by number.

    Args:
        shape: the place of the series among all.
        kindred: the place among those that are counted differently; two that go on from each other share it.
    """
    return SeriesLook(
        *_SHAPES[shape % len(_SHAPES)], _DASHES[kindred % len(_DASHES)], _COLOURS[kindred % len(_COLOURS)]
    )
