"""A value of a dataset is compared with its own quotation, in the unit of the dataset."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import briefing, project

from bindery.evidence import dataset_units, points
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
    ("6", "°C", "-6 °C at dawn", False),
    ("-1500", "dollars", "a loss of $1,500", True),
    ("-1500", "dollars", "a profit of $1,500", False),
    ("0.06", "share of households", "6 % of households", True),
    ("0.06", "per cent", "6 % of households", False),
    ("100", "per cent", "it doubled", True),
    ("-50", "per cent", "it halved", True),
    ("33", "per cent", "a third of them", True),
    ("34", "per cent", "a third of them", False),
    ("50", "per cent", "15 of the 30 people", True),
    ("13", "per cent", "13 of the 30 people", False),
    ("0.5", "per cent", "half a per cent", True),
    ("25", "per cent", "between 20 and 30 per cent", False),
    ("3", "metres", "3 feet high", False),
    ("3", "metres", "300 centimetres high", True),
    ("3", "m", "3 km away", False),
    ("3", "m", "3 tonnes", False),
    ("3", "tonnes", "3,000 kg", True),
    ("72", "hours", "three days", True),
    ("3", "MWh", "3 MW", False),
    ("3", "yen", "¥3", True),
    ("3", "US dollars", "A$3", False),
    ("3", "deaths per 100,000", "3 deaths per 1,000", False),
    ("3", "deaths per 100,000", "3 per 100,000", True),
    ("3", "deaths per million", "3 deaths per 1,000", False),
    ("5", "tonnes per year", "5 tonnes a day", False),
    ("1", "people", "a man died", True),
    ("1500", "people", "1.500 Menschen", True, "de"),
    ("1.5", "people", "1.500 Menschen", False, "de"),
    ("2.5", "%", "um 2,5 Prozent", True, "de"),
    ("25", "%", "um 2,5 Prozent", False, "de"),
    ("0", "deaths", "keine Toten", True, "de"),
    ("2.5", "Mio. Menschen", "2.500.000 Menschen", True, "de"),
    ("6", "%", "%6 arttı", True, "tr"),
    ("6", "%", "yüzde altı arttı", True, "tr"),
    ("19", "%", "yüzde altı arttı", False, "tr"),
    ("25", "万人", "25万人", True, "zh"),
    ("19", "%", "上涨了百分之六", False, "zh"),
    ("6", "%", "६ प्रतिशत की वृद्धि", True, "hi"),
    ("19", "%", "ارتفع بنسبة ٦٪", False, "ar"),
    ("6", "%", "۶ فیصد اضافہ", True, "ur"),
]
# Name of the series, position, value, unit, quotation, and what the warning says that the quotation says; empty for none.
OTHERS = [
    ("Women", "2024", "12", "people", "12 women and 30 men came", ""),
    ("Women", "2024", "30", "people", "12 women and 30 men came", "30 men"),
    ("Count", "2024", "3", "people", "3 boats sank", "3 boats"),
    ("Count", "2024", "3", "deaths", "3 injured", "3 injured"),
    ("Injured", "2024", "12", "people", "12 were killed and 30 injured", "12 were killed"),
    ("Injured", "2024", "30", "people", "12 were killed and 30 injured", ""),
    ("Survivors", "2024", "12", "people", "12 died and 30 survived", "12 died"),
    (
        "Count",
        "North",
        "30",
        "ships",
        "12 ships in the north and 30 ships in the south",
        "30 ships in the south",
    ),
    ("Count", "North", "12", "ships", "12 ships in the north and 30 ships in the south", ""),
    ("Bergen", "2024", "30", "ships", "Bergen had 12 ships, Malmö had 30", "Malmö had 30"),
    ("Count", "2023", "30", "ships", "12 ships in 2023 and 30 in 2024", "30 in 2024"),
    ("Count", "2022", "30", "ships", "30 ships in 2024", "2024"),
    ("Count", "2024-06", "30", "ships", "30 ships on 3 May", "3 May"),
    ("Count", "2024-05-03", "30", "ships", "30 ships on 3 May", ""),
    ("Count", "2024-05-03", "12", "ships", "30 ships on 3 May and 12 on 4 May", "12 on 4 May"),
    ("Blessés", "2024", "12", "personnes", "12 tués et 30 blessés", "12 tués"),
]
SOURCES = {"sources": [{"id": "gibb", "kind": "news", "published": "2024-08-02"}]}


def problems(unit: str, note: str = "", language: str = "en", name: str = "A", **point: str) -> list[Problem]:
    """The problems of a dataset with one value."""
    value: dict[str, Any] = {"x": "All", "source": "gibb", **point}
    series = {"name": name, "points": [value], **({"note": note} if note else {})}
    dataset = {"id": "toll", "title": "Toll", "unit": unit, "series": [series]}
    sources = {"sources": [{**SOURCES["sources"][0], "language": language}]}
    made = briefing(datasets=[dataset], language=language)
    found = project({"heat/briefing.yml": made, "heat/sources.yml": sources})
    return [
        problem
        for parsed in found.briefings.values()
        for problem in points.check_points(parsed, Graph(found))
    ]


@each(("value", "unit", "quote", "same", "language"), [(*case, "en")[:5] for case in CASES])
def test_a_value_is_in_its_quotation_or_an_error_at_the_value(
    value: str, unit: str, quote: str, same: bool, language: str
) -> None:
    found = problems(unit, language=language, y=value, quote=quote)
    assert [(p.code, p.span and p.span.content.strip("'")) for p in found] == (
        [] if same else [("B355", value)]
    )


@each(("name", "x", "y", "unit", "quote", "said"), OTHERS)
def test_a_value_that_its_quotation_gives_for_something_else_is_a_warning(
    *, name: str, x: str, y: str, unit: str, quote: str, said: str
) -> None:
    language = "fr" if unit == "personnes" else "en"
    found = problems(unit, language=language, name=name, x=x, y=y, quote=quote)
    assert [(p.code, p.message.rpartition("says ")[2].strip("`")) for p in found] == (
        [("B310", said)] if said else []
    )
    noted = problems(unit, "As the office counts.", language, name=name, x=x, y=y, quote=quote)
    assert noted == []


def test_a_value_without_a_quotation_is_left_alone() -> None:
    assert problems("people", y="19") == []


def test_a_lost_bound_is_a_warning_unless_a_note_says_it() -> None:
    (found,) = problems("people", y="13", quote="at least 13 people died")
    assert (found.code, found.severity) == ("B357", "warning")
    assert problems("people", y="13", quote="at least 13 people died", note="At least.") == []
    assert problems("people", y="13", quote="at least 13 people died", note="All are minimum counts.") == []
    (found,) = problems("people", y="13", quote="at least 13 people died", note="Counted by hand.")
    assert found.code == "B357"


@given(st.integers(10, 10**7), st.sampled_from([("", 1), ("thousand ", 10**3), ("million ", 10**6)]))
def test_a_value_is_found_in_any_scale_and_a_changed_one_is_not(value: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    unit = dataset_units.unit_of(f"{word}people")
    (figure,) = numerals.find_figures(f"{value * factor:,} people")
    quote = f"{value * factor:,} people"
    assert dataset_units.has_value(quote, figure, Fraction(value), unit)
    assert not dataset_units.has_value(quote, figure, Fraction(value + 1), unit)
