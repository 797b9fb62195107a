"""What a folder of files says of them: exports of Zotero, and what an auto-archiver recorded."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import file_digest
from html import unescape
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote

from bindery.references.imports import Attachment, ReferencesFileError, read_references
from bindery.references.imports.addresses import clean_doi

_LARGEST = 16 << 20  # bytes of a list
_BIB_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{", re.MULTILINE | re.IGNORECASE)
_BIB_FIELD = re.compile(r"^\s*(url|doi|file)\s*=\s*[{\"](.*?)[}\"],?\s*$", re.MULTILINE | re.IGNORECASE)
_RIS_FIELD = re.compile(r"^(UR|DO|L[1-4])  - (.*?)\s*$", re.MULTILINE)
_RIS_END = re.compile(r"^ER  -", re.MULTILINE)
_XML_RECORD = re.compile(r"<record>(.*?)</record>", re.DOTALL)
_XML_FILE = re.compile(r"<url>\s*internal-pdf://([^<]+?)\s*</url>", re.IGNORECASE)
_XML_ADDRESS = re.compile(r"<(web-urls>\s*<url|electronic-resource-num)>\s*([^<]+?)\s*<", re.IGNORECASE)
_MOST_HASHED = 64 << 20
_REPORTS = ("_final_media", "metadata_json")  # what an auto-archiver writes of its own work
_NOTED = ("timestamp", "_processed_at", "title", "status", "hash")
# The key and path of each stored file of a library, with the address, DOI and number of the item that it belongs to.
_IN_LIBRARY = """
SELECT items.key, itemAttachments.path, fields.fieldName, itemDataValues.value
FROM itemAttachments JOIN items USING (itemID)
JOIN itemData ON itemData.itemID = COALESCE(itemAttachments.parentItemID, itemAttachments.itemID)
JOIN fields USING (fieldID) JOIN itemDataValues USING (valueID)
WHERE itemAttachments.path LIKE 'storage:%' AND fields.fieldName IN ('url', 'DOI')
UNION ALL
SELECT items.key, itemAttachments.path, 'item', COALESCE(itemAttachments.parentItemID, itemAttachments.itemID)
FROM itemAttachments JOIN items USING (itemID) WHERE itemAttachments.path LIKE 'storage:%'
"""
_DATETIME = re.compile(r"datetime\.datetime\((\d+), (\d+), (\d+)[^()]*(?:\([^()]*\))?[^()]*\)")
_MOST_NOTED = 300  # characters of a value that a record keeps


@dataclass(frozen=True)
class ListedFile:
    """A file of which a list says what it is a copy of.

    Attributes:
        path: the file.
        addresses: the addresses of its page.
        list_name: the name of the list.
        entry: which entry of the list it is of; files of one entry are copies of one page.
        day: the day on which it was stored; may be empty.
        tool: the program that made the list; may be empty.
        noted: what the list says of it.
        refused: why it is not the file that the list is about; empty if it is.
    """

    path: Path
    addresses: tuple[str, ...]
    list_name: str
    entry: str
    day: str = ""
    tool: str = ""
    noted: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


def listed_files(paths: list[Path]) -> tuple[list[ListedFile], set[Path]]:
    """The files that lists among some files describe, and the lists."""
    found: list[ListedFile] = []
    lists: set[Path] = set()
    by_name: dict[str, list[Path]] = {}
    for path in paths:
        by_name.setdefault(path.name, []).append(path)
    for path in paths:
        reader = _READERS.get(path.suffix.lower())
        if reader is None or (path.stat().st_size > _LARGEST and reader is not _of_library):
            continue
        described = list(reader(path, by_name))
        if described:
            lists.add(path)
            found += described
    return found, lists


def _of_references(path: Path, _by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of an export of Zotero in its own format (RDF)."""
    try:
        _, entries = read_references(path.name, path.read_bytes())
    except (ReferencesFileError, OSError):
        return
    for number, entry in enumerate(entries):
        files: tuple[Attachment, ...] = getattr(entry, "files", ())
        if not files:
            continue
        addresses = _addresses(getattr(entry, "url", ""), getattr(entry, "doi", ""))
        for one in files:
            place = _inside(path.parent, one.path)
            if place:
                yield ListedFile(place, addresses, path.name, f"{path}:{number}", one.day, "Zotero")


