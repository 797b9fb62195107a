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

from site_wide.faults.killed_builds import PAGE, Press, Result  # noqa: E402  found by the line above

TOLD = {0, 1, 3, 130}  # the exit codes of a build that ended by itself
COLUMNS = ("tries", "old", "new", "none", "broken", "untold", "next works")
FAILING = ("broken", "untold")
NOBODY = 65534
chance = random.Random(2026)  # noqa: S311  the same moments in each run


class Table:
    """What became of the site, by fault."""

    def __init__(self, only: str) -> None:
        self.only = only
        self.bad = False
        print(f"{'fault':44}" + "".join(f"{name:>12}" for name in COLUMNS))

    def row(self, name: str, tries: Callable[[], Iterator[tuple[str, bool, bool]]]) -> None:
        """Run the tries of a fault, each of which gives: which site there is, whether all was told, whether the next build works."""
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
        """Say loudly that a fault was not tried."""
        if self.only in name:
            print(f"{name:44} DID NOT RUN: {why}", flush=True)


def is_told(result: Result) -> bool:
    """Whether a build that was not killed ended with a known code and without a traceback."""
    ok = result.code == -9 or (result.code in TOLD and "Traceback" not in result.said)
    if not ok:
        print(result.code, result.said, file=sys.stderr)
    return ok


def next_works(pending: Press) -> bool:
    """Whether the build after a fault makes the new site and its files, and leaves nothing else."""
    result = pending.build()
    ok = (result.code, result.site, result.dist) == (0, pending.new.site, pending.new.dist)
    ok = ok and not pending.leftovers()
    if not ok:
        print(result.code, result.said, pending.leftovers(), file=sys.stderr)
    pending.again()
    return ok


