"""Writes several files so that either all of them are as wanted, or none was changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_together(files: Mapping[Path, bytes | None]) -> None:
    """Writes files, or deletes those whose content is None. If one cannot be written, those before it are put back.

    Args:
        files: the content of each file, by path. Missing folders are made.

    Raises:
        OSError: a file could not be written; nothing was changed.
    """
    spare: dict[Path, str] = {}  # the new content of each file, under another name
    before: dict[Path, str] = {}  # the old one
    done: list[Path] = []
    try:
        for path, data in files.items():
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                spare[path] = _staged(path, data)
            if path.is_file():
                before[path] = _kept(path)
        for path in files:
            done.append(path)
            if path in spare:
                Path(spare[path]).replace(path)
            else:
                path.unlink(missing_ok=True)
    except BaseException:
        for path in done:
            if path in before:
                os.replace(before[path], path)  # noqa: PTH105  it needs no space, so it works on a full disk
            else:
                path.unlink(missing_ok=True)
        raise
    finally:
        for name in (*spare.values(), *before.values()):
            with suppress(FileNotFoundError):
                Path(name).unlink()


def _staged(path: Path, data: bytes) -> str:
    """Writes a file next to its place, under another name."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".bindery-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name


def _kept(path: Path) -> str:
    """Keeps the content of a file next to its place, under another name."""
    name = tempfile.mktemp(dir=path.parent, prefix=".bindery-")  # noqa: S306  a link cannot be made over a file
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copy2(path, name)
    return name
