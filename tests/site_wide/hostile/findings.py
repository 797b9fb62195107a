"""What is wrong with a page that has hostile texts: another tree than with plain words, or anything that runs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from support.parsed import Element

ACTING = frozenset(
    {
        "script",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "style",
        "meta",
        "link",
        "template",
        "plaintext",
        "frame",
        "applet",
    }
)
LEADING = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")
SCHEMES = frozenset({"", "http", "https", "mailto"})


def differs(one: Element, other: Element, where: str = "") -> str:
    """The first place where two trees differ; empty when they are the same."""
    here = f"{where}/{one.tag}"
    if (one.tag, sorted(one.attributes)) != (other.tag, sorted(other.attributes)):
        return f"{here} {sorted(one.attributes)} and {other.tag} {sorted(other.attributes)}"
    if (
        one.tag == "svg"
    ):  # the width of words changes the layout of a chart or a map; only what would run in it is compared
        return ""
    ones, others = ([c for c in e.children if isinstance(c, Element)] for e in (one, other))
    for first, second in zip(ones, others, strict=False):
        found = differs(first, second, here)
        if found:
            return found
    return "" if len(ones) == len(others) else f"{here} has {len(ones)} and {len(others)} children"


def acting(page: Element, *, within: frozenset[str] = ACTING) -> Iterator[str]:
    """Elements and attributes that do something, and links that lead where none may."""
    for element in page.walk():
        if element.tag in within:
            yield f"<{element.tag}>"
        for name, value in element.attributes.items():
            if name.startswith("on") or name == "srcdoc":
                yield f"<{element.tag} {name}>"
            if name in LEADING and not _may_lead(value):
                yield f"<{element.tag} {name}={value[:60]}>"


def _may_lead(address: str) -> bool:
    cleaned = "".join(char for char in address if char > " ")
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and "@" not in (parts.netloc if parts.scheme != "mailto" else "")
