"""A work on many things done by two processes: a second one, which ends with it, takes every other part of them.

Only where that is worth it: on Linux, with more than one processor, for many things, and in a program without threads.
What the second process does to values stays with it; what comes back is what the work returns of each thing.
"""

from __future__ import annotations

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
from typing import NoReturn, TypeVar

from bindery.system import progress

T = TypeVar("T")
R = TypeVar("R")
Done = dict[int, list[R]]  # by the number of a part, what became of each of its things
Fault = tuple[int, Exception]  # in which part, and which

FEW = 200  # things that one process has done before a second one would have paid
_PARTS = 16  # of which whoever is free takes the next; in each, much is found once that its things share
EVERY_NTH = 16  # of so many things one is done before there are two processes
_STOPS = (signal.SIGINT, signal.SIGTERM)


def map_in_two(work: Callable[[T], R], things: Sequence[T], *, few: int | None = None) -> list[R]:
    """What a work makes of each thing, in their order.

    Args:
        work: of one thing, whatever was worked on before; what it returns can be pickled.
        things: to work on.
        few: how many things a second process pays for, where that is not `FEW`.

    Raises:
        Exception: what the work raised, and of several the first, as if one process did it all.
        ChildProcessError: the second process was ended from outside.
    """
    if len(things) < (FEW if few is None else few) or not _pays() or threading.active_count() > 1:
        return [work(thing) for thing in things]
    begun = _begun(work, things)
    made = iter(_shared(work, [thing for at, thing in enumerate(things) if at not in begun]))
    return [begun[at] if at in begun else next(made) for at in range(len(things))]


def _begun(work: Callable[[T], R], things: Sequence[T]) -> dict[int, R]:
    """A few things from everywhere among them, done by one process: what they find out in common serves both."""
    begun: dict[int, R] = {}
    try:
        for at in range(0, len(things), EVERY_NTH):
            begun[at] = work(things[at])
    except Exception:  # noqa: BLE001  one before it may raise, too, and is told of then
        return {}
    return begun


def _shared(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
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
    """Whether no library has begun threads of its own, without which it would not work in a second process."""
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  it is counted, and nothing is done with it
    except OSError:
        return False


def _pays() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _in_two(work: Callable[[T], R], parts: Sequence[Sequence[T]], turns: int) -> tuple[Done[R], Fault | None]:
    """All parts done, each by whoever is free when its turn comes, and what went wrong first."""
    if sys.platform == "win32":  # it has neither `fork` nor masks of signals
        return _worked_off(work, parts, turns)
    answer, told = os.pipe()
    first = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # until each process knows what to do with them
    child = _forked()
    if child == 0:
        os.close(answer)
        _second(partial(_while_there, first, work), parts, turns, told)
    try:
        os.close(told)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        done, fault = _worked_off(work, parts, turns)
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


def _forked() -> int | None:
    """The number of a second process, which goes on from here with 0; None where the system lets us have none."""
    if sys.platform == "win32":
        return None
    with warnings.catch_warnings():
        # Python warns of threads, even where they are a library's that the second process does without.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return os.fork()
        except OSError:
            return None


def _second(work: Callable[[T], R], parts: Sequence[Sequence[T]], turns: int, told: int) -> NoReturn:
    """All that the second process does: it works, answers and ends, and nothing of the program goes on in it."""
    status = 1
    try:
        for number in _STOPS:
            signal.signal(number, signal.SIG_DFL)
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        gc.disable()
        progress.unwatch()
        done, fault = _worked_off(work, parts, turns)
        data = pickle.dumps((done, fault and (fault[0], _portable(fault[1]))), pickle.HIGHEST_PROTOCOL)
        with open(told, "wb", closefd=False) as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)  # flushes nothing and clears nothing up: both are the first one's


def _while_there(first: int, work: Callable[[T], R], thing: T) -> R:
    """Does a work as long as the first process is there."""
    if os.getppid() != first:
        os._exit(1)
    return work(thing)


def _portable(error: Exception) -> Exception:
    """An exception as it is, if the other process can make it anew; else one that tells of it."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  it was written here
    except Exception:  # noqa: BLE001  what an exception does in there is its own
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _worked_off(
    work: Callable[[T], R], parts: Sequence[Sequence[T]], turns: int
) -> tuple[Done[R], Fault | None]:
    """The parts whose turns this process took, and what went wrong; then nobody takes a further turn.

    Turns are taken in order. Whatever went wrong in an earlier part is found, too: whoever took that goes through with it.
    """
    done: Done[R] = {}
    while swap := os.read(turns, 1):
        try:
            done[swap[0]] = [work(thing) for thing in parts[swap[0]]]
        except Exception as error:  # noqa: BLE001  it is raised by the first process
            os.read(turns, len(parts))
            return done, (swap[0], error)
    return done, None


def _ended(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"was ended by signal {-code}" if code < 0 else f"ended with {code}"


__all__ = ["has_no_threads", "map_in_two"]