def at_steps(pending: Press, deed: str, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """A deed at each step of a build; when those are more than `tries`, at each rename and at as many others."""
    steps = pending.steps(deed)
    numbers = range(1, len(steps) + 1)
    chosen = {n for n in numbers if steps[n - 1].startswith("os.rename")}
    others = [n for n in numbers if n not in chosen]
    chosen |= set(chance.sample(others, min(len(others), max(0, tries - len(chosen)))))
    for number in sorted(chosen):
        result = pending.build(SABOTAGE=deed, SABOTAGE_AT=str(number))
        yield pending.which(), is_told(result), next_works(pending)


def at_times(pending: Press, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """Killed at a random time."""
    began = time.monotonic()
    pending.build()
    length = time.monotonic() - began
    pending.again()
    for _ in range(tries):
        build = pending.start()
        time.sleep(chance.uniform(0, length))
        build.kill()
        yield press_after(pending, build)


def press_after(pending: Press, build: subprocess.Popen[str]) -> tuple[str, bool, bool]:
    """What a build left that is waited for."""
    result = pending.ended(build)
    return pending.which(), is_told(result), next_works(pending)


def at_once(pending: Press, builds: int, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """Several builds at one time."""
    for _ in range(tries):
        running = [pending.start() for _ in range(builds)]
        results = [pending.ended(build) for build in running]
        told = all(is_told(result) for result in results) and any(result.code == 0 for result in results)
        yield pending.which(), told, next_works(pending)


def limited(pending: Press, tries: int) -> Iterator[tuple[str, bool, bool]]:
    """No file may be larger than some kilobytes: as on a disk that is full, writing stops in the middle of a file."""
    for kilobytes in chance.sample(range(1, 160), tries):
        result = pending.build(before=("sh", "-c", f'ulimit -f {kilobytes}; exec "$@"', "sh"))
        yield pending.which(), is_told(result), next_works(pending)


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
        pending = Press(scratch / "small/project")
        for _ in range(tries):
            filling = scratch / "small/filling"
            free = shutil.disk_usage(scratch / "small").free
            filling.write_bytes(bytes(max(0, free - int(chance.uniform(0, 3.2e6)))))
            result = pending.build()
            which, told = pending.which(), is_told(result)
            filling.unlink()
            yield which, told, next_works(pending)


def readonly(scratch: Path) -> Iterator[tuple[str, bool, bool]]:
    """A disk that turns read-only, at rest and in the middle of a build."""
    with disk(scratch / "locked", 64):
        pending = Press(scratch / "locked/project")
        for delay in (None, 0.4, 0.8, 1.0, 1.2):
            build = None if delay is None else pending.start()
            time.sleep(delay or 0)
            mode = remount(scratch / "locked", "ro")
            result = pending.ended(build or pending.start())
            which, told = pending.which(), is_told(result) and (mode or "writable" not in result.said)
            remount(scratch / "locked", "rw")
            yield which, told, next_works(pending)


def remount(folder: Path, mode: str) -> bool:
    """Whether a disk could be made read-only or writable; one with a file open for writing cannot."""
    command = ["mount", "-o", f"remount,{mode}", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unowned(pending: Press) -> Iterator[tuple[str, bool, bool]]:
    """A user who may read the project and write nothing there, and one who may write all but the old site."""
    user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    for opened in ((), (pending.root,), (pending.root, pending.root / "dist")):
        for folder in opened:
            folder.chmod(0o777)
        result = pending.build(before=user)
        which, told = pending.which(), is_told(result)
        for left in pending.root.rglob("*bindery-build*"):  # what a stranger left, its owner removes
            shutil.rmtree(left, ignore_errors=True)
        yield which, told, next_works(pending)


def changed(pending: Press, tries: int) -> Iterator[tuple[str, bool, bool]]:
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
        deed(pending.root / name)
        after[name] = pending.build().site
        pending.again()
    for number in range(tries):
        name = list(deeds)[number % len(deeds)]
        build = pending.start()
        time.sleep(chance.uniform(0.2, 1.6))
        deeds[name](pending.root / name)
        result = pending.ended(build)
        good = {pending.old.site: "old", pending.new.site: "new", after[name]: "new"}
        fits = (result.site == pending.old.site) == (result.code != 0)
        told = is_told(result) and fits
        which = good.get(result.site, "broken")
        pending.again()
        yield which, told, next_works(pending)


def clocks(pending: Press) -> Iterator[tuple[str, bool, bool]]:
    """A clock that is ten years slow, or stands in 1970 or in 2038, and days that the environment names."""
    for day in ("2016-11-25 12:00:00", "2038-01-19 04:00:00", "1970-01-02 00:00:00"):
        result = pending.build(before=("faketime", "-f", f"@{day}"))
        yield pending.which(), is_told(result) and result.code == 0, next_works(pending)


def named_days(pending: Press) -> Iterator[tuple[str, bool, bool]]:
    """Days that the environment names: a number of seconds, or nothing of the kind."""
    for seconds in ("0", "2147483648", "", "-1", "1e9", "²", "yesterday", "9" * 30):
        result = pending.build(SOURCE_DATE_EPOCH=seconds)
        refused = result.code == 2 and "SOURCE_DATE_EPOCH" in result.said and "Traceback" not in result.said
        good = result.code == 0 if seconds.isascii() and seconds.isdigit() and len(seconds) < 11 else refused
        yield pending.which(), good, next_works(pending)


def main() -> None:
    """Runs every fault."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tries", type=int, default=100, help="how often each kind of kill is tried")
    parser.add_argument("--only", default="", help="the faults in whose name this stands")
    asked = parser.parse_args()
    table, root = Table(asked.only), os.geteuid() == 0
    with tempfile.TemporaryDirectory(prefix="bindery-torture-") as name:
        scratch = Path(name).resolve()
        scratch.chmod(0o755)
        pending = Press(scratch / "project")
        table.row("killed at a step", lambda: at_steps(pending, "kill", asked.tries))
        table.row("killed at a step, no exchange", lambda: at_steps(pending, "kill noexchange", asked.tries))
        table.row("interrupted at a step", lambda: at_steps(pending, "interrupt", asked.tries // 2))
        table.row("killed at a random time", lambda: at_times(pending, asked.tries // 2))
        few = max(5, asked.tries // 5)
        table.row("the disk is full at a step", lambda: at_steps(pending, "full", few))
        table.row("a step is refused", lambda: at_steps(pending, "refuse", few))
        table.row("a step is refused, no exchange", lambda: at_steps(pending, "refuse noexchange", few))
        table.row("a file may not grow", lambda: limited(pending, few // 2))
        if root:
            table.row("a small disk is full", lambda: full(scratch, few))
            table.row("a disk turns read-only", lambda: readonly(scratch))
            table.row("nothing there is ours to write", lambda: unowned(pending))
        else:
            table.skip("disks that are full or read-only", "this needs root, who may mount a small one")
        for builds in (2, 3, 4):
            table.row(f"{builds} builds at once", lambda builds=builds: at_once(pending, builds, 5))
        table.row("an input changes meanwhile", lambda: changed(pending, few + 5))
        table.row("a day named by the environment", lambda: named_days(pending))
        if shutil.which("faketime"):
            table.row("the clock is wrong", lambda: clocks(pending))
        else:
            table.skip("the clock is wrong", "there is no faketime")
    sys.exit(table.bad)


if __name__ == "__main__":
    main()
