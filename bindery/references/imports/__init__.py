"""Imports lists of references from other programs; each module reads one file format."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol, cast

from bindery.references.imports import listed
from bindery.references.imports.encoding import decode
from bindery.references.imports.entry import (
    MOST_BYTES,
    Attachment,
    Found,
    ImportedEntry,
    ReferencesFileError,
    Refusal,
    Remark,
)

FORMATS = ("csl", "bibtex", "ris", "zotero-rdf", "endnote-xml", "nbib", "wos", "list")
_MARKS = {
    "ris": re.compile(r"^[ \t]*TY  ?-", re.MULTILINE),
    "bibtex": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
    "nbib": re.compile(r"^PMID ?- ?\d", re.MULTILINE),
    "wos": re.compile(r"^FN .+\nVR |^PT [JBSPC]\nAU ", re.MULTILINE),
}
_ENDINGS = {
    ".json": "csl",
    ".csljson": "csl",
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".ris": "ris",
    ".rdf": "zotero-rdf",
    ".nbib": "nbib",
}
_REMEDY = "export it as CSL JSON, BibTeX, BibLaTeX or RIS"
_UNSUPPORTED = {
    ".enw": "EndNote's own format cannot be imported",
    ".yaml": "CSL YAML cannot be imported",
    ".yml": "CSL YAML cannot be imported",
    ".csv": "CSV cannot be imported",
}
# What the beginning of a text shows to be in a format that is not read, and what to do.
_WIKI = re.compile(
    r"\{\{\s*(?:cite|citation|harvnb|literatur|internetquelle|ouvrage|article)\b", re.IGNORECASE
)
_REFER = re.compile(r"%0 \w")
_XML = {"<rdf:RDF": "zotero-rdf", "<record": "endnote-xml"}


def read_references(name: str, data: bytes, form: str = "auto") -> tuple[str, Found]:
    """Reads a file of references.

    Args:
        name: name of the file; its ending shows the format if the content does not.
        data: its bytes.
        form: the format, one of `FORMATS`; `auto` detects it.

    Returns:
        The format, and the records in their order, with remarks on what is between them.

    Raises:
        ReferencesFileError: the file is too large, or in no known format or encoding.
    """
    text, remarks = _text(data)
    if not text.strip():
        raise ReferencesFileError("the file is empty")
    form = _format(name.lower(), text) if form == "auto" else form
    return form, [*remarks, *_module(form).read(text)]


def types(form: str) -> list[str]:
    """The types of records that Bindery knows in a format."""
    return sorted(_module(form).TYPES)


class _Format(Protocol):
    """What the module of a format must have: the known types, each with its type in CSL, and a reader."""

    TYPES: dict[str, str]

    def read(self, text: str) -> Found:
        """The records of a text, with remarks on what is between them."""


def _module(form: str) -> _Format:
    """The module of a format, loaded only when it is needed, since the parser of BibTeX is slow to load."""
    module = {"list": "listed"}.get(form, form.replace("-", "_"))
    return cast("_Format", import_module(f"{__name__}.{module}"))


def _text(data: bytes) -> tuple[str, list[Remark]]:
    """The text of a file, with plain line breaks, and what is to be said of its encoding."""
    if len(data) > MOST_BYTES:
        raise ReferencesFileError(
            f"the file has {len(data):,} bytes; the limit is {MOST_BYTES:,}: export fewer items"
        )
    text, remarks = decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), remarks


def _xml_format(begins: str) -> str:
    """The format of a text that begins like XML."""
    found = [form for mark, form in _XML.items() if mark in begins[:4000]]
    if not found:
        raise ReferencesFileError(f"XML of this kind or HTML cannot be imported; {_REMEDY}")
    return found[0]


def _format(name: str, text: str) -> str:
    """The format of a file, detected from its content or else from its name."""
    begins = text.lstrip()
    if begins.startswith("<"):
        return _xml_format(begins)
    if _WIKI.match(begins):
        raise ReferencesFileError(
            "wiki text cannot be imported; save the references in Zotero and export them, or write a list of their"
            " DOIs or addresses, one a line"
        )
    if _REFER.match(begins):
        raise ReferencesFileError(f"{_UNSUPPORTED['.enw']}; {_REMEDY}")
    if begins.startswith(("[", "{")) and not listed.looks_like_list(text[:2000]):
        return "csl"
    found = [(sign.start(), form) for form, pattern in _MARKS.items() if (sign := pattern.search(text))]
    if found:
        return min(found)[1]
    if listed.looks_like_list(text):
        return "list"
    ending = name[name.rfind(".") :] if "." in name else ""
    if ending in _UNSUPPORTED:
        raise ReferencesFileError(f"{_UNSUPPORTED[ending]}; {_REMEDY}")
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    raise ReferencesFileError(f"the format of this file is unknown; {_REMEDY}")


__all__ = [
    "FORMATS",
    "Attachment",
    "Found",
    "ImportedEntry",
    "ReferencesFileError",
    "Refusal",
    "Remark",
    "read_references",
    "types",
]
