"""Finds evidence that is given as disputing a figure, but has only a bound that the figure satisfies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bindery.evidence.changes import statement_words
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.model.briefing import Claim
from bindery.text import numerals
from bindery.text.figure import Figure
from bindery.text.problems import Problem

_BOUNDS = ("over", "at least", "under", "at most")
_NEGATED_BOUND = re.compile(r"(?i)\b(?:no|not) (?:fewer|less|more) than\b")
# Words with which a sentence may deny a figure rather than give one. Then nothing is certain.
_DENIAL = re.compile(
    r"(?i)\b(?:not|no|nor|none|never|nobody|neither|nothing|cannot|without|only|just|merely|rather|instead"
    r"|den(?:y|ies|ied|ying|ials?)|reject\w*|refut\w*|rebut\w*|dismiss\w*|disput\w*|contradict\w*|contrary"
    r"|false\w*|untrue|incorrect\w*|wrong\w*|mistaken\w*|exaggerat\w*|inflat\w*|invent\w*|fabricat\w*|baseless)\b|n['’]t\b"
)


class _Range(NamedTuple):
    """The numbers that a figure with its bound allows.

    Attributes:
        low: the least of them; None when there is no lower limit.
        high: the greatest of them; None when there is no upper limit.
        strict: whether the limits themselves are excluded.
    """

    low: Fraction | None
    high: Fraction | None
    strict: bool = False


def check_stances(graph: Graph) -> Iterator[Problem]:
    """A warning (B372) for each quotation that disputes a figure although both can be true."""
    for register in graph.registers.values():
        for claim in register.claims.values():
            if claim.id not in register.withdrawals and any(p.stance == "disputes" for p in claim.evidence):
                yield from _compatible(register, claim, graph)


def _compatible(register: BriefingRegister, claim: Claim, graph: Graph) -> Iterator[Problem]:
    stated = _only_amount(statement_words(register, claim))
    if stated is None:
        return
    for number, piece in enumerate(claim.evidence):
        if piece.stance != "disputes" or not piece.quote or not _is_english(str(piece.source), graph):
            continue
        found = _only_amount(str(piece.quote))
        if found and found.unit == stated.unit and _both_can_be_true(stated, found):
            yield Problem(
                "B372",
                f"`{_words(found)}` does not dispute `{_words(stated)}`: both can be true",
                register.parsed.document.span(*register.paths[claim.id], "evidence", number, "stance"),
                severity="warning",
                help="write `stance: qualifies`; if the source does dispute the claim, quote the words that say so",
            )


def _only_amount(text: str) -> Figure | None:
    """The one number in a text that states it plainly; None if there is none or more than one, or it may be denied."""
    if _DENIAL.search(_NEGATED_BOUND.sub("", text)):
        return None
    amounts = [
        f
        for f in numerals.find_figures(text)
        if f.value is not None and f.day is None and f.below is None and not f.weak
    ]
    return amounts[0] if len(amounts) == 1 and amounts[0].bound != "about" else None


def _is_english(source: str, graph: Graph) -> bool:
    """Whether a source is in English as far as is known, since the words of denial are."""
    found = graph.sources.get(source)
    return found is None or found.language is None or found.language.split("-")[0].lower() == "en"


def _both_can_be_true(one: Figure, other: Figure) -> bool:
    """Whether at least one of two figures is a bound, and some number agrees with both."""
    if one.bound not in _BOUNDS and other.bound not in _BOUNDS:
        return False
    first, second = _range_of(one), _range_of(other)
    lows = [(r.low, r.strict) for r in (first, second) if r.low is not None]
    highs = [(r.high, r.strict) for r in (first, second) if r.high is not None]
    return all(
        low < high or (low == high and not (strict_low or strict_high))
        for low, strict_low in lows
        for high, strict_high in highs
    )


def _range_of(figure: Figure) -> _Range:
    value = figure.value
    if figure.bound in ("over", "at least"):
        return _Range(value, None, strict=figure.bound == "over")
    if figure.bound in ("under", "at most"):
        return _Range(None, value, strict=figure.bound == "under")
    return _Range(value, value)


def _words(figure: Figure) -> str:
    """A figure in words for a message: `at least 46`, `50`, `17%`."""
    number = figure.value or Fraction(0)
    written = f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):g}"
    return f"{figure.bound} {written}{'%' if figure.unit == '%' else ''}".strip()
