"""Makes the bodies of a group of briefings, which is all the work on them that needs nothing of the rest of the site.

`make_bodies` is a function of its arguments and of nothing else, so any process or machine may call it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bindery.build import interface, last_build
from bindery.build.interface import owner
from bindery.build.record_maker import RecordMaker
from bindery.build.records import BriefingRecord, copies_as_bytes
from bindery.edition import Edition, MapFunction, Scope, compile, map_here  # noqa: A004
from bindery.exports.moved import former_owners
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
    hashes = last_build.hashes(last_build.digests_of(own.files))
    entries = interface.briefing_entries(site, hashes, only)
    parts = {
        slug: put(_PLAIN.encode(part.as_json()).encode())
        for slug, part in made.parts.by_briefing(made.parts.briefings).items()
    }
    bodies = dict(_bodies(made, site, settings))
    maker = RecordMaker(made, site)
    records = []
    for slug in sorted(only):
        copies = maker.copies.get(slug)
        entry = replace(
            entries[slug],
            parts=parts.get(slug, ""),
            copies=put(copies_as_bytes(copies)) if copies else "",
        )
        body = bodies.get(slug)
        records.append(maker.record(slug, entry, put(body.as_bytes()) if body else "", body))
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


__all__ = ["MadeBodies", "inputs_of", "make_bodies"]
