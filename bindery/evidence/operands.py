"""Checks that each number in a claim's calculation has evidence, or is a constant of arithmetic in its proper role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from bindery.evidence.calculation import read_calculation
from bindery.evidence.calculation_result import Calculation, WrittenNumber
from bindery.evidence.cited_material import Material
from bindery.evidence.figure_matching import Carrier
from bindery.text import numerals
from bindery.text.dates import Day
from bindery.text.figure import Figure

_FACTORS = ("factor", "divisor")
_HUNDRED = 100
_HALVES = 2
_POWERS_OF_TEN = frozenset(
    Fraction(10) ** power for power in (2, 3, 4, 5, 6, 9)
)  # per cent, per 100,000, kg in tonnes
_OF_TIME = frozenset(
    map(Fraction, (7, 12, 24, 52, 60, 365, 366, 3600))
)  # days, months, hours, weeks, minutes, seconds
_TIME = re.compile(
    r"(?i)\b(?:year|annual|month|week|fortnight|day|daily|night|hour|minute|second)(?:s|ly|-)?\b|per annum"
)
_SCALES = [
    Fraction(10) ** power for power in (3, 5, 6, 7, 9, 12)
]  # thousand, lakh, million, crore, billion, trillion
_YEARS = range(1800, 2101)


@lru_cache(maxsize=1024)
def read(text: str) -> Calculation:
    """A calculation, read and calculated."""
    return read_calculation(text)


def results_of(calculation: str | None) -> list[Carrier]:
    """The results of a calculation as figures that carry those of its claim; none when there is no calculation."""
    if not calculation:
        return []
    if read(calculation).fault:  # it is reported, so its numbers are not reported a second time
        figures = numerals.find_figures(re.sub(r"[-+*/=≈()−–·⋅×÷∕]", " ; ", calculation))
        return [Carrier(replace(figure, unit="*"), "computed", words=calculation) for figure in figures]
    return [
        Carrier(Figure(0, 0, number.amount, "%" if number.percent else "*"), "computed", words=calculation)
        for number in read(calculation).results
    ]


def unsupported(calculation: str, material: Material, claim: str) -> Iterator[WrittenNumber]:
    """The numbers of a calculation that nothing cited has and that are no constants; none when it is wrong anyway.

    A calculation that consists of constants only calculates nothing from evidence, so its first number is returned.

    Args:
        calculation: the calculation.
        material: what its claim cites.
        claim: the text of the claim.
    """
    numbers, material = read(calculation).operands, material.without_results()
    timed = bool(_TIME.search(calculation) or _TIME.search(claim))
    constants = [n for index, n in enumerate(numbers) if _is_constant(n, numbers[:index], timed=timed)]
    for number in numbers:
        if not _carried(number, material) and (number not in constants or len(constants) == len(numbers)):
            yield number
            if len(constants) == len(numbers):
                return


def _is_constant(number: WrittenNumber, before: Iterable[WrittenNumber], *, timed: bool) -> bool:
    """Whether a number is a constant of arithmetic in its role. `docs/method.md` lists these constants.

    Args:
        number: the number.
        before: the numbers before it.
        timed: whether the calculation or its claim speaks of time.
    """
    amount, role = number.amount, number.role
    if number.percent:
        return amount == _HUNDRED and role in ("minuend", "offset")
    if role == "mean":
        return True
    if not number.whole and not (timed and amount in _OF_TIME and role in _FACTORS):
        return False
    if amount == 1:
        return role in ("offset", "minuend") or (role == "addend" and _has_two_years(before))
    if amount == _HUNDRED and role in ("minuend", "offset"):
        return True
    return role in _FACTORS and _is_factor(amount, role, timed=timed)


def _has_two_years(numbers: Iterable[WrittenNumber]) -> bool:
    """Whether two of some numbers may be years, so that 1 may be added to count both."""
    return sum(1 for number in numbers if number.amount in _YEARS) > 1


def _is_factor(amount: Fraction, role: str, *, timed: bool) -> bool:
    """Whether a number is a constant by which something may be multiplied or divided."""
    return (
        amount in _POWERS_OF_TEN
        or (timed and amount in _OF_TIME)
        or (amount == _HALVES and role == "divisor")
    )


def _carried(number: WrittenNumber, material: Material) -> bool:
    """Whether what a claim cites has a number, with any bound; `1.2` may be 1.2 million of something."""
    if material.carries(Figure(0, 0, number.amount, "%" if number.percent else "*")):
        return True
    if abs(number.amount) < 1 and material.carries(Figure(0, 0, number.amount * _HUNDRED, "%")):
        return True  # 0.56 for 56 per cent
    if number.whole and number.amount in _YEARS and material.carries(_year(number)):
        return True
    return any(material.has_number(Figure(0, 0, number.amount * scale)) for scale in _SCALES)


def _year(number: WrittenNumber) -> Figure:
    return Figure(0, 0, number.amount, day=Day(int(number.amount)))


def means(key: str, number: WrittenNumber) -> bool:
    """Whether a key of `allow_figures` means a number of a calculation."""
    return any(figure.value == number.amount for figure in numerals.find_figures(key))
