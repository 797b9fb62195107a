"""What is asked of the operating system that Python has no word for: an exchange of folders, a lock, a flush, steps that no signal parts."""

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

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS: both systems use this number
_HERE = -100  # AT_FDCWD: the paths are as a program sees them
# What a system or a disk answers that knows no exchange; a container may forbid the call with EPERM.
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_PAUSE = 0.2  # seconds between two looks at a lock, where a system cannot wait for one


class StoppedError(KeyboardInterrupt):
    """The system asked the program to end, which then ends as where a person interrupts it."""


def _stop(*_: object) -> NoReturn:
    raise StoppedError


@contextmanager
def stoppable() -> Iterator[None]:
    """Lets SIGTERM, which otherwise ends a program on the spot, be raised as a `StoppedError`, so that it can clear up."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Does a few short steps whole: SIGINT and SIGTERM that come meanwhile are raised after them."""
    if threading.current_thread() is not threading.main_thread():  # it is the only one that is interrupted
        yield
        return
    came: list[int] = []

    def note(number: int, _: object) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for first in came[:1]:
            signal.raise_signal(first)


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places by one step, which is done or not done at every moment.

    Returns:
        Whether it was done; False means that this system or this disk does not know the step, and nothing changed.

    Raises:
        OSError: it knows the step and refuses.
    """
    call = _function({"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform, ""))
    if call is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = call(first, second, _EXCHANGE)
    else:
        failed = call(_HERE, first, _HERE, second, _EXCHANGE)
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _function(name: str) -> Callable[..., int] | None:
    """A function of the system's library, or None where it has none of that name."""
    try:
        return getattr(ctypes.CDLL(None, use_errno=True), name) if name else None
    except (AttributeError, OSError):
        return None


def entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Everything within a folder and its folders; links are not followed. `os.walk` forgets what the system told of each.

    Raises:
        OSError: one of them cannot be read.
    """
    ahead = [folder]
    while ahead:
        with os.scandir(ahead.pop()) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    ahead.append(entry.path)
                yield entry


def flush(folder: Path) -> None:
    """Have all of a folder on the disk itself, so that not even a power cut takes what was written; raises `OSError`."""
    whole = _function("syncfs") if sys.platform == "linux" else None
    if whole is None:
        for base, _, names in os.walk(folder):
            for name in names:
                _flushed(Path(base, name))
            flush_entries(Path(base))
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if whole(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def flush_files(folder: Path, paths: Iterable[str]) -> None:
    """Have some files of a folder on the disk itself, and that they are there; raises `OSError`.

    To flush all would wait for whatever else is on its way to that disk.
    """
    files = [folder / path for path in paths]
    for file in files:
        _flushed(file)
    for place in sorted({folder, *(file.parent for file in files)}):
        flush_entries(place)


def flush_entries(folder: Path) -> None:
    """Have on the disk which names a folder holds; Windows has no such step and needs none."""
    if os.name != "nt":
        _flushed(folder)


def _flushed(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock(handle: int, waiting: Callable[[], None]) -> None:
    """Wait until an open file is locked for this process alone.

    The system lets go of the lock when the process ends, however it ends: a lock that nobody holds cannot be left.

    Args:
        handle: of the open file.
        waiting: called once, if another process has it.

    Raises:
        OSError: the disk knows no locks.
    """
    if _locked(handle):
        return
    waiting()
    while not _locked(handle):
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


__all__ = ["entries", "exchange", "flush", "flush_entries", "flush_files", "lock"]
