"""Puts the edition of a site together from the bodies of its briefings, which the store has or which are made now.

Memory holds the records of all briefings and the contents of a few. A build from nothing differs from any other in one
way: the store has nothing yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bindery.build.bodies import MadeBodies, inputs_of, make_bodies
from bindery.build.grouped_records import GroupedRecords
from bindery.build.groups import in_parts
from bindery.build.records import BriefingRecord
from bindery.build.work import Elsewhere
from bindery.edition import Edition, MapFunction, Scope, compile, map_here  # noqa: A004
from bindery.model.names import Slug
from bindery.pages.site_parts import SiteParts
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.search.parts import Entry
from bindery.site.bodies import Body, BodyError, BodyPage, BodySettings
from bindery.system import cache, disk, garbage_collector, progress, store

WHOLE = 64  # briefings that are made at once, in memory; where there are more, a few are made after the other
FEW = 16  # briefings of each such part


class Assembler:
    """Puts an edition together for the plugin, and has the bodies afterwards.

    Args:
        root: the project's folder.
        kept: the folder whose store is used.
        elsewhere: makes bodies on other machines; None where this one makes all that the store does not have.

    Attributes:
        assembly: the bodies; None until the plugin has asked, or where it has made all pages itself.
    """

    def __init__(self, root: Path, kept: Path, elsewhere: Elsewhere | None = None) -> None:
        self.root = root
        self.kept = kept
        self.elsewhere = elsewhere
        self.assembly: Assembly | None = None
        self._scratch: TemporaryDirectory[str] | None = None  # takes the place of a store that cannot be used

    def __call__(
        self, inputs: Inputs, settings: BodySettings, share: MapFunction
    ) -> tuple[Edition, Assembly]:
        """The edition of a site, and the bodies of its briefings."""
        options = (
            *(inputs.drafts, inputs.directory_urls, inputs.strict_figures, inputs.require_snapshots),
            *(inputs.reviewers, inputs.release),
        )
        conditions = cache.key(self.root, "bodies", *options, inputs.today, read=(disk.TEMPLATES,))
        root = self.kept
        if not store.is_writable(root):
            self._scratch = TemporaryDirectory(dir=settings.scratch, prefix=".bindery-")
            root = Path(self._scratch.name)
        self.assembly = Assembly(conditions, root, settings, inputs)
        self.assembly.fill(share, self.elsewhere)
        return self.assembly.edition(), self.assembly


class Assembly(GroupedRecords):
    """The bodies of all briefings of a site.

    Args:
        conditions: hash of everything other than the files of briefings that bodies depend on; empty where the store
            cannot be used.
        root: the folder whose store is used.
        settings: what bodies are made with.
        inputs: everything that the site is made from.
    """

    def __init__(self, conditions: str, root: Path, settings: BodySettings, inputs: Inputs) -> None:
        super().__init__(conditions, inputs)
        self.root = root
        self.settings = settings
        self._known_parts: dict[str, SiteParts] = {}  # that were read, by their keys
        self._in_memory: Edition | None = None  # of all briefings, where these are few
        self._bodies: Mapping[Slug, Body] = {}  # those that were just made, where they are few
        self._share: MapFunction = map_here
        self._elsewhere: Elsewhere | None = None

    def fill(self, share: MapFunction = map_here, elsewhere: Elsewhere | None = None) -> None:
        """Find or make the body of each briefing.

        Args:
            share: applies a function to many things, perhaps in several processes.
            elsewhere: makes bodies on other machines; what they do not make is made here.
        """
        self._share, self._elsewhere = share, elsewhere
        self.gather()

    def make(self, groups: Sequence[Sequence[Slug]]) -> Iterator[Iterable[BriefingRecord]]:
        """The records of the bodies of some groups, which are made now, on other machines first."""
        if self._elsewhere:
            elsewhere, self._elsewhere = self._elsewhere, None
            for work in elsewhere(self.inputs, groups, self.settings):
                for data in work.bodies.values():
                    store.put_now(self.root, data)
                yield work.records
            groups = self.missing()
        yield from self._made_here(groups)

    def keep(self, name: str, data: bytes) -> None:
        """Keep a record in the store."""
        store.keep(self.root, name, data)

    def kept(self, name: str) -> bytes:
        """A record that the store has."""
        return store.kept(self.root, name)

    def copies(self, key: str) -> bytes:
        """The texts of the stored copies of a briefing."""
        return store.get(self.root, key)

    def is_whole(self, record: BriefingRecord) -> bool:
        """Whether the store has all that belongs to a record."""
        if record.body:
            self._known_parts[record.entry.parts] = self._stored_parts(record.entry.parts)
        return super().is_whole(record) and (not record.body or store.has(self.root, record.body))

    @property
    def used(self) -> set[str]:
        """Names of the files of the store that the edition was put together from."""
        records = self.records.values()
        return {
            *map(store.result_name, self._names.values()),
            *(key for record in records for key in (record.body, record.entry.copies)),
        }

    def _made_here(self, groups: Sequence[Sequence[Slug]]) -> Iterator[Sequence[BriefingRecord]]:
        """The records of the bodies of some groups, which this machine makes."""
        if sum(map(len, groups)) <= WHOLE:
            if briefings := [slug for group in groups for slug in group]:
                done = self._make(briefings, progress.step, self._share)
                self._in_memory = done.edition if len(groups) == len(self.groups) else None
                self._bodies = done.bodies
                yield done.records
            return
        parts = list(in_parts(groups, FEW))

        def make(numbered: tuple[int, Sequence[Slug]]) -> Sequence[BriefingRecord]:
            number, briefings = numbered
            progress.step("rendering", number, len(parts))
            records = self._make(briefings).records
            garbage_collector.collect_now()
            return records

        garbage_collector.freeze_objects()
        yield from self._share(make, list(enumerate(parts, 1)), later=lambda _: True, few=2)

    def _make(
        self,
        briefings: Sequence[Slug],
        step: ProgressCallback = ignore_progress,
        share: MapFunction = map_here,
    ) -> MadeBodies:
        put = partial(store.put_now, self.root)
        return make_bodies(self.inputs, briefings, put, self.settings, step=step, share=share)

    @cached_property
    def parts(self) -> SiteParts:
        """What the pages of the whole site show of all briefings."""
        keys = (record.entry.parts for record in self.records.values() if record.body)
        return SiteParts.joined(self._known_parts.get(key) or self._stored_parts(key) for key in keys)

    def _stored_parts(self, key: str) -> SiteParts:
        return SiteParts.from_json(json.loads(store.get(self.root, key)))

    def edition(self) -> Edition:
        """The edition of the whole site, with the pages and files that no briefing owns; the others are in the bodies."""
        made = compile(
            inputs_of(self.inputs, ()),
            progress.step,
            scope=lambda *_: Scope(frozenset(), self.parts, with_fixed_files=True),
        )
        records = self.records.values()
        left_out = {path: why for record in records for path, why in record.left_out.items()}
        return replace(made, problems=tuple(self.problems), left_out=dict(sorted(left_out.items())))

    def editions(self) -> Iterator[tuple[Edition, frozenset[Slug]]]:
        """The site of each few briefings, read again where it is no longer in memory, and the names of these."""
        if self._in_memory:
            yield self._in_memory, frozenset(self.slugs)
            return
        for part in in_parts(self.groups, FEW):
            made = compile(inputs_of(self.inputs, part), scope=lambda *_: Scope(frozenset()))
            yield made, frozenset(part)
            del made
            garbage_collector.collect_now()

    # What follows is what `site.bodies.Bodies` asks for.

    @cached_property
    def slugs(self) -> list[Slug]:
        """Names of the briefings that have a body, in order."""
        return [slug for slug, record in self.records.items() if record.body]

    @cached_property
    def pages(self) -> dict[str, tuple[str, bool]]:
        """Date and whether it is a draft of each page, by the path of its Markdown file."""
        return {path: page for record in self.records.values() for path, page in record.pages.items()}

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths of the other files on the site."""
        return frozenset(path for record in self.records.values() for path in record.files)

    @property
    def moved(self) -> bool:
        """Whether a page leads on from a former address."""
        return any(record.is_moved for record in self.records.values())

    def body(self, slug: Slug) -> Body:
        """The body of a briefing; it is made again where the store has lost it."""
        if slug in self._bodies:
            return self._bodies[slug]
        try:
            return Body.from_bytes(store.get(self.root, self.records[slug].body))
        except (OSError, BodyError):
            group = next(group for group in self.groups if slug in group)
            again = next(record for record in self._make(group).records if record.slug == slug)
            return Body.from_bytes(store.get(self.root, again.body))

    def entries(self, slug: Slug) -> Sequence[Entry]:
        """The entries of a briefing in the search index, without the rest of its body."""
        if slug not in self._bodies:
            with suppress(OSError, BodyError):
                return Body.entries_from(store.get(self.root, self.records[slug].body))
        return self.body(slug).entries

    def body_of(self, path: str) -> BodyPage | None:
        """The page of a Markdown file; None where no body has it."""
        slug = next((slug for slug, record in self.records.items() if path in record.pages), None)
        pages = self.body(slug).pages if slug else ()
        return next((page for page in pages if page.path == path), None)


__all__ = ["Assembler", "Assembly"]
