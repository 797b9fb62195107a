"""The fields of records that a source has as plain text, such as its volume, in each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

_CSL = {
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page",),
    "number": ("number",),
    "court": ("authority",),
    "edition": ("edition",),
    "place_published": ("publisher-place",),
    "original_title": ("original-title",),
}
_BIBTEX = {
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages",),
    "number": ("number",),
    "edition": ("edition",),
    "place_published": ("location", "address"),
    "original_title": ("origtitle",),
}
_OF_PERIODICALS = {"issue": ("number", "issue"), "number": ()}  # what else BibTeX means by `number`
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_RIS = {
    "volume": ("VL",),
    "issue": ("IS",),
    "pages": ("SP",),
    "number": ("M1",),
    "edition": ("ET",),
    "place_published": ("CY",),
    "translated_title": ("TT",),
}
_NUMBERED = {"CASE": ("SV", "M1"), "GOVDOC": ("SN", "M1"), "RPRT": ("SN", "M1"), "STAND": ("SN", "M1")}


class PlainFields(NamedTuple):
    """The plain fields of a record.

    Attributes:
        found: the text of each field, by its name in an imported entry.
        used: the keys of the record that they are from.
    """

    found: dict[str, Any]  # text; as `Any` it can be handed on as keyword arguments
    used: frozenset[str]


def of_csl(texts: Mapping[str, str]) -> PlainFields:
    """The plain fields of an item of CSL-JSON; `texts` are its variables as text."""
    return _first(_CSL, texts)


def of_bibtex(texts: Mapping[str, str], csl: str) -> PlainFields:
    """The plain fields of an entry of BibTeX.

    Args:
        texts: its fields.
        csl: its type in CSL.
    """
    return _first(_BIBTEX | (_OF_PERIODICALS if csl in _PERIODICALS else {}), texts)


def of_ris(texts: Mapping[str, str], kind: str) -> PlainFields:
    """The plain fields of a record of RIS.

    Args:
        texts: the first value of each tag.
        kind: its type: the publisher of a case is the court.
    """
    known = {"number": _NUMBERED[kind]} if kind in _NUMBERED else {}
    made = _first(_RIS | known | ({"court": ("PB",)} if kind == "CASE" else {}), texts)
    if "pages" in made.found and texts.get("EP"):
        made.found["pages"] += f"-{texts['EP']}"
    return made._replace(used=made.used | {"EP"})


def _first(wanted: Mapping[str, tuple[str, ...]], texts: Mapping[str, str]) -> PlainFields:
    """The first text that is not empty for each field.

    Args:
        wanted: the keys of a record, in the order in which they count, by field.
        texts: the text of each key in the record.
    """
    chosen = {field: key for field, keys in wanted.items() for key in keys[::-1] if texts.get(key)}
    return PlainFields({field: texts[key] for field, key in chosen.items()}, frozenset(chosen.values()))
