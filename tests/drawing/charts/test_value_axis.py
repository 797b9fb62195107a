"""Axes of values: ticks contain every value, and a chart draws no value that it was not told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from drawing.test_charts import dataset, points, texts, wide
from hypothesis import given, settings
from hypothesis import strategies as st

from bindery.drawing.charts import draw_chart, rows, tracks
from bindery.drawing.charts.value_axis import ZERO_BASED, ValueAxis, axis_for

LOG = ValueAxis(log=True)


@pytest.mark.parametrize(
    ("axis", "low", "high", "expected"),
    [
        (ZERO_BASED, "3", "9", ["0", "2", "4", "6", "8", "10"]),
        (ValueAxis(start=Decimal(90)), "92", "97", ["90", "92", "94", "96", "98"]),
        (ValueAxis(start=Decimal(-10)), "-5", "5", ["-10", "-5", "0", "5"]),
        (LOG, "1", "1000", ["1", "10", "100", "1000"]),
        (LOG, "12", "45000", ["10", "100", "1000", "10000", "100000"]),
        (LOG, "3", "40", ["2", "5", "10", "20", "50"]),
        (LOG, "5", "5", ["5", "10"]),
        (LOG, "0.002", "0.9", ["0.001", "0.01", "0.1", "1"]),
    ],
)
def test_the_ticks_are_round(axis: ValueAxis, low: str, high: str, expected: list[str]) -> None:
    found = axis.levels(Decimal(low), Decimal(high), 6)
    assert [f"{tick.normalize():f}" for tick in found] == expected


@given(
    st.decimals("0.00001", "99999999", places=5),
    st.decimals("0.00001", "99999999", places=5),
    st.sampled_from([ZERO_BASED, LOG, ValueAxis(start=Decimal("0.00001"))]),
    st.integers(3, 7),
)
def test_the_ticks_contain_every_value(one: Decimal, other: Decimal, axis: ValueAxis, most: int) -> None:
    low, high = sorted((one, other))
    found = axis.levels(low, high, most)
    assert found == sorted(set(found))
    assert 2 <= len(found) <= most + 1
    assert found[0] <= low <= high <= found[-1]


@pytest.mark.parametrize(
    ("wanted", "values", "kept"),
    [
        (LOG, [1, 5], True),
        (LOG, [0, 5], False),
        (LOG, [-1, 5], False),
        (ValueAxis(start=Decimal(4)), [4, 5], True),
        (ValueAxis(start=Decimal(4)), [3, 5], False),
        (ValueAxis(start=Decimal(-4)), [-3, 5], True),
    ],
)
def test_an_axis_that_would_hide_a_value_is_not_drawn(
    wanted: ValueAxis, values: list[int], kept: bool
) -> None:
    assert (axis_for([Decimal(value) for value in values], wanted) == wanted) is kept


def missing(x: Any, why: str = "not counted") -> dict[str, Any]:
    return {"x": str(x), "missing": why, "source": "a"}


def test_bars_begin_at_zero_or_there_are_none() -> None:
    shown = dataset(points(("A", 40), ("B", 90)))
    stems = [
        len(wide(draw_chart(shown, **how)).findall("line"))
        for how in ({}, {"start": Decimal(30)}, {"log": True})
    ]
    levels = [6, 5, 6]
    assert stems[0] > max(stems[1:])
    assert stems[0] - levels[0] == 2


def test_a_missing_value_is_a_gap_and_no_zero() -> None:
    years = dataset([*points((2019, 5), (2020, 6)), missing(2021), *points((2022, 7))])
    found = tracks.tracks_of(years)
    assert found
    assert [len(run) for run in found.tracks[0].stretches(3)] == [2, 1]
    assert found.gaps == []
    assert tracks.tracks_of(dataset([*points((2019, 5), (2020, 6)), missing(2024)])).times == (2019, 2024)  # type: ignore[union-attr]
    assert " 0 " not in f" {texts(wide(draw_chart(years, start=Decimal(4))))} "
    listed = rows.rows_of(dataset([*points(("A", 5)), missing("B")]))
    assert [(row.label, row.value, row.missing) for row in listed] == [("A", 5, ""), ("B", None, "no value")]


@pytest.mark.parametrize("series", [[missing(2020)], [missing("A"), missing("B")]])
def test_a_dataset_without_a_value_has_no_picture(series: list[dict[str, Any]]) -> None:
    assert draw_chart(dataset(series)).pictures == ()


def test_a_series_without_a_value_leaves_the_others_as_they_are() -> None:
    alone = draw_chart(dataset({"name": "One", "points": points((2020, 1), (2021, 2))}))
    beside = draw_chart(
        dataset(
            {"name": "One", "points": points((2020, 1), (2021, 2))},
            {"name": "None", "points": [missing(2020)]},
        )
    )
    assert alone.pictures == beside.pictures


def test_seven_series_have_panels_of_their_own_and_six_do_not() -> None:
    lines = [{"name": f"Town {n}", "points": points((2020, n), (2021, n + 1))} for n in range(7)]
    assert draw_chart(dataset(*lines)).multiples
    assert not draw_chart(dataset(*lines[:6])).multiples
    assert all(f"Town {n}" in texts(wide(draw_chart(dataset(*lines)))) for n in range(7))


values = st.one_of(st.none(), st.integers(-5, 5), st.sampled_from(["0.0001", "123456789", "-3.25"]))
places = st.sampled_from(["2019", "2020", "2021", "2020-03", "2021-07-09"]) | st.sampled_from(["A", "B", "C"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.dictionaries(places, values, min_size=1, max_size=5), min_size=1, max_size=8),
    st.booleans(),
    st.sampled_from([None, "0", "-10", "2", "1000"]),
)
def test_drawing_never_fails(found: list[dict[str, Any]], log: bool, start: str | None) -> None:
    series = [
        [missing(x) if y is None else points((x, y))[0] for x, y in sorted(one.items())] for one in found
    ]
    drawn = draw_chart(dataset(*series), log=log, start=None if start is None else Decimal(start))
    known = any(y is not None for one in found for y in one.values())
    assert len(drawn.pictures) == (2 if known else 0)
    assert "NaN" not in "".join(str(picture.marks) for picture in drawn.pictures)
