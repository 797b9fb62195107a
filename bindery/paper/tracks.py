"""The lines, axes and bars of comparisons as drawings, for e-books that cannot place dots by a style."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bindery.paper.page import classes_of, placed
from bindery.paper.pictures import COLOURS

if TYPE_CHECKING:
    from lxml import html

_WIDTH, _EDGE = 400, 12  # units of a drawing, and the space at its ends for half a dot
_TRACKS = {"bd-dots__track", "bd-numbers__line"}


def drawing_of(element: html.HtmlElement, known: dict[str, dict[str, float]]) -> str:
    """An element that places dots, ends or shares, as a file of SVG; empty for other elements.

    Args:
        element: the element.
        known: positions by class, as `page.places` gives them.
    """
    classes = set(classes_of(element))
    if classes & _TRACKS:
        return _file(16, _track(element, known))
    if "bd-dots__axis" in classes:
        return _file(24, _axis(element, known))
    if "bd-strip__bar" in classes:
        return _file(10, _bar(element, known))
    return ""


def _at(per_cent: float) -> float:
    return round(_EDGE + per_cent / 100 * (_WIDTH - 2 * _EDGE), 1)


def _track(element: html.HtmlElement, known: dict[str, dict[str, float]]) -> list[str]:
    ink, line = COLOURS["ink"], COLOURS["line"]
    drawn = [f'<path d="M{_at(0)} 8H{_at(100)}" stroke="{line}"/>']
    for dot in element:
        values, classes = placed(dot, known), classes_of(dot)
        if any(name.endswith("__line") for name in classes):
            start = values.get("left", 0.0)
            end = start + values.get("width", 0.0)
            drawn.append(f'<path d="M{_at(start)} 8H{_at(end)}" stroke="{ink}" stroke-dasharray="2 2"/>')
        elif values:
            fill = COLOURS["paper"] if any(name.endswith("--open") for name in classes) else ink
            drawn.append(
                f'<circle cx="{_at(values.get("left", 0.0))}" cy="8" r="4.5" fill="{fill}" stroke="{ink}" stroke-width="2"/>'
            )
    return drawn


def _axis(element: html.HtmlElement, known: dict[str, dict[str, float]]) -> list[str]:
    drawn = [f'<path d="M{_at(0)} 2H{_at(100)}" stroke="{COLOURS["ink"]}"/>']
    for end in element:
        left = placed(end, known).get("left", 0.0)
        anchor = "start" if left < 5 else "end" if left > 95 else "middle"  # noqa: PLR2004  per cent
        words = escape(" ".join(end.text_content().split()))
        x = 0 if anchor == "start" else _WIDTH if anchor == "end" else _at(left)
        drawn.append(
            f'<text x="{x}" y="18" font-size="13" font-family="sans-serif" text-anchor="{anchor}" fill="{COLOURS["quiet"]}">{words}</text>'
        )
    return drawn


def _bar(element: html.HtmlElement, known: dict[str, dict[str, float]]) -> list[str]:
    shares = [
        (placed(part, known).get("grow", 0.0), classes_of(part)[-1].rsplit("--", 1)[-1]) for part in element
    ]
    whole = sum(share for share, _ in shares) or 1
    drawn, left = [], 0.0
    for share, status in shares:
        width = share / whole * _WIDTH
        colour = COLOURS.get(status, COLOURS["quiet"])
        drawn.append(
            f'<rect x="{left:.1f}" y="1" width="{max(width - 2, 1):.1f}" height="8" fill="{colour}"/>'
        )
        left += width
    return drawn


def _file(height: int, drawn: list[str]) -> str:
    inner = "".join(drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" fill="none">{inner}</svg>'
