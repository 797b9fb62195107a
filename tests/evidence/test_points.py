"""A value of a dataset is compared with its own quotation, in the unit of the dataset."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import briefing, project

from bindery.evidence import points
from bindery.evidence.graph import Graph
from bindery.text import numerals
from bindery.text.problems import Problem

# The value, the unit of the dataset, the quotation, and whether it has the value.
CASES = [
    ("19", "per cent", "rose by six per cent", False),
    ("6", "per cent", "rose by six per cent in the autumn", True),
    ("6", "%", "a rise of 6.0%", True),
    ("6", "per cent", "6 people died", False),
    ("6", "people", "6 per cent died", False),
    ("6", "per cent", "2023: 6, 2024: 7", True),
    ("6", "percentage points", "by 6 percentage points", True),
    ("50", "per cent", "half of them fled", True),
    ("10", "per cent", "by 17, 10 or 81 per cent", True),
    ("1.2", "million people", "1,200,000 people", True),
    ("1.2", "million", "1.2 million people", True),
    ("1.2", "million people", "Population 1.2 in 2023", True),
    ("1.2", "million people", "1.2 people", False),
    ("1.2", "million people", "12 million people", False),
    ("6", "thousand tonnes", "6,000 tonnes", True),
    ("6", "thousand tonnes", "6 tonnes", False),
    ("6", "tonnes (thousands)", "6,000 tonnes", True),
    ("6", "tonnes", "6 kilograms", False),
    ("5", "US$ billion", "$5 billion", True),
    ("5", "US$ billion", "€5 billion", False),
    ("5", "$bn", "it cost $5bn", True),
    ("1.5", "million dollars", "1.5 million rupees", False),
    ("12", "deaths per 100,000 people", "12 deaths per 100,000", True),
    ("3.4", "deaths per million", "3.4 deaths per million", True),
    ("6", "hours", "6 days", False),
    ("6", "days", "six days", True),
    ("980", "deaths", "from 980 in 2018 to 679", True),
    ("6", "people", "between 5 and 7 people", False),
    ("-3", "per cent", "prices fell by 3 per cent", True),
    ("-3", "per cent", "-3 %", True),
    ("3", "per cent", "−3 %", False),
    ("-3", "per cent", "prices rose by 3 per cent", False),
    ("19", "people", "on 19 May they died", False),
    ("2019", "people", "in 2019, 5 died", False),
    ("19", "per cent", "in 2019", False),
    ("1", "people", "one person died", True),
    ("0", "deaths", "there were no deaths", True),
    ("0", "deaths", "there were 12 deaths", False),
    ("2", "times", "the toll doubled", True),
    ("2546", "people", "suffered 2546 violence-linked fatalities", True),
    ("16", "people", "[16] people died", False),
]
SOURCES = {"sources": [{"id": "gibb", "kind": "news", "published": "2024-08-02"}]}


def problems(unit: str, note: str = "", **point: str) -> list[Problem]:
    """The problems of a dataset with one value."""
    value: dict[str, Any] = {"x": "All", "source": "gibb", **point}
    series = {"name": "A", "points": [value], **({"note": note} if note else {})}
    dataset = {"id": "toll", "title": "Toll", "unit": unit, "series": [series]}
    found = project({"heat/briefing.yml": briefing(datasets=[dataset]), "heat/sources.yml": SOURCES})
    return [
        problem
        for parsed in found.briefings.values()
        for problem in points.check_points(parsed, Graph(found))
    ]


@each(("value", "unit", "quote", "same"), CASES)
def test_a_value_is_in_its_quotation_or_an_error_at_the_value(
    value: str, unit: str, quote: str, same: bool
) -> None:
    found = problems(unit, y=value, quote=quote)
    assert [(p.code, p.span and p.span.content.strip("'")) for p in found] == (
        [] if same else [("B355", value)]
    )


def test_a_value_without_a_quotation_is_left_alone() -> None:
    assert problems("people", y="19") == []


def test_a_lost_bound_is_a_warning_unless_a_note_says_it() -> None:
    (found,) = problems("people", y="13", quote="at least 13 people died")
    assert (found.code, found.severity) == ("B357", "warning")
    assert problems("people", y="13", quote="at least 13 people died", note="At least.") == []


@given(st.integers(10, 10**7), st.sampled_from([("", 1), ("thousand ", 10**3), ("million ", 10**6)]))
def test_a_value_is_found_in_any_scale_and_a_changed_one_is_not(value: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    unit = points.unit_of(f"{word}people")
    (figure,) = numerals.find_figures(f"{value * factor:,} people")
    quote = f"{value * factor:,} people"
    assert points.has_value(quote, figure, Fraction(value), unit)
    assert not points.has_value(quote, figure, Fraction(value + 1), unit)
