"""Takes the records of some sources out of a web archive of any size, without holding all of it in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any, NamedTuple

from bindery.evidence.custody import Original, kept_headers
from bindery.evidence.kinds import warc
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.kinds.warc import Asked, NoReaderError, NoRecordError, RecordIndex
from bindery.evidence.limits import TooLargeError
from bindery.evidence.unreadable import no_record, not_installed, too_large, too_slow, unreadable
from bindery.model.stored_kinds import ending_of
from bindery.reading.inputs import TooMuchError
from bindery.system.confined import confined
from bindery.system.disk import LARGEST_FILE
from bindery.text.problems import Problem

_MOST_HASHED = 1 << 30  # bytes of an archive whose hash is calculated


class TakenOut(NamedTuple):
    """The records of a source, as a web archive of their own.

    Attributes:
        ending: `.warc` or `.warc.gz`.
        data: the records, byte for byte as they are in the archive.
        origin: where they come from: attributes of `Custody`.
        day: the day of the record that has the content.
    """

    ending: str
    data: bytes
    origin: dict[str, Any]
    day: str


def taken_out(path: Path, wanted: Mapping[str, Asked]) -> dict[str, TakenOut | str] | Problem:
    """The records of each source of which an archive has one; or why they cannot be taken; or a problem of the whole.

    Args:
        path: the archive.
        wanted: the addresses of the sources, by id. Sources of which it has no record are left out, if there are several.
    """
    try:
        return confined(partial(_work, wanted=dict(wanted)), path.as_posix(), b"")
    except TooMuchError:
        remedy = "take the records that you need out of it, or archive the page again by itself"
        return too_slow(path.as_posix(), "web archive", remedy)


def _work(path: str, _data: bytes, wanted: dict[str, Asked]) -> dict[str, TakenOut | str] | Problem:
    try:
        with Path(path).open("rb") as file, warc.opened(file, ending_of(path)) as archive:
            index = RecordIndex(archive.records())
            found = {source: _taken(archive, index, asked) for source, asked in wanted.items()}
        original = _original(Path(path))
    except NoReaderError as error:
        return not_installed(path, "read web archives", str(error))
    except TooLargeError as error:
        return too_large(path, str(error), "take the records that you need out of it")
    except UnreadableError as error:
        return unreadable(path, error.message, error.remedy)
    except OSError as error:
        return unreadable(path, f"this file cannot be read: {error.strerror}", "check its permissions")
    if archive.damaged and all(isinstance(one, NoRecordError) for one in found.values()):
        return unreadable(path, warc.damaged().message, warc.damaged().remedy)
    kept: dict[str, TakenOut | str] = {}
    for source, one in found.items():
        if isinstance(one, TakenOut):
            one.origin["original"] = original
            kept[source] = one
        elif not isinstance(one, NoRecordError):
            kept[source] = one.message
        elif len(wanted) == 1:
            return no_record(path, one.message, one.remedy)
    return kept


def _taken(archive: warc.Archive, index: RecordIndex, asked: Asked) -> TakenOut | UnreadableError:
    try:
        chain = warc.chosen(index, asked)
        content = archive.content_of(chain)
        data = archive.raw(chain)
    except UnreadableError as error:
        return error
    except TooLargeError as error:
        return UnreadableError(str(error), "")
    if len(data) > LARGEST_FILE:
        return UnreadableError(f"its records have {len(data):,} bytes; the limit is {LARGEST_FILE:,}", "")
    first, last = chain[0], chain[-1]
    asked_at = next((one for one in reversed(chain) if not one.leads_to and one.kind == "revisit"), last)
    origin = {
        "address": first.address,
        "addresses": tuple(one.address for one in chain[1:] if one.address != first.address),
        "fetched": asked_at.date,
        "fetched_by": archive.software,
        "status": int(last.status) if last.status.isdecimal() else 0,
        "headers": kept_headers(content.headers),
    }
    ending = ".warc.gz" if data.startswith(b"\x1f\x8b") else ".warc"
    return TakenOut(ending, data, origin, asked_at.date[:10])


def _original(path: Path) -> Original:
    size = path.stat().st_size
    digest = ""
    if size <= _MOST_HASHED:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    return Original(name=path.name, bytes=size, sha256=digest)
