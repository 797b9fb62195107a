"""The files of a site that an edit can have changed, and those of them that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from bindery.provenance.checksums import NAME, checksum_text


@dataclass(frozen=True)
class RemadeFiles:
    """Every file of the site that the edit can have changed.

    Attributes:
        files: content of each file, by its path on the site.
        removed: paths of the files that the site has no more.
    """

    files: dict[str, bytes]
    removed: frozenset[str]


@dataclass(frozen=True)
class ChangedFiles:
    """The files of the site that differ from the last site.

    Attributes:
        files: content of each file, by its path on the site; the checksum list is one of them.
        removed: paths of the files that the site has no more.
        listed: the checksum list of the site as it is now: SHA-256 by path.
    """

    files: dict[str, bytes]
    removed: frozenset[str]
    listed: dict[str, str]


def changed_files(remade: RemadeFiles, listed: Mapping[str, str]) -> ChangedFiles:
    """Those of the files that were made that differ from the last site, and the new checksum list.

    Args:
        remade: the files that were made.
        listed: the checksum list of the last site: SHA-256 by path.
    """
    hashes = {**listed} | {path: sha256(data).hexdigest() for path, data in remade.files.items()}
    changed = {path: data for path, data in remade.files.items() if hashes[path] != listed.get(path)}
    now = (
        {path: digest for path, digest in hashes.items() if path not in remade.removed}
        if remade.removed
        else hashes
    )
    return ChangedFiles(changed | {NAME: checksum_text(now)}, remade.removed, now)


__all__ = ["ChangedFiles", "RemadeFiles", "changed_files"]
