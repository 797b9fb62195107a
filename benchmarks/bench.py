"""Builds the same briefings with Bindery and with others, side by side, and writes down what that cost.

`make bench` measures everything, in the better part of an hour, and writes the tables into docs/explanation/speed.md and each run into
benchmarks/speed.json. `python benchmarks/bench.py --quick` shows in two minutes that everything runs, and prints the tables.
Environments and made-up projects lie in `.bench/`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import made_up
import manuscripts
import meter
import peers
import preview
import report
from peers import Peer

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".bench"
TRASH = WORK / "trash"
SIZES = (21, 201, 1_001, 5_001)
QUICK = (21,)
SLOW = 60.0  # seconds of processor; what takes longer is run once
REST = 2.0  # seconds more than a build takes, before each edit of what is previewed
SETTLED = 90.0  # seconds after which what was deleted before does not disturb
PREVIEWED = 1_001  # pages, of the largest site that is previewed


@dataclass
class Measured:
    """What was measured of one peer with one size of site.

    Attributes:
        peer: its key.
        pages: of the site, as the others make it.
        cold: builds into an empty folder, without anything kept from before.
        warm: builds after one paragraph was edited.
        again: runs after nothing was edited.
        waits: seconds until a preview showed an edit.
        html: pages that it made, without the one for addresses that do not exist.
        output: MB of the site.
        packed: bytes, as sent, of each kind of page.
        failed: why there is no more.
    """

    peer: str
    pages: int
    cold: list[meter.Run] = field(default_factory=list)
    warm: list[meter.Run] = field(default_factory=list)
    again: list[meter.Run] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    html: int = 0
    output: float = 0
    packed: dict[str, int] = field(default_factory=dict)
    failed: str = ""

    @property
    def slow(self) -> bool:
        """Whether one run has to do."""
        return bool(self.cold) and self.cold[0].cpu > SLOW


@dataclass(frozen=True)
class Contender:
    """A peer with its project and its environment, and what was measured of it so far."""

    peer: Peer
    project: Path
    environment: Mapping[str, str]
    measured: Measured

    def attempt(self, what: str, step: Callable[[], None]) -> None:
        """Does a step, unless one before it failed; a failure ends only this peer's part."""
        if self.measured.failed:
            return
        try:
            step()
        except meter.FailedError as error:
            self.measured.failed = f"{what}: {error}"
            _tell(f"{self.peer.name}, {self.measured.failed}")

    def cold(self) -> None:
        """A build as of a fresh checkout."""
        keep = {Path(path).parts[0] for path in self._written()}
        for path in list(self.project.iterdir()):
            if path.name not in keep:
                _put_away(path)
        self.measured.cold.append(self._run())

    def warm(self, number: int) -> None:
        """A build after an edit; the page has to have it.

        Raises:
            FailedError: the page is as it was.
        """
        word = f"Edited{number}"
        manuscripts.edit(self.project, self.peer.kind, word)
        self.measured.warm.append(self._run())
        if self.peer.site and word not in self._page("section").read_text("utf-8"):
            raise meter.FailedError("the edited paragraph is not in the page")

    def again(self) -> None:
        """A run in which nothing is different, of a peer that makes no site."""
        if self.peer.site is None:
            self.measured.again.append(self._run())

    def weigh(self) -> None:
        """Looks at what was built.

        Raises:
            FailedError: pages are missing.
        """
        if self.peer.site is None:
            return
        site, made = self.project / self.peer.site, self.measured
        made.html = sum(1 for path in site.rglob("*.html") if path.name != "404.html")
        if made.html < made.pages:
            raise meter.FailedError(f"there are {made.html} pages, and should be {made.pages}")
        made.output = meter.size(site)
        made.packed = {kind: meter.packed(self._page(kind)) for kind in self.peer.pages}

    def preview(self, times: int) -> None:
        """Edits while the project is served."""
        if self.peer.preview:
            rest = REST + max(run.wall for run in self.measured.cold)
            waits = preview.waits(self.peer, self.project, self.environment, times, rest)
            self.measured.waits += (round(seconds, 3) for seconds in waits)

    def _run(self) -> meter.Run:
        return meter.run(self.peer.build, self.project, self.environment)

    def _page(self, kind: str) -> Path:
        return self.project / str(self.peer.site) / self.peer.pages[kind]

    def _written(self) -> Iterator[str]:
        kind = manuscripts.KINDS[self.peer.kind]
        yield from kind.shared
        for briefing in made_up.briefings(1):
            yield from (path for path, _ in kind.briefing(briefing))


