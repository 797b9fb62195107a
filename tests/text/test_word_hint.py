"""Quick tests before slow searches: what the search finds, the test never leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindery.evidence import contrary_days
from bindery.text import clock_times, fraction_signs, halves, spoken_times
from bindery.text.foreign_dates import weekday_names
from bindery.text.languages import codes_with, section
from bindery.text.opposites import opposites, opposites_in
from bindery.text.word_hint import WordHint

GLUE = ["", " ", "  ", "\n", "\u00a0", "\u200c", "-", ", ", "'", "’", ".", "(", "s", "a", "9", "_"]
SPELT: list[Callable[[str], str]] = [str, str.upper, str.capitalize]


def texts(words: Iterable[str]) -> st.SearchStrategy[str]:
    """Texts of these words, each spelt in some way, with spaces, signs and letters between them."""
    word = st.builds(
        lambda spelt, word: spelt(word), st.sampled_from(SPELT), st.sampled_from(sorted(set(words)))
    )
    return st.lists(st.tuples(st.sampled_from(GLUE), word), max_size=8).map(
        lambda parts: "".join(glue + word for glue, word in parts)
    )


def test_remembers_only_words_that_have_nothing() -> None:
    hint = WordHint(r"(?i)\bnoon\b")
    assert [hint.may_be_in(text) for text in ("at six", "at noon", "NOON, at six", "at six", "(noon)")] == [
        False,
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("language", ["en", "fa", "pt", "zh", "sv"])
def test_no_weekday_is_left_out(language: str) -> None:
    names = {*weekday_names(""), *weekday_names(language)}

    @settings(max_examples=150)
    @given(texts({*names, *(part for name in names for part in name.split()), "day", "of"}))
    def check(text: str) -> None:
        if contrary_days._pattern(language).search(text):
            assert contrary_days._hint(language).may_be_in(text)

    check()


def said(line: str) -> str:
    """What a line of the file of a language matches: the first way of each choice, with H and M in their places."""
    last = ""
    while line != last:
        last = line
        line = re.sub(r"\(\?[!=][^()]*\)", "", line)
        line = re.sub(r"\(\?:([^()|]*)[^()]*\)\??", r"\1", line)
    return re.sub(r"\\\w\*|[?*]|\[\^[^\]]*\]", "", re.sub(r"\[(.)[^\]]*\]", r"\1", line))


@pytest.mark.parametrize("language", codes_with("clock"))
def test_no_time_of_day_is_left_out(language: str) -> None:
    data = section(language, "clock")
    hours = [form for key in data if key.startswith("hours") for form in re.split("/|, ", data[key])]
    minutes = re.split(r"[/=,\s]+", data.get("minutes", "10"))
    lines = [said(line.rsplit(": ", 1)[0]) for line in data["times"].strip().splitlines()]
    ways = spoken_times._ways(language)
    tried: set[int] = set()

    def in_place(line: str, hour: str, minute: str) -> str:
        return re.sub(r"(?<![\w\\])M(?!\w)|M(?=分)", minute, re.sub("H[234]?", hour, line))

    @settings(max_examples=200, derandomize=True)
    @given(
        texts([*hours, *minutes, *(part for line in lines for part in line.split())])
        | st.builds(
            in_place, st.sampled_from(lines), st.sampled_from([*hours, "7"]), st.sampled_from(minutes)
        )
    )
    def check(text: str) -> None:
        found = {number for number, way in enumerate(ways) if way.pattern.search(text)}
        tried.update(found)
        if found:
            assert spoken_times._hint(language).may_be_in(text)

    check()
    assert len(tried) > len(ways) / 2  # else the texts are not like what people write


@given(texts(clock_times.NOON | clock_times.MIDNIGHT))
def test_no_noon_is_left_out(text: str) -> None:
    if clock_times._NAMED.search(text):
        assert clock_times._HINT.may_be_in(text)


@given(
    st.text("0123456789 /.:,½ofde月年半分の", max_size=12)
    | st.text(st.characters(max_codepoint=127), max_size=12)
)
def test_what_needs_a_sign_is_not_in_a_text_without_it(text: str) -> None:
    if text.isascii():
        assert not any(
            pattern.search(text) for pattern in (halves._PAIR, halves._ONE_AND_A_HALF_OF, halves._HAN_LENGTH)
        )
        signs = (fraction_signs._SIGN, fraction_signs._TENTHS, fraction_signs._IN_CHARACTERS)
        assert not any(pattern.search(text) for pattern in signs)
    assert "/" in text or "\u2044" in text or not fraction_signs._STROKE.search(text)
    assert ":" in text or not halves._RACE_TIME.search(text)
    assert re.search(r"\d", text) or not any(pattern.search(text) for pattern in clock_times._TIMES)


@pytest.mark.parametrize("language", codes_with("opposites"))
def test_no_opposite_is_left_out(language: str) -> None:
    forms = [form for group in opposites(language) for form in group.number]

    @settings(max_examples=100)
    @given(texts(forms))
    def check(text: str) -> None:
        small = text.lower()
        found = opposites_in(small, language)
        assert [
            number for number, group in enumerate(opposites(language)) if group.pattern.search(small)
        ] == [number for number, group in found.items() if group.pattern.search(small)]

    check()
