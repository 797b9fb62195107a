"""Entries of somebody's references made into sources of the project: named, checked, and none that is there already."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pydantic import ValidationError

from bindery.model.briefing import Source, SourceList
from bindery.model.field_types import valid_id
from bindery.model.vocabulary import SOURCE_KINDS
from bindery.references.imports import cleaning
from bindery.references.imports.entry import ImportedEntry, ImportedName, Refusal, TypeMeaning
from bindery.text.folding import fold

_WHO = 24  # characters of an id that say who
_WORD = 16  # and what
_MANY_WORDS = 3  # of a name; one that has more goes by its initials
_LONG_WORD = 4  # letters of a word that a title may be known by
_SMALL_WORDS = re.compile(
    "about|after|against|among|annual|before|between|during|first|from|have|here|into|more|most|over|report|some|than"
    "|that|their|them|then|there|these|they|this|those|through|under|upon|were|what|when|where|which|while|with|your"
)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid", re.IGNORECASE)
_BY_AUTHOR = frozenset(
    {"book", "analysis"}
)  # kinds that are known by who wrote them rather than by who printed them
# By the word itself and by what readers are told that it means; so our own exports come back as what they were.
_KINDS = {name.casefold(): kind for kind, words in SOURCE_KINDS.items() for name in (kind, words)}
Fields = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class ImportOutcome:
    """What became of one entry.

    Attributes:
        entry: the entry.
        fields: of the source that it became, in the order in which they are written; None when it became none.
        why: why it became none.
        there: the id of the source that is there already, when that is the reason.
        unknown: whether the reason is that nobody knows its type.
        notes: what was changed or left out.
    """

    entry: ImportedEntry | Refusal
    fields: Fields | None = None
    why: str = ""
    there: str = ""
    unknown: bool = False
    notes: tuple[str, ...] = ()


class SourceCatalogue:
    """The sources that there are, and those that are added."""

    def __init__(self, lists: Iterable[SourceList]) -> None:
        self.ids: set[str] = set()
        self.numbers: Counter[str] = Counter()
        self.known: dict[Key, str] = {}
        for found in lists:
            self.ids |= {origin.id for origin in found.origins}
            for source in found.sources:
                self._enter(source, ())

    def add(self, entry: ImportedEntry | Refusal, kind: str = "") -> ImportOutcome:
        """Makes a source of an entry, unless it is there already or cannot be one.

        Args:
            entry: the entry.
            kind: the kind of a source whose type nobody knows; without it, such an entry is refused.
        """
        if isinstance(entry, Refusal):
            return ImportOutcome(entry, why=entry.why)
        notes = list(entry.notes)
        meaning = _meaning(entry, kind)
        if meaning is None:
            return ImportOutcome(entry, why=f"nobody knows the type `{entry.type[:60]}`", unknown=True)
        if not meaning.exact:
            notes.append(f"the type `{entry.type}` became the kind `{meaning.kind}`, which is nearest")
        fields, also = _fields(entry, meaning, notes)
        if "title" not in fields and "url" not in fields:
            return ImportOutcome(entry, why="it has neither a title nor an address", notes=tuple(notes))
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
        """Who, when and a word, as in `gibb-2023-urban`; the same for the same entry, with a number where it is taken."""
        wanted = _name_for(fields)
        found = wanted
        while found in self.ids:
            self.numbers[wanted] += 1
            found = f"{wanted}-{self.numbers[wanted] + 1}"
        return found


def _meaning(entry: ImportedEntry, kind: str) -> TypeMeaning | None:
    """What an entry is: what it calls itself, where that is a kind of ours, and else what its type says."""
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
    """The fields of a source but its id, and the addresses that it goes by beside the one that is written."""
    doi = cleaning.clean_doi(entry.doi, notes)
    url = cleaning.clean_address(entry.url, "address", notes)
    archive = [
        copy for given in entry.archive if (copy := cleaning.clean_address(given, "address of a copy", notes))
    ]
    unread = list(entry.left_out)
    if entry.genre and entry.genre.casefold() not in _KINDS:
        unread.append("kind of work")
    main, second = entry.publisher, entry.container
    if meaning.container and second:
        main, second = second, main
    if second and fold(second) != fold(main):
        unread.append("publisher" if meaning.container else "what it appeared in")
    if doi and url and _address(url) != _address(cleaning.doi_address(doi)):
        notes.append("its address was left out: the DOI leads there")
    found: Fields = {
        "kind": meaning.kind,
        "title": _line(entry.title, "title", notes),
        "authors": [author for name in entry.authors if (author := _author(name, notes))],
        "publisher": _line(main, "publisher", notes),
        "published": cleaning.clean_date(entry.published, "published", notes),
        "accessed": cleaning.clean_date(entry.accessed, "accessed", notes),
        "url": cleaning.doi_address(doi) if doi else url,
        "archive": archive,
        "language": cleaning.clean_language(entry.language, notes),
    }
    if unread:
        notes.insert(0, f"left out: {', '.join(dict.fromkeys(unread))}")
    return {key: value for key, value in found.items() if value}, (url,) if url else ()


def _author(author: ImportedName, notes: list[str]) -> str | dict[str, str]:
    name = _line(author.name, "author", notes)
    return {"organisation": name} if author.organisation and name else name


def _line(written: str, what: str, notes: list[str]) -> str:
    """A text that says something; signs that nobody can read aloud say nothing."""
    text = cleaning.clean_line(written, what, notes)
    return text if any(unicodedata.category(char)[0] not in "CMZ" for char in text) else ""


def _keys(source: Source, also: tuple[str, ...]) -> list[Key]:
    """What a source is known again by: its DOI, each of its addresses, its title and date."""
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
    """An address in the spelling in which two that lead to one place are alike."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("dx.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = unquote(parts.path).rstrip("/")
    asked = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    part = (
        f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    )  # the page itself, on some sites
    path = path.lower() if host == "doi.org" else path
    return f"{host}{port}{path}{'?' if asked else ''}{urlencode(asked)}{part}"


