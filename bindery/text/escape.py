"""Plain text made safe for a page, once and in one place: the same for Markdown, HTML and attributes."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from markupsafe import Markup

# Whatever can begin markup in Markdown or HTML becomes a numeric entity, which both show as typed.
_ENTITIES = {char: f"&#{ord(char)};" for char in "&<>\"'`*_{}[]()#!|\\~^=$@+"}
_SPACE = re.compile(r"\s+")
# What has to be looked at: most texts have none of it. One set of letters, white space among them, is found fastest.
_SPACES = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = re.compile(f"[{re.escape(''.join(_ENTITIES))}{_SPACES}]")
_MARK = re.compile(f"[{re.escape(''.join(_ENTITIES))}]")
_WIDE = re.compile(f"[{_SPACES}]|  ")


def escape(text: object) -> Markup:
    """A text as it was typed, whatever stands in it; white space runs into one blank.

    Text that is Markup already passes unchanged.
    """
    return text if isinstance(text, Markup) else Markup(escaped(text))  # noqa: S704  here text becomes safe


def escaped(text: object) -> str:
    """The same as letters alone, for what is written at once and never escaped again."""
    if isinstance(text, Markup):
        return text
    written = str(text)
    if _MARKS.search(written) or "  " in written:
        if _WIDE.search(written):
            written = _SPACE.sub(" ", written)
        written = _MARK.sub(_entity, written)
    return written


def _entity(mark: re.Match[str]) -> str:
    return _ENTITIES[mark[0]]


def percent_encoded(text: str, safe: str = "") -> str:
    """A text with whatever an address may not hold as `%` and two digits.

    Args:
        text: it.
        safe: characters that stay as they are, beside letters, digits and `_.-~`.
    """
    return text.translate(_table(safe)) if text.isascii() else quote(text, safe=safe)


@cache
def _table(safe: str) -> dict[int, str]:
    written = {code: quote(chr(code), safe=safe) for code in range(128)}
    return {code: other for code, other in written.items() if other != chr(code)}
