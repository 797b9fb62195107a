"""Writes references as CSL-JSON, for Zotero, pandoc and every CSL processor."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bindery.references.record import AuthorName, ReferenceRecord

NAME = "CSL-JSON"
SUFFIX = "json"
MEDIA_TYPE = "application/vnd.citationstyles.csl+json"


def record(item: ReferenceRecord) -> str:
    """An item on one line, with only the keys that the schema of CSL-JSON allows."""
    return json.dumps(_known(_values(item)), ensure_ascii=False)


def joined(records: Iterable[str]) -> str:
    """Items as one file, one per line."""
    return "[" + ",\n".join(records) + "]\n"


# The kind that a type tells. Where a source has another, `genre` tells it.
_KIND_OF_TYPE = {"report": "report", "webpage": ""}


def _values(item: ReferenceRecord) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.type,
        "genre": item.genre if _KIND_OF_TYPE.get(item.type, item.kind) != item.kind else "",
        "title": item.title,
        "author": [_name(name) for name in item.authors],
        "editor": [_name(name) for name in item.editors],
        "translator": [_name(name) for name in item.translators],
        "issued": _date(item.issued, item.until),
        "accessed": _date(item.accessed),
        "URL": item.url,
        "language": item.language,
        **plain_variables(item),
        "authority": item.court if item.type == "legal_case" else "",
        "note": "\n".join([*_court(item), *item.notes]),
        "custom": _known(
            {"archive": list(item.archives), "sha256": list(item.hashes), "state": item.state},
        ),
    }


def _court(item: ReferenceRecord) -> list[str]:
    """The court of what is no decision, as a note: other programs take `authority` for its publisher."""
    return [f"Court: {item.court}"] if item.court and item.type != "legal_case" else []


def plain_variables(item: ReferenceRecord) -> dict[str, str]:
    """The variables of an item that are plain text and the same for every use of it; some may be empty."""
    return {
        "container-title": item.container,
        "volume": item.volume,
        "issue": item.issue,
        "page": item.pages,
        "edition": item.edition,
        "number": item.number,
        "authority": item.court,
        "publisher": item.publisher,
        "publisher-place": item.place,
        "original-title": item.original_title,
        "DOI": item.doi,
    }


def _name(name: AuthorName) -> dict[str, str]:
    return _known(
        {
            "literal": name.literal,
            "given": name.given,
            "non-dropping-particle": name.particle,
            "family": name.family,
            "suffix": name.suffix,
        }
    )


def _date(*days: tuple[int, ...]) -> dict[str, list[list[int]]]:
    """A date, or the first and last date of a period."""
    known = [list(day) for day in days if day]
    return {"date-parts": known} if known else {}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """The entries that have a value."""
    return {key: value for key, value in values.items() if value}
