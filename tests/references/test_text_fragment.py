"""Text fragments in addresses, as the specification writes them; tests/site_wide/test_reading.py follows them in a browser."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.references.text_fragment import LONGEST, address_of_words, text_directive
from bindery.text.tokens import normalise, normalised_parts

LONG = " ".join(f"word{number}" for number in range(80))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("a nine-year high", ":~:text=a%20nine%2Dyear%20high"),
        ("15,000 fighters & more", ":~:text=15%2C000%20fighters%20%26%20more"),
        ("it rose […] in 2024", ":~:text=it%20rose&text=in%202024"),
        ("[the army] said so", ":~:text=said%20so"),
        ("“curly”  and  spaced", ":~:text=%22curly%22%20and%20spaced"),
        ("کرم", ":~:text=%DA%A9%D8%B1%D9%85"),
    ],
)
def test_a_quotation_becomes_a_directive(quote: str, expected: str) -> None:
    assert text_directive(quote) == expected


def test_a_long_quotation_is_named_by_its_two_ends() -> None:
    start, end = (unquote(part) for part in text_directive(LONG).removeprefix(":~:text=").split(","))
    assert len(LONG) > LONGEST
    assert LONG.startswith(start + " ")
    assert LONG.endswith(" " + end)
    assert len(start) + len(end) < LONGEST


def test_a_long_quotation_of_one_word_is_given_whole() -> None:
    assert text_directive("x" * 400) == ":~:text=" + "x" * 400


@pytest.mark.parametrize(
    ("url", "quote", "page", "expected"),
    [
        ("https://x.org/a", "so it is", "", "https://x.org/a#:~:text=so%20it%20is"),
        ("https://x.org/a#part", "so it is", "", "https://x.org/a#part:~:text=so%20it%20is"),
        ("https://x.org/a", "", "", "https://x.org/a"),
        ("https://x.org/a", "[…]", "", "https://x.org/a"),
        ("https://x.org/a.pdf", "so it is", "4–5", "https://x.org/a.pdf#page=4"),
        ("https://x.org/a.PDF?x=1", "so it is", "", "https://x.org/a.PDF?x=1"),
    ],
)
def test_the_address_leads_to_the_words(url: str, quote: str, page: str, expected: str) -> None:
    assert address_of_words(url, quote, page) == expected


@given(st.text(max_size=600))
def test_a_directive_holds_each_piece_and_no_unescaped_syntax(quote: str) -> None:
    terms = text_directive(quote).removeprefix(":~:").split("&") if normalised_parts(quote) else []
    assert len(terms) == len(normalised_parts(quote))
    for term, piece in zip(terms, normalised_parts(quote), strict=True):
        said = [unquote(part) for part in term.removeprefix("text=").split(",")]
        assert len(said) in (1, 2)
        assert normalise(piece).startswith(said[0])
        assert normalise(piece).endswith(said[-1])
        assert not set("- \"<>'") & set(term)
