"""Steps of review: who has checked or approved a part of a briefing, and when. Readers never see them."""

from __future__ import annotations

from support.cases import each

from bindery.model.review_steps import ReviewedPart, reviewers

STATES = {"=": "draft", "!": "approved"}


@each(
    "names, people",
    [
        ([], 0),
        (["A"], 1),
        (["!A"], 1),
        (["A", "!A"], 1),
        (["A. B.", "a.  b."], 1),
        (["A", "B"], 2),
        (["A", "!B"], 2),
        (["!A", "!B", "C"], 3),
        (["A", "B", "=B"], 0),
        (["A", "B", "=B", "A"], 1),
        (["A", "=B", "A", "!B"], 2),
        (["Ren\u00e9", "Rene\u0301"], 1),
        (["محمد", "!علی"], 2),
    ],
)
def test_different_people_count_since_the_last_draft(names: list[str], people: int) -> None:
    steps = [
        {"state": STATES.get(name[0], "checked"), "by": name.lstrip("=!"), "date": "2024-01-01"}
        for name in names
    ]
    assert len(reviewers(ReviewedPart.model_validate({"review": steps}))) == people
