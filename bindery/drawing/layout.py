"""How much room words take in a picture whose font only the reader's machine knows, and where they go."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bindery.drawing.text_width import break_text, greatest_width

_LEADING = 1.3
_ASCENT = 0.95  # of a line, above which nothing is written
_RIGHT_TO_LEFT = {"R", "AL"}
_LETTERS = {"L", *_RIGHT_TO_LEFT}


def from_right_to_left(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that runs from right to left."""
    found = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in found if kind in _LETTERS), "L") in _RIGHT_TO_LEFT


@dataclass(frozen=True)
class LabelBox:
    """A rectangle of a picture, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: LabelBox) -> float:
        """How much of the two is the same, in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    @property
    def area(self) -> float:
        """Its size in square pixels."""
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True)
class Block:
    """A text broken into lines.

    Attributes:
        lines: its lines.
        size: of its font, in pixels.
        bold: whether it is set in bold letters, which are wider.
    """

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """Of its longest line."""
        return max((greatest_width(line, self.size, bold=self.bold) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """From the top of its first line to the bottom of its last."""
        return len(self.lines) * self.size * _LEADING

    def baselines(self, top: float) -> list[tuple[float, str]]:
        """Each line with the height at which it is written, when the block begins at `top`."""
        step = self.size * _LEADING
        return [(top + n * step + self.size * _ASCENT, line) for n, line in enumerate(self.lines)]


def wrap_text(text: str, room: float, size: float, *, most: int = 0, bold: bool = False) -> Block:
    """A text broken between words to fit a width.

    A word that is wider than the room is broken too.

    Args:
        text: the words.
        room: the width, in pixels.
        size: of the font, in pixels.
        most: how many lines there may be; what does not fit is left out, with an ellipsis; 0 sets no limit.
        bold: whether the letters are bold.
    """
    lines = break_text(text, room, size, bold=bold)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return Block(tuple(lines), size, bold)


def spread_blocks(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """The tops of blocks in one column, none over another and each as near to its place as may be.

    Args:
        wanted: where the middle of each would be.
        heights: of each.
        low: the top of the column.
        high: its bottom; blocks that need more room than there is run over it.
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
    """The first of the places for a label that is free, or the one that is most nearly so.

    Args:
        candidates: the places, the best first.
        obstacles: what no label should cover.
        within: what no label should leave.

    Returns:
        The place, and how many square pixels of it are taken.
    """

    def taken(box: LabelBox) -> float:
        return box.area - box.shared(within) + sum(box.shared(other) for other in obstacles)

    return min(((box, taken(box)) for box in candidates), key=lambda pair: pair[1])


def block_box(block: Block, left: float, top: float) -> LabelBox:
    """The room that a block takes when it begins here."""
    return LabelBox(left, top, left + block.width, top + block.height)


def shifted_box(box: LabelBox, right: float, down: float) -> LabelBox:
    """The box elsewhere."""
    return replace(
        box, left=box.left + right, right=box.right + right, top=box.top + down, bottom=box.bottom + down
    )
