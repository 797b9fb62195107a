"""The briefings that were edited since the last build, compiled again, with those that show something of them.

A briefing is compiled with all that it is tied to by a shared source. Where more may have to be compiled than that,
everything is built.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice

from bindery.build import interface, last_build, workspace
from bindery.build.interface import BriefingEntry, owner
from bindery.build.kept_problems import ProblemTexts
from bindery.build.last_build import BuildRecord, ReportedProblem
from bindery.build.records import (
    CopiedText,
    copied_texts,
    copies_as_bytes,
    copies_from_bytes,
    shared_text_problems,
)
from bindery.build.workspace import RebuildError, Workspace, reported
from bindery.edition import Edition, Scope, compile  # noqa: A004
from bindery.evidence.id_checks import UNCITED
from bindery.evidence.shared_text import SHARED_TEXT
from bindery.model.names import NO_BRIEFING, Slug
from bindery.model.reference_style import ReferenceStyle
from bindery.pages.site_parts import SiteParts
from bindery.pages.views import SiteView
from bindery.reading.fault_codes import UNKNOWN_PART
from bindery.reading.inputs import Inputs, Release
from bindery.reading.known_ids import KnownIds
from bindery.system import disk, progress, store
from bindery.system.known_files import KnownFiles
from bindery.text.kept_results import KeptResults, results_kept_in
from bindery.text.problems import Problem

_ALIKE = f"hint[{SHARED_TEXT}]"  # begins a hint that compares the stored copies of the whole site


class FaultyBriefingsError(RebuildError):
    """The briefings that were edited have errors of their own.

    Raised by `IncrementalBuild`. The preview catches it and shows the errors in place of the briefings' pages;
    `bindery build` treats it as any `RebuildError`: the full build then reports the errors.

    Attributes:
        problems: all problems in the files of these briefings.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class _MoreNeededError(Exception):
    """The edit ties a briefing to others that were not read.

    Attributes:
        ties: the ids that each briefing is tied by, as they are now.
    """

    def __init__(self, ties: Mapping[Slug, list[str]]) -> None:
        super().__init__()
        self.ties = ties


