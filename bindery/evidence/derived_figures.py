"""Figures that follow from those of one quotation: a difference, a sum, a share, a length of time, a rounded number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import permutations, product

from bindery.evidence.alignment import beginning_of, is_year
from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.derivation import LENGTHS, PLAIN_BOUNDS, Derivation, factor_of_time, kin
from bindery.evidence.derived_bounds import is_negated_bound
from bindery.evidence.derived_changes import is_loss
from bindery.evidence.derived_sums import counts_people
from bindery.evidence.durations import durations, is_duration
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.evidence.implied_figures import DAYS_IN, implied_figures, is_length, lengths_meant
from bindery.evidence.loose_arithmetic import is_read_in_part, may_follow
from bindery.evidence.other_forms import lengths_of_time
from bindery.evidence.periods import is_end_of_period
from bindery.evidence.unlikely_workings import unlikely_working_of
from bindery.evidence.weekly_times import is_between_weekdays
from bindery.evidence.working_fit import follows_by_chance
from bindery.evidence.workings import working_of
from bindery.text import units
from bindery.text.characters import LETTERS
from bindery.text.dates import Day
from bindery.text.elisions import completed
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words, ordinal_words
from bindery.text.frames import idle_words, joints
from bindery.text.units_beside import names_time, time_unit

_MOST_FIGURES = 40  # a quotation with more is a table
_ROUNDED = Fraction(8, 100)  # `almost 40` may be 37
_TENS = range(10, 101, 10)
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[.:h](?P<minute>[0-5]\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_WORD = re.compile(rf"{LETTERS}|(?:18|19|20)\d\d")
_ANY_YEAR = 2023  # of a date without a year; not a leap year
_DAYS_OF_MONTH = 30
_HALF_DAY = 720  # minutes
_REACH_OF_TIMES = 30  # minutes by which `nearly ten hours` may differ
_MONTHS_OF_YEAR = 12
_NEAR = 3  # words beside a share that may name of what it is
_A_YEAR = {"day": 365, "week": 52, "month": 12, "year": 1}


def working_in(
    figures: Sequence[Figure],
    statement: tuple[str, str, tuple[Figure, ...]],
    quotation: tuple[str, str, int | None],
) -> str | None:
    """How a figure follows from those of one quotation: `7.5 − 6.8`; empty where no terms are shown, None where it does not.

    Args:
        figures: the figure, in each form that it may have.
        statement: the language and the text that has it, and the figures of this text.
        quotation: the language and the words of the quotation, and the year of its source if that is known.
    """
    (tag, text, _), (language, words, _) = statement, quotation
    cited = figures_in_quotation(words, language)
    if len(cited) > _MOST_FIGURES:
        return None
    forms = _forms(words, cited)
    for case in _cases(figures, statement, quotation, forms):
        if (working := working_of(case)) or is_derived(case):
            return working
    for case in _cases(figures, statement, quotation, forms):
        if working := unlikely_working_of(case):
            return working
    loose = is_read_in_part(tag) or is_read_in_part(language)
    return "" if loose and _may_follow(figures, text, forms, words) else None


def _forms(words: str, cited: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
    """The figures of a quotation, and again in other forms: with the unit of another one, and as a count, not as a year."""
    full = dict(completed(words, cited))
    forms = [cited]
    if full:
        forms.append(tuple(full.get(one, one) for one in cited))
    if any(one.day and _may_count(words, one) for one in cited):
        forms.append(tuple(replace(one, day=None) if _may_count(words, one) else one for one in cited))
    return forms


def _cases(
    figures: Sequence[Figure],
    statement: tuple[str, str, tuple[Figure, ...]],
    quotation: tuple[str, str, int | None],
    forms: Sequence[tuple[Figure, ...]],
) -> Iterator[Derivation]:
    """A figure in each of its forms beside the figures of a quotation in each of theirs."""
    (tag, text, own), (language, words, year), cited = statement, quotation, forms[0]
    shares = [one for one in implied_figures(words, cited, language) if one.unit == "share"]
    lengths, full = (
        tuple(lengths_of_time(words, cited, language)),
        tuple(dict(completed(words, cited)).values()),
    )
    counts = [replace(one, day=None) for one in figures if one.day and _may_count(text, one)]
    for one, numbers in product((*figures, *counts), forms):  # 2000 in `2000 flats` may look like a year
        yield Derivation(one, text, own, words, (*numbers, *shares), tag, language, lengths, full, year)


def _may_follow(
    figures: Sequence[Figure], text: str, forms: Sequence[tuple[Figure, ...]], quote: str
) -> bool:
    return any(may_follow(one, text, numbers, quote) for one, numbers in product(figures, forms))


def _may_count(text: str, figure: Figure) -> bool:
    """Whether what looks like a year may be a round number of things: `2000 flats`."""
    word = _WORD.match(text, figure.end + 1)
    return not (figure.value or 1) % 100 and word is not None and not names_time(word[0].lower())


def is_derived(case: Derivation) -> bool:
    """Whether a figure of a statement follows from the figures of one quotation."""
    if _is_span(case) or _is_length(case):
        return True
    dated, wanted = _as_date(case), case.wanted
    if dated.wanted.day:
        return is_end_of_period(dated) or _is_moved(dated) or _is_next(dated) or _is_compared(dated)
    if wanted.value is None or wanted.below is not None:
        return False
    return _is_derived_number(case)


def _as_date(case: Derivation) -> Derivation:
    """A number that looks like a year as that year: `around 1778`."""
    wanted = case.wanted
    if wanted.day or wanted.noun or not is_year(wanted):
        return case
    return replace(case, wanted=replace(wanted, day=Day(int(wanted.value or 0))))


def _is_derived_number(case: Derivation) -> bool:
    wanted = case.wanted
    if _THOUSANDS.fullmatch(wanted.token) and any(_THOUSANDS.fullmatch(one.token) for one in case.numbers):
        case = replace(case, wanted=replace(wanted, value=Fraction(wanted.token.replace(".", ""))))
    bounded = wanted.bound in PLAIN_BOUNDS
    return any(rule(case) for rule in (_WITH_BOUND if bounded else _RULES))


def _is_length(case: Derivation) -> bool:
    """Whether a figure is part of a length of time that follows from those of the quotation: 14 months for a year and two months."""
    named = lengths_of_time(case.statement, case.own, case.language)
    own = sorted([*case.own, *named], key=lambda one: one.start)
    return is_duration(case.wanted, case.statement, own, case.quote, case.cited)


def _is_rounded(case: Derivation) -> bool:
    """Whether a number with `almost` or `about` is one of the quotation, rounded to tens: 37 as `almost 40`."""
    wanted = case.wanted
    if wanted.bound != "about" or wanted.value not in _TENS or wanted.unit in ("share", "times", ORDINAL):
        return False
    below = bool(figure_words(case.language, "nearly").match(wanted.said))
    return any(
        abs((one.value or 0) - case.value) <= case.value * _ROUNDED
        and not (below and (one.value or 0) > case.value)
        and kin(one, wanted)
        and not one.bound
        for one in case.numbers
    )


def _is_enclosed(case: Derivation) -> bool:
    """Whether a range encloses a number of the quotation narrowly: `between 2 and 3 billion` for 2.3 billion."""
    if not case.wanted.end_of_range:
        return False
    ends = [one for one in case.own if one.said == case.wanted.said and one.end_of_range]
    low, high = min(one.value or 0 for one in ends), max(one.value or 0 for one in ends)
    if not 0 < low < high <= 2 * low:
        return False
    return any(
        low < (one.value or 0) < high and kin(one, ends[-1]) and not (one.bound or one.end_of_range)
        for one in case.numbers
    )


def _is_repetition(case: Derivation) -> bool:
    """Whether something happened as often as the quotation counts it: `twice` for `the second time`."""
    noun, occasion = case.wanted.noun[:1], figure_words(case.language_of_quote, "occasion")
    after = [case.quote[end:].lower().lstrip() for end in _ranks(case)]
    if noun and not case.wanted.unit and any(text.startswith(noun) for text in after):
        return True
    times = case.wanted.unit == "times" or figure_words(case.language, "occasion").match(case.after.lstrip())
    return bool(times) and any(occasion.match(text) for text in after)


def _is_counted_to(case: Derivation) -> bool:
    """Whether a number of people is that up to which the quotation counts them: four for `she; two others; a fourth one`."""
    noun, value = case.wanted.noun[:1], case.value
    if not noun or not follows_by_chance(case.wanted):
        return False
    counted = {one.value for one in case.numbers if one.unit in ("", "*")}
    after = (_WORD.match(case.quote, end + 1) for end in _ranks(case))
    words = [word[0].lower() for word in after if word]
    same = any(counts_people(noun) or beginning_of(word) == beginning_of(noun[0]) for word in words)
    return same and bool(counted & {value - 1, value - 2})


def _ranks(case: Derivation) -> Iterator[int]:
    """Where each ordinal number of the quotation ends that is the wanted number."""
    yield from (one.end for one in case.numbers if one.unit == ORDINAL and one.value == case.value)
    numbers = ordinal_words(case.language_of_quote)[1]
    if case.value.denominator == 1 and 0 < case.value <= len(numbers):
        yield from (match.end() for match in numbers[int(case.value) - 1].finditer(case.quote))


def _is_converted(case: Derivation) -> bool:
    """Whether a length of time or a rate is one of the quotation in another unit: three weeks for 21 days."""
    wanted = case.wanted
    for one in (*case.numbers, *case.lengths):
        measures = one.measure and wanted.measure and one.measure != wanted.measure
        factor = units.convert(Fraction(1), one.measure, wanted.measure) if measures else _factor(one, wanted)
        if factor is None:
            continue
        value = (one.value or Fraction(0)) * factor
        same = replace(one, value=value, unit=wanted.unit, rate=wanted.rate, measure=wanted.measure)
        if fit_of(same, wanted) == Fit.FULL:
            return True
    return False


def _is_rounded_length(case: Derivation) -> bool:
    """Whether a length of time with a limit is one of the quotation in another unit: more than a month for 43 days."""
    wanted, days = case.wanted, DAYS_IN.get(case.wanted.unit)
    if not days or not wanted.bound or wanted.rate:
        return False
    low, high = lengths_meant(wanted)
    return any(
        low <= (one.value or Fraction(0)) * DAYS_IN[one.unit] / days <= high
        for one in (*case.numbers, *case.lengths)
        if one.unit in DAYS_IN
        and one.unit != wanted.unit
        and one.bound in ("", wanted.bound)
        and not one.rate
    )


def _factor(one: Figure, wanted: Figure) -> Fraction | None:
    """By what a figure is multiplied to have the unit of another; None where it has none that can be converted."""
    if not (one.rate or wanted.rate) and (factor := factor_of_time(one.unit, wanted.unit)):
        return factor
    if (one.unit, wanted.unit) == ("day", "month") and not (one.value or 1) % _DAYS_OF_MONTH:
        return Fraction(1, _DAYS_OF_MONTH)  # three months for 90 days
    if one.rate in _A_YEAR and wanted.rate in _A_YEAR and one.rate != wanted.rate:
        same = (one.unit, one.measure) == (wanted.unit, wanted.measure)
        return Fraction(_A_YEAR[one.rate], _A_YEAR[wanted.rate]) if same else None
    return Fraction(1) if _THOUSANDS.fullmatch(wanted.token) and kin(one, wanted) else None


def _is_completed(case: Derivation) -> bool:
    """Whether a figure is a bare number of the quotation with the unit of another, and the text has a word of its clause."""
    said = {word.lower() for word in _WORD.findall(case.statement)} - idle_words()
    ends = joints(case.quote, case.language_of_quote) if case.completed else []
    for one in case.completed:
        first = max((end for _, end in ends if end <= one.start), default=0)
        last = min((start for start, _ in ends if start >= one.end), default=len(case.quote))
        words = _WORD.findall(f"{case.quote[first : one.start]} {case.quote[one.end : last]}")
        if fit_of(one, case.wanted) == Fit.FULL and {word.lower() for word in words} & said:
            return True
    return False


def _is_span(case: Derivation) -> bool:
    """Whether a length of time, or an age, is that between two dates of the quotation."""
    wanted = case.wanted
    if wanted.unit in ("hour", "day") and is_between_weekdays(case):
        return True
    if wanted.unit in ("minute", "hour"):
        return _is_between_times(case)
    if wanted.unit == "share":
        return _is_part_of_length(case)
    if wanted.unit not in LENGTHS:
        born = figure_words(case.language_of_quote, "born").search(case.quote)
        if wanted.unit or not (born and _follows_age(case.before, case.language)):
            return False
        wanted = replace(wanted, unit="year", noun=())
    days = [one.day for one in case.cited if one.day]
    return is_length(wanted, days) or _is_part_of_year(case)


def _is_between_times(case: Derivation) -> bool:
    """Whether a length of time is that between two times of day of the quotation: 25 minutes for `at 10.15 and at 10.40`.

    It may be part of a longer one, `nine hours and 25 minutes`, and go on over midnight.
    """
    own = next((o for o in durations(case.statement, case.own) if o.start <= case.wanted.start < o.end), None)
    times = list(filter(None, (_minutes(one.token) for one in case.cited)))
    if own is None or len(times) < 2:  # noqa: PLR2004  two times
        return False
    stated, day = (
        own.value / 60,
        _HALF_DAY if any(_is_open(one.token) for one in case.cited) else 2 * _HALF_DAY,
    )
    reach = _REACH_OF_TIMES if case.wanted.bound else 0
    apart = {(one - other) % day for one, other in permutations(times, 2)}
    return any(abs(stated - minutes) <= reach for minutes in apart if minutes)


def _minutes(token: str) -> int | None:
    """How many minutes after midnight a time of day is; None for any other number."""
    time = _CLOCK.fullmatch(token.removesuffix("?"))
    return 60 * int(time["hour"]) + int(time["minute"]) if time else None


def _is_open(token: str) -> bool:
    """Whether a time of day may be before or after noon."""
    return token.endswith("?")


def _is_part_of_year(case: Derivation) -> bool:
    """Whether a number of months is that of a part of a year that the quotation names: six for `the first half`."""
    key = {6: "half_year", 3: "quarter"}.get(int(case.value)) if case.value.denominator == 1 else None
    if key is None or case.wanted.unit != "month":
        return False
    named = any(one.part.endswith("half" if key == "half_year" else "quarter") for one in case.cited)
    return named or bool(figure_words(case.language_of_quote, key).search(case.quote.lower()))


def _is_part_of_length(case: Derivation) -> bool:
    """Whether a share is one of a year, and the quotation has so many months: half a year for six months."""
    months = _MONTHS_OF_YEAR * case.value
    beside = [*_WORD.findall(case.before.lower())[-_NEAR:], *_WORD.findall(case.after.lower())[:_NEAR]]
    year = any("year" in (word, time_unit(word)) for word in beside)
    return year and any(one.unit == "month" and one.value == months for one in case.numbers)


def _is_moved(case: Derivation) -> bool:
    """Whether a date is so long before or after one of the quotation: 6 June for `on 28 May; nine days later`."""
    dates = [one.day for one in case.cited if one.day]
    spans = [one for one in (*case.numbers, *case.lengths) if one.unit in LENGTHS]
    spans += [replace(one, unit="year", noun=()) for one in case.numbers if _is_age(case, one)]
    return any(
        _same_day(moved, case.wanted.day)
        for day in dates
        for one in spans
        for moved in (_moved(day, one.unit, sign * int(one.value or 0)) for sign in (1, -1))
    )


def _is_age(case: Derivation, figure: Figure) -> bool:
    """Whether a number of the quotation without a unit is the age of someone: `at the age of 29`."""
    bare = not figure.unit.strip("*")
    return bare and _follows_age(case.quote[: figure.start], case.language_of_quote)


def _follows_age(text: str, language: str) -> bool:
    """Whether a text ends in words after which an age follows: `at the age of`."""
    words, end = figure_words(language, "at_age"), len(text.rstrip())
    return end < len(text) and any(match.end() == end for match in words.finditer(text))


def _is_next(case: Derivation) -> bool:
    """Whether a date is the year or day before or after one of the quotation, which has words for that: `the year before`."""
    words = partial(figure_words, case.language_of_quote)
    days = [one.day for one in case.cited if one.day]
    years = [*days, Day(case.year)] if case.year else days
    return any(
        words(f"{unit}_{way}").search(case.quote) and _same_day(_moved(day, unit, number), case.wanted.day)
        for unit, near in (("year", years), ("day", days))
        for way, number in (("before", -1), ("after", 1))
        for day in near
    )


def _is_compared(case: Derivation) -> bool:
    """Whether a year is that before one in which something changed, for what it was then: 20,000 in 2022 for `fell by 20 % to 16,000 in 2023`."""
    day, changed = case.wanted.day, any(one.change.role == "by" for one in case.numbers)
    if day is None or not changed or day.month:
        return False
    after = (day.year or 0) + 1
    dated = any(one.day and one.day.year == after for one in case.cited)
    return dated and any(working_of(replace(case, wanted=one)) for one in _new_numbers(case))


def _new_numbers(case: Derivation) -> list[Figure]:
    """The numbers of a statement that its quotation does not have."""
    there = {one.value for one in case.numbers}
    return [one for one in case.own if one.value is not None and not one.day and one.value not in there]


def _same_day(one: Day | None, wanted: Day | None) -> bool:
    if one is None or wanted is None:
        return False
    return one.says(wanted)


def _moved(day: Day, unit: str, number: int) -> Day | None:
    """A date so many units of time later; None where it is not exact enough."""
    if unit in ("day", "week"):
        if day.month is None or day.day is None:
            return None
        first = date(day.year or _ANY_YEAR, day.month, day.day)
        later = date.fromordinal(first.toordinal() + number * (7 if unit == "week" else 1))
        return replace(day, year=later.year if day.year else None, month=later.month, day=later.day)
    months = number * (12 if unit == "year" else 1)
    if day.month is None:
        return replace(day, year=day.year + number) if day.year and unit == "year" else None
    years, month = divmod(day.month - 1 + months, 12)
    return replace(day, year=day.year + years if day.year else None, month=month + 1)


_WITH_BOUND: tuple[Callable[[Derivation], bool], ...] = (_is_converted, _is_rounded_length, is_negated_bound)
_RULES: tuple[Callable[[Derivation], bool], ...] = (
    _is_converted,
    _is_rounded_length,
    _is_completed,
    _is_rounded,
    _is_enclosed,
    _is_repetition,
    _is_counted_to,
    is_loss,
)
