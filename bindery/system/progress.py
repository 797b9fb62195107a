"""How far a work is: a line on a terminal while it goes on, and a table of where its time went.

A work is in one stage at each moment, so that the times of the stages add up to the whole. What works says which stage
it is in; nothing here knows what that is good for. Where nobody watches, nothing is kept.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar, cast

import click

from bindery.text.report import Format

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
WORDS = {
    "starting": "starting",
    "remembering": "comparing with last time",
    "preparing": "preparing the site",
    "reading": "reading files",
    "checking": "checking",
    "rendering": "rendering pages",
    "drawing": "drawing cards",
    "exporting": "making data files",
    "composing": "composing pages",
    "copying": "copying files",
    "writing": "writing pages",
    "indexing": "making the search index",
    "one-file": "one-file editions",
    "listing": "writing checksums",
    "inspecting": "inspecting",
    "bundling": "bundling",
    "joining": "joining with the last site",
    "publishing": "publishing",
    "clearing": "clearing up",
}
"""Every stage, in the words that a reader sees."""

QUIET = 0.3  # seconds of a work that needs no line: it is over before anybody wonders
BETWEEN = 0.1  # seconds between two looks of the line within one stage
_BAR, _LEAST_BAR = 32, 8  # columns of the bar at most, and those under which there is none


def step(stage: str, done: int = 0, of: int = 0) -> None:
    """Says that the work is in a stage from here on, and how much of it is done where that is known."""
    if watch := _WATCH.get():
        watch.step(stage, done, of)


def unwatch() -> None:
    """Has nobody watch any more: a second process of a work tells of nothing."""
    _WATCH.set(None)


def counted(stage: str, things: Sequence[T]) -> Iterator[T]:
    """The things, one after another, each told of as a step of a stage."""
    for number, thing in enumerate(things, 1):
        step(stage, number, len(things))
        yield thing


@contextmanager
def watching(form: Format, *, timings: bool) -> Iterator[ProgressWatch]:
    """Watches a work: shows a line where a person sees it, and at the end a table where it is asked for.

    Args:
        form: how problems are printed; a machine is shown no line.
        timings: whether to print the table, to standard error.
    """
    watch = ProgressWatch(_Line() if form == "text" and _is_seen(sys.stderr) else None)
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)
        watch.end()
        if timings:
            click.echo(timing_table(watch), err=True)


def _is_seen(stream: TextIO) -> bool:
    """Whether a person looks at a stream, on a terminal that can take a line back."""
    return stream.isatty() and (os.name == "nt" or os.environ.get("TERM", "dumb") not in ("dumb", "unknown"))


class ProgressWatch:
    """What is known of a work that goes on.

    Attributes:
        stage: the one that it is in.
        spent: seconds, and seconds of processor, of each stage so far, in the order of their beginning.
        pages: how many pages it made; 0 where it makes none.
    """

    def __init__(self, line: _Line | None) -> None:
        self.stage = "starting"
        self.pages = 0
        self.spent: dict[str, tuple[float, float]] = {}
        self._since = (time.perf_counter() - _age(), 0.0)
        self._line = line

    def step(self, stage: str, done: int, of: int) -> None:
        """The work is in a stage, and some of it is done."""
        fresh = stage != self.stage
        if fresh:
            self._spend()
            self.stage = stage
        if self._line:
            self._line.show(WORDS[stage], done, of, fresh=fresh)

    def end(self) -> None:
        """The work is over."""
        self._spend()
        if self._line:
            self._line.close()

    def _spend(self) -> None:
        now = (time.perf_counter(), _worked())
        before = self.spent.get(self.stage, (0.0, 0.0))
        self.spent[self.stage] = (
            before[0] + now[0] - self._since[0],
            before[1] + now[1] - self._since[1],
        )
        self._since = now


_WATCH: ContextVar[ProgressWatch | None] = ContextVar("watch", default=None)


class _Line:
    """The line on a terminal. While there may be one, what others print takes its place, and it comes again below."""

    def __init__(self) -> None:
        self.streams = (sys.stdout, sys.stderr)
        self.begun = time.perf_counter()
        self.drawn = 0.0
        self.there = False
        self.console: Console | None = None
        self.open = False  # whether somebody printed the beginning of a line
        sys.stdout, sys.stderr = (cast("TextIO", _Over(stream, self)) for stream in self.streams)

    def show(self, words: str, done: int, of: int, *, fresh: bool) -> None:
        """Draws the line again, unless it is too early, or too soon after the last time."""
        now = time.perf_counter()
        if now - self.begun < QUIET or self.open or not (fresh or now - self.drawn >= BETWEEN):
            return
        self.there = True  # even if it is interrupted
        self._draw(f"{words} {done:>{len(f'{of:,}')},} of {of:,}" if of else words, done, of)
        self.drawn = time.perf_counter()

    def _draw(self, words: str, done: int, of: int) -> None:
        from rich.console import Console  # noqa: PLC0415  it takes long to load, and most builds show no line
        from rich.progress_bar import ProgressBar  # noqa: PLC0415

        self.console = console = self.console or Console(file=self.streams[1], highlight=False, markup=False)
        room = console.width - len(words) - 2  # but for a space, and the last column, where lines break
        width = min(_BAR, room) if of and room >= _LEAST_BAR else 0
        with console:  # all is written at once
            self._erase(console)
            console.print(words[: console.width - 1], end=" " if width else "", no_wrap=True, crop=False)
            if width:
                bar = ProgressBar(of, done, width, complete_style="cyan", finished_style="cyan")
                console.print(bar, end="")

    def _erase(self, console: Console) -> None:
        from rich.control import Control  # noqa: PLC0415
        from rich.segment import ControlType  # noqa: PLC0415

        console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))

    def clear(self) -> None:
        """Takes the line away."""
        if self.there and self.console:
            self.there = False
            self._erase(self.console)

    def close(self) -> None:
        """Takes the line away for good."""
        self.clear()
        sys.stdout, sys.stderr = self.streams


class _Over:
    """A stream of the program's, from which the line is taken away before anything is written."""

    def __init__(self, stream: TextIO, line: _Line) -> None:
        self._stream = stream
        self._shown = line

    def write(self, text: str) -> int:
        """Writes where the line was."""
        self._shown.clear()
        written = self._stream.write(text)
        self._shown.open = bool(text) and not text.endswith("\n")
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def timing_table(watch: ProgressWatch) -> str:
    """Where the time of a work went: seconds, seconds of processor and share of each stage, and of the whole."""
    names = [*map(WORDS.__getitem__, watch.spent), "whole"]
    seconds, worked = (_parts([spent[n] for spent in watch.spent.values()]) for n in (0, 1))
    whole = seconds[-1] or 1.0
    shares = _parts([100 * part / whole for part in seconds[:-1]], 0)
    rows = [f"{'stage':25}{'seconds':>8}{'processor':>10}{'share':>7}"]
    for name, *numbers in zip(names, seconds, worked, shares, strict=True):
        rows.append("{:25}{:8.2f}{:10.2f}{:5.0f} %".format(name, *numbers))
    pages = f"{watch.pages:,} pages" if watch.pages else ""
    most = f"{peak / 1e6:,.0f} MB at most" if (peak := _peak()) else ""
    return "\n".join(
        [*rows[:-1], "  ".join(filter(None, (rows[-1], ", ".join(filter(None, (pages, most))))))]
    )


def _parts(values: Sequence[float], digits: int = 2) -> list[float]:
    """Values and their sum, rounded so that what is shown adds up."""
    sums = [round(value, digits) for value in accumulate(values, initial=0.0)]
    return [*(after - before for before, after in pairwise(sums)), sums[-1]]


def _age() -> float:
    """Seconds since the program began; where the system does not say when that was, those that it worked."""
    if sys.platform != "linux":
        return _worked()
    try:
        since = int(Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - since / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        return _worked()
    return max(age, _worked())


def _worked() -> float:
    """Seconds that a processor worked for the program and for those that it ran."""
    others = os.times()
    return time.process_time() + others.children_user + others.children_system


def _peak() -> int:
    """The most memory that the program had, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  Windows has none

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


__all__ = ["ProgressWatch", "counted", "step", "timing_table", "unwatch", "watching"]
