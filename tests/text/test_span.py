"""Whole words are found in a range of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.text.span import Span, Text


@pytest.mark.parametrize(
    ("content", "needle", "occurrence", "found"),
    [
        ("heat of a heatwave, heat-stress, heat.", "heat", 0, 0),
        ("a heatwave, heat-stress, heat_1, heat.", "heat", 0, 33),
        ("heat, heat", "heat", 1, 6),
        ("@a-b @a", "@a", 0, 5),
        ("(a) گرم‌تر گرم", "گرم", 0, 4),
        ("aaaa", "aa", 0, 2),
    ],
)
def test_a_needle_is_found_as_a_whole_word(content: str, needle: str, occurrence: int, found: int) -> None:
    text = Text("a.yml", content)
    whole = text.span(0, len(content))
    assert whole.find(needle, occurrence) == text.span(found, found + len(needle))


def test_what_is_not_there_is_the_whole_range() -> None:
    text = Text("a.yml", "heat heat")
    assert text.span(0, 4).find("heat", 1) == text.span(0, 4)
    assert text.span(1, 5).find("heat") == text.span(1, 5)


@given(st.text("ab-_. ", max_size=12), st.text("ab-.", min_size=1, max_size=3), st.integers(0, 2))
def test_it_is_where_a_pattern_would_find_it(content: str, needle: str, occurrence: int) -> None:
    text = Text("a.yml", f"a{content}a")
    span = text.span(1, len(content) + 1)
    places = [match.span() for match in re.finditer(rf"{re.escape(needle)}(?![\w-])", content)]
    wanted = Span(text, *(at + 1 for at in places[occurrence])) if occurrence < len(places) else span
    assert span.find(needle, occurrence) == wanted
