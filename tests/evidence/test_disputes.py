"""Disputes: rival figures of one thing count as one contested point."""

from __future__ import annotations

import csv
import html
import json
from typing import Any

import pytest
from support.parsed import parse
from support.project import briefing, edition, page_of_claim, sources

from bindery.evidence import disputes
from bindery.evidence.graph import ClaimVerdict
from bindery.model.briefing import Dispute


def verdicts(**statuses: str) -> dict[str, ClaimVerdict]:
    return {key: ClaimVerdict(status, (), (), 0, 0) for key, status in statuses.items()}


def dispute(name: str, *claims: str) -> Dispute:
    return Dispute.model_validate({"id": name, "title": f"About {name}", "claims": claims})


@pytest.mark.parametrize(
    ("statuses", "groups", "points"),
    [
        ({"a": "contested", "b": "contested"}, [], [("a",), ("b",)]),
        ({"a": "contested", "b": "contested", "c": "contested"}, [("a", "c")], [("a", "c"), ("b",)]),
        ({"a": "contested", "b": "single-origin"}, [("a", "b")], [("a", "b")]),
        ({"a": "single-origin", "b": "corroborated"}, [("a", "b")], []),
        ({"a": "contested", "b": "withdrawn", "c": "contested"}, [("a", "b", "c")], [("a", "c")]),
        ({"a": "contested", "b": "contested"}, [("b", "a")], [("b", "a")]),
        ({"a": "contested"}, [("a", "gone")], [("a",)]),
        ({}, [("a", "b")], []),
    ],
)
def test_a_dispute_is_one_contested_point(
    statuses: dict[str, str], groups: list[tuple[str, ...]], points: list[tuple[str, ...]]
) -> None:
    named = [dispute(f"d-{n}", *group) for n, group in enumerate(groups)]
    found = disputes.contested_points(verdicts(**statuses), named)
    assert [point.claims for point in found] == points


def contested(name: str, number: int) -> dict[str, Any]:
    evidence = [{"source": "one"}, {"source": "two", "stance": "disputes"}]
    return {
        "id": name,
        "text": f"{number} died.",
        "evidence": evidence,
        "allow_figures": {str(number): "a test"},
    }


FILES = {
    "a/briefing.yml": briefing(
        claims=[contested("low", 29), contested("high", 50), contested("other", 7)],
        disputes=[{"id": "toll", "title": "The toll of the storm", "claims": ["low", "high"]}],
        sections=[{"id": "why", "title": "Why", "content": [{"compare": {"dispute": "toll"}}]}],
    ),
    "a/sources.yml": sources("one", "two"),
}


def test_pages_and_data_have_the_dispute() -> None:
    made = edition(FILES)
    assert not made.errors
    pages = {page.path: html.unescape(page.markdown) for page in made.pages}
    assert "2 contested points, 3 claims" in pages["a/index.md"]
    assert pages["a/index.md"].count("The toll of the storm") == 1
    register = pages["a/claims.md"]
    assert register.count('id="_dispute-toll"') == 1
    assert register.count("The toll of the storm <span") == register.count(">two figures<") == 1
    for claim in ("low", "high"):
        shown = parse(page_of_claim(made, "a", claim)).first("p", class_="bd-claim__dispute").text
        assert shown == "One of two figures in the dispute The toll of the storm"
    assert "bd-claim__dispute" not in page_of_claim(made, "a", "other")
    assert register.index("29 died.") < register.index("50 died.") < register.index("7 died.")
    title = parse(pages["a/why.md"]).first("p", class_="bd-compare__title").text
    assert title == "Figure 1 The toll of the storm: 29 to 50"
    assert 'href="#_claims--_dispute-toll"' in pages["a/print.md"]
    assert 'id="_claims--_dispute-toll"' in pages["a/print.md"]
    data = json.loads(dict(made.files)["a/briefing.json"])
    assert data["disputes"] == [{"id": "toll", "title": "The toll of the storm", "claims": ["low", "high"]}]
    assert data["counts"]["contested_points"] == 2
    table = dict(made.files)["a/claims.csv"].decode("utf-8-sig").splitlines()
    assert {row["id"]: row["dispute"] for row in csv.DictReader(table)} == {
        "hot": "",
        "low": "toll",
        "high": "toll",
        "other": "",
    }
