"""A page at an old address that leads on to the new one.

Without scripts, the browser follows the page at once, and a link is there for readers. With scripts, the part of the
address after `#` is kept, which no page can do by itself.
"""

from __future__ import annotations

import re
from html import escape, unescape

from bindery.html.csp import AllowedSources, InlineHashes, add_policy
from bindery.model.vocabulary import direction_of
from bindery.text.wording import ENGLISH, Wording

SCRIPT = "assets/bindery/moved.js"
_META = re.compile(r"<meta\s([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_NOW = re.compile(r"""\s*0\s*[;,]\s*url\s*=\s*["']?(.*?)["']?\s*""", re.IGNORECASE)


def redirect_page(
    target: str, script: str, *, canonical: str = "", title: str = "", wording: Wording = ENGLISH
) -> str:
    """A page that leads on.

    Args:
        target: the new address, relative to the page, or on another host.
        script: address of `SCRIPT`, relative to the page.
        canonical: the full new address; empty if the site has no address.
        title: title of the new page; empty if it is not known.
        wording: the words of the interface in the language of the new page.
    """
    to = escape(target)
    words = escape(title or wording.say("its new address"))
    sentence = wording.say("This page has moved to %(link)s.", link=f'<a id="moved" href="{to}">{words}</a>')
    heading = escape(title or wording.say("Moved"))
    page = f"""<!doctype html>
<html lang="{wording.language}" dir="{direction_of(wording.language)}">
<head>
<meta charset="utf-8">
<title>{heading}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{escape(canonical) or to}">
<script src="{escape(script)}"></script>
<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>
</head>
<body>
<p>{sentence}</p>
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
