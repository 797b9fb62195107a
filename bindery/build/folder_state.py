"""The state of every file of a folder, by which a later build knows whether anything was changed."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import NamedTuple, cast

from bindery.system import atomic

_LARGEST = 2**63 - 1  # of the numbers that are packed

FileState = tuple[int, int, int, int, int]
"""What the system says of a file: its type and permissions, its bytes, when its content and when its permissions or
number of links were last changed, in nanoseconds since 1970, and its number on the disk. While these are the same, so
is its content.
"""
FolderState = tuple[int, int, int]
"""What the system says of a folder: its type and permissions, when its names were last changed, and its number on the
disk. While these are the same, nothing came or went in it.
"""
_of_file = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
_of_folder = attrgetter("st_mode", "st_mtime_ns", "st_ino")


class States(Mapping[str, tuple[int, ...]]):
    """The states of many files, or of many folders, by their paths, in the form in which they are kept.

    A large site has 200,000; an object for each of them would take longer to make than to compare it with the disk.

    Args:
        paths: the paths, without any twice.
        numbers: their states, one after the other.
    """

    def __init__(self, paths: list[str], numbers: array[int]) -> None:
        self.paths = paths
        self._numbers = numbers
        self._each = len(numbers) // len(paths) if paths else 0  # numbers of a state

    @classmethod
    def of(cls, states: Mapping[str, tuple[int, ...]]) -> States:
        """The states in a dictionary."""
        return cls([*states], array("q", chain.from_iterable(states.values())))

    @classmethod
    def unpacked(cls, paths: bytes, numbers: bytes, like: States | None = None) -> States:
        """The states that `packed` was called on.

        Args:
            paths: the first part.
            numbers: the second part.
            like: what `packed` was called with.
        """
        values = array("q", numbers)
        if not values:
            return cls([], values)
        if like and not paths:
            return cls(like.paths, values)
        return cls(paths[:-1].decode("utf-8", "surrogateescape").split("\0"), values)

    def packed(self, like: States | None = None) -> tuple[bytes, bytes]:
        """The paths in one text, each with a mark at its end, and the numbers.

        Args:
            like: states with paths that are known when these are unpacked; where they are the same, the text is empty.
        """
        if like and self.paths == like.paths:
            return b"", self._numbers.tobytes()
        return "".join(f"{path}\0" for path in self.paths).encode(
            "utf-8", "surrogateescape"
        ), self._numbers.tobytes()

    def each(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Each path with its state."""
        return zip(self.paths, zip(*repeat(iter(self._numbers), self._each or 1), strict=True), strict=True)

    def updated(self, now: Mapping[str, tuple[int, ...] | None]) -> States:
        """These states with some others.

        Args:
            now: states that are other than these, or new, by path; None for a path that is no longer there.
        """
        numbers, new = self._numbers[:], {}
        gone: set[str] = set()
        for path, state in now.items():
            at = self._places.get(path)
            if state is None:
                gone.add(path)
            elif at is None:
                new[path] = state
            else:
                numbers[at * self._each : (at + 1) * self._each] = array("q", state)
        made = States(self.paths, numbers)
        if new or not gone.isdisjoint(self._places):
            made = States.of({path: state for path, state in made.each() if path not in gone} | new)
        return made

    @cached_property
    def _places(self) -> dict[str, int]:
        """The number of each path."""
        return {path: number for number, path in enumerate(self.paths)}

    def __getitem__(self, path: str) -> tuple[int, ...]:
        """The state of a path."""
        at = self._places[path] * self._each
        return tuple(self._numbers[at : at + self._each])

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self.paths)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.paths)


class Signature(NamedTuple):
    """The state of everything in a folder, by its path in the folder.

    Attributes:
        files: the state of each file.
        folders: that of each folder; that of the folder itself under an empty path.
    """

    files: States
    folders: States


class StatesNow(NamedTuple):
    """The state of some paths; None for one that is not there, or is of the other kind.

    Attributes:
        files: of files.
        folders: of folders.
    """

    files: dict[str, FileState | None]
    folders: dict[str, FolderState | None]


