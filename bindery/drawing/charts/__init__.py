"""A dataset as a picture, drawn when the site is built: lines along time, or a row for each label."""

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
        width: in pixels.
        height: likewise.
        letter: size of its font, likewise.
        marks: what stands within its `svg` element.
    """

    name: str
    width: int
    height: int
    letter: int
    marks: Markup


@dataclass(frozen=True)
class Chart:
    """A dataset as a picture.

    Attributes:
        kind: `lines` or `rows`.
        pictures: the wide one and the narrow one.
        gaps: whether dots lead over stretches of time without a value.
        breaks: whether a rule marks where the way of counting changed.
        notes: the series whose notes do not stand in every picture, and must stand beside them.
    """

    kind: str
    pictures: tuple[Picture, ...]
    gaps: bool
    breaks: bool
    notes: tuple[Series, ...]


def draw_chart(dataset: Dataset) -> Chart:
    """The chart of a dataset; its values, and not its author, decide of which kind it is.

    The same dataset gives the same bytes on every machine: nothing is placed by the measure of a font.
    """
    found = tracks.tracks_of(dataset)
    listed = [] if found else rows.rows_of(dataset)
    pictures: list[Picture] = []
    noted = frozenset(range(len(dataset.series)))
    for size in SIZES:
        if found:
            layers, tall, said = lines.line_picture(found, size)
        else:
            (layers, tall), said = rows.row_picture(listed, size), frozenset()
        height = round(tall)
        marks = drawing.marks(drawing.specification(size.width, height, layers))
        pictures.append(Picture(size.name, size.width, height, size.letter, marks))
        noted &= said
    return Chart(
        kind="lines" if found else "rows",
        pictures=tuple(pictures),
        gaps=bool(found and found.gaps),
        breaks=bool(found and found.breaks),
        notes=tuple(s for number, s in enumerate(dataset.series) if s.note and number not in noted),
    )
