"""How far a change reaches: which briefings share sources, and what the rest of a site shows of a briefing.

The pages of a briefing depend on that briefing, on its sources, and on what other briefings do with these sources. So
the pages of one briefing can be made from it and the briefings that it is tied to. While everything that the rest of
the site shows of it stays the same, no other page changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from bindery.evidence.graph import Graph
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages import news
from bindery.pages.views import BriefingView
from bindery.reading.cross_references import targets_of
from bindery.reading.known_ids import KnownIds
from bindery.reading.project import Project, path_within_briefings

# What may be meant for a source: a name after `@` that is not part of a mail address, and slips such as `[okafor-2024]`.
_NAME = re.compile(
    r"(?<![A-Za-z0-9._-])@\{?([\w-]+)|<([\w-]+)>|\[([a-z0-9]+(?:-[a-z0-9]+)+)\](?![(\[:])|\bcite:([\w-]+)"
)


def owner(path: str) -> Slug:
    """The name of the briefing that an input belongs to; empty for none.

    Args:
        path: path of the input, relative to the project.
    """
    place = path_within_briefings(path)
    return Slug(place[0]) if len(place) > 1 else NO_BRIEFING


def ties(project: Project, graph: Graph) -> dict[Slug, frozenset[str]]:
    """The ids of the sources and origins that each briefing's pages depend on, or that its folder describes.

    Two briefings that have an id in common are tied: what one says of the source may be on a page of the other.

    Args:
        project: all briefings and lists of sources.
        graph: which briefing uses which source.

    Returns:
        The ids by the name of the briefing.
    """
    found: dict[Slug, set[str]] = {
        slug: set() for slug in (*project.briefings, *project.drafts, *project.broken)
    }
    for slug, document in project.lists:
        ids = found.setdefault(slug, set())
        ids.update(source.id for source in document.value.sources)
        ids.update(origin.id for origin in document.value.origins)
        ids.update(str(p.origin) for source in document.value.sources for p in source.passages if p.origin)
    for key in (*project.snapshots, *project.fingerprints):
        found.setdefault(key.slug, set()).add(key.source)
    for source, uses in graph.uses.items():
        for use in uses:
            found[use.briefing].add(source)
            found[use.briefing].update(graph.links_of(use))
    _tie_by_references(found, project)
    found.pop(NO_BRIEFING, None)  # the shared list belongs to no briefing and is always read
    return {
        slug: frozenset(link for key in keys for link in graph.chain(key)) for slug, keys in found.items()
    }


def _tie_by_references(found: dict[Slug, set[str]], project: Project) -> None:
    """Ties briefings to those that they refer to, by the names of the latter. No id of a source has a colon."""
    for slug, parsed in project.briefings.items():
        for other in parsed.refers_to:
            for tied in {slug, other} & found.keys():
                found[tied].add(f"briefing:{other}")


def tied_briefings(known: Mapping[Slug, Iterable[str]], briefings: Iterable[Slug]) -> frozenset[Slug]:
    """Some briefings, those that they are tied to, those that these are tied to, and so on.

    Args:
        known: the ids of each briefing, as `ties` returns them.
        briefings: names of the briefings to begin with.
    """
    holders: dict[str, list[Slug]] = {}
    for slug, ids in known.items():
        for key in ids:
            holders.setdefault(key, []).append(slug)
    found: set[Slug] = set()
    ahead = list(briefings)
    while ahead:
        slug = ahead.pop()
        if slug not in found:
            found.add(slug)
            ahead += (other for key in known.get(slug, ()) for other in holders[key])
    return frozenset(found)


def may_name_unread_sources(
    project: Project, briefings: Iterable[Slug], known: Mapping[Slug, Iterable[str]]
) -> bool:
    """Whether some briefings have words that may be meant for a source of a briefing that was not read.

    Args:
        project: the briefings that were read.
        briefings: names of the briefings to look at.
        known: the ids of every briefing, as `ties` returns them.
    """
    unread = {key: key for slug, keys in known.items() if slug not in project.briefings for key in keys}
    ids = KnownIds(unread)
    texts = (project.briefings[slug].document.root.span.text.content for slug in briefings)
    names = {match[match.lastindex or 0] for text in texts for match in _NAME.finditer(text)}
    names -= {source.id for _, document in project.lists for source in document.value.sources}
    return any(map(ids.meant, names))


def interface_hash(view: BriefingView, ids: Iterable[str]) -> str:
    """A hash of everything that other pages, lists and feeds of a site may show of a briefing and its sources.

    Args:
        view: the briefing.
        ids: the ids that it is tied by, as `ties` returns them.

    Returns:
        The SHA-256 in hexadecimal digits.
    """
    digest = sha256()
    for fact in _facts(view, ids):
        digest.update(repr(fact).encode("utf-8", "backslashreplace"))
        digest.update(b"\0")
    return digest.hexdigest()


def _facts(view: BriefingView, ids: Iterable[str]) -> Iterator[object]:
    briefing, site = view.briefing, view.site
    yield briefing.title, briefing.subtitle, briefing.question, view.lead
    yield briefing.status, briefing.handling, briefing.language
    yield view.slug, view.latest, view.changed_on, view.register.parsed.prose["summary",].words
    yield (
        view.strip,
        view.standing,
        view.points,
        len(view.claims),
        len(view.numbers),
        view.origins,
        view.bodies,
        view.last_edition,
    )
    yield [(link.address, link.title) for link in view.contents]
    if f"briefing:{view.slug}" in ids:  # links in other briefings have the words of its parts
        yield targets_of(view.register.parsed)
    for key in sorted(ids):
        yield key, site.graph.origins.get(key), site.graph.sources.get(key), site.graph.homes.get(key)
        yield [(one.by, one.sha256, one.licence, one.day, one.dated) for one in site.checks.stored(key)]
        if key in site.graph.sources:
            yield [site.finding(key, words) for words, _ in site.quoted(key)]
            yield (
                site.quoted(key),
                [(use.briefing, use.kind, use.stance, use.origin) for use in site.graph.uses[key]],
            )
    if site.followed and not view.is_draft:
        for item in news.briefing_news(view):
            yield item.id, item.title, item.link, item.published, item.updated, item.ours, item.theirs
            yield item.changes
    yield briefing.authors, briefing.tags  # a feed names them with each entry
