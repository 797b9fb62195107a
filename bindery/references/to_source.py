"""Makes sources from imported references: gives them an id, checks them, and leaves out those already listed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pydantic import ValidationError

from bindery.model.field_types import valid_id
from bindery.model.source import Source, SourceList
from bindery.model.vocabulary import SOURCE_KINDS
from bindery.references.imports import cleaning
from bindery.references.imports.entry import ImportedEntry, ImportedName, Refusal, TypeMeaning
from bindery.text.folding import fold

_WHO = 24  # characters, at most, of the name in an id
_WORD = 16  # characters, at most, of the word of the title in an id
_MANY_WORDS = 3  # an organisation with more words in its name goes by its initials
_LONG_WORD = 4  # letters, at least, of the word of the title in an id
_SMALL_WORDS = re.compile(
    "about|after|against|among|annual|before|between|during|first|from|have|here|into|more|most|over|report|some|than"
    "|that|their|them|then|there|these|they|this|those|through|under|upon|were|what|when|where|which|while|with|your"
)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid", re.IGNORECASE)
_BY_AUTHOR = frozenset(
    {"book", "analysis"}
)  # kinds that are known by their authors rather than by their publishers
# By the key of a kind and by its name for readers, so that exports of Bindery are imported with the same kind.
_KINDS = {name.casefold(): kind for kind, words in SOURCE_KINDS.items() for name in (kind, words)}
Fields = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class ImportOutcome:
    """The result of the import of one entry.

    Attributes:
        entry: the entry.
        fields: the fields of the new source, in the order in which they are written; None if there is no new source.
        why: why there is no new source; empty if there is one.
        there: the id of the source that is the same and already listed, if that is why.
        unknown: whether an unknown type is why.
        notes: what was changed or left out, one sentence each.
    """

    entry: ImportedEntry | Refusal
    fields: Fields | None = None
    why: str = ""
    there: str = ""
    unknown: bool = False
    notes: tuple[str, ...] = ()


class SourceCatalogue:
    """The sources of a project, and those that an import adds to them.

    Attributes:
        ids: all ids of sources and origins.
        numbers: how often each id was already taken when a new source needed it.
        known: the id of a source by each key from which it can be recognised.
    """

    def __init__(self, lists: Iterable[SourceList]) -> None:
        self.ids: set[str] = set()
        self.numbers: Counter[str] = Counter()
        self.known: dict[Key, str] = {}
        for found in lists:
            self.ids |= {origin.id for origin in found.origins}
            for source in found.sources:
                self._enter(source, ())

    def add(self, entry: ImportedEntry | Refusal, kind: str = "") -> ImportOutcome:
        """Makes a source from an entry, unless it is already listed or cannot be a source.

        Args:
            entry: the entry.
            kind: the kind to use for an unknown type; if empty, such an entry is refused.
        """
        if isinstance(entry, Refusal):
            return ImportOutcome(entry, why=entry.why)
        notes = list(entry.notes)
        meaning = _meaning(entry, kind)
        if meaning is None:
            return ImportOutcome(entry, why=f"the type `{entry.type[:60]}` is unknown", unknown=True)
        if not meaning.exact:
            notes.append(f"the type `{entry.type}` became the kind `{meaning.kind}`, the nearest one")
        fields, also = _fields(entry, meaning, notes)
        if "title" not in fields and "url" not in fields:
            return ImportOutcome(entry, why="it has no title and no address", notes=tuple(notes))
        try:
            source = Source.model_validate({"id": self._id(fields), **fields})
        except ValidationError as error:
            fault = error.errors()[0]
            return ImportOutcome(entry, why=f"its {fault['loc'][0]} cannot be read: {fault['msg']}")
        for key in _keys(source, also):
            if key in self.known:
                return ImportOutcome(entry, why=_SAME[key[0]], there=self.known[key])
        self._enter(source, also)
        return ImportOutcome(entry, {"id": str(source.id), **fields}, notes=tuple(notes))

    def _enter(self, source: Source, also: tuple[str, ...]) -> None:
        self.ids.add(source.id)
        for key in _keys(source, also):
            self.known.setdefault(key, source.id)

    def _id(self, fields: Fields) -> str:
        """An id such as `gibb-2023-urban`: name, year and a word of the title; with a number if it is taken."""
        wanted = _wanted_id(fields)
        found = wanted
        while found in self.ids:
            self.numbers[wanted] += 1
            found = f"{wanted}-{self.numbers[wanted] + 1}"
        return found


def _meaning(entry: ImportedEntry, kind: str) -> TypeMeaning | None:
    """The meaning of an entry's type; a genre that is a kind of Bindery comes before it."""
    said = _KINDS.get(entry.genre.casefold())
    if said:
        return TypeMeaning(said, container=entry.meaning.container if entry.meaning else False)
    return entry.meaning or (TypeMeaning(kind) if kind else None)


_SAME = {
    "doi": "the same DOI",
    "address": "the same address",
    "title": "the same title and date",
    "undated": "the same title and publisher, and no date",
}


