"""Makes the bodies of a group of briefings, which is all the work on them that needs nothing of the rest of the site.

`make_bodies` is a function of its arguments and of nothing else, so any process or machine may call it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bindery.build import interface, last_build
from bindery.build.groups import briefing_files
from bindery.build.interface import BriefingEntry, owner
from bindery.build.kept_problems import without_text
from bindery.build.records import BriefingRecord, copied_texts, copies_as_bytes
from bindery.edition import Edition, MapFunction, Scope, compile, map_here  # noqa: A004
from bindery.evidence.shared_text import SHARED_TEXT
from bindery.exports.moved import former_owners
from bindery.html.redirect import leads_on
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages.views import SiteView
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.search.parts import Entry, WordSplitter
from bindery.search.search_index import site_entries
from bindery.site.bodies import Body, BodyPage, composed, published_file

if TYPE_CHECKING:
    from bindery.pages.site_parts import SiteParts
    from bindery.site.bodies import BodySettings

_PLAIN = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True)
class MadeBodies:
    """The bodies of a group of briefings that were made.

    Attributes:
        records: the record of each briefing of the group.
        edition: what they were made from; it holds all of them in memory.
        bodies: the body of each briefing that has one.
    """

    records: tuple[BriefingRecord, ...]
    edition: Edition
    bodies: Mapping[Slug, Body]


def inputs_of(inputs: Inputs, briefings: Collection[Slug]) -> Inputs:
    """The inputs of some briefings, with those that belong to no briefing."""
    needed = {NO_BRIEFING, *briefings}
    files = {path: data for path, data in inputs.files.items() if owner(path) in needed}
    problems = tuple(problem for problem in inputs.problems if owner(problem.file) in needed)
    return replace(inputs, files=files, problems=problems)


def make_bodies(
    inputs: Inputs,
    briefings: Collection[Slug],
    put: Callable[[bytes], str],
    settings: BodySettings,
    *,
    wanted: Collection[Slug] | None = None,
    step: ProgressCallback = ignore_progress,
    share: MapFunction = map_here,
) -> MadeBodies:
    """Make the bodies of some briefings.

    Args:
        inputs: everything, or what these briefings need.
        briefings: names of the briefings to read; with each briefing all that it is tied to.
        put: takes the bytes of a body, and returns their key.
        settings: what they are made with.
        wanted: names of those whose bodies are made; None for all.
        step: called with the progress of the work.
        share: applies a function to many things, perhaps in several processes.
    """
    own = inputs_of(inputs, briefings)
    only = frozenset(briefings if wanted is None else wanted)
    made = compile(own, step, share=share, scope=lambda site, _: Scope(only & site.briefings.keys()))
    site = made.site
    if site is None:  # never: `compile` returns the site
        return MadeBodies((), made, {})
    hashes = last_build.hashes(own.files)
    entries = interface.briefing_entries(site, hashes)
    there = [slug for slug in entries if slug in only]  # a folder of stored copies may have no briefing
    parts = {
        slug: put(_PLAIN.encode(part.as_json()).encode())
        for slug, part in made.parts.by_briefing(made.parts.briefings).items()
    }
    bodies = dict(_bodies(made, site, settings))
    facts = _Facts(made, site, own)
    records = []
    for slug in there:
        copies = facts.copies.get(slug)
        entry = replace(
            entries[slug],
            parts=parts.get(slug, ""),
            copies=put(copies_as_bytes(copies)) if copies else "",
        )
        body = bodies.get(slug, Body((), {}, ()))
        key = put(body.as_bytes()) if slug in bodies else ""
        records.append(facts.record(slug, entry, key, body))
    return MadeBodies(tuple(records), made, bodies)


def _bodies(made: Edition, site: SiteView, settings: BodySettings) -> Iterator[tuple[Slug, Body]]:
    """The body of each briefing that was made."""
    owners = _Owners(site, made.parts)
    pages: dict[Slug, list[BodyPage]] = {slug: [] for slug in made.parts.briefings}
    headings: dict[str, list[tuple[str, str]]] = {}
    for page in made.pages:
        if (holder := owners.of(page.path.removesuffix(".md"))) in pages:  # not a source of another's body
            one = composed(page, settings.headings)
            pages[holder].append(one)
            headings[_address(page.path, directory_urls=site.directory_urls)] = one.headings
    files: dict[Slug, dict[str, bytes]] = {slug: {} for slug in pages}
    for path, data in made.files.items():
        files.get(owners.of(path), {})[path] = data
    entries = dict(_entries(site, headings, settings.splitter, frozenset(pages)))
    for slug, own in pages.items():
        yield slug, Body(tuple(own), files[slug], entries.get(slug, ()))


def _entries(
    site: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    splitter: WordSplitter,
    only: Collection[Slug],
) -> Iterator[tuple[Slug, list[Entry]]]:
    """The entries of each briefing in the search index, with those of the sources that are listed with it."""
    groups = site_entries((), site, headings, splitter, only, directory_urls=site.directory_urls)
    next(groups)  # those of the pages of the whole site
    yield from zip(site.briefings, groups, strict=False)  # and last those of hand-written pages


def _address(path: str, *, directory_urls: bool) -> str:
    """The address on the site of the page of a Markdown file, as the search index writes it."""
    file = published_file(path, directory_urls=directory_urls)
    return file.removesuffix("index.html") if directory_urls else file


class _Owners:
    """Says to which briefing a page or file belongs; those of a source to the first briefing that uses it.

    Args:
        site: the briefings that were read.
        parts: their records, and those of their sources.
    """

    def __init__(self, site: SiteView, parts: SiteParts) -> None:
        self._former = former_owners(site)
        self._users = {key: part.users[0] for key, part in parts.sources.items()}

    def of(self, path: str) -> Slug:
        """The briefing of a path on the site."""
        folder, _, rest = path.partition("/")
        if folder != "sources":
            return Slug(self._former.get(folder, folder))
        name = rest.split("/")[0].removesuffix(".html")
        now = self._former.get(f"sources/{name}", name)
        return self._users.get(now, NO_BRIEFING)


class _Facts:
    """What the records of a group of briefings have in common.

    Args:
        made: what was made.
        site: the site of these briefings.
        inputs: their inputs.
    """

    def __init__(self, made: Edition, site: SiteView, inputs: Inputs) -> None:
        self.site = site
        project, graph = site.project, site.graph
        self.files = briefing_files(inputs.files)
        self.left_out = made.left_out
        self.problems = [without_text(problem) for problem in made.problems if problem.code != SHARED_TEXT]
        self.copies = copied_texts(site)
        ids = set(graph.sources)
        self.unknown = {
            slug: tuple(sorted(interface.names_in(parsed.document.root.span.text.content) - ids))
            for slug, parsed in project.briefings.items()
        }

    def record(self, slug: Slug, entry: BriefingEntry, key: str, body: Body) -> BriefingRecord:
        """The record of a briefing.

        Args:
            slug: its name.
            entry: its interface.
            key: key of its body in the store.
            body: its body.
        """
        project, graph = self.site.project, self.site.graph
        listed = [source for source, home in graph.homes.items() if home == slug]
        own = (slug, NO_BRIEFING)
        return BriefingRecord(
            slug=slug,
            body=key,
            entry=entry,
            problems=tuple(problem for problem in self.problems if owner(problem.path) == slug),
            shared=tuple(problem for problem in self.problems if owner(problem.path) == NO_BRIEFING),
            left_out={path: why for path, why in self.left_out.items() if owner(path) in own},
            pages={page.path: (page.changed, page.draft) for page in body.pages},
            files=tuple(body.files),
            listed=len(listed),
            listed_for_all=sum(not home for home in graph.homes.values()),
            unknown=self.unknown.get(slug, ()),
            is_moved=_is_moved(body),
            is_draft=slug in project.drafts,
            is_complete=project.sources_complete,
        )


def _is_moved(body: Body) -> bool:
    """Whether a file of a body leads on from a former address."""
    return any(leads_on(data) for path, data in body.files.items() if path.endswith(".html"))


__all__ = ["MadeBodies", "inputs_of", "make_bodies"]
