"""What became of judgements and open questions."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from typing import Any

from support.cases import each
from support.project import briefing, edition, project

from bindery.evidence import outcomes
from bindery.evidence.register import BriefingRegister, register_claims

OUTCOME = {"state": "borne out", "date": "2025-09-03", "reason": "It was as hot.", "claims": ["hot"]}


def judgement(name: str = "next", **more: Any) -> dict[str, Any]:
    base = {"id": name, "text": f"It is likely that {name} will be hot.", "likelihood": "likely"}
    return base | {"confidence": "moderate", "based_on": ["hot"]} | more


def files(**parts: Any) -> dict[str, Any]:
    return {
        "a/briefing.yml": briefing(claims=[{"id": "hot", "text": "It was hot."}], key_points=["hot"], **parts)
    }


def register(**parts: Any) -> BriefingRegister:
    return register_claims(project(files(**parts)).briefings["a"])


@each(
    ("parts", "today", "codes"),
    [
        ({"due": "2025-09"}, "2025-08-31", []),
        ({"due": "2025-09"}, "2025-09-01", ["B368"]),
        ({"due": "2025"}, "2025-01-01", ["B368"]),
        ({"due": "2025-09-05"}, "2025-09-04", []),
        ({"due": "2025-09-05"}, "2025-09-05", ["B368"]),
        ({"due": "2025-09", "outcome": OUTCOME}, "2026-01-01", []),
        ({"due": "2025-09", "outcome": OUTCOME | {"state": "open", "claims": []}}, "2026-01-01", []),
        ({"due": "2025-09-04", "outcome": OUTCOME | {"state": "open"}}, "2026-01-01", ["B368"]),
        ({"due": "2025-10", "outcome": OUTCOME | {"state": "open"}}, "2025-09-30", []),
        ({"due": "2025-10", "outcome": OUTCOME | {"state": "open"}}, "2025-10-01", ["B368"]),
        ({"due": "2025-09-03", "outcome": OUTCOME | {"state": "open", "date": "2025-09"}}, "2026-01-01", []),
        ({"outcome": OUTCOME | {"claims": []}}, "2026-01-01", ["B369"]),
        ({"outcome": OUTCOME | {"claims": [], "reason": "See [#hot]."}}, "2026-01-01", []),
        ({"outcome": OUTCOME | {"claims": [], "state": "overtaken"}}, "2026-01-01", []),
        ({}, "2026-01-01", []),
    ],
)
def test_a_judgement_is_due_until_it_has_an_outcome_that_rests_on_something(
    parts: dict[str, Any], today: str, codes: list[str]
) -> None:
    found = outcomes.check_outcomes(
        project(files(assessments=[judgement(**parts)])), date.fromisoformat(today)
    )
    assert [problem.code for problem in found] == codes


def test_the_states_are_counted_for_each_likelihood() -> None:
    parsed = register(
        assessments=[
            judgement("a", outcome=OUTCOME),
            judgement("b", outcome=OUTCOME | {"state": "not borne out"}),
            judgement("c"),
        ]
    ).parsed.briefing
    assert outcomes.calibration(parsed.assessments) == {
        "likely": {"borne out": 1, "not borne out": 1, "open": 1}
    }


def test_a_new_outcome_and_another_likelihood_are_differences() -> None:
    question = {"id": "who", "text": "Who did it?"}
    old = register(assessments=[judgement()], questions=[question])
    new = register(
        assessments=[judgement(outcome=OUTCOME, likelihood="probable")],
        questions=[question | {"outcome": OUTCOME | {"state": "answered"}}],
    )
    found = outcomes.compare_outcomes(old, new)
    assert [(d.noun, d.id, d.details) for d in found] == [
        ("judgement", "next", ("open → borne out", "likelihood: likely → probable")),
        ("question", "who", ("open → answered",)),
    ]
    assert outcomes.compare_outcomes(new, new) == []


def test_pages_and_data_say_what_became_of_it() -> None:
    made = edition(
        files(
            assessments=[judgement("a", outcome=OUTCOME), judgement("b", due="2030-09")],
            questions=[{"id": "who", "text": "Who did it?", "outcome": OUTCOME | {"state": "answered"}}],
        )
    )
    assert not made.errors
    pages = {page.path: html.unescape(page.markdown) for page in made.pages}
    for path in ("a/index.md", "a/print.md"):
        assert re.search(
            "<strong>Borne out</strong>, 3 September 2025[.] <p[^>]*>It was as hot[.]</p>", pages[path]
        )
        assert "<strong>Answered</strong>" in pages[path]
        assert "What became of these judgements" in pages[path]
        assert 'data-review-by="2030-09"' in pages[path]
        assert "open question" not in pages[path].lower().replace("the open questions", "")
    data = json.loads(dict(made.files)["a/briefing.json"])
    assert data["assessments"][0]["outcome"] == OUTCOME
    assert data["assessments"][1]["due"] == "2030-09"
    assert data["questions"][0]["outcome"]["state"] == "answered"
