"""Limits that one text says by denying something: `it did not reach 900` for `under 900`."""

from __future__ import annotations

from bindery.evidence.alignment import reading_of, sentence_of
from bindery.evidence.contrary_words import is_negated
from bindery.evidence.derivation import Derivation
from bindery.text.figure import Figure

_MAY_BE = {  # bounds that another text may say with a word that denies
    "over": ("at most",),
    "at least": ("under",),
    "under": ("at least", ""),
    "at most": ("over", ""),
}


def is_negated_bound(case: Derivation) -> bool:
    """Whether just one of a statement and a quotation denies something in the sentence of a number that has another limit there."""
    bounds = _MAY_BE.get(case.wanted.bound, ())
    if not bounds:
        return False
    start, end = sentence_of(case.statement, case.wanted)
    denied = is_negated(case.statement[start:end], case.language)
    return any(_is_the(one, case.wanted, bounds) and denied != _is_denied(case, one) for one in case.numbers)


def _is_denied(case: Derivation, one: Figure) -> bool:
    quote = reading_of(case.language_of_quote, case.quote, case.cited)
    return is_negated(case.quote[slice(*quote.clause_of(one))], case.language_of_quote)


def _is_the(one: Figure, wanted: Figure, bounds: tuple[str, ...]) -> bool:
    return one.value == wanted.value and one.bound in bounds and one.unit == wanted.unit
