"""Charts of datasets, drawn when the site is built: lines over time, or a row for each label."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bindery.drawing.charts import drawing, lines, multiples, rows, tracks
from bindery.drawing.charts.drawing import LayeredPicture
from bindery.drawing.charts.looks import MOST_LINES, SIZES
from bindery.drawing.charts.value_axis import ValueAxis, axis_for, values_of
from bindery.drawing.drawn_chart import Chart, Picture
from bindery.model.briefing import Dataset, Series


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
    axis = axis_for(values_of(known), ValueAxis(log, start))
    shown = dataset.model_copy(update={"series": known})
    found = tracks.tracks_of(shown, axis)
    if found is None:
        listed = rows.rows_of(shown)
        drawn = [rows.row_picture(listed, size, axis) for size in SIZES]
        return Chart(
            "rows",
            _pictures(drawn),
            gaps=False,
            breaks=False,
            notes=_unnoted(known, drawn),
            log=axis.log,
            start=axis.start,
        )
    many = len(found.tracks) > MOST_LINES
    drawn = [(multiples.panels if many else lines.line_picture)(found, size) for size in SIZES]
    return Chart(
        kind="lines",
        pictures=_pictures(drawn),
        gaps=bool(found.gaps),
        breaks=bool(found.breaks) and not many,
        notes=_unnoted(known, drawn),
        log=axis.log,
        start=axis.start,
        multiples=many,
    )


def _pictures(drawn: Sequence[LayeredPicture]) -> tuple[Picture, ...]:
    """The pictures of a chart, one for each size."""
    return tuple(
        Picture(size.name, size.width, round(made.height), size.font_size, drawing.marks(made.layers))
        for size, made in zip(SIZES, drawn, strict=True)
    )


def _unnoted(series: Sequence[Series], drawn: Sequence[LayeredPicture]) -> tuple[tuple[str, str], ...]:
    """Name and note of each series whose note is not in every picture."""
    noted = frozenset.intersection(*(made.noted for made in drawn))
    return tuple(
        (str(one.name), str(one.note))
        for number, one in enumerate(series)
        if one.note and number not in noted
    )
