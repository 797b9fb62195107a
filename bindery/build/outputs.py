"""Where a build may write, and what it never replaces."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bindery.provenance import checksums
from bindery.site.settings import MARK
from bindery.system import atomic

_OF_THE_DESKTOP = {".DS_Store", "Thumbs.db", "desktop.ini"}  # written by file managers, and nobody's work
_SIGNS = {
    ".zip": checksums.NAME.encode(),
    ".html": b'class="bd-',
}  # by which a file in dist/ is known as ours
_MOVE = "move what you want to keep, or name another folder with"


class OutputError(Exception):
    """An output may not go where it was asked to; nothing was touched."""


def resolved_path(path: Path) -> Path:
    """Where a path leads, but for its own last part: a link there is seen and refused, one above it is followed."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  `resolve` would follow the last part too
    return absolute.parent.resolve() / absolute.name


def refuse_outputs(project: Path, site: Path, dist: Path, sources: Iterable[Path]) -> None:
    """Stop before a build would write where it must not.

    Args:
        project: the folder of mkdocs.yml.
        site: where the website goes; it is replaced whole.
        dist: where the bundle and the one-file editions go; only files of their names are replaced.
        sources: the files and folders that a site is made from.

    Raises:
        RefusedError: one of them is not to be written to; it says which, why, and what to do.
    """
    for place, option in ((site, "--site"), (dist, "--dist")):
        _refuse_place(place, option, project.resolve(), [source.resolve() for source in sources])
    if _within(dist, site):
        raise OutputError(f"{dist} lies in {site}, which is replaced whole; name another folder with --dist")
    refuse_foreign(site)


def _refuse_place(place: Path, option: str, project: Path, sources: list[Path]) -> None:
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise OutputError(f"{place} is not a folder; name another with {option}")
    if place.parent == place or _same(place, Path("~").expanduser()):
        raise OutputError(f"{place} is no folder of its own; name one within it with {option}")
    if _within(project, place) or any(_within(place, source) or _within(source, place) for source in sources):
        raise OutputError(f"{place} is what the site is made from; name another folder with {option}")


def refuse_foreign(site: Path) -> None:
    """Stop before a folder is replaced in which there is something that no build of ours made; raises `RefusedError`."""
    if os.path.ismount(site):
        raise OutputError(f"{site} is where a disk begins; name a folder within it with --site")
    if not site.is_dir() or not any(site.iterdir()):
        return
    if not (site / MARK).is_file():
        raise OutputError(f"{site} holds files that Bindery did not make; {_MOVE} --site")
    foreign = next(_foreign(site), None)
    if foreign:
        raise OutputError(f"{site / foreign} was not made by Bindery; {_MOVE} --site")


def refuse_replacing(dist: Path, names: Iterable[str]) -> None:
    """Stop before a file of dist/ is replaced that bears the name of one of ours and is none; raises `RefusedError`."""
    for name in names:
        path = dist / name
        if not os.path.lexists(path):
            continue
        sign = _SIGNS.get(path.suffix, b"")
        if path.is_symlink() or not path.is_file() or sign not in path.read_bytes():
            raise OutputError(f"{path} was not made by Bindery; {_MOVE} --dist")


def _foreign(site: Path) -> Iterator[str]:
    """The files of a sealed site that its seal does not list. A site of plain MkDocs has no seal, and the mark must do."""
    try:
        sealed = {*checksums.read_checksums((site / checksums.NAME).read_bytes()), checksums.NAME, MARK}
    except FileNotFoundError:
        return
    except checksums.ChecksumError as error:
        raise OutputError(
            f"{site} cannot be told from somebody's own files: {error}; {_MOVE} --site"
        ) from error
    yield from sorted(path for path in _all_of(os.fspath(site)) if path not in sealed)


def _all_of(top: str) -> Iterator[str]:
    """The path of everything in a folder that is no folder itself, but for what file managers leave."""
    for entry in atomic.entries(top):
        if entry.name not in _OF_THE_DESKTOP and not entry.is_dir(follow_symlinks=False):
            yield entry.path[len(top) + 1 :].replace(os.sep, "/")


def _within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, however the two are spelled."""
    return any(_same(above, folder) for above in (path, *path.parents))


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one place: asked of the disk, which may take `Docs` and `docs` for the same."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


__all__ = ["MARK", "OutputError", "refuse_foreign", "refuse_outputs", "refuse_replacing", "resolved_path"]
