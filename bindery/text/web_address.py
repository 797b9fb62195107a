"""Web addresses in a form in which two addresses of the same page are equal."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# Parts of a query that follow readers, and say nothing of the page.
_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign)|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|mc_[ce]id|igshid?|_gl|_ga"
    r"|mkt_tok|xtor|wt_mc|ocid|cmpid|smid|ref_src|ref_url|__twitter_impression|guccounter|guce_referr\w+",
    re.IGNORECASE,
)
_SAME_HOST = re.compile(
    r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)|(?<=\.)m\.(?=[^.]+\.)"
)  # also `en.m.wikipedia.org`
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/(?:web/)?\d{1,14}(?:[a-z]{2}_)?"
    r"|archive\.(?:today|ph|is|li|md|vn|fo)/(?:\d{14}|newest|\d{4}(?:\.\d\d){2}-\d{6}))/(?P<page>https?:/{1,2}\S+)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:shorts/|live/|embed/|v/))([\w-]{6,})")


def comparable(url: str) -> str:
    """An address in a normal form, without its scheme, `www.` and what only follows readers.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    host = _SAME_HOST.sub("", parts.hostname or "").removeprefix("dx.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/")
    query = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    part = (
        f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    )  # on some sites this names the page
    path = path.lower() if host == "doi.org" else path
    if video := _VIDEO.match(host + path):
        host, path, query = "youtube.com", "/watch", [("v", video[1])]
    if (
        host == "youtube.com" and path == "/watch"
    ):  # without the list that it is in and the second at which it starts
        query = [pair for pair in query if pair[0] == "v"]
    return f"{host}{port}{path}{'?' if query else ''}{urlencode(query)}{part}"


def comparable_or_empty(url: str) -> str:
    """As `comparable`; empty for what is no address."""
    try:
        return comparable(url)
    except ValueError:
        return ""


def without_archive(url: str) -> str:
    """The address of the page of which this one is an archived copy, or else this one."""
    archived = _ARCHIVED.match(url)
    return archived["page"] if archived else url
