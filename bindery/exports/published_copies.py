"""The models of the stored copies of a source in the published data, with how each was made."""

from __future__ import annotations

from typing import Annotated

from pydantic import WithJsonSchema

from bindery.exports.published_claims import DataModel, Day, Whole, Words


class CopyOrigin(DataModel):
    """How a copy was made and stored, as its record of custody says; what is not known is left out."""

    stored: Words
    """When it was stored, in UTC."""
    tool: Words
    """The program that stored it, and the library that read it, with versions."""
    address: Words | None = None
    """The address that was asked."""
    addresses: tuple[Words, ...] = ()
    """The addresses to which redirects led, in order."""
    fetched: Words | None = None
    """When the page was asked for, as the program that asked wrote it."""
    fetched_by: Words | None = None
    """This program, as it names itself."""
    status: Whole | None = None
    """The status of the answer, such as 200."""
    stamped: Words | None = None
    """The time in its time stamp (RFC 3161)."""
    stamped_by: Words | None = None
    """The authority that signed the time."""


class Copy(DataModel):
    """A stored copy of a source."""

    by: Annotated[str, WithJsonSchema({"enum": ["snapshot", "fingerprint"]})]
    """Whether the text is stored (snapshot), or hashes of it (fingerprint)."""
    sha256: Words
    """SHA-256 of the copy, in hexadecimal."""
    kind: Words | None = None
    """The kind of file, such as DOCX."""
    date: Day | None = None
    """The day of the copy, if it is known."""
    custody: CopyOrigin | None = None
    """How it was made and stored."""
