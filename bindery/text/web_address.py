"""Web addresses in a form in which two addresses of the same page are equal."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid", re.IGNORECASE)


def comparable(url: str) -> str:
    """An address in a normal form, without its scheme, `www.` and what only follows readers.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("dx.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = unquote(parts.path).rstrip("/")
    query = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    part = (
        f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    )  # on some sites this names the page
    path = path.lower() if host == "doi.org" else path
    return f"{host}{port}{path}{'?' if query else ''}{urlencode(query)}{part}"


def comparable_or_empty(url: str) -> str:
    """As `comparable`; empty for what is no address."""
    try:
        return comparable(url)
    except ValueError:
        return ""
