"""A store in the project's folder for what builds make, so that later ones need not make it again.

There are two kinds of files. `put` and `get` keep bytes under their own SHA-256. `keep` and `kept` keep a result under
the hash of everything that it was made from, with a checksum of both. All of it may have been made elsewhere: put the
files there with `put` and `keep`, and the next build finds them.

What is read is compared with its name, so a file that is missing, torn, or from somewhere else only costs time. Two
builds may write at once: each file is written next to its place and moved there.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from bindery.system import cache
from bindery.system.whole_files import read_whole, remove_folder, write_whole

FOLDER = ".bindery/store"
_LARGEST = 1 << 28  # bytes of a file; the record of a build of 5,000 pages has some 10 million
_RESULT = ".made"  # ends the names of results
_CHECKSUM = 32  # bytes of the checksum before a result
_SPARE = 2000  # files that may be there without being in use before old ones are deleted
_OLD = 7 * 24 * 3600.0  # seconds after which a file that is not in use is deleted: other builds may use it


def put(root: Path, data: bytes) -> str:
    """Store some bytes; a store that cannot be written to is no error.

    Args:
        root: the project's folder.
        data: the bytes.

    Returns:
        Their key.
    """
    with suppress(OSError):
        put_now(root, data)
    return key_of(data)


def put_now(root: Path, data: bytes) -> str:
    """Store some bytes that are read again in this build.

    Args:
        root: the project's folder.
        data: the bytes.

    Returns:
        Their key.

    Raises:
        OSError: the store cannot be written to, perhaps because the disk is full.
    """
    key = key_of(data)
    path = cache.make_folder(root, FOLDER) / key
    if _has_bytes(path, data):
        os.utime(path)
    else:
        _write(path, data)
    return key


def get(root: Path, key: str) -> bytes:
    """The bytes with a key.

    Raises:
        OSError: they are not in the store, or cannot be read.
    """
    return next(get_all(root, [key]))


def get_all(root: Path, keys: Iterable[str]) -> Iterator[bytes]:
    """The bytes with some keys.

    Raises:
        OSError: some are not in the store, or cannot be read.
    """
    folder = cache.real_folder(root, FOLDER)
    for key in keys:
        data = read_whole(folder / key, _LARGEST)
        if key_of(data) != key:
            raise _damaged(key)
        yield data


def keep(root: Path, made_from: str, data: bytes) -> None:
    """Store a result; a store that cannot be written to is no error.

    Args:
        root: the project's folder.
        made_from: hash of everything that the result was made from, in hexadecimal digits.
        data: the result.
    """
    with suppress(OSError):
        keep_now(root, made_from, data)


def keep_now(root: Path, made_from: str, data: bytes) -> None:
    """Store a result, as `keep` does.

    Raises:
        OSError: the store cannot be written to.
    """
    folder = cache.make_folder(root, FOLDER)
    _write(folder / result_name(made_from), _checksum(made_from, data) + data)


def kept(root: Path, made_from: str) -> bytes:
    """The result that was made from something.

    Args:
        root: the project's folder.
        made_from: hash of everything that the result was made from, as for `keep`.

    Raises:
        OSError: it is not in the store, or cannot be read.
    """
    name = result_name(made_from)
    found = _read(root, name)
    checksum, data = found[:_CHECKSUM], found[_CHECKSUM:]
    if checksum != _checksum(made_from, data):
        raise _damaged(name)
    with suppress(OSError):  # what is in use stays
        os.utime(root / FOLDER / name)
    return data


def has(root: Path, key: str) -> bool:
    """Whether the store has a file for a key; its bytes are not looked at."""
    return _is_file(root / FOLDER / key)


def result_name(made_from: str) -> str:
    """The name of the file of a result."""
    return f"{made_from}{_RESULT}"


def key_of(data: bytes) -> str:
    """The key of some bytes: their SHA-256 in hexadecimal digits."""
    return sha256(data).hexdigest()


def clear(root: Path, used: Collection[str]) -> None:
    """Delete old files that are not in use, if there are many.

    Args:
        root: the project's folder.
        used: names of the files that are in use.
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


def is_writable(root: Path) -> bool:
    """Whether the store takes a file."""
    try:
        put_now(root, b"Bindery\n")
    except OSError:
        return False
    return True


def _write(path: Path, data: bytes) -> None:
    """Write a file of the store as a whole.

    Raises:
        OSError: it cannot be written.
    """
    if path.is_dir() and not path.is_symlink():
        remove_folder(path)  # all of the store can be deleted
    write_whole(path, data)


def _read(root: Path, name: str) -> bytes:
    """The content of a file of the store.

    Raises:
        OSError: there is no such file, it is too large for one, or it cannot be read.
    """
    return read_whole(cache.real_folder(root, FOLDER) / name, _LARGEST)


def _checksum(made_from: str, data: bytes) -> bytes:
    digest = sha256(made_from.encode())
    digest.update(data)
    return digest.digest()


def _damaged(name: str) -> OSError:
    return OSError(errno.EINVAL, os.strerror(errno.EINVAL), name)


def _has_bytes(path: Path, data: bytes) -> bool:
    """Whether a file has these bytes; one that was torn, or came from somewhere else, is written again."""
    try:
        return read_whole(path, len(data)) == data
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    """Whether there is a regular file that is not empty."""
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and about.st_size > 0


__all__ = [
    "FOLDER",
    "clear",
    "get",
    "get_all",
    "has",
    "is_writable",
    "keep",
    "keep_now",
    "kept",
    "key_of",
    "put",
    "put_now",
    "result_name",
]
