"""Differences, growth and multiples that follow from two figures which a quotation compares: `from 3 to 9`, `61 to 58`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from bindery.evidence.derivation import CLOSE, Derivation, kin, near
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words

_BY = re.compile(
    r"(?i)(?<!\w)(?:by|um|mit|de|d'|von|con|por|margin|majority|mehrheit|difference|gap|unterschied|écart|diferencia|"
    r"points?|more|fewer|less|higher|lower|longer|shorter|lead|ahead|vorsprung|mehr|weniger|سے|کے فرق|فرق)(?!\w)"
)
_UP_FROM = re.compile(
    r"(?i)(?:\s+[^\W\d_]+){0,3},?\s+(?:up|down|compared with|gegenüber|nach|contre|frente a|depuis)\s*(?:from)?\s+[$€£]?"
)
_POINTS = re.compile(
    r"(?i)\s+(?:percentage\s)?(?:points?|punkten?|prozentpunkten?|puntos?|пункт\w*|پوائنٹ\w*)(?!\w)"
)
_THAN = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:(?P<more>more|higher|mehr|de plus|más|больше|زیادہ|mais|meer|więcej|più)|fewer|less|lower|weniger|de moins|menos|меньше|کم|minder|mniej|meno|(?P<more2>بیشتر|أكثر)|کمتر|أقل),? (?:than|als|qu|que|чем|dan|niż|di|rispetto|do que|از|من|مما|عن)(?!\w)"
)
_THAN_BEFORE = re.compile(r"(?:से|سے)\s+$")  # in Hindi and Urdu, what is compared comes before the number
_LESS_BEFORE = re.compile(r"(?i)(?<!\w)(?:(?P<more>mais|más)|menos)\s+$")  # `menos 15 do que em 2022`
_THAN_AFTER = re.compile(r"(?i)\s+(?:[^\W\d_]+\s+)?(?:do que|que)(?!\w)")
_MORE_AFTER = re.compile(r"\s+(?:[^\W\d_]\S*\s+)?(?:(?P<more>अधिक|ज़्यादा|ज्यादा|زیادہ|زائد)|कम|کم)(?!\w)")
_WHOLE_PER_CENT = Fraction(1, 2)


def is_change(case: Derivation) -> bool:
    """Whether a figure is the difference or the growth of two figures that are compared."""
    wanted = case.wanted
    level = wanted.change.role in ("from", "to") and wanted.unit not in ("times", "share")
    if level or wanted.pair or wanted.end_of_range:
        return False
    if not (wanted.unit in ("%", "times", "share") or _BY.search(case.statement)):
        return False
    return any(_may_be(case, one, other) for one, other in _changes(case))


def _changes(case: Derivation) -> Iterator[tuple[Figure, Figure]]:
    """The two figures of each change, score or vote, in order."""
    for one, other in pairwise(case.numbers):
        if not kin(one, other):
            continue
        if (one.pair and one.pair == other.pair) or (one.change.role, other.change.role) in (
            ("from", "to"),
            ("from", "rate"),
        ):
            yield one, other
        elif _UP_FROM.fullmatch(case.quote, one.end, other.start):
            yield other, one


def _may_be(case: Derivation, one: Figure, other: Figure) -> bool:
    """Whether the wanted figure says how far it is from one figure to another."""
    before, after = one.value or Fraction(0), other.value or Fraction(0)
    way = case.wanted.change.way
    if way and way != ("up" if after > before else "down"):
        return False
    if _is_difference(case, other) and case.value == abs(after - before):
        return True
    return bool(before and after) and _is_growth(case, before, after)


def _is_difference(case: Derivation, other: Figure) -> bool:
    """Whether the wanted figure has the unit of a difference."""
    if other.unit == "%":
        return case.wanted.unit == "pp" or bool(_POINTS.match(case.after))
    return kin(other, case.wanted)


def _is_growth(case: Derivation, before: Fraction, after: Fraction) -> bool:
    """Whether the wanted figure is the growth or decline as a share, per cent or multiple."""
    growth, ratio = abs(after - before) / before, after / before
    match case.wanted.unit:
        case "%":
            return near(case.value, 100 * growth, _WHOLE_PER_CENT)
        case "share":
            return near(case.value, growth, case.reach) or (ratio < 1 and near(case.value, ratio, case.reach))
        case "times":
            return near(case.value, ratio, ratio * CLOSE) if ratio > 1 else case.value == 1 / ratio
        case _:
            return False


def value_before(quote: str, one: Figure, other: Figure) -> Fraction | None:
    """What a number was that another one compares with it: 9 for `12, 3 more than in 2020`; None where no text says so.

    Args:
        quote: the text that has both numbers.
        one: the number that comes first.
        other: the other one, in the same unit.
    """
    first, second = one.value or Fraction(0), other.value or Fraction(0)
    lead = _LESS_BEFORE.search(quote, 0, other.start)
    if lead and _THAN_AFTER.match(quote, other.end):
        return first - second if lead["more"] else first + second
    than = _THAN_BEFORE.search(quote, 0, other.start)
    if more := _THAN.match(quote, other.end) or (_MORE_AFTER.match(quote, other.end) if than else None):
        up = bool(set(more.groupdict().values()) - {None})
        return first - second if up else first + second
    return None


def is_loss(case: Derivation) -> bool:
    """Whether a number with a word such as `fell` or `loss` is a negative one of the quotation: 2 for −2."""
    by = case.wanted.change.role in ("by", "") and case.value > 0 and case.wanted.noun[:1] != ("degrees",)
    falls = case.wanted.change.way == "down" or figure_words(case.language, "loss").search(case.statement)
    points = case.wanted.unit in ("pp", "*") or bool(_POINTS.match(case.after))
    units = ("", "*", case.wanted.unit, *(("%",) if points else ()))
    return by and bool(falls) and any(one.value == -case.value and one.unit in units for one in case.numbers)
