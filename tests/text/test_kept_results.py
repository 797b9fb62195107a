"""Tests for `kept_results`: what was found comes back as it was, and what is damaged is found anew."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bindery.text.kept_results import KeptResults, kept_result, results_kept_in


@dataclass(frozen=True)
class Mark:
    """A record."""

    name: str
    inner: Any = None


class Place(NamedTuple):
    """A record that is a tuple too."""

    x: float
    y: float


CLASSES = (Mark, Place)
PLAIN = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.fractions() | st.decimals(allow_nan=False) | st.text().map(Markup)
)  # fmt: skip
PLACES = st.builds(Place, st.floats(allow_nan=False), st.floats(allow_nan=False))
VALUES = st.recursive(
    PLAIN | PLACES,
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.integers() | st.text(), inner)
        | st.frozensets(st.text())
        | st.builds(Mark, st.text(), inner)
    ),
    max_leaves=8,
)


def no_result() -> Any:
    pytest.fail("this was found already")


@given(VALUES)
def test_a_result_comes_back_as_it_was(value: Any) -> None:
    first = KeptResults()
    assert first.result(("a", 1), CLASSES, lambda: value) == value
    assert first.is_new
    second = KeptResults(first.as_bytes())
    found = second.result(("a", 1), CLASSES, no_result)
    assert (found, type(found), repr(found)) == (value, type(value), repr(found))
    assert not second.is_new
    assert second.as_bytes() == first.as_bytes()


def test_a_result_belongs_to_what_it_was_made_from() -> None:
    first = KeptResults()
    for made_from in (("a", 1), ("a", "1"), ("b", 1), ("a", Markup("1"))):
        assert first.result(made_from, (), lambda made_from=made_from: repr(made_from)) == repr(made_from)  # type: ignore[misc]


def test_what_an_edit_does_not_use_is_not_kept() -> None:
    first = KeptResults()
    first.result("a", (), lambda: 1)
    second = KeptResults(first.as_bytes())
    second.result("b", (), lambda: 2)
    assert KeptResults(second.as_bytes()).result("a", (), lambda: 3) == 3


@pytest.mark.parametrize(
    "kept",
    [
        ["Mark"], ["Mark", "a", "b", "c"], ["Unknown", 1], [], [1], [["tuple"]], ["dict", 1],
        ["Fraction", 1, 0], ["Decimal", "x"], ["frozenset", ["dict"]],
    ],
    ids=repr,
)  # fmt: skip
def test_a_damaged_result_is_found_anew(kept: Any) -> None:
    first = KeptResults()
    first.result("a", CLASSES, lambda: Mark("a"))
    damaged = json.dumps(dict.fromkeys(json.loads(first.as_bytes()), kept)).encode()
    assert KeptResults(damaged).result("a", CLASSES, lambda: Mark("b")) == Mark("b")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000], ids=["", "list", "torn", "bytes", "deep"]
)
def test_damaged_data_hold_no_results(data: bytes) -> None:
    assert KeptResults(data).result("a", (), lambda: 1) == 1


def test_results_are_kept_only_where_they_are_asked_to_be() -> None:
    first = KeptResults()
    with results_kept_in(first):
        assert kept_result("a", (), lambda: 1) == 1
    assert kept_result("a", (), lambda: 2) == 2
    with results_kept_in(KeptResults(first.as_bytes())):
        assert kept_result("a", (), no_result) == 1


def test_numbers_stay_exact() -> None:
    first = KeptResults()
    exact = (Fraction(1, 3), Decimal("0.10"), 0.1)
    first.result("a", (), lambda: exact)
    assert repr(KeptResults(first.as_bytes()).result("a", (), no_result)) == repr(exact)
