"""What the pages of the whole site show of each briefing and of each source, as records that can be kept.

The home page, the list of all sources, the feed of the site and its navigation are made from these records alone. So a
build after an edit needs only the records of the briefings that it does not read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from bindery.model import vocabulary
from bindery.model.names import Slug
from bindery.pages.addresses import FEED, relative
from bindery.pages.news import NewsItem, briefing_news
from bindery.pages.theme_words import script_words, theme_words
from bindery.text.escape import escape
from bindery.text.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from bindery.pages.views import BriefingView, SiteView
    from bindery.references.reference import Reference
    from bindery.text.problems import Problem

SHELF_ITEM = "parts/shelf_item.html.j2"  # the template of a briefing on the home page
LISTED_SOURCE = "parts/listed_source.html.j2"  # the template of a source in the list of all sources
ADDRESSES = {SHELF_ITEM: "", LISTED_SOURCE: "sources/"}  # of the pages that have these entries
RECENT = 3  # how many briefings the navigation lists; few, so that a page does not grow with the site
FEED_ENTRIES = 100  # entries of the site's feed, so that it does not grow with the site


class EntryRenderer(Protocol):
    """What renders the entries of the pages of the whole site.

    Attributes:
        site: the site.
    """

    site: SiteView

    def entries(self, template: str, names: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[Problem]]:
        """The entries as HTML, and the problem of their template if it fails."""


@dataclass(frozen=True)
class BriefingPart:
    """What the pages of the whole site show of a briefing.

    Attributes:
        slug: name of its folder.
        address: address of its overview.
        title: its title.
        language: its language.
        latest: the date of its last update, or else of its publication.
        changed: the newest of its own dates and the dates of its editions.
        is_draft: whether it is a draft, which only a preview shows.
        item: its entry on the home page, as HTML.
        points: each status with the number of its claims; a dispute is one contested point.
        claims: ids of its claims.
        edition: number of its newest edition; 0 for none.
        original: the name of the briefing that it translates; empty if there is none.
        news: its news, newest first, at most `FEED_ENTRIES`; none where the site has no feeds.
    """

    slug: Slug
    address: str
    title: str
    language: str
    latest: str
    changed: str
    is_draft: bool
    item: str
    points: tuple[tuple[str, int], ...]
    claims: tuple[str, ...]
    edition: int = 0
    original: str = ""
    news: tuple[NewsItem, ...] = ()


class SourcePart(NamedTuple):
    """What the pages of the whole site show of a source that is used.

    Attributes:
        key: id of the source.
        publisher: its publisher, for the headings of the list.
        order: its place in the list of all sources.
        users: the briefings that use it, sorted.
        item: its entry in the list, as HTML.
        records: its record in each format for reference managers, by the suffix of the format.
    """

    key: str
    publisher: str
    order: tuple[str, str, str]
    users: tuple[Slug, ...]
    item: str
    records: Mapping[str, str]


@dataclass(frozen=True)
class SiteParts:
    """The records of all briefings and sources of a site.

    Attributes:
        briefings: the record of each briefing, by its name.
        sources: the record of each source that is used, by its id.
    """

    briefings: Mapping[Slug, BriefingPart] = field(default_factory=dict)
    sources: Mapping[str, SourcePart] = field(default_factory=dict)

    @cached_property
    def newest_first(self) -> list[BriefingPart]:
        """The briefings by date, newest first; on the same date by title."""
        by_title = sorted(self.briefings.values(), key=lambda part: (part.title, part.slug))
        return sorted(by_title, key=lambda part: part.latest, reverse=True)

    @cached_property
    def originals(self) -> list[BriefingPart]:
        """The briefings that translate no other one of the site, newest first."""
        return [part for part in self.newest_first if part.original not in self.briefings]

    @cached_property
    def shelved(self) -> list[BriefingPart]:
        """The originals, newest first, each followed by its translations."""
        versions: dict[str, list[BriefingPart]] = {}
        for part in sorted(self.briefings.values(), key=lambda part: (part.language, part.slug)):
            versions.setdefault(part.original, []).append(part)
        return [part for first in self.originals for part in (first, *versions.get(first.slug, ()))]

    @cached_property
    def cited(self) -> list[SourcePart]:
        """The sources that are used, by publisher, date and title."""
        by_key = (self.sources[key] for key in sorted(self.sources))
        return sorted(by_key, key=lambda part: part.order)

    @property
    def is_public(self) -> bool:
        """Whether there is a briefing that is not a draft."""
        return not all(part.is_draft for part in self.briefings.values())

    @property
    def newest(self) -> str:
        """The latest date of a briefing; empty if there is none."""
        return max((part.latest for part in self.briefings.values()), default="")

    def news(self) -> list[NewsItem]:
        """The news of the site for its feed, newest first; on one day, those of the newest briefing first."""
        items = [item for part in self.newest_first if not part.is_draft for item in part.news]
        return sorted(items, key=lambda item: item.updated, reverse=True)[:FEED_ENTRIES]

    def lists_sources_like(self, other: SiteParts) -> bool:
        """Whether the list of all sources, as our own template makes it, is the same as that of other records."""
        return self.sources == other.sources and self._dates == other._dates

    @property
    def _dates(self) -> dict[Slug, tuple[str, bool]]:
        """What pages of the whole site say of each briefing besides its entry."""
        return {slug: (part.changed, part.is_draft) for slug, part in self.briefings.items()}

    def updated(self, made: SiteParts, briefings: Collection[Slug]) -> SiteParts:
        """These records with those of some briefings and of the sources that they use replaced.

        Args:
            made: the records of these briefings as they are now.
            briefings: names of the briefings, also of those that are no longer there.
        """
        gone = frozenset(briefings)
        others = {slug: part for slug, part in self.briefings.items() if slug not in gone}
        unused = {key: part for key, part in self.sources.items() if gone.isdisjoint(part.users)}
        return SiteParts({**others, **made.briefings}, {**unused, **made.sources})

    def by_briefing(self, briefings: Iterable[Slug]) -> dict[Slug, SiteParts]:
        """The records of each of some briefings, with those of the sources whose first user it is."""
        found: dict[Slug, dict[str, SourcePart]] = {slug: {} for slug in briefings}
        for key, part in self.sources.items():
            if part.users[0] in found:
                found[part.users[0]][key] = part
        return {slug: SiteParts({slug: self.briefings[slug]}, sources) for slug, sources in found.items()}

    @classmethod
    def joined(cls, all_parts: Iterable[SiteParts]) -> SiteParts:
        """Several records in one."""
        briefings: dict[Slug, BriefingPart] = {}
        sources: dict[str, SourcePart] = {}
        for parts in all_parts:
            briefings.update(parts.briefings)
            sources.update(parts.sources)
        return cls(briefings, sources)

    def as_json(self) -> dict[str, Any]:
        """The records as JSON can hold them."""
        return {
            "briefings": [asdict(part) for part in self.briefings.values()],
            "sources": [list(part) for part in self.sources.values()],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> SiteParts:
        """The records that `as_json` was called on.

        Raises:
            ValueError, TypeError, KeyError: they are of another form.
        """
        briefings = (_briefing_part(part) for part in found["briefings"])
        sources = (
            SourcePart(key, publisher, (order[0], order[1], order[2]), tuple(users), item, records)
            for key, publisher, order, users, item, records in found["sources"]
        )
        return cls({part.slug: part for part in briefings}, {part.key: part for part in sources})


def _briefing_part(found: Mapping[str, Any]) -> BriefingPart:
    points = tuple((status, number) for status, number in found["points"])
    news = tuple(NewsItem.from_json(item) for item in found["news"])
    return BriefingPart(**{**found, "points": points, "claims": tuple(found["claims"]), "news": news})


def site_parts(
    renderer: EntryRenderer, only: Collection[Slug] | None = None
) -> tuple[SiteParts, list[Problem]]:
    """The records of a site's briefings and of the sources that they use, and the problems of templates that fail.

    Args:
        renderer: renders the entries.
        only: names of the briefings that are wanted; None for all.
    """
    site = renderer.site
    views = [view for slug, view in site.briefings.items() if only is None or slug in only]
    users = {key: sorted({use.briefing for use in uses}) for key, uses in site.graph.uses.items() if uses}
    wanted = [
        reference
        for reference in site.cited
        if only is None or not frozenset(users[reference.source.id]).isdisjoint(only)
    ]
    items, problems = renderer.entries(SHELF_ITEM, [{"book": view} for view in views])
    listed, more = renderer.entries(LISTED_SOURCE, [{"reference": reference} for reference in wanted])
    briefings = {
        view.slug: _part_of(view, item, with_news=bool(site.imprint.address))
        for view, item in zip(views, items, strict=True)
    }
    sources = {
        str(reference.source.id): _source_part(reference, users[reference.source.id], item, site)
        for reference, item in zip(wanted, listed, strict=True)
    }
    return SiteParts(briefings, sources), problems + more


def _part_of(view: BriefingView, item: str, *, with_news: bool) -> BriefingPart:
    return BriefingPart(
        slug=view.slug,
        address=view.address,
        title=str(view.briefing.title),
        language=str(view.briefing.language),
        latest=view.latest,
        changed=view.changed_on,
        is_draft=view.is_draft,
        item=item,
        points=tuple((str(status), number) for status, number in view.points),
        claims=tuple(map(str, view.claims)),
        edition=view.last_edition.number if view.last_edition else 0,
        original=str(view.versions.original.slug) if view.versions.original else "",
        news=tuple(briefing_news(view)[:FEED_ENTRIES]) if with_news and not view.is_draft else (),
    )


def _source_part(reference: Reference, users: list[Slug], item: str, site: SiteView) -> SourcePart:
    return SourcePart(
        key=str(reference.source.id),
        publisher=str(reference.publisher),
        order=reference.sort_key,
        users=tuple(users),
        item=item,
        records=site.records(reference.source.id),
    )


def navigation(
    parts: SiteParts, *, followed: bool, directory_urls: bool, wording: Wording = ENGLISH
) -> dict[str, Any]:
    """What the navigation of every page lists: home, all sources, and the newest `RECENT` briefings.

    It does not list all briefings, so that no page grows with the site. URLs are relative to the site.
    """

    def address(page: str) -> str:
        return relative(page, "", directory_urls=directory_urls)

    return {
        "home": address(""),
        "sources": address("sources/"),
        "feed": FEED if followed else "",
        "language": wording.language,
        "direction": vocabulary.direction_of(wording.language),
        "words": theme_words(wording),
        "script_words": str(escape(script_words(wording))),
        "briefings": [
            {
                "title": str(escape(part.title)),
                "address": address(part.address),
                "language": part.language,
            }
            for part in parts.originals[:RECENT]
        ],
    }
