"""What a number was before it changed by another one: 9 for `12, 3 more than in 2020`, and a loss told as a negative number."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from bindery.evidence.derivation import Derivation
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words, words_round_number

_WORD = r"(?:\s+[^\W\d_][^\s,،、;:.]*)?"


@cache
def _compared(key: str) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], re.Pattern[str]]]]:
    """What may follow a number that is so much more or less than another, and what may stand before it if something else follows."""
    forms = words_round_number(key)
    after = "|".join(sorted((last for first, last in forms if not first), key=len, reverse=True))
    round_it = [
        (re.compile(rf"(?i)(?<!\w){first}\s+$"), re.compile(rf"(?i){_WORD}\s+{last}(?!\w)"))
        for first, last in forms
        if first
    ]
    return re.compile(rf"(?i){_WORD}\s+(?:{after})(?!\w)"), round_it


def _compares(quote: str, one: Figure, key: str) -> bool:
    """Whether the words round a number say that it is how much something is more or less than something else."""
    after, round_it = _compared(key)
    if after.match(quote, one.end):
        return True
    return any(last.match(quote, one.end) and first.search(quote, 0, one.start) for first, last in round_it)


def value_before(quote: str, one: Figure, other: Figure) -> Fraction | None:
    """What a number was that another one compares with it: 9 for `12, 3 more than in 2020`; None where no text says so.

    Args:
        quote: the text that has both numbers.
        one: the number that comes first.
        other: the other one, in the same unit.
    """
    first, second = one.value or Fraction(0), other.value or Fraction(0)
    if _compares(quote, other, "more_than"):
        return first - second
    return first + second if _compares(quote, other, "less_than") else None


def is_loss(case: Derivation) -> bool:
    """Whether a number with a word such as `fell` or `loss` is a negative one of the quotation: 2 for −2."""
    by = case.wanted.change.role in ("by", "") and case.value > 0 and case.wanted.noun[:1] != ("degrees",)
    falls = case.wanted.change.way == "down" or figure_words(case.language, "loss").search(case.statement)
    named = figure_words(case.language, "points").match(case.after.lstrip())
    points = case.wanted.unit in ("pp", "*") or bool(named)
    units = ("", "*", case.wanted.unit, *(("%",) if points else ()))
    return by and bool(falls) and any(one.value == -case.value and one.unit in units for one in case.numbers)
