"""Makes a saved page whole, as a browser shows it: with the pages in its frames, and with what is after its end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 4  # frames within frames
_END = re.compile(r"</html\s*>", re.IGNORECASE)


def without_end(page: str) -> bytes:
    """The page without its end tag, since the parser, unlike browsers, reads nothing after it."""
    return _END.sub("", page).encode(errors="replace")


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
