"""The lines of a page are made again from where its letters are drawn, in whatever order the file has them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.evidence.drawn_rows import Letter
from bindery.evidence.right_to_left import is_right_to_left, lines_of, lines_with_cells

WIDTH, SIZE = 5.0, 10.0


def drawn(
    text: str, right: float = 300.0, line: float = 700.0, size: float = SIZE, first: int = 0
) -> list[Letter]:
    """The letters of words from right to left, each as wide as the others; a space is a gap and no letter."""
    letters, edge = [], right
    for number, character in enumerate(text):
        edge -= WIDTH
        if character != " ":
            letters.append(
                Letter(character, first + number, first + number, edge, edge, edge + WIDTH, line, size)
            )
    return letters


def texts(letters: Sequence[Letter]) -> list[str]:
    return [line.text for line in lines_of(letters)]


@given(st.randoms(use_true_random=False))
def test_the_order_of_letters_in_the_file_makes_no_difference_within_a_line(draw: random.Random) -> None:
    letters = drawn("قال الوزير انه لم يوقع")
    draw.shuffle(letters)
    assert texts(letters) == ["قال الوزير انه لم يوقع"]


def test_lines_and_columns_follow_each_other_as_in_the_file() -> None:
    right = [*drawn("سطر اول"), *drawn("سطر ثان", line=685, first=20)]
    left = [*drawn("عمود اخر", 150, first=40), *drawn("ونهايته", 150, 685, first=60)]
    assert texts([*right, *left]) == ["سطر اول", "سطر ثان", "عمود اخر", "ونهايته"]


def test_columns_may_nearly_touch_if_the_file_has_one_after_the_other() -> None:
    right = [*drawn("سطر اول"), *drawn("سطر ثان", line=685, first=50)]
    left = [*drawn("عمود اخر", 259, first=100), *drawn("ونهايته", 259, 685, first=150)]
    assert texts([*right, *left]) == ["سطر اول", "سطر ثان", "عمود اخر", "ونهايته"]


def test_a_line_is_given_whole_and_by_the_parts_that_wide_gaps_divide_it_into() -> None:
    found = lines_with_cells(
        [*drawn("اول الصف"), *drawn("اخر", 240, first=9), *drawn("سطر", line=685, first=20)]
    )
    assert [(line.text, [cell.text for cell in cells]) for line, cells in found] == [
        ("اول الصف اخر", ["اخر", "اول الصف"]),
        ("سطر", ["سطر"]),
    ]


@given(st.floats(-6, 6))
def test_the_lines_of_two_columns_may_be_at_any_heights(down: float) -> None:
    right = [*drawn("الجسر مغلق"), *drawn("منذ امس", line=686, first=20)]
    left = [*drawn("والنهر عال", 180, 700 + down, first=40), *drawn("في ارو", 180, 686 + down, first=60)]
    assert texts([*right, *left]) == ["الجسر مغلق", "منذ امس", "والنهر عال", "في ارو"]


def test_a_wide_gap_in_a_line_does_not_make_two_lines_of_it() -> None:
    assert texts([*drawn("سطر"), *drawn("واسع", 250, first=4)]) == ["سطر واسع"]


def test_alef_and_lam_that_no_word_has_in_this_order_are_exchanged() -> None:
    assert texts(drawn("األمر والعالم أأللام")) == ["الأمر والعالم أأللام"]


def test_a_space_that_the_file_has_counts_where_letters_overlap() -> None:
    letters = [*drawn("من"), *drawn("هو", 291, first=3)]
    space = Letter(" ", 2, 2, 290.5, 290.5, 290.5, 700, SIZE)
    assert texts([*letters, space]) == ["من هو"]
    assert texts(letters) == ["منهو"]


def test_a_sign_that_only_parts_two_letters_is_no_space() -> None:
    joiner = Letter(" ", 2, -1, 290, 290, 290, 700, SIZE)
    assert texts(
        [*drawn("می"), joiner, *drawn("رود", 290, first=3), Letter(" ", 9, 9, 275, 275, 275, 700, SIZE)]
    ) == ["میرود"]


@pytest.mark.parametrize("word", ["لا", "لأ", "لإ"])
def test_one_sign_for_lam_and_alef_is_read_in_its_order(word: str) -> None:
    for order in (word, word[::-1]):
        pair = [Letter(one, 5, 5 + n, 280, 280, 285, 700, SIZE) for n, one in enumerate(order)]
        assert texts([*drawn("من"), *pair]) == [f"من {word}"]


@pytest.mark.parametrize("word", ["على", "في", "حمل"])
@pytest.mark.parametrize("turned", [True, False])
def test_other_signs_of_two_letters_are_read_as_lam_and_alef_show(word: str, *, turned: bool) -> None:
    def sign(letters: str, right: float, first: int) -> list[Letter]:
        ordered = letters[::-1] if turned else letters
        return [
            Letter(one, first, first + n, right - 5, right - 5, right, 700, SIZE)
            for n, one in enumerate(ordered)
        ]

    rest = word[:-2]
    line = [*sign("لا", 300, 0), *drawn(rest, 290, first=4), *sign(word[-2:], 290 - 5 * len(rest), 8)]
    assert texts(line) == [f"لا {word}"]


def test_vowel_signs_follow_their_letters() -> None:
    letters = [replace(letter, index=2 * number) for number, letter in enumerate(drawn("كتب"))]
    above = [replace(letter, text="\u064e", index=letter.index + 1) for letter in letters]
    assert texts([*letters, *above]) == ["كَتَبَ"]


def test_a_sign_that_shares_the_width_of_its_letter_is_of_it() -> None:
    shared = [Letter("\u064b", 5, 6, 282, 283, 284, 702, SIZE), Letter("ا", 5, 7, 282, 282, 283, 702, SIZE)]
    assert texts([*drawn("قرب"), *shared]) == ["قرباً"]


def test_a_raised_digit_is_the_mark_of_a_note() -> None:
    note = Letter("3", 9, 9, 281, 281, 284, 704, 7)
    assert texts([*drawn("نقل"), note, *drawn("عنه", 275, first=10)]) == ["نقل³ عنه"]


def test_words_that_slope_are_read_in_the_order_of_the_file_and_not_by_their_edges() -> None:
    places = [(290, 706), (284, 704), (286, 702), (276, 700), (273, 700), (266, 706), (260, 704), (262, 702)]
    letters = [
        Letter(one, n, n, place, place, place + 6, line, SIZE)
        for n, (one, (place, line)) in enumerate(zip("پنجا سند", places, strict=True))
    ]
    assert texts(letters) == ["پنجا سند"]


def test_a_latin_line_on_the_page_stays_as_it_is() -> None:
    latin = [
        Letter(one, n, n, 100 + 5 * n, 100 + 5 * n, 105 + 5 * n, 500, SIZE) for n, one in enumerate("Report7")
    ]
    assert texts([*drawn("قال الوزير انه", first=20), *latin]) == ["Report7", "قال الوزير انه"]


def test_a_page_without_letters_has_no_lines() -> None:
    assert texts([]) == []
    assert texts([Letter(" ", 0, 0, 1, 1, 1, 1, 1)]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("قال the", True), ("one قا two three four five", False), ("", False), ("ا", False)],
)
def test_pages_with_many_letters_from_right_to_left(text: str, *, expected: bool) -> None:
    assert is_right_to_left(text) == expected


def thai(*letters: tuple[str, float, float]) -> list[Letter]:
    """Letters of a line from left to right: each with its left edge and its width."""
    return [
        Letter(text, number, number, left, left, left + width, 700.0, SIZE)
        for number, (text, left, width) in enumerate(letters)
    ]


SIGNS = {
    "over its letter, after it": (("ก", 0, 5), ("ั", 2, 3), ("บ", 5, 5)),
    "over its letter, after the next": (("ก", 0, 5), ("บ", 5, 5), ("ั", 2, 3)),
    "over the edge of its letter": (("ก", 0, 5), ("ั", 3.5, 3), ("บ", 5, 5)),
    "before its letter in the file": (("ั", 2, 3), ("ก", 0, 5), ("บ", 5, 5)),
}


@pytest.mark.parametrize("case", SIGNS)
def test_a_sign_from_left_to_right_is_put_on_the_letter_that_it_is_drawn_over(case: str) -> None:
    assert texts(thai(*SIGNS[case])) == ["กับ"]


@given(st.permutations(range(4)))
def test_the_order_of_signs_over_letters_makes_no_difference(order: list[int]) -> None:
    drawn_letters = [("ก", 0.0, 5.0), ("ั", 1.0, 3.0), ("ข", 5.0, 5.0), ("ี", 6.0, 3.0)]
    assert texts(thai(*(drawn_letters[place] for place in order))) == ["กัขี"]
