"""The first words of a quotation, in any script, as they stand in the place of a title."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.references.first_words import MOST_WORDS, first_words


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("It was hot.", "It was hot."),
        ("  It   was\nhot. ", "It was hot."),
        ("one two three four five six seven eight", "one two three four five six seven eight"),
        ("one two three four five six seven eight nine", "one two three four five six seven eight …"),
        ("one two three four five six seven eight, nine", "one two three four five six seven eight …"),
        ("one two three four five six seven (eight nine)", "one two three four five six seven (eight …"),
        ("one two three four five six seven “ eight nine", "one two three four five six seven …"),
        ("a " + "very" * 20 + " b", "a …"),
        ("x" * 90, "x" * 60 + "…"),
        ("2024 年 3 月", "2024 年 3 月"),
        ("港" * 40, "港" * 30 + "…"),
        ("سرحد پر جھڑپ میں انیس فوجی ہلاک ہو گئے", "سرحد پر جھڑپ میں انیس فوجی ہلاک ہو …"),
        ("e\u0301" * 70, "e\u0301" * 60 + "…"),
        ("[…]", ""),
        ("", ""),
        ("— …", ""),
    ],
)
def test_first_words(quote: str, words: str) -> None:
    assert first_words(quote) == words


@given(st.text())
def test_the_words_are_those_of_the_quotation_and_few(quote: str) -> None:
    words = first_words(quote)
    kept = words.removesuffix("…").rstrip()
    assert " ".join(quote.split()).startswith(kept)
    assert len(words.split()) <= MOST_WORDS + 1
    rest = " ".join(quote.split())[len(kept) :]
    assert not rest or not kept or not unicodedata.category(rest[0]).startswith("M") or kept[:-1] == ""