class EditedProject:
    """A project with some briefings edited since its last build.

    To create one reads the inputs and makes the pages.

    Attributes:
        place: where the project is built.
        last: the record of the last build.
        inputs: all inputs as they are now.
        digests: SHA-256 of each of them, by its path.
        seen: those of them that the next build need not read while their state is the same, by path.
        hashes: hash of the files of each briefing, by its name.
        edited: names of the briefings that were edited.
        briefings: names of the briefings whose pages were made.
        edition: the part of the site that was made.
        is_far: whether the pages of the whole site were made too.
        read: names of the briefings that were read.
        results: what took long to find, for this edit and the next one.
        entries: the entry of each of them, as it is now.

    Raises:
        FaultyBriefingsError: the briefings that were edited have errors.
        RebuildError: the edit reaches further than the pages of these briefings.
        OSError: an input cannot be read.
    """

    def __init__(self, place: Workspace, last: BuildRecord) -> None:
        self.place = place
        self.last = last
        known = KnownFiles(last.inputs)
        self.inputs = self._read(known)
        is_whole = self.inputs.files is known
        self.digests = known.digests() if is_whole else last_build.digests_of(self.inputs.files)
        self.seen = known.seen(self.digests) if is_whole else {}
        self.hashes = last_build.hashes(self.digests)
        self.edited = self._changed()
        self.briefings = self.edited
        self.is_far = False
        self.entries: dict[Slug, BriefingEntry] = {}
        self.results = self._kept_results(self._results_key())
        with results_kept_in(self.results):
            self.edition = self._compiled()

    def _compiled(self) -> Edition:
        """The part of the site that is made, from the briefings that have to be read."""
        progress.step("rendering")
        ties = {slug: entry.ties for slug, entry in self.last.briefings.items()}
        try:
            self.read = interface.tied_briefings(ties, self.edited | self._one_that_stays())
            return compile(self._needed(), scope=self._scope)
        except _MoreNeededError as more:
            self.read = interface.tied_briefings({**ties, **more.ties}, self.read)
            return compile(self._needed(), scope=self._scope)

    def _one_that_stays(self) -> frozenset[Slug]:
        """A briefing to read where all that were edited are gone, since a site without any is an error."""
        stay = (slug for slug, entry in self.last.briefings.items() if entry.interface_hash)
        there = (slug for slug in stay if slug in self.hashes)
        return frozenset() if self.edited & self.hashes.keys() else frozenset(islice(there, 1))

    def _results_key(self) -> str:
        """The hash that the results of an edit of these briefings are kept under."""
        return store.key_of(repr(("results", self.last.conditions.key, sorted(self.edited))).encode())

    def _kept_results(self, key: str) -> KeptResults:
        """The results that an earlier edit kept under a key."""
        with suppress(OSError):
            return KeptResults(store.kept(self.place.store, key))
        return KeptResults()

    def keep_results(self) -> None:
        """Keep the results of this edit for the next one of the same briefings."""
        if self.results.is_new:
            store.keep(self.place.store, self._results_key(), self.results.as_bytes())

    @contextmanager
    def results_for_any(self, step: str) -> Iterator[None]:
        """Find again what an edit of any briefing found in a step of the build, and keep it for the next edit.

        Args:
            step: name of the step.
        """
        key = store.key_of(repr((step, self.last.conditions.key)).encode())
        results = self._kept_results(key)
        with results_kept_in(results):
            yield
        if results.is_new:
            store.keep(self.place.store, key, results.as_bytes())

    def _read(self, known: KnownFiles) -> Inputs:
        """The inputs.

        Args:
            known: the files that were read before; those of this build are added. A release may hold a part of a file,
                so all of its files are read.
        """
        progress.step("reading")
        conditions = self.last.conditions
        options, imprint = conditions.inputs, conditions.imprint
        inputs = disk.read_inputs(
            self.place.root,
            drafts=options["drafts"],
            directory_urls=options["directory_urls"],
            release=Release(options["release"], options["count_withheld"]),
            read=None if options["release"] else known.read,
        )
        return replace(
            inputs,
            files=inputs.files if options["release"] else known,
            strict_figures=options["strict_figures"],
            require_snapshots=options["require_snapshots"],
            reviewers=options["reviewers"],
            style=ReferenceStyle(conditions.style),
            imprint=imprint if imprint.address else None,
            language=imprint.language,
        )

    def _changed(self) -> frozenset[Slug]:
        """Names of the briefings whose files have changed.

        Raises:
            RebuildError: other inputs have changed, or there was no briefing that was no draft.
        """
        known = self.last.briefings
        public = [slug for slug, entry in known.items() if entry.interface_hash]
        if self.hashes[NO_BRIEFING] != self.last.rest or not public:
            raise RebuildError
        before = {slug: entry.files_hash for slug, entry in known.items()} | {NO_BRIEFING: self.last.rest}
        there = before.keys() | self.hashes.keys()
        changed = {slug for slug in there if self.hashes.get(slug) != before.get(slug)}
        return frozenset(changed or public[:1])  # where nothing changed, one made again is soonest done

    def _needed(self) -> Inputs:
        """The inputs that the pages of these briefings depend on."""
        needed = {NO_BRIEFING, *self.read}
        files = {path: self.inputs.files[path] for path in self.inputs.files if owner(path) in needed}
        return replace(self.inputs, files=files)

    def _scope(self, site: SiteView, problems: Sequence[Problem]) -> Scope:
        """Choose the briefings whose pages are made, before any is made.

        Raises:
            FaultyBriefingsError: the briefings that were edited have problems that stop a build.
            RebuildError: others have, or the edit may concern any briefing.
            _MoreNeededError: the edit ties a briefing to others that were not read.
        """
        self._refuse_faults(site, problems)
        last = self.last.briefings
        last_ties = {slug: entry.ties for slug, entry in last.items()}
        there = self.edited & site.briefings.keys()
        if interface.may_name_unread_sources(site.project, there, last_ties):
            raise RebuildError
        now = interface.briefing_entries(site, self.hashes)
        ties = {slug: entry.ties for slug, entry in now.items()}
        if not interface.tied_briefings({**last_ties, **ties}, self.edited) <= self.read:
            raise _MoreNeededError(ties)
        touched = interface.touched_by(last, now, self.edited)
        if self._may_be_named(now):
            raise RebuildError
        self.entries = now
        self.briefings = touched = touched | self._leading_to(touched)
        if NO_BRIEFING in touched or not touched & self.hashes.keys() <= self.read:
            raise RebuildError
        self.is_far = not all(interface.looks_the_same(last.get(slug), now.get(slug)) for slug in touched)
        if self.is_far:
            self._refuse_far(problems)
        if not self.is_far:
            return Scope(self.briefings)
        rest, own = self._parts(last.keys() - touched), self._parts(last.keys() & touched)
        return Scope(self.briefings, rest, before=SiteParts.joined((rest, own)))

    def _leading_to(self, briefings: Collection[Slug]) -> frozenset[Slug]:
        """The briefings with a problem that names a place in a file of some briefings, which may have moved."""
        return frozenset(
            owner(problem.file)
            for problem in self.last.problems
            if any(owner(path) in briefings for path in problem.others)
        )

    def _refuse_faults(self, site: SiteView, problems: Sequence[Problem]) -> None:
        """Stop where a problem stops a build.

        Raises:
            FaultyBriefingsError: the briefings that were edited have such problems.
            RebuildError: others have.
        """
        stops = {"error", "warning"} if self.last.conditions.strict else {"error"}
        own = [problem for problem in problems if owner(problem.file) in self.edited]
        if any(problem.severity in stops for problem in own):
            raise _refusal(own)
        read = (self.edited & self.hashes.keys()) - site.project.drafts
        if any(problem.severity in stops for problem in problems) or not read <= site.briefings.keys():
            raise RebuildError

    def _may_be_named(self, now: Mapping[Slug, BriefingEntry]) -> bool:
        """Whether a briefing that was not read may name a source that came or went, or one with a similar id.

        Args:
            now: the entry of each briefing that was read.
        """
        last = self.last.briefings
        before = {name for slug in self.edited if slug in last for name in last[slug].names}
        after = {name for slug in self.edited if slug in now for name in now[slug].names}
        changed = before ^ after
        if not changed:
            return False
        ids = KnownIds(dict.fromkeys(changed, ""))
        known = {name for entry in last.values() for name in entry.declared} - changed
        texts = (
            self.inputs.files[path].decode("utf-8", "replace")
            for path in self.inputs.files
            if path.endswith("/briefing.yml") and owner(path) not in self.read
        )
        names = {name for text in texts for name in interface.names_in(text)}
        return any(map(ids.meant, names - known))

    def _refuse_far(self, problems: Sequence[Problem]) -> None:
        """Stop where the edit may have changed problems of files that belong to no briefing.

        Raises:
            RebuildError: it may.
        """
        unread = {
            key for slug, one in self.last.briefings.items() if slug not in self.read for key in one.ties
        }
        true = [problem for problem in problems if not _is_cited(problem, unread)]
        if _of_no_briefing(self.last.problems) != _of_no_briefing(reported(true)):
            raise RebuildError

    def _parts(self, briefings: Iterable[Slug]) -> SiteParts:
        """What the pages of the whole site showed of some briefings.

        Raises:
            RebuildError: the store does not have all of it.
        """
        keys = (self.last.briefings[slug].parts for slug in sorted(briefings))
        return workspace.stored_parts(self.place.store, keys)

    def stored_copies(self) -> dict[Slug, str]:
        """The key of the texts of the stored copies of each briefing that was made, put into the store."""
        found = copied_texts(self.edition.site) if self.edition.site else {}
        return {
            slug: store.put(self.place.store, copies_as_bytes(copied))
            for slug, copied in found.items()
            if slug in self.briefings
        }

    def _may_be_alike(self, own: Collection[Slug], now: Mapping[Slug, BriefingEntry]) -> bool:
        """Whether other stored copies than before may be alike, or a hint on such copies names a place that may have moved.

        Args:
            own: names of the briefings whose problems were found again.
            now: the entry of each briefing.

        Raises:
            RebuildError: the store does not have their texts.
        """
        last = self.last.briefings
        for slug in own:
            before, after = _copies(last.get(slug)), _copies(now.get(slug))
            if before != after and _compared(self._copied(before)) != _compared(self._copied(after)):
                return True
        hints = (problem for problem in self.last.problems if problem.text.startswith(_ALIKE))
        return any(owner(path) in own for hint in hints for path in (hint.file, *hint.others))

    def _copied(self, *keys: str) -> list[CopiedText]:
        """The texts of stored copies with these keys; an empty one stands for none.

        Raises:
            RebuildError: the store does not have all of them.
        """
        try:
            return [
                text for key in keys if key for text in copies_from_bytes(store.get(self.place.store, key))
            ]
        except (OSError, ValueError, TypeError) as error:
            raise RebuildError from error

    def problems(self, own: Collection[Slug], now: Mapping[Slug, BriefingEntry]) -> list[ReportedProblem]:
        """Every problem, in order.

        Args:
            own: names of the briefings whose problems were found again.
            now: the entry of each briefing.

        Raises:
            RebuildError: the store does not have the texts of all stored copies.
        """
        found = [problem for problem in self.last.problems if owner(problem.file) not in own]
        found += [problem for problem in reported(self.edition.problems) if owner(problem.file) in own]
        if self._may_be_alike(own, now):
            found = [problem for problem in found if not problem.text.startswith(_ALIKE)]
            copied = self._copied(*sorted({entry.copies for entry in now.values()}))
            found += reported(shared_text_problems(copied, ProblemTexts(self.inputs.files)))
        return sorted(found, key=lambda problem: problem.order)


def _copies(entry: BriefingEntry | None) -> str:
    return entry.copies if entry else ""


def _compared(copied: Iterable[CopiedText]) -> list[CopiedText]:
    """What is compared of the texts of stored copies: all but the place where their sources are listed."""
    return [text._replace(position=("", 0, 0)) for text in copied]


def _of_no_briefing(problems: Iterable[ReportedProblem]) -> list[str]:
    """The problems of files that belong to no briefing, but for those of the stored copies of the whole site."""
    return [
        problem.text
        for problem in problems
        if owner(problem.file) == NO_BRIEFING and not problem.text.startswith(_ALIKE)
    ]


def _is_cited(problem: Problem, ids: Collection[str]) -> bool:
    """Whether a hint says that nothing cites a source which is one of some ids."""
    span = problem.span
    return problem.code == UNCITED and span is not None and span.text.content[span.start : span.end] in ids


def _refusal(problems: Sequence[Problem]) -> RebuildError:
    """The error for briefings with problems. A briefing that they refer to may only not have been read."""
    unknown = any(problem.code == UNKNOWN_PART for problem in problems)
    return RebuildError() if unknown else FaultyBriefingsError(problems)


__all__ = ["EditedProject", "FaultyBriefingsError"]
