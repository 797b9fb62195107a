"""Whether a number that was worked out is the one that a statement gives: exactly, or rounded as the statement says."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from bindery.evidence.derivation import PLAIN_BOUNDS, as_share, factor_of_time
from bindery.evidence.working_steps import LARGE, POINTS, SHARES, TIMES, Working, kind_of_number
from bindery.text import units
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words
from bindery.text.money import CENT, MONEY

_LEAST_COUNT = 13  # smaller whole numbers of things follow from nearly every quotation
_ABOUT = Fraction(6, 100)  # `about 250` allows for so much more or less
_ABOUT_IN_WORDS = Fraction(1, 8)  # 44 per cent are about half
_BEYOND = Fraction(1, 5)  # `more than 200` is not said of much more
_BEYOND_SHARE = Fraction(1, 3)  # `more than half` is said of nearly two thirds
_IN_WORDS = Fraction(4, 100)  # 34 per cent are a third
_MOST_DIGITS = 6  # after the point
_UPWARDS = ("over", "at least")
_DOWNWARDS = ("under", "at most")


def follows_by_chance(wanted: Figure) -> bool:
    """Whether a number is a small count, which follows from nearly every quotation by chance."""
    value = wanted.value or Fraction(0)
    plain = wanted.unit.strip("*") == "" and not wanted.measure
    return plain and value.denominator == 1 and value < _LEAST_COUNT


def is_there(wanted: Figure, numbers: Iterable[Figure]) -> bool:
    """Whether a number is one of those of a quotation, so that this carries it or contradicts it."""
    if wanted.bound in PLAIN_BOUNDS and wanted.unit == "share":
        return False
    kind = kind_of_number(wanted)
    few = (wanted.value or 0) < _LEAST_COUNT and kind not in ("share", TIMES)
    return any(
        kind_of_number(one) == kind or (few and kind_of_number(one) != "share")
        for one in numbers
        if one.value == wanted.value
    )


def gives(working: Working, wanted: Figure) -> bool:
    """Whether a working gives a number of a statement, exactly or rounded as that says."""
    span = asked_between(working, wanted)
    return span is not None and span[0] <= asked_of(wanted) <= span[1]


def asked_between(working: Working, wanted: Figure) -> tuple[Fraction, Fraction] | None:
    """From and to which number a statement may give a working, in the unit and with the limit of one of its numbers.

    Args:
        working: the working.
        wanted: the number of the statement; a share is a part of one.
    """
    if not _is_of_kind(working, wanted):
        return None
    limits, bound = (*_UPWARDS, *_DOWNWARDS), wanted.bound
    if working.bound in limits and bound != working.bound and not bound:
        return None
    value, in_words = _value_of(working, wanted), wanted.unit == "share"
    if bound in _UPWARDS or bound in _DOWNWARDS:
        turned = _DOWNWARDS if bound in _UPWARDS else _UPWARDS
        beyond = _BEYOND_SHARE if in_words else _BEYOND
        return None if working.bound in turned else _beside(value, wanted, beyond)
    return _rounded(working, value, wanted)


def _rounded(working: Working, value: Fraction, wanted: Figure) -> tuple[Fraction, Fraction]:
    """From and to which number a value may be rounded, with *about* or without."""
    reach, in_words = _reach(wanted), wanted.unit == "share"
    if wanted.bound == "about":
        part = _ABOUT_IN_WORDS if in_words else _ABOUT
        low, high = min(value / (1 + part), value - reach), max(value / (1 - part), value + reach)
        return (value, high) if figure_words("", "nearly").match(wanted.said) else (low, high)
    if follows_by_chance(wanted) or (working.exact and not in_words):
        return value, value
    return (value / (1 + _IN_WORDS), value / (1 - _IN_WORDS)) if in_words else (value - reach, value + reach)


def _beside(value: Fraction, wanted: Figure, beyond: Fraction) -> tuple[Fraction, Fraction]:
    """From and to which number *more than* or *less than* it may be said of a value."""
    if wanted.unit == TIMES:
        return (value - 1, value) if wanted.bound in _UPWARDS else (value, value + 1)
    return (value / (1 + beyond), value) if wanted.bound in _UPWARDS else (value, value / (1 - beyond))


def distance(working: Working, wanted: Figure) -> Fraction:
    """How far a number that was worked out is from that of a statement."""
    return abs(_value_of(working, wanted) - asked_of(wanted))


def asked_of(wanted: Figure) -> Fraction:
    """The number of a statement; a share as a part of one."""
    return as_share(wanted) if wanted.unit in SHARES else wanted.value or Fraction(0)


def _value_of(working: Working, wanted: Figure) -> Fraction:
    """The number of a working in the unit of the wanted one; a share as a part of one."""
    value = working.value
    if working.unit in (POINTS, "%"):
        return value * 100 if working.unit == POINTS else value / 100
    if factor := factor_of_time(working.unit, wanted.unit):
        return value * factor
    if wanted.measure and working.measure and wanted.measure != working.measure:
        value = units.convert(value, working.measure, wanted.measure) or Fraction(0)
    return value * 100 if wanted.unit == CENT and working.unit != CENT else value


def _reach(wanted: Figure) -> Fraction:
    """How far off a rounded number may be: half of its last digit."""
    return step_of(wanted) / 2


def step_of(wanted: Figure) -> Fraction:
    """What one more in its last digit adds to a number; of a percentage as a part of one."""
    asked = asked_of(wanted)
    shown = asked * 100 if wanted.unit == "%" else asked
    step = next(
        (Fraction(1, 10**n) for n in range(_MOST_DIGITS) if not shown % Fraction(1, 10**n)),
        Fraction(1, 10**_MOST_DIGITS),
    )
    if step == 1 and wanted.unit not in SHARES:
        while shown % (step * 10) == 0 and shown >= step * 1000:
            step *= 10
    return step / (100 if wanted.unit == "%" else 1)


def _is_of_kind(working: Working, wanted: Figure) -> bool:
    """Whether a number that was worked out may be the wanted one by its unit."""
    kind = kind_of_number(wanted)
    if working.unit in ("%", "share"):
        return kind == "share" and working.unit in (wanted.unit, "share")
    if {working.unit, kind} & {POINTS, TIMES, "share"}:
        return wanted.unit == working.unit
    made = _kind_of(working)
    alike = made == kind or not (kind or wanted.noun) or factor_of_time(made, kind) is not None
    return alike or (not made and _may_have_unit(working, wanted))


def _kind_of(working: Working) -> str:
    if working.measure:
        return units.dimension(working.measure)
    return "money" if working.unit in MONEY.values() or working.unit == CENT else working.unit


def _may_have_unit(working: Working, wanted: Figure) -> bool:
    """Whether numbers without a unit may have that of the wanted one: they name nothing else."""
    large = kind_of_number(wanted) == "money" and working.value >= LARGE
    named = working.noun and not (wanted.unit and working.noun.startswith(wanted.unit))
    return working.exact and (large or not named)
