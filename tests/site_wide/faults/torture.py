"""The long run: a build is stopped, starved and mixed up some hundreds of times, and its site looked at each time.

    python tests/site_wide/faults/torture.py [--tries N] [--only WORD]

It prints a row for each fault and exits with 1 when a site was broken, a fault was not told in a sentence, or the
build after it failed. As root it also fills and locks real disks; elsewhere it says that it did not.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]  # tests/

from site_wide.faults.killed_builds import PAGE, Result, SabotagedProject  # noqa: E402  found by the line above
from support.signals import heed_interrupts  # noqa: E402

TOLD = {0, 1, 3, 130}  # the exit codes of a build that ended by itself
COLUMNS = ("tries", "old", "new", "none", "broken", "untold", "next works")
FAILING = ("broken", "untold")
NOBODY = 65534
chance = random.Random(2026)  # noqa: S311  the same moments in each run


class Table:
    """The state of the site after each fault."""

    def __init__(self, only: str) -> None:
        self.only = only
        self.bad = False
        print(f"{'fault':44}" + "".join(f"{name:>12}" for name in COLUMNS))

    def row(self, name: str, tries: Callable[[], Iterator[tuple[str, bool, bool]]]) -> None:
        """Run the tries of a fault, each of which yields: which site there is, whether the fault was reported, whether the next build works."""
        if self.only not in name:
            return
        counts: Counter[str] = Counter()
        for which, told, works in tries():
            counts += Counter({"tries": 1, which: 1, "untold": not told, "next works": works})
        print(f"{name:44}" + "".join(f"{counts[column]:12}" for column in COLUMNS), flush=True)
        gap = counts["none"] if "no exchange" not in name else 0
        failed = counts["tries"] - counts["next works"]
        self.bad |= bool(sum(counts[column] for column in FAILING) + gap + failed or not counts["tries"])

    def skip(self, name: str, why: str) -> None:
        """Print that a fault was not tried."""
        if self.only in name:
            print(f"{name:44} DID NOT RUN: {why}", flush=True)


def is_told(result: Result) -> bool:
    """Whether a build that was not killed ended with a known code and without a traceback."""
    ok = result.code == -9 or (result.code in TOLD and "Traceback" not in result.said)
    if not ok:
        print(result.code, result.said, file=sys.stderr)
    return ok


def next_works(project: SabotagedProject) -> bool:
    """Whether the build after a fault makes the new site and its files, and leaves nothing else."""
    result = project.build()
    ok = (result.code, result.site, result.dist) == (0, project.new.site, project.new.dist)
    ok = ok and not project.leftovers()
    if not ok:
        print(result.code, result.said, project.leftovers(), file=sys.stderr)
    project.again()
    return ok


def at_steps(project: SabotagedProject, deed: str, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """A deed at each step of a build; when those are more than `tries`, at each rename and at as many others."""
    steps = project.steps(deed)
    numbers = range(1, len(steps) + 1)
    chosen = {n for n in numbers if steps[n - 1].startswith("os.rename")}
    others = [n for n in numbers if n not in chosen]
    chosen |= set(chance.sample(others, min(len(others), max(0, tries - len(chosen)))))
    for number in sorted(chosen):
        result = project.build(SABOTAGE=deed, SABOTAGE_AT=str(number))
        yield project.which(), is_told(result), next_works(project)


def at_times(project: SabotagedProject, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """Killed at a random time."""
    began = time.monotonic()
    project.build()
    length = time.monotonic() - began
    project.again()
    for _ in range(tries):
        build = project.start()
        time.sleep(chance.uniform(0, length))
        build.kill()
        yield state_after(project, build)


def state_after(project: SabotagedProject, build: subprocess.Popen[str]) -> tuple[str, bool, bool]:
    """The state after a build, for whose end it waits."""
    result = project.ended(build)
    return project.which(), is_told(result), next_works(project)


def at_once(project: SabotagedProject, builds: int, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """Several builds at one time."""
    for _ in range(tries):
        running = [project.start() for _ in range(builds)]
        results = [project.ended(build) for build in running]
        told = all(is_told(result) for result in results) and any(result.code == 0 for result in results)
        yield project.which(), told, next_works(project)


def limited(project: SabotagedProject, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """No file may be larger than some kilobytes: as on a disk that is full, writing stops in the middle of a file."""
    for kilobytes in chance.sample(range(1, 160), tries):
        result = project.build(before=("sh", "-c", f'ulimit -f {kilobytes}; exec "$@"', "sh"))
        yield project.which(), is_told(result), next_works(project)


@contextmanager
def disk(folder: Path, megabytes: float) -> Iterator[None]:
    """A disk of its own at a folder, in memory."""
    folder.mkdir()
    size = f"size={int(megabytes * 1024)}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def full(scratch: Path, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """A disk that has room for one site and for a part of a second one."""
    with disk(scratch / "small", 64):
        project = SabotagedProject(scratch / "small/project")
        for _ in range(tries):
            filling = scratch / "small/filling"
            free = shutil.disk_usage(scratch / "small").free
            filling.write_bytes(bytes(max(0, free - int(chance.uniform(0, 3.2e6)))))
            result = project.build()
            which, told = project.which(), is_told(result)
            filling.unlink()
            yield which, told, next_works(project)


def readonly(scratch: Path) -> Iterator[tuple[str, bool, bool]]:
    """A disk that turns read-only, at rest and in the middle of a build."""
    with disk(scratch / "locked", 64):
        project = SabotagedProject(scratch / "locked/project")
        for delay in (None, 0.4, 0.8, 1.0, 1.2):
            build = None if delay is None else project.start()
            time.sleep(delay or 0)
            mode = remount(scratch / "locked", "ro")
            result = project.ended(build or project.start())
            which, told = project.which(), is_told(result) and (mode or "writable" not in result.said)
            remount(scratch / "locked", "rw")
            yield which, told, next_works(project)


def remount(folder: Path, mode: str) -> bool:
    """Whether a disk could be made read-only or writable; one with a file open for writing cannot."""
    command = ["mount", "-o", f"remount,{mode}", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unowned(project: SabotagedProject) -> Iterator[tuple[str, bool, bool]]:
    """A user who may read the project and write nothing there, and one who may write all but the old site."""
    user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    for opened in ((), (project.root,), (project.root, project.root / "dist")):
        for folder in opened:
            folder.chmod(0o777)
        result = project.build(before=user)
        which, told = project.which(), is_told(result)
        for left in project.root.rglob("*bindery-build*"):  # files of another user, which that user deletes
            shutil.rmtree(left, ignore_errors=True)
        yield which, told, next_works(project)


def changed(project: SabotagedProject, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """A file removed, replaced or grown while the site is built: a site of before, of after, or the old one."""
    deeds: dict[str, Callable[[Path], object]] = {
        "docs/about.md": Path.unlink,
        PAGE: lambda path: path.write_text(path.read_text("utf-8").replace("grow hot", "grow warm"), "utf-8"),
        "docs/more.md": lambda path: path.write_text("# More\n\nGrown.\n", "utf-8"),
        "briefings/heat/sources.yml": Path.unlink,
        "mkdocs.yml": lambda path: path.write_text(
            path.read_text("utf-8").replace("Newsroom", "Desk"), "utf-8"
        ),
    }
    after = {}
    for name, deed in deeds.items():
        deed(project.root / name)
        after[name] = project.build().site
        project.again()
    for number in range(tries):
        name = list(deeds)[number % len(deeds)]
        build = project.start()
        time.sleep(chance.uniform(0.2, 1.6))
        deeds[name](project.root / name)
        result = project.ended(build)
        good = {project.old.site: "old", project.new.site: "new", after[name]: "new"}
        fits = (result.site == project.old.site) == (result.code != 0)
        told = is_told(result) and fits
        which = good.get(result.site, "broken")
        project.again()
        yield which, told, next_works(project)


def clocks(project: SabotagedProject) -> Iterator[tuple[str, bool, bool]]:
    """A clock that is ten years slow, or stands in 1970 or in 2038, and days that the environment names."""
    for day in ("2016-11-25 12:00:00", "2038-01-19 04:00:00", "1970-01-02 00:00:00"):
        result = project.build(before=("faketime", "-f", f"@{day}"))
        yield project.which(), is_told(result) and result.code == 0, next_works(project)


def named_days(project: SabotagedProject) -> Iterator[tuple[str, bool, bool]]:
    """Days that the environment names: a number of seconds, or nothing of the kind."""
    for seconds in ("0", "2147483648", "", "-1", "1e9", "²", "yesterday", "9" * 30):
        result = project.build(SOURCE_DATE_EPOCH=seconds)
        refused = result.code == 2 and "SOURCE_DATE_EPOCH" in result.said and "Traceback" not in result.said
        good = result.code == 0 if seconds.isascii() and seconds.isdigit() and len(seconds) < 11 else refused
        yield project.which(), good, next_works(project)


def main() -> None:
    """Runs every fault."""
    heed_interrupts()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tries", type=int, default=100, help="how often each kind of kill is tried")
    parser.add_argument("--only", default="", help="the faults in whose name this stands")
    asked = parser.parse_args()
    table, root = Table(asked.only), os.geteuid() == 0
    with tempfile.TemporaryDirectory(prefix="bindery-torture-") as name:
        scratch = Path(name).resolve()
        scratch.chmod(0o755)
        project = SabotagedProject(scratch / "project")
        table.row("killed at a step", lambda: at_steps(project, "kill", asked.tries))
        table.row("killed at a step, no exchange", lambda: at_steps(project, "kill noexchange", asked.tries))
        table.row("interrupted at a step", lambda: at_steps(project, "interrupt", asked.tries // 2))
        table.row("killed at a random time", lambda: at_times(project, asked.tries // 2))
        few = max(5, asked.tries // 5)
        table.row("the disk is full at a step", lambda: at_steps(project, "full", few))
        table.row("a step is refused", lambda: at_steps(project, "refuse", few))
        table.row("a step is refused, no exchange", lambda: at_steps(project, "refuse noexchange", few))
        table.row("a file may not grow", lambda: limited(project, few // 2))
        if root:
            table.row("a small disk is full", lambda: full(scratch, few))
            table.row("a disk turns read-only", lambda: readonly(scratch))
            table.row("nothing there is ours to write", lambda: unowned(project))
        else:
            table.skip("disks that are full or read-only", "this needs root, who may mount a small one")
        for builds in (2, 3, 4):
            table.row(f"{builds} builds at once", lambda builds=builds: at_once(project, builds, 5))
        table.row("an input changes meanwhile", lambda: changed(project, few + 5))
        table.row("a day named by the environment", lambda: named_days(project))
        if shutil.which("faketime"):
            table.row("the clock is wrong", lambda: clocks(project))
        else:
            table.skip("the clock is wrong", "there is no faketime")
    sys.exit(table.bad)


if __name__ == "__main__":
    main()
