"""Publishing: a new site replaces the old one in a single step, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bindery.build import outputs
from bindery.system import atomic
from bindery.system.whole_files import remove_folder

SCRATCH = "bindery-build"  # ends the name of each folder that a build works in
LOCK, NEW, OLD, GONE = "lock", "new", "old", "gone"  # names in a scratch folder


@dataclass
class PendingSite:
    """A site that is being built and is not published yet.

    Attributes:
        site: the folder that the website goes to.
        dist: the folder that the bundle and the one-file editions go to.
        made: the folder to build the website in: next to `site`, on the same disk.
        staged: the folder in which the files of dist/ are written before they are moved there.
        switched: whether the new site has replaced the old one.
    """

    site: Path
    dist: Path
    made: Path
    staged: Path
    switched: bool = False

    def stage(self, name: str) -> Path:
        """The path at which a new file of dist/ is written, before `publish` moves it to its place."""
        self.staged.mkdir(exist_ok=True)
        return self.staged / name

    def publish(
        self,
        files: Collection[str],
        written: Collection[str] | None = None,
        look: Callable[[], None] | None = None,
    ) -> None:
        """Replace the old site with the new one, and then each file of dist/.

        Everything is written and flushed to the disk before the first step, and each step is one rename. If the
        process is killed between two steps, the site is new and a file of dist/ is still the old one, complete; the
        next build replaces it. An interruption (Ctrl-C, SIGTERM) takes effect after the last step.

        Args:
            files: names of the new files of dist/, which are staged.
            written: paths of the files of the site that are new; the others are on the disk already. None if all
                are new.
            look: raises an error if the old site holds a file that no build made; None for `refuse_foreign`.

        Raises:
            OutputError: a file or folder that Bindery did not make is in the way.
            OSError: the system refused; unless `switched`, the old site stays as it was.
        """
        self.staged.mkdir(exist_ok=True)
        for name in files:
            (self.staged / name).chmod(0o644)
        if written is None:
            atomic.flush(self.made)
        else:
            atomic.flush_files(self.made, written)
        if files:
            atomic.flush_files(self.staged, files)
        outputs.refuse_replacing(self.dist, files)
        (look or partial(outputs.refuse_foreign, self.site))()  # again: one may have come during the build
        with atomic.uninterrupted():
            switch(self.made, self.site, self.made.with_name(OLD))
            self.switched = True
            atomic.flush_entries(self.site.parent)
            for name in files:
                (self.staged / name).replace(self.dist / name)
            if files:
                atomic.flush_entries(self.dist)


def switch(made: Path, site: Path, aside: Path) -> None:
    """Replace an old folder with a new one.

    Where there is no old folder, this is one rename. Otherwise the two folders are exchanged in one step; the old one
    is then at `made`. Where the system has no such step, the old folder is moved to `aside`, then the new one to
    `site`; if the process is killed between the two, `_tidy` moves the old one back.

    Args:
        made: the new folder.
        site: the place of the old folder.
        aside: where the old folder may be moved to, on the same disk.

    Raises:
        OSError: the system refused; the old folder is where it was.
    """
    if not os.path.lexists(site):
        made.rename(site)
    elif not atomic.exchange(made, site):
        try:
            site.rename(aside)
            made.rename(site)
        except BaseException:
            _put_back(aside, site)
            raise


@contextmanager
def hold_outputs(site: Path, dist: Path, waiting: Callable[[Path], None]) -> Iterator[PendingSite]:
    """Lock both output folders for one build, and delete its scratch folders at the end.

    Another build for the same folders waits. What a killed build left is deleted first.

    Args:
        site: the folder of the website, as `outputs.resolved_path` returns it.
        dist: the folder of the bundle and the one-file editions, as `outputs.resolved_path` returns it.
        waiting: called with the folder that another build has locked.

    Yields:
        The site to build.

    Raises:
        OutputError: something that Bindery did not make is in the place of a scratch folder.
        OSError: the system refused; the site is as it was.
    """
    there = dist.is_dir()
    beside, within = site.with_name(f".{site.name}.{SCRATCH}"), dist / f".{SCRATCH}"
    try:
        with _scratch(beside, site, waiting), _scratch(within, dist, waiting):
            yield PendingSite(site, dist, beside / NEW, within / NEW)
    finally:
        if not there:
            with suppress(OSError):  # it is not empty: the build was published
                dist.rmdir()


@contextmanager
def _scratch(folder: Path, place: Path, waiting: Callable[[Path], None]) -> Iterator[None]:
    """A folder for one build at a time, empty apart from its lock; it is deleted at the end.

    Args:
        folder: the scratch folder.
        place: the output folder that it is for.
        waiting: called with `place` if another build has locked it.
    """
    handle = _locked(folder, lambda: waiting(place))
    try:
        _tidy(folder, place)
        yield
    finally:
        with suppress(OSError):  # the next build deletes what is left
            _tidy(folder, place)
        if os.name == "nt":  # Windows deletes no file that is open
            os.close(handle)
        with suppress(OSError):
            (folder / LOCK).unlink()
            folder.rmdir()
        if os.name != "nt":
            os.close(handle)


def _locked(folder: Path, waiting: Callable[[], None]) -> int:
    """Lock a scratch folder.

    A build deletes its lock when it ends, so one that waited checks that the file it has locked is still there.

    Args:
        folder: the scratch folder.
        waiting: called if another build has locked it.

    Returns:
        Handle of the open lock file.

    Raises:
        OutputError: something that Bindery did not make is in the place of the folder.
        OSError: the system refused.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    while True:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise outputs.OutputError(f"{folder} is in the way and was not made by Bindery; move it")
        try:
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            handle = os.open(folder / LOCK, flags, 0o600)
        except FileNotFoundError:
            continue  # the other build has just ended and deleted the folder
        try:
            atomic.lock(handle, waiting)
            if os.path.samestat(os.fstat(handle), (folder / LOCK).stat()):
                return handle
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _tidy(folder: Path, place: Path) -> None:
    """Delete what a build left in a scratch folder, and nothing else; move an old site back if its place is empty.

    Args:
        folder: the scratch folder.
        place: the output folder that it is for.
    """
    _put_back(folder / OLD, place)
    remove_folder(folder / GONE)
    if os.path.lexists(folder / OLD):  # renamed first: half deleted, it must never be moved back
        (folder / OLD).rename(folder / GONE)
        remove_folder(folder / GONE)
    remove_folder(folder / NEW)


def _put_back(aside: Path, site: Path) -> None:
    if os.path.lexists(aside) and not os.path.lexists(site):
        aside.rename(site)


__all__ = ["PendingSite", "hold_outputs", "switch"]
