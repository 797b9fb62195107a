"""How a number follows from the figures of one quotation: the working that readers are shown, such as `7.5 − 6.8`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, islice, permutations, product

from bindery.evidence.alignment import reading_of
from bindery.evidence.contrary_words import is_negated, is_turned_round
from bindery.evidence.derivation import PLAIN_BOUNDS, Derivation, as_share, factor_of_time
from bindery.evidence.derived_changes import value_before
from bindery.evidence.derived_sums import is_part_of
from bindery.evidence.implied_figures import opens_whole
from bindery.evidence.simple_arithmetic import may_be_apart, may_be_sum, new_words, says_difference
from bindery.evidence.working_steps import (
    LARGE,
    OF_TIME,
    POINTS,
    SHARES,
    TIMES,
    Working,
    changed_by,
    difference_of,
    how_many,
    in_one_unit_of_two,
    is_for_each,
    kind_of_number,
    products_of,
    rates_of,
    ratios_of,
    rest_of,
    rows_of_one_kind,
    shown,
    sum_of,
    turned,
)
from bindery.text import units
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.frames import frame_pattern, frame_words
from bindery.text.languages import NO_SPACES, code_of
from bindery.text.number_context import CENT, MONEY
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import FULL_STOP

_BARE = ("", "*")
_LEAST_COUNT = 13  # smaller whole numbers of things follow from nearly every quotation
_LEAST_AMOUNT = 100  # of money: 12 of whom may be people
_MOST_TERMS = 5  # numbers that are added up
_OPENING = 4  # words of a sentence
_MOST_NUMBERS = 12  # of a quotation; with more of them nearly every number follows from some
_ABOUT = Fraction(6, 100)  # `about 250` allows for so much more or less
_BEYOND = Fraction(1, 5)  # `more than 200` is not said of much more
_BEYOND_SHARE = Fraction(1, 3)  # `more than half` is said of nearly two thirds
_HALF = Fraction(1, 2)
_IN_WORDS = Fraction(4, 100)  # 34 per cent are a third
_MOST_DIGITS = 6  # after the point
_TURNED_LIMITS = {("under", "at least"), ("at least", "under"), ("over", "at most"), ("at most", "over")}
_UPWARDS = ("over", "at least")
_DOWNWARDS = ("under", "at most")


def working_of(case: Derivation, *, with_own: bool = True) -> str:
    """How a number of a statement follows from the figures of one quotation; empty when it does not.

    Args:
        case: the number and the quotation.
        with_own: whether a share that the statement gives too, and that the quotation carries, may be part of it.
    """
    wanted = case.wanted
    if wanted.day or wanted.below is not None or wanted.unit == ORDINAL or not case.value:
        return ""
    if len(case.numbers) > _MOST_NUMBERS or _is_there(case):
        return ""
    case = replace(case, wanted=_in_points(wanted, case.language))
    wanted = case.wanted
    workings = _Workings(case)
    made = workings.of_few() if _is_common(wanted) else workings.all()
    found = [working for working in made if _gives(working, case)]
    if not found and with_own:
        found = [working for working in workings.of_own(_own_numbers(case)) if _gives(working, case)]
    return (
        min(found, key=lambda working: abs(_value_of(working, wanted) - _asked(wanted))).terms
        if found
        else ""
    )


def _in_points(figure: Figure, language: str) -> Figure:
    """A number of points of a percentage with that as its unit; any other number as it is."""
    noun = " ".join(figure.noun[:2])
    if figure.unit or not noun:
        return figure
    if figure_words(language, "basis_points").match(noun):
        return replace(figure, value=(figure.value or Fraction(0)) / 100, unit=POINTS, noun=())
    points = figure_words(language, "points").match(noun)
    return replace(figure, unit=POINTS, noun=()) if points else figure


def _reached(figure: Figure) -> Figure:
    """A number that something changed to, without the limit for which the word before it may be taken."""
    return (
        replace(figure, bound="", said="")
        if figure.change.role == "to" and figure.bound == "at most"
        else figure
    )


def _own_numbers(case: Derivation) -> list[Figure]:
    """The other numbers of a statement that the quotation has or that follow from it: 15 per cent in `15 per cent, or 7.2 million`."""
    others = (one for one in case.own if one.start != case.wanted.start and one.value and not one.day)
    return [
        one
        for one in others
        if any(
            other.value == one.value and kind_of_number(other) == kind_of_number(one)
            for other in case.numbers
        )
        or working_of(replace(case, wanted=one), with_own=False)
    ]


def _is_common(wanted: Figure) -> bool:
    """Whether a number is a small count, which follows from nearly every quotation by chance."""
    value = wanted.value or Fraction(0)
    plain = wanted.unit in _BARE and not wanted.measure
    return plain and value.denominator == 1 and value < _LEAST_COUNT


def _is_there(case: Derivation) -> bool:
    """Whether the quotation has the number itself, so that it carries it or contradicts it."""
    if case.wanted.bound in PLAIN_BOUNDS and case.wanted.unit == "share":
        return False
    return any(
        one.value == case.value and kind_of_number(one) == kind_of_number(case.wanted) for one in case.numbers
    )


class _Workings:
    """Everything that the numbers of one quotation give in one step, as far as the words of the two texts let it."""

    def __init__(self, case: Derivation) -> None:
        self.case = case
        self.numbers = [
            _in_points(
                self._with_unit_of_whole(self._with_unit_of_pair(_reached(one))), case.language_of_quote
            )
            for one in (*case.numbers, *case.lengths)
            if one.unit != ORDINAL and (one.value or 0) > 0 and not self._is_implied(one)
        ]

    def _with_unit_of_pair(self, figure: Figure) -> Figure:
        """The second of two numbers with the unit that only the first one has: `from six years to four and a half`."""
        roles = ("from", "to", "")
        if figure.unit or figure.measure or not figure.pair or figure.change.role not in roles:
            return figure
        mates = (
            one
            for one in self.case.numbers
            if one.pair == figure.pair and one.change.role in roles and (one.unit or one.measure)
        )
        mate = next(mates, figure)
        return replace(figure, unit=mate.unit, measure=mate.measure, noun=mate.noun)

    def _with_unit_of_whole(self, figure: Figure) -> Figure:
        """A bare amount with the currency of the one of which it is a part: `150,000 euros, of which 50,000 suspended`."""
        before = [one for one in self.case.numbers if one.end <= figure.start][-1:]
        if figure.unit or figure.measure or not before or before[0].unit not in MONEY.values():
            return figure
        part = (figure.value or 0) >= _LEAST_AMOUNT and is_part_of(self.case, before[0], figure)
        return replace(figure, unit=before[0].unit, noun=()) if part else figure

    def _is_implied(self, figure: Figure) -> bool:
        """Whether a share is that of two numbers of the quotation: `9 of the 30`."""
        inside = (one for one in self.case.cited if figure.start <= one.start < figure.end)
        return figure.unit == "share" and any(one.unit != "share" for one in inside)

    def all(self) -> Iterator[Working]:
        """Every number that follows."""
        yield from self._complements()
        for one, other in combinations(self.numbers, 2):
            if alike := in_one_unit_of_two(one, other):
                yield from self._of_two(*alike)
        for one, other in permutations(self.numbers, 2):
            if one.unit in (*SHARES, TIMES) and other.unit not in (*SHARES, POINTS, TIMES):
                yield from self._of_factor(one, other)
        yield from self.rates()
        yield from self._equal_parts()
        yield from self._sums()
        if self._is_rest:
            yield from self._rests()
        for one in self.numbers:
            yield from self._of_one(one)

    def of_own(self, own: list[Figure]) -> Iterator[Working]:
        """What one of the numbers that the statement itself gives makes with another one or with one of the quotation."""
        for one, other in product(own, (*own, *self.numbers)):
            if other.unit in (TIMES, POINTS) or one is other:
                continue
            if one.unit in SHARES and other.unit not in SHARES:
                yield from products_of(one, other)
            elif other.unit in SHARES and one.unit not in (*SHARES, TIMES, POINTS):
                yield from products_of(other, one)
            elif self.case.wanted.unit in (*SHARES, TIMES) and (alike := in_one_unit_of_two(one, other)):
                yield from islice(ratios_of(*alike), 2)

    def of_few(self) -> Iterator[Working]:
        """Every small number that the words of the two texts let be meant."""
        yield from self.rates()
        yield from self._complements()
        if self._has_rest_words:
            yield from self._rests()

    def _complements(self) -> Iterator[Working]:
        """What a part leaves of a whole that the statement names too: 11 of the 14 for `three of the 14 were closed`."""
        if not (self._is_rest or self._says_more):
            return  # it says the same of another number
        named = {one.value for one in self.case.own if one is not self.case.wanted}
        for one, other in combinations(self.numbers, 2):
            alike = in_one_unit_of_two(one, other)
            if alike and is_part_of(self.case, *sorted((one, other), key=lambda each: each.start)):
                high, low = sorted(alike, key=lambda each: -(each.value or 0))
                if high.value in named and low.value not in named:
                    yield difference_of(high, low)

    def rates(self) -> Iterator[Working]:
        """What numbers make for each of several, if the statement gives such a number."""
        if not (self._may_be_rate or self._may_be_rate_there):
            return
        if self._may_be_rate and self.case.value == 1:
            yield Working(Fraction(1), "", "1")  # `one shop for every 240 people`
        plain = (*SHARES, POINTS, TIMES)
        several = [one for one in self.numbers if one.unit not in plain and one.value != 1]
        for one, other in permutations(several, 2):
            quotient, product = rates_of(one, other)
            yield from [quotient] if self._may_be_rate else ()
            yield from [product] if self._may_be_rate_there else ()
            if is_for_each(other, one):
                yield how_many(one, other)

    def _equal_parts(self) -> Iterator[Working]:
        """What each of two has of a number that is divided equally."""
        case = self.case
        if figure_words(case.language_of_quote, "equally").search(case.quote.lower()):
            for one in self.numbers:
                if one.unit not in (*SHARES, POINTS, TIMES):
                    yield Working(
                        (one.value or Fraction(0)) / 2, one.unit.strip("*"), f"{shown(one)} ÷ 2", one.measure
                    )

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
        denies = is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)
        return self._has_rest_words or denies or self._turns_limit

    @cached_property
    def _turns_limit(self) -> bool:
        """Whether the statement has a limit of the quotation the other way round: `15 and older` for `under 15`."""
        pairs = product(self.case.own, self.case.cited)
        return any(
            one.value == other.value and (one.bound, other.bound) in _TURNED_LIMITS for one, other in pairs
        )

    @cached_property
    def _has_rest_words(self) -> bool:
        """Whether one text has a word for what is left: *the rest*, *the others*."""
        texts = ((self.case.language, self.case.statement), (self.case.language_of_quote, self.case.quote))
        return any(figure_words(language, "rest").search(text.lower()) for language, text in texts)

    def _thing(self, figure: Figure) -> str:
        """What a number counts, by the first word after it; in a language without spaces, by its first letter."""
        word = figure.noun[0]
        return word[:1] if code_of(self.case.language_of_quote) in NO_SPACES else word

    def _of_one(self, one: Figure) -> Iterator[Working]:
        """What a share leaves, and the growth that a multiple is."""
        value = one.value or Fraction(0)
        if one.unit == POINTS:
            yield Working(value / 100, POINTS, shown(one))  # of basis points
        if one.unit == TIMES and value > 1:
            yield Working(value - 1, "share", f"{shown(one)} − 1", bound=one.bound)
        if one.unit in (TIMES, "share") and self._is_turned(one):
            yield from turned(one)
        may_be_rest = self._is_rest or (self.case.wanted.unit == "%" and self._says_more)
        if may_be_rest and one.unit in SHARES and as_share(one) < 1:
            yield Working(1 - as_share(one), "share", f"100 % − {shown(one)}")

    def _is_turned(self, one: Figure) -> bool:
        """Whether the statement compares the other way round: `A is half of B` for `B is twice A`."""
        case = self.case
        said = case.statement.lower(), case.wanted.start, case.wanted.end
        return is_turned_round(said, (case.quote.lower(), one.start, one.end), case.language_of_quote)

    @cached_property
    def _changes(self) -> bool:
        """Whether the quotation says how far apart two numbers are, or how something changed."""
        return says_difference(self.case.language_of_quote, self.case.quote)

    def _of_two(self, one: Figure, other: Figure) -> Iterator[Working]:
        """What two numbers of one kind give."""
        yield from self._apart(one, other)
        if POINTS in (one.unit, other.unit):
            yield from ratios_of(one, other) if one.unit == other.unit and self._compares else ()
            return
        if self._may_be_rate_there and kind_of_number(one):
            yield how_many(one, other)
        if self._may_divide(one, other) and self._are_of_one_thing(one, other):
            yield from self._divided(one, other)

    def _divided(self, one: Figure, other: Figure) -> Iterator[Working]:
        """The ratios of two numbers, as far as the statement may mean them."""
        ratios = list(ratios_of(one, other))
        if one.unit == "share":
            yield from ratios if self._compares and self.case.wanted.unit != "%" else ()
        else:
            yield from ratios if self._compares else ratios[: 3 if self._is_rest else 2]

    def _are_of_one_thing(self, one: Figure, other: Figure) -> bool:
        """Whether two numbers may count one thing, or one of them is a part of the other."""
        if not (one.noun and other.noun) or self._thing(one) == self._thing(other):
            return True
        part = is_part_of(self.case, one, other) or self._is_in_whole(one, other)
        return self._is_rest or part or self._is_of_whole_before(one, other)

    def _is_of_whole_before(self, one: Figure, other: Figure) -> bool:
        """Whether the sentence of the smaller number begins with the group that the larger one before it counts: `Of the victims, 54`."""
        first, last = sorted((one, other), key=lambda each: each.start)
        if not (last.value or 0) < (first.value or 0):
            return False
        quote, language = self.case.quote, self.case.language_of_quote
        start = max((match.end() for match in FULL_STOP.finditer(quote, 0, last.start)), default=0)
        opening = " ".join(quote[start : last.start].lower().split()[:_OPENING])
        of_all = frame_words(language, "of") | frame_words(language, "among")
        return start > first.start and any(f" {word} " in f" {opening} " for word in of_all)

    def _is_in_whole(self, one: Figure, other: Figure) -> bool:
        """Whether the sentence of two numbers begins with one of them as a whole: `Of the 318 people who came, 127 stayed`."""
        first, last = sorted((one, other), key=lambda each: each.start)
        quote = self.case.quote
        start = max((match.end() for match in FULL_STOP.finditer(quote, 0, first.start)), default=0)
        apart = FULL_STOP.search(quote[first.end : last.start])
        return (
            not apart and (last.value or 0) < (first.value or 0) and opens_whole(quote[start : first.start])
        )

    def _may_divide(self, one: Figure, other: Figure) -> bool:
        """Whether two numbers are of one kind, or the kind that only one of them names is surely that of both."""
        alike = kind_of_number(one) == kind_of_number(other) and one.rate == other.rate
        changed = {one.change.role, other.change.role} == {"from", "to"}
        return alike or changed or min(one.value or 0, other.value or 0) >= LARGE

    def _apart(self, one: Figure, other: Figure) -> Iterator[Working]:
        """The difference and the sum of two numbers of one kind, as far as the statement may mean them."""
        case = self.case
        high, low = sorted((one, other), key=lambda each: -(each.value or 0))
        difference, total = difference_of(high, low), sum_of([one, other])
        first, last = sorted((one, other), key=lambda each: each.start)
        before = value_before(case.quote, first, last)
        if before is not None:  # `12, 3 more than in 2020`
            yield difference if before < (first.value or 0) else total
            yield from self._compared(first, last, before)
            return
        part = is_part_of(case, first, last)
        if difference.value and (
            self._may_subtract(one, other, low) or may_be_apart(case, one, other, part=part)
        ):
            yield difference
        moved = self._is_step(one, other) or (self._changes and not one.pair)
        if moved or (not part and may_be_sum(case, [first, last])):
            yield total
        if one.unit == other.unit == "share" and self._is_rest:
            yield total._replace(
                value=100 - 100 * total.value, unit="%", terms=f"100 % − {shown(one)} − {shown(other)}"
            )

    def _compared(self, one: Figure, difference: Figure, before: Fraction) -> Iterator[Working]:
        """The share by which a number is more or less than another: a quarter for `75 million, 15 million more than planned`."""
        if before > 0:
            sign = "−" if before < (one.value or 0) else "+"
            terms = f"{shown(difference)} ÷ ({shown(one)} {sign} {shown(difference)})"
            yield Working((difference.value or Fraction(0)) / before, "share", terms, exact=False)

    def _may_subtract(self, one: Figure, other: Figure, low: Figure) -> bool:
        """Whether the words of either text let a difference be meant, whatever the two numbers count."""
        said = self._compares or self._changes or self._is_rest
        return said or self._is_step(one, other) or self._is_denied(low)

    def _is_step(self, one: Figure, other: Figure) -> bool:
        """Whether one of two numbers is what the other one changed by."""
        return POINTS in (one.unit, other.unit) or "by" in (one.change.role, other.change.role)

    def _of_factor(self, factor: Figure, other: Figure) -> Iterator[Working]:
        """What a share or a multiple makes of a number of its sentence, and how a share changed the number next to it."""
        first, last = sorted((factor, other), key=lambda each: each.start)
        apart = bool(FULL_STOP.search(self.case.quote[first.end : last.start]))
        if apart and not self._is_of_them(factor):
            return
        yield from products_of(factor, other)
        if apart:
            return
        beside = not any(first.end <= one.start < last.start for one in self.numbers)
        if beside and factor.unit != TIMES:
            yield from changed_by(factor, other)

    def _is_of_them(self, factor: Figure) -> bool:
        """Whether a share is of what the sentence before names: `more than half of them`."""
        quote, of_them = self.case.quote, frame_pattern(self.case.language_of_quote, "parts")
        after = of_them.search(quote, factor.end)
        if after and len(quote[factor.end : after.start()].split()) <= 1:
            return True
        first = max((match.end() for match in FULL_STOP.finditer(quote, 0, factor.start)), default=0)
        return bool(of_them.match(quote[first : factor.start].lstrip()))

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
        return code_of(self.case.language) not in NO_SPACES and bool(new_words(self.case))

    @cached_property
    def _may_be_rate_there(self) -> bool:
        """Whether the quotation says that a number is for each of several."""
        small, language = self.case.quote.lower(), self.case.language_of_quote
        return bool(qualifier(language, "each").search(small) or figure_words(language, "per").search(small))

    def _sums(self) -> Iterator[Working]:
        """The sums of three or more numbers of one kind, one after the other."""
        for row in rows_of_one_kind(self.numbers):
            for count in range(3, min(_MOST_TERMS, len(row)) + 1):
                if may_be_sum(self.case, row[:count]):
                    yield sum_of(row[:count])

    def _rests(self) -> Iterator[Working]:
        """What two or more numbers leave of a larger one before them or, of those right after each other, of the largest."""
        for row in rows_of_one_kind(self.numbers):
            for count in range(3, min(_MOST_TERMS, len(row)) + 1):
                yield from rest_of(row[:count])
                for others in combinations(row[1 : _MOST_TERMS + 1], count - 1):
                    if sum(one.value or 0 for one in others) < (row[0].value or 0):
                        yield from rest_of([row[0], *others])


def _gives(working: Working, case: Derivation) -> bool:
    """Whether a working gives a number of a statement, exactly or rounded as that says."""
    wanted = case.wanted
    if not _is_of_kind(working, wanted):
        return False
    if working.bound in (*_UPWARDS, *_DOWNWARDS) and wanted.bound != working.bound and not wanted.bound:
        return False
    return _is_near(_value_of(working, wanted), _asked(wanted), working, wanted)


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


def _is_near(value: Fraction, asked: Fraction, working: Working, wanted: Figure) -> bool:
    in_words = wanted.unit == "share"
    beyond = asked * (_BEYOND_SHARE if in_words else _BEYOND)
    match wanted.bound:
        case "over" | "at least":
            return asked <= value <= asked + beyond and working.bound not in _DOWNWARDS
        case "under" | "at most":
            return asked - beyond <= value <= asked and working.bound not in _UPWARDS
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
    if step == 1 and wanted.unit not in SHARES:
        while shown % (step * 10) == 0 and shown >= step * 1000:
            step *= 10
    return _HALF * step / (100 if wanted.unit == "%" else 1)


def _is_of_kind(working: Working, wanted: Figure) -> bool:
    """Whether a number that was worked out may be the wanted one by its unit."""
    kind = kind_of_number(wanted)
    if working.unit == "%":
        return wanted.unit == "%"
    if working.unit == "share":
        return kind == "share"
    if {working.unit, kind} & {POINTS, TIMES, "share"}:
        return wanted.unit == working.unit
    made = "money" if working.unit in MONEY.values() or working.unit == CENT else working.unit
    made = units.dimension(working.measure) if working.measure else made
    if factor_of_time(made, kind):
        return True
    return made == kind or (not kind and not wanted.noun and made not in OF_TIME)
