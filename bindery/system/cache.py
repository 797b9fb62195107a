"""The keys of results that are kept in the project's folder, so that a command need not repeat its work.

A key is a hash of everything that a result depends on: the names and bytes of all files in the folders that are read,
the settings, this program, and the installed packages. `store` keeps the results.
"""

from __future__ import annotations

import errno
import functools
import os
import re
import stat
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from bindery.system.whole_files import read_whole
from bindery.text.kept_values import remembered

READ = ("briefings", ".bindery/snapshots", "templates")  # the folders that an edition is made from
_PACKAGE = Path(__file__).resolve().parent.parent
_LARGEST = 32 << 20  # bytes of a file; no file that is read is larger
_OTHER_FILES = re.compile(
    rb"\b(?:INHERIT|csl)\b"
)  # names another configuration, or a file with a reference style
_ENVIRONMENT = re.compile(rb"!ENV([^\n]*)")
_IGNORE = "# Everything in this folder can be deleted.\n*\n"


def key(root: Path, *asked: object, read: Iterable[str] = READ, by_state: bool = False) -> str:
    """A hash of everything that a result depends on.

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
        digest.update(_package_state() if by_state else _package_digest())
        for folder in (*_shipped_folders(), *(root / name for name in read)):
            _add_folder(digest, folder, by_state=by_state)
    except OSError:
        return ""
    return digest.hexdigest()


@functools.cache
def _package_state() -> bytes:
    """The hash of the state of this package's files. It is taken once: what changes on disk later is not the program that runs."""
    digest = sha256()
    _add_folder(digest, _PACKAGE, by_state=True)
    return digest.digest()


@functools.cache
def _package_digest() -> bytes:
    """The hash of the bytes of this package, which are read again only if the state of its files is another."""

    def read() -> str:
        digest = sha256()
        _add_folder(digest, _PACKAGE, by_state=False)
        return digest.hexdigest()

    found: str = remembered(f"files of the program\n{_package_state().hex()}", (), read)
    return found.encode()


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
                digest.update(sha256(read_whole(Path(path), _LARGEST)).digest())
            elif not stat.S_ISDIR(about.st_mode):
                raise OSError


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def make_folder(root: Path, name: str) -> Path:
    """Makes a folder for files that can be deleted at any time, with a .gitignore that keeps them out of git.

    Args:
        root: the project's folder.
        name: its path in the project, such as `.bindery/store`.

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
