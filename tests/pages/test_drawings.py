"""Tests of the drawings that are kept for the second page that shows them."""

from __future__ import annotations

from bindery.pages.drawings import DrawnLately


def test_the_same_things_are_drawn_once() -> None:
    drawn = DrawnLately()
    made: list[object] = []

    def draw(*things: object) -> int:
        made.append(things)
        return len(made)

    first, second = ["a"], ["a"]
    assert [drawn.drawn(draw, first), drawn.drawn(draw, first), drawn.drawn(draw, second)] == [1, 1, 2]
    assert drawn.drawn(draw, first, "log") == 3


def test_a_drawing_is_forgotten_after_many_others() -> None:
    drawn = DrawnLately()
    first = ["a"]
    others = [[number] for number in range(100)]
    assert drawn.drawn(len, first) == 1
    assert [drawn.drawn(sum, other) for other in others] == list(range(100))
    first.append("b")
    assert drawn.drawn(len, first) == 2
