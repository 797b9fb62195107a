"""A cache of results in the project's folder, so that a command need not repeat its work on the same inputs.

Results never depend on the cache: if an entry is missing, damaged or made from other inputs, the command does its
work again. The key of an entry is a hash of everything that the result depends on: the names and bytes of all files in
the folders that are read, the settings, this program, and the installed packages.
"""

from __future__ import annotations

import errno
import functools
import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = ".bindery/memory"
READ = ("briefings", ".bindery/snapshots", "templates")  # the folders that an edition is made from
_PACKAGE = Path(__file__).resolve().parent.parent
_LARGEST = 32 << 20  # bytes of a file; no file that is read is larger
_LARGEST_KEPT = 1 << 28  # bytes of a file in the cache; a record of 5,000 pages has some 10 million
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # as in `disk`
_OTHER_FILES = re.compile(
    rb"\b(?:INHERIT|csl)\b"
)  # names another configuration, or a file with a reference style
_ENVIRONMENT = re.compile(rb"!ENV([^\n]*)")
_IGNORE = "# Everything in this folder can be deleted.\n*\n"


def key(root: Path, *asked: object, read: Iterable[str] = READ, by_state: bool = False) -> str:
    """The key of a cache entry: a hash of everything that a result depends on.

    Args:
        root: the project's folder.
        asked: name and options of the command, and anything else that the result depends on.
        read: the folders of the project that the result depends on.
        by_state: whether what the system says of a file stands for its bytes, for a result that is used only on this
            machine; this takes a tenth of the time.

    Returns:
        The SHA-256 in hexadecimal digits. It is empty if the folders hold anything that cannot be read or is neither a
        file nor a folder; then nothing is cached.
    """
    digest = sha256()
    settings = _settings(root)
    if settings is None:
        return ""
    digest.update(settings)
    digest.update(repr((sys.version, _installed(), *map(str, asked))).encode())
    try:
        digest.update(_package_digest(by_state=by_state))
        for folder in (*_shipped_folders(), *(root / name for name in read)):
            _add_folder(digest, folder, by_state=by_state)
    except OSError:
        return ""
    return digest.hexdigest()


@functools.cache
def _package_digest(*, by_state: bool) -> bytes:
    """The hash of this package, or of the state of its files. It is taken once: what changes on disk later is not the program that runs."""
    digest = sha256()
    _add_folder(digest, _PACKAGE, by_state=by_state)
    return digest.digest()


def _settings(root: Path) -> bytes | None:
    """The bytes of mkdocs.yml, with the environment variables that it reads; None if it cannot be read or names other files."""
    try:
        text = (root / "mkdocs.yml").read_bytes()
    except FileNotFoundError:
        return b""
    except OSError:
        return None
    if _OTHER_FILES.search(text):
        return None
    variables = {name for line in _ENVIRONMENT.findall(text) for name in re.findall(rb"\w+", line)}
    return text + repr([(name, os.environ.get(name.decode("ascii"))) for name in sorted(variables)]).encode()


def _shipped_folders() -> tuple[Path, ...]:
    """Folders of the program next to the package in a checkout; none if it is installed, as all are inside the package."""
    names = ("templates", "schema")
    return () if (_PACKAGE / names[0]).exists() else tuple(_PACKAGE.parent / name for name in names)


def _installed() -> list[str]:
    """Names and versions of the installed packages, from the names of their folders: ten times faster than reading their metadata."""
    return sorted(
        name
        for place in sys.path
        if os.path.isdir(place)  # noqa: PTH112  a Path for each is slow
        for name in os.listdir(place)  # noqa: PTH208
        if name.endswith((".dist-info", ".egg-info", ".pth"))
    )


def _add_folder(digest: Any, folder: Path, *, by_state: bool) -> None:
    """Adds every name below a folder, and the bytes of every file or its state, to a hash."""
    if folder.is_symlink():
        raise OSError
    start = len(os.path.join(folder, ""))  # noqa: PTH118  as below
    for base, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in (*folders, *sorted(names)):
            path = os.path.join(base, name)  # noqa: PTH118  a Path for each would take as long as the hash
            about = os.lstat(path)
            digest.update(repr(path[start:]).encode("utf-8", "surrogateescape"))
            if by_state and stat.S_ISREG(about.st_mode):
                state = about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino
                digest.update(repr(state).encode())
            elif stat.S_ISREG(about.st_mode) and about.st_size <= _LARGEST:
                with os.fdopen(os.open(path, _OPEN_FLAGS), "rb", buffering=0) as file:
                    digest.update(sha256(file.read()).digest())  # `file_digest` clears a buffer for each file
            elif not stat.S_ISDIR(about.st_mode):
                raise OSError


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def load(root: Path, name: str, of: str) -> Any:
    """The result that was stored under a name for this key; None if there is none.

    Args:
        root: the project's folder.
        name: name of the entry, such as `check`.
        of: the key, from `key`; an empty one finds nothing.
    """
    try:
        kept = json.loads(load_file(root, f"{name}.json"))
        intact = kept["of"] == of and kept["checksum"] == _checksum(of, kept["found"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return kept["found"] if of and intact else None


def store(root: Path, name: str, of: str, found: Any) -> None:
    """Stores a result under a name for a key. If it cannot be written, or the key is empty, nothing happens."""
    if of:
        text = json.dumps({"of": of, "checksum": _checksum(of, found), "found": found})
        store_file(root, f"{name}.json", text.encode())


def store_file(root: Path, name: str, data: bytes) -> OSError | None:
    """Stores a file in the project's cache, if there is a project; returns why it could not be written."""
    if not (root / READ[0]).is_dir():
        return None
    try:
        folder = make_folder(root, FOLDER)
        handle, scratch = tempfile.mkstemp(dir=folder, prefix=".bindery-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(scratch).replace(folder / name)
    except OSError as error:
        return error
    return None


def load_file(root: Path, name: str) -> bytes:
    """The content of a file of the project's cache. What is no file is not read: a pipe would block, a device has no end.

    Raises:
        OSError: there is no such file, it is too large, or it cannot be read.
    """
    path = real_folder(root, FOLDER) / name
    with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST_KEPT:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read()


def make_folder(root: Path, name: str) -> Path:
    """Makes a folder for files that can be deleted at any time, with a .gitignore that keeps them out of git.

    Args:
        root: the project's folder.
        name: its path in the project, such as `.bindery/memory`.

    Returns:
        The folder.

    Raises:
        OSError: the folder cannot be made, or is not in the project.
    """
    folder = real_folder(root, name)
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not os.path.lexists(ignore):
        ignore.write_text(_IGNORE, "utf-8", newline="\n")
    return folder


def real_folder(root: Path, name: str) -> Path:
    """A folder of the project, which need not exist. A link could lead to files that are not the project's.

    Raises:
        OSError: it or a folder that it is in is a link, or is no folder.
    """
    folder = root
    for part in name.split("/"):
        folder /= part
        if os.path.lexists(folder) and not stat.S_ISDIR(folder.lstat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return folder


def _checksum(of: str, found: Any) -> str:
    return sha256(f"{of}{json.dumps(found)}".encode()).hexdigest()
