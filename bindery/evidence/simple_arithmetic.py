"""Numbers that follow from two or more figures of one quotation by one simple step: a sum, a difference, a share, a multiple."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from bindery.evidence.alignment import beginning_of, reading_of
from bindery.evidence.contrary_words import content_stems, is_negated
from bindery.evidence.derivation import PLAIN_BOUNDS, Derivation, as_share, near
from bindery.evidence.derived_sums import (
    REST,
    TOTAL,
    counts_people,
    is_part_of,
    no_fate_of_one,
    says_other,
    single_things,
)
from bindery.evidence.figure_labels import of_one_thing
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.qualifiers import qualifier

_UP_TO = re.compile(r"(?<!\w)(?:bis|tot|ila)(?!\w)")
_SIDES = ("in_favour", "against")  # of a vote
_MOST = 8  # figures of one kind; a quotation with more is a table
_PLAIN = ("", "*")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[;\n۔؛।]")
_WHOLE_PER_CENT = Fraction(1, 2)
_MULTIPLE = Fraction(3, 100)
_PLURAL = re.compile(r"[^\W\d_]{3,}s|people|men|women|children")


def follows_simply(case: Derivation) -> bool:
    """Whether a figure is what one simple step makes of the figures of one quotation, exactly or rounded as it says."""
    bounded = case.wanted.bound in PLAIN_BOUNDS and case.wanted.unit not in ("%", "share")
    side = (
        case.wanted.pair and case.wanted.unit in _PLAIN and not case.wanted.change.role
    )  # of a score or a vote
    if side or case.wanted.unit == ORDINAL or not case.value or bounded or _is_there(case):
        return False
    return any(_fits(case, found) for found in _results(case))


def _is_there(case: Derivation) -> bool:
    """Whether the quotation has the number itself, so that it carries it or contradicts it."""
    return any(one.value == case.value for one in case.numbers)


def _fits(case: Derivation, found: Figure) -> bool:
    wanted, value = case.wanted, found.value or Fraction(0)
    if wanted.unit in ("%", "share") and found.unit == "share":
        asked, reach = as_share(wanted), _WHOLE_PER_CENT / 100 if wanted.unit == "%" else case.reach
        if wanted.bound == "about" and value > asked and figure_words("", "nearly").match(wanted.said):
            return False
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
    yield from _shares(case, numbers)


def _shares(case: Derivation, numbers: list[Figure]) -> Iterator[Figure]:
    """The shares that the quotation has, for one in words that may be rounded, and what each of them leaves."""
    there, may_be_rest = {one.value for one in numbers}, _may_be_rest(case)
    shares = [one for one in numbers if one.unit in ("share", "%")]
    for rest in (1 - as_share(one) for one in shares):
        if may_be_rest or rest.numerator in there:  # `four of the seven, and the other three`
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
    first, second = one.value or Fraction(0), other.value or Fraction(0)
    low, high = min(first, second), max(first, second)
    whole = one if one.measure or one.unit not in _PLAIN else other
    made = replace(whole, noun=(), bound="", said="", end_of_range="", pair=(), change=case.wanted.change)
    part = is_part_of(case, one, other)
    rest = _may_be_rest(_in_sentence(case, one, other)) if part else _compares(case)
    if rest or case.wanted.change.role == "by" or _denies_part(case, one, other):
        yield replace(made, value=high - low)
    if _compares_there(case) and not one.pair:
        yield replace(made, value=high + low)
        yield replace(made, value=high - low)
    yield Figure(0, 0, high / low, "times")
    yield from _ratios(case, one, other, low / high, part=part)


def _in_sentence(case: Derivation, one: Figure, other: Figure) -> Derivation:
    """A quotation with nothing but the sentence of two of its figures, in which each word keeps its place."""
    ends = [match.end() for match in _SENTENCE_END.finditer(case.quote)]
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


def _ratios(case: Derivation, one: Figure, other: Figure, share: Fraction, *, part: bool) -> Iterator[Figure]:
    """The share that a number is of another one, what is left, and the growth from the one to the other."""
    compares = _compares(case)
    exact = case.wanted.unit == "share" and share == case.value  # a third for 300 of 900
    if exact or part or one.noun[:1] == other.noun[:1] or not (one.noun and other.noun):
        yield Figure(0, 0, share, "share")
        if compares or (part and _may_be_rest(case)):
            yield Figure(0, 0, 1 - share, "share")
    if compares and case.wanted.unit in ("%", "share"):
        yield Figure(0, 0, 1 / share - 1, "share")


def _totals(case: Derivation, numbers: list[Figure]) -> Iterator[Figure]:
    """The sums of two or more numbers of one kind after each other, none of which is a part of another."""
    single = list(single_things(case)) if counts_people(case.wanted.noun) else []
    counted = [one for one in numbers if one.unit not in ("share", "times", *(("year",) if single else ()))]
    parts = sorted([*counted, *single], key=lambda one: one.start)
    for first in range(len(parts)):
        row = [parts[first]]
        for after in parts[first + 1 :]:
            row.append(after)
            if not all(_of_one_kind(a, b) and not is_part_of(case, a, b) for a, b in pairwise(row)):
                break
            total = sum((one.value or Fraction(0) for one in row), Fraction(0))
            if _may_be_sum(case, row):
                yield replace(row[0], value=total, noun=(), bound="", said="", change=case.wanted.change)


def _may_be_sum(case: Derivation, row: list[Figure]) -> bool:
    """Whether a sum is not said of what only one of its parts counts, and the parts are no change or range."""
    votes = _is_vote_or_score(case.quote, row)
    if not votes and any(one.end_of_range or one.change.role or one.bound or one.pair for one in row):
        return False
    stated = {one.value for one in case.own}  # `35 took part: 19 for it and 14 against`
    if sum(one.value in stated for one in row) < 2 and (_names_one_side(case) or _names_one_time(case)):  # noqa: PLR2004
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
    return len(years) > 1 and len(own) < len(years) and not TOTAL.search(case.statement)


def _names_one_part(noun: tuple[str, ...], row: list[Figure]) -> bool:
    """Whether a noun is that of one part of a sum, and another part counts other things."""
    named = [of_one_thing(one.noun[0], noun[0]) for one in row if noun and one.noun]
    described = len(row[0].noun) > 1  # `14 public hospitals and 3 private`, in languages with the noun first
    things = [one.noun[0] for one in row if noun and one.noun and not (described and len(one.noun) == 1)]
    return any(named) and any(_PLURAL.fullmatch(word) and not of_one_thing(word, noun[0]) for word in things)


def _compares(case: Derivation) -> bool:
    """Whether a statement says how far apart two numbers are."""
    return _says_difference(case.language, case.statement)


def _compares_there(case: Derivation) -> bool:
    """Whether the quotation does."""
    return _says_difference(case.language_of_quote, case.quote)


def _says_difference(language: str, text: str) -> bool:
    small = text.lower()
    return any(words(language, "difference").search(small) for words in (qualifier, figure_words))


def _may_be_rest(case: Derivation) -> bool:
    """Whether a statement says something else than its quotation, as it has to of what is left."""
    negated = is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)
    rest = bool(REST.search(case.statement)) != bool(REST.search(case.quote))
    return negated or rest or says_other(case)
