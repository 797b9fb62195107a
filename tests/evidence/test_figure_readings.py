"""Figures in every text of a briefing, and the bounds of sources that a text leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import briefing, graph

from bindery.evidence import figures
from bindery.evidence.cited_material import Shelf
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.evidence.figure_readings import FigureReading, read_figures
from bindery.text import numerals

SOURCES = {
    "sources": [
        {"id": "gibb", "kind": "news", "title": "Notes on 2019", "published": "2024-08-02",
         "passages": [{"id": "p", "quote": "1,300 houses were lost"}]},
        {"id": "other", "kind": "news", "published": "2023-01-05"},
    ]
}  # fmt: skip
CLAIM = {
    "id": "toll",
    "text": "The heat killed 980 people.",
    "evidence": [{"source": "gibb", "quote": "980 people died in 2022, up from 700"}],
}


def readings(**parts: Any) -> list[FigureReading]:
    """The figures of a briefing whose one claim is about 980 people."""
    made = {"heat/briefing.yml": briefing(**{"key_points": [CLAIM], **parts}), "heat/sources.yml": SOURCES}
    found = graph(made)
    (register,) = found.registers.values()
    return read_figures(register, Shelf(found)).readings


def missing(**parts: Any) -> list[str]:
    """The figures that nothing carries."""
    return [reading.words for reading in readings(**parts) if reading.outcome == "missing"]


def section(*content: Any, **more: Any) -> dict[str, Any]:
    """The part of a briefing that is its one section."""
    return {"sections": [{"id": "why", "title": "Why", "content": list(content), **more}]}


# A paragraph, and the figures in it that nothing carries.
PARAGRAPHS = [
    ("In 2031 some 4,711 people fled [@gibb].", ["2031", "4,711"]),
    ("980 died [@gibb].", []),  # the claim quotes it from this source
    ("1,300 houses [@gibb].", []),  # a passage of the source
    ("980 died [@other].", ["980"]),  # of another source
    ("980 died [#toll].", []),
    ("700 died [#toll].", []),  # the quotation of the claim has it
    ("46 died [@other, “46 people”].", []),
    ("46 died [@other, “47 people”].", ["46"]),
    ("980 died.", ["980"]),
    ("On 2 August 2024 it was said [@gibb].", []),
    ("On 3 August 2024 it was said [@gibb].", ["3 August 2024"]),
    ("The notes on 2019 say so [@gibb].", []),  # its title
    ("By 1 January 2024 it was over [@gibb].", ["1 January 2024"]),
    ("46 died [@gibb].\n\n980 died [@other].", ["46", "980"]),  # each paragraph has its own source
    ("These died [@gibb]:\n\n- 980 people\n- 46 people", ["46"]),  # the items have the source of the list
    ("| who | many |\n| --- | --- |\n| all | 980 |\n| few | 46 [@gibb] |", ["46"]),
    ("## 2. The 980\n\nIt was hot [@other].", []),  # a heading repeats a claim
    ("## The 46\n\nIt was hot [@other].", ["46"]),
    # what is no figure
    ("See Section 2, page 4 and Resolution 1267 [@other].", []),
    ("An F-16 flew on 24/7 duty [@other].", []),
    ("The rate is given per 100,000 people [@other].", []),
    ("It was (1) hot and (2) dry [@other].", []),
    ("Run `sleep 46` [@other].", []),
    ("See [the list](https://example.org/46) [@other].", []),
    ("All three agree, and more than one says so [@other].", []),
    ("This was written in 2024 [@other].", []),  # the date of the briefing itself
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS, ids=[text for text, _ in PARAGRAPHS])
def test_a_paragraph_has_the_figures_of_what_it_cites(text: str, expected: list[str]) -> None:
    assert missing(date="2024", **section(text)) == expected


@each(
    ("parts", "expected"),
    [
        ({"title": "The 46"}, ["46"]),
        ({"title": "The 980"}, []),
        ({"subtitle": "Of 46"}, ["46"]),
        ({"summary": "46 died [@gibb]."}, ["46"]),
        ({"summary": "980 died."}, []),
        (section("It was hot.", title="The 46"), ["46"]),
        (section("It was hot.", summary="46 died."), ["46"]),
        (section("1,300 houses [@gibb].", summary="1,300 houses."), []),
        (section({"note": {"title": "Of 46", "text": "And 47."}}), ["46", "47"]),
        (section({"text": "We read 46 lists.", "basis": "method"}), []),
        (section({"text": "We assume 46.", "basis": "assumption"}), []),
        (section({"text": "There were 46.", "basis": "common-knowledge"}), ["46"]),
        ({"key_points": [{**CLAIM, "note": "Others say 46; 700 before."}]}, ["46"]),
        ({"key_points": [{**CLAIM, "evidence": [{**CLAIM["evidence"][0], "note": "Page of 46."}]}]}, ["46"]),
        ({"events": [{"id": "e", "date": "2022-07-03", "title": "On 3 July 46 die", "text": "In 2022 47 died.",
                      "evidence": [{"source": "gibb"}]}]}, ["46", "47"]),
        ({"entities": [{"id": "x", "kind": "place", "name": "X", "text": "A town of 46 houses."}]}, ["46"]),
        ({"questions": [{"id": "q", "text": "Did 46 die?", "would_settle": "A list of 47."}]}, ["46"]),
    ],
    ids=str,
)  # fmt: skip
def test_every_text_is_looked_at(parts: dict[str, Any], expected: list[str]) -> None:
    assert missing(date="2001", **parts) == expected


# A text, the only quotation, and what is reported as left out.
BOUNDS = [
    ("13 people died.", "at least 13 people died", ["at least 13"]),
    ("13 people died.", "no fewer than 13 people", ["no fewer than 13"]),
    ("13 people died.", "13 or more people", ["13 or more"]),
    ("13 people died.", "up to 13 people", ["up to 13"]),
    ("13 people died.", "more than 13 people", ["more than 13"]),
    ("13 people died.", "about 13 people", ["about 13"]),
    ("13 people died.", "nearly 13 people", ["nearly 13"]),
    ("13 people died.", "fewer than 13 people", ["fewer than 13"]),
    ("13 people died.", "an estimated 13 people", ["an estimated 13"]),
    ("13 people died.", "some 13 people", ["some 13"]),
    ("13 people died.", "mindestens 13 Menschen", ["mindestens 13"]),
    ("13 people died.", "au moins 13 personnes", ["au moins 13"]),
    ("13 people died.", "10 to 13 people", ["10 to 13"]),
    ("10 people died.", "between 10 and 13 people", ["between 10 and 13"]),
    ("13 per cent died.", "10–13 per cent", ["10–13"]),
    ("Half of them died.", "more than half of them", ["more than half"]),
    ("It doubled.", "it more than doubled", ["more than doubled"]),
    ("About 13 people died.", "at least 13 people", ["at least 13"]),
    ("At least 13 people died.", "up to 13 people", ["up to 13"]),
    ("It took 12 weeks.", "more than 12 weeks", ["more than 12"]),
    # nothing is left out
    ("13 people died.", "13 people, and at least 13 people", []),
    ("13 people died.", "only 13 people", []),
    ("13 people died.", "from 10 to 13 people", []),
    ("13 people died.", "a report about 13 people", []),
    ("At least 13 people died.", "13 people", []),
    ("At least 13 people died.", "more than 13 people", []),
    ("At least 10 people died.", "10 to 13 people", []),
    ("Up to 13 people died.", "10 to 13 people", []),
    ("10 to 13 people died.", "10 to 13 people", []),
    ("10 to 13 people died.", "at least 10 and up to 13 people", []),
    ("About 13 people died.", "13 people", []),
    ("It took ten years.", "it grew over ten years", []),
    ("7,655 people died.", "as many as 7,655 people", []),
    ("In 2010 it was hot.", "a book about 2010", []),
    ("One day it was hot.", "at least one soldier", []),
]


@pytest.mark.parametrize(("text", "quote", "said"), BOUNDS, ids=[f"{t} {q}" for t, q, _ in BOUNDS])
def test_a_bound_may_not_be_left_out(text: str, quote: str, said: list[str]) -> None:
    claim = {"id": "toll", "text": text, "evidence": [{"source": "gibb", "quote": quote}]}
    found = readings(key_points=[claim])
    assert [r.support.carrier.figure.said for r in found if r.support and r.lacks_bound] == said


def test_it_is_reported_unless_it_is_declared() -> None:
    claim = {"id": "toll", "text": "13 died.", "evidence": [{"source": "gibb", "quote": "at least 13"}]}
    for more, expected in (({}, ["B357"]), ({"allow_figures": {"13": "a later count"}}, [])):
        made = {"heat/briefing.yml": briefing(key_points=[{**claim, **more}]), "heat/sources.yml": SOURCES}
        assert [p.code for p in figures.check_figures(graph(made))] == expected


@pytest.mark.parametrize("place", ["briefing", "section", "event", "dataset"])
def test_figures_can_be_declared_where_they_stand(place: str) -> None:
    allowed = {"allow_figures": {"46": "our own count"}}
    parts: dict[str, Any] = {
        "briefing": {"summary": "46 died.", **allowed},
        "section": section("46 died [@gibb].", **allowed),
        "event": {"events": [{"id": "e", "date": "2022", "title": "46 die", **allowed}]},
        "dataset": {"datasets": [{"id": "d", "title": "The 46", "unit": "people", **allowed, "series": [
            {"name": "A", "points": [{"x": "2022", "y": "1", "source": "gibb"}]}]}]},
    }[place]  # fmt: skip
    (found,) = (reading for reading in readings(**parts) if reading.words == "46")
    assert (found.outcome, found.key, found.reason) == ("declared", "46", "our own count")


def test_a_key_does_not_cover_the_texts_of_another_part() -> None:
    parts = section("46 died [@gibb].", allow_figures={"46": "our own count"})
    assert missing(summary="46 died.", **parts) == ["46"]


# Laws.

NUMBER = st.integers(13, 10**7).filter(lambda n: not 1800 <= n < 2100)
BOUND = st.sampled_from(["at least", "up to", "more than", "fewer than", "about", "nearly", "an estimated"])


@given(NUMBER, BOUND)
def test_a_dropped_bound_is_always_found(number: int, bound: str) -> None:
    (cited,) = numerals.find_figures(f"{bound} {number:,} people")
    (wanted,) = numerals.find_figures(f"{number} people")
    assert fit_of(cited, wanted) == Fit.WITHOUT_BOUND
    assert fit_of(wanted, wanted) == Fit.FULL
    assert cited.said == f"{bound} {number:,}"


@given(NUMBER, st.integers(1, 1000), BOUND)
def test_a_changed_number_is_never_carried(number: int, change: int, bound: str) -> None:
    (wanted,) = numerals.find_figures(f"{number + change} people")
    for words in (f"{number:,} people", f"{bound} {number:,} people"):
        (cited,) = numerals.find_figures(words)
        assert fit_of(cited, wanted) == Fit.NONE
