"""What a folder of files says of them: exports of Zotero, and what an auto-archiver recorded."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bindery.references.imports import Attachment, ReferencesFileError, read_references
from bindery.references.imports.addresses import clean_doi

_LARGEST = 16 << 20  # bytes of a list
_BIB_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{", re.MULTILINE | re.IGNORECASE)
_BIB_FIELD = re.compile(r"^\s*(url|doi|file)\s*=\s*[{\"](.*?)[}\"],?\s*$", re.MULTILINE | re.IGNORECASE)
_NOTED = ("timestamp", "_processed_at", "title", "status", "hash")
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
    """

    path: Path
    addresses: tuple[str, ...]
    list_name: str
    entry: str
    day: str = ""
    tool: str = ""
    noted: Mapping[str, str] = field(default_factory=dict)


def listed_files(paths: list[Path]) -> tuple[list[ListedFile], set[Path]]:
    """The files that lists among some files describe, and the lists."""
    found: list[ListedFile] = []
    lists: set[Path] = set()
    by_name: dict[str, list[Path]] = {}
    for path in paths:
        by_name.setdefault(path.name, []).append(path)
    for path in paths:
        reader = _READERS.get(path.suffix.lower())
        if reader is None or path.stat().st_size > _LARGEST:
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
            place = _inside(path.parent, re.sub(r"\\(?=[;:_ ])", "", where))
            if place:
                yield ListedFile(place, _addresses(url, doi), path.name, f"{path}:{number}", tool="Zotero")


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
    if not isinstance(item, dict):
        return
    metadata, media = item.get("metadata"), item.get("media")
    if not isinstance(metadata, dict) or not isinstance(media, list):
        return
    url = metadata.get("url") or metadata.get("original_url")
    for one in media if isinstance(url, str) else ():
        name = one.get("filename") or one.get("key") if isinstance(one, dict) else None
        near = by_name.get(Path(str(name)).name, ()) if name else ()
        if len(near) == 1 and isinstance(url, str):
            facts = {**metadata, "status": item.get("status"), **(one.get("properties") or {})}
            noted = {key.strip("_"): str(facts[key])[:_MOST_NOTED] for key in _NOTED if facts.get(key)}
            yield ListedFile(near[0], (url,), path.name, entry, tool="auto-archiver", noted=noted)


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
    ".json": _of_json,
    ".csv": _of_csv,
}
