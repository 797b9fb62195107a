"""One build from its beginning to its end: what was asked, what was made, and how that takes its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bindery.build import outputs, publishing
from bindery.system import disk, progress
from bindery.system.terminal import FaultError
from bindery.text.report import printable

STAYS = "The old site stays as it was"


@dataclass
class Job:
    """What was asked for.

    Attributes:
        root: the project.
        site: where the website goes, and `dist` what is made of it; both as `outputs.real` gives them.
        dist: see there.
        options: of the build, by name.
        website_only: whether nothing goes to `dist`.
        switched: whether the new site stands in the old one's place.
    """

    root: Path
    site: Path
    dist: Path
    options: Mapping[str, bool]
    website_only: bool
    switched: bool = False


@dataclass(frozen=True)
class BuildResult:
    """What a build made, but for the website itself.

    Attributes:
        files: the files of dist/ that are new, by name.
        sizes: bytes of each file of dist/, by name.
        asks: the addresses on other hosts that pages load from.
        omissions: what is left out, in a line.
        addressed: whether the site knows where it will be read.
        pages: how many the website has.
        written: the files of the website that are new, by their paths; None for all.
        keep: told where the old site lies when the new one is in its place, keeps what the next build may go on from.
    """

    files: Mapping[str, bytes]
    sizes: Mapping[str, int]
    asks: Sequence[str]
    omissions: str
    addressed: bool
    pages: int
    written: Collection[str] | None
    keep: Callable[[Path], None]


def carry_out(
    job: Job, sources: Iterable[Path], make: Callable[[publishing.PendingSite], BuildResult]
) -> BuildResult:
    """Makes a website where nobody reads it yet, and puts it in its place.

    Args:
        job: what was asked for.
        sources: the files and folders that a site is made from.
        make: makes it.

    Raises:
        outputs.RefusedError: an output may not go where it was asked to.
        FaultError: an input changed meanwhile.
        OSError: the system refused; unless the job is `switched`, the old site stays as it was.
    """
    sources = tuple(sources)
    outputs.refuse_outputs(job.root, job.site, job.dist, sources)
    with publishing.hold_outputs(job.site, job.dist, _say_busy) as pending:
        with _unchanged(job.root, sources):
            made = make(pending)
        progress.step("publishing")
        try:
            pending.publish(made.files, made.written)
        finally:
            job.switched = pending.switched
            progress.step("clearing")
        made.keep(pending.made)
    return made


@contextmanager
def _unchanged(root: Path, sources: Iterable[Path]) -> Iterator[None]:
    """Refuses what was made of inputs that changed meanwhile: it may hold some of the old and some of the new."""
    before = disk.file_states(sources)
    trouble: Exception | None = None
    try:
        yield
    except Exception as error:  # noqa: BLE001  a file that went away shows as any error; it is raised below if none did
        trouble = error
    after = disk.file_states(sources)
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    if changed:
        path = changed[0].resolve()
        name = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
        raise FaultError(
            printable(f"{name} changed while the site was built; build again. {STAYS}")
        ) from trouble
    if trouble:
        raise trouble


def _say_busy(place: Path) -> None:
    click.echo(printable(f"another build for {place} is under way; this one waits until it ends"), err=True)


__all__ = ["STAYS", "BuildResult", "Job", "carry_out"]
