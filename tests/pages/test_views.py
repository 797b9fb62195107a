"""What a reader sees first of a briefing, counted from the evidence."""

from __future__ import annotations

from typing import Any

import pytest
from support.project import briefing, edition, inputs, sources

from bindery.pages.views import BriefingView
from bindery.reading.project import read_project


def claim(name: str, *, supports: str = "", disputes: str = "", **more: Any) -> dict[str, Any]:
    pieces = [{"source": s} for s in supports.split()]
    pieces += [{"source": s, "stance": "disputes"} for s in disputes.split()]
    return {"id": name, "text": f"It is {name}.", "evidence": pieces} | more


CLAIMS = [
    claim("known", supports="a b"),
    claim("one", supports="a"),
    claim("bare"),
    claim("a-little", supports="a b", disputes="c"),
    claim("evenly", supports="a b", disputes="c d"),
    claim("told-above", supports="a", disputes="b"),
]


def view(**parts: Any) -> BriefingView:
    files = {
        "heat/briefing.yml": briefing(claims=CLAIMS, key_points=["told-above", "known"], **parts),
        "heat/sources.yml": sources("a", "b", "c", "d"),
    }
    _, problems = read_project(inputs(files))
    assert not problems
    site = edition(files).site
    assert site is not None
    return site.briefings["heat"]


def test_claims_are_counted_by_status_in_the_order_of_the_vocabulary() -> None:
    book = view()
    assert book.strip == [("corroborated", 1), ("single-origin", 1), ("contested", 3), ("unsupported", 1)]
    assert book.count_of("contested") == 3
    assert book.count_of("no such status") == 0


def test_what_is_contested_most_evenly_comes_first_and_key_points_are_not_told_twice() -> None:
    assert [point.claims for point in view().contested] == [("evenly",), ("a-little",)]
    groups = [{"id": "how", "title": "How it is", "claims": ["a-little", "told-above"]}]
    assert [point.claims for point in view(disputes=groups).contested] == [
        ("evenly",),
        ("a-little", "told-above"),
    ]


def test_quotations_of_a_claim_count_as_verified_only_where_a_machine_found_them() -> None:
    claims = [
        {
            "id": "hot",
            "text": "It is hot.",
            "evidence": [{"source": "a", "quote": "so hot"}, {"source": "b", "quote": "very hot"}],
        }
    ]
    files = {
        "heat/briefing.yml": briefing(key_points=["hot"], claims=claims),
        "heat/sources.yml": sources("a", "b"),
        "heat/snapshots/a.txt": "so hot",
    }
    site = edition(files).site
    assert site is not None
    book = site.briefings["heat"]
    assert book.verified(book.claims["hot"]) == 1
    assert book.quotations == {"verified": 1, "unchecked": 1}
    page = next(page for page in edition(files).pages if page.path == "heat/index.md")
    assert "2&nbsp;quotations, 1 verified" in page.markdown


@pytest.mark.slow
def test_the_last_change_is_that_of_the_latest_edition() -> None:
    changed = {"claim": "known", "kind": "new", "reason": "First."}
    editions = [
        {"number": 2, "date": "2024-06", "changes": []},
        {"number": 1, "date": "2024", "changes": [changed]},
    ]
    book = view(editions=editions)
    assert book.last_edition is not None
    assert book.last_edition.number == 2
    assert book.changed == 0
    assert view(editions=editions[1:]).changed == 1
    assert view().last_edition is None


@pytest.mark.slow
def test_a_claim_is_cited_with_its_status_its_edition_and_its_authors() -> None:
    book = view(authors=["Ann Lee", {"organisation": "The Office"}], editions=[{"number": 3, "date": "2024"}])
    assert book.citation(book.claims["one"]) == (
        "Ann Lee and The Office: “It is one.” (single origin). In: Heat, edition 3, 2024."
    )
    assert view().citation(view().claims["bare"]) == "“It is bare.” (unsupported). In: Heat, 2024."
