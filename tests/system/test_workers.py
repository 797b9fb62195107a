"""Two processes do what one would do: the same results in the same order, the same mistake, and neither outlives the other."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
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
    monkeypatch.setattr(
        threading, "active_count", lambda: 1
    )  # whoever shares the tests out has threads of its own


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


def slowly(_: int) -> int:
    """Who did it."""
    time.sleep(0.0005)
    return os.getpid()


def together(thing: int) -> bool:
    """Whether a thing is worked on while there are two processes."""
    return thing % workers.EVERY_NTH > 0


def elsewhere(deed: Callable[[], object]) -> Callable[[int], int]:
    """Does something in the second process alone, for which the first one leaves it the time."""

    def work(thing: int) -> int:
        if os.getpid() != HERE:
            deed()
        time.sleep(0.001)
        return thing

    return work


def raising(error: BaseException) -> Callable[[], object]:
    def deed() -> None:
        raise error

    return deed


def test_two_processes_do_it_and_it_comes_in_order() -> None:
    assert workers.map_in_two(lambda thing: f"{thing}", MANY) == [f"{thing}" for thing in MANY]
    assert len(set(workers.map_in_two(slowly, MANY))) == 2
    assert workers.map_in_two(lambda thing: "x" * 10_000 + str(thing), MANY)[-1].endswith("x499")


def test_a_few_from_everywhere_are_done_before_there_are_two_and_what_they_find_serves_both() -> None:
    found: set[int] = set()

    def work(thing: int) -> tuple[int, bool]:
        found.add(thing // 100)
        return slowly(thing), found == set(range(5))

    made = workers.map_in_two(work, MANY)
    assert {who for thing, (who, _) in enumerate(made) if not together(thing)} == {HERE}
    assert len({who for who, _ in made}) == 2
    assert all(all_found for thing, (_, all_found) in enumerate(made) if together(thing))


@pytest.mark.parametrize("processors", [{0}, {3}])
def test_where_there_is_one_processor_one_does_it(
    processors: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: processors)
    assert set(workers.map_in_two(slowly, MANY)) == {HERE}


def test_few_things_are_done_by_one() -> None:
    assert set(workers.map_in_two(slowly, range(workers.FEW - 1))) == {HERE}
    assert workers.map_in_two(slowly, []) == []


def test_a_program_with_threads_has_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert not workers.has_no_threads()
        assert set(workers.map_in_two(slowly, MANY)) == {HERE}
    finally:
        over.set()
        other.join()


def test_where_the_system_lets_us_have_none_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refuse)
    assert set(workers.map_in_two(slowly, MANY)) == {HERE}


class OfItsOwnError(Exception):
    """One that cannot be made anew from its words."""

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
def test_what_goes_wrong_in_the_second_goes_wrong_in_the_first(error: Exception) -> None:
    with pytest.raises(type(error)) as found:
        workers.map_in_two(elsewhere(raising(error)), MANY)
    assert (found.value.args, str(found.value)) == (error.args, str(error))


def test_an_exception_that_cannot_be_sent_is_told_of() -> None:
    with pytest.raises(RuntimeError, match="OfItsOwnError: 1 and 2"):
        workers.map_in_two(elsewhere(raising(OfItsOwnError(1, 2))), MANY)


@pytest.mark.parametrize("wrong", [{0}, {37, 38}, {37, 301, 499}, {499}, {3, 16}, {16, 17, 32}, set(MANY)])
def test_of_several_mistakes_the_first_is_told_of(wrong: set[int]) -> None:
    def work(thing: int) -> None:
        slowly(thing)
        if thing in wrong:
            raise ValueError(thing)

    with pytest.raises(ValueError, match=f"^{min(wrong)}$"):
        workers.map_in_two(work, MANY)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_that_the_second_process_was_killed_is_told_of(number: signal.Signals) -> None:
    with pytest.raises(ChildProcessError, match=f"ended by signal {number.value}"):
        workers.map_in_two(elsewhere(lambda: os.kill(os.getpid(), number)), MANY)


def test_what_cannot_be_sent_is_a_mistake() -> None:
    def work(_: int) -> object:
        time.sleep(0.0005)
        return lambda: None

    with pytest.raises(ChildProcessError, match="ended with 1"):
        workers.map_in_two(work, MANY)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_when_the_first_is_interrupted_the_second_ends_at_once(stop: type[BaseException]) -> None:
    def work(thing: int) -> None:
        if not together(thing):
            return
        if os.getpid() == HERE:
            time.sleep(0.05)  # the other one has begun
            raise stop
        time.sleep(60)

    begun = time.monotonic()
    with pytest.raises(stop):
        workers.map_in_two(work, MANY)
    assert time.monotonic() - begun < 30


def test_a_signal_interrupts_the_first_and_leaves_none_behind() -> None:
    def work(thing: int) -> None:
        if not together(thing):
            return
        time.sleep(0.05)
        if os.getpid() == HERE:
            os.kill(HERE, signal.SIGINT)
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        workers.map_in_two(work, MANY)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


ORPHAN = """
import os, signal, time
from bindery.system import workers as pair
os.sched_getaffinity = lambda _: {0, 1}
first = os.getpid()
def work(thing):
    if thing % pair.APART == 0:
        return  # it is done before there is a second process
    time.sleep(0.05)
    if os.getpid() == first:
        os.kill(first, signal.SIGKILL)
pair.halves(work, range(10_000))
"""


def test_when_the_first_is_killed_the_second_ends_by_itself() -> None:
    command = [
        sys.executable,
        "-c",
        ORPHAN,
    ]  # what it writes to is open as long as either of the two is there
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGKILL, "", "")


QUIET = """
import atexit, os, sys, time
from bindery.system import workers as pair
os.sched_getaffinity = lambda _: {0, 1}
atexit.register(print, "over")
print("begun", end=" ")
pair.halves(lambda _: time.sleep(0.001), range(500))
"""


def test_the_second_prints_nothing_again_and_clears_nothing_up() -> None:
    said = subprocess.run(
        [sys.executable, "-c", QUIET], capture_output=True, text=True, check=True, timeout=30
    )
    assert (said.stdout, said.stderr) == ("begun over\n", "")
