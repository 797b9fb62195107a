"""Builds the same briefings with Bindery and with other generators, and measures the cost of each.

`make bench` measures everything in about two hours, in plain and in rich text, and writes the tables to
docs/explanation/speed.md and each run to benchmarks/speed.json. `python benchmarks/bench.py --quick` checks in some
minutes that everything runs, and prints the tables. Environments and generated projects are in `.bench/`.
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
from itertools import product
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
SIZES = (1, 10, 50, 250)  # briefings
QUICK = (1,)
SLOW = 60.0  # CPU seconds; a peer whose build takes longer is run only once
TEXTS = tuple(made_up.PAGES)
PARAGRAPH = "a word in a paragraph"
REST = 2.0  # seconds to wait before each edit of a preview, in addition to the time of a build
SETTLED = 90.0  # seconds after which earlier deletions no longer slow the disk down
PREVIEWED = 50  # briefings of the largest site whose preview is measured


@dataclass
class Measured:
    """Results of one peer at one size of site.

    Attributes:
        peer: key of the peer in `peers.PEERS`.
        text: `plain` or `rich`.
        pages: number of pages of the site, as the other generators count them.
        cold: full builds, without a cache or an earlier site.
        warm: builds after one paragraph was edited.
        edits: builds after an edit of each other kind, by the names of `made_up.EDITS`; of peers that measure them.
        again: runs without an edit.
        waits: seconds until the preview showed an edit of a paragraph, one for each edit.
        shown: the same for edits of each other kind.
        html: number of HTML files built, without 404.html.
        output: size of the site in MB.
        packed: compressed size in bytes of each kind of page.
        failed: the error that stopped the measurement, or empty.
    """

    peer: str
    text: str
    pages: int
    cold: list[meter.Run] = field(default_factory=list)
    warm: list[meter.Run] = field(default_factory=list)
    edits: dict[str, list[meter.Run]] = field(default_factory=dict)
    again: list[meter.Run] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    shown: dict[str, list[float]] = field(default_factory=dict)
    html: int = 0
    output: float = 0
    packed: dict[str, int] = field(default_factory=dict)
    failed: str = ""

    @property
    def slow(self) -> bool:
        """Whether the peer is so slow that it is run only once."""
        return bool(self.cold) and self.cold[0].cpu > SLOW


@dataclass(frozen=True)
class Contender:
    """A peer with its project, its environment variables and its results so far."""

    peer: Peer
    project: Path
    environment: Mapping[str, str]
    measured: Measured

    def attempt(self, what: str, step: Callable[[], None]) -> None:
        """Runs a step, unless an earlier step failed; a failure stops only this peer."""
        if self.measured.failed:
            return
        try:
            step()
        except meter.FailedError as error:
            self.measured.failed = f"{what}: {error}"
            _tell(f"{self.peer.name}, {self.measured.failed}")

    def cold(self) -> None:
        """Measures a build like that of a fresh checkout."""
        keep = {Path(path).parts[0] for path in self._written()}
        for path in list(self.project.iterdir()):
            if path.name not in keep:
                _put_away(path)
        self.measured.cold.append(self._run())

    def warm(self, number: int) -> None:
        """Measures a build after a word was added to a paragraph, and checks that the page has it."""
        self.measured.warm.append(self._edited(f"Edited{number}", PARAGRAPH))

    def edits(self, number: int) -> None:
        """Measures a build after an edit of each other kind, for a peer that is measured so."""
        for change in self.peer.edits:
            run = self._edited(f"Changed{number}", change)
            self.measured.edits.setdefault(change, []).append(run)

    def _edited(self, word: str, change: str) -> meter.Run:
        """Measures a build after one edit.

        Raises:
            FailedError: no page has the edit.
        """
        manuscripts.edit(self.project, self.peer.kind, word, self.measured.text, change)
        run = self._run()
        if self.peer.site and not self._has(word, change):
            raise meter.FailedError(f"no page has the edit: {change}")
        return run

    def _has(self, word: str, change: str) -> bool:
        folder = self.project / str(self.peer.site) / "briefing-0"
        pages = [self._page("section")] if change == PARAGRAPH else folder.rglob("*.html")
        return any(word in page.read_text("utf-8") for page in pages)

    def again(self) -> None:
        """Measures a run without an edit, for a peer that makes no site."""
        if self.peer.site is None:
            self.measured.again.append(self._run())

    def weigh(self) -> None:
        """Counts the pages built, and measures their size.

        Raises:
            FailedError: pages are missing.
        """
        if self.peer.site is None:
            return
        site, made = self.project / self.peer.site, self.measured
        made.html = sum(1 for path in site.rglob("*.html") if path.name != "404.html")
        if made.html < made.pages:
            raise meter.FailedError(f"{made.html} pages were built instead of {made.pages}")
        made.output = meter.size(site)
        made.packed = {kind: meter.packed(self._page(kind)) for kind in peers.KINDS_OF_PAGES}

    def preview(self, times: int) -> None:
        """Measures edits while the project is served."""
        if self.peer.preview:
            rest = REST + max(run.wall for run in self.measured.cold)
            changes = (PARAGRAPH, *self.peer.edits)
            served = preview.Project(self.peer, self.project, self.environment, self.measured.text)
            waits = preview.waits(served, changes, times, rest)
            self.measured.waits += waits.pop(PARAGRAPH)
            self.measured.shown |= waits

    def _run(self) -> meter.Run:
        return meter.run(self.peer.build, self.project, self.environment)

    def _page(self, kind: str) -> Path:
        return self.project / str(self.peer.site) / self.peer.page(kind, self.measured.text)

    def _written(self) -> Iterator[str]:
        kind = manuscripts.KINDS[self.peer.kind]
        yield from kind.shared
        for briefing in made_up.briefings(1, self.measured.text):
            yield from (path for path, _ in kind.briefing(briefing))


def contender(key: str, text: str, number: int) -> Contender:
    """Installs a peer and writes its project of `number` briefings."""
    peer = peers.PEERS[key]
    environment = peers.install(peer, WORK / "environments")
    project = WORK / f"projects/{key}-{text}-{number}"
    if project.exists():
        _put_away(project)
    # In a process of its own, because the kernel counts the memory of this process for its children too.
    writer = [sys.executable, manuscripts.__file__, peer.kind, text, str(number), str(project)]
    subprocess.run(writer, check=True)
    own = {"XDG_CACHE_HOME": str(project / ".cache")}
    measured = Measured(key, text, made_up.PAGES[text] * number + 1)
    return Contender(peer, project, {**environment, **own}, measured)


def compare(keys: list[str], text: str, number: int, runs: int) -> list[Measured]:
    """Measures all peers with `number` briefings. Their full builds alternate, so that disturbances affect all alike."""
    contenders = [contender(key, text, number) for key in keys]
    for turn in range(runs):
        for one in _turn(contenders, turn):
            one.attempt("cold", one.cold)
    for one in contenders:
        one.attempt("output", one.weigh)
    # The edits of one peer follow each other, Bindery's first: some peers delete their site for each edit, and after
    # that the disk is slow to make files for a while, which would slow the next peer down.
    for one in contenders:
        for turn in range(1 if one.measured.slow else runs):
            one.attempt("warm", partial(one.warm, turn))
            one.attempt("again", one.again)
        for turn in range(runs):
            one.attempt("edits", partial(one.edits, turn))
        if number <= PREVIEWED:
            one.attempt("preview", partial(one.preview, runs))
        _put_away(one.project)
    return [one.measured for one in contenders]


def _put_away(path: Path) -> None:
    """Moves a file or folder away instead of deleting it: after many deletions ext4 is slow for half a minute."""
    TRASH.mkdir(parents=True, exist_ok=True)
    path.rename(TRASH / f"{path.name}-{time.monotonic_ns()}")


def _settle() -> None:
    """Waits until deletions, such as those of a server that ends, no longer slow ext4 down: a minute after a sync."""
    os.sync()
    time.sleep(SETTLED)


def _turn(contenders: list[Contender], number: int) -> list[Contender]:
    """Returns the peers to run in one round: each round starts with another one; slow peers run in the first only."""
    first = number % len(contenders)
    turned = contenders[first:] + contenders[:first]
    return [one for one in turned if number == 0 or not one.measured.slow]


def main() -> None:
    """Runs the benchmark, and writes or prints the tables."""
    asked = _arguments()
    known = peers.known()
    keys = asked.peers or list(known)
    if not set(keys) <= set(known):
        sys.exit("this version of Bindery has no option --website-only")
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
    for text, number in product(asked.text, asked.briefings):
        here = [key for key in keys if asked.peers or number <= known[key].limit]
        if not asked.quick:
            _settle()
        _tell(f"{text} text, {number} briefings: {', '.join(here)}")
        results["measured"] += map(asdict, compare(here, text, number, asked.runs))
        results["load"].append(round(os.getloadavg()[0], 1))
        results["own_peak"] = meter.own_peak()
        (WORK / "results.json").write_text(
            json.dumps(results), "utf-8"
        )  # in case the next size is interrupted
    shutil.rmtree(TRASH, ignore_errors=True)
    if asked.print:
        print(report.tables(results))
    else:
        report.write(ROOT, results)
        _tell("wrote docs/explanation/speed.md and benchmarks/speed.json")


def _arguments() -> argparse.Namespace:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument(
        "--briefings", type=_numbers, default=SIZES, help="numbers of briefings, such as 1,10,50,250"
    )
    read.add_argument("--text", type=_texts, default=TEXTS, help=f"one of {','.join(TEXTS)} (default: both)")
    read.add_argument("--runs", type=int, default=3, help="number of runs of each build (default: 3)")
    read.add_argument("--peers", type=_names, help=f"some of {','.join(peers.PEERS)} (default: all)")
    read.add_argument("--print", action="store_true", help="print the tables and do not write files")
    read.add_argument("--quick", action="store_true", help="measure one briefing once and print the tables")
    asked = read.parse_args()
    if asked.quick:
        asked.briefings, asked.runs, asked.print = QUICK, 1, True
    return asked


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _texts(text: str) -> list[str]:
    found = text.split(",")
    if wrong := [name for name in found if name not in TEXTS]:
        raise argparse.ArgumentTypeError(f"{wrong[0]}: not one of {', '.join(TEXTS)}")
    return found


def _names(text: str) -> list[str]:
    found = text.split(",")
    if wrong := [name for name in found if name not in peers.PEERS]:
        raise argparse.ArgumentTypeError(f"{wrong[0]}: not one of {', '.join(peers.PEERS)}")
    return found


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
