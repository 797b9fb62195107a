"""Imports lists of references from other programs; each module reads one file format."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol, cast

from bindery.references.imports.encoding import decode
from bindery.references.imports.entry import (
    MOST_BYTES,
    Found,
    ImportedEntry,
    ReferencesFileError,
    Refusal,
    Remark,
)

FORMATS = ("csl", "bibtex", "ris")
_MARKS = {
    "ris": re.compile(r"^[ \t]*TY  ?-", re.MULTILINE),
    "bibtex": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}
_ENDINGS = {".json": "csl", ".csljson": "csl", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}
_REMEDY = "export it as CSL JSON, BibTeX, BibLaTeX or RIS"
_UNSUPPORTED = {
    ".rdf": "RDF cannot be imported",
    ".xml": "XML cannot be imported",
    ".enw": "EndNote's own format cannot be imported",
    ".nbib": "PubMed's own format cannot be imported",
    ".csv": "CSV cannot be imported",
}


def read_references(name: str, data: bytes, form: str = "auto") -> tuple[str, Found]:
    """Reads a file of references.

    Args:
        name: name of the file; its ending shows the format if the content does not.
        data: its bytes.
        form: the format, `csl`, `bibtex` or `ris`; `auto` detects it.

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
    return cast("_Format", import_module(f"{__name__}.{form}"))


def _text(data: bytes) -> tuple[str, list[Remark]]:
    """The text of a file, with plain line breaks, and what is to be said of its encoding."""
    if len(data) > MOST_BYTES:
        raise ReferencesFileError(
            f"the file has {len(data):,} bytes; the limit is {MOST_BYTES:,}: export fewer items"
        )
    text, remarks = decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), remarks


def _format(name: str, text: str) -> str:
    """The format of a file, detected from its content or else from its name."""
    begins = text.lstrip()
    if begins.startswith("<"):
        what = "Zotero RDF" if "<rdf:RDF" in begins[:2000] else "XML or HTML"
        raise ReferencesFileError(f"{what} cannot be imported; {_REMEDY}")
    if begins.startswith(("[", "{")):
        return "csl"
    found = [(sign.start(), form) for form, pattern in _MARKS.items() if (sign := pattern.search(text))]
    if found:
        return min(found)[1]
    ending = name[name.rfind(".") :] if "." in name else ""
    if ending in _UNSUPPORTED:
        raise ReferencesFileError(f"{_UNSUPPORTED[ending]}; {_REMEDY}")
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    raise ReferencesFileError(f"the format of this file is unknown; {_REMEDY}")


__all__ = [
    "FORMATS",
    "Found",
    "ImportedEntry",
    "ReferencesFileError",
    "Refusal",
    "Remark",
    "read_references",
    "types",
]