def _fields(entry: ImportedEntry, meaning: TypeMeaning, notes: list[str]) -> tuple[Fields, tuple[str, ...]]:
    """The fields of a source without its id, and other addresses of the same source.

    Args:
        entry: the entry.
        meaning: the meaning of its type.
        notes: what was changed or left out is added here.
    """
    doi = cleaning.clean_doi(entry.doi, notes)
    url = cleaning.clean_address(entry.url, "address", notes)
    archive = [cleaning.clean_address(address, "address of a copy", notes) for address in entry.archive]
    if doi and url and _address(url) != _address(cleaning.doi_address(doi)):
        notes.append("its address was left out: the DOI leads there")
    found: Fields = {
        "kind": meaning.kind,
        "title": _line(entry.title, "title", notes),
        "authors": [author for name in entry.authors if (author := _author(name, notes))],
        "publisher": _line(_publisher(entry, meaning), "publisher", notes),
        "published": cleaning.clean_date(entry.published, "published", notes),
        "accessed": cleaning.clean_date(entry.accessed, "accessed", notes),
        "url": cleaning.doi_address(doi) if doi else url,
        "archive": list(filter(None, archive)),
        "language": cleaning.clean_language(entry.language, notes),
    }
    left_out = dict.fromkeys(_left_out(entry, meaning))
    if left_out:
        notes.insert(0, f"left out: {', '.join(left_out)}")
    return {key: value for key, value in found.items() if value}, (url,) if url else ()


def _publisher(entry: ImportedEntry, meaning: TypeMeaning) -> str:
    """The publisher of an entry: for some types, what it appeared in, such as a newspaper."""
    return entry.container if meaning.container and entry.container else entry.publisher


def _left_out(entry: ImportedEntry, meaning: TypeMeaning) -> Iterator[str]:
    """The names of an entry's fields for which a source has no place."""
    yield from entry.left_out
    if entry.genre and entry.genre.casefold() not in _KINDS:
        yield "kind of work"
    publisher = _publisher(entry, meaning)
    other = entry.publisher if publisher == entry.container else entry.container
    if other and fold(other) != fold(publisher):
        yield "publisher" if meaning.container else "what it appeared in"


def _author(author: ImportedName, notes: list[str]) -> str | dict[str, str]:
    name = _line(author.name, "author", notes)
    return {"organisation": name} if author.organisation and name else name


def _line(written: str, what: str, notes: list[str]) -> str:
    """A text on one line; empty when it has only spaces, marks and control characters."""
    text = cleaning.clean_line(written, what, notes)
    return text if any(unicodedata.category(char)[0] not in "CMZ" for char in text) else ""


def _keys(source: Source, also: tuple[str, ...]) -> list[Key]:
    """The keys by which a source is recognised: its DOI, each of its addresses, its title and date."""
    addresses = [
        address for url in (source.url, *also, *source.archive) if url and (address := _address(url))
    ]
    keys: list[Key] = [
        ("doi", address.removeprefix("doi.org/"))
        if address.startswith("doi.org/10.")
        else ("address", address)
        for address in addresses
    ]
    title = " ".join(re.findall(r"\w+", fold(source.title or "")))
    if title and source.published:
        keys.append(("title", title, source.published))
    elif title:
        keys.append(("undated", title, fold(source.publisher or "")))
    return keys


def _address(url: str) -> str:
    """An address in a normal form, in which two addresses of the same page are equal."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("dx.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = unquote(parts.path).rstrip("/")
    query = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    part = (
        f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    )  # on some sites this names the page
    path = path.lower() if host == "doi.org" else path
    return f"{host}{port}{path}{'?' if query else ''}{urlencode(query)}{part}"


def _wanted_id(fields: Fields) -> str:
    """The id that a source should have, as far as it is not taken: `gibb-2023-urban`."""
    year = fields.get("published", "nd")[:4]
    parts = (_beginning(_who(fields)), year, _title_word(fields.get("title", ""))[:_WORD])
    return valid_id("-".join(filter(None, parts)))


def _who(fields: Fields) -> str:
    """The first author or the publisher of a source, as part of an id; else its site, or at least its kind."""
    author = _first_author(fields.get("authors", []))
    publisher = _short(fields.get("publisher", ""))
    host = urlsplit(fields.get("url", "")).hostname or ""
    site = _slug(host.removeprefix("www.").split(".")[0]) if host != "doi.org" else ""
    order = (author, publisher) if fields["kind"] in _BY_AUTHOR else (publisher, author)
    return next((name for name in (*order, site) if name), str(fields["kind"]))


def _first_author(authors: list[str | dict[str, str]]) -> str:
    """The first author as part of an id: an organisation in short, or the last word of a person's name."""
    if not authors:
        return ""
    first = authors[0]
    return _short(first["organisation"]) if isinstance(first, dict) else _slug(first.split()[-1])


def _title_word(title: str) -> str:
    """The first word of a title by which the title can be recognised; empty when there is none."""
    words: list[str] = re.findall(r"[a-z0-9]+", _ascii(title))
    for word in words:
        if len(word) >= _LONG_WORD and not word.isdigit() and not _SMALL_WORDS.fullmatch(word):
            return word
    return ""


def _short(name: str) -> str:
    """The short name of an organisation: its own abbreviation, its initials, or its name if that is short."""
    abbreviation = re.search(r"\(([A-Z][A-Za-z]{1,9})\)", name)
    if abbreviation:
        return _slug(abbreviation[1])
    words = re.findall(r"[^\W_]+", name)
    if len(words) > _MANY_WORDS:
        return _slug("".join(word[0] for word in words if word[0].isupper()))
    return _slug(name)


def _beginning(name: str) -> str:
    """As many words of a name as fit into an id, without the article at the beginning."""
    words = name.removeprefix("the-").split("-")
    while len(words) > 1 and len("-".join(words)) > _WHO:
        words.pop()
    return words[0][:_WHO] if len(words) == 1 else "-".join(words)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", _ascii(name)))


def _ascii(text: str) -> str:
    """A text in lower case without accents, apostrophes and non-ASCII characters."""
    return re.sub(r"['’]", "", fold(text)).encode("ascii", "ignore").decode()
