"""Canonical JSON by RFC 8785: one way to write each text, one order of keys, and numbers that need no rounding."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.text import canonical_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical_json.MOST, canonical_json.MOST) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x1f\x7f\u2028", '"\\u0000\\u001f\x7f\u2028"'),
        (True, "true"),
        (None, "null"),
        (-0, "0"),
        (canonical_json.MOST, "9007199254740991"),
        ({"b": [1, "ü"], "a": {}}, '{"a":{},"b":[1,"ü"]}'),
        ((1, ()), "[1,[]]"),
    ],
)
def test_a_value_is_written_in_one_way(value: Any, written: str) -> None:
    assert canonical_json.canonical_text(value) == written


def test_keys_are_sorted_by_the_units_of_utf_16() -> None:
    keys = [
        "\u20ac",
        "\r",
        "\ufb33",
        "1",
        "\U0001f600",
        "\u0080",
        "\u00f6",
    ]  # those of the RFC, in its section 3.2.3
    ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical_json.canonical_text(dict.fromkeys(keys, 0)))) == ordered


@pytest.mark.parametrize("value", [1.0, float("nan"), b"a", {1, 2}, object()])
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json.canonical_text({"a": [value]})


@pytest.mark.parametrize(
    "value", [canonical_json.MOST + 1, -canonical_json.MOST - 1, "\ud800", {"\udc00": 1}]
)
def test_what_json_cannot_keep_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  an error of UTF-8 is one of them
        canonical_json.canonical_text(value)


@pytest.mark.slow
@given(VALUES)
def test_what_is_written_is_read_back_and_written_alike(value: Any) -> None:
    written = canonical_json.canonical_bytes(value)
    assert json.loads(written) == value
    assert canonical_json.canonical_bytes(json.loads(written)) == written


@pytest.mark.slow
@given(VALUES)
def test_in_a_page_nothing_ends_a_script(value: Any) -> None:
    written = canonical_json.json_for_script(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")
