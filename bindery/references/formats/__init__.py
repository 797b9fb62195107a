"""References for Zotero and others: of each source, of each briefing, of the whole site, in each format.

A format is a module of this package, found by its name, that makes one file of the neutral records of `library`.
What is one source's is within the link on its page, and costs a large site no files.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from bindery.references.record import ReferenceRecord
from bindery.text.escape import percent_encoded


class Format(Protocol):
    """What a module of this package holds.

    Attributes:
        NAME: what readers call it.
        SUFFIX: what the names of its files end in.
        MEDIA_TYPE: what computers call it.
    """

    NAME: str
    SUFFIX: str
    MEDIA_TYPE: str

    def record(self, item: ReferenceRecord) -> str:
        """One item, as it stands in a file."""
        ...

    def joined(self, records: Iterable[str]) -> str:
        """Records as one file."""
        ...


@dataclass(frozen=True)
class EmbeddedFile:
    """A file that a link carries in itself.

    Attributes:
        name: of its format.
        file: the name under which a browser saves it.
        address: which is the file.
    """

    name: str
    file: str
    address: str


_AS_THEY_ARE = "/:,;?@"  # in an address, and in an attribute of a page
FORMATS = tuple(
    cast("Format", importlib.import_module(f"{__name__}.{info.name}"))
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name)
)


def format_file(made: Format, items: Iterable[ReferenceRecord]) -> str:
    """The items as one file of a format."""
    return made.joined(map(made.record, items))


def embedded_files(item: ReferenceRecord) -> list[EmbeddedFile]:
    """The record of one source as a file of each format."""
    return [
        EmbeddedFile(
            made.NAME,
            f"{item.id}.{made.SUFFIX}",
            f"data:{made.MEDIA_TYPE};charset=utf-8,{percent_encoded(format_file(made, [item]), _AS_THEY_ARE)}",
        )
        for made in FORMATS
    ]
