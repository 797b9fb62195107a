"""`robots.txt` (RFC 9309): everybody may read everything, and here is the list of it."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.sitemap import NAME as SITEMAP
from bindery.pages.views import SiteView

NAME = "robots.txt"


def export(site: SiteView) -> Iterator[tuple[str, bytes]]:
    """The file, which names the sitemap where the site's address is known; a project's own stands in for it."""
    lines = ["User-agent: *", "Allow: /"]
    if site.imprint.address:
        lines += ["", f"Sitemap: {site.imprint.address}{SITEMAP}"]
    yield NAME, "\n".join([*lines, ""]).encode()
