"""The site that a preview shows, kept up to date: an incremental build where only briefings were edited, else a full one.

A full build runs in a process of its own, into a new folder that then replaces the one before. So it can be ended at
any moment, and the memory that it used is freed when it ends.
"""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from bindery.build import build_messages, incremental, inspection, interface, previous_site, workspace
from bindery.build.changed_files import changed_files
from bindery.build.last_build import BuildRecord
from bindery.preview.notice_board import NoticeBoard
from bindery.provenance import checksums
from bindery.reading.project import FOLDER, STORE
from bindery.system import atomic, clock, disk, garbage_collector
from bindery.system.terminal import show
from bindery.text.problems import Problem
from bindery.text.report import printable, printable_lines, summary, tally

_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy locks that our threads hold
ALWAYS = ("mkdocs.yml", FOLDER, STORE, disk.TEMPLATES, "docs")  # watched until the settings have been read
_STOPPED = "the site was not built: the process that builds it ended early"


@dataclass(frozen=True)
class PreviewOutcome:
    """The result of a full build for the preview.

    Attributes:
        made: whether a site was built.
        problems: all problems of the briefings.
        refused: problems of the site's pages; a file is named by its path on the site.
        trouble: any other reason why no site was built, in words; empty for none.
        last_build: the build record; None where the next build cannot update this site.
        pages: number of pages.
        sources: files and folders that the site is made from; empty where mkdocs.yml cannot be read.
        base: path of the site's address, such as `/` or `/news/`.
    """

    made: bool = False
    problems: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    trouble: str = ""
    last_build: BuildRecord | None = None
    pages: int = 0
    sources: tuple[Path, ...] = ()
    base: str = "/"


def build_preview(root: Path, folder: Path, *, lenient: bool, answer: Connection) -> None:
    """Build the whole site and send the outcome; the entry point of the process that builds.

    Args:
        root: the project's folder.
        folder: an empty folder to build in.
        lenient: whether to build in spite of errors in briefings.
        answer: where the `PreviewOutcome` is sent.
    """
    garbage_collector.collect_seldom()
    with suppress(KeyboardInterrupt, BrokenPipeError), atomic.stoppable():
        answer.send(_full_build(root, folder, lenient=lenient))


def _full_build(root: Path, folder: Path, *, lenient: bool) -> PreviewOutcome:
    from bindery.build import full_build  # noqa: PLC0415  MkDocs takes long to load; only this process needs it

    try:
        known = full_build.load_settings(root)
    except full_build.SiteError as error:
        return PreviewOutcome(trouble=str(error))
    base = f"/{unquote(urlsplit(known.site_url).path).strip('/')}/".replace("//", "/")
    try:
        site = full_build.build_website(workspace.Workspace(root, folder, (), folder.parent), lenient=lenient)
    except full_build.BriefingsError as error:
        return PreviewOutcome(problems=error.problems, sources=known.sources, base=base)
    except full_build.SiteError as error:
        return PreviewOutcome(trouble=str(error), sources=known.sources, base=base)
    return PreviewOutcome(
        made=True,
        problems=site.problems,
        refused=site.refused,
        last_build=site.record,
        pages=site.pages,
        sources=known.sources,
        base=base,
    )


