"""What of a finished page is shown on paper and in e-books, and where the page's own style places the dots of comparisons."""

from __future__ import annotations

import re

from lxml import html

LEFT_OUT = {
    *(
        "script",
        "style",
        "template",
        "noscript",
        "button",
        "input",
        "select",
        "form",
        "audio",
        "video",
        "iframe",
    )
}  # elements that only a browser shows
_UNSEEN = {"headerlink", "bd-screen", "bd-map__picture--narrow", "bd-chart__narrow"}
_PLACED = re.compile(r"\.(bd-set-\d+)\{([^}]*)\}")
_PERCENT = re.compile(r"([a-z-]+):(?:calc\()?([\d.]+)%")
_GROW = re.compile(r"flex-grow:(\d+)")


def classes_of(element: html.HtmlElement) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def is_shown(element: html.HtmlElement) -> bool:
    """Whether an element is shown away from the site: not a control, nor what offers a file of the site."""
    return (
        element.tag not in LEFT_OUT
        and _UNSEEN.isdisjoint(classes_of(element))
        and not (element.tag == "a" and element.get("download") is not None)
    )


def places(styles: str) -> dict[str, dict[str, float]]:
    """Positions and widths in per cent, and shares (`grow`), by the class that a page's style gives them to."""
    found: dict[str, dict[str, float]] = {}
    for name, rules in _PLACED.findall(styles):
        values = {prop: float(value) for prop, value in _PERCENT.findall(rules)}
        if grows := _GROW.search(rules):
            values["grow"] = float(grows[1])
        if "left:0" in rules:
            values.setdefault("left", 0.0)
        found[name] = values
    return found


def placed(element: html.HtmlElement, known: dict[str, dict[str, float]]) -> dict[str, float]:
    """The position of an element; empty where it has none."""
    return next((known[name] for name in classes_of(element) if name in known), {})
