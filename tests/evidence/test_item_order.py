"""The pieces of a line are taken in the order of the file, and the letters of each in that of reading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bindery.evidence import item_order
from bindery.evidence.drawn_rows import Letter
from bindery.evidence.item_order import lines_by_item

SIZE, WIDTH = 10.0, 5.0


def piece(text: str, left: float, number: int, line: float = 700.0) -> list[Letter]:
    """The letters of a piece that a program draws from left to right, with words from right to left."""
    return [
        Letter(
            one,
            number,
            100 * number + at,
            left + WIDTH * at,
            left + WIDTH * at,
            left + WIDTH * (at + 1),
            line,
            SIZE,
        )
        for at, one in enumerate(reversed(text))
    ]


@pytest.fixture(autouse=True)
def _same_font(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: Any = dict.fromkeys(range(9), (1, SIZE, ())) | {9: (1, SIZE, (7,))}
    monkeypatch.setattr(item_order, "_looks", lambda _: looks)


def lines(*pieces: list[Letter]) -> list[str]:
    return [text for text, _ in lines_by_item(None, [letter for one in pieces for letter in one])]  # type: ignore[arg-type]


def test_words_that_are_drawn_from_the_left_are_in_the_order_of_the_file() -> None:
    assert lines(piece("ثالث", 100, 1), piece("ثان", 130, 2), piece("أول", 155, 3)) == ["ثالث ثان أول"]


def test_pieces_that_touch_are_one_word() -> None:
    assert lines(piece("ها", 100, 1), piece("کتاب", 110, 9)) == ["هاکتاب"]


def test_a_new_line_begins_lower() -> None:
    assert lines(piece("أول", 100, 1), piece("ثان", 100, 2, line=680.0)) == ["أول", "ثان"]


def test_a_letter_that_is_drawn_over_the_next_ones_of_its_piece_does_not_end_it() -> None:
    sloped = piece("کے", 100, 1)
    sloped[0] = replace(sloped[0], right=sloped[0].right + SIZE)
    assert lines(sloped, piece("بعد", 120, 2)) == ["کے بعد"]


def test_a_letter_that_is_drawn_over_those_after_it_does_not_end_an_item() -> None:
    last, word = piece("خ", 100, 1), piece("پاس", 102, 2)
    last[0] = replace(last[0], right=last[0].right + SIZE)
    assert lines(last, word) == ["پاسخ"]
    assert lines(word, piece("خ", 80, 3)) == ["پاس خ"], "what is drawn back to the left is another item"


def spelt(line: str) -> list[Letter]:
    """The letters of a line in the order in which PDFium gives them, each a piece at the right of the last one."""
    return [
        Letter(one, 1, at, WIDTH * at, WIDTH * at, WIDTH * (at + 1), 700.0, SIZE)
        for at, one in enumerate(line)
    ]


@pytest.mark.parametrize(
    ("given", "in_file"),
    [
        ("כן(אם", "כן(אם"),
        ("AB(כן(", "AB)כן("),  # PDFium turns a bracket after words from left to right
        ("כן(AB(", "כן(AB)"),
        (")AB(כן", ")AB)כן"),
        (")AB(", "(AB)"),
        ("כן) [AB[ 12", "כן) [AB] 12"),
    ],
)
def test_brackets_are_those_of_the_file(given: str, in_file: str) -> None:
    assert "".join(letter.text for letter in item_order._as_in_file(spelt(given))) == in_file


def test_a_piece_that_draws_nothing_ends_an_item_if_it_has_marks() -> None:
    assert lines(piece("کنند", 100, 8), piece("می", 120, 10)) == ["کنندمی"]
    assert lines(piece("کنند", 100, 7), piece("می", 120, 8)) == ["میکنند"]


@pytest.mark.parametrize(
    ("drawn", "copied"),  # both from left to right
    [
        ("Issuesל", "Issuesל"),
        ("in one Issuesםלש", "in one Issuesשלם"),
        ("Rםולש Ab", "Ab שלוםR"),
        ("Aוב", "בוA"),
    ],
)
def test_an_item_with_few_letters_from_right_to_left_goes_from_left_to_right(drawn: str, copied: str) -> None:
    assert lines(piece(drawn[::-1], 100, 1)) == [copied]


def test_no_order_is_known_without_pieces() -> None:
    assert lines(piece("أول", 100, -1)) == []
