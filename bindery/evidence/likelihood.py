"""Checks the wording of assessments: likelihood in the words of one scale, and not in a sentence with confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.model.briefing import Assessment
from bindery.model.scales import SCALES, LikelihoodScale
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem, did_you_mean

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CONFIDENCE = re.compile(r"\bconfiden(?:ce|t|tly)\b", re.IGNORECASE)


def check_likelihood(project: Project) -> list[Problem]:
    """The problems (B401 to B404) of assessments that break the rules of their briefing's scale."""
    return [problem for parsed in project.briefings.values() for problem in _check_briefing(parsed)]


def _check_briefing(parsed: ParsedBriefing) -> Iterator[Problem]:
    scale = SCALES[parsed.briefing.scale]
    rows: dict[int, str] = {}
    for index, assessment in enumerate(parsed.briefing.assessments):
        words = parsed.prose["assessments", index, "text"].words
        yield from _wrong_likelihood(parsed, index, assessment, scale, words)
        yield from _mixed_sentences(parsed, index, scale, words)
        if assessment.likelihood in scale.words and not scale.rows_may_mix:
            rows.setdefault(scale.row(assessment.likelihood), assessment.likelihood)
            if len(rows) > 1:
                yield Problem(
                    "B404",
                    f"`{assessment.likelihood}` and `{next(iter(rows.values()))}` are from different rows of the scale",
                    parsed.document.span("assessments", index, "likelihood"),
                    severity="warning",
                    help="use the words of one row: "
                    + ", ".join(step.words[min(rows)] for step in scale.steps),
                )


def _wrong_likelihood(
    parsed: ParsedBriefing, index: int, assessment: Assessment, scale: LikelihoodScale, words: str
) -> Iterator[Problem]:
    if assessment.likelihood not in scale.words:
        near = did_you_mean(assessment.likelihood, scale.words)
        yield Problem(
            "B401",
            f"`{assessment.likelihood}` is not a word of the scale {parsed.briefing.scale}",
            parsed.document.span("assessments", index, "likelihood"),
            help=(f"{near} " if near else "")
            + f"use one of the words of {scale.title}: {', '.join(scale.words)}",
        )
        return
    wanted = scale.step(assessment.likelihood)
    found = scale.found_in(words)
    other = [word for word in found if scale.step(word) != wanted and not scale.is_ambiguous(word)]
    if other or not any(scale.step(word) == wanted for word in found):
        span = parsed.document.span("assessments", index, "text")
        said = f"the text says `{other[0]}`" if other else "the text has no word of the scale"
        yield Problem(
            "B402",
            f"{said}, but `likelihood` says `{assessment.likelihood}`",
            span.find(other[0]) if other else span,
            help=f"write {' or '.join(f'`{word}`' for word in wanted.words)} in the text, or change `likelihood`",
        )


def _mixed_sentences(
    parsed: ParsedBriefing, index: int, scale: LikelihoodScale, words: str
) -> Iterator[Problem]:
    for sentence in _SENTENCE.split(words):
        confidence = _CONFIDENCE.search(sentence)
        if confidence and scale.found_in(sentence):
            span = parsed.document.span("assessments", index, "text")
            yield Problem(
                "B403",
                "likelihood and confidence are in one sentence",
                span.find(confidence.group()),
                help="make two sentences of it, so that readers do not confuse the two",
            )
