"""Does work in a process of its own that the system ends when it takes too much time or memory.

Libraries that read PDFs and web pages cannot be stopped, and a hostile file can make them end the process. On Linux
alone; elsewhere the work is done in this process, without limits.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from bindery.reading.inputs import TooMuchError
from bindery.system import progress
from bindery.system.workers import fork

R = TypeVar("R")

MOST_SECONDS = 7  # of the processor
MOST_MEMORY = 400 << 20  # bytes, above what this process has
_LONGEST_WAIT = 300.0  # seconds by the clock, on a machine that is busy with other work


def confined(work: Callable[[str, bytes], R], path: str, data: bytes, /) -> R:
    """The result of `work` for the path and the bytes of a file.

    Args:
        work: a function; its result must be picklable, and it raises nothing.
        path: path of the file.
        data: its bytes.

    Raises:
        TooMuchError: it takes too much time or memory, or makes a library end the process.
    """
    if sys.platform != "linux":
        return work(path, data)
    answer, told = os.pipe()
    try:
        child = fork()
        if child is None:
            os.close(told)
            return work(path, data)
        if child == 0:
            _work_in_child(work, path, data, told)
        os.close(told)
        made: R = _answer(child, answer)
        return made
    finally:
        os.close(answer)


def ends_well(work: Callable[[], object]) -> bool:
    """Whether work ends without an error in a process of its own, under the limits of this one."""
    if sys.platform == "win32":
        return True
    child = fork()
    if child is None:
        return False
    if child == 0:
        status = 1
        try:
            _silence()
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def _work_in_child(work: Callable[[str, bytes], R], path: str, data: bytes, told: int) -> NoReturn:
    """Does the work under limits, writes its result to the pipe, and exits; the status is 0 only if all went well."""
    import pickle  # noqa: PLC0415  as in _limit

    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()
        progress.unwatch()
        _limit()
        made = pickle.dumps(work(path, data), pickle.HIGHEST_PROTOCOL)
        with open(told, "wb", closefd=False) as pipe:
            pipe.write(made)
        status = 0
    finally:
        os._exit(status)  # flushing buffers and cleaning up are left to the first process


def _silence() -> None:
    """Keeps what libraries print, and the memory of a process that they end, from readers and from the disk."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  slow to load, and few processes need it

    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit() -> None:
    """Sets the limits of this process."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415  slow to load, and few processes need it

    _silence()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    memory = pages * resource.getpagesize() + MOST_MEMORY
    for limit, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, memory)):
        hard = resource.getrlimit(limit)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))


def _answer(child: int, answer: int) -> Any:
    """The result of the work in another process, when it has ended."""
    if sys.platform == "win32":
        raise TooMuchError
    import pickle  # noqa: PLC0415  as in _limit

    status = 1
    try:
        ready, _, _ = select.select([answer], [], [], _LONGEST_WAIT)
        with open(answer, "rb", closefd=False) as pipe:
            data = pipe.read() if ready else b""
        if data:
            status = os.waitpid(child, 0)[1]
            child = 0
    finally:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if status:
        raise TooMuchError
    return pickle.loads(data)  # noqa: S301  our own process wrote it


__all__ = ["confined", "ends_well"]