NOTHING = States.of({})


def signature(folder: Path) -> Signature:
    """The state of everything in a folder, by which a later build knows whether anything was changed.

    Raises:
        OSError: the folder cannot be read.
    """
    top = os.fspath(folder)
    begin = len(top) + 1
    files: dict[str, FileState] = {}
    folders: dict[str, FolderState] = {"": _folder_state(folder.lstat())}
    for entry in atomic.entries(top):
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            folders[entry.path[begin:]] = _folder_state(found)
        else:
            files[entry.path[begin:]] = file_state(found)
    return Signature(States.of(files), States.of(folders))


def folder_states(folder: Path, paths: Iterable[str]) -> States:
    """The state of some folders, by their paths in a folder.

    Raises:
        OSError: one of them cannot be read.
    """
    top = os.fspath(folder)
    return States.of({path: _folder_state(os.lstat(f"{top}/{path}")) for path in paths})


def files_are_as_signed(
    folder: Path, signed: Iterable[tuple[str, tuple[int, ...]]], unlinked: Collection[str] = ()
) -> bool:
    """Whether some files in a folder are as they were when the folder was signed.

    Args:
        folder: the folder. Files of which another folder has a link can be looked at there: their names here are right
            if the folder that they are in is as it was.
        signed: the path and the state of each file.
        unlinked: files that may have lost another link since, which changes the time that their links were changed.
    """
    top = os.fspath(folder)
    lstat, state_of = os.lstat, _of_file  # a Path for each file would take twice as long
    try:
        for path, known in signed:
            found = lstat(f"{top}/{path}")
            if state_of(found) == known:  # as nearly all are
                continue
            state = file_state(found)
            if state != known and (path not in unlinked or _content_of(state) != _content_of(known)):
                return False
    except OSError:
        return False
    return True


def folders_are_as_signed(folder: Path, signed: States) -> bool:
    """Whether nothing came or went in a folder and in those that are in it since it was signed.

    Args:
        folder: the folder.
        signed: the state of each, as `Signature.folders` has it.
    """
    top = os.fspath(folder)
    lstat, state_of = os.lstat, _of_folder
    try:
        for path, known in signed.each():
            found = lstat(f"{top}/{path}")
            if state_of(found) != known and _folder_state(found) != known:
                return False
    except OSError:
        return False
    return bool(signed)


def states_now(folder: Path, paths: Iterable[str]) -> StatesNow:
    """The state of some paths in a folder, and of all folders that they are in.

    Raises:
        OSError: one of them cannot be read.
    """
    files: dict[str, FileState | None] = {}
    folders: dict[str, FolderState | None] = {}
    for path in with_folders(paths):
        files[path] = folders[path] = None
        try:
            found = (folder / path).lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        if stat.S_ISDIR(found.st_mode):
            folders[path] = _folder_state(found)
        else:
            files[path] = file_state(found)
    return StatesNow(files, folders)


def with_folders(paths: Iterable[str]) -> set[str]:
    """Some paths in a folder, with those of all folders that they are in; the folder itself has an empty path."""
    paths = set(paths)
    above = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return {"", *paths, *(above - {"."})}


def file_state(found: os.stat_result) -> FileState:
    """The state of a file, from what the system says of it."""
    mode, size, changed, linked, number = _of_file(found)
    return mode, size, changed, linked, number & _LARGEST


def _folder_state(found: os.stat_result) -> FolderState:
    mode, changed, number = _of_folder(found)
    return mode, changed, number & _LARGEST


def _content_of(state: tuple[int, ...]) -> tuple[int, ...]:
    """The state of a file without the time that its links were changed."""
    mode, size, changed, _, number = cast("FileState", state)
    return mode, size, changed, number


__all__ = [
    "NOTHING",
    "FileState",
    "FolderState",
    "Signature",
    "States",
    "StatesNow",
    "file_state",
    "files_are_as_signed",
    "folder_states",
    "folders_are_as_signed",
    "signature",
    "states_now",
    "with_folders",
]
