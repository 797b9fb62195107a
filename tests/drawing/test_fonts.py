"""Text in a typeface: how wide it is, where its lines break and what is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bindery.drawing import fonts


@given(st.text(max_size=300), st.sampled_from(["ltr", "rtl"]), st.sampled_from(fonts.WEIGHTS))
def test_a_text_fits_into_its_space_or_is_cut(text: str, direction: str, weight: int) -> None:
    found = fonts.fit_text(text, 500, {60: 1, 40: 3}, weight=weight, direction=direction)
    assert len(found.lines) <= (1 if found.size == 60 else 3)
    for line in found.lines:
        assert fonts.font_width(line, found.size, weight) <= 500
    whole = "".join("".join(found.lines).split()).strip("\u2067\u2069").replace("\u2069\u2067", "")
    words = "".join(fonts.drawable(text).split())
    assert whole == words or whole.endswith("…")


def test_both_weights_have_the_same_letters() -> None:
    known = [set(fonts._widths(weight)) for weight in fonts.WEIGHTS]
    assert known[0] == known[1]
    assert set("aZ09ñŽāکښېے،؟…–“”’·\u200c\u2067\u2069") <= known[0]


def test_letters_that_join_are_measured_as_they_are_drawn() -> None:
    alone = sum(fonts.font_width(char, 1000) for char in "بببا")
    assert fonts.font_width("بببا", 1000) < alone / 1.5
    assert fonts.font_width("اد", 1000) == sum(fonts.font_width(char, 1000) for char in "اد")


def test_lines_are_even_and_no_word_is_broken_for_it() -> None:
    found = fonts.fit_text("one two three four five six", 340, {40: 3})
    assert found.lines == ("one two three", "four five six")
    long = fonts.fit_text("Wwwwwwwwww I", 360, {40: 3})
    assert long.lines[0].startswith("Wwwwwwwwww")