def _name_for(fields: Fields) -> str:
    authors = fields.get("authors", [])
    first = authors[0] if authors else ""
    author = (
        _short(first["organisation"])
        if isinstance(first, dict)
        else _slug(first.split()[-1] if first else "")
    )
    publisher = _short(fields.get("publisher", ""))
    host = urlsplit(fields.get("url", "")).hostname or ""
    site = _slug(host.removeprefix("www.").split(".")[0]) if host != "doi.org" else ""
    order = (author, publisher) if fields["kind"] in _BY_AUTHOR else (publisher, author)
    who = next((name for name in (*order, site) if name), fields["kind"])
    words = re.findall(r"[a-z0-9]+", _ascii(fields.get("title", "")))
    word = next(
        (w for w in words if len(w) >= _LONG_WORD and not w.isdigit() and not _SMALL_WORDS.fullmatch(w)), ""
    )
    year = fields.get("published", "nd")[:4]
    return valid_id("-".join(part for part in (_beginning(who), year, word[:_WORD]) if part))


def _short(name: str) -> str:
    """What a body is called for short: its own abbreviation, its initials, or its name where that is short."""
    abbreviation = re.search(r"\(([A-Z][A-Za-z]{1,9})\)", name)
    if abbreviation:
        return _slug(abbreviation[1])
    words = re.findall(r"[^\W_]+", name)
    if len(words) > _MANY_WORDS:
        return _slug("".join(word[0] for word in words if word[0].isupper()))
    return _slug(name)


def _beginning(name: str) -> str:
    """As many words of a name as fit into an id, without the article."""
    words = name.removeprefix("the-").split("-")
    while len(words) > 1 and len("-".join(words)) > _WHO:
        words.pop()
    return words[0][:_WHO] if len(words) == 1 else "-".join(words)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", _ascii(name)))


def _ascii(text: str) -> str:
    """Small letters, those of Latin without their accents; others go."""
    return re.sub(r"['’]", "", fold(text)).encode("ascii", "ignore").decode()
