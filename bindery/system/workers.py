"""Applies a function to many items in two processes, where that saves time.

A second process is used only on Linux, with more than one processor, for many items, and in a program without threads.
Changes that it makes to values are lost; only the results of the function come back.

This is hand-written because `concurrent.futures` leaves its worker running for ever when the first process is killed,
and handles an interruption differently.
"""

from __future__ import annotations

import copyreg
import errno
import gc
import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import NoReturn, TypeVar

from bindery.system import progress

T = TypeVar("T")
R = TypeVar("R")
Done = dict[int, list[R]]  # the results for the items of each part, by the part's number
Fault = tuple[int, Exception]  # the number of the part that failed, and its exception

FEW = 200  # with fewer items, starting a second process takes longer than it saves
_PARTS = 16  # a free process takes the next one; the items of one part share cached work
EVERY_NTH = 16  # one item in this many is done before the second process starts
_STOPS = (signal.SIGINT, signal.SIGTERM)


def map_in_two(
    work: Callable[[T], R],
    things: Sequence[T],
    *,
    later: Callable[[T], bool] = lambda _: False,
    few: int | None = None,
) -> list[R]:
    """Applies a function to each item, in two processes if that saves time.

    Args:
        work: the function; its result must not depend on earlier items, and must be picklable.
        things: the items.
        later: says of an item whether it may start threads, so that it must not be done before the second process
            starts: that would wait for them for ever.
        few: the smallest number of items for which a second process is used; `FEW` if None.

    Returns:
        The results, in the order of the items.

    Raises:
        Exception: the function failed; of several exceptions, that of the first item, as in a single process.
        ChildProcessError: the second process was killed.
    """
    if len(things) < (FEW if few is None else few) or not _pays() or threading.active_count() > 1:
        return [work(thing) for thing in things]
    begun = _first_results(work, things, later)
    made = iter(_in_parts(work, [thing for at, thing in enumerate(things) if at not in begun]))
    return [begun[at] if at in begun else next(made) for at in range(len(things))]


def _first_results(work: Callable[[T], R], things: Sequence[T], later: Callable[[T], bool]) -> dict[int, R]:
    """The results for every `EVERY_NTH` item, by index; both processes then start with what these cached."""
    begun: dict[int, R] = {}
    try:
        for at in range(0, len(things), EVERY_NTH):
            if not later(things[at]):
                begun[at] = work(things[at])
    except Exception:  # noqa: BLE001  an earlier item may fail too; the run in parts finds the first
        return {}
    return begun


def _in_parts(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """The results for all items, which both processes take in parts from a queue in a pipe."""
    size = -(-len(things) // _PARTS)
    parts = [things[at : at + size] for at in range(0, len(things), size)]
    turns, dealt = os.pipe()
    try:
        os.write(dealt, bytes(range(len(parts))))
        os.close(dealt)
        done, fault = _in_two(work, parts, turns)
    finally:
        os.close(turns)
    if fault:
        raise fault[1]
    return [made for number in range(len(parts)) for made in done[number]]


def has_no_threads() -> bool:
    """Whether this process has no other threads, not even a library's: a forked process would lack them."""
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  only the number of names is needed
    except OSError:
        return False


def _pays() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _in_two(work: Callable[[T], R], parts: Sequence[Sequence[T]], turns: int) -> tuple[Done[R], Fault | None]:
    """Runs all parts, each in the process that is free first; returns the results and the first failure."""
    if sys.platform == "win32":  # Windows has neither `fork` nor signal masks
        return _run_parts(work, parts, turns)
    answer, told = os.pipe()
    first = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # until each process has its signal handlers
    child = fork()
    if child == 0:
        os.close(answer)
        _run_second_process(partial(_unless_orphaned, first, work), parts, turns, told)
    try:
        os.close(told)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        done, fault = _run_parts(work, parts, turns)
        if child is None:
            return done, fault
        with open(answer, "rb", closefd=False) as pipe:
            data = pipe.read()
        status, child = os.waitpid(child, 0)[1], None
        if status:
            raise ChildProcessError(errno.ECHILD, f"the second process of the build {_ended(status)}")
        others, its = pickle.loads(data)  # noqa: S301  our own process wrote it
        return done | others, min(filter(None, (fault, its)), key=lambda found: found[0], default=None)
    finally:
        os.close(answer)
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def fork() -> int | None:
    """Starts a second process: returns its id, or 0 in that process, or None if the system refuses."""
    if sys.platform == "win32":
        return None
    with warnings.catch_warnings():
        # Python warns about threads. The preview and libraries have some, but no second process uses what they lock.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return os.fork()
        except OSError:
            return None


def _run_second_process(
    work: Callable[[T], R], parts: Sequence[Sequence[T]], turns: int, told: int
) -> NoReturn:
    """Runs the second process: it does its parts, writes its answer to the pipe and exits."""
    status = 1
    try:
        for number in _STOPS:
            signal.signal(number, signal.SIG_DFL)
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        gc.disable()
        progress.unwatch()
        done, fault = _run_parts(work, parts, turns)
        data = _pickled((done, fault and (fault[0], _portable(fault[1]))))
        with open(told, "wb", closefd=False) as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)  # flushing buffers and cleaning up are left to the first process


def _unless_orphaned(first: int, work: Callable[[T], R], thing: T) -> R:
    """Applies the function, or exits if the first process has ended."""
    if os.getppid() != first:
        os._exit(1)
    return work(thing)


def _pickled(value: object) -> bytes:
    """A value as bytes, with exceptions as Python pickles them: Dask, once loaded, has them lose their text."""
    made = BytesIO()
    pickler = pickle.Pickler(made, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {
        kind: reduce for kind, reduce in copyreg.dispatch_table.items() if not issubclass(kind, BaseException)
    }
    pickler.dump(value)
    return made.getvalue()


def _portable(error: Exception) -> Exception:
    """The exception itself if it can be pickled and unpickled; otherwise a `RuntimeError` with its type and text."""
    try:
        pickle.loads(_pickled(error))  # noqa: S301  this process wrote it
    except Exception:  # noqa: BLE001  unpickling an exception can raise anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _run_parts(
    work: Callable[[T], R], parts: Sequence[Sequence[T]], turns: int
) -> tuple[Done[R], Fault | None]:
    """Takes parts from the queue and runs them, until the queue is empty or one fails; a failure empties the queue.

    Parts are taken in order, and a part that was taken is finished. So a failure in an earlier part is found too.

    Args:
        work: the function.
        parts: the items of each part.
        turns: file descriptor of the queue, from which each byte read is the number of a part.

    Returns:
        The results of the finished parts, and the failure or None.
    """
    done: Done[R] = {}
    while swap := os.read(turns, 1):
        try:
            done[swap[0]] = [work(thing) for thing in parts[swap[0]]]
        except Exception as error:  # noqa: BLE001  the first process raises it
            os.read(turns, len(parts))
            return done, (swap[0], error)
    return done, None


def _ended(status: int) -> str:
    """How a process ended, in words, from its wait status."""
    code = os.waitstatus_to_exitcode(status)
    return f"was ended by signal {-code}" if code < 0 else f"ended with {code}"


__all__ = ["has_no_threads", "map_in_two"]
