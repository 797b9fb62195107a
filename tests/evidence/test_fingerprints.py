"""A fingerprint verifies quotations as the text would, reveals nothing of it, and shows when a bit of it was changed."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from support import passages
from support.cases import each

from bindery.evidence import fingerprints
from bindery.evidence.fingerprints import FingerprintedText
from bindery.text.tokens import SearchableText, locate

RECORD: dict[str, Any] = {
    "source": "gibb-2024",
    "snapshot": "gibb-2024.txt",
    "sha256": "0" * 64,
    "bytes": 1,
    "date": "2024-08-02",
    "tool": "bindery",
}


def made(text: str, source: str = "gibb-2024") -> bytes:
    return fingerprints.write_fingerprint({**RECORD, "source": source}, (SearchableText.of(text).reading,))


@cache
def of_article() -> tuple[SearchableText, FingerprintedText, bytes]:
    """The article, its print and the file."""
    data = made(passages.article())
    read, problems = fingerprints.read_fingerprint("a.fingerprint", data, "gibb-2024")
    assert read, problems
    return SearchableText.of(passages.article()), read.prints[0], data


def asked(quote: str, text: str) -> bool:
    read, _ = fingerprints.read_fingerprint("a.fingerprint", made(text), "gibb-2024")
    assert read
    return locate(quote, read.prints[0]) is not None


@pytest.mark.slow
def test_it_answers_as_the_text_does() -> None:
    text, printed, _ = of_article()
    quotes = [" ".join(run) for run in passages.true(1000, 1)]
    quotes += [" […] ".join(pair) for pair in zip(quotes[::2], quotes[1::2], strict=True)]
    quotes += [*passages.reset(1000, 2), *passages.changed(1000, 3), *passages.stitched(1000, 4)]
    quotes += [quote[n % 3 : len(quote) - n % 2] for n, quote in enumerate(quotes)]
    different = [quote for quote in quotes if locate(quote, text) != locate(quote, printed)]
    assert different == []


@pytest.mark.slow
def test_of_ten_thousand_stitched_quotations_none_passes() -> None:
    _, printed, _ = of_article()
    assert [quote for quote in passages.stitched(10_000, 5) if locate(quote, printed)] == []


@pytest.mark.slow
def test_of_a_thousand_changed_quotations_none_passes() -> None:
    _, printed, _ = of_article()
    assert [quote for quote in passages.changed(1000, 6) if locate(quote, printed)] == []


@pytest.mark.parametrize("width", range(1, 8))
def test_quotations_of_every_length_are_found_and_refused(width: int) -> None:
    words = ["One", "two", "three", "four", "five", "six", "seven", "eight"]
    assert asked(" ".join(words[:width]), " ".join(words))
    assert not asked(" ".join([*words[: width - 1], "nine"]), " ".join(words))


@each(
    ("quote", "text", "stands"),
    [
        ("524 people", "some 1,524 people", False),
        ("524 people died there in the heat", "some 1,524 people died there in the heat", False),
        ("a toll of more than 56", "a toll of more than 56%", False),
        ("5 per cent", "-5 per cent", False),
        ("a b", "ab", False),
        ("word-forms here", "the word-\nforms here", True),
        ("wordforms here", "the word-\nforms here", True),
        ("word forms here", "the word-\nforms here", False),
        ("the wordforms", "the word-forms here", False),
        ("forms here", "the word-\nforms here", False),
        ("said3 so", "she said³ so", True),
        ("said4 so", "she said³ so", False),
        ("it (is", "it( is", True),
        ("one […] two", "two one", False),
        ("one […] two", "two one two", True),
        ("b […] a", "a b a", True),
        ("a […] a […] a […] a", "a a a", False),
        ("a […] a […] a", "a a a", True),
        ("word", "", False),
    ],
)
def test_edges_spellings_and_order_count(quote: str, text: str, *, stands: bool) -> None:
    assert asked(quote, text) is stands


def test_at_most_forty_bytes_a_word() -> None:
    _, _, data = of_article()
    assert len(data) / len(passages.article().split()) < 40


def test_nothing_of_the_text_is_in_it() -> None:
    _, _, data = of_article()
    body = data[data.index(b"\n", 30) :]
    said = {word.encode() for word in passages.article().split() if len(word.encode()) > 4}
    assert [word for word in said if word in body] == []


def test_what_a_text_repeats_does_not_show() -> None:
    body = made("again " * 1000).split(b"\n", 2)[2][
        : -32 - 1000
    ]  # without the outline, a byte for each token
    pieces = [body[at : at + 4] for at in range(0, len(body), 4)]
    assert len(set(pieces)) > 0.99 * len(pieces)


def test_equal_texts_of_two_sources_have_nothing_in_common() -> None:
    entries = []
    for source in ("gibb-2024", "post-2024"):
        data = made(passages.article(), source)
        tokens = len(SearchableText.of(passages.article()).reading.tokens)
        body = data[data.index(b"\n", 30) + 1 : -32 - tokens]  # without the outline, which is the same
        entries.append({body[at : at + 8] for at in range(0, len(body), 8)})
    assert entries[0] & entries[1] == set()


def test_the_same_text_gives_the_same_bytes() -> None:
    assert made("One two three.") == made("One two three.")


def test_a_flipped_bit_is_found_wherever_it_is() -> None:
    data = made("It was hot in all of the towns, and 980 people died.")
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        read, problems = fingerprints.read_fingerprint("a.fingerprint", bytes(changed), "gibb-2024")
        assert read is None
        assert [problem.code for problem in problems] == ["B309"]


@pytest.mark.parametrize(
    "data", [b"", b"bindery-fingerprint 1\n", b"\n" * 100, b"{}\n" + bytes(32), bytes(1000)]
)
def test_what_is_no_fingerprint_is_reported(data: bytes) -> None:
    read, problems = fingerprints.read_fingerprint("a.fingerprint", data, "gibb-2024")
    assert read is None
    assert [problem.code for problem in problems] == ["B309"]


@pytest.mark.parametrize(
    "change", [{"texts": [{"tokens": 10**9, "pages": []}]}, {"rule": 1}, {"texts": "x"}, {"more": 1}]
)
def test_a_head_that_its_checksum_vouches_for_is_not_believed_blindly(change: dict[str, Any]) -> None:
    first, head, body = made("It was hot.").split(b"\n", 2)
    whole = first + b"\n" + json.dumps({**json.loads(head), **change}).encode() + b"\n" + body[:-32]
    read, problems = fingerprints.read_fingerprint(
        "a.fingerprint", whole + sha256(whole).digest(), "gibb-2024"
    )
    assert read is None
    assert len(problems) == 1


@each(
    ("quote", "by_new", "by_old"),
    [
        ("by 1[1] in May", True, True),
        ("by 1 in May", True, True),
        ("by 1[9] in May", False, True),
        ("the river[3,5] rose", False, True),
        ("the river[7] rose", False, False),
        ("the lake [8] fell", False, True),
    ],
)
def test_one_by_rule_2_does_not_know_the_numbers_of_notes_after_figures(
    quote: str, by_new: bool, by_old: bool
) -> None:
    data = made("It rose by 1[1] in May. Then the river[3,4] rose, and the lake[2] fell.")
    first, head, body = data.split(b"\n", 2)
    whole = b"\n".join((first, json.dumps({**json.loads(head), "rule": 2}).encode(), body[:-32]))
    for file, expected in ((data, by_new), (whole + sha256(whole).digest(), by_old)):
        read, problems = fingerprints.read_fingerprint("a.fingerprint", file, "gibb-2024")
        assert read, problems
        assert (locate(quote, read.prints[0]) is not None) == expected


def test_it_knows_the_pages() -> None:
    text = SearchableText.of("one two\fthree four five six seven\feight\f")
    read, _ = fingerprints.read_fingerprint(
        "a", fingerprints.write_fingerprint(RECORD, (text.reading,)), "gibb-2024"
    )
    assert read
    printed = read.prints[0]
    places = [locate(quote, printed) for quote in ("two three", "eight")]
    assert [(printed.page_of(p[0]), printed.page_of(p[1] - 1)) for p in places if p] == [(1, 2), (3, 3)]
