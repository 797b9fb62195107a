"""A site made of the last one: after an edit only the pages that it can have changed are made.

The last build left a ledger. Where nothing is different but the files of some briefings, and these look as before to
all others, their pages are made alone and put together with the rest: with a spare, the site before the last one,
of which only what has changed since is written. Wherever anything is not as it was left, everything is built; the
site is the same, byte for byte, either way.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bindery import day, inspection, ledger, memory, outlook, seals
from bindery import manifest as manifests
from bindery.inspection import RefusedError, Trusted
from bindery.ledger import Entry, Ledger, Signature, owner
from bindery.outlook import Part
from bindery.plugin import INDEX, Built
from bindery.problems import render
from bindery.seals import NAME as SEAL
from bindery.searching import index
from bindery.shelf import Inputs

_READ = ("templates",)  # beside the documents; briefings are looked at one by one


class UnfitError(Exception):
    """The site cannot be made of the last one; everything has to be built."""


@dataclass
class Renewal:
    """One build, and what the last one left for it.

    Attributes:
        root: the project.
        site: where its site goes.
        of: the hash of all that a site is made from beside briefings; empty where that cannot be told.
        last: of the last build; None where there was none, or it was of something else.
        hashes: of the inputs of this build, by briefing.
        touched: what was written in the site, and may look different in the one that it was made of.
    """

    root: Path
    site: Path
    of: str
    last: Ledger | None
    hashes: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    before: tuple[Signature, Signature] | None = None

    @property
    def spare(self) -> Path:
        """Where the site before the last one lies."""
        return self.root / ledger.SPARES / self.name

    @property
    def name(self) -> str:
        """Of the ledger and of the spare: each place has its own."""
        return f"site-{sha256(os.fsencode(self.site)).hexdigest()[:12]}"

    # -- what has to be made ------------------------------------------------------------------------------------

    def choose(self, inputs: Inputs) -> Part | None:
        """What of a site has to be made; None for all of it."""
        self.hashes = ledger.hashes(inputs.files)
        last = self.last
        if (
            last is None
            or self.hashes[""] != last.others
            or self.hashes.keys() - {""} != last.briefings.keys()
        ):
            return None
        public = [slug for slug, entry in last.briefings.items() if entry.outlook]
        changed = {slug for slug, entry in last.briefings.items() if self.hashes[slug] != entry.files}
        changed = changed or set(public[:1])  # what is the same is made as quickly as it is looked at
        if not changed or not changed <= set(public):
            return None
        needed = outlook.tied({slug: entry.ties for slug, entry in last.briefings.items()}, changed)
        files = {
            path: data for path, data in inputs.files.items() if (slug := owner(path)) in needed or not slug
        }
        return Part(replace(inputs, files=files), frozenset(changed), last.navigation)

    def chosen(self, inputs: Inputs) -> Part:
        """The same, where it is not all of it; raises `UnfitError` where it is."""
        part = self.choose(inputs)
        if part is None:
            raise UnfitError
        return part

    def give_up(self, made: Path) -> None:
        """Forgets the last build, so that everything is built."""
        self.last, self.before = None, None
        self.touched.clear()
        _remove(made)

    def refuse_reaching(self, built: Built) -> None:
        """Raises `UnfitError` where an edit reaches further than its own pages."""
        last, site = self.last, built.edition.site
        if last is None or site is None or built.part is None:
            raise UnfitError
        ties = outlook.ties(site.shelf, site.graph)
        for slug in built.part.briefings:
            entry = last.briefings[slug]
            seen = slug in site.books and outlook.outlook(site.books[slug], ties[slug])
            if sorted(ties[slug]) != entry.ties or seen != entry.outlook:
                raise UnfitError

    # -- how it is put together ---------------------------------------------------------------------------------

    def put_together(self, built: Built, made: Path, part: Path, trusted: Trusted) -> Ledger:
        """The whole site in the folder `made`, of a part that was made in the folder `part`, and the last site.

        Returns:
            The ledger of the whole, but for how it lies on disk.

        Raises:
            UnfitError: that cannot be done.
        """
        self.refuse_reaching(built)
        last, edition = self.last, built.edition
        if last is None or built.part is None or edition.site is None:
            raise UnfitError
        try:
            sealed = self._begin(made)
            new = dict(_read(part))
            if new.keys() != {path for path in sealed if self._is_of(path, built)}:
                raise UnfitError
            new |= self._of_the_whole(built, sealed)
            hashes = sealed | {path: sha256(data).hexdigest() for path, data in new.items()}
            new = {path: data for path, data in new.items() if hashes[path] != sealed[path]}
            new[SEAL] = seals.text(hashes)
            for path, data in new.items():
                _write(made / path, data)
            self.touched |= new.keys()
            pages = {path for path in new if path.endswith(".html")} | set(self._by_hand(sealed))
            asks = inspection.inspect_some(made, trusted, (*hashes, SEAL), pages)
        except (OSError, ValueError, KeyError, seals.SealError, RefusedError) as error:
            raise UnfitError from error
        if not set(asks) <= set(last.asks):
            raise UnfitError
        return replace(last, **self._learned(built))

    def _begin(self, made: Path) -> dict[str, str]:
        """Puts the last site, file by file, where the new one is made; returns its seal."""
        last = self.last
        signed = ledger.signature(self.site)
        if last is None or signed != last.site:
            raise UnfitError
        sealed = seals.read((self.site / SEAL).read_bytes())
        if last.spare and self.spare.is_dir() and ledger.signature(self.spare) == last.spare:
            shutil.rmtree(made, ignore_errors=True)
            self.spare.rename(made)
            older, spare = seals.read((made / SEAL).read_bytes()), last.spare
        else:
            _remove(self.spare)
            shutil.rmtree(made, ignore_errors=True)
            _link(self.site, made, signed)
            older, spare = sealed, ledger.signature(made)
            signed = ledger.signature(self.site)  # a link more is a change of its own
        if older.keys() != sealed.keys():
            raise UnfitError
        self.before = signed, spare
        for path, digest in sealed.items():
            if older[path] != digest:
                data = (self.site / path).read_bytes()
                if sha256(data).hexdigest() != digest:
                    raise UnfitError
                _write(made / path, data)
                self.touched.add(path)
        return sealed

    def _is_of(self, path: str, built: Built) -> bool:
        """Whether a file of the site is one of those that were made anew."""
        if built.part is None or built.edition.site is None:
            return False
        folder, _, rest = path.partition("/")
        if folder == "sources" and rest:
            uses = built.edition.site.graph.uses.get(rest.split("/")[0].removesuffix(".html"), ())
            return any(use.briefing in built.part.briefings for use in uses)
        return folder in built.part.briefings

    def _by_hand(self, paths: Iterable[str]) -> list[str]:
        """The pages that people wrote: a link of theirs may lead to any place."""
        known = {"sources", *(self.last.briefings if self.last else ())}
        return [path for path in paths if path.endswith(".html") and path.split("/")[0] not in known]

    def _of_the_whole(self, built: Built, sealed: Mapping[str, str]) -> dict[str, bytes]:
        """The files in which every briefing has its part: the search index, and the manifest."""
        left_out = self._left_out(built)
        files = {manifests.NAME: built.manifest(left_out)}
        if INDEX in sealed:
            data = (self.site / INDEX).read_bytes()
            if sha256(data).hexdigest() != sealed[INDEX]:
                raise UnfitError
            written = self._entries(json.loads(data), built)
            files[INDEX] = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()
        return files

    def _entries(self, written: dict[str, Any], built: Built) -> dict[str, Any]:
        """The last search index with the entries of the part in the place of those before."""
        site = built.edition.site
        if site is None:
            raise UnfitError
        made = index(
            {"config": written["config"], "docs": []},
            site,
            built.headings,
            directory_urls=site.directory_urls,
        )
        fresh: dict[str, list[Any]] = {}
        for entry in made["docs"]:
            if self._is_of(entry["location"].partition("#")[0], built):
                fresh.setdefault(_group(entry), []).append(entry)
        docs: list[Any] = []
        put: set[str] = set()
        for entry in written["docs"]:
            if not self._is_of(entry["location"].partition("#")[0], built):
                docs.append(entry)
            elif (group := _group(entry)) not in put:
                put.add(group)
                docs += fresh.get(group, ())
        if put != fresh.keys():
            raise UnfitError
        return written | {"docs": docs}

    def _left_out(self, built: Built) -> dict[str, Any]:
        last = self.last
        if last is None or built.part is None:
            raise UnfitError
        briefings = built.part.briefings
        kept = {path: why for path, why in last.left_out.items() if owner(path) not in briefings}
        return kept | {path: why for path, why in built.edition.left_out.items() if owner(path) in briefings}

    def _learned(self, built: Built) -> dict[str, Any]:
        """What is different in the ledger."""
        last = self.last
        if last is None or built.part is None:
            raise UnfitError
        briefings = built.part.briefings
        told = [item for item in last.told if owner(item[1]) not in briefings]
        told += [item for item in _told(built) if owner(item[1]) in briefings]
        entries = {slug: replace(entry, files=self.hashes[slug]) for slug, entry in last.briefings.items()}
        return {
            "briefings": entries,
            "told": sorted(told, key=lambda item: item[0]),
            "left_out": self._left_out(built),
        }

    # -- what is left for the next build ------------------------------------------------------------------------

    def keep(self, made: Ledger, folder: Path) -> None:
        """Keeps a ledger of the site that was published just now, and the one before it, in `folder`, as a spare."""
        if not self.of:
            return
        with suppress(OSError):
            spare: Signature = {}
            if self.before and folder.is_dir():
                self.spare.parent.mkdir(parents=True, exist_ok=True)
                folder.rename(self.spare)
                spare = ledger.sign_again(self.before[0], self.spare, self.touched)
                site = ledger.sign_again(self.before[1], self.site, self.touched)
            else:
                _remove(self.spare)
                site = ledger.signature(self.site)
            ledger.remember(self.root, self.name, self.of, replace(made, site=site, spare=spare))

    def begun(self, built: Built, bundle: str, asks: list[str], pages: int) -> Ledger | None:
        """The ledger of a site that was built whole; None where the next one cannot be made of it."""
        site = built.edition.site
        if site is None or not built.renewable or not self.of:
            return None
        ties = outlook.ties(site.shelf, site.graph)
        entries = {
            slug: Entry(
                self.hashes[slug],
                sorted(ties.get(slug, ())),
                outlook.outlook(site.books[slug], ties[slug]) if slug in site.books else "",
            )
            for slug in self.hashes
            if slug
        }
        return Ledger(
            briefings=entries,
            others=self.hashes[""],
            navigation=dict(built.edition.navigation),
            told=_told(built),
            left_out=dict(built.edition.left_out),
            omissions=built.edition.omissions,
            bundle=bundle,
            pages=pages,
            asks=asks,
            dist={},
            site={},
            spare={},
        )

    def with_files(self, made: Ledger, files: Mapping[str, bytes], dist: Path) -> Ledger:
        """The ledger with what was made of the site; raises `UnfitError` where what was made before is not there any more."""
        known = made.dist | {name: (sha256(data).hexdigest(), len(data)) for name, data in files.items()}
        for name in known.keys() - files.keys():
            try:
                there = sha256((dist / name).read_bytes()).hexdigest()
            except OSError as error:
                raise UnfitError from error
            if there != known[name][0]:
                raise UnfitError
        return replace(made, dist=known)


def renewal(root: Path, site: Path, documents: Path, *asked: object) -> Renewal:
    """What the last build of a project left.

    Args:
        root: the project.
        site: where its site goes.
        documents: the folder of what people wrote by hand.
        asked: every option of the build.
    """
    place = os.path.relpath(documents, root)
    of = memory.key(root, "build", site, *asked, day.today(), read=(*_READ, place))
    made = Renewal(root, site, of, None)
    made.last = ledger.recall(root, made.name, of)
    return made


def _told(built: Built) -> list[Any]:
    return [
        [list(problem.sort_key()), problem.file, problem.severity, _words(problem)]
        for problem in built.edition.problems
    ]


def _words(problem: Any) -> str:
    return render([problem], "text").rsplit("\n\n", 1)[0]


def _group(entry: Mapping[str, Any]) -> str:
    """What the entries have in common that stand beside each other: a briefing, or a source."""
    folder, _, rest = str(entry["location"]).partition("#")[0].partition("/")
    return rest if folder == "sources" else f"{folder}/"


def _read(folder: Path) -> Iterable[tuple[str, bytes]]:
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    """Writes a new file in the place of one, which the last site may share."""
    path.unlink()
    path.write_bytes(data)
    path.chmod(0o644)


def _link(site: Path, made: Path, signed: Signature) -> None:
    """Makes a second folder of the same files."""
    made.mkdir()
    for path in sorted(path for path, about in signed.items() if not about):
        (made / path).mkdir()
    for path, about in signed.items():
        if about:
            os.link(site / path, made / path)


def _remove(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)


__all__ = ["Renewal", "UnfitError", "renewal"]