class Preview:
    """The site that a preview shows.

    Attributes:
        root: the project's folder.
        scratch: a folder for the sites that are built.
        board: tells the server what to show.
        sources: files and folders that the site is made from.
    """

    def __init__(self, root: Path, scratch: Path, board: NoticeBoard) -> None:
        self.root = root
        self.scratch = scratch
        self.board = board
        self.sources: tuple[Path, ...] = tuple(root / name for name in ALWAYS)
        self._folder: Path | None = None
        self._before: Path | None = None  # kept for one more build: a browser may still be reading from it
        self._count = 0
        self._last: BuildRecord | None = None
        self._listed: Mapping[str, str] = {}  # the checksum list of the site: SHA-256 by path
        self._day = ""  # the day for which the site was built, as YYYY-MM-DD
        self._others_changed = (
            False  # whether anything other than briefings changed since the last full build
        )

    def follow(self, changed: Iterable[Path]) -> None:
        """Show the site as it is after a change.

        Args:
            changed: the files and folders that changed.
        """
        near = [self.root.resolve() / name for name in (FOLDER, STORE)]
        self._others_changed |= not all(any(path.is_relative_to(top) for top in near) for path in changed)
        if self._others_changed or self._day != str(clock.today()) or not self._update():
            self.build()

    def build(self) -> None:
        """Build the whole site and show it; where that fails, show the reason on the pages of the site before."""
        begun = time.perf_counter()
        if self._before:
            shutil.rmtree(self._before, ignore_errors=True)
        self._count += 1
        folder = self.scratch / f"site-{self._count}"
        folder.mkdir()
        today = str(clock.today())
        outcome = self._run(folder)
        self.sources = outcome.sources or self.sources
        if outcome.made:
            self._before, self._folder = self._folder, folder
            self._last, self._day, self._others_changed = outcome.last_build, today, False
            if outcome.last_build:
                self._listed = checksums.read_checksums((folder / checksums.NAME).read_bytes())
        else:
            shutil.rmtree(folder, ignore_errors=True)
        self.board.show(folder=self._folder, base=outcome.base, problems=_faults(outcome))
        _report(outcome, begun)

    def _run(self, folder: Path) -> PreviewOutcome:
        """Build the whole site in another process."""
        receiver, sender = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(
            target=build_preview,
            args=(self.root, folder),
            kwargs={"lenient": self._folder is None, "answer": sender},
        )
        process.start()
        sender.close()
        try:
            outcome: PreviewOutcome = receiver.recv()
        except EOFError:
            return PreviewOutcome(trouble=_STOPPED)
        finally:
            process.terminate()
            process.join()
            receiver.close()
        return outcome

    def warm(self) -> None:
        """Load and cache all that an incremental build needs, so that the first edit is shown as fast as later ones."""
        if self._last and self._folder:
            # The first edit will meet the same error, and deal with it.
            with suppress(workspace.RebuildError, OSError):
                incremental.IncrementalBuild(self._place(self._folder), self._last).remade_files(self._listed)

    def _place(self, folder: Path) -> workspace.Workspace:
        return workspace.Workspace(self.root, folder, (), self.scratch)

    def _update(self) -> bool:
        """Make only the pages that an edit of briefings can have changed, and show them.

        Returns:
            Whether the site is up to date; where it is not, everything has to be built.
        """
        begun = time.perf_counter()
        if self._last is None or self._folder is None:
            return False
        try:
            new = incremental.IncrementalBuild(self._place(self._folder), self._last)
            remade = new.remade_files(self._listed)
            changed = changed_files(remade, self._listed)
            previous_site.put_files(self._folder, changed.files, changed.removed)
            record = new.new_record(changed.listed)
            written = len(changed.files) + len(changed.removed)
        except incremental.FaultyBriefingsError as error:
            self._show_faults(error.problems)
            _say(f"{_names(error.problems)} not shown as edited", begun, summary(error.problems))
            return True
        except (workspace.RebuildError, OSError):
            return False
        if written or self.board.shown.problems:
            self.board.show(problems={})
        last, self._last, self._listed = self._last, record, changed.listed
        try:  # the pages are shown already: an edit is seen sooner, and problems are rare
            new.inspect(self._folder, remade, changed, {})
        except (inspection.InspectionError, workspace.RebuildError, OSError):
            return False  # the full build inspects everything, and reports what is wrong
        _report_update(new, changed.files, last, self._last, begun)
        return True

    def _show_faults(self, problems: Sequence[Problem]) -> None:
        """Show problems in place of the pages of their briefings."""
        show(tuple(problems), "text")
        errors = [problem for problem in problems if problem.severity == "error"]
        self.board.show(problems=_by_briefing(errors))


def _faults(outcome: PreviewOutcome) -> dict[str, list[Problem]]:
    """The problems of a full build that keep pages from being shown, as `Shown.problems` has them."""
    faults = _by_briefing(problem for problem in outcome.problems if problem.severity == "error")
    for problem in outcome.refused:
        faults.setdefault(problem.file, []).append(problem)
    if outcome.trouble:
        faults.setdefault("", []).append(Problem("MkDocs", outcome.trouble, path="mkdocs.yml"))
    return faults


def _report(outcome: PreviewOutcome, begun: float) -> None:
    """Print the outcome of a full build.

    Args:
        outcome: the outcome.
        begun: when the build began, by `time.perf_counter`.
    """
    problems = (*outcome.problems, *outcome.refused)
    if outcome.refused or any(problem.severity == "error" for problem in outcome.problems):
        show(problems, "text")
    if outcome.trouble:
        click.echo(printable_lines(f"Error: {outcome.trouble}"), err=True)
    what = (
        f"{outcome.pages:,} pages built"
        if outcome.made
        else "not built: the preview shows the pages from before"
    )
    _say(what, begun, "" if outcome.trouble else summary(problems))


def _report_update(
    new: incremental.IncrementalBuild,
    changed: Iterable[str],
    last: BuildRecord,
    made: BuildRecord,
    begun: float,
) -> None:
    """Print what an incremental build made, and the warnings that the last build did not have.

    Args:
        new: the build.
        changed: paths of the files that changed.
        last: the record of the build before.
        made: the record of this build.
        begun: when the build began, by `time.perf_counter`.
    """
    for line in build_messages.warning_lines(made, last):
        click.echo(printable_lines(line), err=True)
    pages = sum(1 for path in changed if path.endswith(".html"))
    if pages:
        what = f"{pages:,} page{'s' if pages > 1 else ''} of {', '.join(sorted(new.briefings))} updated"
        _say(what, begun, tally(problem.severity for problem in made.problems))


def _by_briefing(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Problems by the name of the briefing that they are in; under an empty name, those of other files."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(interface.owner(problem.file), []).append(problem)
    return found


def _names(problems: Iterable[Problem]) -> str:
    """The names of the briefings that have problems, in order."""
    return ", ".join(sorted(filter(None, _by_briefing(problems))))


def _say(what: str, begun: float, problems: str) -> None:
    """Print one line: the time, what was done, how long it took, and the number of problems.

    Args:
        what: what was done.
        begun: when it began, by `time.perf_counter`.
        problems: the problems, counted; empty to leave them out.
    """
    line = f"{time.strftime('%H:%M:%S')}  {what} in {time.perf_counter() - begun:.2f} s"
    click.echo(printable(f"{line}, {problems}" if problems else line), err=True)


__all__ = ["Preview", "PreviewOutcome"]
