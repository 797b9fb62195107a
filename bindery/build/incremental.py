"""A site made of the last one: after an edit only the pages that it can have changed are made.

The last build left a ledger. Where nothing is different but the files of some briefings, and these look as before to
all others, only the words of their pages are made, and put into the pages as they were. The new site is made of a
spare, the site before the last one, in which only what has changed since is written. Wherever anything is not as it
was left, everything is built; the site is the same, byte for byte, either way.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bindery.build import inspection, interface, last_build
from bindery.build.inspection import InspectionError
from bindery.build.last_build import BuildRecord, owner
from bindery.build.previous_site import SiteSwap, last_file
from bindery.build.workspace import RebuildError, Workspace, imprint, plain_problems, plain_slots, trusted
from bindery.edition import compile  # noqa: A004
from bindery.html.splice import TextSlot, headings_in, splice_text
from bindery.model.reference_style import ReferenceStyle
from bindery.pages.views import SiteView
from bindery.provenance import checksums, made_from, manifest
from bindery.provenance.checksums import NAME as SEAL
from bindery.provenance.made_from import OtherFile, SiteInputs
from bindery.reading.inputs import Inputs
from bindery.search.search_index import INDEX, search_index
from bindery.system import disk, progress
from bindery.text.problems import Problem


class FaultyBriefingsError(RebuildError):
    """The briefings that were edited have errors of their own.

    Attributes:
        problems: all of theirs.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class IncrementalBuild:
    """One build that goes on from the last one.

    Attributes:
        edition: the part of the site that was made.
        briefings: whose pages were made.
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

    def _read(self) -> Inputs:
        progress.step("reading")
        conditions = self.last.conditions
        options, known = conditions.inputs, imprint(conditions)
        inputs = disk.read_inputs(
            self.place.root, drafts=options["drafts"], directory_urls=options["directory_urls"]
        )
        return replace(
            inputs,
            strict_figures=options["strict_figures"],
            require_snapshots=options["require_snapshots"],
            style=ReferenceStyle(conditions.style),
            imprint=known if known.address else None,
        )

    def _changed(self) -> frozenset[str]:
        """The briefings whose files are not what they were."""
        known = self.last.briefings
        if self.hashes[""] != self.last.rest or self.hashes.keys() - {""} != known.keys():
            raise RebuildError
        public = [slug for slug, entry in known.items() if entry.interface_key]
        changed = {slug for slug, entry in known.items() if self.hashes[slug] != entry.files}
        changed = changed or set(public[:1])  # what is the same is made as quickly as it is looked at
        if not changed or not changed <= set(public):
            raise RebuildError
        return frozenset(changed)

    def _needed(self) -> Inputs:
        """What their pages are made from."""
        ties = {slug: entry.ties for slug, entry in self.last.briefings.items()}
        needed = {"", *interface.tied_briefings(ties, self.briefings)}
        files = {path: data for path, data in self.inputs.files.items() if owner(path) in needed}
        return replace(self.inputs, files=files)

    def _refuse_reaching(self, site: SiteView, problems: Sequence[Problem]) -> None:
        """Raises `UnfitError` where an edit has problems that stop a build, or reaches further than its own pages."""
        stops = {"error", "warning"} if self.last.conditions.strict else {"error"}
        stopping = [problem for problem in problems if problem.severity in stops]
        if any(owner(problem.file) in self.briefings for problem in stopping):
            raise FaultyBriefingsError(
                problem for problem in problems if owner(problem.file) in self.briefings
            )
        if stopping:
            raise RebuildError
        ties = interface.ties(site.project, site.graph)
        for slug in self.briefings:
            entry = self.last.briefings[slug]
            seen = slug in site.briefings and interface.interface_hash(site.briefings[slug], ties[slug])
            if sorted(ties[slug]) != entry.ties or seen != entry.interface_key:
                raise RebuildError

    # How it is put together.

    def put_together(self, made: Path) -> BuildRecord:
        """The whole site in a folder, of the part that was made and of the last site.

        Returns:
            The ledger of the whole, but for how it lies on disk.

        Raises:
            UnfitError: that cannot be done.
        """
        progress.step("joining")
        try:
            sealed = checksums.read_checksums((self.place.site / SEAL).read_bytes())
            slots, new = self.fresh(sealed)
            self.swap.begin(made, sealed)
            self._write(made, new, sealed)
        except (OSError, ValueError, KeyError, checksums.ChecksumError, InspectionError) as error:
            raise RebuildError from error
        return self.learned(slots)

    def fresh(self, sealed: Mapping[str, str]) -> tuple[dict[str, TextSlot], dict[str, bytes]]:
        """Every file of the site that may be different, and where the words of the pages among them stand.

        Args:
            sealed: what the last site was sealed with.

        Raises:
            UnfitError: it has other files, as has an `OSError`, `ValueError` or `KeyError`.
        """
        slots, new = self._pages(sealed)
        new |= self.edition.files
        if new.keys() != {path for path in sealed if self._is_of(path)}:
            raise RebuildError
        return slots, new | self._of_the_whole(new, sealed)

    def _pages(self, sealed: Mapping[str, str]) -> tuple[dict[str, TextSlot], dict[str, bytes]]:
        """The pages that were made, with their places and as files."""
        slots: dict[str, TextSlot] = {}
        files: dict[str, bytes] = {}
        for page in self.edition.pages:
            slot = TextSlot(*self.last.slots[page.path])
            before = last_file(self.place.site, slot.file, sealed).decode("utf-8")
            output, slots[page.path] = splice_text(page, slot, before)
            files[slot.file] = output.encode("utf-8")
        return slots, files

    def _write(self, made: Path, new: Mapping[str, bytes], sealed: Mapping[str, str]) -> None:
        """Writes what is different, and looks at it as a reader would."""
        changed, _ = differing(new, sealed)
        self.swap.put(made, changed)
        self.inspect(made, changed, sealed)

    def inspect(self, made: Path, changed: Iterable[str], names: Collection[str]) -> None:
        """Looks at what is different as a reader would.

        Args:
            made: the site.
            changed: the files that are different.
            names: all that it has, but for its seal.

        Raises:
            UnfitError: pages load from other hosts than before.
            RefusedError: something leads nowhere, or may not be there.
        """
        pages = {path for path in changed if path.endswith(".html")}
        known = trusted(self.last.conditions)
        asks = inspection.inspect_changed(made, known, (*names, SEAL), pages, self._by_hand(names))
        if not set(asks) <= set(self.last.asks):
            raise RebuildError

    def _is_of(self, path: str) -> bool:
        """Whether a file of the site is one of those that were made anew."""
        folder, _, rest = path.partition("/")
        if folder == "sources" and rest and self.edition.site:
            uses = self.edition.site.graph.uses.get(rest.split("/")[0].removesuffix(".html"), ())
            return any(use.briefing in self.briefings for use in uses)
        return folder in self.briefings

    def _by_hand(self, paths: Iterable[str]) -> list[str]:
        """The pages that are of no briefing: those that people wrote, whose links may lead to any place, and home."""
        known = {"sources", *self.last.briefings}
        return [path for path in paths if path.endswith(".html") and path.split("/")[0] not in known]

    def _of_the_whole(self, new: Mapping[str, bytes], sealed: Mapping[str, str]) -> dict[str, bytes]:
        """The files in which every briefing has its part: the search index, and the manifest."""
        conditions = self.last.conditions
        others = [
            OtherFile(Path(path), Path(folder) if folder else None, used)
            for path, folder, used in conditions.others
        ]
        root = self.place.root.resolve()
        made = SiteInputs(
            root, self.inputs.files, self._left_out(), others, conditions.settings, conditions.packages
        )
        files = {manifest.NAME: made_from.manifest_of(made)}
        if INDEX in sealed:
            written = self._entries(json.loads(last_file(self.place.site, INDEX, sealed)), new)
            files[INDEX] = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()
        return files

    def _entries(self, written: dict[str, Any], new: Mapping[str, bytes]) -> dict[str, Any]:
        """The last search index, with the entries of what was made in the place of those before."""
        site = self.edition.site
        if site is None:
            raise RebuildError
        headings = {
            _address(path, directory_urls=site.directory_urls): headings_in(data.decode("utf-8"))
            for path, data in new.items()
            if path.endswith(".html")
        }
        made = search_index(
            {"config": written["config"], "docs": []}, site, headings, directory_urls=site.directory_urls
        )
        fresh: dict[str, list[Any]] = {}
        for entry in made["docs"]:
            if self._is_of(_page_of(entry)):
                fresh.setdefault(_group(entry), []).append(entry)
        docs: list[Any] = []
        for entry in written["docs"]:
            docs += fresh.pop(_group(entry), ()) if self._is_of(_page_of(entry)) else (entry,)
        if fresh:
            raise RebuildError
        return written | {"docs": docs}

    def _left_out(self) -> dict[str, Any]:
        kept = {path: why for path, why in self.last.left_out.items() if owner(path) not in self.briefings}
        own = {path: why for path, why in self.edition.left_out.items() if owner(path) in self.briefings}
        return kept | own

    def learned(self, slots: Mapping[str, TextSlot]) -> BuildRecord:
        """The ledger with what is different."""
        known = [item for item in self.last.told if owner(item[1]) not in self.briefings]
        known += [item for item in plain_problems(self.edition.problems) if owner(item[1]) in self.briefings]
        entries = {
            slug: replace(entry, files=self.hashes[slug]) for slug, entry in self.last.briefings.items()
        }
        return replace(
            self.last,
            briefings=entries,
            told=sorted(known, key=lambda item: item[0]),
            left_out=self._left_out(),
            slots=self.last.slots | plain_slots(slots),
        )

    def warnings(self, made: BuildRecord) -> Iterator[str]:
        """The lines that tell of what is not as it should be, as they are told when everything is built."""
        return (f"WARNING: bindery: {words}" for _, _, severity, words in made.told if severity == "warning")


def differing(new: Mapping[str, bytes], sealed: Mapping[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Those of some files that are not as the last site had them, with the seal of the site as it is now; its hashes."""
    hashes = dict(sealed) | {path: sha256(data).hexdigest() for path, data in new.items()}
    changed = {path: data for path, data in new.items() if hashes[path] != sealed[path]}
    return changed | {SEAL: checksums.checksum_text(hashes)}, hashes


def _page_of(entry: Mapping[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]


def _group(entry: Mapping[str, Any]) -> str:
    """What the entries have in common that stand beside each other: a briefing, or a source."""
    folder, _, rest = _page_of(entry).partition("/")
    return f"sources/{rest}" if folder == "sources" else f"{folder}/"


def _address(path: str, *, directory_urls: bool) -> str:
    """The address at which a page's file is read."""
    return path.removesuffix("index.html") if directory_urls else path


__all__ = ["FaultyBriefingsError", "IncrementalBuild", "differing"]