def _of_bibtex(path: Path, _by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of an export of Zotero in BibTeX or BibLaTeX: `file = {Title:files/12/page.html:text/html}`."""
    text = path.read_bytes().decode("utf-8", "replace")
    for number, entry in enumerate(_BIB_ENTRY.split(text)[1:]):
        fields = {name.lower(): value for name, value in _BIB_FIELD.findall(entry)}
        url, doi = (fields.get(name, "").replace("\\", "") for name in ("url", "doi"))
        for one in re.split(r"(?<!\\);", fields.get("file", "")):
            parts = [part.replace("\\:", ":") for part in re.split(r"(?<!\\):", one)]
            where = parts[1] if len(parts) > 2 else parts[0]  # noqa: PLR2004  title, path and type
            place = _inside(path.parent, re.sub(r"\\(?=[^\w\\/])|\\(?=_)", "", where))
            if place:
                yield ListedFile(place, _addresses(url, doi), path.name, f"{path}:{number}", tool="Zotero")


def _of_ris(path: Path, _by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of an export of Zotero in RIS: `L1  - files/12/report.pdf`."""
    for number, entry in enumerate(_RIS_END.split(path.read_bytes().decode("utf-8-sig", "replace"))):
        found = _RIS_FIELD.findall(entry)
        fields = dict(reversed(found))
        addresses = _addresses(fields.get("UR", ""), fields.get("DO", ""))
        for name in (value for key, value in found if key.startswith("L")):
            if place := _inside(path.parent, name):
                yield ListedFile(place, addresses, path.name, f"{path}:{number}", tool="Zotero")


def _of_endnote(path: Path, _by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of an export of Zotero for EndNote (XML): `internal-pdf://12/report.pdf` is in the folder `PDF`."""
    for number, entry in enumerate(_XML_RECORD.findall(path.read_bytes().decode("utf-8-sig", "replace"))):
        fields = {key[:3].lower(): unescape(value) for key, value in _XML_ADDRESS.findall(entry)}
        addresses = _addresses(fields.get("web", ""), fields.get("ele", ""))
        for name in _XML_FILE.findall(entry):
            if place := _inside(path.parent, f"PDF/{unescape(name)}"):
                yield ListedFile(place, addresses, path.name, f"{path}:{number}", tool="Zotero")


def _of_library(path: Path, _by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of a library of Zotero, in the folder `storage` next to its database."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as library:
            found: dict[tuple[str, str], dict[str, str]] = {}
            for key, name, kind, value in library.execute(_IN_LIBRARY):
                found.setdefault((str(key), str(name)), {})[str(kind)] = str(value)
    except sqlite3.Error:
        return
    for (key, name), fields in found.items():
        place = _inside(path.parent, f"storage/{key}/{name.removeprefix('storage:')}")
        if place:
            addresses = _addresses(fields.get("url", ""), fields.get("DOI", ""))
            yield ListedFile(place, addresses, path.name, f"{path}:{fields['item']}", tool="Zotero")


def _of_json(path: Path, by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of a record of an auto-archiver: an object with the `url` in `metadata`, and a list `media`."""
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return
    for number, item in enumerate(found if isinstance(found, list) else [found]):
        yield from _archived(item, path, f"{path}:{number}", by_name)


def _of_csv(path: Path, by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of an auto-archiver's table: each row has `metadata` and `media` as Python prints them."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    if not {"metadata", "media"} <= set(text.split("\n", 1)[0].strip().split(",")):
        return
    csv.field_size_limit(_LARGEST)
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""))):
            item = {name: _value(row.get(name) or "") for name in ("metadata", "media")}
            yield from _archived({**item, "status": row.get("status")}, path, f"{path}:{number}", by_name)
    except csv.Error:
        return


def _value(written: str) -> Any:
    """A value as Python prints it; None if it is none."""
    try:
        return ast.literal_eval(_DATETIME.sub(r"'\1-\2-\3'", written))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def _archived(item: Any, path: Path, entry: str, by_name: Mapping[str, list[Path]]) -> Iterator[ListedFile]:
    """The files of one page in the record of an auto-archiver, without its own reports."""
    if not isinstance(item, dict):
        return
    metadata, media = item.get("metadata"), item.get("media")
    if not isinstance(metadata, dict) or not isinstance(media, list):
        return
    url = metadata.get("url")
    for one in media if isinstance(url, str) else ():
        if not isinstance(one, dict) or not isinstance(url, str):
            continue
        properties = one.get("properties")
        facts = properties if isinstance(properties, dict) else {}
        place, refused = _recorded_file(one, str(facts.get("hash") or ""), by_name)
        if facts.get("id") in _REPORTS:
            refused = "it is a report of the auto-archiver"
        if place and place != path:
            said = {**metadata, "status": item.get("status"), **facts}
            noted = {key.strip("_"): str(said[key])[:_MOST_NOTED] for key in _NOTED if said.get(key)}
            yield ListedFile(
                place, (url,), path.name, entry, tool="auto-archiver", noted=noted, refused=refused
            )


def _recorded_file(
    media: dict[str, Any], digest: str, by_name: Mapping[str, list[Path]]
) -> tuple[Path | None, str]:
    """The file that a record is about, by its name or its hash; and why it is refused, if its hash is another."""
    algorithm, _, value = digest.partition(":")
    known = value.lower() if algorithm.upper() == "SHA-256" else ""
    for name in (media.get("_key"), media.get("key"), media.get("filename")):
        near = _named(str(name), by_name) if name else []
        if len(near) == 1:
            other = known and _digest(near[0]) not in ("", known)
            return near[0], "its hash is not the one that the archiver recorded" if other else ""
    if known:
        alike = (file for files in by_name.values() for file in files if _digest(file) == known)
        return next(alike, None), ""
    return None, ""


def _named(written: str, by_name: Mapping[str, list[Path]]) -> list[Path]:
    """The files of a name; of several, those that are in a folder of the name that is written too."""
    place = PurePath(written)
    near = by_name.get(place.name, [])
    if len(near) > 1:
        near = [one for one in near if one.parts[-2:] == place.parts[-2:]]
    return near


@lru_cache(maxsize=1000)
def _digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal; empty for a file that is too large for that."""
    if path.stat().st_size > _MOST_HASHED:
        return ""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _addresses(url: str, doi: str) -> tuple[str, ...]:
    number = clean_doi(doi, []) if doi else ""
    return tuple(filter(None, (url, f"https://doi.org/{number}" if number else "")))


def _inside(folder: Path, written: str) -> Path | None:
    """A file that a list names, if it is in the folder of the list."""
    if not written or "\0" in written:
        return None
    base = folder.resolve()
    for name in (written, unquote(written)):
        place = (base / name).resolve()
        if place.is_relative_to(base) and place.is_file():
            return folder / place.relative_to(base)
    return None


_READERS = {
    ".rdf": _of_references,
    ".bib": _of_bibtex,
    ".ris": _of_ris,
    ".xml": _of_endnote,
    ".json": _of_json,
    ".csv": _of_csv,
    ".sqlite": _of_library,
}
