"""Contested figures side by side: the value that each claim gives, on one scale and never averaged."""

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

_STEPS = (1, 2, 2.5, 5, 10)
_WHOLE = 100  # per cent of the width of the scale


@dataclass(frozen=True)
class ComparedValue:
    """What one claim gives.

    Attributes:
        claim: its id.
        words: the figure as the claim writes it; empty when it gives none of its own.
        low: the least that is meant; None when there is no figure.
        high: the most: the same, but for a range.
        bound: `over`, `at least`, `under`, `at most`, `about`, or empty.
        unit: of the figure, such as `%` or `$`; empty for a plain count.
    """

    claim: str
    words: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    bound: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        """The figure with its bound and its sign: `over 100`, `56%`."""
        sign = self.unit if self.unit == "%" and "%" not in self.words else ""
        return f"{self.bound} {self.words}{sign}".strip()


@dataclass(frozen=True)
class Comparison:
    """The values of several claims on one scale that begins at nothing."""

    values: tuple[ComparedValue, ...]
    top: Fraction

    @property
    def drawn(self) -> tuple[ComparedValue, ...]:
        """The values that can be drawn: none unless two or more share a unit."""
        found = tuple(value for value in self.values if value.low is not None)
        return found if len(found) > 1 and len({value.unit for value in found}) == 1 else ()

    def place(self, amount: Fraction) -> str:
        """How far along the scale an amount lies, per cent."""
        return f"{float(_WHOLE * abs(amount) / self.top):.2f}"


def compare_figures(claims: Mapping[str, str]) -> Comparison:
    """The comparison of some claims.

    A claim's own figure is the one that not all of them have: what they share, such as a year or the
    number of a road, is what they talk about.

    Args:
        claims: the words of each claim, by id, in the order in which they are shown.
    """
    figures = {key: [f for f in numerals.find_figures(words) if _counts(f)] for key, words in claims.items()}
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


def _counts(figure: Figure) -> bool:
    return figure.value is not None and figure.day is None and not figure.weak


def _value(claim: str, words: str, figures: list[Figure]) -> ComparedValue:
    if len(figures) not in (1, 2) or any(figure.unit != figures[0].unit for figure in figures):
        return ComparedValue(claim)  # no figure of its own, or too many to say which
    amounts = sorted(figure.value for figure in figures if figure.value is not None)
    written = words[figures[0].start : figures[-1].end]
    return ComparedValue(claim, written, amounts[0], amounts[-1], figures[0].bound, figures[0].unit)


def _rounded_up(most: Fraction) -> Fraction:
    """A round number that is not smaller: the end of the scale."""
    if not most:
        return Fraction(1)
    power = Fraction(10) ** math.floor(math.log10(most))
    return next(power * Fraction(step) for step in _STEPS if power * Fraction(step) >= most)


def check_comparisons(graph: Graph) -> Iterator[Problem]:
    """An error for each block that compares figures of different units."""
    for register in graph.registers.values():
        for index, section in enumerate(register.parsed.briefing.sections):
            for number, block in enumerate(section.content):
                compared = block.of("compare")
                if compared and all(key in register.claims for key in compared):
                    path = ("sections", index, "content", number, "compare")
                    yield from _units(register, compared, path)


def _units(
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
                f"`{value.shown}` and `{first.shown}` are not of one unit",
                register.parsed.document.span(*path, nth),
                help="compare figures of one unit, or make two blocks of them",
            )
            return
