"""What readers see in place of characters that no page may have."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Site

from bindery.reading.markdown import parse_markdown
from bindery.text.characters import MOST_MARKS, forbidden_positions, visible

OVERRIDE = "\u202e"
DIRECTION = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        (f"a{OVERRIDE}b", "a\ufffdb"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\r\nb\x0bc\u2028d", "a \nb c d"),
        ("a\u200bb\ufeffc", "abc"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
    ],
)
def test_what_may_not_stand_in_a_page_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert list(forbidden_positions(visible(text))) == []


def test_a_snapshot_turns_no_words_round(newsroom: Site) -> None:
    newsroom.replace(
        "briefings/heat/sources.yml", "kind: report", "kind: report\n    show: full\n    licence: CC0-1.0"
    )
    said = f"Cities{OVERRIDE} are \x1b[31m\x9bup to five degrees hotter\u2066 than the land.\r\n\r\n{OVERRIDE}Licence."
    newsroom.write("briefings/heat/snapshots/gibb-2023.txt", said.encode())
    edition = newsroom.compile()
    assert edition.errors == []
    pages = {page.path: page for page in edition.pages}
    assert "up to five degrees hotter" in pages["sources/gibb-2023/text.md"].markdown
    assert "\ufffd" in pages["sources/gibb-2023/text.md"].markdown
    raw = [
        page.path
        for page in edition.pages
        if DIRECTION.search(page.markdown) or DIRECTION.search(str(page.meta))
    ]
    assert raw == []
    assert [
        path for path, data in edition.files.items() if path.endswith(".json") and OVERRIDE.encode() in data
    ] == []


@pytest.mark.parametrize("reference", ["&#x1b;", "&#x202e;", "&#8238;", "&#x7f;", "&#xfeff;"])
def test_no_reference_in_prose_becomes_such_a_character(reference: str) -> None:
    assert (
        list(
            forbidden_positions(
                parse_markdown(f"Words {reference} and [a link](https://a.example/?a={reference}).").html
            )
        )
        == []
    )


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_a_text_in_ascii_is_judged_as_any_other(text: str) -> None:
    assert list(forbidden_positions(text)) == list(forbidden_positions(f"{text}é"))


def test_no_mark_comes_before_those_that_are_counted() -> None:
    assert not any(unicodedata.category(char)[0] == "M" for char in map(chr, range(0x300)))


@given(
    st.lists(st.sampled_from(["a", "ع", " ", "\u0301", "\u064e", "\u0301" * 16, "\u0301" * 17])).map("".join)
)
def test_a_letter_has_no_more_marks_than_any_writing_needs(text: str) -> None:
    runs = re.findall("[\u0301\u064e]+", text)
    assert len(list(forbidden_positions(text))) == sum(len(run) // (MOST_MARKS + 1) for run in runs)


def test_every_character_is_judged() -> None:
    surrogates = range(0xD800, 0xE000)
    for point in range(sys.maxunicode + 1):
        if point in surrogates or unicodedata.category(chr(point)) == "Cc":
            assert bool(list(forbidden_positions(chr(point)))) is (chr(point) not in "\t\n")
