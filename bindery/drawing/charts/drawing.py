"""From a Vega-Lite specification to the marks of an SVG that can stand in any page, as often as it likes."""

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
from bindery.drawing.layout import Block, from_right_to_left
from bindery.text.escape import escape

Layer = dict[str, Any]

VERSION = "6.4"  # of Vega-Lite, of those that vl-convert carries; another may draw other bytes
INK, QUIET, FAINT, SECOND = "var(--bd-ink)", "var(--bd-quiet)", "var(--bd-line)", "var(--bd-link)"
PAPER = "var(--bd-paper)"
SOLID, DOTTED, UNKNOWN = (1, 0), (1, 3), (0.1, 6)  # UNKNOWN has round ends: a row of dots
BOLD = 600

# The only attributes that reach a page, and what each may hold: numbers, paths, words of SVG and our own colours.
_KEPT = ("d", "x", "y", "x2", "y2", "transform", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap",
         "fill", "font-weight", "text-anchor")  # fmt: skip
_PLAIN = re.compile(r"[\w ,.()#-]*", re.ASCII)
_DECIMALS = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = {"line", "path", "text"}
_OTHER_END = {"start": "end", "end": "start"}


@dataclass(frozen=True)
class Rule:
    """A straight line of the frame, in pixels.

    Attributes:
        x: of one end.
        y: of that end.
        x2: of the other end.
        y2: of the other end.
        colour: a variable of the page's style.
        dash: lengths of strokes and gaps.
        thickness: in pixels.
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
        x: of its left edge, its middle or its right edge, as `align` says.
        y: of the line that its letters stand on.
        text: what it says.
        align: `left`, `center` or `right`.
        colour: a variable of the page's style.
        bold: whether it stands out.
    """

    x: float
    y: float
    text: str
    align: str = "left"
    colour: str = QUIET
    bold: bool = False


def written(block: Block, x: float, top: float, **how: Any) -> list[Words]:
    """The lines of a block that begins at `top`; `how` is what `Words` takes besides."""
    return [Words(x, y, line, bold=block.bold, **how) for y, line in block.baselines(top)]


def pixels(field: str) -> dict[str, Any]:
    """The channel of a value that is a place in the picture already."""
    return {"field": field, "type": "quantitative", "scale": None}


def scaled(field: str, domain: Sequence[float], span: Sequence[float]) -> dict[str, Any]:
    """The channel of a value that a scale puts in its place."""
    scale = {"domain": list(domain), "range": list(span), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def as_is(field: str) -> dict[str, Any]:
    """The channel of a colour, a dash or a shape that is given by name."""
    return {"field": field, "type": "nominal", "scale": None}


POINT_LOOKS = {"color": as_is("colour"), "shape": as_is("shape"), "size": pixels("size")}


def rules(drawn: Iterable[Rule]) -> list[Layer]:
    """A layer of straight lines."""
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


def words(drawn: Iterable[Words]) -> list[Layer]:
    """A layer of text for each way of setting it."""
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
class Point:
    """A mark at a value, in pixels.

    Attributes:
        x: of its middle.
        y: likewise.
        shape: in Vega's words.
        size: in square pixels.
        colour: a variable of the page's style.
    """

    x: float
    y: float
    shape: str
    size: float
    colour: str


POINT = {"type": "point", "filled": True, "opacity": 1, "stroke": PAPER, "strokeWidth": 1}


def points(drawn: Iterable[Point]) -> list[Layer]:
    """A layer of marks."""
    values = [{"x": p.x, "y": p.y, "shape": p.shape, "size": p.size, "colour": p.colour} for p in drawn]
    return _layer(values, POINT, {"x": pixels("x"), "y": pixels("y"), **POINT_LOOKS})


def data(values: Sequence[dict[str, Any]], mark: dict[str, Any], channels: dict[str, Any]) -> list[Layer]:
    """A layer of the data itself; none when there are no values."""
    return _layer(values, mark, channels)


def _layer(values: Sequence[dict[str, Any]], mark: dict[str, Any], channels: dict[str, Any]) -> list[Layer]:
    return [{"data": {"values": list(values)}, "mark": mark, "encoding": channels}] if values else []


def specification(width: float, height: float, layers: Sequence[Layer]) -> dict[str, Any]:
    """A picture of layers; nothing in it is placed by the measure of a font, so none can move it."""
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
    """What stands within the `svg` element of a picture: lines, paths and text, and nothing else.

    There is no id, class, style, script, link or font in it; colours are variables of the page.
    """
    return _marks(json.dumps(spec, ensure_ascii=False))


@lru_cache(maxsize=4096)
def _marks(spec: str) -> Markup:
    """One drawing is kept for each specification, since drawing is slow and a preview draws again and again."""
    drawn = drawing_engine().vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(drawn.encode(), parser)
    return Markup("").join(_elements(root))


def _elements(root: etree._Element) -> Iterator[Markup]:
    """The marks of a picture, without the groups round them, all of which begin at its corner."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        shown = element.get("class") not in ("background", "foreground") and element.get("display") != "none"
        if name in _MARKS and shown and (name != "path" or element.get("d")):
            attributes = _attributes(name, element)
            # only names of ours and values that match a pattern without quotes are put together here
            opened = Markup("").join(Markup(f' {key}="{value}"') for key, value in attributes.items())  # noqa: S704
            text = escape(element.text) if element.text else Markup("")
            yield Markup("<{0}{1}>{2}</{0}>").format(Markup(name), opened, text)  # noqa: S704


def _attributes(name: str, element: etree._Element) -> dict[str, str]:
    found = {key: _rounded(value) for key in _KEPT if (value := element.get(key)) is not None}
    found = {key: value for key, value in found.items() if _PLAIN.fullmatch(value)}
    if found.get("stroke-dasharray") == "1,0":
        del found["stroke-dasharray"]
    if name == "text":
        found |= _written_from(element.text or "", found)
        if found.get("text-anchor") == "start":
            del found["text-anchor"]
    elif name == "path" and "stroke" not in found:
        found.pop("stroke-width", None)
    return found


def _written_from(text: str, attributes: dict[str, str]) -> dict[str, str]:
    """The direction of a text, which keeps its edge where it is: the left one is the end of Urdu."""
    if not from_right_to_left(text):
        return {}
    anchor = attributes.get("text-anchor", "start")
    return {"direction": "rtl", "text-anchor": _OTHER_END.get(anchor, anchor)}


def _rounded(value: str) -> str:
    """The numbers of an attribute to a tenth of a pixel; nought has no sign."""
    return _DECIMALS.sub(lambda match: f"{round(float(match[0]), 1) + 0:g}", value)
