"""What locators in many languages name, and that what is not certain is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.text.locator_words import PlaceNames, page_items, read_locator

ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("locators.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def shown(first: str, last: str) -> str:
    """A range as the table writes it."""
    return first if first == last else f"{first}-{last}"


def meaning(names: PlaceNames) -> str:
    """What a locator names, as the table writes it."""
    pages = [shown(item.first, item.last) for tail in names.pages for item in page_items(tail)]
    seconds = [shown(str(item.first), str(item.last) if item.last >= 0 else "") for item in names.times]
    parts = [f"pages {', '.join(pages)}"] if pages else []
    parts += [f"{item.kind} {shown(item.first, item.last)}" for item in names.sections]
    parts += [f"seconds {', '.join(seconds)}"] if seconds else []
    return "; ".join(parts)


@pytest.mark.parametrize(("language", "locator", "names"), ROWS, ids=[" ".join(row[:2]) for row in ROWS])
def test_a_locator_names(language: str, locator: str, names: str) -> None:
    assert meaning(read_locator(locator, [language])) == names


def test_the_table_is_long() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        ("Our Goals", "Our Goals"),
        ("“Our Goals”", "Our Goals"),
        ("under Our Goals", "Our Goals"),
        ("the Background section", "the Background"),
        ("Updates, March 9, 2026", "Updates"),
        ("Menu › File › Save", "File"),
        ("section Background", "Background"),
    ],
)
def test_the_words_of_a_heading_are_read(locator: str, words: str) -> None:
    assert words in read_locator(locator).headings


@given(st.text(max_size=60))
def test_any_text_can_be_a_locator(locator: str) -> None:
    names = read_locator(locator)
    assert all(page_items(tail) for tail in names.pages)


@given(
    st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["p. ", "pp.", "S. ", "стр. ", "ص ", "صفحہ "])
)
def test_the_two_ends_of_a_range_are_read(first: int, last: int, word: str) -> None:
    first, last = min(first, last), max(first, last)
    [tail] = read_locator(f"{word}{first}–{last}").pages
    assert [(int(item.first), int(item.last)) for item in page_items(tail)] == [(first, last)]
