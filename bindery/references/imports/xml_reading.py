"""Reads XML from other programs without following anything that it refers to."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from bindery.references.imports.entry import ReferencesFileError

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
Element: TypeAlias = etree._Element  # noqa: SLF001  the type that lxml has for an element


def parse_xml(text: str) -> Element:
    """The root of an XML document.

    Entities are not replaced, no other file is opened, and no address is followed. A document that declares entities
    of its own is refused, since no program writes one for references.

    Raises:
        ReferencesFileError: it is not XML, or declares entities.
    """
    if "<!ENTITY" in text or "<!DOCTYPE" in text[:2000].upper():
        raise ReferencesFileError("this XML has a document type or entities of its own, which are not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise ReferencesFileError(
            f"line {line}, column {column}: this is not complete XML; export the file again"
        ) from error


def text_of(element: Element | None) -> str:
    """All text in an element, on one line; empty for None."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def children(element: Element) -> list[Element]:
    """The elements in an element, without processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]
