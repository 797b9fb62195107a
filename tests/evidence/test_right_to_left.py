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


def boxes(*edges: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    """Boxes of one line from their left and right edges."""
    return [(left, 0.0, right, 8.0) for left, right in edges]


def test_a_vowel_sign_that_shares_the_width_of_its_letter_follows_it() -> None:
    text, edges = "\u0645\u064f\u0642", boxes((77.8, 81.0), (74.5, 77.8), (68.9, 74.7))
    drawn = text[0] + text[2] + text[1]
    found = [edges[0], edges[2], edges[1]]
    assert in_reading_order(drawn, lambda n: found[n][0], found.__getitem__) == text


def test_a_space_that_nothing_draws_within_a_word_with_a_vowel_sign_is_left_out() -> None:
    text = "\u062c \u062f\u064b\u0627"
    near = boxes((220.8, 226.9), (0, 0), (217.3, 218.9), (215.7, 217.3), (213.1, 214.1))
    far = boxes((224.8, 230.9), (0, 0), (217.3, 218.9), (215.7, 217.3), (213.1, 214.1))
    assert in_reading_order(text, lambda n: near[n][0], near.__getitem__) == text.replace(" ", "\u2060")
    assert in_reading_order(text, lambda n: far[n][0], far.__getitem__) == text


@pytest.mark.parametrize(
    ("given", "order", "read"),
    [  # the characters from right to left as they are drawn, as places in what is given
        ("لك) ذا", "لك (ذا", "لك (ذا"),
        ("لك (. ذا", "لك). ذا", "لك). ذا"),
        ('لك" ذا', 'لك "ذا', 'لك "ذا'),
    ],
)
def test_a_bracket_stands_at_the_word_that_it_is_drawn_next_to(given: str, order: str, read: str) -> None:
    places = {character: place for place, character in enumerate(order.translate(str.maketrans(")", "(")))}
    found = [
        (0.0, 0.0, 0.0, 0.0)
        if character == " "
        else (100.0 - 5 * places["(" if character == ")" else character], 0.0, 0.0, 8.0)
        for character in given
    ]
    found = [(left, low, left + 5 if top else 0.0, top) for left, low, _, top in found]
    assert in_reading_order(given, lambda n: found[n][0], found.__getitem__) == read


def test_a_latin_word_with_digits_is_read_as_it_is_drawn() -> None:
    given = "عن C3W هو"
    found = boxes((95, 100), (90, 95), (0, 0), (80, 85), (75, 80), (70, 75), (0, 0), (60, 65), (55, 60))
    assert in_reading_order(given, lambda n: found[n][0], found.__getitem__) == "عن W3C هو"


def test_the_left_part_of_a_line_that_is_given_first_comes_after_the_right_part() -> None:
    given = "هو\r\nعن"
    found = boxes((60, 65), (55, 60), (0, 0), (0, 0), (70, 75), (65, 70))
    assert in_reading_order(given, lambda n: found[n][0], found.__getitem__).replace("\u2060", "") == "عن هو"
    apart = boxes((30, 35), (25, 30), (0, 0), (0, 0), (70, 75), (65, 70))
    assert in_reading_order(given, lambda n: apart[n][0], apart.__getitem__) == given
