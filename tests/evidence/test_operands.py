"""The numbers that go into a calculation need evidence, apart from constants in their proper role."""

from __future__ import annotations

from typing import Any

import pytest
from support.project import briefing, graph

from bindery.evidence import figures

SOURCES = {"sources": [{"id": "gibb", "kind": "news", "published": "2024-08-02"}]}
# A calculation, what is quoted, and the numbers that nothing carries.
CASES = [
    ("(2.9 - 1.0) / 1.0 = 190 %", "2.9 millimetres; before, 1.8 millimetres", ["1.0", "1.0"]),
    ("(2.9 - 1.8) / 1.8 = 61 %", "2.9 millimetres; before, 1.8 millimetres", []),
    ("1000 × 4 = 4000", "many died", ["4"]),
    ("100 × 1000 = 100,000", "many died", ["100"]),  # constants alone
    ("(1524 - 980) / 980 = 56 %", "1,524 people, after 980", []),
    ("(1524 - 980) / 980 = 544 / 980 = 56 %", "1,524 people, after 980", []),
    ("(1524 - 980) / 980 = 545 - 1 = 544 / 980", "1,524 people, after 980", None),
    ("(1524 - 980) / 980 × 100 = 55.5", "1,524 people, after 980", []),
    ("100 × 980 / 1524 = 64.3", "980 of 1,524", []),
    ("1524 / 980 - 1 = 56 %", "1,524 people, after 980", []),
    ("2.9 - 1 = 1.9", "2.9 millimetres", ["1"]),
    ("100 - 56 = 44", "56 per cent", []),
    ("100 % - 56 % = 44 %", "56 per cent", []),
    ("100 % - 56 % = 44 %", "56 people", ["56 %"]),
    ("1 - 0.56 = 44 %", "56 per cent", []),
    ("980 / 2 = 490", "980 people", []),
    ("980 × 2 = 1960", "980 people", ["2"]),
    ("(980 + 1524 + 800) / 3 = 1101.3", "980, 1,524 and 800", []),
    ("980 / 3 = 326.7", "980 people", ["3"]),
    ("500 × 12 = 6000", "500 a month", ["12"]),
    ("500 people per month × 12 months = 6000 people", "500 people a month", []),
    ("500 people per month × 11 months = 5500 people", "500 people a month", ["11"]),
    ("1.5 million / 3 million = 50 %", "1.5 million of 3 million", []),
    ("(1.2 - 1.0) / 1.0 = 20 %", "from 1.0 million to 1.2 million", []),
    ("5600 / 1000 = 5.6", "5,600 kg", []),
    ("2024 - 2015 + 1 = 10", "from 2015 to 2024", []),
    (
        "1524 + 980 = 2504",
        "at least 1,524 and about 980",
        [],
    ),  # the claim has to say that the result is a limit
    ("3 people + 3 people = 6 people", "3 people on each side", []),
    ("3 people + 3 people = 6 people", "3 per cent on each side", ["3", "3"]),
    ("3 people + 3 people = 6 people", "3 boats on each side", ["3", "3"]),
    ("$3 + $3 = $6", "€3 on each side", ["$3", "$3"]),
    ("3 kg + 3 kg = 6 kg", "3 tonnes on each side", ["3", "3"]),
    ("3 km + 3 km = 6 km", "3 kilometres on each side", []),
    ("3 km + 3 km = 6 km", "3 miles on each side", ["3", "3"]),
    ("12 ships * 150 people per ship = 1800 people", "12 ships of 150 people each", []),
    ("46 = 46", "many died", ["46"]),
    ("sixteen = 16", "many died", None),  # cannot be read
]


def reported(calculation: str, quote: str, text: str = "It rose.", **more: Any) -> list[tuple[str, str]]:
    """The problems of a claim with a calculation: each code with what it marks."""
    claim = {"id": "toll", "text": text, "evidence": [{"source": "gibb", "quote": quote}], **more}
    made = briefing(key_points=[{**claim, "calculation": calculation}])
    found = figures.check_figures(graph({"heat/briefing.yml": made, "heat/sources.yml": SOURCES}))
    return [(p.code, p.span.content) for p in found if p.span]


@pytest.mark.parametrize(("calculation", "quote", "missing"), CASES, ids=[case[0] for case in CASES])
def test_a_number_has_evidence_or_is_a_constant(
    calculation: str, quote: str, missing: list[str] | None
) -> None:
    found = reported(calculation, quote)
    if missing is None:
        assert {code for code, _ in found} <= {"B311", "B313"}
        assert found
    else:
        assert found == [("B356", number) for number in missing]


def test_a_declared_number_needs_no_evidence_and_its_key_is_used() -> None:
    assert reported("980 × 2 = 1960", "980 people", allow_figures={"2": "there were two storms"}) == []


def test_a_time_in_the_claim_allows_a_constant_of_time() -> None:
    assert reported("500 × 12 = 6000", "500 a month", "They make 6,000 a year.") == []


def test_only_a_result_carries_a_figure_of_the_claim() -> None:
    assert reported("(1524 - 980) / 980 = 56 %", "1,524 people", "It rose by 56 per cent from 980.") == [
        ("B310", "980"), ("B356", "980"), ("B356", "980"),
    ]  # fmt: skip


# A calculation, what is quoted, the claim, and what is reported.
LIMITS = [
    ("13 - 10 = 3", "at least 13, after 10", "It rose by 3 boats.", [("B357", "3")]),
    ("13 - 10 = 3", "at least 13, after 10", "It rose by at least 3 boats.", []),
    ("13 - 10 = 3", "up to 13, after 10", "It rose by up to 3 boats.", []),
    ("13 - 10 = 3", "13, after 10", "It rose by 3 boats.", []),
    ("1524 - 980 ≈ 540", "1,524 people, after 980", "There were 540 more.", [("B357", "540")]),
    ("1524 - 980 ≈ 540", "1,524 people, after 980", "There were about 540 more.", []),
    ("1524 - 980 ≈ 544", "1,524 people, after 980", "There were 544 more.", []),
]


@pytest.mark.parametrize(("calculation", "quote", "text", "expected"), LIMITS)
def test_what_is_calculated_from_a_limit_is_one(
    calculation: str, quote: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert reported(calculation, quote, text) == expected


def test_it_is_a_warning_and_strictly_an_error() -> None:
    claim = {"id": "toll", "text": "It rose.", "calculation": "4 × 5 = 20"}
    made = graph({"heat/briefing.yml": briefing(key_points=[claim]), "heat/sources.yml": SOURCES})
    assert {p.severity for p in figures.check_figures(made)} == {"warning"}
    assert {p.severity for p in figures.check_figures(made, strict=True)} == {"error"}
