"""Where a build may write, and which files it never replaces."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from bindery.provenance import checksums
from bindery.provenance.checksums import MARK
from bindery.system import atomic

# File managers write these, and no one misses them.
_FILE_MANAGER_FILES = {".DS_Store", "Thumbs.db", "desktop.ini"}
# Bytes that every file in dist/ of this kind has, if Bindery made it.
_MARKS = {
    ".zip": checksums.NAME.encode(),
    ".html": b'class="bd-',
    ".pdf": b"<pdf:Keywords>Bindery<",
    ".epub": b"EPUB/design.css",
    ".docx": b"<cp:keywords>Bindery<",
}
_NAME_IN_ZIP = 30  # bytes before the name of the first file in a zip
_MOVE = "move what you want to keep, or name another folder with"


class OutputError(Exception):
    """An output may not be written where it was asked for; nothing was changed. The message says what to do."""


def resolved_path(path: Path) -> Path:
    """The absolute path with links followed, except in its last part: a link there is found later, and refused."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  `resolve` would follow the last part too
    return absolute.parent.resolve() / absolute.name


def folder_of_release(folder: Path, level: str) -> Path:
    """The folder next to another one that a release goes to, so that it never mixes with a fuller edition.

    Args:
        folder: the folder of the whole edition, such as `site`.
        level: the level, such as `TLP:AMBER+STRICT`.
    """
    return folder.with_name(f"{folder.name}-{re.sub('[^a-z]+', '-', level.lower())}")


def refuse_fuller(dist: Path, names: Collection[str]) -> None:
    """Stop before a release comes to be next to files that may hold more than it does.

    Args:
        dist: the folder of the bundle and the one-file editions.
        names: names of the files that the release consists of.

    Raises:
        OutputError: there is another file that Bindery may have made.
    """
    there = sorted(path.name for path in dist.iterdir()) if dist.is_dir() else []
    other = next((name for name in there if name not in names and Path(name).suffix in _MARKS), None)
    if other:
        raise OutputError(
            f"{dist / other} is not part of this release and may hold more than its readers may see;"
            " delete it, or name another folder with --dist"
        )


def refuse_outputs(project: Path, site: Path, dist: Path, sources: Iterable[Path]) -> None:
    """Stop before a build writes where it must not.

    Args:
        project: the folder of mkdocs.yml.
        site: the folder of the website; the whole folder is replaced.
        dist: the folder of the bundle and the one-file editions; only files of their names are replaced.
        sources: the files and folders that a site is made from.

    Raises:
        OutputError: one of the two folders may not be written to.
    """
    for place, option in ((site, "--site"), (dist, "--dist")):
        _refuse_place(place, option, project.resolve(), [source.resolve() for source in sources])
    if _within(dist, site):
        raise OutputError(f"{dist} is inside {site}, which is replaced; name another folder with --dist")


def _refuse_place(place: Path, option: str, project: Path, sources: list[Path]) -> None:
    """Stop where a folder may not be written to by its place alone.

    Args:
        place: the output folder.
        option: the option that names the folder, such as `--site`.
        project: the folder of mkdocs.yml.
        sources: the files and folders that a site is made from.

    Raises:
        OutputError: the folder may not be written to.
    """
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise OutputError(f"{place} is not a folder; name another with {option}")
    if place.parent == place or _same(place, Path("~").expanduser()):
        raise OutputError(f"{place} holds other files than a site; name a folder inside it with {option}")
    if _within(project, place) or any(_within(place, source) or _within(source, place) for source in sources):
        raise OutputError(f"the site is made from files in {place}; name another folder with {option}")


def refuse_foreign(site: Path) -> None:
    """Stop before a folder is replaced that holds files which Bindery did not make.

    Args:
        site: the folder of the website.

    Raises:
        OutputError: there is such a file, or the folder is the top of a disk.
    """
    if os.path.ismount(site):
        raise OutputError(f"{site} is the top folder of a disk; name a folder inside it with --site")
    if not site.is_dir() or not any(site.iterdir()):
        return
    if not (site / MARK).is_file():
        raise OutputError(f"{site} holds files that Bindery did not make; {_MOVE} --site")
    foreign = next(_foreign(site), None)
    if foreign:
        raise OutputError(f"{site / foreign} was not made by Bindery; {_MOVE} --site")


def refuse_replacing(dist: Path, names: Iterable[str]) -> None:
    """Stop before a file of dist/ is replaced that Bindery did not make.

    Args:
        dist: the folder of the bundle and the one-file editions.
        names: names of the files that are written there.

    Raises:
        OutputError: there is such a file.
    """
    for name in names:
        path = dist / name
        if not os.path.lexists(path):
            continue
        mark = _MARKS.get(path.suffix, b"")
        if path.is_symlink() or not path.is_file() or mark not in path.read_bytes():
            raise OutputError(f"{path} was not made by Bindery; {_MOVE} --dist")


def refuse_shard(file: Path, sources: Iterable[Path]) -> None:
    """Stop before a shard is written where it must not be.

    Args:
        file: the file for the shard.
        sources: the files and folders that a site is made from.

    Raises:
        OutputError: the file is among the sources, or another file is in its place.
    """
    place = resolved_path(file)
    if any(_within(place, source.resolve()) for source in sources):
        raise OutputError(f"the site is made from files in {file.parent}; name another folder with --out")
    if place.is_symlink() or (place.exists() and not _is_shard(place)):
        raise OutputError(f"{file} was not made by Bindery; {_MOVE} --out")


def _is_shard(path: Path) -> bool:
    """Whether a file is a shard, or the beginning of one."""
    return path.is_file() and path.read_bytes()[:256].find(b"manifest.json") == _NAME_IN_ZIP


def _foreign(site: Path) -> Iterator[str]:
    """The files of a site that its checksum list does not name.

    A site that `mkdocs build` made has no such list; its mark, the file `.bindery-site`, must do.

    Args:
        site: the folder of the website.

    Returns:
        Their paths, in order.

    Raises:
        OutputError: the list cannot be read.
    """
    try:
        listed = {*checksums.read_checksums((site / checksums.NAME).read_bytes()), *checksums.UNLISTED, MARK}
    except FileNotFoundError:
        return
    except checksums.ChecksumError as error:
        raise OutputError(
            f"Bindery cannot tell which files in {site} it made: {error}; {_MOVE} --site"
        ) from error
    yield from sorted(path for path in _all_of(os.fspath(site)) if path not in listed)


def _all_of(top: str) -> Iterator[str]:
    """The paths of everything in a folder other than folders and the files of file managers."""
    for entry in atomic.entries(top):
        if entry.name not in _FILE_MANAGER_FILES and not entry.is_dir(follow_symlinks=False):
            yield entry.path[len(top) + 1 :].replace(os.sep, "/")


def _within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or inside it, however the two are spelled."""
    return any(_same(above, folder) for above in (path, *path.parents))


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are the same place. The disk decides: `Docs` and `docs` may be the same folder."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


__all__ = [
    "MARK",
    "OutputError",
    "refuse_foreign",
    "refuse_outputs",
    "refuse_replacing",
    "refuse_shard",
    "resolved_path",
]
