"""Puts the pages that a saved page has in its frames in the place of the frames, as a browser shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 4  # frames within frames


def put_frames_in(root: HtmlElement, parsed: Callable[[str], HtmlElement | None]) -> None:
    """Puts the page of each frame with `srcdoc` in its place, as SingleFile saves frames.

    Args:
        root: the page; it is changed.
        parsed: reads a page.
    """
    left = [(frame, 1) for frame in root.iter("iframe")]
    while left:
        frame, depth = left.pop()
        page = parsed(frame.attrib.pop("srcdoc", ""))
        body = None if page is None else page.find("body")
        if body is None or depth > _DEEPEST:
            continue
        left += [(inner, depth + 1) for inner in body.iter("iframe")]
        frame.tag, frame.text = "section", body.text
        for child in list(frame):
            frame.remove(child)
        frame.extend(list(body))
