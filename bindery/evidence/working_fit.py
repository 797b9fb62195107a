"""Whether a number that was worked out is the one that a statement gives: exactly, or rounded as the statement says."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from bindery.evidence.derivation import PLAIN_BOUNDS, as_share, factor_of_time
from bindery.evidence.working_steps import LARGE, POINTS, SHARES, TIMES, Working, kind_of_number
from bindery.text import units
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words
from bindery.text.number_context import CENT, MONEY

_LEAST_COUNT = 13  # smaller whole numbers of things follow from nearly every quotation
_ABOUT = Fraction(6, 100)  # `about 250` allows for so much more or less
_ABOUT_IN_WORDS = Fraction(1, 8)  # 44 per cent are about half
_BEYOND = Fraction(1, 5)  # `more than 200` is not said of much more
_BEYOND_SHARE = Fraction(1, 3)  # `more than half` is said of nearly two thirds
_HALF = Fraction(1, 2)
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
    if not _is_of_kind(working, wanted):
        return False
    if working.bound in (*_UPWARDS, *_DOWNWARDS) and wanted.bound != working.bound and not wanted.bound:
        return False
    return _is_near(working, wanted)


def distance(working: Working, wanted: Figure) -> Fraction:
    """How far a number that was worked out is from that of a statement."""
    return abs(_value_of(working, wanted) - _asked(wanted))


def _asked(wanted: Figure) -> Fraction:
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


def _is_near(working: Working, wanted: Figure) -> bool:
    value, asked = _value_of(working, wanted), _asked(wanted)
    in_words = wanted.unit == "share"
    beyond = Fraction(1) if wanted.unit == TIMES else asked * (_BEYOND_SHARE if in_words else _BEYOND)
    match wanted.bound:
        case "over" | "at least":
            return asked <= value <= asked + beyond and working.bound not in _DOWNWARDS
        case "under" | "at most":
            return asked - beyond <= value <= asked and working.bound not in _UPWARDS
        case "about":
            over = value > asked and figure_words("", "nearly").match(wanted.said)
            return not over and abs(value - asked) <= max(
                asked * (_ABOUT_IN_WORDS if in_words else _ABOUT), _reach(asked, wanted)
            )
        case _:
            exact = follows_by_chance(wanted) or (working.exact and not in_words)
            return value == asked if exact else abs(value - asked) <= _reach(asked, wanted)


def _reach(asked: Fraction, wanted: Figure) -> Fraction:
    """How far off a rounded number may be: half of its last digit."""
    if wanted.unit == "share":
        return asked * _IN_WORDS
    shown = asked * 100 if wanted.unit == "%" else asked
    step = next(
        (Fraction(1, 10**n) for n in range(_MOST_DIGITS) if not shown % Fraction(1, 10**n)), Fraction(0)
    )
    if step == 1 and wanted.unit not in SHARES:
        while shown % (step * 10) == 0 and shown >= step * 1000:
            step *= 10
    return _HALF * step / (100 if wanted.unit == "%" else 1)


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
