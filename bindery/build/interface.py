"""How far a change reaches: which briefings share sources, and what the rest of a site shows of a briefing.

The pages of a briefing depend on that briefing, on its sources, and on what other briefings do with these sources. So
the pages of one briefing can be made from it and the briefings that it is tied to. While everything that the rest of
the site shows of it stays the same, no other page changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from bindery.evidence import translations
from bindery.evidence.graph import Graph
from bindery.model.names import NO_BRIEFING, Slug
from bindery.model.source import SourceList
from bindery.pages import news
from bindery.pages.views import BriefingView, SiteView
from bindery.reading.cross_references import targets_of
from bindery.reading.known_ids import KnownIds
from bindery.reading.project import Project, path_within_briefings

# What may be meant for a source: a name after `@` that is not part of a mail address, and slips such as `[okafor-2024]`.
# Each begins with the characters that are searched for, which is much faster than one expression for all.
_NAMES = tuple(
    map(
        re.compile,
        (
            r"@(?<![A-Za-z0-9._-]@)\{?([\w-]+)",
            r"<([\w-]+)>",
            r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\](?![(\[:])",
            r"cite:(?<!\wcite:)([\w-]+)",
        ),
    )
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
        found.setdefault(slug, set()).update(described_ids(document.value))
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


def described_ids(described: SourceList) -> Iterator[str]:
    """The ids of sources and origins that a list describes, or that its passages rest on."""
    for source in described.sources:
        yield from (source.id, *source.was)
        yield from (str(passage.origin) for passage in source.passages if passage.origin)
    for origin in described.origins:
        yield origin.id


def _tie_by_references(found: dict[Slug, set[str]], project: Project) -> None:
    """Ties briefings to those that they refer to, by the names of the latter. No id of a source has a colon."""
    for slug, parsed in project.briefings.items():
        for other in parsed.refers_to:
            for tied in {slug, other} & found.keys():
                found[tied].add(f"briefing:{other}")
    for slug, keys in found.items():
        former = project.briefings[slug].briefing.was if slug in project.briefings else ()
        keys.update(f"name:{name}" for name in (slug, *former))  # no two briefings may have a name in common


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


def names_in(text: str) -> set[str]:
    """The names in the text of a briefing that may be meant for sources."""
    return {name for form in _NAMES for name in form.findall(text)}


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
    names = {name for text in texts for name in names_in(text)}
    names -= {source.id for _, document in project.lists for source in document.value.sources}
    return any(map(ids.meant, names))


@dataclass(frozen=True)
class BriefingEntry:
    """A briefing at the time of a build or a check.

    Attributes:
        files_hash: hash of all files in its folder.
        ties: ids of the sources and origins that its pages depend on, sorted; see `ties`.
        interface_hash: hash of everything that other pages show of it; empty for a draft, which has no pages, or in a
            check.
        declared: ids of the sources in its lists, sorted.
        is_draft: whether it is a draft that is left out.
        parts: key in the store of what the pages of the whole site show of it; empty for a draft, or in a check.
        copies: key in the store of the texts of its stored copies, as they are compared; empty for none.
    """

    files_hash: str
    ties: list[str]
    interface_hash: str
    declared: list[str]
    is_draft: bool
    parts: str = ""
    copies: str = ""

    @property
    def names(self) -> set[str]:
        """What texts may name it or its sources by, and what it names."""
        return {*self.ties, *self.declared}


def briefing_entries(
    site: SiteView, hashes: Mapping[Slug, str], there: Collection[Slug] = (), *, with_interface: bool = True
) -> dict[Slug, BriefingEntry]:
    """The entry of each briefing that was read.

    Args:
        site: the site, or the part of it that was read.
        hashes: hash of all files of each briefing's folder, as `last_build.hashes` gives it.
        there: names of folders that have an entry though no briefing may be in them, or no file that can be read.
        with_interface: whether the hashes of interfaces are needed.
    """
    declared: dict[Slug, set[str]] = {}
    for slug, document in site.project.lists:
        declared.setdefault(slug, set()).update(source.id for source in document.value.sources)
    return {
        slug: BriefingEntry(
            hashes.get(slug, ""),
            sorted(ids),
            interface_hash(site.briefings[slug], ids) if with_interface and slug in site.briefings else "",
            sorted(declared.get(slug, ())),
            slug in site.project.drafts,
        )
        for slug, ids in (dict.fromkeys(there, frozenset[str]()) | ties(site.project, site.graph)).items()
        if slug in hashes or slug in there
    }


def touched_by(
    last: Mapping[Slug, BriefingEntry], now: Mapping[Slug, BriefingEntry], changed: Iterable[Slug]
) -> frozenset[Slug]:
    """The briefings whose pages may show something else after some briefings were edited, and these themselves.

    Args:
        last: the entry of every briefing before the edit.
        now: the entries of those that were read; these are tied to the briefings that were edited.
        changed: names of the briefings that were edited.
    """
    found = set(changed)
    ahead = list(found)
    while ahead:
        slug = ahead.pop()
        before, after = last.get(slug), now.get(slug)
        if looks_the_same(before, after):
            continue
        ids = {key for entry in (before, after) if entry for key in entry.ties}
        tied = [
            other for other, entry in now.items() if other not in found and not ids.isdisjoint(entry.ties)
        ]
        found.update(tied)
        ahead += tied
    return frozenset(found)


def looks_the_same(last: BriefingEntry | None, now: BriefingEntry | None) -> bool:
    """Whether other pages show the same of a briefing as before; None stands for one that is not there."""
    if last is None or now is None:
        return False
    return (last.ties, last.interface_hash) == (now.ties, now.interface_hash)


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
    yield briefing.title, briefing.subtitle, briefing.status, briefing.handling, briefing.language
    yield view.slug, view.latest, view.changed_on, view.register.parsed.prose["summary",].words
    yield view.lead, briefing.question
    yield (
        view.strip,
        view.standing,
        view.points,
        tuple(view.claims),
        len(view.numbers),
        view.origins,
        view.bodies,
        view.last_edition,
    )
    yield [(link.address, link.title) for link in view.contents]
    if f"briefing:{view.slug}" in ids:  # links in other briefings have the words of its parts
        yield targets_of(view.register.parsed)
        yield briefing.translation_of
        yield [(key, part.hash) for key, part in translations.parts_of(view.register.parsed).items()]
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
