"""The pictures of a page for a Word document: its images, and its drawings as PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from bindery.paper import pictures, tracks
from bindery.paper.page import classes_of, is_shown, places
from bindery.paper.word_file import TEXT_WIDTH
from bindery.paper.word_parts import InlinePicture

if TYPE_CHECKING:
    from lxml import html

_PAGE_WIDTH = 640  # pixels of the widest drawing on a page
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")  # pictures that Word shows as they are


@dataclass(frozen=True)
class Drawing:
    """A picture of the page that Word cannot show as it is.

    Attributes:
        data: a file of SVG, or of another kind of picture.
        ending: ending of its name, such as `svg`.
    """

    data: bytes
    ending: str


def pictures_of(
    body: html.HtmlElement,
    styles: str,
    read: Callable[[str], bytes | None],
    draw: Callable[[list[Drawing]], list[bytes]],
) -> dict[html.HtmlElement, InlinePicture]:
    """The pictures of a page, by their element.

    Args:
        body: the element of the page that holds the briefing.
        styles: the page's own style, which places the dots of comparisons.
        read: gives the content of an image by its address on the page; None where there is none.
        draw: makes a PNG of each drawing.
    """
    found: dict[html.HtmlElement, InlinePicture] = {}
    drawn: list[tuple[html.HtmlElement, Drawing, str, float]] = []
    known = places(styles)
    for element in _shown(body):
        data = read(element.get("src") or "") if element.tag == "img" else None
        if data and data.startswith(_SIGNATURES):
            found[element] = InlinePicture(data, element.get("alt") or "", 0)
        elif data:
            ending = (element.get("src") or "").rsplit(".", 1)[-1].lower()
            drawn.append((element, Drawing(data, ending), element.get("alt") or "", 0))
        elif drawing := _drawing(element, known):
            drawn.append((element, *drawing))
    made = draw([drawing for _, drawing, _, _ in drawn]) if drawn else []
    for (element, _, text, width), data in zip(drawn, made, strict=True):
        found[element] = InlinePicture(data, text, width)
    return found


def _shown(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements of a page that are shown away from the site."""
    for element in body.iter(etree.Element):
        if all(map(is_shown, (element, *element.iterancestors()))):
            yield element


def _drawing(
    element: html.HtmlElement, known: dict[str, dict[str, float]]
) -> tuple[Drawing, str, float] | None:
    """The drawing that an element is, with its text and its width in centimetres; None where it is none."""
    if element.tag == "svg":
        if "bd-mark" in classes_of(element):
            return None
        share = min(float(element.get("width") or _PAGE_WIDTH) / _PAGE_WIDTH, 1)
        data = pictures.as_file(element).encode()
        return Drawing(data, "svg"), element.get("aria-label") or "", share * TEXT_WIDTH
    line = tracks.drawing_of(element, known)
    return (Drawing(line.encode(), "svg"), "", TEXT_WIDTH / 2) if line else None
