"""Numbers that follow from figures of one quotation by one simple step: a sum, a difference, a share, a multiple, a product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, permutations

from bindery.evidence.alignment import beginning_of, reading_of
from bindery.evidence.contrary_words import content_stems, is_negated
from bindery.evidence.derivation import PLAIN_BOUNDS, Derivation, as_share, near
from bindery.evidence.derived_changes import value_before
from bindery.evidence.derived_sums import (
    REST,
    counts_people,
    is_part_of,
    no_fate_of_one,
    says_other,
    says_total,
    single_things,
)
from bindery.evidence.figure_labels import of_one_thing
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.evidence.working_steps import in_money
from bindery.text import units
from bindery.text.dates import mask
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.number_changes import NO_CHANGE
from bindery.text.number_context import CENT
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import STATEMENT_END

_UP_TO = re.compile(r"(?<!\w)(?:bis|tot|ila)(?!\w)")
_SIDES = ("in_favour", "against")  # of a vote
_PLAIN = ("", "*")
_OF_ONE = ("%", "pp", "share", "times", "*")
_WHOLE_PER_CENT = Fraction(1, 2)
_MULTIPLE = Fraction(3, 100)
_ABOUT = Fraction(1, 10)
_PLURAL = re.compile(r"[^\W\d_]{3,}s|people|men|women|children")


def follows_simply(case: Derivation) -> bool:
    """Whether a figure is what one simple step makes of the figures of one quotation, exactly or rounded as it says."""
    side = (
        case.wanted.pair and case.wanted.unit in _PLAIN and not case.wanted.change.role
    )  # of a score or a vote
    if side or case.wanted.unit == ORDINAL or not case.value or _is_there(case):
        return False
    return any(_fits(case, found) for found in _results(case))


def _is_there(case: Derivation) -> bool:
    """Whether the quotation has the number itself, so that it carries it or contradicts it; 20 boats are not 20 per cent."""
    same = [one for one in case.numbers if one.value == case.value]
    if case.wanted.unit in _OF_ONE and case.value.denominator == 1:
        return any(one.unit in _OF_ONE for one in same)
    return bool(same)


def _fits(case: Derivation, found: Figure) -> bool:
    wanted, value = case.wanted, found.value or Fraction(0)
    if wanted.unit in ("%", "share") and found.unit == "share":
        asked, reach = as_share(wanted), _WHOLE_PER_CENT / 100 if wanted.unit == "%" else case.reach
        if wanted.bound == "about" and value > asked and figure_words("", "nearly").match(wanted.said):
            return False
        sign = {"over": 1, "at least": 1, "under": -1, "at most": -1}.get(wanted.bound, 0)
        return 0 < sign * (value - asked) <= 5 * reach * 2 if sign else near(value, asked, reach)
    if "times" in (wanted.unit, found.unit):
        return wanted.unit == found.unit and _is_multiple(value, wanted)
    if wanted.unit == "share" or found.unit == "share" or fit_of(found, wanted) != Fit.FULL:
        return False
    return wanted.bound not in PLAIN_BOUNDS or near(value, case.value, case.value * _ABOUT)


def _is_multiple(value: Fraction, wanted: Figure) -> bool:
    """Whether a multiple is the wanted one; with *more than* or *nearly*, not a whole multiple further."""
    asked = wanted.value or Fraction(0)
    match wanted.bound:
        case "over" | "at least":
            return asked <= value < asked + 1
        case "under" | "at most":
            return asked - 1 < value <= asked
        case bound:
            return near(value, asked, value * (_MULTIPLE if not bound else _ABOUT))


def _results(case: Derivation) -> Iterator[Figure]:
    """Every number that one simple step makes of the figures of the quotation."""
    numbers = [
        _without_idle_noun(one, case.language_of_quote)
        for one in case.numbers
        if one.unit != ORDINAL and (one.value or 0) > 0
    ]
    counted = [one for one in numbers if one.unit != "share"]
    for one, other in combinations(counted, 2):
        alike = _in_one_unit(one, other)
        if alike:
            yield from _of_two(case, *alike)
    for one, other in permutations(numbers, 2):
        yield from _of_share(case, one, other)
        yield from _of_multiple(one, other)
        yield from _of_each(case, one, other)
    yield from _totals(case, counted)
    yield from _shares(case, numbers)


def _without_idle_noun(figure: Figure, language: str) -> Figure:
    """A figure without the words after it, if the first of them names nothing: `5 per cent now and 3 in May`."""
    if not figure.noun or counts_people(figure.noun):
        return figure
    compares = qualifier(language, "difference").fullmatch(figure.noun[0])
    return replace(figure, noun=()) if compares or not content_stems(figure.noun[0], language) else figure


def _in_one_unit(one: Figure, other: Figure) -> tuple[Figure, Figure] | tuple[()]:
    """Two numbers of one kind, in the unit of the first one or in the larger unit of money; empty for others."""
    if CENT in (one.unit, other.unit) and one.unit != other.unit:
        return in_money(one, other)
    if one.measure and other.measure and one.measure != other.measure:
        amount = units.convert(other.value or Fraction(0), other.measure, one.measure)
        same = replace(other, value=amount, measure=one.measure, noun=one.noun)
        return (one, same) if amount is not None else ()
    return (one, other) if _of_one_kind(one, other) else ()


def _of_multiple(times: Figure, other: Figure) -> Iterator[Figure]:
    """What a multiple is of, or makes of, another number: 210 and 840 for `420, twice as much`."""
    if times.unit == "times" and other.unit not in ("times", "share") and not times.bound:
        factor = times.value or Fraction(1)
        for value in ((other.value or 0) / factor, (other.value or 0) * factor):
            yield replace(other, value=value, noun=(), change=NO_CHANGE, pair=())


def _of_each(case: Derivation, one: Figure, other: Figure) -> Iterator[Figure]:
    """What a number for each of several makes of all of them, and what a number for a length of time makes of one unit."""
    if one.unit in ("%", "share", "times") or one.bound or other.bound:
        return
    first, second = one.value or Fraction(0), other.value or Fraction(1)
    if other.unit in _PLAIN and qualifier(case.language_of_quote, "each").search(case.quote.lower()):
        yield replace(one, value=first * second, noun=(), change=NO_CHANGE, pair=())
    if other.unit and other.unit == case.wanted.rate:
        yield replace(one, value=first / second, rate=other.unit, noun=(), change=NO_CHANGE, pair=())


def _shares(case: Derivation, numbers: list[Figure]) -> Iterator[Figure]:
    """The shares that the quotation has, for one in words that may be rounded, and what each of them leaves."""
    there, own = {one.value for one in numbers}, {one.value for one in case.own}
    may_be_rest = _may_be_rest(case)
    shares = [one for one in numbers if one.unit in ("share", "%")]
    for part in map(as_share, shares):
        rest = 1 - part
        # `four of the seven, and the other three`
        if may_be_rest or rest.numerator in there or part.numerator in own:
            yield Figure(0, 0, rest, "share")
    if case.wanted.unit == "share":  # rounded: a third for 33.1 per cent
        yield from (Figure(0, 0, as_share(one), "share") for one in shares if not one.bound)


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
    alike = (one.measure, one.rate) == (other.measure, other.rate)
    return len(units) <= 1 and bare and (alike or _has_unit_of(one, other))


def _has_unit_of(one: Figure, other: Figure) -> bool:
    """Whether a figure may have the unit that the one before it names: `44 million litres, down from 71 million`."""
    bare = not (other.noun or other.unit.strip("*") or other.day)
    return bare and bool(one.measure) and other.measure in ("", one.measure) and other.rate in ("", one.rate)


def _of_two(case: Derivation, one: Figure, other: Figure) -> Iterator[Figure]:
    """The difference, the share and the growth of two numbers of one kind."""
    part = is_part_of(case, one, other)
    changed = case.wanted.change.role == "by" or _compares(case)
    low, high = sorted((one.value or Fraction(0), other.value or Fraction(0)))
    yield from _apart(case, one, other, changed=changed, part=part)
    yield Figure(0, 0, high / low, "times")
    named = one.noun and other.noun and one.noun[:1] != other.noun[:1]
    if not named or part or case.wanted.unit == "share":
        yield Figure(0, 0, low / high, "share")
        alike = (one.unit, one.measure) == (other.unit, other.measure)
        if changed or (_may_be_rest(case) if part else alike):
            yield Figure(0, 0, 1 - low / high, "share")
    if changed and case.wanted.unit in ("%", "share"):
        yield Figure(0, 0, high / low - 1, "share")


def _apart(case: Derivation, one: Figure, other: Figure, *, changed: bool, part: bool) -> Iterator[Figure]:
    """How far two numbers are apart, or what one of them was before it changed by the other."""
    low, high = sorted((one, other), key=lambda each: each.value or 0)
    whole = one if one.measure or one.unit not in _PLAIN else other
    made = _made(case, whole, "" if low.bound else high.bound)
    if (earlier := value_before(case.quote, one, other)) is not None:
        yield replace(made, value=earlier)
        return
    compared = other.change.role == "to" or says_difference(case.language_of_quote, case.quote)
    first, second = (each.value or Fraction(0) for each in (one, other))
    if changed or compared or may_be_apart(case, one, other, part=part):
        yield replace(made, value=abs(first - second), unit="pp" if whole.unit == "%" else whole.unit)
    if compared and not one.pair:
        yield replace(made, value=first + second)


def _made(case: Derivation, whole: Figure, bound: str) -> Figure:
    """A figure in the unit of another one, without what is said of that alone."""
    change = case.wanted.change
    return replace(whole, noun=(), bound=bound, said="", end_of_range="", pair=(), change=change)


def may_be_apart(case: Derivation, one: Figure, other: Figure, *, part: bool) -> bool:
    """Whether a statement that does not compare may say how far two numbers are apart, or what is left of one of them.

    Args:
        case: the statement and the quotation.
        one: a number of the quotation.
        other: another one.
        part: whether one of them is a part of the other.
    """
    if part:
        sentence = _in_sentence(case, one, other)
        return _may_be_rest(sentence) or _turns_part(sentence) or _denies_part(case, one, other)
    apart = _says_more(case) and not _are_of_two_times(case, one, other)
    return apart or _denies_part(case, one, other)


def _turns_part(case: Derivation) -> bool:
    """Whether a statement denies what a sentence says of a part, or the other way round: 83 did not for `29 of the 112 did`."""
    return is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)


def _says_more(case: Derivation) -> bool:
    """Whether a statement denies what its quotation says, or the other way round, or has a word that the quotation has not."""
    return _turns_part(case) or not new_words(case) <= {beginning_of(word) for word in case.wanted.noun[:1]}


def new_words(case: Derivation) -> set[str]:
    """The beginnings of the words of a statement that its quotation has not, other than those of its figures.

    Args:
        case: the statement and the quotation.
    """
    rest = mask(case.statement, [(one.start, one.end) for one in case.own])
    said, there = (
        {beginning_of(word) for word in content_stems(text.lower(), language)}
        for text, language in ((rest, case.language), (case.quote, case.language_of_quote))
    )
    return said - there


def _are_of_two_times(case: Derivation, one: Figure, other: Figure) -> bool:
    """Whether each of two numbers of a quotation has another year beside it, so that they only compare."""
    quote = reading_of(case.language_of_quote, case.quote, case.cited)
    years = [
        {day.day.year for day in case.cited if day.day and day.day.year and start <= day.start < end}
        for start, end in (quote.clause_of(one), quote.clause_of(other))
    ]
    return all(years) and years[0] != years[1]


def _in_sentence(case: Derivation, one: Figure, other: Figure) -> Derivation:
    """A quotation with nothing but the sentence of two of its figures, in which each word keeps its place."""
    ends = [match.end() for match in STATEMENT_END.finditer(case.quote)]
    first = max((end for end in ends if end <= min(one.start, other.start)), default=0)
    last = min((end for end in ends if end >= max(one.end, other.end)), default=len(case.quote))
    return replace(case, quote=" " * first + case.quote[first:last])


def _denies_part(case: Derivation, one: Figure, other: Figure) -> bool:
    """Whether a statement denies of the same things what a quotation says of fewer: 9 are not open for `12 are planned; 3 are open`."""
    whole, part = sorted((one, other), key=lambda each: -(each.value or 0))
    if not is_negated(case.statement, case.language) or part.noun[:1] == whole.noun[:1]:
        return False
    quote = reading_of(case.language_of_quote, case.quote, case.cited)
    clause = case.quote[slice(*quote.clause_of(part))]
    if is_negated(clause, case.language_of_quote) or part.bound or whole.bound:
        return False
    named = {beginning_of(word) for word in whole.noun}
    said = {beginning_of(word) for word in content_stems(case.statement, case.language)}
    there = {beginning_of(word) for word in content_stems(clause, case.language_of_quote)}
    return bool(named & {beginning_of(word) for word in case.wanted.noun[:1]}) and bool(
        (said & there) - named
    )


def _totals(case: Derivation, numbers: list[Figure]) -> Iterator[Figure]:
    """The sums of two or more numbers of one kind, none of which is a part of another, and what several leave of a whole."""
    leaves = REST.search(case.quote) or REST.search(case.statement) or _says_more(case)
    for row in _rows(case, numbers):
        rows = [row[:last] for last in range(2, len(row) + 1)]
        for some in (*rows, *([row[0], other] for other in row[2:])):
            if not _has_part(case, some) and may_be_sum(case, some):
                yield _sum(case, some)
        if leaves:
            yield from (_rest(case, some) for some in rows[1:])


def _rows(case: Derivation, numbers: list[Figure]) -> Iterator[list[Figure]]:
    """Each number, and those of its kind after it."""
    single = list(single_things(case)) if counts_people(case.wanted.noun) else []
    left_out = ("times", "year") if single else ("times",)
    parts = sorted(
        [*(one for one in numbers if one.unit not in left_out), *single], key=lambda one: one.start
    )
    for at, first in enumerate(parts):
        alike = (_in_one_unit(first, after) for after in parts[at + 1 :])
        yield [first, *(pair[1] for pair in alike if pair)]


def _has_part(case: Derivation, row: list[Figure]) -> bool:
    """Whether one of some numbers is a part of the one before it, or what that changed by."""
    return any(is_part_of(case, *two) or value_before(case.quote, *two) is not None for two in pairwise(row))


def _sum(case: Derivation, row: list[Figure]) -> Figure:
    total = sum((one.value or Fraction(0) for one in row), Fraction(0))
    return replace(row[0], value=total, noun=(), bound="", said="", change=case.wanted.change)


def _rest(case: Derivation, row: list[Figure]) -> Figure:
    """What several numbers leave of the largest one beside them."""
    total = _sum(case, row)
    whole = max(one.value or Fraction(0) for one in row)
    return replace(total, value=2 * whole - (total.value or 0))


def may_be_sum(case: Derivation, row: list[Figure]) -> bool:
    """Whether a sum is not said of what only one of its parts counts, and the parts are no change or range.

    Args:
        case: the statement and the quotation.
        row: the numbers that are added up.
    """
    votes = _is_vote_or_score(case.quote, row)
    bounds = {one.bound for one in row} - {"", case.wanted.bound}
    if not votes and (bounds or any(one.end_of_range or one.change.role or one.pair for one in row)):
        return False
    stated = {one.value for one in case.own}  # `35 took part: 19 for it and 14 against`
    if sum(one.value in stated for one in row) < 2 and (  # noqa: PLR2004
        _names_one_side(case) or (not votes and _names_one_time(case))
    ):
        return False
    return not _names_one_part(case.wanted.noun[:1], row) and no_fate_of_one(case)


def _is_vote_or_score(quote: str, row: list[Figure]) -> bool:
    """Whether the first numbers of a row are the two sides of a vote or a score, and no change or range."""
    sides = [one for one in row if one.pair]
    if len(sides) != 2 or sides[0].pair != (sides[0].value, sides[1].value):  # noqa: PLR2004  two sides
        return False
    changes = any(one.change.role in ("from", "to") or one.bound for one in row)
    return not changes and not _UP_TO.search(quote, sides[0].end, sides[1].start)


def _names_one_side(case: Derivation) -> bool:
    """Whether a statement is about one side of a vote, and the quotation about both."""
    said, there = (
        [side for side in _SIDES if figure_words(language, side).search(text)]
        for language, text in ((case.language, case.statement), (case.language_of_quote, case.quote))
    )
    votes = len(there) > 1 or any(one.pair for one in case.numbers)
    return votes and len(said) == 1


def _names_one_time(case: Derivation) -> bool:
    """Whether the quotation counts for several years, and the statement says neither so nor that it is a total."""
    years = {one.day.year for one in case.cited if one.day and one.day.year}
    own = {one.day.year for one in case.own if one.day and one.day.year}
    return len(years) > 1 and len(own) < len(years) and not says_total(case)


def _names_one_part(noun: tuple[str, ...], row: list[Figure]) -> bool:
    """Whether a noun is that of one part of a sum, and another part counts other things."""
    named = [of_one_thing(one.noun[0], noun[0]) for one in row if noun and one.noun]
    described = len(row[0].noun) > 1  # `14 public hospitals and 3 private`, in languages with the noun first
    things = [one.noun[0] for one in row if noun and one.noun and not (described and len(one.noun) == 1)]
    return any(named) and any(_PLURAL.fullmatch(word) and not of_one_thing(word, noun[0]) for word in things)


def _compares(case: Derivation) -> bool:
    """Whether a statement says how far apart two numbers are."""
    return says_difference(case.language, case.statement)


def says_difference(language: str, text: str) -> bool:
    """Whether a text has a word for how far apart two numbers or dates are: *more*, *later*."""
    small = text.lower()
    return any(words(language, "difference").search(small) for words in (qualifier, figure_words))


def _may_be_rest(case: Derivation) -> bool:
    """Whether a statement says something else than its quotation, as it has to of what is left."""
    negated = is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)
    rest = bool(REST.search(case.statement)) != bool(REST.search(case.quote))
    return negated or rest or says_other(case)
