"""The record of custody of a stored copy: what was stored, when, by which tool, and where it came from.

It is next to the fingerprint, as `SOURCE.custody`, and has no words of the source. docs/reference/custody.md describes it.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bindery.reading.stored_names import valid_day
from bindery.text.problems import Problem

KEPT_HEADERS = (
    "content-type",
    "content-length",
    "content-language",
    "date",
    "etag",
    "last-modified",
    "link",
    "location",
    "memento-datetime",
    "server",
)
"""The headers of an answer that are kept: none that names a reader, such as a cookie."""

Said = Annotated[str, Field(min_length=1)]
Time = Annotated[
    str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T[\d:.]{5,20}(Z|[+-]\d\d:?\d\d)$")
]
"""A time of ISO 8601; a day that does not exist, such as 31 April, is shown as it is written."""


class Original(BaseModel):
    """The file that a copy was taken from, such as a web archive with many pages.

    Attributes:
        name: its name, without its folder.
        bytes: its size.
        sha256: its SHA-256 in hexadecimal; empty when it was not calculated.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    name: str
    bytes: int
    sha256: str = ""


class Custody(BaseModel):
    """What is known of how a copy of a source was made and stored. What is not known is empty.

    Attributes:
        source: id of the source.
        file: name of the stored file.
        sha256: SHA-256 of the stored file, in hexadecimal.
        bytes: size of the stored file.
        stored: when it was stored, in UTC, such as `2026-11-29T17:40:05Z`.
        tool: name and version of the program that stored it.
        address: the address that was asked for the page.
        addresses: the addresses to which redirects led, in order.
        fetched: when the page was asked for, as the program that asked wrote it.
        fetched_by: name and version of that program.
        status: the status of the answer, such as 200; 0 when it is not known.
        headers: the headers of the answer that are kept, in small letters.
        original: the file that the copy was taken from; None when it is that file.
        transcript: SHA-256 of the transcript of a picture, in hexadecimal.
        noted: what the record of another program says, by its own names.
        stamped: the time that a time-stamping authority signed.
        stamped_by: the name of this authority.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    source: str
    file: str
    sha256: str
    bytes: int
    stored: Time
    tool: Said
    address: str = ""
    addresses: tuple[Said, ...] = ()
    fetched: str = ""
    fetched_by: str = ""
    status: Annotated[int, Field(ge=0, le=999)] = 0
    headers: dict[str, str] = {}
    original: Original | None = None
    transcript: str = ""
    noted: dict[str, str] = {}
    stamped: Time | Literal[""] = ""
    stamped_by: str = ""

    @property
    def fetched_day(self) -> str:
        """The day on which the page was asked for; empty if it is not known, or is written in some other way."""
        day = self.fetched[:10]
        return day if valid_day(day) else ""


def write_custody(custody: Custody) -> bytes:
    """The file of a record; keys whose values are not known are left out."""
    said = custody.model_dump(exclude_defaults=True)
    return (json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def read_custody(path: str, data: bytes) -> tuple[Custody | None, list[Problem]]:
    """The record in a file; None, and the problem (B675), if it is none."""
    try:
        return Custody.model_validate_json(data), []
    except ValidationError:
        return None, [_other(path, "this record of custody cannot be read")]


def check_custody(
    path: str, data: bytes, source: str, stored: str, transcript: str
) -> tuple[Custody | None, list[Problem]]:
    """The record in a file, and the problem (B675) if it is not of the copy that is stored.

    Args:
        path: path of the record.
        data: the record.
        source: id of the source that it should belong to.
        stored: SHA-256 of the stored file, in hexadecimal; empty if it is not here.
        transcript: that of the transcript of a picture; empty if there is none.
    """
    made, problems = read_custody(path, data)
    if made is None:
        return None, problems
    if made.source != source:
        return None, [_other(path, f"this record of custody belongs to another source, `{made.source}`")]
    if stored and made.sha256 != stored:
        return None, [_other(path, "the stored file is not the one that this record of custody is about")]
    if transcript and made.transcript != transcript:
        return None, [_other(path, "the transcript is not the one that this record of custody is about")]
    return made, []


def kept_headers(headers: dict[str, str]) -> dict[str, str]:
    """The headers of an answer that a record keeps, in small letters."""
    small = {name.lower(): value.strip() for name, value in headers.items()}
    return {name: small[name] for name in KEPT_HEADERS if small.get(name)}


def _other(path: str, message: str) -> Problem:
    remedy = "restore both from version control, or run `bindery snapshot add` again"
    return Problem("B675", message, path=path, help=remedy)
