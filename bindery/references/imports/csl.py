"""Reads CSL-JSON files, as Zotero, Better BibTeX and the tools of citeproc write them."""

from __future__ import annotations

import json
from typing import Any

from bindery.references.imports import fields
from bindery.references.imports.entry import (
    MEANINGS,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
)
from bindery.references.imports.names import person

TYPES = {name: name for name in MEANINGS}
_READ = {"id", "type", "citation-key", "citekey", "title", "author", "publisher", "container-title"}
_READ |= {
    "custom",
    "genre",
    "issued",
    "accessed",
    "URL",
    "DOI",
    "archive",
    "language",
    "editor",
    "translator",
    "note",
}
_ZOTERO = "this is Zotero's own JSON; export the items as CSL JSON or Better CSL JSON, BibTeX or RIS"
_PARTS = 3  # year, month, day


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in their order; a refusal in the place of each record that cannot be used.

    Args:
        text: the whole file.

    Raises:
        ReferencesFileError: the file is not JSON, or not a list of records.
    """
    return [_read_item(f"item {number}", item) for number, item in enumerate(_items(_parsed(text)), 1)]


def _read_item(place: str, item: Any) -> ImportedEntry | Refusal:
    if not isinstance(item, dict):
        return Refusal(place, "", "this is not a record, which would be in braces")
    if not isinstance(item.get("type"), str):
        why = _ZOTERO if "itemType" in item else "it has no `type`"
        return Refusal(place, _text(item.get("id")), why)
    return _entry(place, item)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        fault = f"this is not JSON: {error.msg}{'; is the file incomplete?' if cut else ''}"
        message = f"line {error.lineno}, column {error.colno}: {fault}"
        raise ReferencesFileError(message) from error
    except RecursionError as error:
        raise ReferencesFileError("the JSON is nested too deeply to be a list of references") from error
    except ValueError as error:
        raise ReferencesFileError(f"this JSON cannot be read: {error}") from error


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    if isinstance(value, dict) and "type" in value:
        return [value]
    if not isinstance(value, list):
        raise ReferencesFileError("this JSON is not a list of records, which would be in square brackets")
    return value


def _entry(place: str, item: dict[str, Any]) -> ImportedEntry:
    notes: list[str] = []
    archive = _text(item.get("archive"))
    copies = [archive] if archive.startswith(("http://", "https://")) else []
    copies += _copies(item.get("custom"))
    plain, used = fields.of_csl({key: _text(value) for key, value in item.items()})
    unread = [key for key, value in item.items() if key not in _READ | used and _has(value)]
    if archive and archive not in copies:
        unread.append("archive")
    return ImportedEntry(
        place=place,
        label=_text(item.get("citation-key") or item.get("id")),
        type=item["type"],
        meaning=MEANINGS.get(item["type"]),
        title=_text(item.get("title")),
        authors=_names(item.get("author"), notes),
        publisher=_text(item.get("publisher")),
        container=_text(item.get("container-title")),
        **plain,
        editors=_names(item.get("editor"), notes),
        translators=_names(item.get("translator"), notes),
        published=_date(item.get("issued"), "published", notes),
        accessed=_date(item.get("accessed"), "accessed", notes),
        url=_text(item.get("URL")),
        doi=_text(item.get("DOI")),
        archive=tuple(copies),
        genre=_text(item.get("genre")),
        language=_text(item.get("language")),
        annotations=tuple(filter(None, _text(item.get("note")).split("\n"))),
        left_out=tuple(unread),
        notes=tuple(notes),
    )


def _copies(custom: Any) -> list[str]:
    """The addresses of copies, which an export of Bindery has."""
    found = custom.get("archive") if isinstance(custom, dict) else None
    return [copy for copy in found if isinstance(copy, str)] if isinstance(found, list) else []


def _has(value: Any) -> bool:
    return value not in (None, "", [], {})


def _text(value: Any) -> str:
    """A text or a number as text; some programs write a title as a list of one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _names(value: Any, notes: list[str]) -> tuple[ImportedName, ...]:
    found = []
    for one in value if isinstance(value, list) else [value] if _has(value) else []:
        name = _name(one) if isinstance(one, dict) else ImportedName(_text(one))
        if name.name:
            found.append(name)
        else:
            notes.append("an author without a name was left out")
    return tuple(found)


def _name(parts: dict[str, Any]) -> ImportedName:
    literal = _text(parts.get("literal"))
    if literal:
        return ImportedName(literal, organisation=True)
    particles = (_text(parts.get(key)) for key in ("dropping-particle", "non-dropping-particle"))
    family = " ".join(part for part in (*particles, _text(parts.get("family"))) if part)
    given, suffix = (_text(parts.get(key)) for key in ("given", "suffix"))
    return person(given, family, suffix)


def _date(value: Any, what: str, notes: list[str]) -> str:
    """A date variable of CSL as text; empty when it cannot be used.

    Args:
        value: the value of the variable.
        what: name of the field, for notes.
        notes: what was changed or left out is added here, one sentence each.
    """
    if isinstance(value, str | int):
        return str(value)
    if not isinstance(value, dict):
        return ""
    if value.get("circa"):
        notes.append(f"`{what}` was left out: the date is approximate")
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        if len(parts) > 1:
            notes.append(f"`{what}` is a period; only its beginning was imported")
        if value.get("season"):
            notes.append(f"the season of `{what}` was left out")
        return "-".join(_text(part).zfill(2) for part in parts[0][:_PARTS] if _text(part))
    return _text(value.get("raw")) or _text(value.get("literal"))
