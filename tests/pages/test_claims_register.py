"""The register: its claims by section and dispute, and the page of each claim."""

from __future__ import annotations

from typing import Any

import pytest
from support.parsed import Element, parse
from support.project import briefing, edition, sources

from bindery.edition import Edition
from bindery.evidence.verdict import ClaimVerdict
from bindery.model.names import SitePath
from bindery.pages import claim_counts
from bindery.pages.addresses import claim_address, html_file, without_old_claim


def claim(key: str, *evidence: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    pieces = [{"source": source, "stance": stance, "quote": quote} for source, stance, quote in evidence]
    return {"id": key, "text": f"It was {key}.", "evidence": pieces, **more}


MADE = briefing(
    claims=[
        claim("mild", ("a", "supports", "one"), ("a", "supports", "two"), ("b", "supports", "three"), was=["old"]),
        claim("hot", ("b", "supports", "four"), ("c", "disputes", "five")),
        claim("cold", ("c", "supports", "six")),
        claim("wet"),
    ],
    key_points=["mild"],
    disputes=[{"id": "how-warm", "title": "How warm it was", "claims": ["cold", "hot"]}],
    sections=[
        {"id": "one", "title": "One", "content": ["First it was hot [#hot].", {"claim": "mild"}]},
        {"id": "two", "title": "Two", "content": [{"claim": "hot"}]},
    ],
)  # fmt: skip
FILES = {"heat/briefing.yml": MADE, "heat/sources.yml": sources("a", "b", "c", origins={"b": "a"})}


@pytest.fixture(scope="module")
def made() -> Edition:
    return edition(FILES)


def register(made: Edition) -> Element:
    return parse(next(page.markdown for page in made.pages if page.path == "heat/claims.md"))


def page(made: Edition, key: str) -> Element:
    return parse(made.files[SitePath(f"heat/claims/{key}/index.html")].decode())


def test_claims_are_listed_once_each_by_dispute_and_the_section_that_shows_them(made: Edition) -> None:
    lists = [
        [line.attributes["id"] for line in part.all("li")]
        for part in register(made).all("ul", class_="bd-lines")
    ]
    assert lists == [["mild"], ["cold", "hot"], ["wet"]]
    assert register(made).by_id("_dispute-how-warm") is not None
    assert register(made).by_id("old") is not None
    assert [link.attributes["href"] for link in register(made).all("ul", class_="bd-lines")[1].all("a")] == [
        "cold/",
        "hot/",
    ]


def test_the_evidence_of_an_origin_stands_together_and_no_line_twice(made: Edition) -> None:
    side = page(made, "mild").first("div", class_="bd-side")
    assert len(side.all("li", class_="bd-origin")) == 1
    assert [quote.text.split("”")[0] for quote in side.all("blockquote")] == ["“one", "“two", "“three"]
    assert len(side.all("a", class_="bd-byline__source")) == 2


def test_a_page_of_a_claim_has_its_words_its_rivals_and_a_policy(made: Edition) -> None:
    shown = page(made, "hot")
    assert shown.first("h1").text == "It was hot."
    assert shown.first("meta", property="og:title").attributes["content"] == "It was hot."
    assert "cold" in shown.first("ul", class_="bd-plain").text
    assert shown.all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert shown.first("a", rel="prev").attributes["href"] == "../cold/"


def test_the_former_address_of_a_claim_leads_on(made: Edition) -> None:
    assert 'href="../mild/"' in made.files[SitePath("heat/claims/old/index.html")].decode()


@pytest.mark.parametrize(
    ("address", "anchor", "expected"),
    [
        ("heat/claims/", "hot", ("heat/claims/hot/", "")),
        ("heat/claims/", "_dispute-a", ("heat/claims/", "_dispute-a")),
        ("heat/claims/", "", ("heat/claims/", "")),
        ("heat/why/", "hot", ("heat/why/", "hot")),
        ("sources/claims/", "hot", ("sources/claims/", "hot")),
    ],
)
def test_a_link_to_a_claim_leads_to_its_page(address: str, anchor: str, expected: tuple[str, str]) -> None:
    assert without_old_claim(address, anchor) == expected


def test_a_page_of_a_claim_has_its_file() -> None:
    assert html_file(claim_address("heat/", "c"), directory_urls=True) == "heat/claims/c/index.html"
    assert html_file(claim_address("heat/", "c"), directory_urls=False) == "heat/claims/c.html"


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (ClaimVerdict("unsupported"), "no evidence"),
        (ClaimVerdict("single-origin", ("a",), bodies_for=("A",)), "1 origin"),
        (ClaimVerdict("corroborated", ("a", "b"), bodies_for=("A", "B")), "2 origins"),
        (ClaimVerdict("single-origin", ("a", "b"), bodies_for=("A",)), "1 body"),
        (ClaimVerdict("contradicted", (), ("a",), bodies_against=("A",)), "1 origin against"),
        (ClaimVerdict("contested", ("a",), ("b",), bodies_for=("A",), bodies_against=("B",)), "1 origin for, 1 against"),
    ],
)  # fmt: skip
def test_the_counts_of_a_line_are_short(verdict: ClaimVerdict, expected: str) -> None:
    assert claim_counts.counts_in_words(verdict) == expected
