"""System calls that Python has no function for: swap two folders, lock a file, flush to disk, hold back signals."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS: both systems use this number
_CURRENT_FOLDER = -100  # AT_FDCWD: relative paths start at the current folder
# Errors that mean the system or the file system cannot swap paths; a container may forbid the call with EPERM.
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_PAUSE = 0.2  # seconds between two attempts to take a lock


class StoppedError(KeyboardInterrupt):
    """The system asked the program to stop (SIGTERM). It is handled like Ctrl+C."""


def _stop(*_: object) -> NoReturn:
    raise StoppedError


@contextmanager
def stoppable() -> Iterator[None]:
    """Raises SIGTERM as a `StoppedError`, so that the program can clean up. Without this, SIGTERM ends it at once."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not in_main_thread or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds back SIGINT and SIGTERM until a few short steps are done. The first that arrived is then raised."""
    if (
        threading.current_thread() is not threading.main_thread()
    ):  # Python delivers signals to the main thread only
        yield
        return
    received: list[int] = []

    def note(number: int, _: object) -> None:
        received.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for first in received[:1]:
            signal.raise_signal(first)


def exchange(one: Path, other: Path) -> bool:
    """Swap two paths in one atomic step: no other process ever sees it half done.

    Returns:
        Whether the paths were swapped. False means that this system or file system cannot do it, and that nothing
        changed.

    Raises:
        OSError: the system can swap paths, but refuses these two.
    """
    call = _function({"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform, ""))
    if call is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = call(first, second, _EXCHANGE)
    else:
        failed = call(_CURRENT_FOLDER, first, _CURRENT_FOLDER, second, _EXCHANGE)
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _function(name: str) -> Callable[..., int] | None:
    """A function of the system's C library, or None if the library has no function of that name."""
    try:
        return getattr(ctypes.CDLL(None, use_errno=True), name) if name else None
    except (AttributeError, OSError):
        return None


def entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Every file and folder below a folder, at any depth. Links are not followed.

    Unlike `os.walk`, this keeps what the system reported about each entry, which saves a call to `stat`.

    Raises:
        OSError: one of the folders cannot be read.
    """
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                yield entry


def flush(folder: Path) -> None:
    """Write everything in a folder to the disk itself, so that it survives a power cut.

    Raises:
        OSError: the disk could not write.
    """
    syncfs = _function("syncfs") if sys.platform == "linux" else None
    if syncfs is None:
        for base, _, names in os.walk(folder):
            for name in names:
                _flush_path(Path(base, name))
            flush_entries(Path(base))
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def flush_files(folder: Path, paths: Iterable[str]) -> None:
    """Write some files of a folder, and their folder entries, to the disk itself.

    `flush` would also wait for everything else that is being written to the same disk.

    Args:
        folder: the folder.
        paths: the files, as paths relative to it.

    Raises:
        OSError: the disk could not write.
    """
    files = [folder / path for path in paths]
    for file in files:
        _flush_path(file)
    for parent in sorted({folder, *(file.parent for file in files)}):
        flush_entries(parent)


def flush_entries(folder: Path) -> None:
    """Write the list of names in a folder to the disk itself. Windows has no such call and needs none."""
    if os.name != "nt":
        _flush_path(folder)


def _flush_path(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock(handle: int, waiting: Callable[[], None]) -> None:
    """Wait until an open file is locked for this process alone.

    The system releases the lock when the process ends, even after a crash, so no stale lock can remain.

    Args:
        handle: file descriptor of the open file.
        waiting: called once, if another process has the lock.

    Raises:
        OSError: the file system does not support locks.
    """
    if _try_lock(handle):
        return
    waiting()
    while not _try_lock(handle):
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


__all__ = ["entries", "exchange", "flush", "flush_entries", "flush_files", "lock"]
