"""Events in order of time, as exact as their dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.model.blocks.timeline import Range
from bindery.model.briefing import Event
from bindery.pages import timeline as chronicle
from bindery.text.wording import ENGLISH

DATES = st.one_of(
    st.integers(1900, 2100).map(str),
    st.builds("{}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)),
)


def events(*dates: str) -> list[Event]:
    return [
        Event.model_validate({"id": f"e{n}", "date": date, "title": "It"}) for n, date in enumerate(dates)
    ]


@pytest.mark.parametrize(
    ("date", "end", "expected"),
    [
        ("2024", None, "year"),
        ("2024-11", None, "month"),
        ("2024-11-21", None, "day"),
        ("2024-11-21", "2024-11-21", "day"),
        ("2024-11-21", "2024-12-02", "span"),
        ("2024", "2025", "span"),
    ],
)
def test_an_event_is_as_exact_as_its_date(date: str, end: str | None, expected: str) -> None:
    event = Event.model_validate({"id": "e", "date": date, "end": end, "title": "It"})
    assert chronicle.exactness(event) == expected


def test_a_year_lists_what_has_no_month_first() -> None:
    years = chronicle.by_year(
        chronicle.chronological(events("2024-11-21", "2023", "2024", "2024-11", "2024-02"))
    )
    assert [(year, [event.date for _, event in found]) for year, found in years] == [
        ("2023", ["2023"]),
        ("2024", ["2024", "2024-02", "2024-11", "2024-11-21"]),
    ]


@pytest.mark.parametrize(
    ("date", "end", "expected"),
    [
        ("2024-11-21", None, "21 November"),
        ("2024-11", None, "November"),
        ("2024", None, ""),
        ("2024-11-21", "2024-11-23", "21–23 November"),
        ("2024-11-21", "2024-12-02", "21 November – 2 December"),
        ("2024-12-30", "2025-01-02", "30 December 2024 – 2 January 2025"),
        ("2024", "2025", "2024 – 2025"),
        ("2024-11", "2024-12", "November – December"),
    ],
)
def test_a_list_of_a_year_does_not_repeat_it(date: str, end: str | None, expected: str) -> None:
    event = Event.model_validate({"id": "e", "date": date, "end": end, "title": "It"})
    assert ENGLISH.dates_within_year(str(event.date), event.end) == expected


@given(st.lists(DATES, max_size=30))
def test_every_event_stands_in_the_timeline_once_and_in_order(dates: list[str]) -> None:
    timeline = chronicle.chronological(events(*dates))
    told = [pair for _, found in chronicle.by_year(timeline) for pair in found]
    assert told == timeline
    assert sorted(number for number, _ in told) == list(range(len(dates)))
    assert [event.date for _, event in told] == sorted(dates)


@given(st.lists(DATES, max_size=20), DATES, DATES)
def test_a_stretch_of_time_leaves_out_only_what_is_surely_outside(
    dates: list[str], first: str, last: str
) -> None:
    timeline = chronicle.chronological(events(*dates))
    kept = chronicle.within(timeline, Range.model_validate({"from": first, "to": last}))
    for pair in timeline:
        date = pair[1].date
        surely_before = date < first[: len(date)]
        surely_after = date[: len(last)] > last
        assert (pair in kept) == (not surely_before and not surely_after) or len(date) != len(first)
    assert kept == [pair for pair in timeline if pair in kept]
