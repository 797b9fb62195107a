"""Claims and sections that have not been reviewed by as many people as the settings ask for."""

from __future__ import annotations

from typing import Any

from support.project import briefing, edition

from bindery.evidence.review_steps import IN_FUTURE, NOT_REVIEWED


def steps(*names: str) -> list[dict[str, str]]:
    """A step for each name; `=` before it takes the part back, `!` approves it."""
    states = {"=": "draft", "!": "approved"}
    return [
        {"state": states.get(name[0], "checked"), "by": name.lstrip("=!"), "date": "2024-01-01"}
        for name in names
    ]


def codes(reviewers: int, *names: str, **options: Any) -> list[str]:
    """The codes of what is found in a briefing whose only claim and section were reviewed so."""
    fields = {key: options.pop(key) for key in ("status",) if key in options}
    files = briefing(
        key_points=[{"id": "hot", "text": "It is hot.", "review": steps(*names)}],
        sections=[
            {
                "id": "a",
                "title": "A",
                "review": steps(*names),
                "content": [{"text": "A.", "basis": "judgement"}],
            }
        ],
        **fields,
    )
    made = edition({"a/briefing.yml": files}, reviewers=reviewers, **options)
    return [problem.code for problem in made.problems if problem.code in (NOT_REVIEWED, IN_FUTURE)]


def test_as_many_people_are_asked_for_as_the_settings_say() -> None:
    assert [len(codes(asked, "A", "!a")) for asked in (0, 1, 2)] == [0, 0, 2]
    assert codes(2, "A", "!B") == []
    assert codes(1, "A", "=A") == [NOT_REVIEWED, NOT_REVIEWED]


def test_only_what_is_published_needs_a_review() -> None:
    assert codes(2, status="archived") == []
    assert codes(2, "!A", drafts=True) == [NOT_REVIEWED, NOT_REVIEWED]


def test_a_review_to_come_is_a_warning() -> None:
    step = [{"state": "checked", "by": "A", "date": "2999"}]
    made = edition({"a/briefing.yml": briefing(key_points=[{"id": "b", "text": "B.", "review": step}])})
    assert [(p.code, p.severity) for p in made.problems if p.code == IN_FUTURE] == [(IN_FUTURE, "warning")]
