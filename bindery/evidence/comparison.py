"""Compares the figures of contested claims: the value of each on one scale, never an average."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bindery.evidence import changes
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.text import numerals
from bindery.text.numerals import Figure
from bindery.text.problems import Problem

_STEPS = (1, 2, 2.5, 5, 10)  # a scale ends at one of these, times a power of ten
_WHOLE = 100  # width of the scale, in per cent


@dataclass(frozen=True)
class ComparedValue:
    """The figure that one claim gives.

    Attributes:
        claim: id of the claim.
        words: the figure as the claim writes it; empty when the claim has no figure of its own.
        low: the number, or the lower end of a range; None when there is no figure.
        high: the number, or the upper end of a range; None when there is no figure.
        bound: `over`, `at least`, `under`, `at most`, `about`, or empty.
        unit: unit of the figure, such as `%` or `$`; empty for a plain number.
    """

    claim: str
    words: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    bound: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        """The figure with its bound and its per cent sign: `over 100`, `56%`."""
        percent = self.unit if self.unit == "%" and "%" not in self.words else ""
        return f"{self.bound} {self.words}{percent}".strip()


@dataclass(frozen=True)
class Comparison:
    """The values of several claims on one scale, which begins at zero.

    Attributes:
        values: the value of each claim.
        top: the end of the scale.
    """

    values: tuple[ComparedValue, ...]
    top: Fraction

    @property
    def drawn(self) -> tuple[ComparedValue, ...]:
        """The values to draw: those with a figure, if there are two or more and all have one unit; else none."""
        found = tuple(value for value in self.values if value.low is not None)
        return found if len(found) > 1 and len({value.unit for value in found}) == 1 else ()

    def place(self, amount: Fraction) -> str:
        """The position of an amount on the scale, in per cent of its width."""
        return f"{float(_WHOLE * abs(amount) / self.top):.2f}"


def compare_figures(claims: Mapping[str, str]) -> Comparison:
    """The comparison of some claims.

    A figure that all claims have, such as a year or the number of a road, belongs to their subject. The value of a
    claim is the figure that it does not share with all others.

    Args:
        claims: the text of each claim, by id, in the order in which they are shown.
    """
    figures = {
        key: [f for f in numerals.find_figures(words) if _is_amount(f)] for key, words in claims.items()
    }
    shared = (
        set.intersection(*({(f.value, f.unit) for f in found} for found in figures.values()))
        if figures
        else set()
    )
    values = tuple(
        _value(key, claims[key], [f for f in found if (f.value, f.unit) not in shared])
        for key, found in figures.items()
    )
    most = max((abs(value.high) for value in values if value.high is not None), default=Fraction(1))
    return Comparison(values, _rounded_up(most))


def _is_amount(figure: Figure) -> bool:
    """Whether a figure is a number rather than a date or a version."""
    return figure.value is not None and figure.day is None and not figure.weak


def _value(claim: str, words: str, figures: list[Figure]) -> ComparedValue:
    if len(figures) not in (1, 2) or any(figure.unit != figures[0].unit for figure in figures):
        return ComparedValue(claim)  # it has no figure of its own, or too many to choose from
    amounts = sorted(figure.value for figure in figures if figure.value is not None)
    written = words[figures[0].start : figures[-1].end]
    return ComparedValue(claim, written, amounts[0], amounts[-1], figures[0].bound, figures[0].unit)


def _rounded_up(most: Fraction) -> Fraction:
    """The next round number, at which the scale ends."""
    if not most:
        return Fraction(1)
    power = Fraction(10) ** math.floor(math.log10(most))
    return next(power * Fraction(step) for step in _STEPS if power * Fraction(step) >= most)


def check_comparisons(graph: Graph) -> Iterator[Problem]:
    """An error (B324) for each block that compares figures of different units."""
    for register in graph.registers.values():
        for index, section in enumerate(register.parsed.briefing.sections):
            for number, block in enumerate(section.content):
                compared = block.of("compare")
                if compared and all(key in register.claims for key in compared):
                    path = ("sections", index, "content", number, "compare")
                    yield from _mixed_units(register, compared, path)


def _mixed_units(
    register: BriefingRegister, compared: tuple[str, ...], path: tuple[str | int, ...]
) -> Iterator[Problem]:
    values = compare_figures(
        {key: changes.statement_words(register, register.claims[key]) for key in compared}
    ).values
    first = next((value for value in values if value.low is not None), None)
    for nth, value in enumerate(values):
        if first and value.low is not None and value.unit != first.unit:
            yield Problem(
                "B324",
                f"`{value.shown}` and `{first.shown}` have different units",
                register.parsed.document.span(*path, nth),
                help="compare only figures of one unit, or make two blocks",
            )
            return
