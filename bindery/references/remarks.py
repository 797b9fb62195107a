"""What no field of other formats has room for, as sentences in the note of a record, and read from such a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bindery.model import vocabulary
from bindery.model.source import Author, Source, is_unspaced

JOIN = "; "  # between two remarks in a format that has one note for a record
SUPPLIED = "The title is not its own and was supplied."
OF_NAMES = "Family name "  # the beginning of remarks on the parts of a name, which a whole name does not need
_STATES = {words: state for state, words in vocabulary.SOURCE_STATES.items()}
# The openings of remarks with a value, and the field that the value is for. Empty: nothing of it is read.
_OPENINGS = {
    "Archived copy: ": "archive",
    "SHA-256 of the stored copy: ": "",
    "Published until: ": "published_end",
    "Translated title: ": "translated_title",
    "Original title: ": "original_title",
    "Appeared in: ": "container",
    "Published by: ": "publisher",
    "Court: ": "court",
    "Licence: ": "licence",
    "Number: ": "number",
    "Issue: ": "issue",
    "Organisation: ": "organisation",
    "Family name not told: ": "unsplit",
    "Family name first: ": "family_first",
    "Affiliation of ": "affiliation",
    "Page of ": "page",
}
_BEGINS = "|".join(re.escape(words) for words in (*_OPENINGS, SUPPLIED, *_STATES))
_BETWEEN = re.compile(rf"(?:;\s+|\s*</?p>\s*|\s*<br/?>\s*|\n)(?={_BEGINS})")
_OF_NAME = re.compile(r"(.+?): (.+)")


@dataclass(frozen=True)
class Remarks:
    """The remarks of a note.

    Attributes:
        supplied: whether the title is not the source's own.
        state: a key of `vocabulary.SOURCE_STATES`; may be empty.
        archive: addresses of copies.
        organisations: names that are those of organisations.
        unsplit: names of people whose family name the record only guesses.
        family_first: names of people that are spoken with the family name first.
        affiliations: the organisation that a person writes for, by the person's name.
        pages: the web page of an author, by name.
        values: values of other fields of a source, by the name of the field.
        rest: what is none of our remarks.
    """

    supplied: bool = False
    state: str = ""
    archive: tuple[str, ...] = ()
    organisations: frozenset[str] = frozenset()
    unsplit: frozenset[str] = frozenset()
    family_first: frozenset[str] = frozenset()
    affiliations: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()


def remarks_on(source: Source, hashes: Iterable[str]) -> Iterator[str]:
    """The remarks that every format needs.

    Args:
        source: the source.
        hashes: SHA-256 of each stored copy of it.
    """
    if source.title is None:
        yield SUPPLIED
    if source.published_end:
        yield f"Published until: {source.published_end}"
    if source.translated_title:
        yield f"Translated title: {source.translated_title}"
    if source.state:
        yield vocabulary.SOURCE_STATES[source.state]
    if source.licence:
        yield f"Licence: {source.licence}"
    for address in source.archive:
        yield f"Archived copy: {address}"
    for author in (*source.authors, *source.editors, *source.translators):
        yield from _on_author(author)
    for digest in hashes:
        yield f"SHA-256 of the stored copy: {digest}"


def _on_author(author: Author) -> Iterator[str]:
    """What a record's own name of an author does not tell."""
    name = author.name or author.organisation
    if author.name:
        if not author.family:
            yield f"Family name not told: {name}"
        elif author.name != " ".join(filter(None, (author.given, author.family, author.suffix))) and not (
            is_unspaced(author.name)
        ):
            yield f"Family name first: {name}"
        if author.organisation:
            yield f"Affiliation of {name}: {author.organisation}"
    elif is_unspaced(str(name)):
        yield f"Organisation: {name}"  # in these scripts the names of people look no different
    if author.url:
        yield f"Page of {name}: {author.url}"


def read_remarks(notes: Iterable[str]) -> Remarks:
    """The remarks in the notes of a record, whichever program has stored them since."""
    found = Remarks()
    pairs: list[tuple[str, str]] = []
    rest: list[str] = []
    for note in notes:
        for part in filter(None, (part.strip() for part in _BETWEEN.split(note))):
            words = re.sub(r"^<p>|</p>$", "", part).strip()
            opening = next((begin for begin in _OPENINGS if words.startswith(begin)), "")
            if opening:
                pairs.append((_OPENINGS[opening], words.removeprefix(opening)))
            elif words == SUPPLIED or words in _STATES:
                pairs.append(("supplied", "yes") if words == SUPPLIED else ("state", _STATES[words]))
            else:
                rest.append(words)
    plain = dict(pairs)
    return Remarks(
        supplied="supplied" in plain,
        state=plain.get("state", found.state),
        archive=tuple(value for key, value in pairs if key == "archive"),
        organisations=frozenset(value for key, value in pairs if key == "organisation"),
        unsplit=frozenset(value for key, value in pairs if key == "unsplit"),
        family_first=frozenset(value for key, value in pairs if key == "family_first"),
        affiliations=dict(_named("affiliation", pairs)),
        pages=dict(_named("page", pairs)),
        values={
            key: value
            for key, value in plain.items()
            if key in Source.model_fields and key not in ("archive", "state")
        },
        rest=tuple(rest),
    )


def _named(wanted: str, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The name and the value of each remark of this kind."""
    for key, value in pairs:
        match = _OF_NAME.fullmatch(value) if key == wanted else None
        if match:
            yield match[1], match[2]
