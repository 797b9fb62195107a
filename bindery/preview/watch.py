"""The files that a site is made from, followed: what changed is told when for a moment nothing more has."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from bindery.system.terminal import FaultError

QUIET = (
    0.03  # seconds without a change after which an author has saved: an editor writes a file in several steps
)
LONGEST = 1.0  # seconds after which what has changed is told though more changes
_LOOK = 0.5  # seconds between two looks whether the program is to end, where a system cannot break a wait
_TELLING = {"created", "modified", "closed", "moved", "deleted"}  # else a file was only read


class FileWatch(FileSystemEventHandler):
    """What is followed of a project.

    Folders are followed with all that is in them. A file, or a folder that is not there yet, is noticed in the folder
    where it lies, and so is whatever takes its place.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._sources: tuple[Path, ...] = ()
        self._came: Queue[Path] = Queue()
        self._observer = Observer()
        self._watched: dict[tuple[Path, bool], tuple[int, ObservedWatch]] = {}
        self._observer.start()

    def follow(self, sources: Iterable[Path]) -> None:
        """Follows these files and folders from now on, and no others.

        Raises:
            FaultError: the system lets no more be followed.
        """
        self._sources = tuple(path.resolve() for path in sources)
        wanted = {(self.root, False)}
        for path in self._sources:
            wanted.add((path, True) if path.is_dir() else (path.parent, False))
        try:
            self._schedule({place: place[0].stat().st_ino for place in wanted if place[0].is_dir()})
        except OSError as error:
            limit = "the system lets no more folders be followed; on Linux, raise fs.inotify.max_user_watches"
            raise FaultError(f"{limit} ({error.strerror})") from error

    def _schedule(self, wanted: dict[tuple[Path, bool], int]) -> None:
        for place, (inode, watch) in [*self._watched.items()]:
            if wanted.get(place) != inode:  # it is gone, or is another folder of the same name
                self._observer.unschedule(watch)
                del self._watched[place]
        for place, inode in wanted.items():
            if place not in self._watched:
                path, deep = place
                self._watched[place] = inode, self._observer.schedule(self, str(path), recursive=deep)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes what changed; called in a thread of its own."""
        if event.event_type not in _TELLING or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            if name and self._concerns(path := Path(str(name))):
                self._came.put(path)

    def _concerns(self, path: Path) -> bool:
        """Whether a file or folder is one that a site is made from, or one above such."""
        if any(source.is_relative_to(path) for source in self._sources):
            return True
        within = (path.relative_to(source) for source in self._sources if path.is_relative_to(source))
        return any(not any(map(_is_nobodys, parts.parts)) for parts in within)

    def changed(self) -> frozenset[Path]:
        """Waits until something has changed, and then for a moment in which nothing does."""
        found = {self._first()}
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                found.add(self._came.get(timeout=QUIET))
            except Empty:
                break
        self.follow(self._sources)
        return frozenset(found)

    def _first(self) -> Path:
        while True:
            try:
                return self._came.get(timeout=_LOOK)
            except Empty:
                continue

    def end(self) -> None:
        """Follows nothing any more."""
        self._observer.stop()
        self._observer.join()


def _is_nobodys(name: str) -> bool:
    """Whether a file is hidden, or one that an editor or Python leaves beside another."""
    return name.startswith((".", "#")) or name.endswith(("~", "#")) or name == "__pycache__"


@contextmanager
def watching_files(root: Path) -> Iterator[FileWatch]:
    """What is followed of a project, to the end of the block."""
    watch = FileWatch(root)
    try:
        yield watch
    finally:
        watch.end()


__all__ = ["FileWatch", "watching_files"]
