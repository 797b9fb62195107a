"""Right-to-left words of a PDF come into reading order by where their letters are."""

from __future__ import annotations

import pytest

from bindery.evidence.right_to_left import in_reading_order


def leftwards(text: str) -> list[float]:
    """The left edges of letters that are drawn from right to left."""
    return [1000.0 - place for place in range(len(text))]


@pytest.mark.parametrize("word", ["ذلك", "العربية", "שלום"])
def test_a_word_in_the_order_of_drawing_is_reversed(word: str) -> None:
    drawn = word[::-1]
    assert in_reading_order(drawn, leftwards(drawn)[::-1].__getitem__) == word
    assert in_reading_order(word, leftwards(word).__getitem__) == word


def test_one_sign_for_lam_and_alef_is_read_in_its_order() -> None:
    drawn = "ألن ذلك"
    edges = leftwards(drawn)
    edges[1] = edges[0]
    assert in_reading_order(drawn, edges.__getitem__) == "لأن ذلك"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("محددة )مثل العربية( في", "محددة (مثل العربية) في"),
        ("محددة (مثل العربية) في", "محددة (مثل العربية) في"),
        ("في عام ،2024 كان", "في عام 2024، كان"),
        ("في page HTML The كما هو الحال دائما", "في The HTML page كما هو الحال دائما"),
        ("a page of (Latin) words, 2024", "a page of (Latin) words, 2024"),
    ],
)
def test_brackets_numbers_and_latin_words_come_into_order(drawn: str, read: str) -> None:
    assert in_reading_order(drawn, leftwards(drawn).__getitem__) == read
