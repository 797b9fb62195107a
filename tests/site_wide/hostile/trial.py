"""One trial in a process of its own, within limits, whose outcome is a row of the table."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_MEMORY = 500  # MB
CRASHED = 70
LONGEST_WAIT = 180  # seconds by the clock, after which a process counts as stuck


@dataclass
class Row:
    """A line of the table.

    Attributes:
        name: what was tried.
        longest: seconds of the processor that one try may take.
        memory_allowed: megabytes that one try may take.
    """

    name: str
    longest: float = 10.0
    memory_allowed: int = MOST_MEMORY
    tries: int = 0
    refused: int = 0
    clean: int = 0
    findings: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0

    def __str__(self) -> str:
        counts = f"{self.tries:8}{self.refused:9}{self.clean:8}{len(self.findings):10}{len(self.crashes):9}"
        return f"{self.name:34}{counts}{self.slowest:8.1f} s{self.memory:6} MB"


HEAD = f"{'hostile':34}{'tries':>8}{'refused':>9}{'clean':>8}{'findings':>10}{'crashes':>9}{'slowest':>10}{'memory':>9}"


def alone(work: Callable[[], bool], longest: float) -> tuple[int, float, int]:
    """Does work in a process of its own: its exit status, seconds of the processor, and MB; 1 when it refused.

    Memory is what the process held at most, and no limit of its address space: V8, which draws charts, asks for
    room that it never uses, and ends at once where it does not get it. Whoever calls may not have drawn anything:
    the threads of V8 do not come along into a new process.
    """
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (int(longest * 2) + 1, int(longest * 2) + 2))
        signal.alarm(LONGEST_WAIT)
        status = CRASHED
        try:
            status = int(work())
        except BaseException:  # noqa: BLE001  whatever it is, it is a crash
            traceback.print_exc(limit=-4)
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss >> 10


def judge(row: Row, name: str, work: Callable[[], bool], *, must_refuse: bool = False) -> None:
    """Tries one thing and enters its outcome in the table."""
    status, seconds, memory = alone(work, row.longest)
    row.tries += 1
    row.slowest, row.memory = max(row.slowest, seconds), max(row.memory, memory)
    if seconds > row.longest or memory > row.memory_allowed:
        row.findings.append(f"{name}: {seconds:.1f} s, {memory} MB")
    if status not in (0, 1):
        if -status in (signal.SIGXCPU, signal.SIGKILL):
            return  # reported as too slow
        row.crashes.append(f"{name}: {f'signal {-status}' if status < 0 else 'a traceback'}")
        return
    row.refused += status
    row.clean += not status
    if must_refuse and not status:
        row.findings.append(f"{name}: not refused")
