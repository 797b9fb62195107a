"""A source as a record for reference managers: with a type of CSL, and names and dates in parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from bindery.model import vocabulary
from bindery.model.source import Author, Source
from bindery.references.reference import Reference, dates_in_words

# The type in CSL 1.0.2 of each kind of source.
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
# The types whose publisher is the newspaper, website or work that contains them, not a publishing house.
_WITHIN = frozenset({"article-newspaper", "webpage", "entry-encyclopedia", "post"})
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
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
        genre: its kind in words.
        title: its title; in square brackets if it was made from the address or kind.
        authors: its authors.
        container: the newspaper, website or work that contains it.
        publisher: its publisher, if that is not the container.
        issued: year, month and day of its publication, as far as they are known.
        until: year, month and day of the end of its publication, for a source published over a period.
        accessed: year, month and day on which it was opened.
        language: a language tag of BCP 47.
        url: its web address.
        archives: addresses of copies.
        hashes: SHA-256 of each stored copy, in hexadecimal.
        state: a key of `vocabulary.SOURCE_STATES`, such as `retracted`.
        notes: what no other field has room for, one sentence each; among them copies and hashes.
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
    """A text on one line, without characters that no format allows."""
    return _joined(*_UNSEEN.sub(" ", text).split())


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))
