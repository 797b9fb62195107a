"""How a site shows its references: the style, and the references that a CSL style has formatted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

NUMBERED = "numbered"
AUTHOR_DATE = "author-date"
CSL = "csl"
OWN = (NUMBERED, AUTHOR_DATE)  # the styles that Bindery's own templates write


class CitedPart(NamedTuple):
    """A source in a citation that a style formats.

    Attributes:
        source: id of the source.
        locator: the place in it; may be empty.
        prefix: the words before it; may be empty.
        mode: how it is cited; see `bindery.reading.prose.CitedSource`.
    """

    source: str
    locator: str = ""
    prefix: str = ""
    mode: str = ""


Key = tuple[CitedPart, ...]
"""A citation: the sources that it cites."""


@dataclass(frozen=True)
class CitationPiece:
    """A part of a formatted citation.

    Attributes:
        html: the words.
        source: id of the source that the words link to; empty for what separates two sources.
    """

    html: Markup
    source: str = ""


@dataclass(frozen=True)
class StyledEntry:
    """A formatted entry in the list of references.

    Attributes:
        html: the entry.
        mark: the number or abbreviation before the entry; empty when there is none.
    """

    html: Markup
    mark: str = ""


@dataclass(frozen=True)
class StyledReferences:
    """The references of one briefing, as a CSL style has formatted them.

    Attributes:
        entries: the entry of each source, by its id, in the order of the list. A style may leave out a source.
        citations: the parts of each citation. Empty for a note style, which has only numbers in the text.
    """

    entries: Mapping[str, StyledEntry] = field(default_factory=dict)
    citations: Mapping[Key, tuple[CitationPiece, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReferenceStyle:
    """The style in which a site shows references.

    Attributes:
        name: `numbered`, `author-date` or `csl`.
        briefings: for `csl`, the formatted references of each briefing, by slug.
    """

    name: str = NUMBERED
    briefings: Mapping[str, StyledReferences] = field(default_factory=dict)


def citation_words(pieces: tuple[CitationPiece, ...]) -> str:
    """The words of a formatted citation as plain text."""
    return " ".join(unescape(str(Markup("").join(piece.html for piece in pieces).striptags())).split())
