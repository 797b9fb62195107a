"""Figures that a text implies without saying them: the share in `9 of the 12`, the length of `1979 to 1989`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from bindery.evidence.other_forms import other_forms
from bindery.text import numerals
from bindery.text.characters import LETTERS
from bindery.text.dates import Day
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_forms, figure_words
from bindery.text.frames import frame_pattern

_POWERS = frozenset([10, 100, 1000])
_ANY_WHOLE = frozenset([*range(2, 11), 12, 20, 25, 50, 100, 1000])
_WHOLES = frozenset([2, 3, 4, 5, 10, 20, 100, 1000])  # of shares that count nothing
_WORD = r"(?:[^\W\d_][\u064b-\u0652]*)+"  # with the short vowels of Arabic
_NAME = re.compile(r"\s+(?P<noun>[^\W\d_]{3,})")
_VERB = re.compile(r"(?:\s+[^\W\d_]+){1,3}\s+")  # `Von 1400 Höfen hielten 210`
_THEN_PART = re.compile(rf"(?:\s+{LETTERS}){{0,3}},\s+")
_APART = re.compile(r"[.;:؛۔।؟?!]|[,،].*[,،]")  # between two clauses, or round an aside
_NUMBER = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
_HALVES = 2
_ANY_YEAR = 2024  # of two days without a year; with a 29 February
_SIMPLE = 10  # `some 12,000 of 48,000` is a quarter
_DAYS = {"day": 1, "week": 7}
DAYS_IN = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(1461, 48), "year": Fraction(1461, 4)}
_ABOUT_A_LENGTH = Fraction(1, 12)


class _Phrases(NamedTuple):
    """Patterns of the words of all languages that stand between the two numbers of a share, or before the first of them.

    Attributes:
        part_of: between a part and its whole: `of the`.
        in_each: between the two numbers of a share that counts nothing: `in`.
        in_any: the same where the whole is a small number, which other words may come before.
        from_among: between a whole and its part.
        comma: between a whole that opens a sentence and its part.
        opening: before a whole that does: `Of the`.
    """

    part_of: re.Pattern[str]
    in_each: re.Pattern[str]
    in_any: re.Pattern[str]
    from_among: re.Pattern[str]
    comma: re.Pattern[str]
    opening: re.Pattern[str]


@cache
def _phrases() -> _Phrases:
    of, definite, only = (figure_forms("", key) for key in ("part_of", "definite", "only"))
    in_each, so_many, among, did = (
        figure_forms("", key) for key in ("in_each", "in_so_many", "from_among", "did")
    )
    the = rf"(?:(?:{definite})\s+(?:{_WORD}['’]s?\s+)?)?"
    parts = (
        rf"\s+(?:{_WORD}\s+)?(?:{of})\s+{the}",
        rf"\s+(?:{_WORD}\s+)?(?:{in_each})\s+",
        rf"\s+(?:{LETTERS}\s+){{0,2}}?(?:{in_each}|{so_many})\s+",
        rf"\s+(?:{LETTERS}\s+){{0,3}}(?:{among})\s+(?:(?:{only})\s+)?",
        rf"(?:\s+{_WORD}){{0,3}}(?:[,،]\s+(?:{_WORD}\s+){{0,4}}?|\s+(?:{did})\s+(?:(?:{only})\s+)?)",
        rf"(?<!\w)(?:{of})\s+{the}$",
    )
    return _Phrases(*(re.compile(f"(?i){part}") for part in parts))


def implied_figures(quote: str, figures: Sequence[Figure], language: str) -> Iterator[Figure]:
    """The figures that quoted words imply.

    Args:
        quote: the words.
        figures: the figures that they have.
        language: their language.
    """
    for first, second in pairwise(figures):
        if _is_part(first) and _is_part(second):
            yield from _share(quote, first, second, language)
            yield from _of_votes(quote, first, second)
    for figure in figures:
        if (
            figure.unit == "share"
            and not figure.bound
            and figure_words("", "definite").search(quote, figure.start, figure.end)
        ):
            yield from _numbers_of(quote, figure, language)
    for figure in figures:
        named = _NAME.match(quote, of_them.end()) if (of_them := _of_them(quote, figure, language)) else None
        if named and not figure.noun and not figure.day:
            yield replace(figure, noun=(named["noun"].lower(),))
    for nothing in _nothing(language):
        for match in nothing.finditer(quote):
            yield Figure(*match.span(), Fraction(0), "*")
    yield from other_forms(quote, figures, language)


def _of_them(quote: str, figure: Figure, language: str) -> re.Match[str] | None:
    """The words `of them` directly after a figure."""
    return figure_words(language, "of_them").match(quote, figure.end + 1)


@cache
def _nothing(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is said of none: `nobody`, and `no new members`."""
    things = rf"(?:{figure_forms(language, 'no')})\s+(?:{_WORD}\s+)?[^\W\d_]{{3,}}s"
    return figure_words(language, "nothing"), re.compile(rf"(?i)(?<!\w){things}(?!\w)")


