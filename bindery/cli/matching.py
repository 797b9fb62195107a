"""Finds which files of a folder are copies of which sources, by what the files and lists of them say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bindery.cli.archived import TakenOut, taken_out
from bindery.cli.exported_files import ListedFile, listed_files
from bindery.evidence.kinds.warc import Asked
from bindery.evidence.saved_pages import SavedPage, described
from bindery.model.names import SourceId
from bindery.model.stored_kinds import ARCHIVES, PICTURES, TRANSCRIPT, ending_of, is_transcript
from bindery.reading.project import source_and_day, valid_day
from bindery.system.disk import LARGEST_FILE, read_regular, walk_files
from bindery.text.problems import Problem
from bindery.text.web_address import comparable_or_empty

_MOST_FILES = 20_000
_BEST_FIRST = (".pdf", ".wacz", ".warc.gz", ".warc", ".html", ".htm", ".mhtml", ".mht")


@dataclass(frozen=True)
class FoundCopy:
    """A file that is a copy of a source.

    Attributes:
        source: the source.
        path: the file.
        why: by what it was matched, in words.
        ending: the ending under which it is stored.
        data: what is stored.
        day: the day in the file's name; usually empty.
        transcript: what a person read in a picture.
        origin: attributes of `Custody`.
        entry: the entry of the list that names the file; empty if none does.
    """

    source: SourceId
    path: Path
    why: str
    ending: str
    data: bytes
    day: str = ""
    transcript: bytes | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)
    entry: str = ""


@dataclass
class Matches:
    """What was found in a folder.

    Attributes:
        copies: one copy for each source that has one.
        left: the files that are not stored, each with the reason.
        claimed_twice: the sources that several files claim, with their names.
    """

    copies: list[FoundCopy] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    claimed_twice: dict[str, list[str]] = field(default_factory=dict)


def matches_in(folder: Path, wanted: Mapping[SourceId, Asked]) -> Matches:
    """The copies of sources among the files of a folder.

    Args:
        folder: the folder, or a single file.
        wanted: the addresses of each source.
    """
    paths = [folder] if folder.is_file() else list(_files(folder))
    finder = _Finder(folder, wanted, paths)
    found = [copy for path in paths for copy in finder.copies_in(path)]
    matches = Matches(left=finder.left)
    by_source: dict[SourceId, list[FoundCopy]] = {}
    for copy in found:
        by_source.setdefault(copy.source, []).append(copy)
    for source, copies in sorted(by_source.items()):
        best, other = _best(copies)
        if best is None:
            matches.claimed_twice[source] = [finder.shown(copy.path) for copy in copies]
            continue
        matches.copies.append(best)
        for copy in other:
            if copy.path != best.path:
                matches.left.setdefault(
                    finder.shown(copy.path), f"`{source}` gets {finder.shown(best.path)} of the same entry"
                )
    return matches


def _files(folder: Path) -> Iterator[Path]:
    for number, path in enumerate(walk_files(folder)):
        if number >= _MOST_FILES:
            return
        if path.is_file() and not path.is_symlink():
            yield path


def _best(copies: Sequence[FoundCopy]) -> tuple[FoundCopy | None, list[FoundCopy]]:
    """The copy to store of a source, and the others; None if it is not clear which one it is."""
    ranked = sorted(copies, key=lambda copy: _rank(copy.ending))
    if len({copy.path for copy in copies}) == 1 or len({copy.data for copy in copies}) == 1:
        return ranked[0], ranked[1:]
    entries = {copy.entry for copy in copies}
    return (ranked[0], ranked[1:]) if len(entries) == 1 and entries != {""} else (None, ranked)


def _rank(ending: str) -> int:
    return _BEST_FIRST.index(ending) if ending in _BEST_FIRST else len(_BEST_FIRST)


class _Finder:
    """Finds the sources that files are copies of.

    Args:
        folder: the folder.
        wanted: the addresses of each source.
        paths: the files.

    Attributes:
        left: the files that are of no source, each with the reason.
    """

    def __init__(self, folder: Path, wanted: Mapping[SourceId, Asked], paths: Sequence[Path]) -> None:
        self.left: dict[str, str] = {}
        self._folder = folder
        self._wanted = wanted
        self._by_address: dict[str, list[SourceId]] = {}
        for source, asked in wanted.items():
            for address in asked.addresses:
                self._by_address.setdefault(comparable_or_empty(address), []).append(source)
        listed, self._lists = listed_files(list(paths))
        self._listed: dict[Path, ListedFile] = {}
        for one in listed:
            self._listed.setdefault(one.path, one)

    def shown(self, path: Path) -> str:
        """The name of a file for messages: its path in the folder."""
        return path.name if path == self._folder else path.relative_to(self._folder).as_posix()

    def copies_in(self, path: Path) -> list[FoundCopy]:
        """The copies of sources in a file; several only in a web archive."""
        ending = ending_of(path.name)
        if path in self._lists or is_transcript(path.name) or self._is_beside_picture(path, ending):
            return []
        found: list[FoundCopy] = []
        listed = self._listed.get(path)
        if listed and listed.refused:
            self._leave(path, listed.refused)
        elif not ending:
            self._leave(path, "a stored copy cannot be a file of this kind")
        elif ending in ARCHIVES:
            found = self._in_archive(path)
        else:
            found = self._in_file(path, ending)
        return found

    def _is_beside_picture(self, path: Path, ending: str) -> bool:
        """Whether a text is the transcript of a picture with the same name."""
        return ending == TRANSCRIPT and any(path.with_suffix(one).is_file() for one in PICTURES)

    def _leave(self, path: Path, why: str) -> None:
        self.left[self.shown(path)] = why

    def _in_archive(self, path: Path) -> list[FoundCopy]:
        listed = self._listed.get(path)
        found = taken_out(
            path, {str(source): asked for source, asked in self._wanted.items() if asked.addresses}
        )
        if isinstance(found, Problem):
            self._leave(path, found.message)
            return []
        if not found:
            self._leave(path, "it has no record of the address of a source")
        copies = []
        for source, one in found.items():
            if isinstance(one, TakenOut):
                origin = {**one.origin, **({"noted": dict(listed.noted)} if listed else {})}
                entry = listed.entry if listed else ""
                copies.append(
                    FoundCopy(
                        SourceId(source), path, "its record", one.ending, one.data, origin=origin, entry=entry
                    )
                )
            else:
                self._leave(path, f"`{source}`: {one}")
        return copies

    def _in_file(self, path: Path, ending: str) -> list[FoundCopy]:
        if path.stat().st_size > LARGEST_FILE:
            self._leave(path, f"it is larger than {LARGEST_FILE:,} bytes")
            return []
        data = read_regular(path, self.shown(path))
        if isinstance(data, Problem):
            self._leave(path, data.message)
            return []
        sources, why, origin, day = self._sources_of(path, data)
        if not sources:
            return []
        transcript = None
        if ending in PICTURES:
            transcript = transcript_of(path)
            if transcript is None:
                self._leave(path, f"a picture needs its words in {path.name}{TRANSCRIPT}, next to it")
                return []
        listed = self._listed.get(path)
        entry = listed.entry if listed else ""
        return [
            FoundCopy(source, path, why, ending, data, day, transcript, origin, entry) for source in sources
        ]

    def _sources_of(self, path: Path, data: bytes) -> tuple[list[SourceId], str, dict[str, Any], str]:
        """The sources that a file is a copy of, by what it was matched, what is known of it, and its day."""
        saved = described(path.name, data)
        listed = self._listed.get(path)
        origin = _origin(saved, listed)
        named, day = source_and_day(path.name)
        if named in self._wanted and (not day or valid_day(day)):
            return [named], "its name", origin, day
        tried: list[tuple[str, Iterable[str]]] = [
            ("the address in the file", filter(None, (saved.address,))),
            (listed.list_name if listed else "", listed.addresses if listed else ()),
            ("the page's own address", saved.claimed),
        ]
        known: list[str] = []
        for why, addresses in tried:
            here = list(addresses)
            known += here
            found = [s for one in here for s in self._by_address.get(comparable_or_empty(one), ())]
            if found:
                return list(dict.fromkeys(found)), why, origin, ""
        self._leave(
            path, f"no source has the address {known[0]}" if known else "it does not say which page it is of"
        )
        return [], "", {}, ""


def _origin(saved: SavedPage, listed: ListedFile | None) -> dict[str, Any]:
    """What a file, and the list that names it, say of where it comes from: attributes of `Custody`."""
    if listed is None:
        return {"address": saved.address, "fetched": saved.saved, "fetched_by": saved.tool}
    return {
        "address": saved.address or next(iter(listed.addresses), ""),
        "fetched": saved.saved or listed.day,
        "fetched_by": saved.tool or listed.tool,
        "noted": dict(listed.noted),
    }


def transcript_of(picture: Path) -> bytes | None:
    """The transcript next to a picture: `NAME.jpg.txt`, or `NAME.txt`."""
    for place in (Path(f"{picture}{TRANSCRIPT}"), picture.with_suffix(TRANSCRIPT)):
        if place.is_file() and not place.is_symlink() and place.stat().st_size <= LARGEST_FILE:
            return place.read_bytes()
    return None


__all__ = ["FoundCopy", "Matches", "matches_in", "transcript_of"]
