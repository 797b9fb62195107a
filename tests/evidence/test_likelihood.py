"""Words of likelihood agree with the scale that a briefing names."""

from __future__ import annotations

from support.cases import each
from support.project import briefing, edition

from bindery.model.scales import SCALES


def codes(text: str, likelihood: str, scale: str = "icd-203") -> list[str]:
    """The codes of the family B4 for one assessment."""
    item = {"id": "next-year", "text": text, "likelihood": likelihood, "confidence": "low"}
    found = edition({"a/briefing.yml": briefing(assessments=[item], scale=scale)}).problems
    return [problem.code for problem in found if problem.code.startswith("B4")]


@each(
    ("text", "likelihood", "scale", "expected"),
    [
        ("It is likely to be hot.", "likely", "icd-203", []),
        ("It will probably be hot.", "probable", "icd-203", []),
        ("It will almost certainly be hot.", "almost certain", "icd-203", []),
        ("It is very likely to be hot.", "likely", "icd-203", ["B402"]),
        ("It is unlikely to be hot.", "likely", "icd-203", ["B402"]),
        ("It will be hot.", "likely", "icd-203", ["B402"]),
        ("It is likely hot in remote places.", "likely", "icd-203", []),
        ("It is highly likely to be hot.", "highly likely", "phia", []),
        ("It is highly likely to be hot.", "highly likely", "icd-203", ["B401"]),
        ("It is virtually certain to be hot.", "virtually certain", "ipcc", []),
        ("We say with low confidence that it is likely.", "likely", "icd-203", ["B403"]),
        ("It is likely. We have low confidence in this.", "likely", "icd-203", []),
    ],
)
def test_the_words_of_an_assessment_are_those_of_its_scale(
    text: str, likelihood: str, scale: str, expected: list[str]
) -> None:
    assert codes(text, likelihood, scale) == expected


def test_the_rows_of_the_directive_do_not_mix() -> None:
    items = [
        {"id": "one", "text": "It is likely.", "likelihood": "likely", "confidence": "low"},
        {"id": "two", "text": "It is improbable.", "likelihood": "improbable", "confidence": "low"},
    ]
    found = edition({"a/briefing.yml": briefing(assessments=items)}).problems
    assert [(p.code, p.severity) for p in found if p.code.startswith("B4")] == [("B404", "warning")]


def test_every_step_of_every_scale_is_a_range_of_per_cent() -> None:
    for scale in SCALES.values():
        assert all(0 <= step.low < step.high <= 100 for step in scale.steps)
        assert [step.low for step in scale.steps] == sorted(step.low for step in scale.steps)


def test_the_legend_of_the_scale_stands_beside_the_assessments() -> None:
    item = {"id": "next-year", "text": "It is likely.", "likelihood": "likely", "confidence": "low"}
    pages = {
        page.path: page.markdown for page in edition({"a/briefing.yml": briefing(assessments=[item])}).pages
    }
    assert all(str(step.high) in pages["a/index.md"] for step in SCALES["icd-203"].steps)
    assert "Intelligence Community Directive 203" in pages["a/index.md"]
