"""Numbers that follow from one that the statement gives itself and from quoted ones: a share of it, a distance from half, two years of a rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice, permutations, product

from bindery.evidence.meant_steps import MeantSteps
from bindery.evidence.working_fit import gives
from bindery.evidence.working_steps import (
    OF_TIME,
    POINTS,
    SHARES,
    TIMES,
    Working,
    in_one_unit_of_two,
    products_of,
    rates_of,
    ratios_of,
    shown,
)
from bindery.text.figure import Figure

_BASES = frozenset([10, 100, 1000])  # for which a share is told: 4.50 of 100 euros


def of_carried(meant: MeantSteps, own: Sequence[Figure], numbers: Sequence[Figure]) -> Iterator[Working]:
    """What a number of the statement that the quotation carries too makes with another one or with one of the quotation.

    Args:
        meant: what the words of the statement and the quotation let be meant.
        own: these numbers of the statement.
        numbers: the numbers of the quotation.
    """
    for one, other in product(own, (*own, *numbers)):
        if other.unit in (TIMES, POINTS) or one is other:
            continue
        if one.unit in SHARES and other.unit not in SHARES:
            yield from products_of(one, other)
        elif other.unit in SHARES and one.unit not in (*SHARES, TIMES, POINTS):
            yield from products_of(other, one)
        elif meant.case.wanted.unit in (*SHARES, TIMES) and (alike := in_one_unit_of_two(one, other)):
            yield from islice(ratios_of(*alike), 2)


def of_any_own(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[Working]:
    """What any number of the statement makes with those of the quotation where the two can only be meant together.

    Args:
        meant: what the words of the statement and the quotation let be meant.
        numbers: the numbers of the quotation.
    """
    case = meant.case
    own = [one for one in case.own if one.start != case.wanted.start and one.value and not one.day]
    for one in own:
        yield from chain(
            _over_time(one, numbers), _from_part(meant, one, numbers), _of_base(meant, one, numbers)
        )


def _over_time(length: Figure, numbers: Sequence[Figure]) -> Iterator[Working]:
    """What a number for each unit of time makes in a length of time: 1.5 billion in two years for 750 million a year."""
    if length.unit in OF_TIME and (length.value or 0) > 1:
        yield from (
            rates_of(one, length)[1]._replace(bound=one.bound) for one in numbers if one.rate == length.unit
        )


def _from_part(meant: MeantSteps, own: Figure, numbers: Sequence[Figure]) -> Iterator[Working]:
    """How far a part of a whole is from half of that, and the half itself: 13 seats short of half for `87 of 200`."""
    wanted = meant.case.wanted
    share = next((one for one in (wanted, own) if one.unit == "share"), None)
    apart = own if share is wanted else wanted
    if share is None or apart.unit.strip("*") in (*SHARES, POINTS, TIMES):
        return
    by = share.value or Fraction(0)
    for whole, part in _wholes(meant, numbers):
        middle, terms = (whole.value or Fraction(0)) * by, f"{shown(whole)} × {shown(share)}"
        left = (part.value or Fraction(0)) - middle
        terms = f"{shown(part)} − {terms}" if left > 0 else f"{terms} − {shown(part)}"
        if share is not wanted:
            yield Working(abs(left), whole.unit.strip("*"), terms, whole.measure)
        elif abs(left) == apart.value:
            yield Working(by, "share", terms)


def _wholes(meant: MeantSteps, numbers: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each number with one that is a part of it."""
    for whole, part in permutations(numbers, 2):
        alike = in_one_unit_of_two(whole, part)
        if alike and (part.value or 0) < (whole.value or 0) and meant.is_part(whole, part):
            yield alike


def _of_base(meant: MeantSteps, own: Figure, numbers: Sequence[Figure]) -> Iterator[Working]:
    """What a share is of a hundred, and the hundred of which it is told: 4.50 of every 100 euros for `126 million of 2.8 billion`."""
    wanted = meant.case.wanted
    base, part = (own, wanted) if (own.value or 0) > (wanted.value or 0) else (wanted, own)
    if base.value not in _BASES or base.unit != part.unit or part.unit in (*SHARES, POINTS, TIMES):
        return
    pairs = (in_one_unit_of_two(*two) for two in permutations(numbers, 2))
    shares = (next(ratios_of(*pair)) for pair in pairs if pair)
    for share in shares:
        made = share._replace(
            value=share.value * base.value, unit=part.unit.strip("*"), terms=f"{shown(base)} × {share.terms}"
        )
        if part is wanted:
            yield made
        elif gives(made, part):
            yield Working(base.value, base.unit.strip("*"), made.terms)
