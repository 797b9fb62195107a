"""Shows the progress of a command in a line on the terminal, and at the end how long each stage took.

A command is in one stage at a time, so the times of the stages add up to the whole. The code that works calls `step` to
say which stage it is in. Without a `watching` block, nothing is recorded.

This is hand-written because `rich.progress` sends what is printed to a redirected standard output to the terminal
instead, and re-wraps it.
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
    "asking": "asking for pages",
    "checking": "checking",
    "rendering": "rendering pages",
    "drawing": "drawing cards",
    "exporting": "making data files",
    "composing": "composing pages",
    "copying": "copying files",
    "writing": "writing pages",
    "indexing": "making the search index",
    "one-file": "one-file editions",
    "pdf": "PDF files",
    "epub": "e-books",
    "docx": "Word documents",
    "listing": "writing checksums",
    "inspecting": "inspecting",
    "bundling": "bundling",
    "joining": "joining with the last site",
    "publishing": "publishing",
    "clearing": "clearing up",
}
"""The words that are shown for each stage, by its key."""

QUIET = 0.3  # seconds before the line first appears; a shorter run needs none
BETWEEN = 0.1  # least seconds between two updates of the line within one stage
_BAR, _LEAST_BAR = 32, 8  # the bar's largest width in columns, and the smallest that is drawn


def step(stage: str, done: int = 0, of: int = 0) -> None:
    """Reports the current stage.

    Args:
        stage: a key of `WORDS`.
        done: how many items of the stage are done.
        of: the number of items in the stage; 0 if it is not known.
    """
    if watch := _WATCH.get():
        watch.step(stage, done, of)


def unwatch() -> None:
    """Stops recording, in a second process that must report nothing."""
    _WATCH.set(None)


def counted(stage: str, things: Sequence[T]) -> Iterator[T]:
    """Yields each item, and reports it as a step of the stage."""
    for number, thing in enumerate(things, 1):
        step(stage, number, len(things))
        yield thing


@contextmanager
def watching(form: Format, *, timings: bool) -> Iterator[ProgressWatch]:
    """Shows a progress line if standard error is a terminal, and prints the table of times at the end if asked.

    Args:
        form: how problems are printed; the line is shown only for `text`.
        timings: whether to print the table, to standard error.
    """
    watch = ProgressWatch(_ProgressLine() if form == "text" and _is_terminal(sys.stderr) else None)
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)
        watch.end()
        if timings:
            click.echo(timing_table(watch), err=True)


def _is_terminal(stream: TextIO) -> bool:
    """Whether a stream is a terminal that can erase a line."""
    return stream.isatty() and (os.name == "nt" or os.environ.get("TERM", "dumb") not in ("dumb", "unknown"))


class ProgressWatch:
    """The stage, times and page count of a running command.

    Attributes:
        stage: key of the current stage.
        spent: elapsed and processor seconds of each stage so far, in the order in which they began.
        pages: number of pages made; 0 if the command makes none.
    """

    def __init__(self, line: _ProgressLine | None) -> None:
        self.stage = "starting"
        self.pages = 0
        self.spent: dict[str, tuple[float, float]] = {}
        self._since = (time.perf_counter() - _seconds_since_start(), 0.0)
        self._line = line

    def step(self, stage: str, done: int, of: int) -> None:
        """Records the current stage, and updates the line; the arguments are those of the function `step`."""
        fresh = stage != self.stage
        if fresh:
            self._spend()
            self.stage = stage
        if self._line:
            self._line.show(WORDS[stage], done, of, fresh=fresh)

    def end(self) -> None:
        """Records the time of the last stage, and removes the line."""
        self._spend()
        if self._line:
            self._line.close()

    def _spend(self) -> None:
        now = (time.perf_counter(), _processor_seconds())
        before = self.spent.get(self.stage, (0.0, 0.0))
        self.spent[self.stage] = (
            before[0] + now[0] - self._since[0],
            before[1] + now[1] - self._since[1],
        )
        self._since = now


_WATCH: ContextVar[ProgressWatch | None] = ContextVar("watch", default=None)


class _ProgressLine:
    """The line on a terminal; output that is printed meanwhile replaces it, and the line is drawn again below."""

    def __init__(self) -> None:
        self.streams = (sys.stdout, sys.stderr)
        self.begun = time.perf_counter()
        self.drawn = 0.0
        self.there = False
        self.console: Console | None = None
        self.open = False  # whether the last output did not end its line
        sys.stdout, sys.stderr = (
            cast("TextIO", _LineClearingStream(stream, self)) for stream in self.streams
        )

    def show(self, words: str, done: int, of: int, *, fresh: bool) -> None:
        """Draws the line, unless the run or the last update is too recent, or other output has not ended its line."""
        now = time.perf_counter()
        if now - self.begun < QUIET or self.open or not (fresh or now - self.drawn >= BETWEEN):
            return
        self.there = True  # set first, in case the drawing is interrupted
        self._draw(f"{words} {done:>{len(f'{of:,}')},} of {of:,}" if of else words, done, of)
        self.drawn = time.perf_counter()

    def _draw(self, words: str, done: int, of: int) -> None:
        from rich.console import Console  # noqa: PLC0415  it takes long to load, and most builds show no line
        from rich.progress_bar import ProgressBar  # noqa: PLC0415

        self.console = console = self.console or Console(file=self.streams[1], highlight=False, markup=False)
        room = console.width - len(words) - 2  # less a space, and the last column, where terminals wrap
        width = min(_BAR, room) if of and room >= _LEAST_BAR else 0
        with console:  # writes everything at once
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
        """Removes the line."""
        if self.there and self.console:
            self.there = False
            self._erase(self.console)

    def close(self) -> None:
        """Removes the line, and restores the standard streams."""
        self.clear()
        sys.stdout, sys.stderr = self.streams


class _LineClearingStream:
    """A standard stream that removes the progress line before anything is written."""

    def __init__(self, stream: TextIO, line: _ProgressLine) -> None:
        self._stream = stream
        self._shown = line

    def write(self, text: str) -> int:
        """Removes the line and writes the text; returns the number of characters."""
        self._shown.clear()
        written = self._stream.write(text)
        self._shown.open = bool(text) and not text.endswith("\n")
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def timing_table(watch: ProgressWatch) -> str:
    """A table of elapsed seconds, processor seconds and share of the time, for each stage and the whole."""
    names = [*map(WORDS.__getitem__, watch.spent), "whole"]
    seconds, worked = (_parts([spent[n] for spent in watch.spent.values()]) for n in (0, 1))
    whole = seconds[-1] or 1.0
    shares = _parts([100 * part / whole for part in seconds[:-1]], 0)
    rows = [f"{'stage':25}{'seconds':>8}{'processor':>10}{'share':>7}"]
    for name, *numbers in zip(names, seconds, worked, shares, strict=True):
        rows.append("{:25}{:8.2f}{:10.2f}{:5.0f} %".format(name, *numbers))
    pages = f"{watch.pages:,} pages" if watch.pages else ""
    most = f"{peak / 1e6:,.0f} MB at most" if (peak := _peak_memory()) else ""
    return "\n".join(
        [*rows[:-1], "  ".join(filter(None, (rows[-1], ", ".join(filter(None, (pages, most))))))]
    )


def _parts(values: Sequence[float], digits: int = 2) -> list[float]:
    """The values and then their sum, rounded so that the shown values add up to the shown sum."""
    sums = [round(value, digits) for value in accumulate(values, initial=0.0)]
    return [*(after - before for before, after in pairwise(sums)), sums[-1]]


def _seconds_since_start() -> float:
    """Seconds since the program started; its processor seconds if the system does not say when it started."""
    if sys.platform != "linux":
        return _processor_seconds()
    try:
        since = int(Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - since / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        return _processor_seconds()
    return max(age, _processor_seconds())


def _processor_seconds() -> float:
    """Processor seconds of the program and of the programs that it ran."""
    others = os.times()
    return time.process_time() + others.children_user + others.children_system


def _peak_memory() -> int:
    """The peak memory of the program, in bytes; 0 on Windows, which has no `resource`."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  Windows has none

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


__all__ = ["ProgressWatch", "counted", "step", "timing_table", "unwatch", "watching"]
