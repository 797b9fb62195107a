"""Lists of references that other programs wrote, read into the same neutral entries; a module for each format."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol, cast

from bindery.references.imports.entry import MOST_BYTES, ImportedEntry, ReferencesFileError, Refusal

FORMATS = ("csl", "bibtex", "ris")
_SIGNS = {
    "ris": re.compile(r"^[ \t]*TY  ?-", re.MULTILINE),
    "bibtex": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}
_ENDINGS = {".json": "csl", ".csljson": "csl", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}
_WAY_OUT = "export it as CSL JSON, BibTeX, BibLaTeX or RIS"
_OTHERS = {
    ".rdf": "this is RDF, which is not read",
    ".xml": "this is XML, which is not read",
    ".enw": "EndNote's own format is not read",
    ".nbib": "PubMed's own format is not read",
    ".csv": "CSV is not read",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_references(name: str, data: bytes, form: str = "auto") -> tuple[str, list[ImportedEntry | Refusal]]:
    """The format of a file, and its records in its order.

    Args:
        name: of the file; its ending tells the format where the content does not.
        data: its bytes.
        form: `csl`, `bibtex`, `ris`, or `auto`.

    Raises:
        UnreadError: the file is too large, no UTF-8, cut off, or in no format that is read.
    """
    text = _text(data)
    if not text.strip():
        raise ReferencesFileError("the file is empty")
    form = _format(name.lower(), text) if form == "auto" else form
    return form, _module(form).read(text)


def types(form: str) -> list[str]:
    """The types of records that are known in a format."""
    return sorted(_module(form).TYPES)


class _Format(Protocol):
    """What the module of a format offers."""

    TYPES: dict[str, str]

    def read(self, text: str) -> list[ImportedEntry | Refusal]:
        """The records of a text."""


def _module(form: str) -> _Format:
    """The module of a format; it is loaded when somebody asks for it, for the parser of BibTeX takes its time."""
    return cast("_Format", import_module(f"{__name__}.{form}"))


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise ReferencesFileError(
            f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read: export fewer items"
        )
    if data.startswith(_UTF16):
        raise ReferencesFileError("the file is UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"line {line}: the file is not UTF-8 (byte {error.start}); export it again as UTF-8"
        raise ReferencesFileError(message) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _format(name: str, text: str) -> str:
    """Which format it is: by what stands in it, and else by its name."""
    begins = text.lstrip()
    if begins.startswith("<"):
        what = "Zotero RDF" if "<rdf:RDF" in begins[:2000] else "XML or HTML"
        raise ReferencesFileError(f"this is {what}, which is not read; {_WAY_OUT}")
    if begins.startswith(("[", "{")):
        return "csl"
    found = [(sign.start(), form) for form, pattern in _SIGNS.items() if (sign := pattern.search(text))]
    if found:
        return min(found)[1]
    ending = name[name.rfind(".") :] if "." in name else ""
    if ending in _OTHERS:
        raise ReferencesFileError(f"{_OTHERS[ending]}; {_WAY_OUT}")
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    raise ReferencesFileError(f"this is none of the formats that are read; {_WAY_OUT}")


__all__ = ["FORMATS", "ImportedEntry", "ReferencesFileError", "Refusal", "read_references", "types"]
