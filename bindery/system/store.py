"""A content-addressed store in the project's folder: each file has the SHA-256 of its bytes as its name.

What is read is compared with its name, so a file that is missing, torn, or from somewhere else only costs time. Two
builds may write at once: both write the same bytes under the same name.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from bindery.system import cache

FOLDER = ".bindery/store"
_LARGEST = 1 << 26  # bytes of a file
_SPARE = 2000  # files that may be there without being in use before old ones are deleted
_OLD = 7 * 24 * 3600.0  # seconds after which a file that is not in use is deleted: other builds may use it
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # as in `disk`


def put(root: Path, data: bytes) -> str:
    """Store some bytes; a store that cannot be written to is no error.

    Args:
        root: the project's folder.
        data: the bytes.

    Returns:
        Their key.
    """
    key = key_of(data)
    with suppress(OSError):
        folder = cache.make_folder(root, FOLDER)
        if _is_file(folder / key):
            os.utime(folder / key)
            return key
        handle, scratch = tempfile.mkstemp(dir=folder, prefix=".bindery-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(scratch).replace(folder / key)
        except OSError:
            Path(scratch).unlink(missing_ok=True)
    return key


def get(root: Path, key: str) -> bytes:
    """The bytes with a key.

    Raises:
        OSError: they are not in the store, or cannot be read.
    """
    path = cache.real_folder(root, FOLDER) / key
    with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
        about = os.fstat(file.fileno())
        data = file.read() if stat.S_ISREG(about.st_mode) and about.st_size <= _LARGEST else b""
    if key_of(data) != key:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return data


def key_of(data: bytes) -> str:
    """The key of some bytes: their SHA-256 in hexadecimal digits."""
    return sha256(data).hexdigest()


def clear(root: Path, used: Collection[str]) -> None:
    """Delete old files that are not in use, if there are many.

    Args:
        root: the project's folder.
        used: keys that are in use.
    """
    with suppress(OSError):
        folder = cache.real_folder(root, FOLDER)
        spare = [
            entry for entry in os.scandir(folder) if entry.name not in used and entry.name != ".gitignore"
        ]
        before = time.time() - _OLD
        for entry in spare if len(spare) > _SPARE else ():
            if entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < before:
                Path(entry.path).unlink(missing_ok=True)


def _is_file(path: Path) -> bool:
    """Whether there is a regular file that is not empty."""
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and about.st_size > 0


__all__ = ["FOLDER", "clear", "get", "key_of", "put"]
