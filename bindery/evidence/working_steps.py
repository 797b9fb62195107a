"""The numbers that one step makes of numbers of a quotation, each with its terms: a difference, a sum, a share, a rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from bindery.evidence.derivation import as_share, factor_of_time
from bindery.text import units
from bindery.text.figure import Figure
from bindery.text.money import CENT, MONEY

SHARES = ("%", "share")
POINTS = "pp"
TIMES = "times"
OF_TIME = frozenset({"year", "month", "week", "day", "hour", "minute"})
_MOST_TIMES = 10_000  # a number so much smaller than another one counts something else
LARGE = 100_000  # in a sentence with money, so large a number is money too
_OPPOSITE = {"over": "under", "under": "over", "at least": "at most", "at most": "at least", "about": "about"}


class Working(NamedTuple):
    """A number that follows from others.

    Attributes:
        value: the number; a share as a part of one.
        unit: `share`, `pp`, `times`, a currency, a unit of time, or empty for a number of things.
        terms: how it was worked out.
        measure: its unit of measure, see `units.find_unit`; else empty.
        bound: `over`, `at least`, `under`, `at most` or `about`, if one of the others has such a bound.
        exact: whether nothing was divided or multiplied, so that it may not be rounded without saying so.
        noun: the first word for what the others count, if they name it.
    """

    value: Fraction
    unit: str
    terms: str
    measure: str = ""
    bound: str = ""
    exact: bool = True
    noun: str = ""


def kind_of_number(figure: Figure) -> str:
    """What a number is of, as far as it decides what can be added to it: `share`, `times`, `money`, a unit, or empty."""
    if figure.unit in SHARES:
        return "share"
    if figure.unit in MONEY.values() or figure.unit == CENT:
        return "money"
    if figure.measure:
        return units.dimension(figure.measure).replace("temperature", "")  # `7 degrees above 36.6 °C`
    return figure.unit.strip("*")


def are_of_one_kind(one: Figure, other: Figure) -> bool:
    """Whether two numbers name one kind of unit, so that neither is for each of the other: money, or lengths of time."""
    kinds = kind_of_number(one), kind_of_number(other)
    return kinds[0] == kinds[1] != "" or OF_TIME.issuperset(kinds)


def rows_of_one_kind(numbers: Sequence[Figure]) -> Iterator[list[Figure]]:
    """From each number on, those of its kind."""
    for at, first in enumerate(numbers):
        pairs = [pair for other in numbers[at + 1 :] if (pair := in_one_unit_of_two(first, other))]
        yield [pairs[0][0] if pairs else first, *(pair[1] for pair in pairs)]


def in_one_unit_of_two(one: Figure, other: Figure) -> tuple[Figure, Figure] | tuple[()]:
    """Two numbers of one kind in the unit of the first or, of money, the larger one; empty for others."""
    if one.rate and other.rate not in ("", one.rate):
        return ()
    if one.unit in SHARES and other.unit in SHARES:
        return _share_of_one(one), _share_of_one(other)
    if CENT in (one.unit, other.unit) and one.unit != other.unit:
        return in_money(one, other)
    if one.measure and other.measure and one.measure != other.measure:
        return _in_measure(one, other)
    if factor := factor_of_time(other.unit, one.unit):
        return one, replace(other, value=(other.value or Fraction(0)) * factor, unit=one.unit)
    return (one, other) if _may_be_added(one, other) else ()


def _in_measure(one: Figure, other: Figure) -> tuple[Figure, Figure] | tuple[()]:
    amount = units.convert(other.value or Fraction(0), other.measure, one.measure)
    return (
        (one, replace(other, value=amount, measure=one.measure, noun=one.noun)) if amount is not None else ()
    )


def _may_be_added(one: Figure, other: Figure) -> bool:
    """Whether two numbers have one kind, or one of them has a kind and the other neither a kind nor a noun."""
    kinds = {kind_of_number(one), kind_of_number(other)}
    if kinds & {"share", TIMES} and one.unit != POINTS != other.unit:
        return False
    bare = other if kind_of_number(one) else one
    points = POINTS in kinds and "share" in kinds
    large = "money" in kinds and (bare.value or 0) >= LARGE
    low, high = sorted((one.value or Fraction(0), other.value or Fraction(0)))
    if low * _MOST_TIMES < high and kinds == {""}:
        return False
    return len(kinds) == 1 or points or ("" in kinds and (large or not bare.noun))


def _share_of_one(figure: Figure) -> Figure:
    return replace(figure, value=as_share(figure), unit="share")


def in_money(one: Figure, other: Figure) -> tuple[Figure, Figure] | tuple[()]:
    """An amount in cents and one in another unit of money, both in that; empty for two that are no money.

    Args:
        one: an amount.
        other: another one, of which exactly one is in cents.
    """
    cents, money = (one, other) if one.unit == CENT else (other, one)
    if money.unit not in MONEY.values():
        return ()
    small = replace(cents, value=(cents.value or Fraction(0)) / 100, unit=money.unit)
    return (small, other) if cents is one else (one, small)


def difference_of(high: Figure, low: Figure) -> Working:
    """How far two numbers of one kind are apart; of two shares in points."""
    value = (high.value or Fraction(0)) - (low.value or Fraction(0))
    whole = high if kind_of_number(high) not in ("", POINTS) else low
    unit = POINTS if high.unit == low.unit == "share" else whole.unit.strip("*")
    bound = _OPPOSITE.get(low.bound, high.bound)
    return Working(
        value, unit, f"{shown(high)} − {shown(low)}", whole.measure, bound, noun=_noun_of(high, low)
    )


def ratios_of(one: Figure, other: Figure) -> Iterator[Working]:
    """The share that one number is of the other and how many times it is, then the decline and the growth between them."""
    high, low = sorted((one, other), key=lambda each: -(each.value or 0))
    share = (low.value or Fraction(0)) / (high.value or 1)
    yield Working(share, "share", f"{shown(low)} ÷ {shown(high)}", exact=False)
    yield Working(1 / share, TIMES, f"{shown(high)} ÷ {shown(low)}", exact=False)
    yield Working(1 - share, "share", f"({shown(high)} − {shown(low)}) ÷ {shown(high)}", exact=False)
    yield Working(1 / share - 1, "share", f"({shown(high)} − {shown(low)}) ÷ {shown(low)}", exact=False)


_TURNED = {"under": "over", "over": "under", "at most": "at least", "at least": "at most"}


def products_of(factor: Figure, other: Figure) -> Iterator[Working]:
    """What a share or a multiple makes of a number, and of what the number is that share or multiple."""
    by = as_share(factor) if factor.unit in SHARES else factor.value or Fraction(1)
    value = other.value or Fraction(0)
    unit, noun = other.unit.strip("*"), _noun_of(other)
    made = Working(value, unit, "", other.measure, factor.bound, exact=False, noun=noun)
    yield made._replace(value=value * by, terms=f"{shown(other)} × {shown(factor)}")
    whole = _TURNED.get(factor.bound, factor.bound)  # 5,200 are less than half of more than 10,400
    yield made._replace(value=value / by, terms=f"{shown(other)} ÷ {shown(factor)}", bound=whole)


def left_by(share: Figure, other: Figure) -> Working | None:
    """What a share leaves of a number; None where it leaves nothing."""
    part, value = as_share(share), other.value or Fraction(0)
    terms = f"{shown(other)} × (100 % − {shown(share)})"
    made = Working(value * (1 - part), other.unit.strip("*"), terms, other.measure, exact=False)
    return made._replace(noun=_noun_of(other)) if part < 1 else None


def before_change(share: Figure, after: Figure) -> Iterator[Working]:
    """What a number was before it changed by a share, and by how much it changed: 400 and 60 for `15 per cent less, or 340`."""
    part, value = as_share(share), after.value or Fraction(0)
    unit, noun = after.unit.strip("*"), _noun_of(after)
    made = Working(value, unit, "", after.measure, exact=False, noun=noun)
    for sign, divisor in (("+", 1 + part), ("−", 1 - part)):
        if divisor > 0:
            terms = f"{shown(after)} ÷ (100 % {sign} {shown(share)})"
            yield made._replace(value=value / divisor, terms=terms)
            apart = f"{shown(after)} − {terms}" if sign == "+" else f"{terms} − {shown(after)}"
            yield made._replace(value=abs(value / divisor - value), terms=apart)


def after_change(share: Figure, before: Figure) -> Iterator[Working]:
    """What a number is after it changed by a share: 275 for `250, and 10 per cent more next year`."""
    part, value = as_share(share), before.value or Fraction(0)
    made = Working(value, before.unit.strip("*"), "", before.measure, exact=False, noun=_noun_of(before))
    for sign, factor in (("+", 1 + part), ("−", 1 - part)):
        if factor > 0:
            yield made._replace(
                value=value * factor, terms=f"{shown(before)} × (100 % {sign} {shown(share)})"
            )


def rates_of(one: Figure, other: Figure) -> tuple[Working, Working]:
    """What a number makes for each of several, and what a number for each of several makes of all of them."""
    first, second = one.value or Fraction(0), other.value or Fraction(1)
    made = Working(first, one.unit.strip("*"), "", one.measure, exact=False, noun=_noun_of(one, other))
    return (
        made._replace(value=first / second, terms=f"{shown(one)} ÷ {shown(other)}"),
        made._replace(value=first * second, terms=f"{shown(one)} × {shown(other)}"),
    )


def is_for_each(rate: Figure, total: Figure) -> bool:
    """Whether one number is for each of what another one is for all of: `6 tonnes per hectare` and `1.8 million tonnes`.

    Args:
        rate: the number that may be for each.
        total: the other one.
    """
    base = rate.measure.split(" per", maxsplit=1)[0]
    measured = base != "" and base == total.measure != rate.measure
    named = rate.rate and not total.rate and rate.noun[:1] == total.noun[:1] != ()
    return measured or bool(named)


def sum_of(row: Sequence[Figure]) -> Working:
    """The sum of numbers of one kind.

    Args:
        row: the numbers.
    """
    named = max(row, key=lambda each: (bool(kind_of_number(each)), each.unit != POINTS))
    total = sum((one.value or Fraction(0) for one in row), Fraction(0))
    unit, terms = named.unit.strip("*"), " + ".join(map(shown, row))
    return Working(total, unit, terms, named.measure, _bound_of_sum(row), noun=_noun_of(*row))


def turned(one: Figure) -> Iterator[Working]:
    """What share the smaller of two numbers is of the larger, if that is so many times the smaller; and the other way round.

    Args:
        one: a multiple or a share in words.
    """
    value, bound = one.value or Fraction(0), _OPPOSITE.get(one.bound, "")
    if one.unit == TIMES and value > 1:
        yield Working(1 / value, "share", f"1 ÷ {shown(one)}", bound=bound, exact=False)
    if one.unit == "share" and 0 < value < 1:
        yield Working(1 / value, TIMES, f"1 ÷ {shown(one)}", bound=bound, exact=False)


def rest_of(row: Sequence[Figure]) -> Iterator[Working]:
    """What all the others leave of the largest of several numbers."""
    largest = max(row, key=lambda each: each.value or 0)
    others = [one for one in row if one is not largest]
    left = 2 * (largest.value or Fraction(0)) - sum((one.value or Fraction(0) for one in row), Fraction(0))
    if left > 0:
        terms = " − ".join(map(shown, [largest, *others]))
        yield sum_of(row)._replace(value=left, bound="", terms=terms)


def how_many(one: Figure, other: Figure) -> Working:
    """For how many a number is, of which another one is for each: 50 people for `3,600 euros, or 72 euros each`."""
    high, low = sorted((one, other), key=lambda each: -(each.value or 0))
    value = (high.value or Fraction(0)) / (low.value or 1)
    measure = units.known_unit(f"{low.rate}s") if low.rate else ""
    return Working(
        value, "", f"{shown(high)} ÷ {shown(low)}", measure, exact=False, noun=_noun_of(one, other)
    )


def _noun_of(*numbers: Figure) -> str:
    """The first word for what one of some numbers counts."""
    return next((one.noun[0] for one in numbers if one.noun), "")


def _bound_of_sum(row: Sequence[Figure]) -> str:
    """The bound of a sum: that of its terms, if they have only one."""
    bounds = {one.bound for one in row} - {""}
    return bounds.pop() if len(bounds) == 1 else "about" if bounds else ""


def shown(figure: Figure) -> str:
    """A number as a working shows it."""
    value = figure.value or Fraction(0)
    if figure.unit == "share":
        value, sign = value * 100, " %"
    else:
        sign = " %" if figure.unit == "%" else ""
    number = f"{float(value):,.6g}" if value.denominator != 1 else f"{value.numerator:,}"
    return number + sign
