"""Lines, paths and text as SVG content that can be in any page, also more than once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from markupsafe import Markup

from bindery.drawing.layout import WrappedText, from_right_to_left
from bindery.text.escape import escape

INK, QUIET, FAINT, SECOND = "var(--bd-ink)", "var(--bd-quiet)", "var(--bd-line)", "var(--bd-link)"
PAPER = "var(--bd-paper)"
SOLID, DOTTED, UNKNOWN = (1, 0), (1, 3), (0.1, 6)  # UNKNOWN has round ends: a row of dots

_BOLD = 600
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_OTHER_END = {"start": "end", "end": "start"}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TALL = sqrt(3) / 2  # height of a triangle with equal sides, as a share of a side
_ARM = 2.5  # width of a cross, in widths of its arms


@dataclass(frozen=True)
class Rule:
    """A straight line, such as an axis or a grid line. All lengths are in pixels.

    Attributes:
        x: x coordinate of one end.
        y: y coordinate of that end.
        x2: x coordinate of the other end.
        y2: y coordinate of the other end.
        colour: a CSS variable of the page, such as `var(--bd-ink)`.
        dash: lengths of dashes and gaps.
        thickness: width of the line.
    """

    x: float
    y: float
    x2: float
    y2: float
    colour: str = FAINT
    dash: Sequence[float] = SOLID
    thickness: float = 1.0

    def svg(self) -> Markup:
        """The line as an SVG element."""
        return _element(
            "line",
            x2=_number(self.x2 - self.x),
            y2=_number(self.y2 - self.y),
            transform=_moved(self.x, self.y),
            stroke=self.colour,
            stroke_width=_number(self.thickness),
            stroke_dasharray=_dashes(self.dash),
        )


@dataclass(frozen=True)
class ChartLine:
    """A line through several places.

    Attributes:
        places: x and y coordinate of each place, in pixels.
        colour: a CSS variable of the page, such as `var(--bd-ink)`.
        dash: lengths of dashes and gaps, in pixels.
        thickness: width of the line, in pixels.
        rounded: whether dashes have round ends.
    """

    places: Sequence[tuple[float, float]]
    colour: str
    dash: Sequence[float] = SOLID
    thickness: float = 2.0
    rounded: bool = False

    def svg(self) -> Markup:
        """The line as an SVG element."""
        return _element(
            "path",
            d="M" + "L".join(_pair(x, y) for x, y in self.places),
            stroke=self.colour,
            stroke_width=_number(self.thickness),
            stroke_dasharray=_dashes(self.dash),
            stroke_linecap="round" if self.rounded else "",
        )


@dataclass(frozen=True)
class Words:
    """A line of text.

    Attributes:
        x: x coordinate, in pixels, of its left edge, its middle or its right edge, depending on `align`.
        y: y coordinate of its baseline, in pixels.
        text: the text.
        align: `left`, `center` or `right`.
        colour: a CSS variable of the page, such as `var(--bd-ink)`.
        bold: whether the text is bold.
    """

    x: float
    y: float
    text: str
    align: str = "left"
    colour: str = QUIET
    bold: bool = False

    def svg(self) -> Markup:
        """The text as an SVG element. In text from right to left the anchor is swapped, so that it stays in its place."""
        shown, anchor, direction = _NO_XML.sub("�", self.text).strip(), _ANCHORS[self.align], ""
        if from_right_to_left(shown):
            anchor, direction = _OTHER_END.get(anchor, anchor), "rtl"
        return _element(
            "text",
            escape(shown),
            transform=_moved(self.x, self.y),
            fill=self.colour,
            font_weight=str(_BOLD) if self.bold else "",
            text_anchor="" if anchor == "start" else anchor,
            direction=direction,
        )


@dataclass(frozen=True)
class ChartPoint:
    """A mark, such as a circle, in a picture.

    Attributes:
        x: x coordinate of its centre, in pixels.
        y: y coordinate of its centre, in pixels.
        shape: a key of `SHAPES`, such as `circle`.
        size: area in square pixels of the square round it.
        colour: a CSS variable of the page, such as `var(--bd-ink)`.
    """

    x: float
    y: float
    shape: str
    size: float
    colour: str

    def svg(self) -> Markup:
        """The mark as an SVG element."""
        return _element(
            "path",
            d=SHAPES[self.shape](sqrt(self.size) / 2),
            transform=_moved(self.x, self.y),
            stroke=PAPER,
            stroke_width="1",
            fill=self.colour,
        )


Mark = Rule | ChartLine | Words | ChartPoint


@dataclass(frozen=True)
class LayeredPicture:
    """A chart before it is drawn.

    Attributes:
        layers: what it shows; a mark covers those before it.
        height: height in pixels.
        noted: numbers of the series whose notes are in the picture.
    """

    layers: Sequence[Mark]
    height: float
    noted: frozenset[int] = frozenset()


def marks(layers: Iterable[Mark]) -> Markup:
    """The content of the `svg` element of a picture: only lines, paths and text.

    It contains no id, class, style, script, link or font; its colours are CSS variables of the page. Nothing in it is
    placed by measuring text, so it does not depend on the fonts of the machine.
    """
    return Markup("").join(mark.svg() for mark in layers)


def text_lines(block: WrappedText, x: float, top: float, **how: Any) -> list[Words]:
    """The lines of a block of text.

    Args:
        block: the block.
        x: x coordinate of each line, in pixels.
        top: y coordinate of the top of the block, in pixels.
        how: more arguments for `Words`.
    """
    return [Words(x, y, line, bold=block.bold, **how) for y, line in block.baselines(top)]


def text_layer(drawn: Iterable[Words]) -> list[Words]:
    """Lines of text, sorted by alignment and weight."""
    return sorted(drawn, key=lambda word: (word.align, word.bold))


def _circle(radius: float) -> str:
    arc = f"A{_pair(radius, radius)},0,1,1,"
    return f"M{_pair(radius, 0)}{arc}{_pair(-radius, 0)}{arc}{_pair(radius, 0)}"


def _square(half: float) -> str:
    side = _number(2 * half)
    return f"M{_pair(-half, -half)}h{side}v{side}h-{side}Z"


def _closed(*corners: tuple[float, float]) -> str:
    return f"M{'L'.join(_pair(x, y) for x, y in corners)}Z"


def _cross(half: float) -> str:
    arm = half / _ARM
    quarter = [(-half, -arm), (-half, arm), (-arm, arm), (-arm, half), (arm, half), (arm, arm)]
    return _closed(*quarter, *((-x, -y) for x, y in quarter))


# The path of each shape of a mark, by half of the width of the mark.
SHAPES: dict[str, Callable[[float], str]] = {
    "circle": _circle,
    "square": _square,
    "diamond": lambda half: _closed((-half, 0), (0, -half), (half, 0), (0, half)),
    "cross": _cross,
    "triangle-up": lambda half: _closed((0, -half * _TALL), (-half, half * _TALL), (half, half * _TALL)),
    "triangle-down": lambda half: _closed((0, half * _TALL), (-half, -half * _TALL), (half, -half * _TALL)),
}


def _element(name: str, content: Markup = Markup(""), **attributes: str) -> Markup:  # noqa: B008  it cannot change
    """An element; an attribute without a value is left out, and an underscore in its name is a hyphen.

    The values are our own names and numbers, which need no escaping.
    """
    shown = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items() if value)
    return Markup(f"<{name}{shown}>{content}</{name}>")  # noqa: S704


def _moved(x: float, y: float) -> str:
    return f"translate({_pair(x, y)})"


def _dashes(lengths: Sequence[float]) -> str:
    return "" if tuple(lengths) == SOLID else ",".join(map(_number, lengths))


def _pair(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(value: float) -> str:
    """A number rounded to a tenth of a pixel; a negative zero becomes 0."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
