"""Plain text made safe for a page, once and in one place: the same for Markdown, HTML and attributes."""

from __future__ import annotations

import re

from markupsafe import Markup

# Whatever can begin markup in Markdown or HTML becomes a numeric entity, which both show as typed.
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "&<>\"'`*_{}[]()#!|\\~^=$@+"}
_SPACE = re.compile(r"\s+")


def escape(text: object) -> Markup:
    """A text as it was typed, whatever stands in it; white space runs into one blank.

    Text that is Markup already passes unchanged.
    """
    if isinstance(text, Markup):
        return text
    return Markup(_SPACE.sub(" ", str(text)).translate(_ENTITIES))  # noqa: S704  this is where text becomes safe
