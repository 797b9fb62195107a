"""Numbers that two steps make of figures of one quotation whose words name what lies between: a share of a rest, a rate of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations, product
from typing import NamedTuple

from bindery.evidence.derivation import as_share
from bindery.evidence.meant_steps import MeantSteps
from bindery.evidence.working_steps import (
    POINTS,
    SHARES,
    TIMES,
    Working,
    difference_of,
    in_one_unit_of_two,
    products_of,
    rates_of,
    ratios_of,
    shown,
    sum_of,
)
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words


class _Step(NamedTuple):
    """A number that the first step makes.

    Attributes:
        made: the number.
        terms: how it was worked out, in brackets.
        used: the numbers of the quotation that it was worked out from.
    """

    made: Figure
    terms: str
    used: tuple[Figure, Figure]

    def uses(self, number: Figure) -> bool:
        """Whether the number was worked out from this one."""
        return any(number is one for one in self.used)


def of_two_steps(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[Working]:
    """Every number that two steps make of some numbers, as far as the words of the two texts name the first step.

    Args:
        meant: what the words of a statement and its quotation let be meant.
        numbers: the numbers of the quotation.
    """
    rests = list(_rests(meant, numbers))
    for step, other in product([*rests, *_parts(meant, numbers)], numbers):
        if not step.uses(other):
            yield from _second(meant, step, other)
    for step, share in product(rests, numbers):
        if share.unit in SHARES and not any(meant.are_apart(share, one) for one in step.used):
            part = next(products_of(share, step.made))
            yield part._replace(terms=f"{step.terms} × {shown(share)}")
    yield from _equal_rests(meant, numbers)
    yield from _unions(meant, numbers)
    yield from _rests_of_parts(meant, numbers)
    yield from _changed_leads(meant, numbers)


def _counts(numbers: Sequence[Figure]) -> list[Figure]:
    return [one for one in numbers if one.unit not in (*SHARES, POINTS, TIMES)]


def _rests(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[_Step]:
    """What one number leaves of another in one sentence, where a text has a word for what is left."""
    if not meant.has_rest_words:
        return
    for one, other in combinations(_counts(numbers), 2):
        alike = in_one_unit_of_two(one, other)
        if alike and one.value != other.value and not meant.are_apart(one, other):
            high, low = sorted(alike, key=lambda each: -(each.value or 0))
            left = difference_of(high, low)
            yield _Step(replace(high, value=left.value), f"({left.terms})", (one, other))


def _parts(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[_Step]:
    """What a share is of a whole in one sentence: 35 per cent of 240,000 tonnes."""
    for share, whole in permutations(numbers, 2):
        exact = share.unit in SHARES and not share.bound and as_share(share) < 1
        if exact and whole.unit not in (*SHARES, POINTS, TIMES) and not meant.are_apart(share, whole):
            part = next(products_of(share, whole))
            yield _Step(replace(whole, value=part.value), f"({part.terms})", (share, whole))


def _second(meant: MeantSteps, step: _Step, other: Figure) -> Iterator[Working]:
    """What another number is for each of a number that was worked out, and which share it is of that."""
    made, terms = step.made, f"{shown(other)} ÷ {step.terms}"
    if meant.is_rate and other.unit not in (*SHARES, POINTS, TIMES) and (made.value or 0) > 1:
        yield rates_of(other, made)[0]._replace(terms=terms)
    alike = in_one_unit_of_two(made, other)
    if alike and meant.case.wanted.unit in SHARES and (other.value or 0) < (made.value or 0):
        yield next(ratios_of(*alike))._replace(terms=terms)


def _equal_rests(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[Working]:
    """What each of two has of the rest that a share leaves, if they have equal parts of it."""
    case = meant.case
    if meant.has_rest_words and figure_words(case.language_of_quote, "equally").search(case.quote.lower()):
        for share in numbers:
            if share.unit in SHARES and as_share(share) < 1:
                yield Working((1 - as_share(share)) / 2, "share", f"(100 % − {shown(share)}) ÷ 2")


def _unions(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[Working]:
    """How many are in one of two groups or in both: 40 kinds for 37 here and 22 there, 19 of them in both."""
    case = meant.case
    if not figure_words(case.language_of_quote, "in_both").search(case.quote.lower()):
        return
    for one, other in combinations(numbers, 2):
        alike = in_one_unit_of_two(one, other)
        for common in numbers if alike else ():
            same = () if common in (one, other) else in_one_unit_of_two(one, common)
            shared = same[1].value or Fraction(0) if same else Fraction(0)
            if alike and 0 < shared < min(each.value or Fraction(0) for each in alike):
                total = sum_of(alike)
                yield total._replace(value=total.value - shared, terms=f"{total.terms} − {shown(common)}")


def _rests_of_parts(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[Working]:
    """What a share of a whole and another number leave of it, where a text has a word for what is left."""
    if not meant.has_rest_words:
        return
    for step in _parts(meant, numbers):
        whole, part = step.used[1], step.made
        for other in numbers:
            alike = in_one_unit_of_two(whole, other)
            if other is whole or not alike:
                continue
            left = (
                (alike[0].value or Fraction(0))
                - (part.value or Fraction(0))
                - (alike[1].value or Fraction(0))
            )
            if left > 0:
                terms = f"{shown(whole)} − {step.terms} − {shown(other)}"
                yield difference_of(*alike)._replace(value=left, terms=terms)


def _exact_shares(numbers: Sequence[Figure]) -> list[Figure]:
    return [one for one in numbers if one.unit == "%" and not one.bound]


def _changed_leads(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[Working]:
    """How much a lead changed: 5 points for `38 and 35 per cent; in May he led by 8 points`."""
    if meant.case.wanted.unit != POINTS or not meant.compares:
        return
    for one, other in combinations(_exact_shares(numbers), 2):
        now = abs((one.value or Fraction(0)) - (other.value or Fraction(0)))
        first, last = sorted((one, other), key=lambda each: -(each.value or 0))
        terms = f"({shown(first)} − {shown(last)})"
        leads = [] if meant.are_apart(one, other) else [each for each in numbers if each.unit == POINTS]
        for lead in leads:
            before = lead.value or Fraction(0)
            if not lead.bound and before != now:
                after = f"{terms} − {shown(lead)}" if now > before else f"{shown(lead)} − {terms}"
                yield Working(abs(now - before) / 100, POINTS, after)
