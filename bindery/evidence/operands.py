"""Checks that each number in a claim's calculation has evidence, or is a constant of arithmetic in its proper role."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from bindery.evidence.cited_material import Material, figures_in_quotation
from bindery.evidence.counted_things import things_after
from bindery.evidence.figure_matching import Carrier, Fit
from bindery.evidence.figures_meant import key_means
from bindery.text import numerals
from bindery.text.dates import Day
from bindery.text.figure import Figure
from bindery.text.things import related, things_in

if TYPE_CHECKING:
    from bindery.evidence.calculation_result import Calculation, WrittenNumber

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
_TRIAL = 3  # a number before a unit, to read the unit
_BOUNDS = ("about", "at least", "at most", "over", "under")


@lru_cache(maxsize=1024)
def read(text: str) -> Calculation:
    """A calculation, read and calculated."""
    from bindery.evidence.calculation import read_calculation  # noqa: PLC0415  few claims have a calculation

    return read_calculation(text)


def results_of(calculation: str | None, material: Material) -> list[Carrier]:
    """The results of a calculation as figures that carry those of its claim; none when there is no calculation.

    A result is a limit if a number that goes into it is one in all that the claim cites. Which way, is for the author
    to say, so a result with any bound is supported then.

    Args:
        calculation: the calculation.
        material: what its claim cites otherwise.
    """
    if not calculation:
        return []
    if read(calculation).fault:  # it is reported, so its numbers are not reported a second time
        figures = numerals.find_figures(re.sub(r"[-+*/=≈()−–·⋅×÷∕]", " ; ", calculation))
        return [Carrier(replace(figure, unit="*"), "computed", words=calculation) for figure in figures]
    said = next(filter(None, (_said(number, material) for number in read(calculation).operands)), "")
    made = []
    for number in read(calculation).results:
        figure = Figure(0, 0, number.amount, "%" if number.percent else "*")
        if said:
            made += [replace(figure, bound=bound, said=said) for bound in _BOUNDS]
        elif number in read(calculation).rough:
            made.append(replace(figure, bound="about", said=f"≈ {calculation[number.start : number.end]}"))
        else:
            made.append(figure)
    return [Carrier(figure, "computed", words=calculation) for figure in made]


def _said(number: WrittenNumber, material: Material) -> str:
    """A number with its bound, as all that the claim cites has it; empty when something has it without one."""
    found = material.find(_as_figure(number))
    bounded = found is not None and found.fit == Fit.WITHOUT_BOUND
    return found.carrier.figure.said if found and bounded else ""


def unsupported(
    calculation: str, material: Material, claim: str, language_of: Callable[[str], str] = str
) -> Iterator[WrittenNumber]:
    """The numbers of a calculation that nothing cited has and that are no constants; none when it is wrong anyway.

    A calculation that consists of constants only calculates nothing from evidence, so its first number is returned.

    Args:
        calculation: the calculation.
        material: what its claim cites.
        claim: the text of the claim.
        language_of: the language of a source.
    """
    numbers, material = read(calculation).operands, material.without_results()
    timed = bool(_TIME.search(calculation) or _TIME.search(claim))
    constants = [n for index, n in enumerate(numbers) if _is_constant(n, numbers[:index], timed=timed)]
    for number in numbers:
        carried = _carried(number, material) and not _counts_others(number, material, language_of)
        if not carried and (number not in constants or len(constants) == len(numbers)):
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
    if material.carries(_as_figure(number)):
        return True
    if number.named and material.carries(Figure(0, 0, number.amount, "*")):
        return False  # the source has it in another unit
    if abs(number.amount) < 1 and material.carries(Figure(0, 0, number.amount * _HUNDRED, "%")):
        return True  # 0.56 for 56 per cent
    if number.whole and number.amount in _YEARS and material.carries(_year(number)):
        return True
    return any(material.has_number(Figure(0, 0, number.amount * scale)) for scale in _SCALES)


def _as_figure(number: WrittenNumber) -> Figure:
    """A number of a calculation as a figure that can be searched, in its unit if that is one of measure, money or time."""
    if number.percent or not number.named:
        return Figure(0, 0, number.amount, "%" if number.percent else "*")
    sign = number.named[: len(number.named) - len(number.named.lstrip("$£€"))]
    found = numerals.find_figures(f"{sign}3 {number.named[len(sign) :].strip()}")
    if not found or found[0].value != _TRIAL:
        return Figure(0, 0, number.amount, "*")
    return replace(found[0], start=0, end=0, value=number.amount, token="")


def _counts_others(number: WrittenNumber, material: Material, language_of: Callable[[str], str]) -> bool:
    """Whether all quotations that have a number count other things with it: `3 boats` for 3 people."""
    said = {one.thing for one in things_in(number.named.partition(" per ")[0], "en")}
    carriers = list(material.full_carriers(_as_figure(number))) if said else []
    return bool(carriers) and all(
        carrier.kind == "quoted" and _others_in(carrier, number, said, language_of(carrier.source))
        for carrier in carriers
    )


def _others_in(carrier: Carrier, number: WrittenNumber, said: Collection[str], language: str) -> bool:
    """Whether a quotation counts only other things with a number."""
    cited = [one for one in figures_in_quotation(carrier.words, language) if one.value == number.amount]
    found = [things_after(language, carrier.words, one) for one in cited]
    return bool(found) and all(
        there and not any(related(one, other) for one in said for other in there) for there in found
    )


def _year(number: WrittenNumber) -> Figure:
    return Figure(0, 0, number.amount, day=Day(int(number.amount)))


def means(key: str, number: WrittenNumber) -> bool:
    """Whether a key of `allow_figures` means a number of a calculation."""
    return any(key_means(figure, _as_figure(number)) for figure in numerals.find_figures(key))
