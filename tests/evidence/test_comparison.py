"""Contested figures side by side, on one scale and never averaged."""

from __future__ import annotations

from fractions import Fraction

import pytest
from support.project import briefing, edition, sources

from bindery.evidence import comparison


def of(*texts: str) -> comparison.Comparison:
    """The comparison of claims that say this."""
    return comparison.compare_figures({f"claim-{n}": text for n, text in enumerate(texts)})


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("29 children died.", "Over 100 children died."), ["29", "over 100"]),
        (("On 21 November 2024, 42 died.", "On 21 November 2024, 49 died."), ["42", "49"]),
        (("Deaths rose by 17 per cent.", "Deaths rose by 56 per cent."), ["17%", "56%"]),
        (("Of 3 roads, 1,524 died.", "Of 3 roads, 980 died."), ["1,524", "980"]),
        (("6,000 to 6,500 fighters.", "About 15,000 fighters."), ["6,000 to 6,500", "about 15,000"]),
        (("Some died.", "42 died."), ["", "42"]),
    ],
)
def test_the_value_of_a_claim_is_the_figure_that_the_others_lack(
    texts: tuple[str, ...], shown: list[str]
) -> None:
    assert [value.shown for value in of(*texts).values] == shown


def test_a_range_keeps_both_its_ends() -> None:
    value = of("6,000 to 6,500 fighters.", "15,000 fighters.").values[0]
    assert (value.low, value.high) == (6000, 6500)


def test_the_scale_begins_at_nothing_and_ends_at_a_round_number() -> None:
    found = of("29 children died.", "Over 100 children died.", "31 children died.")
    assert found.top == 100
    assert found.place(Fraction(29)) == "29.00"
    assert of("42 died.", "1,201 died.").top == 2000


def test_figures_of_different_units_are_an_error() -> None:
    claims = [
        {"id": "rise", "text": "Deaths rose by 56 per cent."},
        {"id": "toll", "text": "It killed 214 people."},
    ]
    section = {"id": "why", "title": "Why", "content": [{"compare": ["rise", "toll"]}]}
    found = edition({"a/briefing.yml": briefing(claims=claims, sections=[section])}).problems
    assert [(p.code, p.severity) for p in found if p.code == "B324"] == [("B324", "error")]


def test_the_table_shows_who_says_each_value_and_no_average() -> None:
    claims = [
        {
            "id": "low",
            "text": "29 died.",
            "as_of": "2024-12-17",
            "evidence": [{"source": "one", "quote": "29"}],
        },
        {"id": "high", "text": "Over 50 died.", "evidence": [{"source": "two", "quote": "over 50"}]},
    ]
    section = {"id": "why", "title": "Why", "content": [{"compare": ["low", "high"]}]}
    files = {
        "a/briefing.yml": briefing(claims=claims, sections=[section]),
        "a/sources.yml": sources("one", "two"),
    }
    page = {page.path: page.markdown for page in edition(files).pages}["a/why.md"]
    for said in ("The one paper", "The two paper", "17 December 2024", "left:58.00%", "left:100.00%"):
        assert said in page
    assert "39.5" not in page
