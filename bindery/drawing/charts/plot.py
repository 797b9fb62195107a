"""The field in which the values of a chart stand: its edges in pixels, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bindery.drawing.layout import LabelBox, shifted_box

INSET = 8  # pixels of the first and last values from the edges of the field


def between(value: float, domain: tuple[float, float], span: tuple[float, float]) -> float:
    """The pixel of a value on a straight scale."""
    (low, high), (start, end) = domain, span
    return start + (end - start) * (value - low) / (high - low)


@dataclass(frozen=True)
class Field:
    """The field of a chart along time.

    Attributes:
        box: its edges, in pixels.
        times: the first and last place on the scale of time.
        values: the lowest and highest tick.
    """

    box: LabelBox
    times: tuple[float, float]
    values: tuple[float, float]

    @property
    def across(self) -> tuple[float, float]:
        """The pixels of the first and last time."""
        return self.box.left + INSET, self.box.right - INSET

    @property
    def upward(self) -> tuple[float, float]:
        """The pixels of the lowest and highest value."""
        return self.box.bottom, self.box.top

    def x(self, time: float) -> float:
        """The pixel of a time."""
        return between(time, self.times, self.across)

    def y(self, value: float) -> float:
        """The pixel of a value."""
        return between(value, self.values, self.upward)

    def lowered(self, pixels: float) -> Field:
        """The field further down."""
        return replace(self, box=shifted_box(self.box, 0, pixels))
