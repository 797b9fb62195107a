"""Reads CSL-JSON files, as Zotero, Better BibTeX and the tools of citeproc write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bindery.references.imports import addresses, names
from bindery.references.imports.entry import (
    MEANINGS,
    Found,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
)

# Types of Crossref and DataCite, which give out CSL-JSON with types of their own.
_FOREIGN = {
    "journal-article": "article-journal", "journal": "periodical", "book-chapter": "chapter", "book-section": "chapter",
    "book-part": "chapter", "edited-book": "book", "reference-book": "book", "monograph": "book", "proceedings": "book",
    "proceedings-article": "paper-conference", "posted-content": "article", "dissertation": "thesis", "reference-entry": "entry",
    "report-component": "report", "peer-review": "review", "database": "dataset", "component": "document", "other": "document",
    "misc": "document", "article-preprint": "article", "newspaper-article": "article-newspaper", "interview-article": "interview",
    "text": "document", "no-type": "document", "film": "motion_picture", "legal-case": "legal_case", "personal-communication": "personal_communication",
    "magazine-article": "article-magazine", "blog-post": "post-weblog", "video": "motion_picture", "map-article": "map",
    "conference-paper": "paper-conference", "preprint": "article", "web_page": "webpage", "website": "webpage", "newspaper": "article-newspaper",
}  # fmt: skip
TYPES = {**{name: name for name in MEANINGS}, **_FOREIGN}
_CONTAINER = (
    "container-title",
    "container-title-short",
    "journalabbreviation",
    "event-title",
    "event",
    "collection-title",
)
_ARCHIVE = ("archive", "archive_location")
_WEB = ("http://", "https://")
_DATES = ("published-print", "published-online", "published", "event-date", "submitted", "created")
_READ = {
    *_CONTAINER[:3], *_DATES, "id", "type", "citation-key", "citekey", "title", "subtitle", "author", "editor", "translator", "publisher", "publisher-place",
    "volume", "issue", "page", "number", "edition", "authority",
    "original-title", "translated-title", "custom", "genre", "issued", "accessed", "url", "doi", "pmid", "pmcid", "archive", "archive_location",
    "language", "note",
}  # fmt: skip
_ZOTERO = "this is Zotero's own JSON; export the items as CSL JSON or Better CSL JSON, BibTeX or RIS"
_PARTS = 3  # year, month, day
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_IN_NOTE = re.compile(
    r"^\s*(?:\{:)?(DOI|PMID|PMCID|arXiv|URL)\s*:\s*([^\s}]+)\}?\s*$", re.IGNORECASE | re.MULTILINE
)
# What the parser of JSON says, and what it means.
_FAULTS = (
    ("Expecting value", "a value is missing, or one has no quotation marks"),
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing"),
    ("Expecting ':' delimiter", "a colon is missing after a name"),
    ("Expecting property name", "a name in double quotation marks is missing; is there a comma too many?"),
    ("Illegal trailing comma", "there is a comma too many"),
    ("Unterminated string", "a text is not closed by a quotation mark"),
    ("Extra data", "there is more after the end of the list"),
    ("Invalid control character", "a text has a line break or another control character in it"),
    ("Invalid \\", "a text has a backslash that stands for nothing; write two"),
)


def read(text: str) -> Found:
    """The records of a file, in their order; a refusal in the place of each record that cannot be used.

    Args:
        text: the whole file.

    Raises:
        ReferencesFileError: the file is not JSON, or not a list of records.
    """
    try:
        items = _items(json.loads(text))
    except json.JSONDecodeError as error:
        return _as_far_as_it_is_json(text, error)
    except RecursionError as error:
        raise ReferencesFileError("the JSON is nested too deeply to be a list of references") from error
    except ValueError as error:
        raise ReferencesFileError("this JSON cannot be read: a number in it is too long") from error
    return [_read_item(f"item {number}", item) for number, item in enumerate(items, 1)]


def _read_item(place: str, item: Any) -> ImportedEntry | Refusal:
    if not isinstance(item, dict):
        return Refusal(place, "", "this is not a record, which would be in braces")
    if not isinstance(item.get("type"), str):
        why = _ZOTERO if "itemType" in item else "it has no `type`"
        return Refusal(place, _text(item.get("id")), why)
    return _entry(place, item)


def _as_far_as_it_is_json(text: str, error: json.JSONDecodeError) -> Found:
    """The records of a list of which a part is not JSON: each record stands for itself.

    Raises:
        ReferencesFileError: no record can be read.
    """
    decoder, found, number = json.JSONDecoder(), list[Any](), 0
    at = text.find("{") if text.lstrip().startswith("[") else -1
    while at >= 0:
        number += 1
        try:
            item, end = decoder.raw_decode(text, at)
            found.append(_read_item(f"item {number}", item))
        except json.JSONDecodeError as wrong:
            found.append(Refusal(f"line {text.count(chr(10), 0, at) + 1}", "", _fault(text, wrong)))
            after = re.compile(r"\n\s*\{|\}\s*,\s*\n?\s*\{").search(text, max(at + 1, wrong.pos - 1))
            end = after.end() - 1 if after else len(text)
        except (RecursionError, ValueError):
            break
        at = text.find("{", end)
    if not any(isinstance(item, ImportedEntry) for item in found):
        message = f"line {error.lineno}, column {error.colno}: {_fault(text, error)}"
        raise ReferencesFileError(message) from error
    return found


def _fault(text: str, error: json.JSONDecodeError) -> str:
    """What is wrong with a text that is not JSON."""
    words = next((said for begins, said in _FAULTS if error.msg.startswith(begins)), "it cannot be read")
    cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
    return f"this is not JSON: {words}{'; is the file incomplete?' if cut else ''}"


def _items(value: Any) -> list[Any]:
    """The records of a file: a list, one record, or a list or records by their ids in another record."""
    if isinstance(value, dict) and "type" not in value and "itemType" not in value:
        inner = next((value[key] for key in ("items", "references", "message") if key in value), None)
        by_id = list(value.values())
        if inner is not None:
            return _items(inner)
        if by_id and all(isinstance(item, dict) and "type" in item for item in by_id):
            return by_id
    if isinstance(value, dict) and ("type" in value or "itemType" in value):
        return [value]
    if not isinstance(value, list):
        raise ReferencesFileError("this JSON is not a list of records, which would be in square brackets")
    return value


def _entry(place: str, written: dict[str, Any]) -> ImportedEntry:
    notes: list[str] = []
    item = {key.lower(): value for key, value in written.items()}
    copies = [text for key in _ARCHIVE if (text := _text(item.get(key))).startswith(_WEB)]
    _take_from_note(item, notes)
    kind = _text(item["type"]).strip().lower()
    is_case = TYPES.get(kind) == "legal_case"
    container = next((key for key in _CONTAINER if _text(item.get(key))), "")
    return ImportedEntry(
        place=place,
        label=_first(item, "citation-key", "id"),
        type=_text(item["type"]),
        meaning=MEANINGS.get(TYPES.get(kind, "")),
        title=_title(item),
        authors=_names(item.get("author"), notes),
        editors=_names(item.get("editor", item.get("container-author")), notes),
        translators=_names(item.get("translator"), notes),
        publisher=_first(item, "publisher", "" if is_case else "authority"),
        place_published=_text(item.get("publisher-place")),
        container=_text(item.get(container)),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=_text(item.get("page")),
        number=_text(item.get("number")),
        edition=_text(item.get("edition")),
        court=_first(item, "authority" if is_case else ""),
        original_title=_text(item.get("original-title")),
        translated_title=_text(item.get("translated-title")),
        published=_date(item.get("issued")),
        else_published=tuple(date for key in _DATES if (date := _date(item.get(key)))),
        accessed=_date(item.get("accessed")),
        url=_first(item, "url") or _of_repository(item),
        doi=_text(item.get("doi")),
        archive=tuple(dict.fromkeys((*copies, *_copies(item.get("custom"))))),
        genre=_text(item.get("genre")),
        annotations=tuple(filter(None, _IN_NOTE.sub("", _text(item.get("note"))).split("\n"))),
        language=_text(item.get("language")),
        left_out=tuple(_left_out(written, {*_READ, container, *_ARCHIVE})),
        notes=tuple(dict.fromkeys(notes)),
    )


def _left_out(written: dict[str, Any], read: set[str]) -> Iterator[str]:
    """The names of the fields that are not read, and of those that should have the address of a copy and do not."""
    for key, value in written.items():
        if key.lower() not in read and _has(value):
            yield key
    for key in _ARCHIVE:
        if _has(written.get(key)) and not _text(written[key]).startswith(_WEB):
            yield key


def _take_from_note(item: dict[str, Any], notes: list[str]) -> None:
    """Adds the numbers and the address that Zotero keeps in the field `note`."""
    for name, value in _IN_NOTE.findall(_text(item.get("note"))):
        if not _has(item.get(name.lower())):
            item[name.lower()] = value
            notes.append(f"its {name} was taken from `note`")


def _first(item: dict[str, Any], *keys: str) -> str:
    """The first of some fields that has a text; empty when none has."""
    return next((text for key in keys if (text := _text(item.get(key)))), "")


def _copies(custom: Any) -> list[str]:
    """The addresses of copies, which an export of Bindery has."""
    found = custom.get("archive") if isinstance(custom, dict) else None
    return [copy for copy in found if isinstance(copy, str)] if isinstance(found, list) else []


def _has(value: Any) -> bool:
    return value not in (None, "", [], {})


def _text(value: Any) -> str:
    """A text or a number as text; of a list, as Crossref writes titles, the first."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _title(item: dict[str, Any]) -> str:
    """The title, with a subtitle that stands apart from it."""
    title, subtitle = _text(item.get("title")), _text(item.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title or subtitle


def _of_repository(item: dict[str, Any]) -> str:
    """The address that a number of PubMed or arXiv leads to; may be empty."""
    for name in ("arxiv", "pmid", "pmcid"):
        if found := addresses.repository_address(name, _text(item.get(name))):
            return found
    number = _text(item.get("number"))
    return addresses.arxiv_address(number) or addresses.arxiv_address(_text(item.get("container-title")))


def _names(value: Any, notes: list[str]) -> tuple[ImportedName, ...]:
    found = []
    for person in value if isinstance(value, list) else [value] if _has(value) else []:
        name = _name(person, notes) if isinstance(person, dict) else _plain_name(_text(person), notes)
        if name.name:
            found.append(name)
        else:
            notes.append("an author without a name was left out")
    return tuple(found)


def _plain_name(written: str, notes: list[str]) -> ImportedName:
    """The name in a text instead of in parts."""
    return (
        names.inverted(written, notes) if names.is_inverted_person(written) else ImportedName(written.strip())
    )


def _name(person: dict[str, Any], notes: list[str]) -> ImportedName:
    literal = _text(person.get("literal")) or _text(person.get("name"))
    if literal:
        if names.is_inverted_person(literal):
            notes.append(f"`{literal}` was read as a person, although it is one text")
            return names.inverted(literal, notes)
        return names.body(literal)
    particles = [_text(person.get(key)) for key in ("dropping-particle", "non-dropping-particle")]
    # A particle that is dropped when names are sorted is not part of the family name.
    given = " ".join(part for part in (_text(person.get("given")), particles[0]) if part)
    family = " ".join(part for part in (particles[1], _text(person.get("family"))) if part)
    suffix = _text(person.get("suffix"))
    if not given and names.is_body(family):
        notes.append(f"`{family}` was read as an organisation: its words are those of one")
        return names.body(family)
    return names.person(given, family, suffix)


def _date(value: Any) -> str:
    """A date variable of CSL as one text, in the form of EDTF; empty when it has none."""
    if isinstance(value, list):
        value = {"date-parts": value}
    if not isinstance(value, dict):
        return _text(value)
    ends = _ends(value)
    if not ends:
        return next((text for key in ("raw", "literal", "date-time") if (text := _text(value.get(key)))), "")
    season = _text(value.get("season")).strip()
    if season and len(ends[0]) == 4:  # noqa: PLR2004  only a year
        number = int(season) - 1 if season.isdigit() else -1
        return f"{_SEASONS[number] if 0 <= number < len(_SEASONS) else season} {ends[0]}"
    return "/".join(f"{end}~" if value.get("circa") else end for end in ends)


def _ends(value: dict[str, Any]) -> list[str]:
    """The date, or the beginning and the end of a period, each with hyphens."""
    parts = value.get("date-parts") or [[value.get(key) for key in ("year", "month", "day")]]
    if isinstance(parts, list) and not isinstance(parts[0], list):
        parts = [parts]
    found = [_joined(part) for part in parts if isinstance(part, list)] if isinstance(parts, list) else []
    return [end for end in found if end]


def _joined(parts: list[Any]) -> str:
    """The year, month and day of a date, with hyphens."""
    texts = [_text(part).strip() for part in parts[:_PARTS]]
    return "-".join(text.zfill(2) for text in texts if text.strip("0"))
