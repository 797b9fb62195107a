"""A project's build folder: where its site goes, and whether the last build there can be updated."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bindery.build import last_build
from bindery.build.folder_state import NOTHING, Signature
from bindery.build.last_build import (
    BuildRecord,
    Conditions,
    DistFile,
    PageGroup,
    Pages,
    ReportedProblem,
    TraitCount,
)
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages.site_parts import SiteParts
from bindery.site.kept_theme import KeptTheme
from bindery.system import cache, clock, disk, store
from bindery.text.json_text import read_json
from bindery.text.problems import Problem
from bindery.text.report import render

if TYPE_CHECKING:
    from bindery.build.assembly import Assembly
    from bindery.site.mkdocs_build import BuildOutcome


class RebuildError(Exception):
    """The last site cannot be updated; everything has to be built.

    Raised by `IncrementalBuild`, `SiteSwap`, `previous_site.last_file` and `refuse_missing`, where an edit reaches
    further than its own pages, or a file is not as the last build left it. Caught by `bindery build` and by the
    preview, which then build everything.
    """


@dataclass(frozen=True)
class Workspace:
    """The place and the options of a build.

    Attributes:
        root: the project's folder.
        site: the folder that the website goes to.
        options: every other option of the build; only their `str()` is used.
        scratch: the folder whose store is used; None for the project's own. A preview writes nothing into the project.
    """

    root: Path
    site: Path
    options: tuple[object, ...]
    scratch: Path | None = None

    @property
    def store(self) -> Path:
        """The folder whose store is used."""
        return self.scratch or self.root

    @property
    def name(self) -> str:
        """Name of the build record and of the previous site; each output folder has its own."""
        return f"site-{sha256(os.fsencode(self.site)).hexdigest()[:12]}"

    @property
    def previous(self) -> Path:
        """The folder of the site that the last build replaced."""
        return self.root / last_build.PREVIOUS_SITES / self.name

    def conditions_key(self, documents: str) -> str:
        """The hash of everything other than briefings that a site depends on.

        Args:
            documents: the folder of hand-written pages, relative to the project.

        Returns:
            The SHA-256 in hexadecimal digits; empty where something cannot be read.
        """
        packer = zlib.ZLIB_RUNTIME_VERSION  # the system's library; another version packs to other bytes
        asked = ("site", self.site, *self.options, clock.today(), packer)
        return cache.key(self.root, *asked, read=(disk.TEMPLATES, documents), by_state=True)

    def last(self) -> BuildRecord | None:
        """The record of the last build; None where there is none, or it was made under other conditions."""
        found = last_build.load_record(self.root, self.name)
        if found is None or found.conditions.key != self.conditions_key(found.conditions.documents):
            return None
        return found


@dataclass(frozen=True)
class SiteResults:
    """What a full build found out about its site, for the build record.

    Attributes:
        bundle: name of the offline bundle, without `.zip`; empty where none was made.
        pages: number of pages of the site.
        asks: addresses on other hosts that pages load from.
        dist: the files of dist/, by name.
        census: how many pages have each trait that matters to the bundle.
        listed: paths of all files of the site.
    """

    bundle: str
    pages: int
    asks: list[str]
    dist: dict[str, DistFile]
    census: list[TraitCount]
    listed: list[str]


def first_record(
    place: Workspace,
    built: BuildOutcome,
    assembly: Assembly | None,
    conditions: Conditions,
    results: SiteResults,
) -> BuildRecord | None:
    """The record of a full build, still without the state of its files.

    Args:
        place: where the project is built.
        built: how the site was built.
        assembly: the bodies of its briefings; None where it was not made from bodies, and cannot be updated.
        conditions: everything other than briefings that the site depends on.
        results: what the build found out about the site.

    Returns:
        The record; None where the next build cannot update this site.
    """
    edition = built.edition
    site = edition.site
    if site is None or assembly is None or not conditions.key or built.theme is None:
        return None
    pages = {page.path: (page.changed, page.draft) for page in edition.pages} | assembly.pages
    made = {*edition.files, *assembly.files, *map(built.theme.file_of, pages)}
    return BuildRecord(
        conditions=conditions,
        briefings={slug: record.entry for slug, record in assembly.records.items()},
        rest=last_build.hashes(last_build.digests_of(built.inputs.files))[NO_BRIEFING],
        theme=store.put(place.store, json.dumps(built.theme.as_json()).encode()),
        navigation=built.theme.config["extra"]["bindery"],
        generated=grouped_pages(pages),
        foreign=[path for path in results.listed if path not in made],
        by_hand=built.by_hand,
        search=built.search,
        listed=assembly.listed,
        problems=reported(edition.problems),
        left_out=dict(edition.left_out),
        omissions=assembly.omissions,
        bundle=results.bundle,
        pages=results.pages,
        asks=results.asks,
        dist=results.dist,
        census=results.census,
        inputs={},
        site=Signature(NOTHING, NOTHING),
        previous=NOTHING,
        differing={},
    )


def grouped_pages(pages: Mapping[str, tuple[str, bool]]) -> Pages:
    """Generated pages as a build record keeps them.

    Args:
        pages: when each page last changed and whether it shows drafts only, by the path of its Markdown.
    """
    found: dict[str, dict[tuple[str, bool], list[str]]] = {}
    for path, (changed, draft) in pages.items():
        folder = path.rpartition("/")[0].partition("/")[0]
        found.setdefault(folder, {}).setdefault((changed, draft), []).append(path)
    return {
        folder: [PageGroup(*about, paths) for about, paths in groups.items()]
        for folder, groups in found.items()
    }


def store_parts(root: Path, parts: SiteParts, briefings: Iterable[Slug]) -> dict[Slug, str]:
    """Store what the pages of the whole site show of some briefings.

    Args:
        root: the project's folder.
        parts: the records of all briefings.
        briefings: names of the briefings whose records are stored.

    Returns:
        The key of each record, by the name of its briefing.
    """
    plain = json.JSONEncoder(separators=(",", ":"))
    found = parts.by_briefing(briefings)
    return {slug: store.put(root, plain.encode(part.as_json()).encode()) for slug, part in found.items()}


def stored_parts(root: Path, keys: Iterable[str]) -> SiteParts:
    """What the pages of the whole site show of some briefings.

    Args:
        root: the project's folder.
        keys: the keys of their records; an empty one is left out.

    Raises:
        RebuildError: the store does not have all of them.
    """
    try:
        found = [SiteParts.from_json(read_json(data)) for data in store.get_all(root, filter(None, keys))]
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise RebuildError from error
    return SiteParts.joined(found)


def stored_theme(root: Path, key: str) -> KeptTheme:
    """The theme that a full build stored.

    Raises:
        RebuildError: the store does not have it.
    """
    try:
        found = KeptTheme.from_json(json.loads(store.get(root, key)))
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise RebuildError from error
    if found is None:
        raise RebuildError
    return found


def with_files(known: Mapping[str, DistFile], made: Mapping[str, DistFile]) -> dict[str, DistFile]:
    """The record of dist/ after some of its files were made; the bundle first, then the briefings by name.

    Args:
        known: the files that the last build left, by name.
        made: the files that were made, by name.
    """
    found = {**known, **made}
    order = sorted(found, key=lambda name: (not name.endswith(".zip"), name.removesuffix(".html")))
    return {name: found[name] for name in order}


def refuse_missing(dist: Path, known: Mapping[str, DistFile], made: Iterable[str]) -> None:
    """Check that the files of dist/ that were not made are as the last build left them.

    Args:
        dist: the folder dist/.
        known: the files that the last build left, by name.
        made: names of the files that were made.

    Raises:
        RebuildError: one of them is missing or was changed.
    """
    for name in known.keys() - set(made):
        try:
            checksum = sha256((dist / name).read_bytes()).hexdigest()
        except OSError as error:
            raise RebuildError from error
        if checksum != known[name].sha256:
            raise RebuildError


def reported(problems: Iterable[Problem]) -> list[ReportedProblem]:
    """Problems as a build record keeps them."""
    return [
        ReportedProblem(
            problem.sort_key(),
            problem.file,
            problem.severity,
            render([problem], "text").rsplit("\n\n", 1)[0],  # without the line that counts problems
            sorted({span.text.path for span, _ in problem.related} - {problem.file}),
        )
        for problem in problems
    ]


__all__ = [
    "RebuildError",
    "SiteResults",
    "Workspace",
    "first_record",
    "refuse_missing",
    "reported",
    "with_files",
]
