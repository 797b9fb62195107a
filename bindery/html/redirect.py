"""A page at an old address that leads on to the new one.

Without scripts, the browser follows the page at once, and a link is there for readers. With scripts, the part of the
address after `#` is kept, which no page can do by itself.
"""

from __future__ import annotations

import re
from html import escape, unescape

from bindery.html.csp import AllowedSources, InlineHashes, add_policy

SCRIPT = "assets/bindery/moved.js"
_META = re.compile(r"<meta\s([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_NOW = re.compile(r"""\s*0\s*[;,]\s*url\s*=\s*["']?(.*?)["']?\s*""", re.IGNORECASE)


def redirect_page(target: str, script: str, *, canonical: str = "", title: str = "") -> str:
    """A page that leads on.

    Args:
        target: the new address, relative to the page, or on another host.
        script: address of `SCRIPT`, relative to the page.
        canonical: the full new address; empty if the site has no address.
        title: title of the new page; empty if it is not known.
    """
    to = escape(target)
    words = escape(title) if title else "its new address"
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(title) if title else "Moved"}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{escape(canonical) or to}">
<script src="{escape(script)}"></script>
<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>
</head>
<body>
<p>This page has moved to <a id="moved" href="{to}">{words}</a>.</p>
</body>
</html>
"""
    return add_policy(page, InlineHashes(), AllowedSources())


def target_of(html: str) -> str:
    """Where a page that another program made leads on to at once; empty if it does not."""
    for meta in _META.findall(html):
        named = {name.lower(): "".join(value) for name, *value in _ATTRIBUTE.findall(meta)}
        match = _NOW.fullmatch(unescape(named.get("content", "")))
        if match and named.get("http-equiv", "").lower() == "refresh":
            return match[1]
    return ""


def leads_on(page: bytes) -> bool:
    """Whether a finished page stands at a former address: it names the script that leads on."""
    return SCRIPT.encode() in page
