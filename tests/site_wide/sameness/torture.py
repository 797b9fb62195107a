"""Builds two projects in every world that this machine can make, and tampers with what was built; prints figures.

Run `python tests/site_wide/sameness/torture.py`; it takes some minutes. It exits with 1 when a promise was not kept. `--only
WORD` builds only in worlds whose name has that word.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3])]  # tests/, and what they test

from site_wide.sameness.tampering import NUMBERS, bytes_of_zip, in_folder, in_zip
from site_wide.sameness.worlds import (
    NOBODY,
    PLAIN,
    World,
    build,
    committed,
    differences,
    everything_else,
    locales,
    made,
    masked,
)
from site_wide.sameness.worlds import small as small_project
from support.project import ROOT, Site

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "site", "dist", "node_modules", "__pycache__", ".*_cache"
)
VARIABLES = {
    "TZ": ("Pacific/Kiritimati", "America/St_Johns", "Pacific/Pago_Pago"),
    "PYTHONHASHSEED": ("0", "1", "4294967295"),
    "WORLD_SHUFFLE": ("1", "2", "3"),
    "WORLD_DAYS": ("-9000", "-400", "-1", "1"),
    "SOURCE_DATE_EPOCH": ("0", "1400000000"),
}
SOMEBODY = {"USER": "somebody-else", "LOGNAME": "somebody-else", "HOME": "/nonexistent"}
RUN_BY = {
    "another user": masked(),
    "clock of 2014 for all libraries": ("faketime", "2014-03-02 23:59:58"),
    "one processor": ("taskset", "--cpu-list", "0"),
    "no network": ("unshare", "--net"),
}
CONNECT = re.compile(r"\b(?:connect|sendto|sendmsg)\(.*AF_INET6?\b")


def worlds() -> Iterator[World]:
    """One difference at a time, and all at once."""
    for name in locales():
        yield World(f"locale {name}", {"LC_ALL": name})
        unmended = {"LC_ALL": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        yield World(f"locale {name}, no UTF-8 mode", unmended)
    for variable, values in VARIABLES.items():
        yield from (World(f"{variable} {value}", {variable: value}) for value in values)
    yield from (World(f"umask {umask:03o}", umask=umask) for umask in (0o077, 0o000, 0o027))
    yield World("path with a blank and é", folder="un père et sa fille")
    yield World("long path", folder="x" * 120)
    yield World("width 20", {"COLUMNS": "20", "TERM": "dumb", "NO_COLOR": "1"})
    yield World("old files", old=True)
    if os.geteuid() == 0:
        yield World("somebody else's files", owner=NOBODY)
    yield from (World(name, SOMEBODY, before=before) for name, before in RUN_BY.items() if works(before))
    yield everything_else()


def works(before: tuple[str, ...]) -> bool:
    """Whether a command can be run by others here."""
    if not before or shutil.which(before[0]) is None:
        return False
    return subprocess.run([*before, "true"], capture_output=True, check=False).returncode == 0


def real_project(folder: Path) -> Site:
    """This repository as it lies here, as the one commit of another."""
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    return committed(Site(folder))


def compare(name: str, project: Site, scratch: Path, wanted: str) -> bool:
    """Builds a project in every world, and tells of each how many files differ."""
    print(f"\n## Sameness: {name}\n\n| world | files | differ | s |\n| --- | --: | --: | --: |")
    first = build(project.root, PLAIN, scratch / f"{name}-plain")
    kept = True
    for number, world in enumerate(worlds()):
        if wanted not in world.name:
            continue
        place = scratch / f"{name}-{number}"
        start = time.monotonic()
        try:
            found = differences(first, build(project.root, world, place))
        except AssertionError as error:
            kept = False
            print(f"| {world.name} | – | not built | – |\n\n{error}", flush=True)
            continue
        took = time.monotonic() - start
        print(f"| {world.name} | {len(made(first))} | {len(found)} | {took:.1f} |", flush=True)
        kept = kept and not found
        if found:
            print(f"\n{', '.join(found[:8])}\n")
        shutil.rmtree(place)
    return kept


def network(project: Site, scratch: Path) -> bool:
    """Whether a build, with all that it runs, asks the network for nothing, as the kernel sees it."""
    print("\n## Network\n")
    if shutil.which("strace") is None:
        print("strace is not here: NOT TRIED")
        return True
    log = scratch / "strace.txt"
    watched = ("strace", "--follow-forks", "--trace=network", "--output", str(log))
    build(project.root, World("watched", before=watched), scratch / "watched")
    lines = log.read_text("utf-8", "replace").splitlines()
    asked = [line for line in lines if CONNECT.search(line)]
    opened = [line for line in lines if "socket(AF_INET" in line]
    print(f"strace saw {len(lines)} lines, {len(opened)} sockets of the internet, {len(asked)} connects")
    print("\n".join(asked[:10]))
    return not asked


def tampered(project: Site, scratch: Path) -> bool:
    """Whether `bindery verify` finds and names whatever was done to a folder and to a zip."""
    print("\n## Tampering\n\n| deed | of | trials | found and named |\n| --- | --- | --: | --: |")
    site = build(project.root, PLAIN, scratch / "whole")
    [packed] = (site.root / "dist").glob("*.zip")
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as archive:
        unpacked = {name: archive.read(name) for name in archive.namelist()}
    files = {
        path.removeprefix("site/"): data
        for path, (_, data) in made(site).items()
        if re.fullmatch("site/.*[^/]", path)
    }
    kept = True
    for kind, number in NUMBERS.items():
        for what, tried in (
            ("folder", lambda kind, seed: in_folder(site.site, files, kind, seed)),
            ("zip", lambda kind, seed: in_zip(scratch / "tampered.zip", unpacked, kind, seed)),
        ):
            found = sum(tried(kind, seed) for seed in range(number))
            print(f"| {kind} | {what} | {number} | {found} |", flush=True)
            kept = kept and found == number
    told = [bytes_of_zip(packed.read_bytes(), scratch / "flipped.zip", seed) for seed in range(200)]
    print(
        f"| any byte of the zip itself | zip | 200 | {told.count('found')}; {told.count('harmless')} change no file |"
    )
    return kept and "missed" not in told


def main() -> None:
    """Does all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="word that a world's name must have")
    parser.add_argument("--small", action="store_true", help="leave out the large project")
    asked = parser.parse_args()
    wanted = asked.only
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        scratch = Path(name)
        few = committed(small_project(scratch / "small"))
        real = few if asked.small else real_project(scratch / "real")
        kept = [compare("small", few, scratch, wanted)]
        kept += [] if asked.small else [compare("real", real, scratch, wanted)]
        if not wanted:
            kept += [network(real, scratch), tampered(few, scratch)]
    print("\nall promises kept" if all(kept) else "\nA PROMISE WAS NOT KEPT")
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
