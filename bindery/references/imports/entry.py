"""An imported reference in a neutral form, the same for every file format."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 10_000_000  # of a file to import: about ten thousand records


@dataclass(frozen=True)
class TypeMeaning:
    """What a type of record becomes in Bindery.

    Attributes:
        kind: the kind of source.
        exact: whether the kind means the same; otherwise it is the nearest one, and the import says so.
        container: whether the publisher is what the record appeared in, such as a newspaper or a website.
    """

    kind: str
    exact: bool = True
    container: bool = False


# By the types of CSL 1.0.2, into which the modules of the other formats translate their own types.
MEANINGS = {
    "article": TypeMeaning("preprint"),
    "article-journal": TypeMeaning("journal-article"),
    "article-magazine": TypeMeaning("news", exact=False, container=True),
    "article-newspaper": TypeMeaning("news", container=True),
    "bill": TypeMeaning("bill"),
    "book": TypeMeaning("book"),
    "broadcast": TypeMeaning("video", exact=False, container=True),
    "chapter": TypeMeaning("chapter"),
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
    "interview": TypeMeaning("interview"),
    "legal_case": TypeMeaning("court-decision"),
    "legislation": TypeMeaning("law"),
    "manuscript": TypeMeaning("document", exact=False),
    "map": TypeMeaning("document", exact=False),
    "motion_picture": TypeMeaning("video"),
    "musical_score": TypeMeaning("document", exact=False),
    "official": TypeMeaning("official"),  # a type of RIS, not of CSL
    "pamphlet": TypeMeaning("document", exact=False),
    "paper-conference": TypeMeaning("chapter", exact=False),
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
    "thesis": TypeMeaning("thesis"),
    "treaty": TypeMeaning("law"),
    "webpage": TypeMeaning("document", exact=False, container=True),
}


@dataclass(frozen=True)
class ImportedName:
    """An author, an editor or a translator.

    Attributes:
        name: the name of an organisation, or of a person in the order in which it is spoken.
        family: the family name of a person, as `name` has it; empty when the file does not tell it.
        organisation: whether it is an organisation.
    """

    name: str
    family: str = ""
    organisation: bool = False


@dataclass(frozen=True)
class Attachment:
    """A file that was exported next to the references.

    Attributes:
        path: its path, relative to the file of references.
        day: the day on which it was stored; empty if that is not known.
    """

    path: str
    day: str = ""


@dataclass(frozen=True)
class ImportedEntry:
    """A record as plain text, not checked yet. Fields that are unknown are empty.

    Attributes:
        place: where it is in its file: `line 12`, `item 3`.
        label: its key or id in the file.
        type: its type, in the words of its format.
        meaning: what its type becomes; None when the type is unknown.
        title: the title.
        authors: the authors.
        editors: the editors, of the record or of what contains it.
        translators: the translators.
        publisher: name of the publisher.
        place_published: the place of publication.
        container: what it appeared in: a newspaper, a website, a book, a series.
        volume: the volume.
        issue: the issue of a periodical.
        pages: its pages in what it appeared in.
        number: its number as a report, law or case.
        court: the court that decided it.
        edition: the edition.
        original_title: the title of what it is a translation of.
        translated_title: its title in another language.
        published: date of publication, as it is written in the file.
        else_published: other dates of publication in the record; the first that can be read counts.
        accessed: date on which it was read, as it is written in the file.
        url: web address.
        doi: digital object identifier, with or without `https://doi.org/`.
        archive: addresses of copies.
        language: language, as a tag or in words.
        genre: kind of work, in words.
        annotations: its notes, in which an export of Bindery has what the format has no field for.
        files: files that were exported with it.
        stub: whether it is only a DOI or an address.
        left_out: names of its fields for which a source has no place.
        notes: what else was changed or left out when it was read, one sentence each.
    """

    place: str
    label: str
    type: str
    meaning: TypeMeaning | None
    title: str = ""
    authors: tuple[ImportedName, ...] = ()
    editors: tuple[ImportedName, ...] = ()
    translators: tuple[ImportedName, ...] = ()
    publisher: str = ""
    place_published: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    court: str = ""
    edition: str = ""
    original_title: str = ""
    translated_title: str = ""
    published: str = ""
    else_published: tuple[str, ...] = ()
    accessed: str = ""
    url: str = ""
    doi: str = ""
    archive: tuple[str, ...] = ()
    language: str = ""
    genre: str = ""
    annotations: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    stub: bool = False
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A record that is not imported.

    Attributes:
        place: where it is in its file: `line 12`, `item 3`.
        label: its key or id in the file.
        why: why it is not imported.
    """

    place: str
    label: str
    why: str


@dataclass(frozen=True)
class Remark:
    """What was done with a part of a file that is no record.

    Attributes:
        place: where it is in the file: `line 12`; empty for the whole file.
        words: what was done, in a sentence.
    """

    place: str
    words: str


class ReferencesFileError(Exception):
    """A file cannot be read as a list of references; the message says where and what to do."""


Found = list[ImportedEntry | Refusal | Remark]  # in the order of the file


__all__ = [
    "MEANINGS",
    "MOST_BYTES",
    "Attachment",
    "Found",
    "ImportedEntry",
    "ImportedName",
    "ReferencesFileError",
    "Refusal",
    "Remark",
    "TypeMeaning",
]
