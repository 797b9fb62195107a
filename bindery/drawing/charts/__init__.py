"""Charts of datasets, drawn when the site is built: lines over time, or a row for each label."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bindery.drawing.charts import drawing, lines, rows, tracks
from bindery.drawing.charts.looks import SIZES
from bindery.model.briefing import Dataset, Series


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
        pictures: the chart at each size: wide and narrow.
        gaps: whether dotted lines bridge periods without a value.
        breaks: whether a vertical line marks where the way of counting changed.
        notes: the series whose notes are not in every picture, so that the page must show them next to the chart.
    """

    kind: str
    pictures: tuple[Picture, ...]
    gaps: bool
    breaks: bool
    notes: tuple[Series, ...]


def draw_chart(dataset: Dataset) -> Chart:
    """Draws the chart of a dataset. Its kind follows from the values: lines if they are at dates, otherwise rows.

    The same dataset gives the same bytes on every machine, since no place depends on the width of text in a font.
    """
    found = tracks.tracks_of(dataset)
    listed = [] if found else rows.rows_of(dataset)
    pictures: list[Picture] = []
    noted = frozenset(range(len(dataset.series)))
    for size in SIZES:
        made = lines.line_picture(found, size) if found else rows.row_picture(listed, size)
        height = round(made.height)
        marks = drawing.marks(made.layers)
        pictures.append(Picture(size.name, size.width, height, size.font_size, marks))
        noted &= made.noted
    return Chart(
        kind="lines" if found else "rows",
        pictures=tuple(pictures),
        gaps=bool(found and found.gaps),
        breaks=bool(found and found.breaks),
        notes=tuple(s for number, s in enumerate(dataset.series) if s.note and number not in noted),
    )
