"""What a command found in the same inputs before, so that it need not look again.

A memory is a convenience and never an input: lost, broken or of other inputs, it is as if there were none. What was
found is remembered by the hash of everything that it was made from: the bytes of each file and the name of each thing
in the folders that are read, the program and the packages that decide what it finds.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

FOLDER = ".bindery/memory"
READ = ("briefings", ".bindery/snapshots", "templates")  # the folders that an edition is made from
_OURS = Path(__file__).resolve().parent.parent
_LARGEST = 32 << 20  # bytes of a file: more than any that is read
_PLAINLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # as `disk` reads
_LEADS_ON = re.compile(rb"\b(?:INHERIT|csl)\b")  # to another configuration, or to a style of references
_FROM_OUTSIDE = re.compile(rb"!ENV([^\n]*)")
_IGNORE = "# Nothing in here has to be kept.\n*\n"


def key(root: Path, *asked: object, read: Iterable[str] = READ) -> str:
    """The hash of everything that the answer to a question is made from.

    Args:
        root: the project.
        asked: what was asked, with every option and whatever else the answer depends on.
        read: the folders of the project that it is made from.

    Returns:
        The SHA-256 in hexadecimal digits; empty where something lies in the folders that is no file and no folder,
        or cannot be read: then nothing is remembered.
    """
    told = sha256()
    settings = _settings(root)
    if settings is None:
        return ""
    told.update(settings)
    told.update(repr((sys.version, _installed(), *map(str, asked))).encode())
    try:
        for folder in (_OURS, *_beside(), *(root / name for name in read)):
            _tell(told, folder)
    except OSError:
        return ""
    return told.hexdigest()


def _settings(root: Path) -> bytes | None:
    """What mkdocs.yml says, with what it takes from the environment; None where it leads to further files."""
    try:
        text = (root / "mkdocs.yml").read_bytes()
    except FileNotFoundError:
        return b""
    except OSError:
        return None
    if _LEADS_ON.search(text):
        return None
    asked = {name for line in _FROM_OUTSIDE.findall(text) for name in re.findall(rb"\w+", line)}
    return text + repr([(name, os.environ.get(name.decode("ascii"))) for name in sorted(asked)]).encode()


def _beside() -> tuple[Path, ...]:
    """What is ours and lies beside the package in a checkout; where it is installed, all lies within it."""
    names = ("templates", "schema")
    return () if (_OURS / names[0]).exists() else tuple(_OURS.parent / name for name in names)


def _installed() -> list[str]:
    """The name and version of everything that Python finds packages in: asking each package takes ten times as long."""
    return sorted(
        name
        for place in sys.path
        if os.path.isdir(place)  # noqa: PTH112  see `_tell`
        for name in os.listdir(place)  # noqa: PTH208
        if name.endswith((".dist-info", ".egg-info", ".pth"))
    )


def _tell(told: Any, folder: Path) -> None:
    """Tells a hash of every name below a folder, and of every file's bytes."""
    if folder.is_symlink():
        raise OSError
    for base, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in (*folders, *sorted(names)):
            path = os.path.join(base, name)  # noqa: PTH118  a Path for each would take as long as the hash
            about = os.lstat(path)
            told.update(repr(os.path.relpath(path, folder)).encode("utf-8", "surrogateescape"))
            if stat.S_ISREG(about.st_mode) and about.st_size <= _LARGEST:
                with os.fdopen(os.open(path, _PLAINLY), "rb") as file:
                    told.update(file_digest(file, "sha256").digest())
            elif not stat.S_ISDIR(about.st_mode):
                raise OSError


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def load(root: Path, name: str, of: str) -> Any:
    """What was remembered under a name of inputs with this hash; None where nothing was."""
    try:
        kept = json.loads((root / FOLDER / f"{name}.json").read_bytes())
        sealed = kept["of"] == of and kept["seal"] == _seal(of, kept["found"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept["found"] if of and sealed else None


def store(root: Path, name: str, of: str, found: Any) -> None:
    """Remembers what was found, where it can be written; it is no fault where it cannot."""
    if of:
        text = json.dumps({"of": of, "seal": _seal(of, found), "found": found})
        store_file(root, f"{name}.json", text.encode())


def store_file(root: Path, name: str, data: bytes) -> None:
    """Keeps a file in the memory of a project, where there is a project and it can be written."""
    folder = root / FOLDER
    if not (root / READ[0]).is_dir():
        return
    try:
        make_folder(folder)
        handle, scratch = tempfile.mkstemp(dir=folder, prefix=".bindery-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(scratch).replace(folder / name)
    except OSError:
        return


def make_folder(folder: Path) -> None:
    """Makes a folder of things that need not be kept, and has git leave them out; raises `OSError` where it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE, "utf-8")


def _seal(of: str, found: Any) -> str:
    return sha256(f"{of}{json.dumps(found)}".encode()).hexdigest()
