"""Drawings of a page for paper: with their own styles, in the colours of print, as a file of SVG."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml import html

# The colours of the site on a light screen, without its shades: a wash would print as grey.
COLOURS = {
    "ink": "#1b2430",
    "quiet": "#565f6b",
    "line": "#c9cdd3",
    "paper": "#ffffff",
    "wash": "#f6f5f2",
    "sea": "#dfe7ef",
    "corroborated": "#00684a",
    "single-origin": "#825500",
    "contested": "#a8231b",
    "contradicted": "#6b2d8a",
    "unsupported": "#5a6069",
    "withdrawn": "#5a6069",
    "open": "#5a6069",
    "link": "#1a4f8b",
}
_VARIABLE = re.compile(r"var\(--bd-([a-z-]+)\)")
_ADDED = [
    "viewBox",
    "preserveAspectRatio",
    "linearGradient",
    "clipPath",
    "textPath",
    "gradientUnits",
    "patternUnits",
]
_CASE = {name.lower(): name for name in _ADDED}  # names that the HTML parser has made lower case

# What the site's stylesheet says of maps and charts, by class.
_STYLES = """
text{font-family:"Bindery Card";font-size:13px}
.bd-map__land{fill:var(--bd-wash);fill-rule:evenodd;stroke:var(--bd-quiet);stroke-width:.4}
.bd-map__lake{fill:var(--bd-sea);fill-rule:evenodd}
.bd-map__border{fill:none;stroke:var(--bd-quiet);stroke-width:.9;stroke-linejoin:round}
.bd-map__border--disputed{stroke-dasharray:4 3}
.bd-map__area{fill:var(--bd-ink);fill-opacity:.13;fill-rule:evenodd;stroke:var(--bd-ink);stroke-width:1;stroke-linejoin:round}
.bd-map__area--approximate{stroke-dasharray:.1 4;stroke-width:1.8;stroke-linecap:round}
.bd-map__line{fill:none;stroke:var(--bd-ink);stroke-width:2.6;stroke-linejoin:round;stroke-linecap:round}
.bd-map__line--under{stroke:var(--bd-wash);stroke-width:5}
.bd-map__line--approximate{stroke-dasharray:.1 5;stroke-width:3.2}
.bd-map__frame{fill:none;stroke:var(--bd-ink);stroke-width:1.5}
.bd-map__town{fill:var(--bd-wash);stroke:var(--bd-ink)}
.bd-map__town-name{font-size:12px;fill:var(--bd-ink)}
.bd-map__country{font-size:12px;letter-spacing:.08em;text-anchor:middle;fill:var(--bd-quiet)}
.bd-map__place{font-size:13px;font-weight:600;fill:var(--bd-ink)}
.bd-map__place--area{fill:var(--bd-quiet)}
.bd-map__place--line{font-weight:400}
.bd-map__place--middle{text-anchor:middle}
.bd-map__place--end{text-anchor:end}
.bd-map__dot{fill:var(--bd-ink);stroke:var(--bd-wash)}
.bd-map__leader{fill:none;stroke:var(--bd-ink);stroke-width:.75}
.bd-map__bar{fill:none;stroke:var(--bd-ink);stroke-width:.75}
.bd-mark__tick{stroke:var(--bd-paper)}
.bd-map__km{font-size:11px;fill:var(--bd-ink);text-anchor:middle}
"""


def as_file(svg: html.HtmlElement, colour: str = "ink") -> str:
    """A drawing of a page as a file of SVG, with the styles and colours that the page gives it.

    Args:
        svg: the drawing; it is not changed.
        colour: name of the colour of what is drawn in the colour of the text.
    """
    drawing = deepcopy(svg)
    drawing.tail = None
    for element in drawing.iter(etree.Element):
        for name in [name for name in element.attrib if name in _CASE]:
            element.set(_CASE[name], element.attrib.pop(name))
        element.tag = _CASE.get(element.tag, element.tag)
        element.attrib.pop("aria-hidden", None)
    if "bd-map__picture" in drawing.get("class", ""):
        _add_sea(drawing)
    style = etree.Element("style")
    style.text = _STYLES
    drawing.insert(0, style)
    drawing.set("xmlns", "http://www.w3.org/2000/svg")
    drawing.set("color", COLOURS.get(colour, COLOURS["ink"]))
    text = etree.tostring(drawing, encoding="unicode")
    text = text.replace("currentColor", COLOURS.get(colour, COLOURS["ink"]))
    return _VARIABLE.sub(lambda found: COLOURS.get(found[1], COLOURS["ink"]), text)


def _add_sea(drawing: html.HtmlElement) -> None:
    """Puts under a map what the page gives it as a background, and a frame round it."""
    width, height = drawing.get("width", "0"), drawing.get("height", "0")
    sea = etree.Element("rect", width=width, height=height, fill="var(--bd-sea)", stroke="var(--bd-line)")
    drawing.insert(0, sea)
