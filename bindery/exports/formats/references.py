"""References for Zotero and similar programs: in each format a file for each briefing, and one of all sources."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.model.names import SitePath
from bindery.pages.views import SiteView
from bindery.references.formats import FORMATS


def export(site: SiteView) -> Iterator[tuple[SitePath, bytes]]:
    """In each format a file for each briefing, in the order of its references, and one file of all sources."""
    cited = [reference.source.id for reference in site.cited]
    for made in FORMATS:
        records: dict[str, str] = {source: made.record(site.item(source)) for source in cited}
        for view in site.briefings.values():
            references = made.joined(records[source] for source in view.numbers)
            yield SitePath(f"{view.address}references.{made.SUFFIX}"), references.encode()
        yield SitePath(f"sources/all.{made.SUFFIX}"), made.joined(records.values()).encode()
