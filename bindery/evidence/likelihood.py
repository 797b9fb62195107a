"""Words of judgement: likelihood in the words of one scale, and never in one sentence with confidence."""

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
    """Every assessment whose words break the rules of its briefing's scale."""
    return [problem for parsed in project.briefings.values() for problem in _volume(parsed)]


def _volume(parsed: ParsedBriefing) -> Iterator[Problem]:
    scale = SCALES[parsed.briefing.scale]
    rows: dict[int, str] = {}
    for index, assessment in enumerate(parsed.briefing.assessments):
        words = parsed.prose["assessments", index, "text"].words
        yield from _likelihood(parsed, index, assessment, scale, words)
        yield from _sentences(parsed, index, scale, words)
        if assessment.likelihood in scale.words and not scale.rows_may_mix:
            rows.setdefault(scale.row(assessment.likelihood), assessment.likelihood)
            if len(rows) > 1:
                yield Problem(
                    "B404",
                    f"`{assessment.likelihood}` is of another row of the scale than `{next(iter(rows.values()))}`",
                    parsed.document.span("assessments", index, "likelihood"),
                    severity="warning",
                    help="keep to one row: " + ", ".join(step.words[min(rows)] for step in scale.steps),
                )


def _likelihood(
    parsed: ParsedBriefing, index: int, assessment: Assessment, scale: LikelihoodScale, words: str
) -> Iterator[Problem]:
    if assessment.likelihood not in scale.words:
        near = did_you_mean(assessment.likelihood, scale.words)
        yield Problem(
            "B401",
            f"`{assessment.likelihood}` is no word of the scale {parsed.briefing.scale}",
            parsed.document.span("assessments", index, "likelihood"),
            help=(f"{near} " if near else "") + f"the words of {scale.title}: {', '.join(scale.words)}",
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
            f"{said}, and `likelihood` says `{assessment.likelihood}`",
            span.find(other[0]) if other else span,
            help=f"say it in the text with {' or '.join(f'`{word}`' for word in wanted.words)}, or change `likelihood`",
        )


def _sentences(parsed: ParsedBriefing, index: int, scale: LikelihoodScale, words: str) -> Iterator[Problem]:
    for sentence in _SENTENCE.split(words):
        confidence = _CONFIDENCE.search(sentence)
        if confidence and scale.found_in(sentence):
            span = parsed.document.span("assessments", index, "text")
            yield Problem(
                "B403",
                "likelihood and confidence stand in one sentence",
                span.find(confidence.group()),
                help="end the sentence between them; a reader takes two such words for one",
            )
