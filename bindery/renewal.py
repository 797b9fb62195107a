"""A site made of the last one: after an edit only the pages that it can have changed are made.

The last build left a ledger. Where nothing is different but the files of some briefings, and these look as before to
all others, only the words of their pages are made, and put into the pages as they were. The new site is made of a
spare, the site before the last one, in which only what has changed since is written. Wherever anything is not as it
was left, everything is built; the site is the same, byte for byte, either way.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bindery import day, disk, inspection, ledger, memory, outlook, progress, provenance, seals
from bindery import manifest as manifests
from bindery.edition import Edition, compile  # noqa: A004
from bindery.inspection import RefusedError, Trusted
from bindery.ledger import Conditions, Entry, Ledger, Signature, owner
from bindery.problems import Problem, render
from bindery.provenance import Ingredients, Other
from bindery.refilling import Slot, headings_in, refilled
from bindery.seals import NAME as SEAL
from bindery.searching import INDEX, index
from bindery.shelf import Imprint, Inputs
from bindery.typeset import Style
from bindery.views import SiteView


class UnfitError(Exception):
    """The site cannot be made of the last one; everything has to be built."""


class FaultyError(UnfitError):
    """The briefings that were edited have errors of their own.

    Attributes:
        problems: all of theirs.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Place:
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
    def spare(self) -> Path:
        """Where the site before the last one lies."""
        return self.root / ledger.SPARES / self.name

    def conditions(self, documents: str) -> str:
        """The hash of all that a site is made from beside briefings; empty where that cannot be told."""
        asked = ("site", self.site, *self.asked, day.today())
        return memory.key(self.root, *asked, read=(disk.TEMPLATES, documents))

    def last(self) -> Ledger | None:
        """The ledger of the last build, where it was made under the conditions that are now."""
        found = ledger.recall(self.root, self.name)
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


