"""How a number follows from the figures of one quotation: the working that readers are shown, such as `7.5 − 6.8`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, permutations
from typing import NamedTuple

from bindery.evidence.alignment import beginning_of, reading_of
from bindery.evidence.contrary_words import content_stems, is_negated
from bindery.evidence.derivation import Derivation, as_share, factor_of_time
from bindery.evidence.derived_changes import value_before
from bindery.evidence.derived_sums import is_part_of
from bindery.evidence.simple_arithmetic import may_be_apart, may_be_sum, says_difference
from bindery.text import units
from bindery.text.dates import mask
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.languages import NO_SPACES, code_of
from bindery.text.number_context import CENT, MONEY
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import STATEMENT_END

_LARGE = 100_000  # in a sentence with money, so large a number is money too
_OF_TIME = frozenset({"year", "month", "week", "day", "hour", "minute"})
_SHARES = ("%", "share")
_BARE = ("", "*")
_POINTS = "pp"
_TIMES = "times"
_LEAST_COUNT = 13  # smaller whole numbers of things follow from nearly every quotation
_MOST_TERMS = 5  # numbers that are added up
_MOST_NUMBERS = 12  # of a quotation; with more of them nearly every number follows from some
_ABOUT = Fraction(6, 100)  # `about 250` allows for so much more or less
_BEYOND = Fraction(1, 5)  # `more than 200` is not said of much more
_BEYOND_SHARE = Fraction(1, 3)  # `more than half` is said of nearly two thirds
_HALF = Fraction(1, 2)
_IN_WORDS = Fraction(4, 100)  # 34 per cent are a third
_OPPOSITE = {"over": "under", "under": "over", "at least": "at most", "at most": "at least", "about": "about"}
_MOST_DIGITS = 6  # after the point
_UPWARDS = ("over", "at least")
_DOWNWARDS = ("under", "at most")


class Working(NamedTuple):
    """A number that follows from others.

    Attributes:
        value: the number; a share as a part of one.
        unit: `share`, `pp`, `times`, a currency, a unit of time, or empty for a number of things.
        measure: its unit of measure, see `units.find_unit`; else empty.
        bound: `over`, `at least`, `under`, `at most` or `about`, if one of the others has such a bound.
        terms: how it was worked out.
        exact: whether nothing was divided or multiplied, so that it may not be rounded without saying so.
    """

    value: Fraction
    unit: str
    measure: str
    bound: str
    terms: str
    exact: bool


def working_of(case: Derivation) -> str:
    """How a number of a statement follows from the figures of one quotation; empty when it does not.

    Args:
        case: the number and the quotation.
    """
    wanted = case.wanted
    if wanted.day or wanted.below is not None or wanted.unit == ORDINAL or not case.value:
        return ""
    if len(case.numbers) > _MOST_NUMBERS or _is_there(case):
        return ""
    workings = _Workings(case)
    made = workings.rates() if _is_common(wanted) else workings.all()
    return next((working.terms for working in made if _gives(working, case)), "")


def _is_common(wanted: Figure) -> bool:
    """Whether a number is a small count, which follows from nearly every quotation by chance."""
    value = wanted.value or Fraction(0)
    plain = wanted.unit in _BARE and not wanted.measure
    return plain and value.denominator == 1 and value < _LEAST_COUNT


def _is_there(case: Derivation) -> bool:
    """Whether the quotation has the number itself, so that it carries it or contradicts it."""
    return any(one.value == case.value and _kind(one) == _kind(case.wanted) for one in case.numbers)


def _kind(figure: Figure) -> str:
    """What a number is of, as far as it decides what can be added to it: `share`, `times`, `money`, a unit, or empty."""
    if figure.unit in _SHARES:
        return "share"
    if figure.unit in MONEY.values() or figure.unit == CENT:
        return "money"
    if figure.measure:
        return units.dimension(figure.measure)
    return figure.unit.strip("*")


class _Workings:
    """Everything that the numbers of one quotation give in one step, as far as the words of the two texts let it."""

    def __init__(self, case: Derivation) -> None:
        self.case = case
        self.numbers = [
            self._in_points(one)
            for one in (*case.numbers, *case.lengths)
            if one.unit != ORDINAL and (one.value or 0) > 0 and not self._is_implied(one)
        ]

    def _in_points(self, figure: Figure) -> Figure:
        """A number of points of a percentage with that as its unit; any other number as it is."""
        noun = " ".join(figure.noun[:2])
        if figure.unit or not noun:
            return figure
        if figure_words(self.case.language_of_quote, "basis_points").match(noun):
            return replace(figure, value=(figure.value or Fraction(0)) / 100, unit=_POINTS, noun=())
        points = figure_words(self.case.language_of_quote, "points").match(noun)
        return replace(figure, unit=_POINTS, noun=()) if points else figure

    def _is_implied(self, figure: Figure) -> bool:
        """Whether a share is that of two numbers of the quotation: `9 of the 30`."""
        inside = (one for one in self.case.cited if one != figure and figure.start <= one.start < figure.end)
        return figure.unit == "share" and any(inside)

    def all(self) -> Iterator[Working]:
        """Every number that follows."""
        for one, other in combinations(self.numbers, 2):
            if alike := _in_one_unit(one, other):
                yield from self._of_two(*alike)
        for one, other in permutations(self.numbers, 2):
            if one.unit in (*_SHARES, _TIMES) and other.unit not in (*_SHARES, _POINTS, _TIMES):
                yield from self._of_factor(one, other)
        yield from self.rates()
        yield from self._sums()
        for one in self.numbers:
            yield from self._of_one(one)

    def rates(self) -> Iterator[Working]:
        """What numbers make for each of several, if the statement gives such a number."""
        for one, other in permutations(self.numbers, 2) if self._may_be_rate else ():
            yield from _of_each(one, other)

    @cached_property
    def _may_be_rate(self) -> bool:
        """Whether the statement says that a number is for each of several."""
        wanted, language = self.case.wanted, self.case.language
        small = self.case.statement.lower()
        said = qualifier(language, "each").search(small) or figure_words(language, "per").search(small)
        return bool(wanted.rate or said)

    @cached_property
    def _compares(self) -> bool:
        """Whether the statement says how far apart two numbers are, or how something changed."""
        return bool(self.case.wanted.change.role) or says_difference(self.case.language, self.case.statement)

    @cached_property
    def _is_rest(self) -> bool:
        """Whether one text is about what is left, or denies what the other one says."""
        case = self.case
        rest = figure_words(case.language, "rest").search(case.statement.lower())
        there = figure_words(case.language_of_quote, "rest").search(case.quote.lower())
        denies = is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)
        return bool(rest or there or denies)

    def _of_one(self, one: Figure) -> Iterator[Working]:
        """What a share leaves, the growth that a multiple is, and the multiple that the whole is of a part."""
        value = one.value or Fraction(0)
        if one.unit == _TIMES and value > 1:
            yield Working(value - 1, "share", "", one.bound, f"{_w(one)} − 1", True)
        if one.unit in _SHARES and as_share(one) < 1:
            if self._is_rest or (self.case.wanted.unit == "%" and self._says_more):
                yield Working(1 - as_share(one), "share", "", "", f"100 % − {_w(one)}", True)
            if one.unit == "share":
                yield Working(1 / value, _TIMES, "", "", f"100 % ÷ {_w(one)}", False)

    @cached_property
    def _changes(self) -> bool:
        """Whether the quotation says how far apart two numbers are, or how something changed."""
        return says_difference(self.case.language_of_quote, self.case.quote)

    def _of_two(self, one: Figure, other: Figure) -> Iterator[Working]:
        """What two numbers of one kind give."""
        yield from self._apart(one, other)
        if _POINTS in (one.unit, other.unit):
            return
        if self._may_be_rate_there and _kind(one):
            yield _how_many(one, other)
        named = one.noun and other.noun and one.noun[:1] != other.noun[:1]
        ratios = (
            []
            if named and not (self._is_rest or is_part_of(self.case, one, other))
            else list(_ratios(one, other))
        )
        if one.unit == "share":
            yield from ratios if self._compares and self.case.wanted.unit != "%" else ()
        else:
            yield from ratios if self._compares else ratios[: 3 if self._is_rest else 2]

    def _apart(self, one: Figure, other: Figure) -> Iterator[Working]:
        """The difference and the sum of two numbers of one kind, as far as the statement may mean them."""
        case = self.case
        high, low = sorted((one, other), key=lambda each: -(each.value or 0))
        difference, total = _difference(high, low), _sum([one, other])
        first, last = sorted((one, other), key=lambda each: each.start)
        before = value_before(case.quote, first, last)
        if before is not None:  # `12, 3 more than in 2020`
            yield difference if before < (first.value or 0) else total
            return
        points = _POINTS in (one.unit, other.unit)
        part = is_part_of(case, first, last)
        step = "by" in (one.change.role, other.change.role)
        apart = points or step or self._compares or self._changes or self._is_rest or self._is_denied(low)
        if apart or may_be_apart(case, one, other, part=part):
            yield from [difference] if difference.value else ()
        if (
            points
            or step
            or (self._changes and not one.pair)
            or (not part and may_be_sum(case, [first, last]))
        ):
            yield total
        if one.unit == other.unit == "share" and self._is_rest:
            left = 100 - 100 * total.value
            yield from (
                [total._replace(value=left, unit="%", terms=f"100 % − {_w(one)} − {_w(other)}")]
                if left > 0
                else ()
            )

    def _of_factor(self, factor: Figure, other: Figure) -> Iterator[Working]:
        """What a share or a multiple makes of a number of its sentence, and how a share changed the number next to it."""
        first, last = sorted((factor, other), key=lambda each: each.start)
        if STATEMENT_END.search(self.case.quote[first.end : last.start]):
            return
        yield from _product(factor, other)
        beside = not any(first.end <= one.start < last.start for one in self.case.numbers)
        if beside and factor.unit != _TIMES:
            yield from _changed(factor, other)

    def _is_denied(self, part: Figure) -> bool:
        """Whether the statement denies something, and the clause of a number of the quotation does not."""
        case = self.case
        if not is_negated(case.statement, case.language):
            return False
        quote = reading_of(case.language_of_quote, case.quote, case.cited)
        home = next((one for one in case.cited if one.start == part.start), None)
        clause = case.quote[slice(*quote.clause_of(home))] if home else case.quote
        return not is_negated(clause, case.language_of_quote)

    @cached_property
    def _says_more(self) -> bool:
        """Whether the statement has a word that the quotation has not."""
        case = self.case
        if code_of(case.language) in NO_SPACES:
            return False
        said, there = (
            {beginning_of(word) for word in content_stems(text.lower(), language)}
            for text, language in (
                (mask(case.statement, [(one.start, one.end) for one in case.own]), case.language),
                (case.quote, case.language_of_quote),
            )
        )
        return not said <= there

    @cached_property
    def _may_be_rate_there(self) -> bool:
        """Whether the quotation says that a number is for each of several."""
        small, language = self.case.quote.lower(), self.case.language_of_quote
        return bool(qualifier(language, "each").search(small) or figure_words(language, "per").search(small))

    def _sums(self) -> Iterator[Working]:
        """The sums of three or more numbers of one kind, one after the other."""
        for row in _rows(self.numbers):
            for count in range(3, min(_MOST_TERMS, len(row)) + 1):
                if may_be_sum(self.case, row[:count]):
                    yield _sum(row[:count])
                if self._is_rest:
                    yield from _rest(row[:count])


def _rows(numbers: Sequence[Figure]) -> Iterator[list[Figure]]:
    """From each number on, those of its kind."""
    for at, first in enumerate(numbers):
        pairs = (_in_one_unit(first, other) for other in numbers[at + 1 :])
        yield [first, *(pair[1] for pair in pairs if pair)]


def _in_one_unit(one: Figure, other: Figure) -> tuple[Figure, Figure] | tuple[()]:
    """Two numbers of one kind in the unit of the first or, of money, the larger one; empty for others."""
    if one.rate != other.rate and one.rate and other.rate:
        return ()
    if one.unit in _SHARES and other.unit in _SHARES:
        return _share_of_one(one), _share_of_one(other)
    if CENT in (one.unit, other.unit) and one.unit != other.unit:
        return _in_money(one, other)
    if one.measure and other.measure and one.measure != other.measure:
        amount = units.convert(other.value or Fraction(0), other.measure, one.measure)
        return (one, replace(other, value=amount, measure=one.measure)) if amount is not None else ()
    if factor := factor_of_time(other.unit, one.unit):
        return one, replace(other, value=(other.value or Fraction(0)) * factor, unit=one.unit)
    return (one, other) if _may_be_added(one, other) else ()


def _may_be_added(one: Figure, other: Figure) -> bool:
    """Whether two numbers have one kind, or one of them has a kind and the other neither a kind nor a noun."""
    kinds = {_kind(one), _kind(other)}
    if kinds & {"share", _TIMES} and one.unit != _POINTS != other.unit:
        return False
    bare = other if _kind(one) else one
    points = _POINTS in kinds and "share" in kinds
    large = "money" in kinds and (bare.value or 0) >= _LARGE
    return len(kinds) == 1 or points or ("" in kinds and not kinds & _OF_TIME and (large or not bare.noun))


def _share_of_one(figure: Figure) -> Figure:
    return replace(figure, value=as_share(figure), unit="share")


def _in_money(one: Figure, other: Figure) -> tuple[Figure, Figure] | tuple[()]:
    """An amount in cents and one in another unit of money, both in that; empty for two that are no money."""
    cents, money = (one, other) if one.unit == CENT else (other, one)
    if money.unit not in MONEY.values():
        return ()
    small = replace(cents, value=(cents.value or Fraction(0)) / 100, unit=money.unit)
    return (small, other) if cents is one else (one, small)


def _difference(high: Figure, low: Figure) -> Working:
    """How far two numbers of one kind are apart; of two shares in points."""
    value = (high.value or Fraction(0)) - (low.value or Fraction(0))
    whole = high if _kind(high) not in ("", _POINTS) else low
    unit = _POINTS if high.unit == low.unit == "share" else whole.unit.strip("*")
    bound = _OPPOSITE.get(low.bound, high.bound)
    return Working(value, unit, whole.measure, bound, f"{_w(high)} − {_w(low)}", True)


def _ratios(one: Figure, other: Figure) -> Iterator[Working]:
    """The share that one number is of the other and how many times it is, then the decline and the growth between them."""
    high, low = sorted((one, other), key=lambda each: -(each.value or 0))
    share = (low.value or Fraction(0)) / (high.value or 1)
    yield Working(share, "share", "", "", f"{_w(low)} ÷ {_w(high)}", False)
    yield Working(1 / share, _TIMES, "", "", f"{_w(high)} ÷ {_w(low)}", False)
    yield Working(1 - share, "share", "", "", f"({_w(high)} − {_w(low)}) ÷ {_w(high)}", False)
    yield Working(1 / share - 1, "share", "", "", f"({_w(high)} − {_w(low)}) ÷ {_w(low)}", False)


def _product(factor: Figure, other: Figure) -> Iterator[Working]:
    """What a share or a multiple makes of a number, and of what the number is that share or multiple."""
    by = as_share(factor) if factor.unit in _SHARES else factor.value or Fraction(1)
    value = other.value or Fraction(0)
    made = Working(value, other.unit.strip("*"), other.measure, factor.bound, "", False)
    yield made._replace(value=value * by, terms=f"{_w(other)} × {_w(factor)}")
    yield made._replace(value=value / by, terms=f"{_w(other)} ÷ {_w(factor)}")


def _changed(share: Figure, other: Figure) -> Iterator[Working]:
    """What a number was before it changed by a share, and is after it."""
    part, value = as_share(share), other.value or Fraction(0)
    made = Working(value, other.unit.strip("*"), other.measure, "", "", False)
    yield made._replace(value=value / (1 + part), terms=f"{_w(other)} ÷ (100 % + {_w(share)})")
    yield made._replace(value=value * (1 + part), terms=f"{_w(other)} × (100 % + {_w(share)})")
    if part < 1:
        yield made._replace(value=value * (1 - part), terms=f"{_w(other)} × (100 % − {_w(share)})")
        yield made._replace(value=value / (1 - part), terms=f"{_w(other)} ÷ (100 % − {_w(share)})")


def _of_each(one: Figure, other: Figure) -> Iterator[Working]:
    """What a number for each of several makes of all of them, and what a number makes for each of them."""
    if {one.unit, other.unit} & {*_SHARES, _POINTS, _TIMES}:
        return
    made = Working(
        (one.value or Fraction(0)) / (other.value or 1),
        one.unit.strip("*"),
        one.measure,
        "",
        f"{_w(one)} ÷ {_w(other)}",
        False,
    )
    yield made
    yield made._replace(
        value=(one.value or Fraction(0)) * (other.value or 1), terms=f"{_w(one)} × {_w(other)}"
    )


def _sum(row: Sequence[Figure]) -> Working:
    named = max(row, key=lambda each: (bool(_kind(each)), each.unit != _POINTS))
    total = sum((one.value or Fraction(0) for one in row), Fraction(0))
    return Working(
        total, named.unit.strip("*"), named.measure, _bound_of_sum(row), " + ".join(map(_w, row)), True
    )


def _rest(row: Sequence[Figure]) -> Iterator[Working]:
    """What all the others leave of the largest of several numbers."""
    largest = max(row, key=lambda each: each.value or 0)
    others = [one for one in row if one is not largest]
    left = 2 * (largest.value or Fraction(0)) - sum((one.value or Fraction(0) for one in row), Fraction(0))
    if left > 0:
        terms = " − ".join(map(_w, [largest, *others]))
        yield _sum(row)._replace(value=left, bound="", terms=terms)


def _how_many(one: Figure, other: Figure) -> Working:
    """For how many a number is, of which another one is for each: 50 people for `3,600 euros, or 72 euros each`."""
    high, low = sorted((one, other), key=lambda each: -(each.value or 0))
    return Working(
        (high.value or Fraction(0)) / (low.value or 1), "", "", "", f"{_w(high)} ÷ {_w(low)}", False
    )


def _bound_of_sum(row: Sequence[Figure]) -> str:
    """The bound of a sum: that of its terms, if they have only one."""
    bounds = {one.bound for one in row} - {""}
    return bounds.pop() if len(bounds) == 1 else "about" if bounds else ""


def _w(figure: Figure) -> str:
    """A number as a working shows it."""
    value = figure.value or Fraction(0)
    if figure.unit == "share":
        value, sign = value * 100, " %"
    else:
        sign = " %" if figure.unit == "%" else ""
    number = f"{float(value):,.6g}" if value.denominator != 1 else f"{value.numerator:,}"
    return number + sign


def _gives(working: Working, case: Derivation) -> bool:
    """Whether a working gives a number of a statement, exactly or rounded as that says."""
    wanted = case.wanted
    if not _is_of_kind(working, wanted):
        return False
    asked = as_share(wanted) if wanted.unit in _SHARES else case.value
    value = working.value
    if working.unit in (_POINTS, "%"):
        value = value * 100 if working.unit == _POINTS else value / 100
    if wanted.measure and working.measure and wanted.measure != working.measure:
        value = units.convert(value, working.measure, wanted.measure) or Fraction(0)
    if wanted.unit == CENT and working.unit != CENT:
        value *= 100
    if working.bound in (*_UPWARDS, *_DOWNWARDS) and wanted.bound != working.bound and not wanted.bound:
        return False
    return _is_near(value, asked, working, wanted)


def _is_near(value: Fraction, asked: Fraction, working: Working, wanted: Figure) -> bool:
    in_words = wanted.unit == "share"
    beyond = asked * (_BEYOND_SHARE if in_words else _BEYOND)
    match wanted.bound:
        case "over" | "at least":
            return asked <= value <= asked + beyond and not (working.bound in _DOWNWARDS)
        case "under" | "at most":
            return asked - beyond <= value <= asked and not (working.bound in _UPWARDS)
        case "about":
            return abs(value - asked) <= asked * (2 * _ABOUT if in_words else _ABOUT)
        case _:
            return (
                value == asked
                if working.exact and not in_words
                else abs(value - asked) <= _reach(asked, wanted)
            )


def _reach(asked: Fraction, wanted: Figure) -> Fraction:
    """How far off a rounded number may be: half of its last digit."""
    if wanted.unit == "share":
        return asked * _IN_WORDS
    shown = asked * 100 if wanted.unit == "%" else asked
    step = next(
        (Fraction(1, 10**n) for n in range(_MOST_DIGITS) if not shown % Fraction(1, 10**n)), Fraction(0)
    )
    if step == 1 and wanted.unit not in _SHARES:
        while shown % (step * 10) == 0 and shown >= step * 1000:
            step *= 10
    return _HALF * step / (100 if wanted.unit == "%" else 1)


def _is_of_kind(working: Working, wanted: Figure) -> bool:
    """Whether a number that was worked out may be the wanted one by its unit."""
    kind = _kind(wanted)
    if working.unit == "%":
        return wanted.unit == "%"
    if working.unit == "share":
        return kind == "share"
    if {working.unit, kind} & {_POINTS, _TIMES, "share"}:
        return wanted.unit == working.unit
    made = "money" if working.unit in MONEY.values() or working.unit == CENT else working.unit
    made = units.dimension(working.measure) if working.measure else made
    return made == kind or (not kind and not wanted.noun and made not in _OF_TIME)
