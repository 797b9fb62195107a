"""Reads BibTeX and BibLaTeX files, as Zotero and Better BibTeX write them."""

from __future__ import annotations

import re

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from bindery.model.vocabulary import SOURCE_KINDS
from bindery.references.imports.entry import (
    MEANINGS,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
)
from bindery.references.imports.fields import of_bibtex
from bindery.references.imports.latex import decoded
from bindery.references.imports.names import person

_TYPES = {
    "article": "unpublished preprint",
    "article-journal": "article suppperiodical",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book booklet mvbook bookinbook mvcollection collection proceedings mvproceedings",
    "chapter": "inbook incollection suppbook suppcollection",
    "dataset": "dataset data",
    "document": "misc manual",
    "entry-encyclopedia": "inreference reference mvreference",
    "graphic": "image artwork",
    "legal_case": "jurisdiction",
    "legislation": "legislation legal",
    "motion_picture": "video movie",
    "paper-conference": "inproceedings conference",
    "patent": "patent",
    "periodical": "periodical",
    "personal_communication": "letter",
    "report": "report techreport",
    "software": "software",
    "song": "audio music",
    "standard": "standard",
    "thesis": "thesis phdthesis mastersthesis bathesis",
    "webpage": "online electronic www webpage",
}
TYPES = {word: csl for csl, words in _TYPES.items() for word in words.split()}
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}

