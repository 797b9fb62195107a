"""A figure of a statement, and the figures of one quotation that it may follow from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from bindery.text.figure import Figure

CLOSE = Fraction(3, 100)  # a ratio may be so far off
_NEARLY = Fraction(2, 100)  # and a share in digits with `nearly`
_EIGHTH = Fraction(1, 8)  # and one in words: 45 per cent are nearly half
_EXACT = Fraction(1, 200)  # a share may be rounded to a whole per cent
_IN_WORDS = Fraction(1, 125)  # and one in words, by a little more: 34 per cent are a third
LENGTHS = ("year", "month", "week", "day")
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
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
        lengths: the lengths of time that the quotation names without a number, such as `a week`.
        completed: its bare numbers with the unit that it names for another one.
        year: the year of the source that is quoted; None when unknown.
    """

    wanted: Figure
    statement: str
    own: tuple[Figure, ...]
    quote: str
    cited: tuple[Figure, ...]
    language: str = "en"
    language_of_quote: str = "en"
    lengths: tuple[Figure, ...] = ()
    completed: tuple[Figure, ...] = ()
    year: int | None = None

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
        in_words = self.wanted.unit == "share"
        if self.wanted.bound != "about":
            return _IN_WORDS if in_words else _EXACT
        return max(_NEARLY, self.value * _EIGHTH) if in_words else _NEARLY


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


def factor_of_time(one: str, wanted: str) -> Fraction | None:
    """By what a length of time is multiplied in another unit of time; None where that has no fixed length in the first.

    Args:
        one: the unit.
        wanted: the other unit.
    """
    if one in _MINUTES and wanted in _MINUTES:
        return Fraction(_MINUTES[one], _MINUTES[wanted])
    if one == wanted and one in LENGTHS:
        return Fraction(1)
    if {one, wanted} == {"month", "year"}:
        return Fraction(1, 12) if one == "month" else Fraction(12)
    return None
