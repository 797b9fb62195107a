"""Finds the parts of a Word document by what they are to each other, since programs name them as they like (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from bindery.evidence.kinds.packages import Package, attribute, local, parsed_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_USUAL = "word/document.xml"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")


class WordParts:
    """The parts of a Word document.

    Args:
        data: the file.

    Raises:
        UnreadableError: it is no Word document, or is damaged or protected by a password.
        TooLargeError: it is too large.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data, "Word document")
        self.main = next((name for _, name in self._links("")), _USUAL)
        self._found = list(self._links(self.main))

    def names(self, kind: str) -> list[str]:
        """The names of the parts of a kind, such as `footnotes` or `header`, in their order."""
        found = [name for one, name in self._found if one == kind and name in self.package.names]
        usual = re.compile(rf"{re.escape(posixpath.dirname(self.main))}/{kind}\d*\.xml")
        return found or sorted(name for name in self.package.names if usual.fullmatch(name))

    def text(self) -> _Element:
        """The root of the part that has the text; raises as the class does."""
        root = self.root(self.main)
        if root is None or local(root) != "document":
            raise self.package.damaged()
        return root

    def roots(self, kind: str) -> Iterator[_Element]:
        """The roots of the parts of a kind; raises as the class does."""
        for name in self.names(kind):
            root = self.root(name)
            if root is not None:
                yield root

    def root(self, name: str) -> _Element | None:
        """The root of a part, with the usual namespaces; None if there is none of this name."""
        part = self.package.part(name)
        return None if part is None else parsed_xml(usual_names(part), self.package.damaged())

    def _links(self, name: str) -> Iterator[tuple[str, str]]:
        """The kinds and names of the parts that a part leads to; those of the whole document for an empty name."""
        folder, _, last = name.rpartition("/")
        links = self.root(posixpath.join(folder, "_rels", f"{last}.rels"))
        for link in () if links is None else links:
            kind = attribute(link, "Type").rpartition("/")[2]
            if attribute(link, "TargetMode") == "External" or (not name and kind != "officeDocument"):
                continue
            target = posixpath.normpath(posixpath.join("/", folder, attribute(link, "Target")))
            yield kind, target.lstrip("/")


def usual_names(part: bytes) -> bytes:
    """A part with the namespaces that most documents have, in place of those of the form that Word calls Strict."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
