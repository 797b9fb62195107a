"""A further text of a snapshot is kept as the tokens of the first one, moved, and read from it as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import passages

from bindery.evidence.fingerprints import read_fingerprint, write_fingerprint
from bindery.evidence.moved_tokens import (
    OWN,
    packed_bits,
    packed_places,
    places_in,
    unpacked_bits,
    unpacked_places,
)
from bindery.text.drawn_order import AS_DRAWN
from bindery.text.tokens import PAGE, SearchableText, locate, tokenise

RECORD: dict[str, Any] = {
    "source": "s",
    "snapshot": "s",
    "sha256": "0" * 64,
    "bytes": 1,
    "date": "x",
    "tool": "x",
}


@pytest.mark.parametrize(
    ("first", "other", "places"),
    [
        ("a b c", "a b c", [0, 1, 2]),
        ("a b c", "c b a", [2, 1, 0]),
        ("a b c d e", "c d x a b", [2, 3, OWN, 0, 1]),
        ("a b a", "a a a", [0, 2, OWN]),  # each token once
        ("a", "b c", [OWN, OWN]),
        ("", "a", [OWN]),
        ("a", "", []),
    ],
)
def test_the_places_of_the_same_tokens(first: str, other: str, places: list[int]) -> None:
    assert places_in(tokenise(first), tokenise(other)) == places


@given(st.lists(st.integers(-1, 300)))
def test_places_are_read_as_they_were_written(numbers: list[int]) -> None:
    places = [place for at, place in enumerate(numbers) if place == OWN or place not in numbers[:at]]
    assert unpacked_places(packed_places(places), len(places), 301) == places


@given(st.binary(max_size=30), st.integers(0, 40))
def test_damaged_places_are_refused_or_possible(data: bytes, tokens: int) -> None:
    read = unpacked_places(data, tokens, 20)
    assert read is None or (len(read) == tokens and all(OWN <= place < 20 for place in read))


@given(st.lists(st.integers(0, 1)))
def test_bits_are_read_as_they_were_written(bits: list[int]) -> None:
    assert list(unpacked_bits(packed_bits(bits), len(bits))) == bits


def turned(text: str) -> str:
    """The words of a text from the last to the first in each line of ten, one in nine with its letters turned too."""
    words = text.split()
    lines = [words[at : at + 10][::-1] for at in range(0, len(words), 10)]
    return " ".join(word[::-1] if at % 9 == 0 else word for line in lines for at, word in enumerate(line))


@pytest.mark.slow
def test_four_texts_take_at_most_forty_bytes_a_word_and_answer_as_before() -> None:
    words = " ".join(passages.article().split()[:400])
    written = (words, words.replace(" the ", " "), turned(words), AS_DRAWN + turned(words)[::-1])
    texts = [SearchableText.of(text + PAGE) for text in written]
    readings = tuple(text.reading for text in texts)
    data = write_fingerprint(RECORD, readings)
    read, _ = read_fingerprint("s", data, "s")
    old, _ = read_fingerprint("s", write_fingerprint(RECORD, readings, may_move=False), "s")
    assert read
    assert old
    assert len(data) < 40 * len(words.split())
    said = words.split()
    runs = [said[at : at + width] for at in range(0, len(said), 25) for width in (1, 2, 4, 5, 9)]
    quotes = [" ".join(way) for run in runs for way in (run, run[::-1], [*run[:-2], *run[-1:]])]
    for text, printed, as_before in zip(texts, read.prints, old.prints, strict=True):
        assert [q for q in quotes if locate(q, text) != locate(q, printed)] == []
        assert [q for q in quotes if locate(q, text) != locate(q, as_before)] == []
        assert printed.outline(None) == as_before.outline(None)
