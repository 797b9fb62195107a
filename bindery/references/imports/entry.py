"""One record of somebody's list of references, as a reader of a format hands it on: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 10_000_000  # of a file to import; ten thousand records have about as many


@dataclass(frozen=True)
class TypeMeaning:
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
    "article": TypeMeaning("report", exact=False),
    "article-journal": TypeMeaning("analysis", exact=False, container=True),
    "article-magazine": TypeMeaning("news", exact=False, container=True),
    "article-newspaper": TypeMeaning("news", container=True),
    "bill": TypeMeaning("law"),
    "book": TypeMeaning("book"),
    "broadcast": TypeMeaning("video", exact=False, container=True),
    "chapter": TypeMeaning("book", exact=False),
    "classic": TypeMeaning("book", exact=False),
    "collection": TypeMeaning("document", exact=False),
    "dataset": TypeMeaning("dataset"),
    "document": TypeMeaning("document"),
    "entry": TypeMeaning("encyclopedia", container=True),
    "entry-dictionary": TypeMeaning("encyclopedia", container=True),
    "entry-encyclopedia": TypeMeaning("encyclopedia", container=True),
    "event": TypeMeaning("document", exact=False),
    "figure": TypeMeaning("document", exact=False),
    "graphic": TypeMeaning("document", exact=False),
    "hearing": TypeMeaning("official", exact=False),
    "interview": TypeMeaning("interview", container=True),
    "legal_case": TypeMeaning("law", exact=False),
    "legislation": TypeMeaning("law"),
    "manuscript": TypeMeaning("document", exact=False),
    "map": TypeMeaning("document", exact=False),
    "motion_picture": TypeMeaning("video"),
    "musical_score": TypeMeaning("document", exact=False),
    "official": TypeMeaning("official"),  # no type of CSL: RIS has one
    "pamphlet": TypeMeaning("document", exact=False),
    "paper-conference": TypeMeaning("analysis", exact=False),
    "patent": TypeMeaning("document", exact=False),
    "performance": TypeMeaning("document", exact=False),
    "periodical": TypeMeaning("document", exact=False),
    "personal_communication": TypeMeaning("document", exact=False),
    "post": TypeMeaning("social", container=True),
    "post-weblog": TypeMeaning("analysis", exact=False, container=True),
    "regulation": TypeMeaning("law"),
    "report": TypeMeaning("report"),
    "review": TypeMeaning("analysis", exact=False, container=True),
    "review-book": TypeMeaning("analysis", exact=False, container=True),
    "software": TypeMeaning("document", exact=False),
    "song": TypeMeaning("document", exact=False),
    "speech": TypeMeaning("document", exact=False),
    "standard": TypeMeaning("document", exact=False),
    "thesis": TypeMeaning("report", exact=False),
    "treaty": TypeMeaning("law"),
    "webpage": TypeMeaning("document", exact=False, container=True),
}


@dataclass(frozen=True)
class ImportedName:
    """Who wrote something.

    Attributes:
        name: a person as the name is spoken, or an organisation.
        organisation: whether it is one.
    """

    name: str
    organisation: bool = False


@dataclass(frozen=True)
class ImportedEntry:
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
    meaning: TypeMeaning | None
    title: str = ""
    authors: tuple[ImportedName, ...] = ()
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


class ReferencesFileError(Exception):
    """A file that cannot be read as a list of references; it says where and what to do."""


def spoken_name(given: str, family: str, suffix: str = "") -> str:
    """A person's name in the order in which it is spoken."""
    return " ".join(part for part in (given.strip(), family.strip(), suffix.strip()) if part)


__all__ = [
    "MEANINGS",
    "MOST_BYTES",
    "ImportedEntry",
    "ImportedName",
    "ReferencesFileError",
    "Refusal",
    "TypeMeaning",
    "spoken_name",
]
