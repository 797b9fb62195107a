"""Links between the parts of briefings: their words, where they lead, and what they cannot lead to."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from support.project import COMPILED, TEMPLATES, as_bytes

from bindery.build import interface
from bindery.edition import Edition, compile  # noqa: A004
from bindery.reading.inputs import Inputs
from bindery.reading.numbering import heading_id

SECTION = """
## Background

Text [@a]. See [](#fig-deaths), [](#deaths-2), [](#where), [](#bridge), [](#toll), [](#Вывод), [](#hot), [](#town),
[](#wave), [](#judged), [](#asked), [](cold), [](cold#snow), [](cold/winter), [](cold/claims#snow), [as **here**](#background).[^1]

## Вывод

Text [@a].

[^1]: A note with [](#tbl-deaths-2) [@a].
"""
TABLE = "| a | b |\n| - | - |\n| [](#fig-deaths) | c |"
DATASETS = [
    {"id": key, "title": key, "unit": "people", "series": [{"name": "Office", "points": [{"x": "2020", "y": 1, "source": "a"}]}]}
    for key in ("deaths", "deaths-2")
]  # fmt: skip
HEAT = {
    "title": "Heat",
    "summary": "It was hot: [](#fig-deaths).",
    "date": "2024",
    "key_points": [{"id": "hot", "text": "It was *hot*.", "note": "See [](#sec-toll)."}],
    "entities": [{"id": "town", "name": "The Town", "kind": "place", "location": [33.9, 70.1]}],
    "events": [{"id": "wave", "date": "2024", "title": "A wave"}],
    "datasets": DATASETS,
    "assessments": [{"id": "judged", "text": "It is likely.", "likelihood": "likely", "confidence": "low"}],
    "questions": [{"id": "asked", "text": "Is it?"}],
    "sections": [
        {
            "id": "toll",
            "title": "The toll",
            "content": [
                SECTION,
                {"text": TABLE, "basis": "method"},
                {"map": ["town"], "id": "where", "caption": "The town [@a]."},
                {"chart": "deaths", "caption": "As [](#where) shows."},
                {"table": "deaths-2"},
                {"image": {"file": "images/bridge.png", "alt": "A bridge"}},
            ],
        }
    ],
}
COLD = {
    "title": "Cold",
    "summary": "See [](heat#fig-deaths) [@a].",
    "date": "2024",
    "key_points": [{"id": "snow", "text": "It snowed."}],
    "sections": [{"id": "winter", "title": "Winter", "content": [{"claim": "snow"}]}],
}
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0"
SOURCES = {"sources": [{"id": "a", "kind": "report", "title": "A"}]}


def made(**briefings: object) -> Edition:
    files = {f"briefings/{slug}/briefing.yml": as_bytes(content) for slug, content in briefings.items()}
    files |= {
        "briefings/sources.yml": as_bytes(SOURCES),
        "briefings/heat/images/bridge.png": PICTURE,
    }
    return compile(Inputs(files=files, templates=TEMPLATES, compiled=COMPILED, today=date(2026, 1, 1)))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return made(heat=HEAT, cold=COLD)


def page(edition: Edition, path: str) -> str:
    return next(page.markdown for page in edition.pages if page.path == path)


def links(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', html)
    return [
        (address, re.sub(r"<[^>]+>", "", words)) for address, words in found if not address.startswith("http")
    ]


def test_links_have_words_and_an_address(edition: Edition) -> None:
    assert edition.errors == []
    assert links(page(edition, "heat/toll.md"))[:18] == [
        ("#fig-deaths", "Figure 2"),
        ("#tbl-deaths-2", "Table 1"),
        ("#fig-where", "Figure 1"),
        ("#fig-bridge", "Figure 3"),
        (".", "The toll"),
        ("#вывод", "Вывод"),
        ("../claims/hot/", "It was hot."),
        ("../entities/#town", "The Town"),
        ("../timeline/#wave", "A wave"),
        ("../#judged", "It is likely."),
        ("../#asked", "Is it?"),
        ("../../cold/", "Cold"),
        ("../../cold/claims/snow/", "It snowed."),
        ("../../cold/winter/", "Winter"),
        ("../../cold/claims/snow/", "It snowed."),
        ("#background", "as here"),
        ("#fig-deaths", "Figure 2"),
        ("../entities/#town", "The Town"),
    ]


@pytest.mark.parametrize("path", ["heat/toll.md", "heat/print.md"])
def test_each_link_within_a_page_leads_to_an_element(edition: Edition, path: str) -> None:
    html = unescape(page(edition, path))
    there = {*re.findall(r'id="([^"]*)"', html), *re.findall(r"\{#([^}]*)\}", html)}
    assert {address[1:] for address, _ in links(html) if address.startswith("#")} <= there
    assert not re.search(r"<bindery-|\[\]\(|\[\^", html)


def test_plain_texts_have_the_words_too(edition: Edition) -> None:
    assert edition.site
    prose = edition.site.briefings["heat"].register.parsed.prose  # type: ignore[index]
    assert prose["summary",].words == "It was hot: Figure 2."
    assert edition.site.briefings["cold"].register.parsed.prose["summary",].words == "See Figure 2."  # type: ignore[index]


def test_a_briefing_is_made_again_when_one_that_it_refers_to_changes(edition: Edition) -> None:
    assert edition.site
    ties = interface.ties(edition.site.project, edition.site.graph)
    assert ties["heat"] & ties["cold"] >= {"briefing:heat", "briefing:cold"}  # type: ignore[index]
    renamed = made(heat=HEAT, cold={**COLD, "sections": [{**COLD["sections"][0], "title": "Snow"}]})  # type: ignore[index, dict-item]
    hashes = [
        interface.interface_hash(one.site.briefings["cold"], ties["cold"])  # type: ignore[index, union-attr]
        for one in (edition, renamed)
    ]
    assert hashes[0] != hashes[1]


@pytest.mark.parametrize(
    ("target", "code", "help_has"),
    [
        ("#fig-death", "B139", "fig-deaths"),
        ("#deaths", "B140", "#fig-deaths"),
        ("#nowhere-at-all-x", "B139", "write the id"),
        ("heat", "", ""),
        ("colt", "B139", "write"),
        ("heat/tol", "B139", "toll"),
        ("draft", "B141", "publish"),
        ("toll", "B139", "`#toll`"),
    ],
)
def test_what_leads_nowhere(target: str, code: str, help_has: str) -> None:
    content = [f"Text [@a] [words]({target}).", {"chart": "deaths"}, {"table": "deaths"}]
    heat = {**HEAT, "summary": "Hot [@a].", "key_points": [{"id": "hot", "text": "Hot."}]}
    heat["sections"] = [{"id": "toll", "title": "T", "content": content}]
    found = made(heat=heat, draft={**COLD, "status": "draft", "summary": "Cold [@a]."}).errors
    assert [problem.code for problem in found] == ([code] if code else [])
    assert all(help_has in problem.help and problem.span for problem in found)


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("What is new?", "what-is-new"),
        ("Café & Straße", "cafe-strae"),
        ("Вывод", "вывод"),
        ("结论：第一", "结论第一"),
        ("हिन्दी में", "हिन्दी-में"),
        ("COVID в России", "covid-в-россии"),
        ("الخلاصة", "الخلاصة"),
        ("!!!", ""),
        ("2024", "2024"),
    ],
)
def test_a_heading_has_its_words_as_its_id(words: str, anchor: str) -> None:
    assert heading_id(words) == anchor


def test_the_id_of_a_heading_stays_when_another_is_added() -> None:
    before = made(heat={**HEAT, "sections": [{"id": "s", "title": "S", "content": ["## Два\n\nText [@a]."]}]})
    after = made(
        heat={**HEAT, "sections": [{"id": "s", "title": "S", "content": ["## Один\n\n## Два\n\nText [@a]."]}]}
    )
    assert all("{#два}" in page(one, "heat/s.md") for one in (before, after))
