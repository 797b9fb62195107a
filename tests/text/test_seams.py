"""In a PDF, a space where letters and digits meet, or before a capital letter, says nothing; elsewhere it counts."""

from __future__ import annotations

import pytest

from bindery.text.tokenised import PAGE
from bindery.text.tokens import SearchableText, locate

TEXT = (
    "I NTRODUCTION\nThe samples of Meyer 2, Osei³ and Iyer 4 hold 0.5 M H2SO4 and CO 2 gas. "
    "It was not able to rise by 1 250 tonnes.\nThe next\nAdvance of 2.5\nkilograms is now here. "
    "W hen a part of it moved apart, B12 fell by 5 %. The APPENDIX says APART of it: PART." + PAGE
)

FOUND = (
    "samples of Meyer2 , Osei3 and Iyer4 hold",
    "samples of Meyer 2, Osei 3 and Iyer 4 hold",
    "hold 0.5 M H2 SO 4 and CO2 gas.",
    "hold 0.5 M H 2 SO4 and CO 2 gas.",
    "The nextAdvance of 2.5kilograms is",
    "INTRODUCTION The samples",
    "When a part of it",
    "apart, B 12 fell by 5 %.",
    "The A PPENDIX says APART of it: P ART.",
)
REFUSED = (
    "It was notable to rise",
    "2.5 kilograms is nowhere.",
    "When apart of it",
    "moved a part, B12",
    "rise by 1 2 50 tonnes.",
    "rise by 12 50 tonnes.",
    "fell by 5 0 %.",
    "samples of Meyer3 , Osei3",
    "hold 0.5 M H2 SO 5 and",
    "apart, B 1 2 fell",
    "says A PART of it",
)


@pytest.mark.parametrize("quote", FOUND)
def test_spaces_at_seams_may_differ(quote: str) -> None:
    assert locate(quote, SearchableText.of(TEXT))


@pytest.mark.parametrize("quote", REFUSED)
def test_other_spaces_count(quote: str) -> None:
    assert not locate(quote, SearchableText.of(TEXT))


@pytest.mark.parametrize("quote", FOUND)
def test_all_spaces_count_where_no_viewer_guesses_them(quote: str) -> None:
    whole = SearchableText.of(TEXT.replace(PAGE, ""))
    assert bool(locate(quote, whole)) is (quote == FOUND[1].replace(" 3", "3"))


def test_a_table_of_many_numbers_is_searched_in_little_time() -> None:
    row = " ".join(f"a{number} b {number}" for number in range(200))
    assert not locate(row, SearchableText.of(f"a b 1 2 3 {row.replace(' ', '')}{PAGE}"))
