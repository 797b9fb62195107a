"""The state of every file of a folder, by which a later build knows whether anything was changed."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Collection, Iterable
from itertools import chain
from operator import attrgetter
from pathlib import Path, PurePosixPath

from bindery.system import atomic

_LARGEST = 2**63 - 1  # of the numbers that are packed

FileState = tuple[int, int, int, int, int]
"""What the system says of a file: its type and permissions, its bytes, when its content and when its permissions or
number of links were last changed, in nanoseconds since 1970, and its number on the disk. While these are the same, so
is its content. Of a folder it has neither bytes nor the second time; while it is the same, nothing came or went in it.
"""
Signature = dict[str, FileState]
"""The state of everything in a folder, by its path in the folder; that of the folder itself under an empty path."""


def packed_states(signed: Signature) -> tuple[bytes, bytes]:
    """A signature as it is kept: the paths in one text, and the numbers."""
    numbers = array("q", chain.from_iterable(signed.values()))
    return "\0".join(signed).encode("utf-8", "surrogateescape"), numbers.tobytes()


def unpacked_states(paths: bytes, numbers: bytes) -> Signature:
    """The signature that `packed_states` was called on."""
    values = array("q", numbers)
    states = zip(*[iter(values)] * 5, strict=True)
    names = paths.decode("utf-8", "surrogateescape").split("\0")
    return dict(zip(names, states, strict=True)) if values else {}


def signature(folder: Path) -> Signature:
    """The state of everything in a folder, by which a later build knows whether anything was changed.

    Raises:
        OSError: the folder cannot be read.
    """
    top = os.fspath(folder)
    begin = len(top) + 1
    found = {"": _state(folder.lstat())}
    for entry in atomic.entries(top):
        found[entry.path[begin:]] = _state(entry.stat(follow_symlinks=False))
    return found


def is_as_signed(
    folder: Path, signed: Signature, unlinked: Collection[str] = (), only: Iterable[str] | None = None
) -> bool:
    """Whether everything in a folder is as it was when the folder was signed, and nothing came or went.

    Args:
        folder: the folder.
        signed: its signature.
        unlinked: files that may have lost another link since, which changes the time that their links were changed.
        only: paths of all that is looked at; None for everything. Files of which another folder has a link can be
            looked at there: their names here are right if the folder that they are in is as it was.
    """
    top = os.fspath(folder)
    lstat = os.lstat  # a Path for each file would take twice as long
    looked_at = signed.items() if only is None else ((path, signed[path]) for path in only)
    try:
        for path, known in looked_at:
            found = lstat(f"{top}/{path}")
            if _as_of_file(found) == known:  # as nearly all are, but for folders
                continue
            state = _state(found)
            if state != known and (path not in unlinked or _content_of(state) != _content_of(known)):
                return False
    except OSError:
        return False
    return bool(signed)


def sign_again(signed: Signature, folder: Path, paths: Iterable[str]) -> Signature:
    """The signature of a folder in which only some files may have changed.

    Args:
        signed: signature of the folder before.
        folder: the folder.
        paths: the files that may have changed, come or gone, by their paths in the folder.

    Raises:
        OSError: one of the files cannot be read.
    """
    again = dict(signed)
    for path in with_folders(paths):
        try:
            again[path] = _state((folder / path).lstat())
        except (FileNotFoundError, NotADirectoryError):
            again.pop(path, None)
    return again


def with_folders(paths: Iterable[str]) -> set[str]:
    """Some paths in a folder, with those of all folders that they are in; the folder itself has an empty path."""
    paths = set(paths)
    above = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return {"", *paths, *(above - {"."})}


def _content_of(state: FileState) -> tuple[int, ...]:
    """The state of a file without the time that its links were changed."""
    mode, size, changed, _, number = state
    return mode, size, changed, number


_as_of_file = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


def _state(found: os.stat_result) -> FileState:
    mode, size, changed, linked, number = _as_of_file(found)
    folder = stat.S_ISDIR(mode)
    return mode, 0 if folder else size, changed, 0 if folder else linked, number & _LARGEST


__all__ = [
    "FileState",
    "Signature",
    "is_as_signed",
    "packed_states",
    "sign_again",
    "signature",
    "unpacked_states",
    "with_folders",
]
