"""Where a project is built, what the last build there left, and whether the next one can go on from it."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bindery.build import interface, last_build
from bindery.build.last_build import BriefingEntry, BuildRecord, Conditions
from bindery.edition import Edition
from bindery.html.splice import TextSlot
from bindery.reading.inputs import Imprint, Inputs
from bindery.site.settings import Trusted
from bindery.system import cache, clock, disk
from bindery.text.problems import Problem
from bindery.text.report import render


class RebuildError(Exception):
    """The site cannot be made of the last one; everything has to be built."""


@dataclass(frozen=True)
class Workspace:
    """Where a project is built, and by which options.

    Attributes:
        root: the project.
        site: where its site goes.
        asked: every option of the build.
    """

    root: Path
    site: Path
    asked: tuple[object, ...]

    @property
    def name(self) -> str:
        """Of the ledger and of the spare: each place of a site has its own."""
        return f"site-{sha256(os.fsencode(self.site)).hexdigest()[:12]}"

    @property
    def previous(self) -> Path:
        """Where the site before the last one lies."""
        return self.root / last_build.PREVIOUS_SITES / self.name

    def conditions(self, documents: str) -> str:
        """The hash of all that a site is made from beside briefings; empty where that cannot be told."""
        packer = zlib.ZLIB_RUNTIME_VERSION  # the system's, and by it the same bundle has other bytes
        asked = ("site", self.site, *self.asked, clock.today(), packer)
        return cache.key(self.root, *asked, read=(disk.TEMPLATES, documents))

    def last(self) -> BuildRecord | None:
        """The ledger of the last build, where it was made under the conditions that are now."""
        found = last_build.load_record(self.root, self.name)
        if found is None or found.conditions.of != self.conditions(found.conditions.documents):
            return None
        return found


def trusted(conditions: Conditions) -> Trusted:
    """What the project's configuration answers for."""
    folders = tuple(map(Path, conditions.folders))
    return Trusted(tuple(conditions.hosts), frozenset(conditions.scripts), folders, conditions.base)


def imprint(conditions: Conditions) -> Imprint:
    """What the site calls itself."""
    return Imprint(*conditions.imprint)


def first_record(
    edition: Edition, inputs: Inputs, slots: Mapping[str, TextSlot], conditions: Conditions, **known: Any
) -> BuildRecord | None:
    """The ledger of a site that was built whole; None where the next one cannot be made of it.

    Args:
        edition: what the site was made from.
        inputs: what that was made from.
        slots: of the generated pages.
        conditions: what it was made under.
        known: `bundle`, `pages`, `asks`, `dist` and `census` of the ledger.
    """
    site = edition.site
    if site is None or not conditions.of:
        return None
    ties = interface.ties(site.project, site.graph)
    hashes = last_build.hashes(inputs.files)
    entries = {
        slug: BriefingEntry(
            files,
            sorted(ties.get(slug, ())),
            interface.interface_hash(site.briefings[slug], ties[slug]) if slug in site.briefings else "",
        )
        for slug, files in hashes.items()
        if slug
    }
    return BuildRecord(
        conditions=conditions,
        briefings=entries,
        rest=hashes[""],
        slots=plain_slots(slots),
        told=plain_problems(edition.problems),
        left_out=dict(edition.left_out),
        omissions=edition.omissions,
        site={},
        previous={},
        **known,
    )


def keep_record(place: Workspace, made: BuildRecord | None) -> None:
    """Keeps the ledger of a site that was built whole and published just now."""
    with suppress(OSError):
        if os.path.lexists(place.previous):
            shutil.rmtree(place.previous)
        if made is None:
            return
        last_build.store_record(place.root, place.name, replace(made, site=last_build.signature(place.site)))


def with_files(
    known: Mapping[str, tuple[str, int]], files: Mapping[str, bytes]
) -> dict[str, tuple[str, int]]:
    """The hash and size of each file of dist/, in the order in which they were made first."""
    return {**known, **{name: (sha256(data).hexdigest(), len(data)) for name, data in files.items()}}


def refuse_missing(dist: Path, known: Mapping[str, tuple[str, int]], made: Iterable[str]) -> None:
    """Raises `UnfitError` where a file of dist/ that was not made anew is not there as it was."""
    for name in known.keys() - set(made):
        try:
            there = sha256((dist / name).read_bytes()).hexdigest()
        except OSError as error:
            raise RebuildError from error
        if there != known[name][0]:
            raise RebuildError


def plain_slots(slots: Mapping[str, TextSlot]) -> dict[str, tuple[str, str, int, int]]:
    """Slots as a ledger has them."""
    return {path: (slot.file, slot.frame, slot.start, slot.end) for path, slot in slots.items()}


def plain_problems(problems: Iterable[Problem]) -> list[tuple[list[Any], str, str, str]]:
    """Problems as a ledger has them."""
    return [
        (
            list(problem.sort_key()),
            problem.file,
            problem.severity,
            render([problem], "text").rsplit("\n\n", 1)[0],
        )
        for problem in problems
    ]


__all__ = [
    "RebuildError",
    "Workspace",
    "first_record",
    "imprint",
    "keep_record",
    "plain_problems",
    "plain_slots",
    "refuse_missing",
    "trusted",
    "with_files",
]
