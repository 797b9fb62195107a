"""Joins an amount of money and the cents right after it to one number: `34 rupees 50 paise`, `3 Euro 50`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from bindery.text.figure import Figure
from bindery.text.money import CENT, MONEY
from bindery.text.units_beside import unit_after

_ALL = 100  # cents of a whole
_MONEY = frozenset(MONEY.values())
_BETWEEN = re.compile(
    r"[ \u00a0]*(?:,?[ \u00a0](?:and|und|et|e|y|en|i|и|و|اور|और|ve)[ \u00a0])?(?:و ?)?[ \u00a0]*"
)
_NO_NOUN_AFTER = re.compile(r"(?![\w%]|[.,:/-]\d|[ \u00a0-]+[^\W\d_])")


def join_cents(text: str, figures: Iterable[Figure]) -> list[Figure]:
    """The figures of a text, with each amount of money and its cents as one: 34.50 for `34 rupees 50 paise`.

    Args:
        text: the text, with its numbers as in English.
        figures: its figures, in reading order.
    """
    joined: list[Figure] = []
    for figure in figures:
        whole = joined[-1] if joined else None
        if (
            whole
            and whole.value is not None
            and figure.value is not None
            and _are_its_cents(text, whole, figure)
        ):
            value = whole.value + figure.value / _ALL
            joined[-1] = replace(
                figure, start=whole.start, value=value, unit=whole.unit, bound=whole.bound, token=""
            )
        else:
            joined.append(figure)
    return joined


def _are_its_cents(text: str, whole: Figure, cents: Figure) -> bool:
    """Whether a number is the cents of the amount of money right before it."""
    if whole.unit not in _MONEY or cents.unit not in (CENT, "") or cents.day:
        return False
    amount, part = whole.value or Fraction(0), cents.value or Fraction(0)
    if not (amount.denominator == part.denominator == 1 and 0 < part < _ALL):
        return False
    between = text[_end_of(text, whole) : cents.start]
    if cents.unit == CENT:
        return bool(_BETWEEN.fullmatch(between))
    two_digits = re.fullmatch(r"\d\d", text[cents.start : cents.end])
    return between in (" ", "\u00a0") and bool(two_digits) and bool(_NO_NOUN_AFTER.match(text, cents.end))


def _end_of(text: str, money: Figure) -> int:
    """The offset after an amount and the name of its money."""
    unit, end = unit_after(text, money.end)
    return end if unit else money.end
