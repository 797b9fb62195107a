"""`robots.txt` (RFC 9309): it allows all crawlers to read everything, and names the sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.exports.sitemap import NAME as SITEMAP
from bindery.model.names import SitePath

NAME = "robots.txt"


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """The file, with the sitemap if the site has an address; a project's own `robots.txt` replaces it."""
    lines = ["User-agent: *", "Allow: /"]
    if of.site.imprint.address:
        lines += ["", f"Sitemap: {of.site.imprint.address}{SITEMAP}"]
    yield SitePath(NAME), "\n".join([*lines, ""]).encode()
