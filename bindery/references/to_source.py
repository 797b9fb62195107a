"""Makes sources from imported references: gives them an id, checks them, and leaves out those already listed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from bindery.model.field_types import Line, valid_id
from bindery.model.source import Author, Source, SourceList
from bindery.model.vocabulary import PUBLISHED_WITHIN, SOURCE_KINDS
from bindery.references.imports import addresses, cleaning, dates
from bindery.references.imports.entry import ImportedEntry, ImportedName, Refusal, TypeMeaning
from bindery.references.remarks import Remarks, read_remarks
from bindery.references.same_source import KnownSources
from bindery.text.folding import fold

_WHO = 24  # characters, at most, of the name in an id
_WORD = 16  # characters, at most, of the word of the title in an id
_MANY_WORDS = 3  # an organisation with more words in its name goes by its initials
_LONG_WORD = 4  # letters, at least, of the word of the title in an id
_SMALL_WORDS = re.compile(
    "about|after|against|among|annual|before|between|during|first|from|have|here|into|more|most|over|report|some|than"
    "|that|their|them|then|there|these|they|this|those|through|under|upon|were|what|when|where|which|while|with|your"
)
# Kinds that are known by their authors rather than by their publishers.
_BY_AUTHOR = frozenset({"book", "chapter", "analysis", "journal-article", "preprint", "thesis"})
# By the key of a kind and by its name for readers, so that exports of Bindery are imported with the same kind.
_KINDS = {name.casefold(): kind for kind, words in SOURCE_KINDS.items() for name in (kind, words)}
Fields = dict[str, Any]


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
        known: the sources, to find one that is the same as another.
    """

    def __init__(self, lists: Iterable[SourceList]) -> None:
        self.ids: set[str] = set()
        self.numbers: Counter[str] = Counter()
        self.known = KnownSources()
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
        if not fields.keys() & {"title", "url", "doi"}:
            if not fields.keys() & {"authors", "publisher"}:
                return ImportOutcome(entry, why="it has no title and no address", notes=tuple(notes))
            notes.append("it has no title; readers see one made from its kind, in brackets")
        try:
            source = Source.model_validate({"id": _wanted_id(fields), **fields})
        except ValidationError as error:
            fault = error.errors()[0]
            return ImportOutcome(entry, why=f"its {fault['loc'][0]} cannot be read: {fault['msg']}")
        same = self.known.find(source, also)
        if same and same.why:
            return ImportOutcome(entry, why=same.why, there=same.id)
        if same:
            notes.append(f"it looks like `{same.id}`: {same.alike}; if it is the same, leave one out")
        source = source.model_copy(update={"id": self._id(fields)})
        self._enter(source, also)
        return ImportOutcome(entry, {"id": str(source.id), **fields}, notes=tuple(dict.fromkeys(notes)))

    def _enter(self, source: Source, also: tuple[str, ...]) -> None:
        self.ids.add(source.id)
        self.known.add(source, also)

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
    if entry.stub and kind:
        return TypeMeaning(kind)
    said = _KINDS.get(entry.genre.casefold())
    if said:
        return TypeMeaning(said)
    return entry.meaning or (TypeMeaning(kind) if kind else None)


def _fields(entry: ImportedEntry, meaning: TypeMeaning, notes: list[str]) -> tuple[Fields, tuple[str, ...]]:
    """The fields of a source without its id, and other addresses of the same source.

    Args:
        entry: the entry.
        meaning: the meaning of its type.
        notes: what was changed or left out is added here.
    """
    told = read_remarks(entry.annotations)
    plain = {
        name: getattr(entry, "place_published" if name == "place" else name) for name in (*_TITLES, *_DETAILS)
    }
    plain |= told.values
    doi, url = _doi_and_address(entry, notes)
    archive = [
        addresses.clean_address(address, "address of a copy", notes)
        for address in dict.fromkeys((*entry.archive, *told.archive))
    ]
    container, publisher = _published_in(entry, meaning)
    published, end = dates.clean_period((entry.published, *entry.else_published), "published", notes)
    found: Fields = {
        "kind": meaning.kind,
        "title": "" if told.supplied else _line(entry.title, "title", notes),
        **{name: _line(plain[name], _words(name), notes) for name in _TITLES},
        **{
            role: [made for name in names if (made := _author(name, told, notes))]
            for role, names in _people(entry).items()
        },
        "container": _line(plain.get("container", container), "container", notes),
        "publisher": _line(
            plain.get("publisher", "" if "container" in plain else publisher), "publisher", notes
        ),
        **{name: _line(plain[name], _words(name), notes) for name in _DETAILS},
        "published": published,
        "published_end": end or dates.clean_date(plain.get("published_end", ""), "published_end", notes),
        "accessed": dates.clean_date(entry.accessed, "accessed", notes),
        "doi": doi,
        "url": url,
        "archive": list(filter(None, archive)),
        "language": cleaning.clean_language(entry.language, notes),
        "licence": _line(plain.get("licence", ""), "licence", notes),
        "state": told.state,
    }
    left_out = dict.fromkeys((*_left_out(entry), *(["note"] if told.rest else [])))
    if left_out:
        notes.insert(0, f"left out: {', '.join(left_out)}")
    return {key: value for key, value in found.items() if value}, (url,) if url else ()


