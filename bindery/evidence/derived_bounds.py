"""Limits that a statement denies to go beyond: `not more than 40` for `at most 40`."""

from __future__ import annotations

import re

from bindery.evidence.derivation import Derivation
from bindery.text.figure import Figure

_NOT = re.compile(
    r"(?i)(?<!\w)(?:no|not|never|nicht|kein\w*|niemals|pas|ne|jamais|не|нельзя|لا|لن|نہیں|नहीं)(?!\w)|(?<!\w)can(?:not|'t)(?!\w)"
)
_OPPOSITE = {"over": "at most", "under": "at least"}


def is_negated_bound(case: Derivation) -> bool:
    """Whether a statement denies what is beyond a bound of the quotation: `not more than 40` for `at most 40`."""
    bound = _OPPOSITE.get(case.wanted.bound, "")
    denied = bound and _NOT.search(case.statement) and not _NOT.search(case.quote)
    return bool(denied) and any(_is_the(one, case.wanted, bound) for one in case.numbers)


def _is_the(one: Figure, wanted: Figure, bound: str) -> bool:
    return one.value == wanted.value and one.bound == bound and one.unit == wanted.unit