_PUBLISHER = ("publisher", "institution", "organization", "school")
_CONTAINER = ("journaltitle", "journal", "maintitle", "booktitle", "eventtitle", "series")
_GENRE = ("type", "howpublished", "titleaddon")
_READ = {"title", "subtitle", "author", "date", "year", "month", "day", "urldate", "url", "doi"}
_READ |= {"language", "langid", "entrysubtype", "editor", "translator", "note", "annote", "annotation"}
_READ |= {*_PUBLISHER, *_CONTAINER, *_GENRE}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS = re.compile(r"https?://[^\s{}]+")
_ESCAPED = re.compile(r"\\([%&#_~$])(?:\{\})?")
Fields = dict[str, str]


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The records of a file, in their order; a refusal in the place of each record that cannot be used.

    Args:
        text: the whole file.

    Raises:
        ReferencesFileError: a record is not closed, or is not BibTeX.
    """
    library = parse_string(text)
    return [found for block in library.blocks if (found := _read_block(block))]


def _read_block(block: model.Block) -> ImportedEntry | Refusal | None:
    """The entry of a block; None for a comment or a `@string`."""
    place = f"line {(block.start_line or 0) + 1}"
    if isinstance(block, model.DuplicateFieldKeyBlock):
        twice = "`, `".join(sorted(block.duplicate_keys))
        return Refusal(place, _key(block), f"it has the field `{twice}` twice")
    if isinstance(block, model.DuplicateBlockKeyBlock):  # records with one key may differ
        return _read_block(block.ignore_error_block) if block.ignore_error_block else None
    if isinstance(block, model.ParsingFailedBlock):
        reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split()).rstrip(".")
        raise ReferencesFileError(
            f"{place}: the record that begins here cannot be read: {reason or 'it is not BibTeX'}"
        )
    return _checked(place, block) if isinstance(block, model.Entry) else None


def _key(block: model.DuplicateFieldKeyBlock) -> str:
    inner = block.ignore_error_block  # the entry as it would be without the error
    return inner.key if isinstance(inner, model.Entry) else ""


def _checked(place: str, entry: model.Entry) -> ImportedEntry | Refusal:
    """The entry, or a refusal if the text of a field was not parsed whole."""
    fields: Fields = {}
    for field in entry.fields:
        value = str(field.value)
        if re.search(r"[{}\"#]", value) and field.enclosing == "no-enclosing":
            why = f"its field `{field.key}` is not a single text in braces or quotation marks; is a comma missing?"
            return Refusal(place, entry.key, why)
        fields[field.key.lower()] = value.strip()
    return _entry(place, entry, {key: value for key, value in fields.items() if value})


def _entry(place: str, entry: model.Entry, fields: Fields) -> ImportedEntry:
    notes: list[str] = []
    kind = entry.entry_type.lower()
    csl = _SUBTYPES.get(fields.get("entrysubtype", "").lower()) or TYPES.get(kind, "")
    titles = [decoded(fields[key], notes) for key in ("title", "subtitle") if key in fields]
    address = _ADDRESS.search(fields.get("url", "")) or _ADDRESS.search(fields.get("howpublished", ""))
    containers, publishers = ([key for key in keys if key in fields] for keys in (_CONTAINER, _PUBLISHER))
    if kind == "online" and publishers[1:] == ["organization"]:  # the website, beside who published it
        containers.insert(0, publishers.pop())
    subtype = fields.get("entrysubtype", "")
    plain, used = of_bibtex(fields, csl)
    plain = {key: decoded(value, notes) for key, value in plain.items()}
    if subtype == "court-decision" and "institution" in publishers:
        publishers.remove("institution")
        plain["court"] = decoded(fields["institution"], notes)
    genres = [key for key in _GENRE if key in fields and not _ADDRESS.search(fields[key])]
    return ImportedEntry(
        place=place,
        label=entry.key,
        type=kind,
        meaning=MEANINGS.get(csl),
        title=": ".join(titles),
        authors=_names(fields.get("author", ""), notes),
        publisher=_first(publishers, fields, notes),
        container=_first(containers, fields, notes),
        **plain,
        editors=_names(fields.get("editor", ""), notes),
        translators=_names(fields.get("translator", ""), notes),
        published=_date(fields),
        accessed=fields.get("urldate", ""),
        url=_ESCAPED.sub(r"\1", address[0]) if address else "",
        doi=_ESCAPED.sub(r"\1", fields.get("doi", "")),
        language=_language(fields),
        genre=subtype if subtype in SOURCE_KINDS else _first(genres, fields, notes),
        annotations=tuple(
            decoded(fields[key], notes) for key in ("note", "annote", "annotation") if key in fields
        ),
        left_out=(
            *(key for key in _unread(fields) if key not in used),
            *containers[1:],
            *publishers[1:],
            *genres[1:],
        ),
        notes=tuple(notes),
    )


def _language(fields: Fields) -> str:
    """The language of a record: a tag is more exact than the name of a language."""
    named, told = fields.get("langid", ""), fields.get("language", "")
    return told if re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)*", told) else named or told


def _first(keys: list[str], fields: Fields, notes: list[str]) -> str:
    """The text of the first of some fields; empty when there are none."""
    return decoded(fields[keys[0]], notes) if keys else ""


def _unread(fields: Fields) -> list[str]:
    """The names of fields for which a source has no place, and of a `url` without an address."""
    found = [key for key in fields if key not in _READ]
    return [*found, "url"] if "url" in fields and not _ADDRESS.search(fields["url"]) else found


def _date(fields: Fields) -> str:
    """The date of a record: `date` in BibLaTeX, or else `year`, `month` and `day`."""
    if "date" in fields:
        return fields["date"]
    year, month, day = (fields.get(key, "").strip("{} ") for key in ("year", "month", "day"))
    short = month.lower()[:3]
    if short in _MONTHS:
        month = str(_MONTHS.index(short) + 1)
    parts = [year, *([month, *([day] if day else [])] if month else [])]
    return "-".join(part.zfill(2) for part in parts) if year else ""


def _names(written: str, notes: list[str]) -> tuple[ImportedName, ...]:
    found = []
    for name in split_multiple_persons_names(written) if written else ():
        if name.lower() == "others":
            notes.append("it has more authors, which it does not name (`and others`)")
        elif name.startswith("{") and name.endswith("}"):
            found.append(ImportedName(decoded(name, notes), organisation=True))
        else:
            parts = parse_single_name_into_parts(name, strict=False)
            given, family, suffix = (
                decoded(" ".join(words), notes)
                for words in (parts.first, [*parts.von, *parts.last], parts.jr)
            )
            found.append(person(given, family, suffix))
    return tuple(name for name in found if name.name)
