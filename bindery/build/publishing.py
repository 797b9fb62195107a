"""A new site takes the place of the old one by one step, or not at all: the last good site survives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bindery.build import outputs
from bindery.system import atomic

SCRATCH = "bindery-build"  # ends the name of each folder that a build works in
LOCK, NEW, OLD, GONE = "lock", "new", "old", "gone"


@dataclass
class PendingSite:
    """A build on its way into the world.

    Attributes:
        site: where the website goes.
        dist: where the files go that are made from it.
        made: the folder to build the website in: beside `site`, on the same disk.
        staged: the folder in which the files of dist/ are written before they go there.
        switched: whether the new site stands in the old one's place.
    """

    site: Path
    dist: Path
    made: Path
    staged: Path
    switched: bool = False

    def publish(self, files: Mapping[str, bytes], written: Collection[str] | None = None) -> None:
        """Put the built site in its place, and then each file of dist/ in its own.

        All is written, and is on the disk, before the first step; each step is one rename. Killed between two of
        them, the site is new and a file of dist/ is still the old one, whole: the next build puts that right. An
        interruption waits until all of them are done.

        Args:
            files: what belongs into dist/, by name.
            written: the files of the site, by their paths, that are new; the others are on the disk already. None
                means that all are new.

        Raises:
            outputs.RefusedError: a file or folder is in the way that no build of ours made.
            OSError: the system refused; unless `switched`, the old site stays as it was.
        """
        self.staged.mkdir()
        for name, data in files.items():
            (self.staged / name).write_bytes(data)
            (self.staged / name).chmod(0o644)
        if written is None:
            atomic.flush(self.made)
        else:
            atomic.flush_files(self.made, written)
        atomic.flush_files(self.staged, files)
        outputs.refuse_replacing(self.dist, files)
        outputs.refuse_foreign(self.site)  # it may have come while we built
        with atomic.uninterrupted():
            switch(self.made, self.site, self.made.with_name(OLD))
            self.switched = True
            atomic.flush_entries(self.site.parent)
            for name in files:
                (self.staged / name).replace(self.dist / name)
            atomic.flush_entries(self.dist)


def switch(made: Path, site: Path, aside: Path) -> None:
    """Let a new folder take the place of an old one.

    Where nothing is yet, one rename does it. Otherwise the two change places by one step; the old folder is then at
    `made`. Where the system does not know that step, the old folder is moved `aside` and the new one to its place;
    stopped between the two, `_tidy` moves the old one back.

    Raises:
        OSError: it cannot be done, and the old folder is where it was.
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
    """Hold the two places of output for one build, and leave nothing but its results.

    Another build for the same place waits; what a killed one left is removed first.

    Args:
        site: where the website goes, and `dist` the files made from it; both as `outputs.real` gives them.
        dist: see there.
        waiting: called with the place for which another build is under way.

    Raises:
        outputs.RefusedError: something lies where the scratch folder goes that no build of ours made.
        OSError: the system refused; the site is as it was.
    """
    there = dist.is_dir()
    beside, within = site.with_name(f".{site.name}.{SCRATCH}"), dist / f".{SCRATCH}"
    try:
        with _scratch(beside, site, waiting), _scratch(within, dist, waiting):
            yield PendingSite(site, dist, beside / NEW, within / NEW)
    finally:
        if not there:
            with suppress(OSError):  # it has the files that belong there
                dist.rmdir()


@contextmanager
def _scratch(folder: Path, place: Path, waiting: Callable[[Path], None]) -> Iterator[None]:
    """A folder for one build at a time, empty but for its lock; it is removed at the end."""
    handle = _locked(folder, lambda: waiting(place))
    try:
        _tidy(folder, place)
        yield
    finally:
        with suppress(OSError):  # the build is done or has failed, and what is left the next one removes
            _tidy(folder, place)
        if os.name == "nt":  # where no open file can be removed, by us or by another build
            os.close(handle)
        with suppress(OSError):
            (folder / LOCK).unlink()
            folder.rmdir()
        if os.name != "nt":
            os.close(handle)


def _locked(folder: Path, waiting: Callable[[], None]) -> int:
    """The open lock of a scratch folder. A build takes its lock away when it ends, so one that waited looks again."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    while True:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise outputs.OutputError(f"{folder} is in the way, and not made by Bindery; move it")
        try:
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            handle = os.open(folder / LOCK, flags, 0o600)
        except FileNotFoundError:
            continue  # the build before this one ended just now
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
    """Removes what builds of ours leave in a scratch folder, and nothing else; puts an old site back that lost its place."""
    _put_back(folder / OLD, place)
    _remove(folder / GONE)
    if os.path.lexists(
        folder / OLD
    ):  # its name is taken from it first: half removed, it must never be put back
        (folder / OLD).rename(folder / GONE)
        _remove(folder / GONE)
    _remove(folder / NEW)


def _put_back(aside: Path, site: Path) -> None:
    if os.path.lexists(aside) and not os.path.lexists(site):
        aside.rename(site)


def _remove(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)


__all__ = ["PendingSite", "hold_outputs", "switch"]
