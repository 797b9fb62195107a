"""Files that an earlier build read: while the state of one is the same, its bytes are read only if they are needed."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from operator import attrgetter
from typing import NamedTuple

from bindery.system.disk import read_regular
from bindery.text.problems import Problem

_SETTLED = 2_000_000_000  # nanoseconds; a file may change again within one tick of the disk's clock and look the same

_state_of = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


class KnownFile(NamedTuple):
    """A file that was read.

    Attributes:
        mode: its type and permissions.
        size: its bytes.
        changed: when its content was last changed, in nanoseconds since 1970.
        linked: when its permissions or number of links were last changed, in nanoseconds since 1970.
        number: its number on the disk.
        sha256: checksum of its content, in hexadecimal digits.
    """

    mode: int
    size: int
    changed: int
    linked: int
    number: int
    sha256: str


class KnownFiles(Mapping[str, bytes]):
    """The bytes of files by name. Those of a file that is known are read when they are asked for.

    Args:
        known: the files that were read before, by name.
    """

    def __init__(self, known: Mapping[str, KnownFile]) -> None:
        self._known = known
        self._paths: dict[str, str] = {}
        self._states: dict[str, tuple[int, ...]] = {}
        self._read: dict[str, bytes] = {}
        self._before = time.time_ns() - _SETTLED

    def read(self, path: str, name: str) -> bytes | Problem:
        """Add a file, as `disk.read_regular` reads it.

        Args:
            path: the file.
            name: its name, as messages show it.

        Returns:
            Its bytes, which are empty where they are known; or the problem why it is not read.
        """
        try:
            state = _state_of(os.lstat(path))
        except OSError:
            state = ()
        known = self._known.get(name)
        found: bytes | Problem = b""
        if known is None or known[:-1] != state:
            found = read_regular(path, name)
            if isinstance(found, Problem):
                return found
            self._read[name] = found
        self._paths[name] = path
        self._states[name] = state
        return found

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file in hexadecimal digits, by its name."""
        return {
            name: sha256(self._read[name]).hexdigest() if name in self._read else self._known[name].sha256
            for name in self._paths
        }

    def seen(self, digests: Mapping[str, str]) -> dict[str, KnownFile]:
        """The files that the next build need not read, by name: those that were changed long enough ago.

        Args:
            digests: what `digests` returns.
        """
        return {
            name: KnownFile._make((*state, digests[name]))
            for name, state in self._states.items()
            if state and max(state[2:4]) < self._before
        }

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file.

        Raises:
            KeyError: there is no such file.
            OSError: it cannot be read any more.
        """
        if name not in self._read:
            found = read_regular(self._paths[name], name)
            if isinstance(found, Problem):
                raise OSError(errno.EIO, found.message, name)
            self._read[name] = found
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """The names of the files."""
        return iter(self._paths)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._paths)


__all__ = ["KnownFile", "KnownFiles"]
