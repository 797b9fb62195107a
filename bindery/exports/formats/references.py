"""References for Zotero and similar programs: in each format a file for each briefing, and one of all sources."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.model.names import SitePath
from bindery.references.formats import FORMATS


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """In each format a file for each briefing, in the order of its references, and one file of all sources."""
    cited = [part.records for part in of.parts.cited] if of.with_list else []
    for made in FORMATS:
        for view in of.briefings:
            references = made.joined(of.parts.sources[source].records[made.SUFFIX] for source in view.numbers)
            yield SitePath(f"{view.address}references.{made.SUFFIX}"), references.encode()
        if of.with_list:
            joined = made.joined(records[made.SUFFIX] for records in cited)
            yield SitePath(f"sources/all.{made.SUFFIX}"), joined.encode()
