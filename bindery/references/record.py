"""A source as a record for reference managers: with a type of CSL, and names and dates in parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from bindery.model import vocabulary
from bindery.model.source import Author, Source
from bindery.references.reference import Reference
from bindery.references.remarks import remarks_on

# The type in CSL 1.0.2 of each kind of source.
TYPES = {
    "news": "article-newspaper",
    "report": "report",
    "think-tank": "report",
    "official": "report",
    "analysis": "webpage",
    "journal-article": "article-journal",
    "preprint": "article",
    "thesis": "thesis",
    "dataset": "dataset",
    "encyclopedia": "entry-encyclopedia",
    "social": "post",
    "interview": "interview",
    "video": "motion_picture",
    "book": "book",
    "chapter": "chapter",
    "law": "legislation",
    "bill": "bill",
    "court-decision": "legal_case",
    "document": "document",
}
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
# Fields of a record that are those of a source.
_COPIED = (
    "place",
    "volume",
    "issue",
    "pages",
    "edition",
    "number",
    "court",
    "original_title",
    "translated_title",
)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
)  # control characters and surrogates, which no format allows


@dataclass(frozen=True)
class AuthorName:
    """The name of an author, in parts if they are known.

    Attributes:
        literal: the whole name, if its parts are unknown: an organisation, a name of one word, or a name in a script
            whose order of names is not known. The other fields are then empty.
        given: the given names.
        particle: such as *van den* in van den Bosch.
        family: the family name, by which the name is sorted.
        suffix: such as *Jr.* in King Jr.
        whole: the name in the order in which it is spoken, if the briefing gives it together with its parts; in many
            languages the family name comes first.
    """

    literal: str = ""
    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    whole: str = ""

    @property
    def spoken(self) -> str:
        """The name in the order in which it is spoken."""
        return self.literal or self.whole or _joined(self.given, self.particle, self.family, self.suffix)

    @property
    def sorted_by(self) -> str:
        """The part of the name by which it is sorted, with its particle: van den Bosch."""
        return self.literal or _joined(self.particle, self.family)


@dataclass(frozen=True)
class ReferenceRecord:
    """A source as a record. All text is on one line; what is unknown is empty.

    Attributes:
        id: id of the source.
        type: its type in CSL, a value of `TYPES`.
        kind: its kind, a key of `vocabulary.SOURCE_KINDS`.
        genre: its kind in words.
        title: its title; in square brackets if it is not its own.
        authors: its authors.
        editors: its editors, or those of the book that contains it.
        translators: its translators.
        container: the journal, newspaper, website or work that contains it.
        publisher: its publisher, if that is not the container.
        place: the place of publication.
        volume: the volume.
        issue: the issue of a periodical.
        pages: its pages in the container.
        edition: the edition.
        number: its number as a report, law or case.
        court: the court that decided it.
        original_title: the title of what it is a translation of.
        translated_title: its title in the language of the briefing.
        issued: year, month and day of its publication, as far as they are known.
        until: year, month and day of the end of its publication, for a source published over a period.
        accessed: year, month and day on which it was opened.
        language: a language tag of BCP 47.
        url: its web address.
        doi: its digital object identifier.
        archives: addresses of copies.
        hashes: SHA-256 of each stored copy, in hexadecimal.
        state: a key of `vocabulary.SOURCE_STATES`, such as `retracted`.
        notes: what no other field has room for, one sentence each; among them copies and hashes.
    """

    id: str
    type: str
    kind: str
    genre: str
    title: str
    authors: tuple[AuthorName, ...] = ()
    editors: tuple[AuthorName, ...] = ()
    translators: tuple[AuthorName, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    court: str = ""
    original_title: str = ""
    translated_title: str = ""
    issued: tuple[int, ...] = ()
    until: tuple[int, ...] = ()
    accessed: tuple[int, ...] = ()
    language: str = ""
    url: str = ""
    doi: str = ""
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
    publisher, title = _plain(source.publisher or ""), _plain(reference.title)
    within = publisher if source.kind in vocabulary.PUBLISHED_WITHIN and not source.container else ""
    return ReferenceRecord(
        id=str(source.id),
        type=TYPES[source.kind],
        kind=str(source.kind),
        genre=vocabulary.SOURCE_KINDS[source.kind],
        title=f"[{title}]" if reference.supplied else title,
        authors=tuple(map(author_name, source.authors)),
        editors=tuple(map(author_name, source.editors)),
        translators=tuple(map(author_name, source.translators)),
        container=_plain(source.container or "") or within,
        publisher="" if within else publisher,
        issued=_parts(source.published),
        until=_parts(source.published_end),
        accessed=_parts(source.accessed),
        language=str(source.language or ""),
        url=str(source.url or ""),
        doi=reference.doi,
        archives=tuple(map(str, source.archive)),
        hashes=kept,
        state=source.state or "",
        notes=tuple(_plain(note) for note in _notes(source, kept)),
        **{name: _plain(str(getattr(source, name) or "")) for name in _COPIED},
    )


def author_name(author: Author) -> AuthorName:
    """The name of an author, in parts if possible.

    The parts are those in the briefing. If it has none, the name of a person in Latin script is split by the rules of
    BibTeX: the family name is the last word, with any words in lower case before it as its particle.
    """
    if author.family and author.given:
        words = _plain(author.family).split()
        particle = list(takewhile(str.islower, words[:-1]))
        return AuthorName(
            whole=_plain(author.name or ""),
            given=_plain(author.given),
            particle=" ".join(particle),
            family=" ".join(words[len(particle) :]),
            suffix=_plain(author.suffix),
        )
    spoken = _plain(author.name or author.organisation or "")
    words = spoken.split()
    if not author.name or len(words) < 2 or not _has_parts(words):  # noqa: PLR2004  given and family
        return AuthorName(literal=spoken)
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""  # noqa: PLR2004  a given name too
    family, at = words.pop(), len(words)
    while at > 1 and words[at - 1].islower():
        at -= 1
    return AuthorName(given=" ".join(words[:at]), particle=" ".join(words[at:]), family=family, suffix=suffix)


def iso_date(parts: tuple[int, ...]) -> str:
    """A date in ISO 8601, to the precision that is known: 2024, 2024-11, 2024-11-21; empty when unknown."""
    return "-".join(f"{part:02}" if at else f"{part:04}" for at, part in enumerate(parts))


def iso_range(item: ReferenceRecord) -> str:
    """The date of publication in ISO 8601; a period is written with a slash: 2024-11-21/2024-11-23."""
    return "/".join(filter(None, (iso_date(item.issued), iso_date(item.until))))


def _has_parts(words: list[str]) -> bool:
    """Whether a name is in Latin script, has no unusual characters, and is not a list of names joined by `and`."""
    letters = (char for word in words for char in word if char.isalpha())
    latin = all(unicodedata.name(char, "").startswith("LATIN ") for char in letters)
    plain = all(
        char.isalpha() or unicodedata.category(char)[0] == "M" or char in ".-'’" for char in "".join(words)
    )
    return latin and plain and "and" not in map(str.lower, words)


def _notes(source: Source, hashes: tuple[str, ...]) -> Iterator[str]:
    """What no field of a record has room for."""
    yield from remarks_on(source, hashes)
    if source.kind in vocabulary.PUBLISHED_WITHIN and source.container and not source.publisher:
        yield f"Appeared in: {source.container}"  # otherwise it would be read as the publisher


def _parts(day: str | None) -> tuple[int, ...]:
    return tuple(map(int, day.split("-"))) if day else ()


def _plain(text: str) -> str:
    """A text on one line, without characters that no format allows."""
    return _joined(*_UNSEEN.sub(" ", text).split())


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))
