"""Whether a figure may follow from those of a quotation in a language whose words for limits, shares and sums are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from bindery.text import units
from bindery.text.characters import LETTERS
from bindery.text.figure import ORDINAL, Figure
from bindery.text.languages import code_of, section
from bindery.text.number_parts import has_number_parts

_PARTS = [
    Fraction(part, whole) for part, whole in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 1), (3, 1))
]
_IN_TIME = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629746, "year": 31556952}
_ROUGH = Fraction(12, 100)  # `over 70` may be 73, `close to 3 million` 2.7 million
_NEAR = Fraction(2, 100)
_BEFORE = re.compile(rf"({LETTERS})[ \u00a0]$")
_AFTER = re.compile(rf"[ \u00a0]?({LETTERS}|%)")
_HUNDRED, _THOUSAND = 100, 1000


def is_read_in_part(language: str) -> bool:
    """Whether numbers of a language are read, but not the words around them."""
    code = code_of(language)
    return has_number_parts(code) and not section(code, "figure_words")


def may_follow(wanted: Figure, statement: str, cited: Sequence[Figure], quote: str) -> bool:
    """Whether a number may be one of a quotation, rounded, or follow from one or two of them in one step.

    Args:
        wanted: the figure of a statement.
        statement: the text of the statement.
        cited: the figures of the quotation.
        quote: the words of the quotation. Where another number stands between the same two words, nothing follows.
    """
    value = wanted.value
    beside = _words_beside(statement, wanted)
    if value is None or not _is_number(wanted) or _is_changed(beside, cited, quote):
        return False
    numbers = [one for one in cited if _is_number(one)]
    rounded = wanted.bound != "" or (_is_round(value) and value >= _THOUSAND)
    same = any(_are_near(value, found, _ROUGH if rounded else 0) for found in _same(wanted, numbers))
    return same or any(
        _are_near(value, found, _NEAR if rounded else 0) for found in _results(wanted, numbers)
    )


def _is_number(figure: Figure) -> bool:
    return bool(figure.value) and not figure.day and figure.unit != ORDINAL


def _is_changed(beside: tuple[str, str], cited: Sequence[Figure], quote: str) -> bool:
    """Whether another number stands between the same two words of a quotation."""
    return all(beside) and any(_words_beside(quote, one) == beside for one in cited)


def _words_beside(text: str, figure: Figure) -> tuple[str, str]:
    """The words before and after a number, in small letters; empty where none is beside it."""
    before, after = _BEFORE.search(text, 0, figure.start), _AFTER.match(text, figure.end)
    return (before[1].lower() if before else ""), (after[1].lower() if after else "")


def _is_round(value: Fraction) -> bool:
    """Whether a number has one or two digits before its zeros, and at least one zero: 70, 2,700,000."""
    digits = str(int(abs(value))).rstrip("0")
    return value.denominator == 1 and len(digits) <= 2 and abs(value) >= 10 * int(digits or 1)  # noqa: PLR2004


def _are_near(one: Fraction, other: Fraction, part: Fraction | int) -> bool:
    return abs(one - other) <= part * abs(one)


def _same(wanted: Figure, numbers: Sequence[Figure]) -> Iterator[Fraction]:
    """The numbers of the quotation in the unit of the one that is wanted."""
    for one in numbers:
        value = one.value or Fraction(0)
        converted = (
            units.convert(value, one.measure, wanted.measure) if one.measure and wanted.measure else None
        )
        if converted is not None:
            yield converted
        elif one.unit in _IN_TIME and wanted.unit in _IN_TIME:
            yield value * _IN_TIME[one.unit] / _IN_TIME[wanted.unit]
        elif not (one.measure and wanted.measure) and _may_be_one_unit(one, wanted):
            yield value


def _may_be_one_unit(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or "" in (one.unit, other.unit) or "*" in (one.unit, other.unit)


def _results(wanted: Figure, numbers: Sequence[Figure]) -> Iterator[Fraction]:
    """What follows from one or two numbers of the quotation in one step."""
    same = list(_same(wanted, numbers))
    yield from (value * part for value in same for part in _PARTS)
    for one, other in combinations(same, 2):
        yield from (one + other, abs(one - other))
    for share in (one.value or Fraction(0) for one in numbers if one.unit == "%"):
        yield from _of_share(wanted, share, same)
    if wanted.unit == "%":
        plain = [abs(one.value or Fraction(0)) for one in numbers if one.unit != "%"]
        yield from (min(pair) * _HUNDRED / max(pair) for pair in combinations(plain, 2))


def _of_share(wanted: Figure, share: Fraction, same: Sequence[Fraction]) -> Iterator[Fraction]:
    """What a percentage leaves, what it is of a number, and what the number was before it changed by so much."""
    if wanted.unit in ("%", "pp", "*"):
        yield _HUNDRED - share
        return
    yield from (value * share / _HUNDRED for value in same)
    for whole in (_HUNDRED + share, _HUNDRED - share):
        yield from (value * _HUNDRED / whole for value in same if whole)
