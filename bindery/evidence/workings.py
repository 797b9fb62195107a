"""How a number follows from the figures of one quotation: the working that readers are shown, such as `7.5 − 6.8`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, permutations

from bindery.evidence.contrary_words import content_stems
from bindery.evidence.derivation import Derivation, as_share, near
from bindery.evidence.derived_changes import value_before
from bindery.evidence.derived_sums import counts_people, has_part, is_part_of, may_be_sum, single_things
from bindery.evidence.durations import ranks_of_time
from bindery.evidence.meant_steps import MeantSteps, is_step, may_divide
from bindery.evidence.steps_with_own import of_any_own, of_carried
from bindery.evidence.two_steps import of_two_steps
from bindery.evidence.working_fit import distance, follows_by_chance, gives, is_there
from bindery.evidence.working_steps import (
    LARGE,
    POINTS,
    SHARES,
    TIMES,
    Working,
    after_change,
    are_of_one_kind,
    before_change,
    difference_of,
    how_many,
    in_one_unit_of_two,
    is_for_each,
    kind_of_number,
    left_by,
    products_of,
    rates_of,
    ratios_of,
    rest_of,
    rows_of_one_kind,
    shown,
    sum_of,
    turned,
)
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.frames import frame_pattern
from bindery.text.money import MONEY
from bindery.text.qualifiers import qualifier
from bindery.text.units_beside import UNITS_OF_TIME

_MOST_POINTS = 100  # a larger number of them is one of other units
_MOST_APART = 10  # two numbers that share a unit are not so many times further apart
_LEAST_EVENTS = 20  # `1,284 times` is no multiple
_LEAST_AMOUNT = 100  # of money: 12 of whom may be people
_SPEEDS = (" an hour", " a second")
_LEAST_OF_MONEY = 100_000  # that needs no name beside it
_MOST_TERMS = 5  # numbers that are added up
_MOST_NUMBERS = 40  # of a quotation


def working_of(case: Derivation, *, with_own: bool = True) -> str:
    """How a number of a statement follows from the figures of one quotation; empty when it does not.

    Args:
        case: the number and the quotation.
        with_own: whether a share that the statement gives too, and that the quotation carries, may be part of it.
    """
    wanted = case.wanted
    if not may_be_worked_out(wanted):
        return ""
    counted = wanted.pair and all(one.denominator == 1 for one in wanted.pair)  # no half
    if counted and not wanted.change.role and follows_by_chance(wanted):
        return ""  # the 3 of the score 5–3
    case = replace(case, wanted=number_as_meant(wanted, case.language))
    workings = Workings(case, MeantSteps(case))
    if len(workings.numbers) > _MOST_NUMBERS or workings.have(wanted):
        return ""
    found = workings.giving(workings.all())
    if not found and with_own:
        found = workings.giving(workings.of_own(_own_numbers(case)))
        found = found or workings.giving(workings.of_two_steps())
    return min(found, key=lambda working: distance(working, case.wanted)).terms if found else ""


def may_be_worked_out(wanted: Figure) -> bool:
    """Whether a figure is a number, and neither a rank nor only a size such as *hundreds*."""
    return not wanted.day and wanted.below is None and wanted.unit != ORDINAL and bool(wanted.value)


def _in_points(figure: Figure, language: str) -> Figure:
    """A number of points of a percentage with that as its unit; any other number as it is."""
    noun = " ".join(figure.noun[:2])
    if figure.unit.strip("*") or not noun:
        return figure
    if figure_words(language, "basis_points").match(noun):
        return replace(figure, value=(figure.value or Fraction(0)) / 100, unit=POINTS, noun=())
    points = (figure.value or 0) <= _MOST_POINTS and figure_words(language, "points").match(noun)
    return replace(figure, unit=POINTS, noun=()) if points else figure


def number_as_meant(figure: Figure, language: str) -> Figure:
    """A number without what its words only seem to say of it: points as such, what happened 40 times as a number of events."""
    many = (figure.unit == TIMES and (figure.value or 0) >= _LEAST_EVENTS) or (
        figure.unit in UNITS_OF_TIME and (figure.value or 0) >= LARGE
    )
    figure = replace(figure, unit="") if many else figure
    if figure.change.role == "to" and figure.bound == "at most":  # for which the word before it was taken
        figure = replace(figure, bound="", said="")
    for speed in _SPEEDS:  # a rate of what is before `an hour`
        figure = replace(figure, measure=figure.measure.removesuffix(speed))
    return _without_idle_noun(_in_points(figure, language), language)


def _without_idle_noun(figure: Figure, language: str) -> Figure:
    """A number without the words after it, if the first of them names nothing: `5 per cent now and 3 in May`."""
    if not figure.noun or counts_people(figure.noun):
        return figure
    first = figure.noun[0]
    idle = any(words(language, "difference").fullmatch(first) for words in (qualifier, figure_words))
    idle = idle or bool(figure_words(language, "rest").fullmatch(first))
    return figure if content_stems(first, language) and not idle else replace(figure, noun=())


def _times_counted(case: Derivation) -> list[Figure]:
    """How many days or the like went by, for ranks of them: six days for `on the sixth day`."""
    ranks = ranks_of_time(case.quote, case.cited, case.language_of_quote)
    return [Figure(start, start, number, unit) for start, number, unit in ranks if number > 1]


def _own_numbers(case: Derivation) -> list[Figure]:
    """The other numbers of a statement that the quotation has or that follow from it: 15 per cent in `15 per cent, or 7.2 million`."""
    others = (one for one in case.own if one.start != case.wanted.start and one.value and not one.day)
    there = {(one.value, kind_of_number(one)) for one in case.numbers}
    return [
        one
        for one in others
        if (one.value, kind_of_number(one)) in there or working_of(replace(case, wanted=one), with_own=False)
    ]


class Workings:
    """Everything that the numbers of one quotation give in one step, as far as the words of the two texts let it."""

    def __init__(self, case: Derivation, meant: MeantSteps) -> None:
        self.case = case
        self.case = replace(case, wanted=self._with_unit_of_word(case.wanted))
        self.meant = meant
        self.is_small = meant.needs_words and follows_by_chance(case.wanted)
        numbers = [
            one for one in (*case.numbers, *case.lengths) if one.unit != ORDINAL and (one.value or 0) > 0
        ]
        self.numbers = [self._with_kind(one) for one in numbers if not self._is_implied(one)]
        self.implied = [one for one in numbers if self._is_implied(one)]

    def _with_kind(self, figure: Figure) -> Figure:
        """A number with the unit that the words beside it give it."""
        plain = self._with_unit_of_word(number_as_meant(figure, self.case.language_of_quote))
        return self._in_money(self._with_unit_of_whole(self._with_unit_of_pair(plain)))

    def _with_unit_of_word(self, figure: Figure) -> Figure:
        """A number with the unit that the same word is after another number: Persian `تن` is a tonne and a person."""
        if figure.unit.strip("*") or figure.measure or not figure.noun:
            return figure
        same = (one.measure for one in self.case.cited if one.measure and one.noun[:1] == figure.noun[:1])
        measure = next(same, "")
        return replace(figure, measure=measure, noun=()) if measure else figure

    def _in_money(self, figure: Figure) -> Figure:
        """A large bare number in the only money of the quotation: `revenue of 5.2 billion dollars, a profit of 340 million`."""
        bare = not (figure.unit or figure.measure or figure.noun or figure.token)
        wanted = self.case.wanted.unit
        only = {wanted} == {one.unit for one in self.case.numbers if one.unit in MONEY.values()}
        return (
            replace(figure, unit=wanted)
            if bare and only and (figure.value or 0) >= _LEAST_OF_MONEY
            else figure
        )

    def _with_unit_of_pair(self, figure: Figure) -> Figure:
        """The second of two numbers with the unit that only the first one has: `from six years to four and a half`."""
        roles = ("from", "to", "")
        bare = not (figure.unit.strip("*") or figure.measure)
        if not bare or not figure.pair or figure.change.role not in roles:
            return figure
        low, high = sorted(figure.pair)
        if low * _MOST_APART < high:
            return figure
        mates = (
            one
            for one in self.case.numbers
            if one.pair == figure.pair and one.change.role in roles and (one.unit.strip("*") or one.measure)
        )
        mate = next(mates, figure)
        return replace(figure, unit=mate.unit, measure=mate.measure, noun=mate.noun)

    def _with_unit_of_whole(self, figure: Figure) -> Figure:
        """A bare number with the unit of the one of which it is a part: `150,000 euros, of which 50,000 suspended`."""
        before = [one for one in self.case.numbers if one.end <= figure.start][-1:]
        if figure.unit or figure.measure or not before:
            return figure
        whole = before[0]
        money = whole.unit in MONEY.values() and (figure.value or 0) >= _LEAST_AMOUNT
        of_them = frame_pattern(self.case.language_of_quote, "parts").search(
            self.case.quote, whole.end, figure.start
        )
        part = (money or (whole.measure and of_them)) and is_part_of(self.case, whole, figure)
        return replace(figure, unit=whole.unit, measure=whole.measure, noun=()) if part else figure

    def _is_implied(self, figure: Figure) -> bool:
        """Whether a share is that of two numbers of the quotation: `9 of the 30`."""
        inside = (one for one in self.case.cited if figure.start <= one.start < figure.end)
        return figure.unit == "share" and any(one.unit != "share" for one in inside)

    def have(self, wanted: Figure) -> bool:
        """Whether the quotation itself has a number, as it is written or with the unit that others give it."""
        shares = self.numbers if wanted.unit in SHARES else []
        return is_there(wanted, self.case.numbers) or is_there(wanted, shares)

    def giving(self, made: Iterable[Working]) -> list[Working]:
        """Those of some workings that give the number of the statement."""
        return [working for working in made if gives(working, self.case.wanted)]

    def all(self) -> Iterator[Working]:
        """Every number that follows."""
        pairs = (in_one_unit_of_two(*two) for two in combinations(self.numbers, 2))
        yield from chain.from_iterable(self._of_two(*pair) for pair in pairs if pair)
        for one, other in permutations(self.numbers, 2):
            if one.unit in (*SHARES, TIMES) and other.unit not in (*SHARES, POINTS, TIMES):
                yield from self._of_factor(one, other)
            if one.unit == TIMES and other.unit == "%":
                yield from products_of(one, other)
        yield from self._rates()
        yield from self._equal_parts()
        yield from self._sums()
        if self.meant.has_rest_words or (self.meant.is_rest if not self.is_small else self.meant.says_more):
            yield from self._rests()
        for one in self.numbers:
            yield from self._of_one(one)
        yield from self._left_by(self.implied)

    def of_own(self, own: list[Figure]) -> Iterator[Working]:
        """What one of the numbers that the statement itself gives makes with another one or with one of the quotation."""
        if not self.is_small:
            yield from of_carried(self.meant, own, self.numbers)
        yield from of_any_own(self.meant, self.numbers)

    def of_two_steps(self) -> Iterator[Working]:
        """Every number that follows in two steps, of which the words name the first; no small ones."""
        if not self.is_small:
            yield from of_two_steps(self.meant, self.numbers)

    def _rates(self) -> Iterator[Working]:
        """What numbers make for each of several, if one of the two texts gives such a number."""
        meant = self.meant
        if meant.is_rate and self.case.value == 1:
            yield Working(Fraction(1), "", "1")  # `one shop for every 240 people`
        plain = (*SHARES, POINTS, TIMES)
        several = [one for one in self.numbers if one.unit not in plain and one.value != 1]
        several += _times_counted(self.case)
        for one, other in permutations(several, 2):
            if are_of_one_kind(one, other):
                continue
            quotient, made = rates_of(one, other)
            yield from [quotient] if meant.is_rate else ()
            yield from [made] if meant.may_multiply(one, other) else ()
            if is_for_each(other, one):
                yield how_many(one, other)

    def _equal_parts(self) -> Iterator[Working]:
        """What each of two has of a number that is divided equally."""
        case = self.case
        if not self.is_small and figure_words(case.language_of_quote, "equally").search(case.quote.lower()):
            for one in self.numbers:
                if one.unit not in (*SHARES, POINTS, TIMES):
                    half = (one.value or Fraction(0)) / 2
                    yield Working(half, one.unit.strip("*"), f"{shown(one)} ÷ 2", one.measure)

    def _of_one(self, one: Figure) -> Iterator[Working]:
        """What a share is as one in words and what it leaves, and the growth that a multiple is."""
        value = one.value or Fraction(0)
        if one.unit == POINTS:
            yield Working(value / 100, POINTS, shown(one))  # of basis points
        if one.unit == TIMES and value > 1:
            yield Working(value - 1, "share", f"{shown(one)} − 1", bound=one.bound)
        if one.unit in (TIMES, "share") and self.meant.is_turned(one):
            yield from turned(one)
        if one.unit not in SHARES:
            return
        wanted = self.case.wanted
        if wanted.unit == "share" and not one.bound and near(as_share(one), self.case.value, self.case.reach):
            yield Working(as_share(one), "share", shown(one))  # `a third` for 33.1 per cent
        yield from self._left_by([one])

    def _left_by(self, shares: list[Figure]) -> Iterator[Working]:
        """What each of some shares leaves."""
        for one in shares:
            if as_share(one) < 1 and self.meant.may_leave(one):
                yield Working(1 - as_share(one), "share", f"100 % − {shown(one)}")

    def _of_two(self, one: Figure, other: Figure) -> Iterator[Working]:
        """What two numbers of one kind give."""
        yield from self._apart(one, other)
        if POINTS in (one.unit, other.unit):
            yield from ratios_of(one, other) if one.unit == other.unit and self.meant.compares else ()
            return
        if self.meant.is_rate_there and kind_of_number(one):
            yield how_many(one, other)
        if may_divide(one, other):
            yield from self._divided(one, other)

    def _divided(self, one: Figure, other: Figure) -> Iterator[Working]:
        """The ratios of two numbers, as far as the statement may mean them."""
        ratios, compares, unit = list(ratios_of(one, other)), self.meant.compares, self.case.wanted.unit
        if one.unit == "share":
            yield from ratios if compares and unit != "%" else ratios[:2] if unit != "%" else ()
        elif not self.meant.are_of_one_thing(one, other):
            yield from ratios[:1] if unit == "share" else ratios[3:] if compares else ()
        else:
            yield from (
                ratios
                if self.meant.may_change(one, other)
                else ratios[: 3 if self._may_split(one, other) else 2]
            )

    def _may_split(self, one: Figure, other: Figure) -> bool:
        """Whether the share that one number lacks of another may be meant: `a third is gone` for 58, now 39."""
        first, last = sorted((one, other), key=lambda each: each.start)
        named = min(one.value or 0, other.value or 0) in {each.value for each in self.case.own}
        return self.meant.is_rest or named or not is_part_of(self.case, first, last)

    def _apart(self, one: Figure, other: Figure) -> Iterator[Working]:
        """The difference and the sum of two numbers of one kind, as far as the statement may mean them."""
        high, low = sorted((one, other), key=lambda each: -(each.value or 0))
        difference, total = difference_of(high, low), sum_of([one, other])
        first, last = sorted((one, other), key=lambda each: each.start)
        before = value_before(self.case.quote, first, last)
        if before is not None:  # `12, 3 more than in 2020`
            yield difference if before < (first.value or 0) else total
            yield from self._compared(first, last, before)
            return
        yield from self._from_limit(high, low)
        if difference.value and self._may_subtract(high, low):
            yield difference
        if (is_step(one, other) and not self.is_small) or (self.meant.changes and not one.pair):
            yield total
        if one.unit == other.unit == "share" and self.meant.is_rest:
            left = 100 - 100 * total.value
            yield total._replace(value=left, unit="%", terms=f"100 % − {shown(one)} − {shown(other)}")

    def _from_limit(self, high: Figure, low: Figure) -> Iterator[Working]:
        """How far a number is from a limit: `ten more than the limit`."""
        if (low.bound or high.bound) and self.meant.compares:
            yield difference_of(high, low)._replace(bound=high.bound if low.bound else "")

    def _may_subtract(self, high: Figure, low: Figure) -> bool:
        """Whether the difference of two numbers may be meant; a small one only if the words say so."""
        meant = self.meant
        first, last = sorted((high, low), key=lambda each: each.start)
        part = is_part_of(self.case, first, last)
        if meant.may_subtract(first, last, part=part):
            return True
        if not self.is_small and (meant.is_rest or is_step(high, low) or meant.is_denied(low)):
            return True
        named = {one.value for one in self.case.own if one is not self.case.wanted}
        whole = (
            part and high.value in named and low.value not in named
        )  # `11 of the 14` for `three were closed`
        return whole and (meant.is_rest or meant.says_more)

    def _compared(self, one: Figure, difference: Figure, before: Fraction) -> Iterator[Working]:
        """The share by which a number is more or less than another: a quarter for `75 million, 15 million more than planned`."""
        if before > 0:
            sign = "−" if before < (one.value or 0) else "+"
            terms = f"{shown(difference)} ÷ ({shown(one)} {sign} {shown(difference)})"
            yield Working((difference.value or Fraction(0)) / before, "share", terms, exact=False)

    def _of_factor(self, factor: Figure, other: Figure) -> Iterator[Working]:
        """What a share or a multiple makes of a number of its sentence, and how a share changed the number next to it."""
        apart = self.meant.are_apart(factor, other)
        exact = apart and not self.meant.is_of_them(factor)
        products = list(products_of(factor, other))
        yield from (
            made._replace(exact=exact) for made in products[: 1 if exact and factor.unit != TIMES else 2]
        )
        if factor.unit != TIMES and self.meant.may_leave(factor):
            rest = left_by(factor, other)
            yield from [rest._replace(exact=exact)] if rest else ()
        if apart:
            return
        first, last = sorted((factor, other), key=lambda each: each.start)
        beside = not any(first.end <= one.start < last.start for one in self.numbers)
        if beside and factor.unit != TIMES and not self.is_small:
            yield from before_change(factor, other)
            if factor.change.role == "by" and other.change.role != "to":
                yield from after_change(factor, other)

    def _sums(self) -> Iterator[Working]:
        """The sums of two or more numbers of one kind, one after the other, none of which is a part of another."""
        single = list(single_things(self.case)) if counts_people(self.case.wanted.noun) else []
        parts = sorted([*self.numbers, *single], key=lambda one: one.start)
        for row in rows_of_one_kind(parts):
            rows = [row[:count] for count in range(2, min(_MOST_TERMS, len(row)) + 1)]
            for some in (*rows, *([row[0], other] for other in row[2:])):
                total = sum_of(some)
                wanted = gives(
                    total, self.case.wanted
                )  # of the others it need not be asked whether they may be meant
                if not wanted or (not has_part(self.case, some) and may_be_sum(self.case, some)):
                    yield total

    def _rests(self) -> Iterator[Working]:
        """What two or more numbers leave of a larger one before them or, of those right after each other, of the largest."""
        for row in rows_of_one_kind(self.numbers):
            for count in range(3, min(_MOST_TERMS, len(row)) + 1):
                yield from rest_of(row[:count])
                for others in combinations(row[1 : _MOST_TERMS + 1], count - 1):
                    if sum(one.value or 0 for one in others) < (row[0].value or 0):
                        yield from rest_of([row[0], *others])
