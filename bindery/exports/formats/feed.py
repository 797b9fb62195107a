"""News as Atom feeds (RFC 4287): `/feed.xml` for the whole site, `/<briefing>/feed.xml` for one briefing."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.model.names import SitePath
from bindery.pages import news
from bindery.pages.addresses import FEED, Link
from bindery.pages.views import SiteView

MOST = 100  # entries of the site's feed, so that it does not grow with the site; a briefing's feed has all


def export(site: SiteView) -> Iterator[tuple[SitePath, bytes]]:
    """One feed for the site and one for each briefing; none if the site has no address."""
    if not site.followed:
        return
    from bindery.exports import atom  # noqa: PLC0415  it takes long to load, and many sites have no feed

    items = news.site_news(site)[:MOST]
    whole = Link(FEED, site.imprint.name)
    yield SitePath(FEED), atom.atom_feed(site, whole, news.identifier(site), items, site.imprint.description)
    for view in site.public:
        link = Link(f"{view.address}{FEED}", f"{view.briefing.title}: changes")
        identifier = news.identifier(site, view.slug, "changes")
        yield SitePath(link.address), atom.atom_feed(site, link, identifier, news.briefing_news(view))
