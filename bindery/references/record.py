"""A source as programs for references know it: typed as CSL types things, its names and dates taken apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from bindery.model import vocabulary
from bindery.model.briefing import Author, Source
from bindery.references.reference import Reference, dates_in_words

# What CSL calls each kind of source.
TYPES = {
    "news": "article-newspaper",
    "report": "report",
    "think-tank": "report",
    "official": "report",
    "analysis": "webpage",
    "dataset": "dataset",
    "encyclopedia": "entry-encyclopedia",
    "social": "post",
    "interview": "interview",
    "video": "motion_picture",
    "book": "book",
    "law": "legislation",
    "document": "document",
}
# The types whose publisher is the paper, the site or the work that they stand in, and no publishing house.
_WITHIN = frozenset({"article-newspaper", "webpage", "entry-encyclopedia", "post"})
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # no format has a place for these


@dataclass(frozen=True)
class AuthorName:
    """An author.

    Attributes:
        literal: the whole name where it has no parts or nobody can tell them: a body, a name in a script whose
            order we do not know, a name of one word. Then the others are empty.
        given: what comes first when the name is spoken.
        particle: as in *van* den Bosch.
        family: what the name is sorted by.
        suffix: as in King *Jr.*
        whole: the name as it is spoken, where its author told the parts: in many languages the family's comes first.
    """

    literal: str = ""
    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    whole: str = ""

    @property
    def spoken(self) -> str:
        """The name as it is spoken."""
        return self.literal or self.whole or _joined(self.given, self.particle, self.family, self.suffix)

    @property
    def sorted_by(self) -> str:
        """The name without what stands before the comma of a list: van den Bosch."""
        return self.literal or _joined(self.particle, self.family)


@dataclass(frozen=True)
class ReferenceRecord:
    """A source as a record. All text is on one line; what is not known is empty.

    Attributes:
        id: the source's.
        type: as CSL calls it, of `TYPES`.
        genre: its kind in words.
        title: its title; in square brackets where it was supplied.
        authors: who wrote it.
        container: the paper, site or work that it stands in.
        publisher: who published it, where that is no container.
        issued: year, month and day of its publication, as far as they are known.
        until: likewise of its end, where it was published over a time.
        accessed: of the day on which it was checked, likewise.
        language: a tag of BCP 47.
        url: its address.
        archives: addresses of copies.
        hashes: SHA-256 of each stored copy, in hexadecimal.
        state: what became of it, of `vocabulary.SOURCE_STATES`.
        notes: what no other field has room for, a sentence each: copies and hashes among them.
    """

    id: str
    type: str
    genre: str
    title: str
    authors: tuple[AuthorName, ...] = ()
    container: str = ""
    publisher: str = ""
    issued: tuple[int, ...] = ()
    until: tuple[int, ...] = ()
    accessed: tuple[int, ...] = ()
    language: str = ""
    url: str = ""
    archives: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    state: str = ""
    notes: tuple[str, ...] = ()


def record_of_source(reference: Reference, hashes: Iterable[str] = ()) -> ReferenceRecord:
    """The record of a source.

    Args:
        reference: the source as readers see it.
        hashes: SHA-256 of each stored copy of it.
    """
    source, kept = reference.source, tuple(dict.fromkeys(filter(None, hashes)))
    kind = TYPES[source.kind]
    publisher = _plain(reference.publisher)
    title = _plain(reference.title)
    return ReferenceRecord(
        id=str(source.id),
        type=kind,
        genre=vocabulary.SOURCE_KINDS[source.kind],
        title=f"[{title}]" if reference.supplied else title,
        authors=tuple(map(author_name, source.authors)),
        container=publisher if kind in _WITHIN else "",
        publisher="" if kind in _WITHIN else publisher,
        issued=_parts(source.published),
        until=_parts(source.published_end),
        accessed=_parts(source.accessed),
        language=str(source.language or ""),
        url=str(source.url or ""),
        archives=tuple(map(str, source.archive)),
        hashes=kept,
        state=source.state or "",
        notes=tuple(_notes(source, kept)),
    )


def author_name(author: Author) -> AuthorName:
    """An author's name with its parts: as the author says, or of a person in a Latin script as BibTeX takes it apart."""
    if author.family and author.given:
        words = _plain(author.family).split()
        particle = list(takewhile(str.islower, words[:-1]))
        return AuthorName(
            whole=_plain(author.name or ""),
            given=_plain(author.given),
            particle=" ".join(particle),
            family=" ".join(words[len(particle) :]),
        )
    spoken = _plain(author.name or author.organisation or "")
    words = spoken.split()
    if not author.name or len(words) < 2 or not _has_parts(words):  # noqa: PLR2004  given and family
        return AuthorName(literal=spoken)
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""  # noqa: PLR2004  likewise
    family, at = words.pop(), len(words)
    while at > 1 and words[at - 1].islower():
        at -= 1
    return AuthorName(given=" ".join(words[:at]), particle=" ".join(words[at:]), family=family, suffix=suffix)


def iso_date(parts: tuple[int, ...]) -> str:
    """A date as far as it is known, as ISO 8601 writes it: 2024, 2024-11, 2024-11-21; empty when it is not."""
    return "-".join(f"{part:02}" if at else f"{part:04}" for at, part in enumerate(parts))


def iso_range(item: ReferenceRecord) -> str:
    """When a source was published, as ISO 8601 writes it; both ends, with a stroke between, where it has two."""
    return "/".join(filter(None, (iso_date(item.issued), iso_date(item.until))))


def _has_parts(words: list[str]) -> bool:
    """Whether a name is one of a person as Latin scripts write it, and can be told from a list of names."""
    letters = (char for word in words for char in word if char.isalpha())
    latin = all(unicodedata.name(char, "").startswith("LATIN ") for char in letters)
    plain = all(
        char.isalpha() or unicodedata.category(char)[0] == "M" or char in ".-'’" for char in "".join(words)
    )
    return latin and plain and "and" not in map(str.lower, words)


def _notes(source: Source, hashes: tuple[str, ...]) -> Iterable[str]:
    if source.title is None:
        yield "The title is not its own and was supplied."
    if source.published and source.published_end:
        yield f"Published {dates_in_words(source.published, source.published_end)}."
    for author in source.authors:
        if author.name and author.organisation:
            yield _plain(f"{author.name}: {author.organisation}")
    if source.state not in (None, "live"):
        yield vocabulary.SOURCE_STATES[source.state]
    for address in source.archive:
        yield f"Archived copy: {address}"
    for digest in hashes:
        yield f"SHA-256 of the stored copy: {digest}"


def _parts(day: str | None) -> tuple[int, ...]:
    return tuple(map(int, day.split("-"))) if day else ()


def _plain(text: str) -> str:
    """A text on one line, without what no format has a place for."""
    return _joined(*_UNSEEN.sub(" ", text).split())


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))
