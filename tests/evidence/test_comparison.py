"""Figures of claims side by side, in one unit, on one scale and never averaged."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.parsed import parse
from support.project import briefing, edition, sources

from bindery.evidence import comparison
from bindery.evidence.comparison import StatedClaim


def of(*texts: str, unit: str = "") -> comparison.Comparison:
    """The comparison of claims that say this; `text | value | unit` is a claim with more keys."""
    claims = []
    for n, text in enumerate(texts):
        words, value, counted = (part.strip() for part in (f"{text}||").split("|")[:3])
        claims.append(StatedClaim(f"claim-{n}", words, value, counted))
    return comparison.compare_figures(claims, unit)


@each(
    ("unit", "texts", "clash"),
    [
        ("people", ("50 metres long.", "31 metres long."), True),
        ("boats", ("50 people died.", "31 people died."), True),
        ("people", ("50 soldiers died.", "31 people died."), False),
        ("million people", ("1.5 million people fled.", "900,000 people fled."), False),
        ("feet", ("50 metres long.", "31 metres long."), False),
    ],
)
def test_a_block_that_names_things_has_no_others(unit: str, texts: tuple[str, ...], clash: bool) -> None:
    assert bool(of(*texts, unit=unit).clashing) is clash


def problems(*claims: dict[str, Any], compare: Any = None, **more: Any) -> list[tuple[str, str]]:
    """The code and message of each problem with these claims, which a section compares."""
    named = [{"id": f"claim-{n}"} | claim for n, claim in enumerate(claims)]
    block = {"compare": compare or [claim["id"] for claim in named]}
    section = {"id": "why", "title": "Why", "content": [block]}
    found = edition({"a/briefing.yml": briefing(claims=named, sections=[section], **more)}).problems
    return [
        (p.code, p.message) for p in found if p.code in ("B203", "B324", *(f"B36{n}" for n in range(3, 8)))
    ]


@each(
    ("texts", "shown"),
    [
        (("29 children died.", "Over 100 children died."), ["29", "over 100"]),
        (("On 21 November 2024, 42 died.", "On 21 November 2024, 49 died."), ["42", "49"]),
        (("Deaths rose by 17 per cent.", "Deaths rose by 56 per cent."), ["17%", "56%"]),
        (("Of 3 roads, 1,524 died.", "Of 3 roads, 980 died."), ["1,524", "980"]),
        (("6,000 to 6,500 fighters.", "About 15,000 fighters."), ["6,000 to 6,500", "about 15,000"]),
        (("Some died.", "42 died."), ["", "42"]),
        # only a written range is one, and a part is none
        (("50 people were hurt, 27 of them children.", "31 people were hurt in three days."), ["50", "31"]),
        (("46 people were hurt.", "46 people were hurt."), ["46", "46"]),
        # a count beside a share, a duration beside a count
        (("50 people died, 12 per cent more.", "46 people died."), ["50", "46"]),
        (("It was shut for 3 days.", "It was shut for 2 weeks."), ["3 days", "2 weeks"]),
        # where a sentence has two, the build asks
        (("One was killed and seven were hurt.", "19 were killed."), ["", "19"]),
        (("3 of 50 people died.", "3 of 46 people died."), ["", ""]),
        (("50 died and 100 were hurt.", "46 died."), ["", "46"]),
        (("Deaths rose by 56 per cent to 1,524.", "It was 980."), ["1,524", "980"]),
        (
            ("50 people died at a cost of $5 million.", "The cost was $7 million."),
            ["$5 million", "$7 million"],
        ),
        (("50 people died, and then 100.", "46 died."), ["", "46"]),
        # what the author names
        (("50 died and 100 were hurt. | 100", "46 died."), ["100", "46"]),
        (("50 died and over 100 were hurt. | 100", "46 died."), ["over 100", "46"]),
        (("50 died and 100 people were hurt. | | people", "46 died."), ["100", "46"]),
        (("In 1999 people died. | 1999", "46 died."), ["1999", "46"]),
        (("Between 27 and 50 died. | 27 to 50", "46 died."), ["27 and 50", "46"]),
        (("50 died, 27 of them women. | 27", "46 died."), ["27", "46"]),
    ],
)
def test_the_value_of_a_claim_is_its_only_figure_or_the_one_that_its_author_names(
    texts: tuple[str, ...], shown: list[str]
) -> None:
    assert [value.shown for value in of(*texts).values] == shown


@each(
    ("texts", "unit", "ends", "label"),
    [
        (
            ("It rises by 59 to 124 centimetres.", "It rises by 0.63 to 1.01 metres."),
            "",
            [("59", "124"), ("63", "101")],
            "centimetres",
        ),
        (
            ("It rises by 59 to 124 centimetres.", "It rises by 0.63 to 1.01 metres."),
            "m",
            [("0.59", "1.24"), ("0.63", "1.01")],
            "m",
        ),
        (
            ("It weighs 800 kilograms.", "It weighs 2 tonnes."),
            "",
            [("800", "800"), ("2000", "2000")],
            "kilograms",
        ),
        (("It is 5 miles away.", "It is 8 km away."), "km", [("8.04672", "8.04672"), ("8", "8")], "km"),
        (("2.5 million fled.", "900 thousand fled."), "", [("2500000", "2500000"), ("900000", "900000")], ""),
        (
            ("2.5 million people fled.", "900 thousand people fled."),
            "million people",
            [("2.5", "2.5"), ("0.9", "0.9")],
            "million people",
        ),
        (("17 per cent", "56%"), "", [("17", "17"), ("56", "56")], ""),
        (("46 people died.", "50 people died."), "", [("46", "46"), ("50", "50")], "people"),
        (("46 died.", "50 people died."), "", [("46", "46"), ("50", "50")], ""),
        (("46 died. | | people", "50 died."), "", [("46", "46"), ("50", "50")], "people"),
        (("It rose by 46. | | metres", "It rose by 50 metres."), "", [("46", "46"), ("50", "50")], "metres"),
    ],
)
def test_figures_of_one_kind_are_drawn_in_one_unit(
    texts: tuple[str, ...], unit: str, ends: list[tuple[str, str]], label: str
) -> None:
    found = of(*texts, unit=unit)
    assert not found.clashing
    assert [(v.low, v.high) for v in found.drawn] == [(Fraction(low), Fraction(high)) for low, high in ends]
    assert found.unit == label


@each(
    "texts",
    [
        ("Deaths rose by 56 per cent.", "It killed 214 people."),
        ("It cost $5 million.", "It cost €5 million."),
        ("It cost A$5 million.", "It cost $5 million."),
        ("It cost PKR 5 million.", "It cost INR 5 million."),
        ("It is 30 °C.", "It is 86 °F."),
        ("It weighs 5 tons.", "It weighs 5 tonnes."),
        ("5 tonnes a year", "5 tonnes"),
        ("20 people a day died.", "20 people died."),
        ("20 died. | 20 | people", "20 died. | 20 | militants"),
        ("It is 5 metres long.", "It weighs 5 kilograms."),
        ("It took 12 months.", "It took 300 days."),
    ],
)
def test_figures_of_two_kinds_are_refused(texts: tuple[str, ...]) -> None:
    found = of(*texts)
    assert found.clashing
    assert found.drawn == ()


def test_a_range_keeps_both_its_ends() -> None:
    value = of("6,000 to 6,500 fighters.", "15,000 fighters.").values[0]
    assert (value.low, value.high, value.is_range) == (6000, 6500, True)


def test_the_scale_begins_at_zero_and_ends_at_a_round_number() -> None:
    found = of("29 children died.", "Over 100 children died.", "31 children died.")
    assert (found.bottom, found.top) == (0, 100)
    assert found.place(Fraction(29)) == "29.00"
    assert of("42 died.", "1,201 died.").top == 2000


def test_a_scale_with_a_loss_begins_below_zero() -> None:
    found = of("It changed by -20 per cent.", "It changed by 30 per cent.")
    assert (found.bottom, found.top) == (-20, 50)
    assert [found.place(Fraction(n)) for n in (-20, 0, 50)] == ["0.00", "28.57", "100.00"]


@given(st.lists(st.integers(-(10**7), 10**7), min_size=2, max_size=20, unique=True))
def test_places_are_on_the_scale_and_in_the_order_of_the_values(numbers: list[int]) -> None:
    found = of(*(f"It was {number:,}." for number in numbers))
    places = {value.low: float(found.place(value.low)) for value in found.drawn if value.low is not None}
    assert set(places) == set(map(Fraction, numbers))
    ordered = [place for _, place in sorted(places.items())]
    assert ordered == sorted(ordered)
    assert ordered[0] >= 0
    assert ordered[-1] <= 100


TWO = {"text": "50 died and 100 were hurt."}
ONE = {"text": "46 people died."}


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ([ONE, TWO], [("B363", "it is not clear which figure of `claim-1` is compared: `50` or `100`")]),
        ([ONE, TWO | {"value": 50}], []),
        ([ONE, TWO | {"value": "51"}], [("B364", "the text of `claim-1` does not give the figure `51`")]),
        (
            [ONE, TWO | {"value": "over 50"}],
            [("B364", "the text of `claim-1` does not give the figure `over 50`")],
        ),
        (
            [ONE, TWO | {"value": "50 to 100"}],
            [("B364", "the text of `claim-1` does not give the figure `50 to 100`")],
        ),
        ([ONE, {"text": "Some died."}], [("B363", "`claim-1` has no figure to compare")]),
        ([{"text": "Few died."}, {"text": "Some died."}], []),
        (
            [{"text": "Deaths rose by 56 per cent."}, ONE],
            [("B324", "`46 people` and `56%` have different units")],
        ),
        (
            [{"text": "It rose by 5 metres.", "value": 5, "unit": "feet"}, {"text": "It rose by 6 metres."}],
            [("B364", "the text of `claim-0` gives its figure in metres, not in feet")],
        ),
    ],
)
def test_the_author_is_asked_and_cannot_invent(
    claims: list[dict[str, Any]], found: list[tuple[str, str]]
) -> None:
    assert problems(*claims) == found


def test_claims_and_a_title_may_be_in_a_mapping() -> None:
    compare = {"claims": ["claim-0", "claim-1"], "title": "The toll", "unit": "people"}
    assert problems(ONE, TWO | {"value": 50}, compare=compare) == []
    assert problems(ONE, compare={"claims": ["claim-0", "claim-9"]}) == [
        ("B203", "no claim is called `claim-9`")
    ]


def compared(claims: list[dict[str, Any]], compare: Any, listed: dict[str, Any]) -> str:
    """The page of a section with one comparison."""
    section = {"id": "why", "title": "Why", "content": [{"compare": compare}]}
    files = {"a/briefing.yml": briefing(claims=claims, sections=[section]), "a/sources.yml": listed}
    return {page.path: page.markdown for page in edition(files).pages}["a/why.md"]


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
    page = compared(claims, ["low", "high"], sources("one", "two"))
    for said in ("The one paper", "The two paper", "17 December 2024", "left:58.00%", "left:100.00%"):
        assert said in page
    assert "39.5" not in page


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ({"title": "Yearbook", "publisher": "Coast Institute (COIN)"}, "COIN"),
        ({"title": "Yearbook", "publisher": "Coast Institute"}, "Coast Institute"),
        ({"title": "Statement of the harbour master, 3 May 2024"}, "Statement of the harbour master"),
        ({"title": "Yearbook", "publisher": "Coast Institute (COIN)", "short": "Coast"}, "Coast"),
    ],
)
def test_a_plot_names_the_origin_and_not_the_outlet(origin: dict[str, Any], name: str) -> None:
    claims = [
        {"id": key, "text": f"{n} died.", "evidence": [{"source": "paper"}]}
        for key, n in (("low", 29), ("high", 50))
    ]
    listed = sources("paper", origins={"paper": "count"}) | {"origins": [{"id": "count", **origin}]}
    page = compared(claims, {"claims": ["low", "high"], "title": "The dead", "unit": "people"}, listed)
    assert parse(page).first("p", class_="bd-dots__label").text == f"29 Single origin {name}"
    assert "The dead</p>" in page
    assert '<p class="bd-dots__unit">people</p>' in page
