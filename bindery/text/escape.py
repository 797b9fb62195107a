"""Escapes plain text so that it is safe in Markdown, HTML and attributes alike."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from markupsafe import Markup

# Every character that can begin markup in Markdown or HTML becomes a numeric entity, which both show as typed.
_ENTITIES = {char: f"&#{ord(char)};" for char in "&<>\"'`*_{}[]()#!|\\~^=$@+"}
_SPACE = re.compile(r"\s+")
# Most texts contain none of these characters. A single character class, with the white space in it, is searched fastest.
_SPACES = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARK_OR_SPACE = re.compile(f"[{re.escape(''.join(_ENTITIES))}{_SPACES}]")
_MARK = re.compile(f"([{re.escape(''.join(_ENTITIES))}])")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LONG_OR_ODD_SPACE = re.compile(f"[{_SPACES}]|  ")


def markup(html: str) -> Markup:
    """HTML that is safe already, as Markup. Markup itself would first check what it is given, which takes longer."""
    return str.__new__(Markup, html)


def escape(text: object) -> Markup:
    """HTML that shows the text exactly as typed, but with each run of white space as one space.

    Markup is returned unchanged.
    """
    return text if isinstance(text, Markup) else markup(escaped(text))  # here text becomes safe


def escaped(text: object) -> str:
    """The same as `escape`, as a plain string. Use it where nothing escapes the result again."""
    if isinstance(text, Markup):
        return text
    typed = str(text)
    if _MARK_OR_SPACE.search(typed) or "  " in typed:
        if _LONG_OR_ODD_SPACE.search(typed):
            typed = _SPACE.sub(" ", typed)
        parts = _MARK.split(typed)  # every second part is a mark
        parts[1::2] = [_ENTITIES[mark] for mark in parts[1::2]]
        typed = "".join(parts)
    return typed


def percent_encoded(text: str, safe: str = "") -> str:
    """A text percent-encoded for a URL (RFC 3986, section 2.1).

    Args:
        text: the text to encode, as UTF-8.
        safe: ASCII characters that are not encoded, besides letters, digits and `_.-~`.
    """
    for char, code in _codes(safe):
        if char in text:
            text = text.replace(char, code)
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: quote(found[0]), text)


@cache
def _codes(safe: str) -> tuple[tuple[str, str], ...]:
    """Each ASCII character that must be encoded, with its code; the percent sign first, since the codes have it too."""
    found = {char: quote(char, safe=safe) for char in map(chr, range(128))}
    return tuple(
        sorted((item for item in found.items() if item[0] != item[1]), key=lambda item: item[0] != "%")
    )