def proportions(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """The two numbers of each share that counts nothing, and the share: `nine patients in ten`, but not `nine of the ten`.

    Args:
        text: the text.
        figures: its figures.
    """
    for first, second in pairwise(figures):
        if not (_is_part(first) and _is_part(second)) or figure_words("", "definite").search(
            text, first.start, second.end
        ):
            continue
        if max(first.value or 0, second.value or 0) not in _wholes(text, first, second):
            continue
        for share in _share(text, first, second, ""):
            yield first, second, share


def _wholes(text: str, first: Figure, second: Figure) -> frozenset[int]:
    """The wholes of which the words between two numbers make a share."""
    between = text, first.end, second.start
    if _phrases().from_among.fullmatch(*between):
        counted = first.noun and (first.value or 0) > (second.value or 0)  # `of five officers, two`
        return frozenset() if counted else _WHOLES
    return _WHOLES if _phrases().in_each.fullmatch(*between) else _POWERS


def told_shares(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """As `proportions`, of what a statement may mean as a share: `one stolen car in six`."""
    for first, second in pairwise(figures):
        small = _is_part(first) and _is_part(second) and (second.value or 0) in _ANY_WHOLE
        if (
            small
            and _phrases().in_any.fullmatch(text, first.end, second.start)
            and (first.value or 0) < (second.value or 0)
        ):
            share = (first.value or Fraction(0)) / (second.value or Fraction(1))
            yield (
                first,
                second,
                Figure(first.start, second.end, share, "share", bound=first.bound, said=first.said),
            )
    yield from proportions(text, figures)


def _of_votes(quote: str, first: Figure, second: Figure) -> Iterator[Figure]:
    """The share of each side of a vote: three fifths and two fifths for `by three votes to two`."""
    if first.pair and first.pair == second.pair and figure_words("", "votes").search(quote):
        whole = sum(first.pair)
        yield from (Figure(first.start, second.end, side / whole, "share") for side in first.pair)


def part_and_whole(
    quote: str, first: Figure, second: Figure, language: str
) -> tuple[Figure, Figure] | tuple[()]:
    """Two numbers of which one is a part of the other, the part first: `9 of the 12`, `of the 12 members, 9`.

    Args:
        quote: the text that has them.
        first: the one that comes first.
        second: the other one.
        language: the language of the text; empty where only what is between the two may say so.
    """
    phrases, between = _phrases(), (quote, first.end, second.start)
    if phrases.part_of.fullmatch(*between) or phrases.in_each.fullmatch(*between):
        return first, second
    if (
        (
            _is_first(quote, first)
            and phrases.comma.fullmatch(*between)
            and not _are_others(quote[first.end : second.start], language)
        )
        or (phrases.opening.match(quote[: first.start]) and _VERB.fullmatch(*between))
        or phrases.from_among.fullmatch(*between)
        or (_THEN_PART.fullmatch(*between) and _are_of_them(quote, second, language))
        or (language and _names_part(quote[first.end : second.start], language))
    ):
        return second, first
    return ()


def _are_of_them(quote: str, part: Figure, language: str) -> bool:
    """Whether words such as `of them` follow a number directly."""
    return bool(frame_pattern(language, "parts").match(quote, part.end + 1))


def _are_others(between: str, language: str) -> bool:
    """Whether the words between two numbers say that the second is of others: `of seven, while for two others`."""
    small = between.lower()
    return any(
        words.search(small) for words in (figure_words(language, "rest"), frame_pattern(language, "breaks"))
    )


def opens_whole(words: str) -> bool:
    """Whether the words of a sentence before a number make it a whole of which parts follow: `Of the`.

    Args:
        words: all words of the sentence before the number.
    """
    return bool(_phrases().opening.fullmatch(words.strip() + " "))


def _names_part(between: str, language: str) -> bool:
    """Whether the words between two numbers end in one such as `of whom`, in the clause of the first or the next one."""
    of_whom = frame_pattern(language, "parts").search(between)
    if of_whom is None or _APART.search(between):
        return False
    return len(between[of_whom.end() :].split()) <= 1


def _share(quote: str, first: Figure, second: Figure, language: str) -> Iterator[Figure]:
    """The share of two numbers of which one is a part of the other."""
    found = part_and_whole(quote, first, second, language)
    if not found:
        return
    part, whole = found
    share = (part.value or Fraction(0)) / (whole.value or Fraction(1))
    if share < 1:
        exact = part.bound == "about" and share.denominator <= _SIMPLE
        bound, said = ("", "") if exact else (part.bound, part.said)
        yield Figure(first.start, second.end, share, "share", bound=bound, said=said)


def _is_first(text: str, whole: Figure) -> bool:
    """Whether a number is the whole of which a part follows: `of the 400 houses, 100`."""
    return bool(_phrases().opening.search(text, max(0, whole.start - 12), whole.start))


def _is_part(figure: Figure) -> bool:
    plain = figure.value is not None and figure.below is None and not figure.day and not figure.end_of_range
    return plain and figure.unit != ORDINAL and (figure.value or 0) > 0 and figure.unit in ("", "*")


def _numbers_of(quote: str, share: Figure, language: str) -> Iterator[Figure]:
    """The two numbers of a share such as `three out of ten`."""
    found = []
    for word in _NUMBER.finditer(quote, share.start, share.end):
        own = numerals.find_figures(word[0], language, only=True)
        if len(own) == 1 and own[0].value is not None and own[0].unit == "" and own[0].start == 0:
            found.append(replace(own[0], start=word.start(), end=word.end(), weak=False))
    if len(found) == 2:  # noqa: PLR2004  part and whole
        yield from found


def is_length(figure: Figure, days: Iterable[Day]) -> bool:
    """Whether a length of time is that between two dates of the same text: `ten years` beside 1979 and 1989."""
    if figure.value is not None and figure.unit == "year" and figure.value.denominator == 2:  # noqa: PLR2004  a half
        figure = replace(figure, value=12 * figure.value, unit="month")
    if figure.value is None or figure.unit not in DAYS_IN:
        return False
    if figure.value.denominator > (_HALVES if figure.unit == "week" else 1):
        return False
    found = list(days)
    pairs = [pair for row in (found, list(_with_years(found))) for pair in combinations(row, 2)]
    if figure.bound and any(_is_about_between(figure, *pair) for pair in pairs):
        return True
    return any(_is_between(figure, *sorted(pair, key=_in_order)) for pair in map(_in_one_year, pairs))


def _in_order(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0


def _is_about_between(figure: Figure, one: Day, other: Day) -> bool:
    """Whether a length of time with a limit, such as *more than 20 months*, is that between two dates, as far as they say."""
    if one.year is None or other.year is None:
        return False
    first, last = sorted((_range_of(one), _range_of(other)))
    unit = DAYS_IN[figure.unit]
    shortest, longest = (Fraction(days) / unit for days in (last[0] - first[1], last[1] - first[0]))
    low, high = lengths_meant(figure)
    return shortest <= high and low <= longest and longest - shortest <= 2  # noqa: PLR2004  years without months


def lengths_meant(figure: Figure) -> tuple[Fraction, Fraction]:
    """From which to which length a length of time with a limit or an estimate may be said, in its own unit."""
    value = figure.value or Fraction(0)
    return {
        "over": (value, value + 1),
        "at least": (value, value + 1),
        "under": (value - 1, value),
        "at most": (value - 1, value),
    }.get(figure.bound, (value - _ABOUT_A_LENGTH * value, value + _ABOUT_A_LENGTH * value))


def _range_of(day: Day) -> tuple[int, int]:
    """The first and the last day that a date may mean, as ordinal numbers."""
    year = day.year or _ANY_YEAR
    if day.month is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if day.day is None:
        first = date(year, day.month, 1).toordinal()
        return first, first + 30
    return (exact := date(year, day.month, day.day).toordinal()), exact


def _in_one_year(pair: tuple[Day, Day]) -> tuple[Day, Day]:
    """Two months or days of which one has a year, both in that year if the first of them comes first: `May to July 2023`."""
    one, other = pair
    first = (one.month or 0, one.day or 0) < (other.month or 0, other.day or 0)
    if first and one.month and other.month and not one.year:
        year = other.year or _ANY_YEAR
        return replace(one, year=year), replace(other, year=year)
    return pair


def _with_years(days: Iterable[Day]) -> Iterator[Day]:
    """Some dates in the order of a text, those without a year in the year of the date before them."""
    year = None
    for day in days:
        year = day.year or year
        yield replace(day, year=year) if year and day.month else day


def _is_between(figure: Figure, first: Day, last: Day) -> bool:
    """Whether a length of time is that between two dates; in years, whole ones or those of the calendar."""
    if figure.unit == "year" and first.year and last.year:
        years = last.year - first.year
        if (first.month is None) != (last.month is None):
            return figure.value in (years, years - 1)
        if first.month is None:  # from 2020 to 2022 are three years if both count
            return figure.value in (years, years + 1)
        early = (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
        return figure.value == years - early
    if (first.year is None) != (last.year is None):
        return False
    if figure.unit == "month":
        months = _in_months(first, last)
        if months is None:
            return False
        # From January to August are eight months if both count.
        return figure.value in ((months,) if first.day else (months, months + 1))
    return figure.unit in _DAYS and figure.value in _in_days(first, last, _DAYS[figure.unit])


def _in_months(first: Day, last: Day) -> int | None:
    """How many whole months are between two days or two months of a year; None when it is not a whole number."""
    if None in (first.year, first.month, last.year, last.month):
        return None
    if first.day and last.day and first.day != last.day:  # from 1 July to 31 December, both counted
        after = date.fromordinal(date(last.year or 1, last.month or 1, last.day).toordinal() + 1)
        if after.day != first.day:
            return None
        last = Day(after.year, after.month, after.day)
    elif first.day != last.day:
        return None
    return 12 * ((last.year or 0) - (first.year or 0)) + (last.month or 0) - (first.month or 0)


def _in_days(first: Day, last: Day, unit: int) -> set[Fraction]:
    """How many days or weeks are between two days; days may be counted with the first one or without it, half weeks are rounded."""
    if None in (first.month, first.day, last.month, last.day):
        return set()
    dates = (date(day.year or _ANY_YEAR, day.month or 1, day.day or 1) for day in (first, last))
    start, end = dates
    length = (end - start).days
    whole: set[Fraction] = {Fraction(days, unit) for days in (length, length + 1) if days % unit == 0}
    half = round(Fraction(2 * length + 1, unit)) if unit > 1 else 0  # two weeks and a half for 17 or 18 days
    return whole | ({Fraction(half, 2)} if half % 2 else set())
