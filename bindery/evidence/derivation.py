"""A figure of a statement, and the figures of one quotation that it may follow from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from bindery.text.figure import ORDINAL, Figure

CLOSE = Fraction(3, 100)  # a ratio may be so far off
_NEARLY = Fraction(2, 100)  # and a share with `nearly`
_EXACT = Fraction(1, 200)  # a share may be rounded to a whole per cent
PLAIN_BOUNDS = ("over", "under", "at least", "at most")


@dataclass(frozen=True)
class Derivation:
    """A figure of a statement, and a quotation from whose figures it may follow.

    Attributes:
        wanted: the figure, which the quotation itself does not have.
        statement: the text with the figure.
        own: the figures of the statement.
        quote: the words of the quotation.
        cited: the figures of the quotation, with the shares that it implies.
        language: the language of the statement.
        language_of_quote: the language of the quotation.
    """

    wanted: Figure
    statement: str
    own: tuple[Figure, ...]
    quote: str
    cited: tuple[Figure, ...]
    language: str = "en"
    language_of_quote: str = "en"

    @property
    def value(self) -> Fraction:
        """The number of the figure."""
        return self.wanted.value or Fraction(0)

    @cached_property
    def numbers(self) -> tuple[Figure, ...]:
        """The figures of the quotation that are numbers."""
        return tuple(one for one in self.cited if one.value is not None and not one.day and one.below is None)

    @property
    def before(self) -> str:
        """The statement before the figure."""
        return self.statement[: self.wanted.start]

    @property
    def after(self) -> str:
        """The statement after the figure."""
        return self.statement[self.wanted.end :]

    @property
    def reach(self) -> Fraction:
        """How far off a share may be."""
        return _NEARLY if self.wanted.bound == "about" else _EXACT

    def only_pairs(self) -> Iterator[tuple[Fraction, Fraction]]:
        """The smaller and the larger of each two figures that are the only ones of their kind."""
        ranked = [one for one in self.numbers if one.unit != ORDINAL]
        for one, other in combinations(ranked, 2):
            alone = sum(kin(one, third) for third in ranked) == 2  # noqa: PLR2004  these two
            if alone and kin(one, other) and one.value and other.value:
                yield min(one.value, other.value), max(one.value, other.value)


def kin(one: Figure, other: Figure) -> bool:
    """Whether two figures may have the same unit, which only one of them may name."""
    units = {one.unit, other.unit} - {"", "*"}
    measures = {one.measure, other.measure} - {""}
    rates = {one.rate, other.rate} - {""}
    return max(len(units), len(measures), len(rates)) <= 1 and not (units and measures)


def as_share(figure: Figure) -> Fraction:
    """The value of a share or a percentage as a part of one."""
    return (figure.value or Fraction(0)) / (1 if figure.unit == "share" else 100)


def near(value: Fraction, other: Fraction, reach: Fraction) -> bool:
    """Whether a number is no further from another one than this."""
    return abs(value - other) <= reach