def _doi_and_address(entry: ImportedEntry, notes: list[str]) -> tuple[str, str]:
    """The DOI of an entry and its address. A short DOI has only an address, and that of a library's proxy is none."""
    doi = addresses.clean_doi(entry.doi, notes)
    proxied = bool(doi and addresses.doi_of_address(entry.url)) and not _AT_DOI.match(entry.url)
    url = "" if proxied else addresses.clean_address(entry.url, "address", notes)
    if _SHORT_DOI.match(doi):
        return "", url or addresses.doi_address(doi)
    return doi, url


_AT_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_SHORT_DOI = re.compile(r"10/")
_TITLES = ("translated_title", "original_title")
_DETAILS = ("place", "edition", "volume", "issue", "pages", "number", "court")


def _words(name: str) -> str:
    return name.replace("_", " ")


def _people(entry: ImportedEntry) -> dict[str, tuple[ImportedName, ...]]:
    return {"authors": entry.authors, "editors": entry.editors, "translators": entry.translators}


def _published_in(entry: ImportedEntry, meaning: TypeMeaning) -> tuple[str, str]:
    """What an entry appeared in, and its publisher. A newspaper or a website without a publisher is its publisher."""
    if entry.container and not entry.publisher and (meaning.container or meaning.kind in PUBLISHED_WITHIN):
        return "", entry.container
    return entry.container, entry.publisher


def _left_out(entry: ImportedEntry) -> Iterator[str]:
    """The names of an entry's fields for which a source has no place."""
    yield from entry.left_out
    if entry.genre and entry.genre.casefold() not in _KINDS:
        yield "kind of work"


def _author(author: ImportedName, told: Remarks, notes: list[str]) -> str | dict[str, str]:
    """An author as a source has it: a person's name alone is a text.

    Args:
        author: the name in the file.
        told: what the note of the record tells of names.
        notes: what was changed is added here.
    """
    name, family = (_line(text, "author", notes) for text in (author.name, author.family))
    if not name:
        return ""
    first = f"{family} {name.removesuffix(family).strip()}" if family else ""
    family = (
        family
        if family != name
        and Author.model_construct(
            name=Line(first if first in told.family_first else name), family=Line(family)
        ).given
        else ""
    )
    name = first if first in told.family_first else name
    known = {"name": name, "family": "" if name in told.unsplit else family}
    if name in told.organisations or (author.organisation and name not in told.unsplit):
        known = {"organisation": name}
    known |= {"organisation": told.affiliations[name]} if name in told.affiliations else {}
    known |= {"url": told.pages[name]} if name in told.pages else {}
    known = {key: value for key, value in known.items() if value}
    return name if list(known) == ["name"] else known


def _line(written: str, what: str, notes: list[str]) -> str:
    """A text on one line; empty when it has only spaces, marks and control characters."""
    text = cleaning.clean_line(written, what, notes)
    return text if any(unicodedata.category(char)[0] not in "CMZ" for char in text) else ""


def _wanted_id(fields: Fields) -> str:
    """The id that a source should have, as far as it is not taken: `gibb-2023-urban`."""
    year = fields.get("published", "nd")[:4]
    if fields.keys() <= {"kind", "doi"}:
        return valid_id(f"doi-{_slug(fields['doi'])}")
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
    if isinstance(first, dict) and "name" not in first:
        return _short(first["organisation"])
    name = first if isinstance(first, str) else first["name"]
    return _slug(name.split()[-1] if isinstance(first, str) else first.get("family", name.split()[-1]))


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
