"""One record of somebody's list of references, as a reader of a format hands it on: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 10_000_000  # of a file to import; ten thousand records have about as many


@dataclass(frozen=True)
class Meaning:
    """What a type of a record is here.

    Attributes:
        kind: the kind of source.
        exact: whether it says the same; else it is the nearest, and the author is told.
        container: whether what the record appeared in published it, as a newspaper or a website does.
    """

    kind: str
    exact: bool = True
    container: bool = False


# By the types of CSL 1.0.2, which the readers of other formats translate their own into.
MEANINGS = {
    "article": Meaning("report", exact=False),
    "article-journal": Meaning("analysis", exact=False, container=True),
    "article-magazine": Meaning("news", exact=False, container=True),
    "article-newspaper": Meaning("news", container=True),
    "bill": Meaning("law"),
    "book": Meaning("book"),
    "broadcast": Meaning("video", exact=False, container=True),
    "chapter": Meaning("book", exact=False),
    "classic": Meaning("book", exact=False),
    "collection": Meaning("document", exact=False),
    "dataset": Meaning("dataset"),
    "document": Meaning("document"),
    "entry": Meaning("encyclopedia", container=True),
    "entry-dictionary": Meaning("encyclopedia", container=True),
    "entry-encyclopedia": Meaning("encyclopedia", container=True),
    "event": Meaning("document", exact=False),
    "figure": Meaning("document", exact=False),
    "graphic": Meaning("document", exact=False),
    "hearing": Meaning("official", exact=False),
    "interview": Meaning("interview", container=True),
    "legal_case": Meaning("law", exact=False),
    "legislation": Meaning("law"),
    "manuscript": Meaning("document", exact=False),
    "map": Meaning("document", exact=False),
    "motion_picture": Meaning("video"),
    "musical_score": Meaning("document", exact=False),
    "official": Meaning("official"),  # no type of CSL: RIS has one
    "pamphlet": Meaning("document", exact=False),
    "paper-conference": Meaning("analysis", exact=False),
    "patent": Meaning("document", exact=False),
    "performance": Meaning("document", exact=False),
    "periodical": Meaning("document", exact=False),
    "personal_communication": Meaning("document", exact=False),
    "post": Meaning("social", container=True),
    "post-weblog": Meaning("analysis", exact=False, container=True),
    "regulation": Meaning("law"),
    "report": Meaning("report"),
    "review": Meaning("analysis", exact=False, container=True),
    "review-book": Meaning("analysis", exact=False, container=True),
    "software": Meaning("document", exact=False),
    "song": Meaning("document", exact=False),
    "speech": Meaning("document", exact=False),
    "standard": Meaning("document", exact=False),
    "thesis": Meaning("report", exact=False),
    "treaty": Meaning("law"),
    "webpage": Meaning("document", exact=False, container=True),
}


@dataclass(frozen=True)
class Name:
    """Who wrote something.

    Attributes:
        name: a person as the name is spoken, or an organisation.
        organisation: whether it is one.
    """

    name: str
    organisation: bool = False


@dataclass(frozen=True)
class Entry:
    """A record, in plain text; nothing of it has been checked. What is unknown is empty.

    Attributes:
        place: where it stands in its file: `line 12`, `item 3`.
        label: what its file calls it.
        type: its type in the words of its format.
        meaning: what that is here; None when nobody knows.
        title: its title.
        authors: who wrote it.
        publisher: who published it.
        container: what it appeared in: a newspaper, a website, a book, a series.
        published: when, as it is written there.
        accessed: when it was read, likewise.
        url: its address.
        doi: its digital object identifier, with or without `https://doi.org/`.
        archive: addresses of copies.
        language: its language, as a tag or in words.
        genre: what kind of work it is, in words.
        left_out: names of fields that it has, for which a source has no place.
        notes: what else an author should know of how it was read.
    """

    place: str
    label: str
    type: str
    meaning: Meaning | None
    title: str = ""
    authors: tuple[Name, ...] = ()
    publisher: str = ""
    container: str = ""
    published: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""
    archive: tuple[str, ...] = ()
    language: str = ""
    genre: str = ""
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A record that is not taken: where it stands, what it is called, and why."""

    place: str
    label: str
    why: str


class UnreadError(Exception):
    """A file that cannot be read as a list of references; it says where and what to do."""


def spoken(given: str, family: str, suffix: str = "") -> str:
    """A person's name in the order in which it is spoken."""
    return " ".join(part for part in (given.strip(), family.strip(), suffix.strip()) if part)


__all__ = ["MEANINGS", "MOST_BYTES", "Entry", "Meaning", "Name", "Refusal", "UnreadError", "spoken"]
