"""One build job: what was asked for, what was made, and how the new site replaces the old one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bindery.build import outputs, publishing
from bindery.system import disk, progress
from bindery.system.terminal import FaultError
from bindery.text.report import printable

if TYPE_CHECKING:
    from bindery.build.work import Elsewhere

STAYS = "The old site stays as it was"
NOT_KEPT = "the next build builds everything, because this one could not be kept in .bindery/"
_REMEDY = "make room there and allow writing, or delete .bindery/"


@dataclass
class Job:
    """What was asked for.

    Attributes:
        root: the project's folder.
        site: the folder of the website, as `outputs.resolved_path` returns it.
        dist: the folder of the bundle and the one-file editions, as `outputs.resolved_path` returns it.
        options: options of the build, by name, such as `drafts`.
        website_only: whether no file of `dist` is made.
        elsewhere: makes the bodies of a full build on other machines; None for this process alone.
        switched: whether the new site has replaced the old one.
    """

    root: Path
    site: Path
    dist: Path
    options: Mapping[str, bool | str]
    website_only: bool
    elsewhere: Elsewhere | None = None
    switched: bool = False


@dataclass(frozen=True)
class BuildResult:
    """What a build made, apart from the website itself.

    Attributes:
        files: names of the files of dist/ that were made, and are staged.
        sizes: bytes of each file of dist/, by name; files that were not made are included.
        asks: addresses on other hosts that pages load from.
        omissions: one line that says what is left out; empty for nothing.
        addressed: whether the site has an address (`site_url` in mkdocs.yml).
        pages: number of pages of the website.
        written: paths of the website's files that are new; None for all.
        keep: keeps the build record for the next build; called with the folder of the old site after the switch. It
            returns why it could not, or None.
        warnings: lines that are still to be printed once the site is published.
        look: raises an error if the old site is not as a build left it; None to look for foreign files only.
    """

    files: Collection[str]
    sizes: Mapping[str, int]
    asks: Sequence[str]
    omissions: str
    addressed: bool
    pages: int
    written: Collection[str] | None
    keep: Callable[[Path], OSError | None]
    look: Callable[[], None] | None = None
    warnings: Sequence[str] = ()


def carry_out(
    job: Job,
    sources: Iterable[Path],
    make: Callable[[publishing.PendingSite], BuildResult],
    *,
    looked_at: bool = False,
) -> BuildResult:
    """Make a website in a scratch folder, then put it in the place of the old one.

    Args:
        job: what was asked for.
        sources: the files and folders that a site is made from.
        make: builds the website in the scratch folder that it is called with.
        looked_at: whether `make` itself makes sure that each file of the old site is one that a build made.

    Raises:
        OutputError: an output may not be written where it was asked for.
        FaultError: an input changed while the site was built.
        OSError: the system refused; unless the job is `switched`, the old site stays as it was.
    """
    sources = tuple(sources)
    outputs.refuse_outputs(job.root, job.site, job.dist, sources)
    if not looked_at:
        outputs.refuse_foreign(job.site)
    with publishing.hold_outputs(job.site, job.dist, _say_busy) as pending:
        with _unchanged(job.root, sources):
            made = make(pending)
        if job.options.get("release") and not job.website_only:
            outputs.refuse_fuller(job.dist, made.sizes)
        progress.step("publishing")
        try:
            pending.publish(made.files, made.written, made.look)
        finally:
            job.switched = pending.switched
            progress.step("clearing")
        error = made.keep(pending.made)
    if error:
        reason = error.strerror or type(error).__name__
        click.echo(printable(f"{NOT_KEPT}: {reason}; {_REMEDY}"), err=True)
    return made


@contextmanager
def _unchanged(root: Path, sources: Iterable[Path]) -> Iterator[None]:
    """Refuse a site whose inputs changed while it was built: it may mix old content with new.

    Raises:
        FaultError: an input changed.
    """
    before = disk.file_states(sources)
    trouble: Exception | None = None
    try:
        yield
    except Exception as error:  # noqa: BLE001  a file that was deleted can cause any error; raised again below if none was
        trouble = error
    after = disk.file_states(sources)
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    if changed:
        path = Path(changed[0]).resolve()
        name = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
        raise FaultError(
            printable(f"{name} changed while the site was built; build again. {STAYS}")
        ) from trouble
    if trouble:
        raise trouble


def _say_busy(place: Path) -> None:
    click.echo(printable(f"another build for {place} is running; this one waits until it ends"), err=True)


__all__ = ["NOT_KEPT", "STAYS", "BuildResult", "Job", "carry_out"]
