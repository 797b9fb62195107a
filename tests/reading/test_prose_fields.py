"""Plain fields that would show Markdown as typed, and those that only look like it."""

from __future__ import annotations

import pytest

from bindery.reading.prose_fields import plain_fault

MARKED = [
    "**Heat** in cities",
    "The ~~old~~ title",
    "See [the report](https://example.org)",
    "A claim[^1]",
    "CO<sub>2</sub> in the air",
    "One<br>two",
    "A title <!-- not final -->",
    '<span class="x">words</span>',
]
PLAIN = [
    "A < B and C > D, <name>, 5 * 3 ** 2, 2**8, p**, *** and ** **",
    "[sic] (https://example.org) and [the] report (2024)",
    "x^2 and ~5 and ~~ and a~~b~~c",
    "A <b>&amp; *odd* [title] {#x} | `y`",
    "C++, a->b, <!, <--, -->",
]


@pytest.mark.parametrize("text", MARKED)
def test_markup_is_refused(text: str) -> None:
    fault = plain_fault(("title",), text)
    assert fault
    assert fault.needle in text


@pytest.mark.parametrize("text", MARKED)
def test_the_words_of_a_source_are_as_they_are(text: str) -> None:
    assert plain_fault(("claims", 0, "evidence", 0, "quote"), text) is None


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_plain(text: str) -> None:
    assert plain_fault(("title",), text) is None