class Renewal:
    """One build that goes on from the last one.

    Attributes:
        edition: the part of the site that was made.
        briefings: whose pages were made.
    """

    def __init__(self, place: Place, last: Ledger) -> None:
        self.place = place
        self.last = last
        self.inputs = self._read()
        self.hashes = ledger.hashes(self.inputs.files)
        self.briefings = self._changed()
        progress.step("rendering")
        self.edition = compile(self._needed(), only=self.briefings, heed=self._refuse_reaching)
        self.touched: set[str] = set()
        self.before: tuple[Signature, Signature] | None = None

    def _read(self) -> Inputs:
        progress.step("reading")
        conditions = self.last.conditions
        options, known = conditions.inputs, imprint(conditions)
        inputs = disk.read(
            self.place.root, drafts=options["drafts"], directory_urls=options["directory_urls"]
        )
        return replace(
            inputs,
            strict_figures=options["strict_figures"],
            require_snapshots=options["require_snapshots"],
            style=Style(conditions.style),
            imprint=known if known.address else None,
        )

    def _changed(self) -> frozenset[str]:
        """The briefings whose files are not what they were."""
        known = self.last.briefings
        if self.hashes[""] != self.last.rest or self.hashes.keys() - {""} != known.keys():
            raise UnfitError
        public = [slug for slug, entry in known.items() if entry.outlook]
        changed = {slug for slug, entry in known.items() if self.hashes[slug] != entry.files}
        changed = changed or set(public[:1])  # what is the same is made as quickly as it is looked at
        if not changed or not changed <= set(public):
            raise UnfitError
        return frozenset(changed)

    def _needed(self) -> Inputs:
        """What their pages are made from."""
        ties = {slug: entry.ties for slug, entry in self.last.briefings.items()}
        needed = {"", *outlook.tied(ties, self.briefings)}
        files = {path: data for path, data in self.inputs.files.items() if owner(path) in needed}
        return replace(self.inputs, files=files)

    def _refuse_reaching(self, site: SiteView, problems: Sequence[Problem]) -> None:
        """Raises `UnfitError` where an edit has problems that stop a build, or reaches further than its own pages."""
        stops = {"error", "warning"} if self.last.conditions.strict else {"error"}
        stopping = [problem for problem in problems if problem.severity in stops]
        if any(owner(problem.file) in self.briefings for problem in stopping):
            raise FaultyError(problem for problem in problems if owner(problem.file) in self.briefings)
        if stopping:
            raise UnfitError
        ties = outlook.ties(site.shelf, site.graph)
        for slug in self.briefings:
            entry = self.last.briefings[slug]
            seen = slug in site.books and outlook.outlook(site.books[slug], ties[slug])
            if sorted(ties[slug]) != entry.ties or seen != entry.outlook:
                raise UnfitError

    # How it is put together.

    def put_together(self, made: Path) -> Ledger:
        """The whole site in a folder, of the part that was made and of the last site.

        Returns:
            The ledger of the whole, but for how it lies on disk.

        Raises:
            UnfitError: that cannot be done.
        """
        progress.step("joining")
        try:
            sealed = seals.read((self.place.site / SEAL).read_bytes())
            slots, new = self.fresh(sealed)
            self._begin(made, sealed)
            self._write(made, new, sealed)
        except (OSError, ValueError, KeyError, seals.SealError, RefusedError) as error:
            raise UnfitError from error
        return self.learned(slots)

    def fresh(self, sealed: Mapping[str, str]) -> tuple[dict[str, Slot], dict[str, bytes]]:
        """Every file of the site that may be different, and where the words of the pages among them stand.

        Args:
            sealed: what the last site was sealed with.

        Raises:
            UnfitError: it has other files, as has an `OSError`, `ValueError` or `KeyError`.
        """
        slots, new = self._pages(sealed)
        new |= self.edition.files
        if new.keys() != {path for path in sealed if self._is_of(path)}:
            raise UnfitError
        return slots, new | self._of_the_whole(new, sealed)

    def _pages(self, sealed: Mapping[str, str]) -> tuple[dict[str, Slot], dict[str, bytes]]:
        """The pages that were made, with their places and as files."""
        slots: dict[str, Slot] = {}
        files: dict[str, bytes] = {}
        for page in self.edition.pages:
            slot = Slot(*self.last.slots[page.path])
            before = self._of_last(slot.file, sealed).decode("utf-8")
            output, slots[page.path] = refilled(page, slot, before)
            files[slot.file] = output.encode("utf-8")
        return slots, files

    def _of_last(self, path: str, sealed: Mapping[str, str]) -> bytes:
        """A file of the last site, which is as it was made."""
        data = (self.place.site / path).read_bytes()
        if sha256(data).hexdigest() != sealed[path]:
            raise UnfitError
        return data

    def _begin(self, made: Path, sealed: Mapping[str, str]) -> None:
        """Puts the last site, file by file, where the new one is made."""
        signed = ledger.signature(self.place.site)
        if signed != self.last.site:
            raise UnfitError
        shutil.rmtree(made, ignore_errors=True)
        spare = self.place.spare
        if self.last.spare and spare.is_dir() and ledger.signature(spare) == self.last.spare:
            spare.rename(made)
            older, signed_spare = seals.read((made / SEAL).read_bytes()), self.last.spare
        else:
            remove(spare)
            _link(self.place.site, made, signed)
            older, signed_spare = dict(sealed), ledger.signature(made)
            signed = ledger.signature(self.place.site)  # a link more is a change of its own
        if older.keys() != sealed.keys():
            raise UnfitError
        self.before = signed, signed_spare
        for path, digest in sealed.items():
            if older[path] != digest:
                _put(made / path, self._of_last(path, sealed))
                self.touched.add(path)

    def _write(self, made: Path, new: Mapping[str, bytes], sealed: Mapping[str, str]) -> None:
        """Writes what is different, and looks at it as a reader would."""
        changed, _ = differing(new, sealed)
        for path, data in changed.items():
            _put(made / path, data)
        self.touched |= changed.keys()
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
        asks = inspection.inspect_some(made, known, (*names, SEAL), pages, self._by_hand(names))
        if not set(asks) <= set(self.last.asks):
            raise UnfitError

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
            Other(Path(path), Path(folder) if folder else None, used)
            for path, folder, used in conditions.others
        ]
        root = self.place.root.resolve()
        made = Ingredients(
            root, self.inputs.files, self._left_out(), others, conditions.settings, conditions.packages
        )
        files = {manifests.NAME: provenance.manifest_of(made)}
        if INDEX in sealed:
            written = self._entries(json.loads(self._of_last(INDEX, sealed)), new)
            files[INDEX] = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()
        return files

    def _entries(self, written: dict[str, Any], new: Mapping[str, bytes]) -> dict[str, Any]:
        """The last search index, with the entries of what was made in the place of those before."""
        site = self.edition.site
        if site is None:
            raise UnfitError
        headings = {
            _address(path, directory_urls=site.directory_urls): headings_in(data.decode("utf-8"))
            for path, data in new.items()
            if path.endswith(".html")
        }
        made = index(
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
            raise UnfitError
        return written | {"docs": docs}

    def _left_out(self) -> dict[str, Any]:
        kept = {path: why for path, why in self.last.left_out.items() if owner(path) not in self.briefings}
        own = {path: why for path, why in self.edition.left_out.items() if owner(path) in self.briefings}
        return kept | own

    def learned(self, slots: Mapping[str, Slot]) -> Ledger:
        """The ledger with what is different."""
        told = [item for item in self.last.told if owner(item[1]) not in self.briefings]
        told += [item for item in _told(self.edition.problems) if owner(item[1]) in self.briefings]
        entries = {
            slug: replace(entry, files=self.hashes[slug]) for slug, entry in self.last.briefings.items()
        }
        return replace(
            self.last,
            briefings=entries,
            told=sorted(told, key=lambda item: item[0]),
            left_out=self._left_out(),
            slots=self.last.slots | _plain(slots),
        )

    def warnings(self, made: Ledger) -> Iterator[str]:
        """The lines that tell of what is not as it should be, as they are told when everything is built."""
        return (f"WARNING: bindery: {words}" for _, _, severity, words in made.told if severity == "warning")

    def keep(self, made: Ledger, folder: Path) -> None:
        """Keeps the ledger of the site that was published just now, and the one before it, in a folder, as a spare."""
        place = self.place
        spare: Signature = {}
        with suppress(OSError):
            if self.before and folder.is_dir() and _moved(folder, place.spare):
                spare = ledger.sign_again(self.before[0], place.spare, self.touched)
                site = ledger.sign_again(self.before[1], place.site, self.touched)
            else:
                site = ledger.signature(place.site)
            ledger.remember(place.root, place.name, replace(made, site=site, spare=spare))


def differing(new: Mapping[str, bytes], sealed: Mapping[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Those of some files that are not as the last site had them, with the seal of the site as it is now; its hashes."""
    hashes = dict(sealed) | {path: sha256(data).hexdigest() for path, data in new.items()}
    changed = {path: data for path, data in new.items() if hashes[path] != sealed[path]}
    return changed | {SEAL: seals.text(hashes)}, hashes


def begun(
    edition: Edition, inputs: Inputs, slots: Mapping[str, Slot], conditions: Conditions, **known: Any
) -> Ledger | None:
    """The ledger of a site that was built whole; None where the next one cannot be made of it.

    Args:
        edition: what the site was made from.
        inputs: what that was made from.
        slots: of the generated pages.
        conditions: what it was made under.
        known: `bundle`, `pages`, `asks` and `dist` of the ledger.
    """
    site = edition.site
    if site is None or not conditions.of:
        return None
    ties = outlook.ties(site.shelf, site.graph)
    hashes = ledger.hashes(inputs.files)
    entries = {
        slug: Entry(
            files,
            sorted(ties.get(slug, ())),
            outlook.outlook(site.books[slug], ties[slug]) if slug in site.books else "",
        )
        for slug, files in hashes.items()
        if slug
    }
    return Ledger(
        conditions=conditions,
        briefings=entries,
        rest=hashes[""],
        slots=_plain(slots),
        told=_told(edition.problems),
        left_out=dict(edition.left_out),
        omissions=edition.omissions,
        site={},
        spare={},
        **known,
    )


def keep(place: Place, made: Ledger | None) -> None:
    """Keeps the ledger of a site that was built whole and published just now."""
    with suppress(OSError):
        remove(place.spare)
        if made is None:
            return
        ledger.remember(place.root, place.name, replace(made, site=ledger.signature(place.site)))


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
            raise UnfitError from error
        if there != known[name][0]:
            raise UnfitError


def remove(folder: Path) -> None:
    """Removes a folder, if it is there."""
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def _plain(slots: Mapping[str, Slot]) -> dict[str, tuple[str, str, int, int]]:
    return {path: (slot.file, slot.frame, slot.start, slot.end) for path, slot in slots.items()}


def _told(problems: Iterable[Problem]) -> list[tuple[list[Any], str, str, str]]:
    return [
        (
            list(problem.sort_key()),
            problem.file,
            problem.severity,
            render([problem], "text").rsplit("\n\n", 1)[0],
        )
        for problem in problems
    ]


def _page_of(entry: Mapping[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]


def _group(entry: Mapping[str, Any]) -> str:
    """What the entries have in common that stand beside each other: a briefing, or a source."""
    folder, _, rest = _page_of(entry).partition("/")
    return f"sources/{rest}" if folder == "sources" else f"{folder}/"


def _address(path: str, *, directory_urls: bool) -> str:
    """The address at which a page's file is read."""
    return path.removesuffix("index.html") if directory_urls else path


def _put(path: Path, data: bytes) -> None:
    """Writes a new file in the place of one, which the last site may share."""
    path.unlink()
    path.write_bytes(data)
    path.chmod(0o644)


def _moved(folder: Path, place: Path) -> bool:
    """Moves a folder; says whether that could be done: the other place may be on another disk."""
    try:
        memory.begin(place.parent)
        folder.rename(place)
    except OSError:
        return False
    return True


def _link(site: Path, made: Path, signed: Signature) -> None:
    """Makes a second folder of the same files."""
    old, new = os.fspath(site), os.fspath(made)  # a Path for each file would take as long as its link
    for path in ("", *sorted(path for path, about in signed.items() if not about)):
        os.mkdir(f"{new}/{path}")  # noqa: PTH102
        os.chmod(f"{new}/{path}", 0o755)  # noqa: PTH101, S103  whatever the umask is
    for path, about in signed.items():
        if about:
            os.link(f"{old}/{path}", f"{new}/{path}")


__all__ = [
    "FaultyError",
    "Place",
    "Renewal",
    "UnfitError",
    "begun",
    "differing",
    "keep",
    "refuse_missing",
    "with_files",
]
