"""Files that are written as a whole or not at all, and read only where they are regular; folders that are deleted whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import suppress
from itertools import count
from pathlib import Path

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe would block
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NUMBERS = count()  # of the files that this process wrote


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file next to its place, and move it there.

    Args:
        path: the file; its folder is there.
        data: its content.
        mode: its permissions.

    Raises:
        OSError: it cannot be written; what was in its place is still there.
    """
    scratch = path.with_name(f".bindery-{os.getpid()}-{next(_NUMBERS)}")
    try:
        with suppress(FileNotFoundError):
            scratch.unlink()  # left by a process that was killed and had the same number
        with os.fdopen(os.open(scratch, _NEW, mode), "wb") as file:
            file.write(data)
        scratch.chmod(mode)  # the umask may forbid it
        scratch.replace(path)
    except BaseException as error:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = error.filename or str(path)  # a full disk names no file
        raise


def read_whole(path: Path, most: int) -> bytes:
    """The content of a file. What is no file is not read: a pipe would block, a device has no end.

    Args:
        path: the file; a link is not followed.
        most: bytes that it may have.

    Raises:
        OSError: there is no such file, it is too large, or it cannot be read.
    """
    with os.fdopen(os.open(path, _READ), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read()


def remove_folder(folder: Path) -> None:
    """Delete a folder, or what is in its place; a link is not followed.

    Raises:
        OSError: the system does not allow it.
    """
    if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
        folder.unlink()
    elif os.path.lexists(folder):
        shutil.rmtree(folder)


__all__ = ["read_whole", "remove_folder", "write_whole"]
