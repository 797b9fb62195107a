"""The names of the files of a stored copy: which source and which day they are of, and what is next to the copy."""

from __future__ import annotations

from datetime import date

from bindery.model.names import CopyKey, SourceId
from bindery.model.stored_kinds import ENDING, TRANSCRIPT, is_transcript
from bindery.text.problems import Problem

FINGERPRINT = ".fingerprint"
CUSTODY = ".custody"  # the record of how a copy was made
TIMESTAMP = ".tsr"  # the answer of a time-stamping authority (RFC 3161)
BESIDE = (FINGERPRINT, CUSTODY, TIMESTAMP)


def source_and_day(name: str) -> tuple[SourceId, str]:
    """The id of the source, and the day as written, in the file name of a snapshot or fingerprint.

    Args:
        name: such as `gibb-2023.txt`, which has no day, or `gibb-2023.2024-05-03.fingerprint`. What follows a dot and
            begins with a digit is meant as a day.
    """
    stem = name.removesuffix(TRANSCRIPT) if is_transcript(name) else name
    beside = next((ending for ending in BESIDE if name.endswith(ending)), "")
    stem = stem.removesuffix(beside) if beside else ENDING.sub("", stem)
    source, dot, day = stem.partition(".")
    return (SourceId(source), day) if dot and day[:1].isdecimal() else (SourceId(stem), "")


def valid_day(written: str) -> str | None:
    """A day such as `2024-05-03`, if it is one of the calendar; otherwise None."""
    try:
        return written if date.fromisoformat(written).isoformat() == written else None
    except ValueError:
        return None


def no_day(written: str, path: str) -> Problem:
    """The problem that what follows the id of the source in a file name is not a day."""
    return Problem(
        "B383",
        f"`{written}` in the name of this file is not a day",
        path=path,
        help="write the day on which the copy was made as year-month-day: SOURCE.2024-05-03.txt",
    )


def two_snapshots(key: CopyKey, path: str, other: str) -> Problem:
    """The problem that two files are the snapshot of a source and day."""
    return Problem(
        "B333",
        f"there are two snapshots of `{key.source}`" + (f" of {key.day}" if key.day else ""),
        path=path,
        help=f"delete this file or {other}, so that it is clear which one quotations are compared with",
    )


def lone_transcript(path: str) -> Problem:
    """The problem of the transcript of a picture that is not stored."""
    return Problem(
        "B674",
        "the picture that this is the transcript of is not stored",
        path=path,
        help="put the picture next to it, or rename the file to end in .txt alone",
    )
