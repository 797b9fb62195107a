"""The previous site updated to become the next one, so that only the files that changed since are written.

The last site and the previous one share the files that are the same in both (hard links). So no file is ever written
into: a new file takes its place.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from bindery.build import folder_state, last_build
from bindery.build.folder_state import Signature
from bindery.build.last_build import BuildRecord
from bindery.build.workspace import RebuildError, Workspace
from bindery.provenance import checksums
from bindery.provenance.checksums import NAME as CHECKSUMS
from bindery.system import cache, store
from bindery.system.whole_files import remove_folder


@dataclass(frozen=True)
class _Signatures:
    """The state of two folders before the build wrote anything.

    Attributes:
        last: of the site that readers see.
        next: of the folder that becomes the site.
    """

    last: Signature
    next: Signature


class SiteSwap:
    """One build in which the previous site becomes the next site, and the last site becomes the previous one.

    Attributes:
        place: where the project is built.
        last: the record of the last build.
        touched: paths of the files that differ between the two sites.
        written: paths of those that were written.
        linked: whether there was no previous site, so that every file of the new one was linked.
    """

    def __init__(self, place: Workspace, last: BuildRecord) -> None:
        self.place = place
        self.last = last
        self.touched: set[str] = set()
        self.written: frozenset[str] = frozenset()
        self.linked = False
        self._before: _Signatures | None = None

    def begin(self, made: Path, listed: Mapping[str, str]) -> None:
        """Bring the previous site up to date with the last one, in the folder where the new site is made.

        Args:
            made: the folder where the new site is made; anything in it is deleted.
            listed: the checksum list of the last site: SHA-256 by path.

        Raises:
            RebuildError: a file is not as the last build left it.
            OSError: the system does not allow a step, such as a link.
        """
        remove_folder(made)
        place, last = self.place, self.last
        cache.real_folder(place.root, last_build.PREVIOUS_SITES)
        if _is_left(place.previous, last):
            place.previous.rename(made)
            files = last.site.files
            self._before = _Signatures(last.site, Signature(files, last.previous))
            changed = [path for path in last.differing if path in listed and path in files]
            gone = [path for path, state in last.differing.items() if state and path not in files]
            self._catch_up(made, changed, gone)
            return
        if not _is_as_signed(place.site, last.site):
            raise RebuildError
        remove_folder(place.previous)
        self.linked = True
        _link(place.site, made, last.site)
        signed = folder_state.signature(made)
        # another link changes the state of a file, which both folders share
        self._before = _Signatures(Signature(signed.files, last.site.folders), signed)

    def _catch_up(self, made: Path, changed: Collection[str], removed: Collection[str]) -> None:
        """Have the previous site share what the last edit changed with the last site.

        Args:
            made: the folder in which the previous site becomes the new one.
            changed: paths of the files that differ.
            removed: paths of the files that the last site has no more.

        Raises:
            RebuildError: a file is not as the last build left it.
            OSError: the system does not allow a step, such as a link.
        """
        site = self.place.site
        files = self.last.site.files
        if not folder_state.files_are_as_signed(site, ((path, files[path]) for path in changed)):
            raise RebuildError
        _remove(made, removed)
        for path in changed:
            _make_room(made, path)
            os.link(site / path, made / path)
        self.touched |= {*changed, *removed}
        self.written |= frozenset(changed)  # so that their names are on the disk before readers see them

    def look(self) -> None:
        """Make sure that the last site, which is about to be replaced, is still as its build left it.

        Raises:
            RebuildError: a file was changed, came or went.
        """
        before = self._before
        if before is None or not _is_as_signed(self.place.site, before.last, self.touched):
            raise RebuildError

    def put(self, made: Path, changed: Mapping[str, bytes], removed: Collection[str]) -> None:
        """Write the files that are new, and delete those that are no longer there.

        Args:
            made: the folder where the new site is made.
            changed: content of each file, by its path on the site.
            removed: paths of the files that the site has no more.

        Raises:
            OSError: the system does not allow it.
        """
        put_files(made, changed, removed)
        self.touched |= {*changed, *removed}
        self.written = (self.written | changed.keys()) - frozenset(removed)

    def keep(self, made: BuildRecord, folder: Path) -> OSError | None:
        """Keep the record of the site that has just been published, and the site before it.

        Args:
            made: the record, still without the state of the files.
            folder: where the site is that was replaced.

        Returns:
            Why the record could not be kept, so that the next build builds everything; None where it was.
        """
        place, before = self.place, self._before
        now = replace(made, previous=folder_state.NOTHING, differing={})
        try:
            if before and folder.is_dir() and _moved(folder, place):
                touched = self.touched | self.last.differing.keys()
                previous = folder_state.states_now(place.previous, touched)
                site = folder_state.states_now(place.site, touched)
                now = replace(
                    now,
                    site=Signature(
                        before.next.files.updated(site.files), before.next.folders.updated(site.folders)
                    ),
                    previous=before.last.folders.updated(previous.folders),
                    differing={
                        path: state for path, state in previous.files.items() if state != site.files[path]
                    },
                )
            else:
                now = replace(now, site=folder_state.signature(place.site))
        except OSError as error:
            return error
        return last_build.store_record(place.root, place.name, now)


def keep_record(place: Workspace, made: BuildRecord | None, used: Collection[str]) -> OSError | None:
    """Keep the record of a full build whose site has just been published, and a second folder of the same files.

    Args:
        place: where the site was built.
        made: the record; None where the next build cannot update this site.
        used: names of the files of the store that the site was made from.

    Returns:
        Why the record could not be kept, so that the next build builds everything; None where it was.
    """
    try:
        cache.real_folder(place.root, last_build.PREVIOUS_SITES)
        remove_folder(place.previous)
        if made is None:
            return None
        is_linked = _has_second_folder(place)
        site = folder_state.signature(place.site)
        previous = folder_state.folder_states(place.previous, site.folders) if is_linked else None
        now = replace(made, site=site, previous=previous or folder_state.NOTHING, differing={})
    except OSError as error:
        return error
    store.clear(place.store, {made.theme, *used, *(entry.parts for entry in made.briefings.values())})
    return last_build.store_record(place.root, place.name, now)


def _has_second_folder(place: Workspace) -> bool:
    """Put a second folder of the files of the site in the place of the previous site, so that the next edit need not.

    Returns:
        Whether the system allows it: it may be on another disk.
    """
    try:
        cache.make_folder(place.root, last_build.PREVIOUS_SITES)
        _link(place.site, place.previous, folder_state.signature(place.site))
    except OSError:
        remove_folder(place.previous)
        return False
    return True


def _is_left(folder: Path, last: BuildRecord) -> bool:
    """Whether the previous site is as the last build left it; a link to one is not.

    Args:
        folder: its folder.
        last: the record of the last build. `SiteSwap.look` looks at the files that both sites share in the last site.
    """
    own = ((path, state) for path, state in last.differing.items() if state)
    return (
        not folder.is_symlink()
        and folder_state.folders_are_as_signed(folder, last.previous)
        and folder_state.files_are_as_signed(folder, own)
    )


def _is_as_signed(folder: Path, signed: Signature, unlinked: Collection[str] = ()) -> bool:
    """Whether everything in a folder is as it was when the folder was signed, and nothing came or went.

    Args:
        folder: the folder.
        signed: its signature.
        unlinked: files that may have lost another link since.
    """
    return folder_state.folders_are_as_signed(folder, signed.folders) and folder_state.files_are_as_signed(
        folder, signed.files.each(), unlinked
    )


def site_checksums(site: Path) -> dict[str, str]:
    """The checksum list of a site that a build left: SHA-256 by path.

    Raises:
        RebuildError: the list is missing or cannot be read.
    """
    try:
        return checksums.read_checksums((site / CHECKSUMS).read_bytes())
    except (OSError, checksums.ChecksumError) as error:
        raise RebuildError from error


def last_file(site: Path, path: str, listed: Mapping[str, str]) -> bytes:
    """The content of a file of the last site, exactly as the last build wrote it.

    Args:
        site: the folder of the last site.
        path: path of the file on the site.
        listed: the checksum list of the last site: SHA-256 by path.

    Raises:
        RebuildError: the file is missing, not listed, or was changed.
    """
    try:
        data = (site / path).read_bytes()
    except OSError as error:
        raise RebuildError from error
    if sha256(data).hexdigest() != listed.get(path):
        raise RebuildError
    return data


def put_files(site: Path, changed: Mapping[str, bytes], removed: Collection[str]) -> None:
    """Write some files of a site, and delete others, with the folders that are empty then.

    A file is never written into, since the last site may share it: a new one takes its place.

    Args:
        site: the folder of the site.
        changed: content of each file, by its path.
        removed: paths of the files to delete.

    Raises:
        OSError: the system does not allow it.
    """
    _remove(site, removed)
    for path, data in changed.items():
        _make_room(site, path)
        (site / path).write_bytes(data)
        (site / path).chmod(0o644)


def _remove(site: Path, paths: Iterable[str]) -> None:
    """Delete some files of a site, with the folders that are empty then."""
    for path in paths:
        (site / path).unlink()
        for folder in list(PurePosixPath(path).parents)[:-1]:
            try:
                (site / folder).rmdir()
            except OSError:
                break  # it is not empty


def _make_room(site: Path, path: str) -> None:
    """Make the folder for a file of a site, and delete what is in the place of the file."""
    file = site / path
    if not file.parent.is_dir():
        for folder in reversed(list(PurePosixPath(path).parents)[:-1]):
            if not (site / folder).is_dir():
                (site / folder).mkdir()
                (site / folder).chmod(0o755)  # web servers must read it; the umask may forbid that
    file.unlink(missing_ok=True)


def _moved(folder: Path, place: Workspace) -> bool:
    """Move a folder to that of the previous site; returns whether that was possible: it may be on another disk."""
    try:
        cache.make_folder(place.root, last_build.PREVIOUS_SITES)
        folder.rename(place.previous)
    except OSError:
        return False
    return True


def _link(site: Path, made: Path, signed: Signature) -> None:
    """Make a second folder of the same files.

    Args:
        site: the folder to copy.
        made: the new folder.
        signed: signature of `site`.
    """
    old, new = os.fspath(site), os.fspath(made)  # a Path for each file would take as long as its link
    for path in sorted(signed.folders):
        os.mkdir(f"{new}/{path}")  # noqa: PTH102
        os.chmod(f"{new}/{path}", 0o755)  # noqa: PTH101, S103  web servers must read it; the umask may forbid that
    for path in signed.files:
        os.link(f"{old}/{path}", f"{new}/{path}")


__all__ = ["SiteSwap", "keep_record", "last_file", "put_files", "site_checksums"]
