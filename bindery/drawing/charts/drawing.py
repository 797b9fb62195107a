"""Makes Vega-Lite specifications, and from them SVG content that can be in any page, also more than once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from lxml import etree
from markupsafe import Markup

from bindery.drawing.fonts import drawing_engine
from bindery.drawing.layout import WrappedText, from_right_to_left
from bindery.text.escape import escape

Layer = dict[str, Any]

VERSION = "6.4"  # the version of Vega-Lite, out of those in vl-convert; another may give different bytes
INK, QUIET, FAINT, SECOND = "var(--bd-ink)", "var(--bd-quiet)", "var(--bd-line)", "var(--bd-link)"
PAPER = "var(--bd-paper)"
SOLID, DOTTED, UNKNOWN = (1, 0), (1, 3), (0.1, 6)  # UNKNOWN has round ends: a row of dots
BOLD = 600

# The only attributes that reach a page. `_PLAIN` is what their values may be: numbers, paths, keywords and our colours.
_KEPT = ("d", "x", "y", "x2", "y2", "transform", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap",
         "fill", "font-weight", "text-anchor")  # fmt: skip
_PLAIN = re.compile(r"[\w ,.()#-]*", re.ASCII)
_DECIMALS = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = {"line", "path", "text"}
_OTHER_END = {"start": "end", "end": "start"}


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


def text_lines(block: WrappedText, x: float, top: float, **how: Any) -> list[Words]:
    """The lines of a block of text.

    Args:
        block: the block.
        x: x coordinate of each line, in pixels.
        top: y coordinate of the top of the block, in pixels.
        how: more arguments for `Words`.
    """
    return [Words(x, y, line, bold=block.bold, **how) for y, line in block.baselines(top)]


def pixels(field: str) -> dict[str, Any]:
    """The Vega-Lite channel of a field whose values are pixels."""
    return {"field": field, "type": "quantitative", "scale": None}


def scaled(field: str, domain: Sequence[float], span: Sequence[float]) -> dict[str, Any]:
    """The Vega-Lite channel of a field whose values are converted to pixels by a linear scale.

    Args:
        field: name of the field.
        domain: the lowest and the highest value.
        span: their pixels.
    """
    scale = {"domain": list(domain), "range": list(span), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def as_is(field: str) -> dict[str, Any]:
    """The Vega-Lite channel of a field whose values are used unchanged, such as colours, dashes and shapes."""
    return {"field": field, "type": "nominal", "scale": None}


POINT_LOOKS = {"color": as_is("colour"), "shape": as_is("shape"), "size": pixels("size")}


def rules(drawn: Iterable[Rule]) -> list[Layer]:
    """A layer of straight lines; no layer if there are none."""
    values = [
        {
            "x": r.x,
            "y": r.y,
            "x2": r.x2,
            "y2": r.y2,
            "colour": r.colour,
            "dash": list(r.dash),
            "w": r.thickness,
        }
        for r in drawn
    ]
    channels = {name: pixels(name) for name in ("x", "y", "x2", "y2")}
    channels |= {"color": as_is("colour"), "strokeDash": as_is("dash"), "strokeWidth": pixels("w")}
    return _layer(values, {"type": "rule"}, channels)


def text_layer(drawn: Iterable[Words]) -> list[Layer]:
    """A layer of text for each combination of alignment and weight."""
    layers: list[Layer] = []
    ordered = sorted(drawn, key=lambda word: (word.align, word.bold))
    for (align, bold), group in groupby(ordered, key=lambda word: (word.align, word.bold)):
        values = [
            {"x": word.x, "y": word.y, "text": _NO_XML.sub("�", word.text), "colour": word.colour}
            for word in group
        ]
        mark = {"type": "text", "align": align, "baseline": "alphabetic"}
        mark |= {"fontWeight": BOLD} if bold else {}
        channels = {"x": pixels("x"), "y": pixels("y"), "text": as_is("text"), "color": as_is("colour")}
        layers += _layer(values, mark, channels)
    return layers


@dataclass(frozen=True)
class ChartPoint:
    """A mark, such as a circle, in a picture.

    Attributes:
        x: x coordinate of its centre, in pixels.
        y: y coordinate of its centre, in pixels.
        shape: a shape of Vega's, such as `circle`.
        size: area in square pixels.
        colour: a CSS variable of the page, such as `var(--bd-ink)`.
    """

    x: float
    y: float
    shape: str
    size: float
    colour: str


POINT = {"type": "point", "filled": True, "opacity": 1, "stroke": PAPER, "strokeWidth": 1}


def points(drawn: Iterable[ChartPoint]) -> list[Layer]:
    """A layer of marks; no layer if there are none."""
    values = [{"x": p.x, "y": p.y, "shape": p.shape, "size": p.size, "colour": p.colour} for p in drawn]
    return _layer(values, POINT, {"x": pixels("x"), "y": pixels("y"), **POINT_LOOKS})


def data(values: Sequence[dict[str, Any]], mark: dict[str, Any], channels: dict[str, Any]) -> list[Layer]:
    """A layer of data; no layer if there are no values.

    Args:
        values: the rows of data.
        mark: the Vega-Lite mark.
        channels: the Vega-Lite encoding.
    """
    return _layer(values, mark, channels)


def _layer(values: Sequence[dict[str, Any]], mark: dict[str, Any], channels: dict[str, Any]) -> list[Layer]:
    return [{"data": {"values": list(values)}, "mark": mark, "encoding": channels}] if values else []


@dataclass(frozen=True)
class LayeredPicture:
    """A chart before it is drawn.

    Attributes:
        layers: layers of a Vega-Lite specification.
        height: height in pixels.
        noted: numbers of the series whose notes are in the picture.
    """

    layers: list[Layer]
    height: float
    noted: frozenset[int] = frozenset()


def specification(width: float, height: float, layers: Sequence[Layer]) -> dict[str, Any]:
    """The Vega-Lite specification of a picture of some layers; width and height are in pixels.

    Nothing in it is placed by measuring text, so the result does not depend on the fonts of the machine.
    """
    return {
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": {"type": "none"},
        "view": {"stroke": None},
        "layer": list(layers),
        "config": {"aria": False, "background": None},
    }


def marks(spec: dict[str, Any]) -> Markup:
    """The content of the `svg` element of a picture: only lines, paths and text.

    It contains no id, class, style, script, link or font; its colours are CSS variables of the page.

    Args:
        spec: a Vega-Lite specification.
    """
    return _marks(json.dumps(spec, ensure_ascii=False))


@lru_cache(maxsize=4096)
def _marks(spec: str) -> Markup:
    """Drawings are cached, since drawing is slow and a preview draws the same charts again and again."""
    drawn = drawing_engine().vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(drawn.encode(), parser)
    return Markup("").join(_elements(root))


def _elements(root: etree._Element) -> Iterator[Markup]:
    """The lines, paths and text of a picture, without the groups round them, which have no offset."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        shown = element.get("class") not in ("background", "foreground") and element.get("display") != "none"
        if name in _MARKS and shown and (name != "path" or element.get("d")):
            attributes = _attributes(name, element)
            # safe: our own names, and values that match a pattern without quotes
            opened = Markup("").join(Markup(f' {key}="{value}"') for key, value in attributes.items())  # noqa: S704
            text = escape(element.text) if element.text else Markup("")
            yield Markup("<{0}{1}>{2}</{0}>").format(Markup(name), opened, text)  # noqa: S704


def _attributes(name: str, element: etree._Element) -> dict[str, str]:
    """The attributes of an element that reach the page, without those that say nothing."""
    found = {key: _rounded(value) for key in _KEPT if (value := element.get(key)) is not None}
    found = {key: value for key, value in found.items() if _PLAIN.fullmatch(value)}
    if found.get("stroke-dasharray") == "1,0":
        del found["stroke-dasharray"]
    if name == "text":
        found |= _direction(element.text or "", found)
        if found.get("text-anchor") == "start":
            del found["text-anchor"]
    elif name == "path" and "stroke" not in found:
        found.pop("stroke-width", None)
    return found


def _direction(text: str, attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of a right-to-left text. The anchor is swapped, so that the text stays in its place."""
    if not from_right_to_left(text):
        return {}
    anchor = attributes.get("text-anchor", "start")
    return {"direction": "rtl", "text-anchor": _OTHER_END.get(anchor, anchor)}


def _rounded(value: str) -> str:
    """An attribute with its numbers rounded to a tenth of a pixel; a negative zero becomes 0."""
    return _DECIMALS.sub(lambda match: f"{round(float(match[0]), 1) + 0:g}", value)
