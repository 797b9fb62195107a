"""The axis of values: from zero, from a value that the author names, or logarithmic."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bindery.drawing.charts import axes
from bindery.model.briefing import Series

_LEADING = (1, 2, 5)  # the first digits of ticks between powers of ten
_FEW = 3  # with fewer ticks than this, there are ticks between the powers of ten


@dataclass(frozen=True)
class ValueAxis:
    """An axis of values.

    Attributes:
        log: whether equal distances stand for equal ratios. All values must then be above zero.
        start: the value at which the axis begins; None for zero. No value may be below it.
    """

    log: bool = False
    start: Decimal | None = None

    @property
    def from_zero(self) -> bool:
        """Whether the axis contains zero, so that lengths on it can be compared."""
        return not self.log and not self.start

    def place(self, value: Decimal) -> float:
        """The position of a value, in the unit of the axis."""
        return math.log10(value) if self.log else float(value)

    def levels(self, low: Decimal, high: Decimal, most: int) -> list[Decimal]:
        """The ticks: round values from at most the smallest to at least the largest value, in order.

        Args:
            low: the smallest value.
            high: the largest value.
            most: the greatest number of ticks; three or more.
        """
        if self.log:
            return _powers(low, high, most)
        if self.start is None:
            return axes.number_ticks(low, high, most)
        return [self.start + tick for tick in axes.number_ticks(Decimal(0), high - self.start, most)]


ZERO_BASED = ValueAxis()


def values_of(series: Iterable[Series]) -> list[Decimal]:
    """The values of some series, without those that are missing."""
    return [point.y for one in series for point in one.points if point.y is not None]


def axis_for(values: list[Decimal], wanted: ValueAxis) -> ValueAxis:
    """The axis that an author wants, or else one from zero, if it could not show some value."""
    low = min(values, default=Decimal(1))
    if wanted.log:
        return wanted if low > 0 else ZERO_BASED
    return wanted if wanted.start is None or wanted.start <= low else ZERO_BASED


def _powers(low: Decimal, high: Decimal, most: int) -> list[Decimal]:
    """Powers of ten round the values; with 2 and 5 times them if they would be few."""
    first, last = low.adjusted(), high.adjusted()
    last += Decimal(1).scaleb(last) < high or last == first
    powers = [Decimal(1).scaleb(power) for power in range(first, last + 1)]
    if len(powers) <= _FEW:
        found = _around(low, high, [factor * power for power in powers for factor in _LEADING])
        if len(found) <= most:
            return found
    step = math.ceil((len(powers) - 1) / (most - 1))
    kept = powers[::step]
    return kept if kept[-1] >= high else [*kept, kept[-1].scaleb(step)]


def _around(low: Decimal, high: Decimal, ticks: list[Decimal]) -> list[Decimal]:
    """Those of some ticks, in order, that are needed to enclose two values; at least two."""
    below = max((tick for tick in ticks if tick <= low), default=ticks[0])
    above = min((tick for tick in ticks if tick >= high and tick > below), default=ticks[-1])
    return [tick for tick in ticks if below <= tick <= above]
