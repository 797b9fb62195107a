"""The field of a line chart: its edges in pixels, and the times and values at them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bindery.drawing.layout import LabelBox, shifted_box

INSET = 8  # pixels from the edges of the field to the first and the last value


def between(value: float, domain: tuple[float, float], span: tuple[float, float]) -> float:
    """The pixel of a value on a linear scale.

    Args:
        value: the value.
        domain: two different values.
        span: their pixels.
    """
    (low, high), (start, end) = domain, span
    return start + (end - start) * (value - low) / (high - low)


@dataclass(frozen=True)
class Field:
    """The field of a line chart.

    Attributes:
        box: its edges in pixels.
        times: the first and the last position on the scale of time.
        values: the lowest and the highest tick.
    """

    box: LabelBox
    times: tuple[float, float]
    values: tuple[float, float]

    @property
    def across(self) -> tuple[float, float]:
        """The x coordinates of the first and the last time."""
        return self.box.left + INSET, self.box.right - INSET

    @property
    def upward(self) -> tuple[float, float]:
        """The y coordinates of the lowest and the highest value."""
        return self.box.bottom, self.box.top

    def x(self, time: float) -> float:
        """The x coordinate of a time."""
        return between(time, self.times, self.across)

    def y(self, value: float) -> float:
        """The y coordinate of a value."""
        return between(value, self.values, self.upward)

    def lowered(self, pixels: float) -> Field:
        """The field moved down by so many pixels."""
        return replace(self, box=shifted_box(self.box, 0, pixels))
