"""The site of a preview, kept as its inputs are: the quick way where only briefings were edited, else built whole.

Whole sites are built by a process of their own, into a folder that then takes the place of the one before. That way
it can be ended at any moment, and what it loaded and kept is gone with it.
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

from bindery.build import incremental, inspection, last_build, workspace
from bindery.build.last_build import BuildRecord
from bindery.preview.server import NoticeBoard
from bindery.provenance import checksums
from bindery.reading.project import FOLDER, STORE
from bindery.system import atomic, clock, disk, garbage_collector
from bindery.system.terminal import show
from bindery.text.problems import Problem
from bindery.text.report import printable, printable_lines, summary, tally

_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy locks that threads of ours hold
ALWAYS = ("mkdocs.yml", FOLDER, STORE, disk.TEMPLATES, "docs")
_STOPPED = "the site was not built: the program that builds it ended"


@dataclass(frozen=True)
class PreviewOutcome:
    """What became of building a site whole.

    Attributes:
        made: whether there is a site.
        problems: all that was found in briefings.
        refused: what was found on the pages of the site; their files are named as on the site.
        trouble: what else kept it from being built, in words.
        ledger: what the next site can be made of; None where it cannot.
        pages: how many there are.
        sources: the files and folders that it is made from; none where that is not known.
        base: path of the address at which it begins.
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
    """Builds a site whole and says what became of it; to be run in a process of its own."""
    garbage_collector.collect_seldom()
    with suppress(KeyboardInterrupt, BrokenPipeError), atomic.stoppable():
        answer.send(_built(root, folder, lenient=lenient))


