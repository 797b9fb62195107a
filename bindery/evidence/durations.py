"""Lengths of time that several figures give together: two and a half years for `two years and six months`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bindery.text.characters import LETTERS
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import ordinal_words
from bindery.text.unit_names import unit_named
from bindery.text.units_beside import UNITS_OF_TIME, time_unit

_SECONDS = {
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86400),
    "week": Fraction(604800),
}
_MONTHS = {"month": Fraction(1), "year": Fraction(12)}
_SECOND = re.compile(
    r"(?:seconds?|sekunden?|secondes?|segundos?|second[oi]|секунд\w*|سیکنڈ|ثانیه|ثانية|ثوان|सेकंड)$"
)
_BETWEEN = re.compile(rf"(?:[\s-]*{LETTERS})?(?:\s*,\s*|\s+)(?:(?:and|und|et|y|en|e|i|ve|и|و|اور|और)\s*)?")
_WORD = re.compile(LETTERS)
_CLOCK = re.compile(r"(\d{1,3}):(\d\d)\??")


class Duration(NamedTuple):
    """A length of time in a text.

    Attributes:
        start: offset of its first figure.
        end: offset after its last one.
        kind: `seconds` or `months`, which are never converted into each other.
        value: the length in that unit.
    """

    start: int
    end: int
    kind: str
    value: Fraction


def ranks_of_time(text: str, figures: Iterable[Figure], language: str) -> Iterator[tuple[int, Fraction, str]]:
    """Where each rank of a unit of time begins, its number, and the unit: the 6 and the day of `on the sixth day`.

    Args:
        text: the text.
        figures: its figures.
        language: its language.
    """
    ranks = [(one.start, one.end, one.value) for one in figures if one.unit == ORDINAL and one.value]
    for number, words in enumerate(ordinal_words(language)[1], 1):
        ranks += [(*match.span(), Fraction(number)) for match in words.finditer(text)]
    for start, end, rank in ranks:
        word = _WORD.match(text, end + 1)
        name = word[0].lower() if word else ""
        named = unit_named(text, end + 1, language)[0].removesuffix("s") if word else ""
        if unit := name if name in UNITS_OF_TIME else time_unit(name) or named:
            yield start, rank, unit


def durations(text: str, figures: Sequence[Figure]) -> Iterator[Duration]:
    """The lengths of time in a text, those of figures directly after each other as one.

    Args:
        text: the text.
        figures: its figures.
    """
    last: Duration | None = None
    least = Fraction(0)  # what the last figure counts: the next one has to count something smaller
    for figure in figures:
        kind, unit = _unit_of(figure)
        if not kind:
            continue
        value = _value(figure) * unit
        joined = (
            last and last.kind == kind and unit < least and _BETWEEN.fullmatch(text, last.end, figure.start)
        )
        if last and (not joined or "," in text[last.end : figure.start]):
            yield last  # `two and a half hours, 20 minutes less` are two lengths
        start = last.start if last and joined else figure.start
        last = Duration(start, figure.end, kind, value + (last.value if last and joined else 0))
        least = unit
    if last:
        yield last


def _value(figure: Figure) -> Fraction:
    if clock := _CLOCK.fullmatch(figure.token):
        return Fraction(60 * int(clock[1]) + int(clock[2]))
    return figure.value or Fraction(0)


def _unit_of(figure: Figure) -> tuple[str, Fraction]:
    """The kind of time that a figure gives, and how much of it one is; empty for another figure."""
    if figure.value is None and _CLOCK.fullmatch(figure.token):
        return "seconds", _SECONDS["minute"]
    if figure.value is None or figure.day or figure.rate:
        return "", Fraction(0)
    if figure.unit in _SECONDS:
        return "seconds", _SECONDS[figure.unit]
    if figure.unit in _MONTHS:
        return "months", _MONTHS[figure.unit]
    if not figure.unit and figure.noun and _SECOND.match(figure.noun[0]):
        return "seconds", Fraction(1)
    return "", Fraction(0)


def is_duration(
    wanted: Figure, text: str, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> bool:
    """Whether a figure is part of a length of time that a quotation gives in other units, or of the difference of two.

    Args:
        wanted: the figure.
        text: the statement.
        own: the figures of the statement.
        quote: the words of the quotation.
        cited: its figures.
    """
    mine = next((one for one in durations(text, own) if one.start <= wanted.start < one.end), None)
    if mine is None:
        return False
    lengths = [one.value for one in durations(quote, cited) if one.kind == mine.kind]
    return mine.value in lengths or mine.value in (abs(a - b) for a, b in combinations(lengths, 2))
