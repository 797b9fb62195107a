"""`bindery snapshot timestamp`: has the hashes of stored copies signed with the time by a time-stamping authority."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bindery.evidence import custody
from bindery.model.names import CopyKey
from bindery.provenance import timestamps
from bindery.reading.project import CUSTODY, FOLDER, TIMESTAMP, Project, read_project
from bindery.system import disk
from bindery.system.together import write_together
from bindery.text.problems import Problem, did_you_mean
from bindery.text.report import printable

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

AUTHORITY = "http://timestamp.digicert.com"
ROOTS = "timestamp-roots.pem"  # in the project: the certificates that are trusted, if not those of the system
_MOST_SECONDS = 10
_MOST_BYTES = 100_000  # of an answer; they have some five thousand


def run(sources: Sequence[str], root: Path, authority: str, roots: Path | None) -> None:
    """Gets a time stamp for each stored copy that has none, and stores all of them or none.

    Args:
        sources: ids of the sources; none for all.
        root: the project's folder.
        authority: the address of the authority.
        roots: the file with the certificates that are trusted; None for that of the project, or those of the system.
    """
    if not authority.startswith(("http://", "https://")):
        raise click.UsageError(f"{printable(authority)} is no address that begins with http:// or https://")
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    known = {key.source for key in project.snapshots}
    for source in sources:
        if source not in known:
            near = did_you_mean(source, known)
            raise click.UsageError(
                f"no copy of `{printable(source)}` is stored here" + (f"; {near}" if near else "")
            )
    wanted = [
        key
        for key in sorted(project.snapshots)
        if (not sources or key.source in sources) and key not in project.timestamps
    ]
    try:
        trusted = trusted_roots(root, roots)
        files: dict[Path, bytes | None] = {}
        for key in wanted:
            files |= _stamped(key, project, root, authority, trusted)
    except timestamps.TimestampsNotInstalledError as error:
        raise click.ClickException(f"for time stamps, more has to be installed: {error}") from None
    write_together(files)
    number = len(wanted)
    click.echo(f"{number} time stamp{'s' if number != 1 else ''} stored", err=True)


def trusted_roots(root: Path, given: Path | None) -> list[Certificate]:
    """The certificates that are trusted.

    Raises:
        click.ClickException: the file has none.
    """
    place = given or root / ROOTS
    if given is None and not place.is_file():
        return timestamps.system_roots()
    data = disk.read_regular(place, place.name)
    if isinstance(data, Problem):
        raise click.ClickException(f"{printable(place.name)}: {data.message}")
    try:
        return timestamps.roots_in(data)
    except ValueError:
        message = f"{printable(place.name)} has no certificates in PEM format"
        raise click.ClickException(message) from None


def check_stamp(key: CopyKey, project: Project, trusted: Sequence[Certificate]) -> list[Problem]:
    """The problem (B676) of a time stamp that proves nothing of the stored copy; none if the copy is not here.

    Raises:
        TimestampsNotInstalledError: the library that reads time stamps is not installed.
    """
    stamp, stored = project.timestamps[key], project.snapshots.get(key)
    if stored is None:
        return []
    try:
        found = timestamps.verified(stamp.data, stored.data, trusted)
    except timestamps.UntrueStampError as error:
        help_ = (
            f"delete it and run `bindery snapshot timestamp {key.source}`; or trust its authority in {ROOTS}"
        )
        return [_untrue(stamp.path, f"this time stamp proves nothing: {error}", help_)]
    record = project.custody.get(key)
    made = custody.read_custody(*record)[0] if record else None
    if made and made.stamped and made.stamped != found.time:
        message = f"the record of custody says {made.stamped}, but this time stamp says {found.time}"
        return [_untrue(stamp.path, message, "restore both from version control")]
    return []


def stamp_of(data: bytes, root: Path, authority: str) -> bytes:
    """The answer of an authority for some bytes, after it was checked.

    Args:
        data: what is stamped.
        root: the project's folder, which may have the certificates that are trusted.
        authority: the address of the authority.
    """
    try:
        query = timestamps.query_for(data)
        answer = _asked(authority, query.data)
        timestamps.verified(answer, data, trusted_roots(root, None), query.nonce)
    except timestamps.TimestampsNotInstalledError as error:
        raise click.ClickException(f"for time stamps, more has to be installed: {error}") from None
    except timestamps.UntrueStampError as error:
        raise click.ClickException(
            f"nothing was stored: the answer of {printable(authority)} is no proof: {error}"
        ) from None
    return answer


def said_by(stamp: bytes, data: bytes, root: Path) -> timestamps.Stamp:
    """What a time stamp of some bytes says; ends the command if it is no proof.

    Args:
        stamp: the answer of an authority.
        data: what was stamped.
        root: the project's folder, which may have the certificates that are trusted.
    """
    try:
        return timestamps.verified(stamp, data, trusted_roots(root, None))
    except timestamps.TimestampsNotInstalledError as error:
        raise click.ClickException(f"for time stamps, more has to be installed: {error}") from None
    except timestamps.UntrueStampError as error:
        raise click.ClickException(f"the time stamp proves nothing: {error}") from None


def _untrue(path: str, message: str, remedy: str) -> Problem:
    return Problem("B676", message, path=path, help=remedy)


def _stamped(
    key: CopyKey, project: Project, root: Path, authority: str, trusted: Sequence[Certificate]
) -> dict[Path, bytes | None]:
    """The files of a time stamp for a copy: the answer, and the record of custody that names it."""
    data = project.snapshots[key].data
    query = timestamps.query_for(data)
    answer = _asked(authority, query.data)
    try:
        stamp = timestamps.verified(answer, data, trusted, query.nonce)
    except timestamps.UntrueStampError as error:
        message = f"nothing was stored: the answer of {printable(authority)} for `{key.source}` is no proof: {error}"
        raise click.ClickException(message) from None
    stem = root / FOLDER / key.slug / "snapshots" / key.stem
    files: dict[Path, bytes | None] = {Path(f"{stem}{TIMESTAMP}"): answer}
    record = project.custody.get(key)
    made = custody.read_custody(*record)[0] if record else None
    if made:
        said = {"stamped": stamp.time, "stamped_by": stamp.authority}
        files[Path(f"{stem}{CUSTODY}")] = custody.write_custody(made.model_copy(update=said))
    return files


def _asked(authority: str, query: bytes) -> bytes:
    """The answer of an authority."""
    request = urllib.request.Request(  # noqa: S310  the scheme was checked
        authority, query, {"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_MOST_SECONDS) as answer:  # noqa: S310  as above
            data = bytes(answer.read(_MOST_BYTES + 1))
    except (OSError, ValueError, urllib.error.URLError) as error:
        why = printable(str(getattr(error, "reason", error)))
        raise click.ClickException(
            f"nothing was stored: {printable(authority)} does not answer: {why}"
        ) from None
    if len(data) > _MOST_BYTES:
        raise click.ClickException(
            f"nothing was stored: the answer of {printable(authority)} is no time stamp"
        )
    return data
