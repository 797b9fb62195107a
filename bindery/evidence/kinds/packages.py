"""Reads the parts of a package: a zip file with XML in it, as a word processor writes it, within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from bindery.evidence.limits import MOST_PARTS, MOST_UNPACKED, TooLargeError

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 1  # the flag of a part of a zip file


class UnreadableError(Exception):
    """A file cannot be read as what its name says.

    Attributes:
        message: what is wrong.
        remedy: what to do.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class Package:
    """A zip file whose parts are read within a limit for all of them, whatever it says of their sizes.

    Args:
        data: the file.
        noun: what it should be, for messages, such as `Word document`.

    Raises:
        UnreadableError: it is no zip file, or is protected by a password.
        TooLargeError: it has too many parts.
    """

    def __init__(self, data: bytes, noun: str) -> None:
        self._noun = noun
        self._left = MOST_UNPACKED
        if data.startswith(_OLD_OFFICE):
            message = f"this {noun} is protected by a password, or was saved by a very old program"
            raise UnreadableError(message, "open it, and save it without a password in the present format")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError):
            raise self.damaged() from None
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise TooLargeError(f"this {noun} has # parts", len(entries), MOST_PARTS)
        self.names = {entry.filename: entry for entry in entries}

    def damaged(self) -> UnreadableError:
        """The error that says that the package cannot be read."""
        message = (
            f"this cannot be read as {_with_article(self._noun)}: it is incomplete, or is something else"
        )
        return UnreadableError(message, "save it again, or save the words that you quote as a .txt file")

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none of this name.

        Raises:
            UnreadableError: the part is damaged or protected by a password.
            TooLargeError: with it, more is unpacked than is allowed.
        """
        entry = self.names.get(name.lstrip("/"))
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED:
            message = f"this {self._noun} is protected by a password"
            raise UnreadableError(message, "open it, and save it without a password")
        try:
            with self._zip.open(entry) as part:
                data = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            raise self.damaged() from None
        if len(data) > self._left:
            size = max(entry.file_size, MOST_UNPACKED + 1)
            raise TooLargeError(f"this {self._noun} has at least # bytes when unpacked", size, MOST_UNPACKED)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> _Element | None:
        """The root of a part that is XML; None if there is none of this name.

        Raises:
            UnreadableError: the part is no XML, or declares entities.
            TooLargeError: as in `part`.
        """
        data = self.part(name)
        return None if data is None else parsed_xml(data, self.damaged())

    def needed(self, name: str) -> _Element:
        """The root of a part without which the package is none; raises as `xml` does."""
        root = self.xml(name)
        if root is None:
            raise self.damaged()
        return root


def parsed_xml(data: bytes, damaged: UnreadableError) -> _Element:
    """The root of a piece of XML. Entities are not replaced and nothing is loaded.

    Args:
        data: the XML.
        damaged: what to raise if it is none.
    """
    from lxml import etree  # noqa: PLC0415  slow to load, and few projects need it

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged from None
    if (
        root is None or root.getroottree().docinfo.internalDTD is not None
    ):  # entities: none of these needs any
        raise damaged
    return root


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """An attribute by its name without its namespace; empty if there is none."""
    found = element.get(name)
    if found is not None:
        return str(found)
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _with_article(noun: str) -> str:
    return f"an {noun}" if re.match("[aeiouAEIOU]", noun) else f"a {noun}"
