"""What a run of a command costs: processor, time and memory, and what else the machine was doing meanwhile."""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MB = 1e6


class FailedError(Exception):
    """A command that was measured did not do its work; the message has the end of what it printed."""


@dataclass(frozen=True)
class Run:
    """One run of a command.

    Attributes:
        cpu: seconds of processor, its children's and the kernel's for it included.
        wall: seconds from start to end.
        peak: MB that the largest of its processes held.
        others: processors that everybody else kept busy meanwhile; none where that cannot be told.
    """

    cpu: float
    wall: float
    peak: float
    others: float | None


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Runs a command to its end.

    Raises:
        FailedError: it ended with anything but 0.
    """
    log = folder.with_suffix(".log")
    os.sync()  # what others have written is on the disk, and nobody waits for it
    busy = _busy()
    start = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(
            f"{' '.join(command)} ended with {process.returncode}\n{log.read_text('utf-8', 'replace')[-2000:]}"
        )
    cpu = used.ru_utime + used.ru_stime
    now = _busy()
    others = max(0.0, (now - busy - cpu) / wall) if now is not None and busy is not None else None
    return Run(round(cpu, 4), round(wall, 4), round(_peak(used), 1), others and round(others, 2))


def _peak(used: resource.struct_rusage) -> float:
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MB


def own_peak() -> float:
    """MB that this process held at most; a process that it starts counts as having held these too."""
    return _peak(resource.getrusage(resource.RUSAGE_SELF))


def _busy() -> float | None:
    """Seconds of processor that all processes have used since the machine was started; Linux alone tells."""
    try:
        times = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, interrupts, soft, *_ = map(int, times)
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def size(folder: Path) -> float:
    """MB of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB


def packed(page: Path) -> int:
    """Bytes of a page as a host sends it, with gzip."""
    return len(gzip.compress(page.read_bytes(), 6, mtime=0))


def machine() -> str:
    """Processor, how many of them, memory and system."""
    info = Path("/proc/cpuinfo")
    names = (
        [
            line.partition(":")[2].strip()
            for line in info.read_text("utf-8").splitlines()
            if line.startswith("model name")
        ]
        if info.exists()
        else []
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} × {names[0] if names else os.uname().machine}, {memory:.0f} GB, {os.uname().sysname}"
