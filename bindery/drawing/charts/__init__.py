"""Charts of datasets, drawn when the site is built: lines over time, or a row for each label."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from bindery.drawing.charts import drawing, lines, multiples, rows, tracks
from bindery.drawing.charts.looks import MOST_LINES, SIZES
from bindery.drawing.charts.value_axis import ValueAxis, axis_for
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
        pictures: the chart at each size: wide and narrow; none if the dataset has no value.
        gaps: whether dotted lines bridge periods without a value.
        breaks: whether a vertical line marks where the way of counting changed.
        notes: the series whose notes are not in every picture, so that the page must show them next to the chart.
        log: whether the axis of values is logarithmic.
        start: the value at which the axis begins; None for zero.
        multiples: whether each series has a panel of its own.
    """

    kind: str
    pictures: tuple[Picture, ...]
    gaps: bool
    breaks: bool
    notes: tuple[Series, ...]
    log: bool = False
    start: Decimal | None = None
    multiples: bool = False


def draw_chart(dataset: Dataset, *, log: bool = False, start: Decimal | None = None) -> Chart:
    """Draws the chart of a dataset. Its kind follows from the values: lines if they are at dates, otherwise rows.

    The same dataset gives the same bytes on every machine, since no place depends on the width of text in a font.

    Args:
        dataset: the dataset.
        log: whether the axis of values is logarithmic, if every value allows it.
        start: the value at which the axis begins, if no value is below it; None for zero.
    """
    known = tuple(series for series in dataset.series if any(point.y is not None for point in series.points))
    if not known:
        return Chart("rows", (), gaps=False, breaks=False, notes=())
    values = [point.y for series in known for point in series.points if point.y is not None]
    axis = axis_for(values, ValueAxis(log, start))
    shown = dataset.model_copy(update={"series": known})
    found = tracks.tracks_of(shown, axis)
    listed = [] if found else rows.rows_of(shown)
    many = found is not None and len(found.tracks) > MOST_LINES
    pictures: list[Picture] = []
    noted = frozenset(range(len(known)))
    for size in SIZES:
        made = (
            rows.row_picture(listed, size, axis)
            if found is None
            else multiples.panels(found, size)
            if many
            else lines.line_picture(found, size)
        )
        height = round(made.height)
        marks = drawing.marks(made.layers)
        pictures.append(Picture(size.name, size.width, height, size.font_size, marks))
        noted &= made.noted
    return Chart(
        kind="lines" if found else "rows",
        pictures=tuple(pictures),
        gaps=bool(found and found.gaps),
        breaks=bool(found and found.breaks and not many),
        notes=tuple(s for number, s in enumerate(known) if s.note and number not in noted),
        log=axis.log,
        start=axis.start,
        multiples=many,
    )
