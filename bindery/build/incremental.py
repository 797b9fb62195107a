"""An incremental build: after an edit, only the pages that the edit can have changed are made.

The last build left a record. Where only files of some briefings have changed, and the other pages show the same of
these briefings as before, only the text of their pages is made and put into the pages of the last site. The new site
is the previous one (the site before the last), in which only the files that changed since are written. Where anything
is not as the last build left it, everything is built. The site is the same, byte for byte, either way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from bindery.build import inspection, interface, last_build
from bindery.build.inspection import InspectionError
from bindery.build.interface import owner
from bindery.build.last_build import BuildRecord
from bindery.build.previous_site import SiteSwap, last_file, site_checksums
from bindery.build.workspace import RebuildError, Workspace, reported
from bindery.edition import compile  # noqa: A004
from bindery.exports.moved import former_owners
from bindery.html.splice import SpliceError, TextSlot, headings_in, splice_text
from bindery.model.names import NO_BRIEFING, Slug
from bindery.model.reference_style import ReferenceStyle
from bindery.pages.views import SiteView
from bindery.provenance import checksums, made_from, manifest
from bindery.provenance.checksums import NAME as CHECKSUMS
from bindery.provenance.made_from import SiteInputs
from bindery.provenance.manifest import OmissionReason
from bindery.reading.fault_codes import UNKNOWN_PART
from bindery.reading.inputs import Inputs
from bindery.search import shards
from bindery.search.parts import Entry, Part, WordSplitter, page_of_entry
from bindery.search.search_index import site_entries
from bindery.system import disk, progress
from bindery.text.problems import Problem


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


@dataclass(frozen=True)
class RemadeFiles:
    """Every file of the site that the edit can have changed.

    Attributes:
        slots: where the text is in each page that was made, by the path of the page's Markdown.
        files: content of each file, by its path on the site.
    """

    slots: dict[str, TextSlot]
    files: dict[str, bytes]


@dataclass(frozen=True)
class ChangedFiles:
    """The files of the site that differ from the last site.

    Attributes:
        files: content of each file, by its path on the site; the checksum list is one of them.
        listed: the checksum list of the site as it is now: SHA-256 by path.
    """

    files: dict[str, bytes]
    listed: dict[str, str]


class IncrementalBuild:
    """One build that updates the last site.

    To create one reads the inputs and makes the pages.

    Attributes:
        place: where the project is built.
        last: the record of the last build.
        inputs: all inputs as they are now.
        hashes: hash of the files of each briefing, by its name.
        briefings: names of the briefings whose pages were made.
        edition: the part of the site that was made.
        swap: the previous site on its way to become the next one.

    Raises:
        FaultyBriefingsError: the briefings that were edited have errors.
        RebuildError: the edit reaches further than the pages of these briefings.
        OSError: an input cannot be read.
    """

    def __init__(self, place: Workspace, last: BuildRecord) -> None:
        self.place = place
        self.last = last
        self.inputs = self._read()
        self.hashes = last_build.hashes(self.inputs.files)
        self.briefings = self._changed()
        progress.step("rendering")
        self.edition = compile(self._needed(), only=self.briefings, on_findings=self._refuse_reaching)
        self.swap = SiteSwap(place, last)
        self._former = former_owners(self.edition.site) if self.edition.site else {}

    def _read(self) -> Inputs:
        progress.step("reading")
        conditions = self.last.conditions
        options, imprint = conditions.inputs, conditions.imprint
        inputs = disk.read_inputs(
            self.place.root, drafts=options["drafts"], directory_urls=options["directory_urls"]
        )
        return replace(
            inputs,
            strict_figures=options["strict_figures"],
            require_snapshots=options["require_snapshots"],
            style=ReferenceStyle(conditions.style),
            imprint=imprint if imprint.address else None,
        )

    def _changed(self) -> frozenset[Slug]:
        """Names of the briefings whose files have changed.

        Raises:
            RebuildError: other inputs have changed, or a draft has, or a briefing was added or removed.
        """
        known = self.last.briefings
        if self.hashes[NO_BRIEFING] != self.last.rest or self.hashes.keys() - {NO_BRIEFING} != known.keys():
            raise RebuildError
        public = [slug for slug, entry in known.items() if entry.interface_hash]
        changed = {slug for slug, entry in known.items() if self.hashes[slug] != entry.files_hash}
        changed = changed or set(public[:1])  # where nothing changed, one briefing made again is soonest done
        if not changed or not changed <= set(public):
            raise RebuildError
        return frozenset(changed)

    def _needed(self) -> Inputs:
        """The inputs that the pages of these briefings depend on."""
        ties = {slug: entry.ties for slug, entry in self.last.briefings.items()}
        needed = {NO_BRIEFING, *interface.tied_briefings(ties, self.briefings)}
        files = {path: data for path, data in self.inputs.files.items() if owner(path) in needed}
        return replace(self.inputs, files=files)

    def _refuse_reaching(self, site: SiteView, problems: Sequence[Problem]) -> None:
        """Stop before any page is made, where an edit has errors or changes pages of other briefings.

        Raises:
            FaultyBriefingsError: the briefings that were edited have problems that stop a build.
            RebuildError: others have, or the rest of the site would show something else of a briefing.
        """
        stops = {"error", "warning"} if self.last.conditions.strict else {"error"}
        stopping = [problem for problem in problems if problem.severity in stops]
        own = [problem for problem in problems if owner(problem.file) in self.briefings]
        if any(problem.severity in stops for problem in own):
            raise _refusal(own)
        if stopping or not self.briefings <= site.briefings.keys():
            raise RebuildError
        last_ties = {slug: entry.ties for slug, entry in self.last.briefings.items()}
        if interface.may_name_unread_sources(site.project, self.briefings, last_ties):
            raise RebuildError
        if self._looks_different(site):
            raise RebuildError

    def _looks_different(self, site: SiteView) -> bool:
        """Whether the rest of the site would show something else of a briefing that was edited."""
        ties = interface.ties(site.project, site.graph)
        for slug in self.briefings:
            entry = self.last.briefings[slug]
            seen = interface.interface_hash(site.briefings[slug], ties[slug])
            if sorted(ties[slug]) != entry.ties or seen != entry.interface_hash:
                return True
        return False

    # The files of the new site.

    def put_together(self, made: Path) -> BuildRecord:
        """Make the whole site in a folder, from the pages that were made and from the last site.

        Args:
            made: the folder, on the same disk as the site; anything in it is deleted.

        Returns:
            The record of the build, still without the state of its files.

        Raises:
            RebuildError: the last site is not as it was left, a check of the new one failed, or the system does not
                allow a step; nothing but `made` and the previous site was touched.
        """
        progress.step("joining")
        listed = site_checksums(self.place.site)
        try:
            remade = self.remade_files(listed)
            changed = changed_files(remade.files, listed).files
            self.swap.begin(made, listed)
            self.swap.put(made, changed)
            self.inspect(made, changed, listed)
        except (OSError, InspectionError) as error:  # the full build reports what is wrong
            raise RebuildError from error
        return self.new_record(remade.slots)

    def remade_files(self, listed: Mapping[str, str]) -> RemadeFiles:
        """Every file of the site that may differ from the last site.

        Args:
            listed: the checksum list of the last site: SHA-256 by path.

        Raises:
            RebuildError: the site would have other files than before, or the last site is not as it was left.
            OSError: an input of the manifest cannot be read.
        """
        remade = self._pages(listed)
        own: dict[str, bytes] = dict(remade.files)
        own.update(self.edition.files.items())
        if own.keys() != {path for path in listed if self._is_remade(path)}:
            raise RebuildError
        files = own | self._files_of_all(own, listed)
        if not files.keys() <= listed.keys():
            raise RebuildError
        return replace(remade, files=files)

    def _pages(self, listed: Mapping[str, str]) -> RemadeFiles:
        """The pages that were made."""
        slots: dict[str, TextSlot] = {}
        files: dict[str, bytes] = {}
        for page in self.edition.pages:
            slot = self.last.slots.get(page.path)
            if slot is None:  # a new page, or one whose text could not be told from the rest
                raise RebuildError
            try:
                before = last_file(self.place.site, slot.file, listed).decode("utf-8")
                output, slots[page.path] = splice_text(page, slot, before)
                files[slot.file] = output.encode("utf-8")
            except (SpliceError, UnicodeError) as error:  # a path that is not UTF-8 has no bytes in it
                raise RebuildError from error
        return RemadeFiles(slots, files)

    def inspect(self, made: Path, changed: Iterable[str], names: Collection[str]) -> None:
        """Check the files that changed: where links lead, what pages load and run.

        Args:
            made: the folder of the new site.
            changed: paths of the files that changed.
            names: paths of all files of the site, apart from the checksum list.

        Raises:
            RebuildError: pages load from more hosts than before.
            InspectionError: a link leads nowhere, or something is loaded or run that may not be.
            OSError: a file cannot be read.
        """
        pages = {path for path in changed if path.endswith(".html")}
        trusted = self.last.conditions.trusted
        asks = inspection.inspect_changed(made, trusted, (*names, CHECKSUMS), pages, self._by_hand(names))
        if not set(asks) <= set(self.last.asks):
            raise RebuildError

    def _is_remade(self, path: str) -> bool:
        """Whether a file of the site belongs to the pages that were made."""
        folder, _, rest = path.partition("/")
        if self.edition.site:
            folder = self._former.get(folder, folder)
            former = self._former.get(f"sources/{rest.split('/')[0].removesuffix('.html')}")
            rest = former if folder == "sources" and former else rest
        if folder == "sources" and rest and self.edition.site:
            uses = self.edition.site.graph.uses.get(rest.split("/")[0].removesuffix(".html"), ())
            return any(use.briefing in self.briefings for use in uses)
        return folder in self.briefings

    def _by_hand(self, paths: Iterable[str]) -> list[str]:
        """The pages that belong to no briefing: the home page and hand-written pages, which may link anywhere."""
        known = {"sources", *self.last.briefings, *self._former}
        return [path for path in paths if path.endswith(".html") and path.split("/")[0] not in known]

    def _files_of_all(self, own: Mapping[str, bytes], listed: Mapping[str, str]) -> dict[str, bytes]:
        """The files to which every briefing contributes: the search index and the manifest.

        Args:
            own: the files of the briefings that were made, by their paths on the site.
            listed: the checksum list of the last site: SHA-256 by path.
        """
        conditions = self.last.conditions
        made = SiteInputs(
            self.place.root.resolve(),
            self.inputs.files,
            self._left_out(),
            conditions.others,
            conditions.settings,
            conditions.packages,
        )
        files = {manifest.NAME: made_from.manifest_of(made)}
        if shards.ROOT in listed:
            written = [path for path in listed if path.startswith(shards.FOLDER)]
            found = self._search_files(
                {path: last_file(self.place.site, path, listed) for path in written}, own
            )
            if found.keys() != set(written):
                raise RebuildError
            files |= found
        return files

    def _search_files(self, written: Mapping[str, bytes], own: Mapping[str, bytes]) -> dict[str, bytes]:
        """The last search index with the entries of the pages that were made in place of the old ones.

        Args:
            written: the files of the last search index.
            own: the files of the briefings that were made, by their paths on the site.
        """
        site = self.edition.site
        if site is None:
            raise RebuildError
        headings = {
            _address(path, directory_urls=site.directory_urls): headings_in(data.decode("utf-8"))
            for path, data in own.items()
            if path.endswith(".html")
        }
        settings = shards.read_settings(written[shards.ROOT])
        splitter = WordSplitter(settings.separator)
        fresh: dict[str, list[Entry]] = {}
        for group in site_entries((), site, headings, splitter, directory_urls=site.directory_urls):
            for entry in group:
                if self._is_remade(page_of_entry(entry)):
                    fresh.setdefault(_owner(entry), []).append(entry)
        entries: list[Entry] = []
        for entry in shards.read_entries(written):
            entries += fresh.pop(_owner(entry), ()) if self._is_remade(page_of_entry(entry)) else (entry,)
        if fresh:
            raise RebuildError
        parts = (Part(group, splitter) for group in self._groups(entries))
        return dict(shards.index_files(parts, settings))

    def _groups(self, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
        """Entries of the search index, in the groups of `site_entries`."""
        groups: dict[str, list[Entry]] = {}
        group = "home"  # of the first two entries: the home page and the page of all sources
        for n, entry in enumerate(entries):
            folder = page_of_entry(entry).partition("/")[0]
            if folder in self.last.briefings:
                group = folder
            elif n > 1 and folder != "sources":  # a source belongs to the briefing before it
                group = "by hand"
            groups.setdefault(group, []).append(entry)
        yield from groups.values()

    def _left_out(self) -> dict[str, OmissionReason]:
        """Why each input that is not in the site is left out, by path of the input."""
        kept = {path: why for path, why in self.last.left_out.items() if owner(path) not in self.briefings}
        own = {path: why for path, why in self.edition.left_out.items() if owner(path) in self.briefings}
        return kept | own

    def new_record(self, slots: Mapping[str, TextSlot]) -> BuildRecord:
        """The record of this build, still with the state of the last build's files.

        Args:
            slots: where the text is in each page that was made, by the path of the page's Markdown.
        """
        problems = [problem for problem in self.last.problems if owner(problem.file) not in self.briefings]
        problems += [
            problem for problem in reported(self.edition.problems) if owner(problem.file) in self.briefings
        ]
        entries = {
            slug: replace(entry, files_hash=self.hashes[slug]) for slug, entry in self.last.briefings.items()
        }
        return replace(
            self.last,
            briefings=entries,
            problems=sorted(problems, key=lambda problem: problem.order),
            left_out=self._left_out(),
            slots={**self.last.slots, **slots},
        )


def _refusal(problems: Sequence[Problem]) -> RebuildError:
    """The error for briefings with problems. A briefing that they refer to may only not have been read."""
    unknown = any(problem.code == UNKNOWN_PART for problem in problems)
    return RebuildError() if unknown else FaultyBriefingsError(problems)


def changed_files(new: Mapping[str, bytes], listed: Mapping[str, str]) -> ChangedFiles:
    """Those of some files that differ from the last site, and the new checksum list.

    Args:
        new: content of each file, by its path; all of them are listed.
        listed: the checksum list of the last site: SHA-256 by path.
    """
    hashes = dict(listed) | {path: sha256(data).hexdigest() for path, data in new.items()}
    changed = {path: data for path, data in new.items() if hashes[path] != listed[path]}
    return ChangedFiles(changed | {CHECKSUMS: checksums.checksum_text(hashes)}, hashes)


def _owner(entry: Entry) -> str:
    """The briefing or source that an entry of the search index belongs to; its entries follow each other."""
    folder, _, rest = page_of_entry(entry).partition("/")
    return f"sources/{rest}" if folder == "sources" else f"{folder}/"


def _address(path: str, *, directory_urls: bool) -> str:
    """The address of a page, relative to the site, from the path of its file."""
    return path.removesuffix("index.html") if directory_urls else path


__all__ = [
    "ChangedFiles",
    "FaultyBriefingsError",
    "IncrementalBuild",
    "RemadeFiles",
    "changed_files",
]