def contender(key: str, pages: int) -> Contender:
    """A peer, installed, with its project written."""
    peer = peers.PEERS[key]
    environment = peers.install(peer, WORK / "environments")
    project = WORK / f"projects/{key}-{pages}"
    if project.exists():
        _put_away(project)
    # In a process of its own: what this one holds in memory would be counted as what its children hold.
    writer = [sys.executable, manuscripts.__file__, peer.kind, str(pages // made_up.PAGES), str(project)]
    subprocess.run(writer, check=True)
    own = {"XDG_CACHE_HOME": str(project / ".cache")}
    return Contender(peer, project, {**environment, **own}, Measured(key, pages))


def compare(keys: list[str], pages: int, runs: int) -> list[Measured]:
    """All of them at one size: builds from nothing in turns, so that what disturbs one disturbs the others."""
    contenders = [contender(key, pages) for key in keys]
    for number in range(runs):
        for one in _turn(contenders, number):
            one.attempt("cold", one.cold)
    for one in contenders:
        one.attempt("output", one.weigh)
    # One peer's edits follow each other, ours first: some empty their sites for each, and where files were deleted a
    # disk is slow to make others for a while, which would count against whoever comes next.
    for one in contenders:
        for number in range(1 if one.measured.slow else runs):
            one.attempt("warm", partial(one.warm, number))
            one.attempt("again", one.again)
    for one in contenders:
        if pages <= PREVIEWED:
            one.attempt("preview", partial(one.preview, runs))
        _put_away(one.project)
    return [one.measured for one in contenders]


def _put_away(path: Path) -> None:
    """Moves something out of the way. For half a minute after many files were deleted, ext4 is slow to make new ones."""
    TRASH.mkdir(parents=True, exist_ok=True)
    path.rename(TRASH / f"{path.name}-{time.monotonic_ns()}")


def _settle() -> None:
    """Waits until ext4 has forgotten what was deleted, by servers when they end, too: a minute after it is on the disk."""
    os.sync()
    time.sleep(SETTLED)


def _turn(contenders: list[Contender], number: int) -> list[Contender]:
    """Who runs in one turn: another one first each time, and what is slow only in the first."""
    first = number % len(contenders)
    turned = contenders[first:] + contenders[:first]
    return [one for one in turned if number == 0 or not one.measured.slow]


def main() -> None:
    """Measures, and writes down or prints."""
    asked = _arguments()
    known = peers.known()
    keys = asked.peers or list(known)
    if not set(keys) <= set(known):
        sys.exit("this version of Bindery cannot build the website alone")
    results: dict[str, Any] = {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": meter.machine(),
        "python": sys.version.split()[0],
        "runs": asked.runs,
        "load": [round(os.getloadavg()[0], 1)],
        "versions": {key: peers.version(peer.package) for key, peer in known.items() if peer.package},
        "measured": [],
    }
    WORK.mkdir(exist_ok=True)
    for pages in asked.sizes:
        here = [key for key in keys if asked.peers or pages <= known[key].limit]
        if not asked.quick:
            _settle()
        _tell(f"{pages} pages: {', '.join(here)}")
        results["measured"] += map(asdict, compare(here, pages, asked.runs))
        results["load"].append(round(os.getloadavg()[0], 1))
        results["own_peak"] = meter.own_peak()
        (WORK / "results.json").write_text(json.dumps(results), "utf-8")  # should the next size not end
    shutil.rmtree(TRASH, ignore_errors=True)
    if asked.print:
        print(report.tables(results))
    else:
        report.write(ROOT, results)
        _tell("docs/explanation/speed.md and benchmarks/speed.json are written")


def _arguments() -> argparse.Namespace:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--sizes", type=_numbers, default=SIZES, help="pages, as 21,201,1001,5001")
    read.add_argument("--runs", type=int, default=3, help="of each build (3)")
    read.add_argument(
        "--peers", type=_names, help=f"some of {','.join(peers.PEERS)}; all, if nothing is said"
    )
    read.add_argument("--print", action="store_true", help="print the tables, and write nothing into docs/")
    read.add_argument("--quick", action="store_true", help="21 pages, one run, printed")
    asked = read.parse_args()
    if asked.quick:
        asked.sizes, asked.runs, asked.print = QUICK, 1, True
    return asked


def _numbers(text: str) -> list[int]:
    found = [int(part) for part in text.split(",")]
    if wrong := [n for n in found if n % made_up.PAGES != 1]:
        raise argparse.ArgumentTypeError(f"{wrong[0]}: a size is {made_up.PAGES} for each briefing, and one")
    return found


def _names(text: str) -> list[str]:
    found = text.split(",")
    if wrong := [name for name in found if name not in peers.PEERS]:
        raise argparse.ArgumentTypeError(f"{wrong[0]}: there are {', '.join(peers.PEERS)}")
    return found


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
