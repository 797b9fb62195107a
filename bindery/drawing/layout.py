"""Places text in charts and maps: wraps it, measures it, and finds room for it, without knowing the reader's font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bindery.drawing.text_width import break_text, greatest_width

_LEADING = 1.3  # line height, in font sizes
_ASCENT = 0.95  # from the top of a line to its baseline, in font sizes
_RIGHT_TO_LEFT = {"R", "AL"}
_LETTERS = {"L", *_RIGHT_TO_LEFT}


def from_right_to_left(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that is written from right to left."""
    found = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in found if kind in _LETTERS), "L") in _RIGHT_TO_LEFT


@dataclass(frozen=True)
class LabelBox:
    """A rectangle in a picture, in pixels from the picture's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: LabelBox) -> float:
        """The area that two boxes have in common, in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    @property
    def area(self) -> float:
        """The area in square pixels."""
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True)
class WrappedText:
    """A text that is broken into lines.

    Attributes:
        lines: the lines.
        size: font size in pixels.
        bold: whether the text is bold, which makes it wider.
    """

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """The most that its longest line can be wide, in pixels."""
        return max((greatest_width(line, self.size, bold=self.bold) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """The height from the top of the first line to the bottom of the last, in pixels."""
        return len(self.lines) * self.size * _LEADING

    def baselines(self, top: float) -> list[tuple[float, str]]:
        """The y coordinate of the baseline of each line, and the line, if the block begins at `top`; in pixels."""
        step = self.size * _LEADING
        return [(top + n * step + self.size * _ASCENT, line) for n, line in enumerate(self.lines)]


def wrap_text(text: str, room: float, size: float, *, most: int = 0, bold: bool = False) -> WrappedText:
    """A text wrapped between words to fit a width. A word that is too wide for a line is broken.

    Args:
        text: the text.
        room: the width in pixels.
        size: font size in pixels.
        most: the greatest number of lines; the rest of the text is replaced by an ellipsis. 0 means no limit.
        bold: whether the text is bold.
    """
    lines = break_text(text, room, size, bold=bold)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return WrappedText(tuple(lines), size, bold)


def spread_blocks(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Places blocks in a column so that none overlaps another, each near its wanted place. All values are in pixels.

    Args:
        wanted: for each block, where its middle should be.
        heights: the height of each block.
        low: the top of the column.
        high: the bottom of the column; if there is not enough room, blocks extend beyond it.

    Returns:
        The top of each block.
    """
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    tops = [wanted[n] - heights[n] / 2 for n in order]
    tops[:1] = [max(top, low) for top in tops[:1]]
    for before, n in pairwise(range(len(order))):
        tops[n] = max(tops[n], tops[before] + heights[order[before]])
    limit = max(high, low + sum(heights))
    for n in reversed(range(len(order))):
        tops[n] = min(tops[n], limit - heights[order[n]])
        limit = tops[n]
    return [tops[order.index(n)] for n in range(len(order))]


def first_free_box(
    candidates: Iterable[LabelBox], obstacles: Sequence[LabelBox], within: LabelBox
) -> tuple[LabelBox, float]:
    """The first free place for a label; if none is free, the one of which the least is taken.

    Args:
        candidates: possible places, best first; at least one.
        obstacles: boxes that no label should cover.
        within: the box that no label should leave.

    Returns:
        The place, and how many square pixels of it are taken or outside `within`.
    """

    def taken(box: LabelBox) -> float:
        return box.area - box.shared(within) + sum(box.shared(other) for other in obstacles)

    return min(((box, taken(box)) for box in candidates), key=lambda pair: pair[1])


def block_box(block: WrappedText, left: float, top: float) -> LabelBox:
    """The box of a block whose upper left corner is at these pixels."""
    return LabelBox(left, top, left + block.width, top + block.height)


def shifted_box(box: LabelBox, right: float, down: float) -> LabelBox:
    """A box moved by so many pixels to the right and down."""
    return replace(
        box, left=box.left + right, right=box.right + right, top=box.top + down, bottom=box.bottom + down
    )
