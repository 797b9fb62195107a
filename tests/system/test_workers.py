"""Two processes do what one would: the same results in the same order, the same error, and neither outlives the other."""

from __future__ import annotations

import copyreg
import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bindery.system import workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux alone")

MANY = range(500)
HERE = os.getpid()


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # pytest-xdist has threads of its own


def children() -> set[str]:
    """The processes that this one has begun and not yet waited for."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if path.read_text().rpartition(")")[2].split()[1] == str(os.getpid()):
                found.add(path.parent.name)
    return found


@pytest.fixture(autouse=True)
def nothing_left() -> object:
    """No process and no open file is left, whatever happened."""
    before, begun = sorted(os.listdir("/proc/self/fd")), children()  # noqa: PTH208  names alone
    yield
    assert children() <= begun
    assert sorted(os.listdir("/proc/self/fd")) == before  # noqa: PTH208  names alone


def who(_: int) -> int:
    """The process that does it."""
    return os.getpid()


def together(thing: int) -> bool:
    """Whether a thing is worked on while there are two processes."""
    return thing % workers.EVERY_NTH > 0


Work = Callable[[int], object]
Meeting = Callable[[Work], Work]


@pytest.fixture
def meeting(nothing_left: object) -> Iterator[Meeting]:  # noqa: ARG001  its pipe is closed before files are counted
    """Makes of a work one for which the first process waits, at its first turn, until the second has begun."""
    answer, told = os.pipe()
    met: set[int] = set()

    def waiting(work: Work) -> Work:
        def both(thing: int) -> object:
            here = os.getpid()
            if here not in met and (here != HERE or together(thing)):
                met.add(here)
                if here == HERE:
                    os.read(answer, 1)
                else:
                    os.write(told, b".")
            return work(thing)

        return both

    yield waiting
    os.close(answer)
    os.close(told)


def elsewhere(deed: Callable[[], object]) -> Work:
    """Does something in the second process alone."""

    def work(thing: int) -> int:
        if os.getpid() != HERE:
            deed()
        return thing

    return work


def raising(error: BaseException) -> Callable[[], object]:
    def deed() -> None:
        raise error

    return deed


def test_two_processes_do_it_and_it_comes_in_order(meeting: Meeting) -> None:
    assert workers.map_in_two(lambda thing: f"{thing}", MANY) == [f"{thing}" for thing in MANY]
    assert len(set(workers.map_in_two(meeting(who), MANY))) == 2
    assert workers.map_in_two(lambda thing: "x" * 10_000 + str(thing), MANY)[-1].endswith("x499")


def test_a_few_from_everywhere_are_done_before_there_are_two_and_what_they_find_serves_both(
    meeting: Meeting,
) -> None:
    found: set[int] = set()

    def work(thing: int) -> tuple[int, bool]:
        found.add(thing // 100)
        return os.getpid(), found == set(range(5))

    made = workers.map_in_two(meeting(work), MANY)
    assert {process for thing, (process, _) in enumerate(made) if not together(thing)} == {HERE}
    assert len({process for process, _ in made}) == 2
    assert all(all_found for thing, (_, all_found) in enumerate(made) if together(thing))


@pytest.mark.parametrize("processors", [{0}, {3}])
def test_where_there_is_one_processor_one_does_it(
    processors: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: processors)
    assert set(workers.map_in_two(who, MANY)) == {HERE}


def test_few_things_are_done_by_one() -> None:
    assert set(workers.map_in_two(who, range(workers.FEW - 1))) == {HERE}
    assert workers.map_in_two(who, []) == []


def test_a_program_with_threads_has_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert not workers.has_no_threads()
        assert set(workers.map_in_two(who, MANY)) == {HERE}
    finally:
        over.set()
        other.join()


def test_where_the_system_lets_us_have_none_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refuse)
    assert set(workers.map_in_two(who, MANY)) == {HERE}


class OfItsOwnError(Exception):
    """An exception that cannot be made again from its message."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("words"),
        KeyError("name"),
        OSError(errno.ENOSPC, "no room", "site/index.html"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_goes_wrong_in_the_second_goes_wrong_in_the_first(error: Exception, meeting: Meeting) -> None:
    with pytest.raises(type(error)) as found:
        workers.map_in_two(meeting(elsewhere(raising(error))), MANY)
    assert (found.value.args, str(found.value)) == (error.args, str(error))


def test_an_exception_keeps_its_text_whatever_a_library_does_with_exceptions(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    monkeypatch.setitem(copyreg.dispatch_table, UnicodeDecodeError, lambda _: (RuntimeError, ("no text",)))
    with pytest.raises(UnicodeDecodeError, match="invalid start byte"):
        workers.map_in_two(meeting(elsewhere(raising(error))), MANY)


def test_an_exception_that_cannot_be_sent_is_reported(meeting: Meeting) -> None:
    with pytest.raises(RuntimeError, match="OfItsOwnError: 1 and 2"):
        workers.map_in_two(meeting(elsewhere(raising(OfItsOwnError(1, 2)))), MANY)


@pytest.mark.parametrize("wrong", [{0}, {37, 38}, {37, 301, 499}, {499}, {3, 16}, {16, 17, 32}, set(MANY)])
def test_of_several_mistakes_the_first_is_reported(wrong: set[int], meeting: Meeting) -> None:
    def work(thing: int) -> None:
        if thing in wrong:
            raise ValueError(thing)

    with pytest.raises(ValueError, match=f"^{min(wrong)}$"):
        workers.map_in_two(meeting(work), MANY)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_that_the_second_process_was_killed_is_reported(number: signal.Signals, meeting: Meeting) -> None:
    with pytest.raises(ChildProcessError, match=f"ended by signal {number.value}"):
        workers.map_in_two(meeting(elsewhere(lambda: os.kill(os.getpid(), number))), MANY)


def test_what_cannot_be_sent_is_a_mistake(meeting: Meeting) -> None:
    def work(_: int) -> object:
        return lambda: None

    with pytest.raises(ChildProcessError, match="ended with 1"):
        workers.map_in_two(meeting(work), MANY)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_when_the_first_is_interrupted_the_second_ends(stop: type[BaseException], meeting: Meeting) -> None:
    def work(thing: int) -> None:
        if together(thing) and os.getpid() == HERE:
            raise stop
        if together(thing):
            signal.pause()  # this process ends no other way than by being killed

    with pytest.raises(stop):
        workers.map_in_two(meeting(work), MANY)


def test_a_signal_interrupts_the_first_and_leaves_none_behind(meeting: Meeting) -> None:
    def work(thing: int) -> None:
        if together(thing) and os.getpid() == HERE:
            signal.raise_signal(signal.SIGINT)
        if together(thing):
            signal.pause()

    with pytest.raises(KeyboardInterrupt):
        workers.map_in_two(meeting(work), MANY)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


ORPHAN = """
import os, signal, time
from bindery.system import workers
os.sched_getaffinity = lambda _: {0, 1}
first = os.getpid()
def work(thing):
    if thing % workers.EVERY_NTH == 0:
        return  # it is done before there is a second process
    time.sleep(0.05)
    if os.getpid() == first:
        os.kill(first, signal.SIGKILL)
workers.map_in_two(work, range(10_000))
"""


def test_when_the_first_is_killed_the_second_ends_by_itself() -> None:
    # `run` returns when nothing holds the output open any more: when both processes are gone.
    command = [sys.executable, "-c", ORPHAN]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGKILL, "", "")


QUIET = """
import atexit, os, sys, time
from bindery.system import workers
os.sched_getaffinity = lambda _: {0, 1}
atexit.register(print, "over")
print("begun", end=" ")
workers.map_in_two(lambda _: time.sleep(0.001), range(500))
"""


def test_the_second_prints_nothing_again_and_clears_nothing_up() -> None:
    said = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("begun over\n", "")
