"""Finds what still rests on a withdrawn claim: key points, mentions, assessments, outcomes, comparisons and annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bindery.evidence.graph import Graph
from bindery.evidence.outcomes import NOUNS
from bindery.evidence.register import BriefingRegister
from bindery.model.blocks.compare import ComparedClaims
from bindery.text.problems import Problem
from bindery.text.span import Span

_REMEDIES = {
    "a key point": "remove it from `key_points`",
    "the text": "change the text, or remove the mention",
    "an assessment": "remove it from `based_on`, and check whether the judgement still holds",
    "an outcome": "remove it from `claims`, and check whether the outcome still holds",
    "a number": "name another claim, or remove the number",
    "a comparison": "remove it from `compare`",
    "a text under review": "remove it from `claims`, or say in `not_checked` why the sentence has none",
}


def check_withdrawn_claims(graph: Graph) -> Iterator[Problem]:
    """A warning (B371) for each place that still uses a withdrawn claim.

    The notes of claims may name one, since they explain what took its place.
    """
    for register in graph.registers.values():
        if register.withdrawals:
            for claim, user, span in _uses(register):
                if claim in register.withdrawals:
                    yield Problem(
                        "B371",
                        f"{user} uses the claim `{claim}`, which edition"
                        f" {register.withdrawals[claim].edition} withdrew",
                        span,
                        severity="warning",
                        help=_REMEDIES[user],
                    )


def _uses(register: BriefingRegister) -> Iterator[tuple[str, str, Span]]:
    """Each use of a claim: its id, what uses it (a key of `_REMEDIES`), and the place."""
    parsed, briefing = register.parsed, register.parsed.briefing
    for number, key in enumerate(register.key_points):
        yield key, "a key point", parsed.document.span("key_points", number)
    for path, prose in parsed.prose.items():
        before = Counter[str]()  # how often each claim was mentioned so far
        for mention in prose.mentions:
            if path[0] not in ("claims", "key_points"):
                place = parsed.document.span(*path).find(f"[#{mention.claim}]", before[mention.claim])
                yield mention.claim, "the text", place
            before[mention.claim] += 1
    for number, assessment in enumerate(briefing.assessments):
        for nth, key in enumerate(assessment.based_on):
            yield key, "an assessment", parsed.document.span("assessments", number, "based_on", nth)
    for number, shown in enumerate(briefing.numbers):
        for nth, key in enumerate(shown.claims):
            yield key, "a number", parsed.document.span("numbers", number, "claims", nth)
    yield from _uses_in_outcomes(register)
    yield from _uses_in_blocks(register)


def _uses_in_outcomes(register: BriefingRegister) -> Iterator[tuple[str, str, Span]]:
    """As `_uses`, for the outcomes of judgements and questions."""
    parsed = register.parsed
    for kind in NOUNS:
        for number, item in enumerate(getattr(parsed.briefing, kind)):
            for nth, key in enumerate(item.outcome.claims if item.outcome else ()):
                yield key, "an outcome", parsed.document.span(kind, number, "outcome", "claims", nth)


def _uses_in_blocks(register: BriefingRegister) -> Iterator[tuple[str, str, Span]]:
    """As `_uses`, for comparisons and texts under review."""
    span = register.parsed.document.span
    for number, section in enumerate(register.parsed.briefing.sections):
        for nth, block in enumerate(section.content):
            place = ("sections", number, "content", nth, block.kind)
            compared = block.of("compare")
            in_mapping = isinstance(compared, ComparedClaims)
            for position, key in enumerate(compared.claims if in_mapping else compared):
                yield key, "a comparison", span(*place, *(("claims",) if in_mapping else ()), position)
            annotation = block.of("annotate")
            for position, sentence in enumerate(annotation.sentences if annotation else ()):
                for index, key in enumerate(sentence.claims):
                    yield key, "a text under review", span(*place, "sentences", position, "claims", index)
