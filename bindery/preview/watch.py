"""Watching the files that a site is made from: changes are reported together, once there are no more for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from bindery.system.terminal import FaultError

QUIET = 0.03  # seconds without a change before changes are reported: editors save a file in several steps
LONGEST = 1.0  # seconds after which changes are reported even if there are more
_LOOK = 0.5  # seconds between two chances to interrupt the program, where a system cannot interrupt a wait
_CHANGES = {"created", "modified", "closed", "moved", "deleted"}  # other events only say that a file was read


class _Place(NamedTuple):
    """A folder to watch, alone or with all folders in it."""

    folder: Path
    recursive: bool


class _Watched(NamedTuple):
    """A folder that is watched.

    Attributes:
        inode: number of the folder on its disk, by which a replacement is noticed.
        watch: the observer's watch.
    """

    inode: int
    watch: ObservedWatch


class FileWatch(FileSystemEventHandler):
    """A watch on the files of a project.

    Folders are watched with everything in them. For a file, or a folder that does not exist yet, the folder that it is
    in is watched, so that a replacement is noticed too.

    Attributes:
        root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._sources: tuple[Path, ...] = ()
        self._events: Queue[Path] = Queue()
        self._observer = Observer()
        self._watched: dict[_Place, _Watched] = {}
        self._observer.start()

    def follow(self, sources: Iterable[Path]) -> None:
        """Watch these files and folders from now on, and no others.

        Args:
            sources: the files and folders; they need not exist.

        Raises:
            FaultError: the system does not allow more folders to be watched.
        """
        self._sources = tuple(path.resolve() for path in sources)
        wanted = {_Place(self.root, recursive=False)}
        for path in self._sources:
            wanted.add(
                _Place(path, recursive=True) if path.is_dir() else _Place(path.parent, recursive=False)
            )
        try:
            self._schedule({place: place.folder.stat().st_ino for place in wanted if place.folder.is_dir()})
        except OSError as error:
            limit = "the system cannot watch more folders; on Linux, raise fs.inotify.max_user_watches"
            raise FaultError(f"{limit} ({error.strerror})") from error

    def _schedule(self, wanted: dict[_Place, int]) -> None:
        """Watch exactly these places.

        Args:
            wanted: inode number of each folder, by its place.
        """
        for place, (inode, watch) in [*self._watched.items()]:
            if wanted.get(place) != inode:  # deleted, or replaced by another folder of the same name
                self._observer.unschedule(watch)
                del self._watched[place]
        for place, inode in wanted.items():
            if place not in self._watched:
                watch = self._observer.schedule(self, str(place.folder), recursive=place.recursive)
                self._watched[place] = _Watched(inode, watch)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what changed; the observer calls this in a thread of its own."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            if name and self._concerns(path := Path(str(name))):
                self._events.put(path)

    def _concerns(self, path: Path) -> bool:
        """Whether a site is made from a file or folder, or from something inside it."""
        if any(source.is_relative_to(path) for source in self._sources):
            return True
        within = (path.relative_to(source) for source in self._sources if path.is_relative_to(source))
        return any(not any(map(_is_ignored, parts.parts)) for parts in within)

    def changed(self) -> frozenset[Path]:
        """Wait until something has changed, and then until nothing changes for a moment; returns the changed paths."""
        found = {self._first()}
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                found.add(self._events.get(timeout=QUIET))
            except Empty:
                break
        self.follow(self._sources)
        return frozenset(found)

    def _first(self) -> Path:
        """Wait for the next change; returns its path."""
        while True:
            try:
                return self._events.get(timeout=_LOOK)
            except Empty:
                continue

    def end(self) -> None:
        """Stop watching."""
        self._observer.stop()
        self._observer.join()


def _is_ignored(name: str) -> bool:
    """Whether a file is hidden, or one that an editor or Python leaves next to another."""
    return name.startswith((".", "#")) or name.endswith(("~", "#")) or name == "__pycache__"


@contextmanager
def watching_files(root: Path) -> Iterator[FileWatch]:
    """Watch a project until the end of the block.

    Args:
        root: the project's folder.

    Yields:
        The watch, which does not watch any files yet.
    """
    watch = FileWatch(root)
    try:
        yield watch
    finally:
        watch.end()


__all__ = ["FileWatch", "watching_files"]
