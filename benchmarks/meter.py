"""Measures the CPU time, elapsed time and memory of a command, and how busy other processes were meanwhile."""

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
    """A measured command failed; the message has the end of its output."""


@dataclass(frozen=True)
class Run:
    """One run of a command.

    Attributes:
        cpu: CPU seconds, user and system, including child processes.
        wall: elapsed seconds.
        peak: peak memory, in MB, of the largest of its processes.
        others: average number of processors used by other processes meanwhile; None if unknown.
    """

    cpu: float
    wall: float
    peak: float
    others: float | None


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Runs a command until it ends, and measures it.

    Args:
        command: the program and its arguments.
        folder: working directory; the output goes into a file with this name and the suffix `.log`.
        environment: environment variables of the command.

    Raises:
        FailedError: the exit code is not 0.
    """
    log = folder.with_suffix(".log")
    os.sync()  # so that the command does not wait for earlier writes
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
    """Returns the peak memory of this process in MB; the kernel counts it for child processes too."""
    return _peak(resource.getrusage(resource.RUSAGE_SELF))


def _busy() -> float | None:
    """Returns the CPU seconds that all processes have used since the machine started; None if not on Linux."""
    try:
        times = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, interrupts, soft, *_ = map(int, times)
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def size(folder: Path) -> float:
    """Returns the total size of the files in a folder, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB


def packed(page: Path) -> int:
    """Returns the size of a page in bytes, compressed with gzip as a web server sends it."""
    return len(gzip.compress(page.read_bytes(), 6, mtime=0))


def machine() -> str:
    """Describes the machine: number and model of processors, memory and operating system."""
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
