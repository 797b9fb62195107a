"""Exports references for Zotero and other programs: of each source, each briefing and the whole site.

Each module of this package is one file format; it makes a file from the records of `bindery.references.record`.
The file of a single source is inside the link on its page, as a data URL, so that large sites need no extra files.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from bindery.references.record import ReferenceRecord
from bindery.text.escape import percent_encoded


class Format(Protocol):
    """What each module of this package must have.

    Attributes:
        NAME: name of the format for readers.
        SUFFIX: ending of its file names, without the dot.
        MEDIA_TYPE: its media type, such as `text/csv`.
    """

    NAME: str
    SUFFIX: str
    MEDIA_TYPE: str

    def record(self, item: ReferenceRecord) -> str:
        """The text of one record in a file."""
        ...

    def joined(self, records: Iterable[str]) -> str:
        """The text of a file with these records."""
        ...


@dataclass(frozen=True)
class EmbeddedFile:
    """A file inside a link.

    Attributes:
        name: name of its format.
        file: the name under which a browser saves it.
        address: the data URL that has the file in it.
    """

    name: str
    file: str
    address: str


_UNENCODED = "/:,;?@"  # characters that need no encoding in a data URL or an HTML attribute
FORMATS = tuple(
    cast("Format", importlib.import_module(f"{__name__}.{info.name}"))
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name)
)


def format_file(made: Format, items: Iterable[ReferenceRecord]) -> str:
    """The text of a file of a format with these items."""
    return made.joined(map(made.record, items))


def records_of(item: ReferenceRecord) -> dict[str, str]:
    """The record of one source in each format, by the suffix of the format."""
    return {made.SUFFIX: made.record(item) for made in FORMATS}


def embedded_files(item: ReferenceRecord, records: Mapping[str, str] | None = None) -> list[EmbeddedFile]:
    """The record of one source as a file of each format.

    Args:
        item: the record.
        records: what `records_of` returned for it; None to make it.
    """
    texts = records or records_of(item)
    return [
        EmbeddedFile(
            made.NAME,
            f"{item.id}.{made.SUFFIX}",
            f"data:{made.MEDIA_TYPE};charset=utf-8,{percent_encoded(made.joined([texts[made.SUFFIX]]), _UNENCODED)}",
        )
        for made in FORMATS
    ]
