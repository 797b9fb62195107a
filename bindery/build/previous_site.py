"""The site before the last one, of which the next one is made: only what has changed since is written.

The two share the files that are the same. So a file is never written into: a new one takes its place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bindery.build import last_build
from bindery.build.last_build import BuildRecord, Signature
from bindery.build.workspace import RebuildError, Workspace
from bindery.provenance import checksums
from bindery.provenance.checksums import NAME as SEAL
from bindery.system import cache


class SiteSwap:
    """One build, in which the spare becomes the site, and the site the spare.

    Args:
        place: where it is.
        last: how the last build left both.
    """

    def __init__(self, place: Workspace, last: BuildRecord) -> None:
        self.place = place
        self.last = last
        self.touched: set[str] = set()  # what was written, so that it looks different in both
        self.linked = False  # whether there was no spare, and all of it is new
        self.before: tuple[Signature, Signature] | None = None  # of the site, and of what becomes it

    def begin(self, made: Path, sealed: Mapping[str, str]) -> None:
        """Puts the last site, file by file, where the new one is made.

        Args:
            made: where that is.
            sealed: what the last site was sealed with.

        Raises:
            UnfitError: something is not as it was left.
            OSError: it cannot be done here.
        """
        signed = last_build.signature(self.place.site)
        if signed != self.last.site:
            raise RebuildError
        shutil.rmtree(made, ignore_errors=True)
        previous = self.place.previous
        if self.last.previous and previous.is_dir() and last_build.signature(previous) == self.last.previous:
            previous.rename(made)
            older, signed_spare = checksums.read_checksums((made / SEAL).read_bytes()), self.last.previous
        else:
            remove_folder(previous)
            self.linked = True
            _link(self.place.site, made, signed)
            older, signed_spare = dict(sealed), last_build.signature(made)
            signed = last_build.signature(self.place.site)  # a link more is a change of its own
        if older.keys() != sealed.keys():
            raise RebuildError
        self.before = signed, signed_spare
        for path, digest in sealed.items():
            if older[path] != digest:
                _put(made / path, last_file(self.place.site, path, sealed))
                self.touched.add(path)

    def put(self, made: Path, changed: Mapping[str, bytes]) -> None:
        """Writes what is different."""
        for path, data in changed.items():
            _put(made / path, data)
        self.touched |= changed.keys()

    def keep(self, made: BuildRecord, folder: Path) -> None:
        """Keeps the ledger of the site that was published just now, and the one before it, in a folder, as a spare."""
        place = self.place
        previous: Signature = {}
        with suppress(OSError):
            if self.before and folder.is_dir() and _moved(folder, place.previous):
                previous = last_build.sign_again(self.before[0], place.previous, self.touched)
                site = last_build.sign_again(self.before[1], place.site, self.touched)
            else:
                site = last_build.signature(place.site)
            last_build.store_record(place.root, place.name, replace(made, site=site, previous=previous))


def last_file(site: Path, path: str, sealed: Mapping[str, str]) -> bytes:
    """A file of the last site, which is as it was made; raises `UnfitError` where it is not."""
    data = (site / path).read_bytes()
    if sha256(data).hexdigest() != sealed[path]:
        raise RebuildError
    return data


def remove_folder(folder: Path) -> None:
    """Removes a folder, if it is there."""
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def _put(path: Path, data: bytes) -> None:
    """Writes a new file in the place of one, which the last site may share."""
    path.unlink()
    path.write_bytes(data)
    path.chmod(0o644)


def _moved(folder: Path, place: Path) -> bool:
    """Moves a folder; says whether that could be done: the other place may be on another disk."""
    try:
        cache.make_folder(place.parent)
        folder.rename(place)
    except OSError:
        return False
    return True


def _link(site: Path, made: Path, signed: Signature) -> None:
    """Makes a second folder of the same files."""
    old, new = os.fspath(site), os.fspath(made)  # a Path for each file would take as long as its link
    for path in ("", *sorted(path for path, about in signed.items() if not about)):
        os.mkdir(f"{new}/{path}")  # noqa: PTH102
        os.chmod(f"{new}/{path}", 0o755)  # noqa: PTH101, S103  whatever the umask is
    for path, about in signed.items():
        if about:
            os.link(f"{old}/{path}", f"{new}/{path}")


__all__ = ["SiteSwap", "last_file", "remove_folder"]
