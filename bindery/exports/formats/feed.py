"""News as Atom feeds (RFC 4287): `/feed.xml` for the whole site, `/<briefing>/feed.xml` for one briefing."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.model.names import SitePath
from bindery.pages import news
from bindery.pages.addresses import FEED, Link


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """One feed for the site and one for each briefing; none if the site has no address."""
    if not (of.site.imprint.address and of.parts.is_public):
        return
    from bindery.exports import atom  # noqa: PLC0415  it takes long to load, and many sites have no feed

    items = of.parts.news()  # so many that the feed does not grow with the site; a briefing's feed has all
    whole = Link(FEED, of.site.imprint.name)
    yield (
        SitePath(FEED),
        atom.atom_feed(of.site, whole, news.identifier(of.site), items, of.site.imprint.description),
    )
    for view in of.public:
        link = Link(f"{view.address}{FEED}", f"{view.briefing.title}: changes")
        identifier = news.identifier(of.site, view.slug, "changes")
        yield SitePath(link.address), atom.atom_feed(of.site, link, identifier, news.briefing_news(view))
