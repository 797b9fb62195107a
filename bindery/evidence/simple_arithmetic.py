"""Numbers that follow from two or more figures of one quotation by one simple step: a sum, a difference, a share, a multiple."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from bindery.evidence.contrary_words import is_negated
from bindery.evidence.derivation import PLAIN_BOUNDS, Derivation, as_share, near
from bindery.evidence.derived_sums import REST, is_part_of, no_fate_of_one, says_other
from bindery.evidence.figure_labels import of_one_thing
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.text.figure import ORDINAL, Figure
from bindery.text.qualifiers import qualifier

_MOST = 8  # figures of one kind; a quotation with more is a table
_PLAIN = ("", "*")
_WHOLE_PER_CENT = Fraction(1, 2)
_MULTIPLE = Fraction(3, 100)
_PLURAL = re.compile(r"[^\W\d_]{3,}s|people|men|women|children")


def follows_simply(case: Derivation) -> bool:
    """Whether a figure is what one simple step makes of the figures of one quotation, exactly or rounded as it says."""
    bounded = case.wanted.bound in PLAIN_BOUNDS and case.wanted.unit not in ("%", "share")
    if case.wanted.unit == ORDINAL or not case.value or bounded or _is_there(case):
        return False
    return any(_fits(case, found) for found in _results(case))


def _is_there(case: Derivation) -> bool:
    """Whether the quotation has the number itself, so that it carries it or contradicts it."""
    return any(one.value == case.value for one in case.numbers)


def _fits(case: Derivation, found: Figure) -> bool:
    wanted, value = case.wanted, found.value or Fraction(0)
    if wanted.unit in ("%", "share") and found.unit == "share":
        asked, reach = as_share(wanted), _WHOLE_PER_CENT / 100 if wanted.unit == "%" else case.reach
        sign = {"over": 1, "at least": 1, "under": -1, "at most": -1}.get(wanted.bound, 0)
        return 0 < sign * (value - asked) <= 5 * reach * 2 if sign else near(value, asked, reach)
    if "times" in (wanted.unit, found.unit):
        return wanted.unit == found.unit and near(value, case.value, value * _MULTIPLE) and not wanted.bound
    if wanted.unit == "share":
        return False
    if found.unit == "%":  # the difference of two percentages
        found = replace(found, unit="pp")
    return fit_of(found, wanted) == Fit.FULL and not found.unit.startswith("share")


def _results(case: Derivation) -> Iterator[Figure]:
    """Every number that one simple step makes of the figures of the quotation."""
    numbers = [one for one in case.numbers if one.unit != ORDINAL and (one.value or 0) > 0]
    if len(numbers) > _MOST:
        return
    for one, other in combinations(numbers, 2):
        if _of_one_kind(one, other):
            yield from _of_two(case, one, other)
        yield from _of_share(case, one, other)
        yield from _of_share(case, other, one)
    yield from _totals(case, numbers)
    if _may_be_rest(case):
        yield from (Figure(0, 0, 1 - as_share(one), "share") for one in numbers if one.unit in ("share", "%"))


def _of_share(case: Derivation, share: Figure, whole: Figure) -> Iterator[Figure]:
    """What a share is of a whole, and what is left of it."""
    if share.unit in ("share", "%") and whole.unit not in ("share", "%", "times"):
        part = as_share(share) * (whole.value or 0)
        yield replace(whole, value=part, noun=(), said="", bound="")
        if _may_be_rest(case):
            yield replace(whole, value=(whole.value or 0) - part, noun=(), said="", bound="")


def _of_one_kind(one: Figure, other: Figure) -> bool:
    """Whether two numbers may be added: they have one unit, and are for one time."""
    units = {one.unit, other.unit} - set(_PLAIN)
    bare = not units or not (one.noun or other.noun)
    return len(units) <= 1 and bare and (one.measure, one.rate) == (other.measure, other.rate)


def _of_two(case: Derivation, one: Figure, other: Figure) -> Iterator[Figure]:
    """The difference, the share and the growth of two numbers of one kind."""
    first, second = one.value or Fraction(0), other.value or Fraction(0)
    low, high = min(first, second), max(first, second)
    whole = one if one.unit not in _PLAIN else other
    made = replace(whole, noun=(), bound="", said="", end_of_range="", pair=(), change=case.wanted.change)
    part = is_part_of(case.quote, one, other)
    if (_may_be_rest(case) if part else _compares(case)) or case.wanted.change.role == "by":
        yield replace(made, value=high - low)
    if _compares_there(case):
        yield replace(made, value=high + low)
        yield replace(made, value=high - low)
    yield Figure(0, 0, high / low, "times")
    yield from _ratios(case, one, other, low / high, part=part)


def _ratios(case: Derivation, one: Figure, other: Figure, share: Fraction, *, part: bool) -> Iterator[Figure]:
    """The share that a number is of another one, what is left, and the growth from the one to the other."""
    compares = _compares(case)
    if part or one.noun[:1] == other.noun[:1] or not (one.noun and other.noun):
        yield Figure(0, 0, share, "share")
        if compares or (part and _may_be_rest(case)):
            yield Figure(0, 0, 1 - share, "share")
    if compares and case.wanted.unit in ("%", "share"):
        yield Figure(0, 0, 1 / share - 1, "share")


def _totals(case: Derivation, numbers: list[Figure]) -> Iterator[Figure]:
    """The sums of two or more numbers of one kind after each other, none of which is a part of another."""
    parts = [one for one in numbers if one.unit not in ("share", "times")]
    for first in range(len(parts)):
        row = [parts[first]]
        for after in parts[first + 1 :]:
            row.append(after)
            if not all(_of_one_kind(a, b) and not is_part_of(case.quote, a, b) for a, b in pairwise(row)):
                break
            if _may_be_sum(case, row):
                total = sum((one.value or Fraction(0) for one in row), Fraction(0))
                yield replace(row[0], value=total, noun=(), bound="", said="", change=case.wanted.change)


def _may_be_sum(case: Derivation, row: list[Figure]) -> bool:
    """Whether a sum is not said of what only one of its parts counts, and the parts are no change or range."""
    votes = len(row) > 1 and bool(row[0].pair) and len({one.pair for one in row}) == 1
    if not votes and any(one.end_of_range or one.change.role or one.bound or one.pair for one in row):
        return False
    return not _names_one_part(case.wanted.noun[:1], row) and no_fate_of_one(case)


def _names_one_part(noun: tuple[str, ...], row: list[Figure]) -> bool:
    """Whether a noun is that of one part of a sum, and another part counts other things."""
    named = [of_one_thing(one.noun[0], noun[0]) for one in row if noun and one.noun]
    things = [one.noun[0] for one in row if noun and one.noun]
    return any(named) and any(_PLURAL.fullmatch(word) and not of_one_thing(word, noun[0]) for word in things)


def _compares(case: Derivation) -> bool:
    """Whether a statement says how far apart two numbers are."""
    return bool(qualifier(case.language, "difference").search(case.statement.lower()))


def _compares_there(case: Derivation) -> bool:
    """Whether the quotation does."""
    return bool(qualifier(case.language_of_quote, "difference").search(case.quote.lower()))


def _may_be_rest(case: Derivation) -> bool:
    """Whether a statement says something else than its quotation, as it has to of what is left."""
    negated = is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)
    return negated or bool(REST.search(case.statement)) or says_other(case)