def _built(root: Path, folder: Path, *, lenient: bool) -> PreviewOutcome:
    from bindery.build import full_build  # noqa: PLC0415  MkDocs takes long to load, and only this process needs it

    try:
        known = full_build.load_settings(root)
    except full_build.SiteError as error:
        return PreviewOutcome(trouble=str(error))
    base = f"/{unquote(urlsplit(known.site_url).path).strip('/')}/".replace("//", "/")
    try:
        site = full_build.build_website(workspace.Workspace(root, folder, ()), known, lenient=lenient)
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
    """The site that is shown.

    Attributes:
        root: the project.
        scratch: a folder for the sites.
        board: where it is shown.
        sources: the files and folders that it is made from.
    """

    def __init__(self, root: Path, scratch: Path, board: NoticeBoard) -> None:
        self.root = root
        self.scratch = scratch
        self.board = board
        self.sources: tuple[Path, ...] = tuple(root / name for name in ALWAYS)
        self._folder: Path | None = None
        self._before: Path | None = None  # a browser may still read of it
        self._count = 0
        self._ledger: BuildRecord | None = None
        self._sealed: Mapping[str, str] = {}
        self._day = ""
        self._beyond = False  # whether something changed that a site is made from beside briefings

    def follow(self, changed: Iterable[Path]) -> None:
        """Shows what was changed, as far as it can be shown."""
        near = [self.root.resolve() / name for name in (FOLDER, STORE)]
        self._beyond |= not all(any(path.is_relative_to(top) for top in near) for path in changed)
        if self._beyond or self._day != str(clock.today()) or not self._renew():
            self.build()

    def build(self) -> None:
        """Builds the site whole."""
        begun = time.perf_counter()
        if self._before:
            shutil.rmtree(self._before, ignore_errors=True)
        self._count += 1
        folder = self.scratch / f"site-{self._count}"
        folder.mkdir()
        today = str(clock.today())
        outcome = self._run(folder)
        self.sources = outcome.sources or self.sources
        errors = [problem for problem in outcome.problems if problem.severity == "error"]
        held = _by_briefing(errors)
        for problem in outcome.refused:
            held.setdefault(problem.file, []).append(problem)
        if outcome.trouble:
            held.setdefault("", []).append(Problem("MkDocs", outcome.trouble, path="mkdocs.yml"))
        if outcome.made:
            self._before, self._folder = self._folder, folder
            self._ledger, self._day, self._beyond = outcome.last_build, today, False
            if outcome.last_build:
                self._sealed = checksums.read_checksums((folder / checksums.NAME).read_bytes())
        else:
            shutil.rmtree(folder, ignore_errors=True)
        self.board.show(folder=self._folder, base=outcome.base, problems=held)
        if errors or outcome.refused:
            show((*outcome.problems, *outcome.refused), "text")
        if outcome.trouble:
            click.echo(printable_lines(f"Error: {outcome.trouble}"), err=True)
        told = f"{outcome.pages:,} pages built" if outcome.made else "not built: the pages before are shown"
        _say(told, begun, "" if outcome.trouble else summary((*outcome.problems, *outcome.refused)))

    def _run(self, folder: Path) -> PreviewOutcome:
        """Has a site built by a process of its own."""
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
        """Has all at hand that the quick way needs, so that the first edit is shown as soon as later ones."""
        if self._ledger and self._folder:
            with suppress(workspace.RebuildError, OSError, ValueError, KeyError):
                incremental.IncrementalBuild(self._place(self._folder), self._ledger).fresh(self._sealed)

    def _place(self, folder: Path) -> workspace.Workspace:
        return workspace.Workspace(self.root, folder, ())

    def _renew(self) -> bool:
        """Makes only the pages that an edit of briefings can have changed; returns whether that was all."""
        begun = time.perf_counter()
        if self._ledger is None or self._folder is None:
            return False
        try:
            new = incremental.IncrementalBuild(self._place(self._folder), self._ledger)
            slots, files = new.fresh(self._sealed)
            changed, sealed = incremental.differing(files, self._sealed)
            written = sum(disk.write(self._folder / path, data) for path, data in changed.items())
        except incremental.FaultyBriefingsError as error:
            self._hold(error.problems)
            _say(f"{_names(error.problems)} not shown as edited", begun, summary(error.problems))
            return True
        except (workspace.RebuildError, OSError, ValueError, KeyError):
            return False
        if written or self.board.shown.problems:
            self.board.show(problems={})
        return self._looked(new, new.learned(slots), changed, sealed, begun)

    def _looked(
        self,
        new: incremental.IncrementalBuild,
        made: BuildRecord,
        changed: Mapping[str, bytes],
        sealed: Mapping[str, str],
        begun: float,
    ) -> bool:
        """Looks at what is shown already as a reader would, and tells of it."""
        assert self._folder  # noqa: S101  it was written into
        last, self._ledger, self._sealed = self._ledger, made, sealed
        try:
            new.inspect(self._folder, changed, sealed)
        except (inspection.InspectionError, workspace.RebuildError, OSError):
            return False  # the whole is looked at, and told of
        known = set(new.warnings(last)) if last else set()
        for line in new.warnings(made):
            if line not in known:
                click.echo(printable_lines(line), err=True)
        pages = sum(1 for path in changed if path.endswith(".html"))
        if pages:
            told = f"{pages:,} page{'s' if pages > 1 else ''} of {', '.join(sorted(new.briefings))} made anew"
            _say(told, begun, tally(severity for _, _, severity, _ in made.told))
        return True

    def _hold(self, problems: Sequence[Problem]) -> None:
        """Shows problems in the place of the pages of their briefings."""
        show(tuple(problems), "text")
        errors = [problem for problem in problems if problem.severity == "error"]
        self.board.show(problems=_by_briefing(errors))


def _by_briefing(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(last_build.owner(problem.file), []).append(problem)
    return found


def _names(problems: Iterable[Problem]) -> str:
    return ", ".join(sorted(filter(None, _by_briefing(problems))))


def _say(what: str, begun: float, problems: str) -> None:
    """One line for what was done, with what is wrong, counted."""
    line = f"{time.strftime('%H:%M:%S')}  {what} in {time.perf_counter() - begun:.2f} s"
    click.echo(printable(f"{line}, {problems}" if problems else line), err=True)


__all__ = ["Preview", "PreviewOutcome"]
