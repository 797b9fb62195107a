"""How a site shows its references: the style that was chosen, and what a style of others made of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from markupsafe import Markup

NUMBERED = "numbered"
AUTHOR_DATE = "author-date"
CSL = "csl"
OWN = (NUMBERED, AUTHOR_DATE)  # the styles that our own templates write

Key = tuple[tuple[str, str], ...]
"""A citation: id and locator of each source that it names."""


@dataclass(frozen=True)
class CitationPiece:
    """A stretch of a citation in prose: words that lead to a source, or, without a source, what parts them."""

    html: Markup
    source: str = ""


@dataclass(frozen=True)
class StyledEntry:
    """A reference in the list.

    Attributes:
        html: the reference.
        mark: what stands before it: a number or an abbreviation; empty for none.
    """

    html: Markup
    mark: str = ""


@dataclass(frozen=True)
class StyledReferences:
    """The references of one briefing, as a style of others has them.

    Attributes:
        entries: each source's, in the order of the list; a style may have no words for one.
        citations: each citation's words; none in a style of notes, where numbers stand in prose.
    """

    entries: Mapping[str, StyledEntry] = field(default_factory=dict)
    citations: Mapping[Key, tuple[CitationPiece, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReferenceStyle:
    """How references are shown.

    Attributes:
        name: `numbered`, `author-date` or `csl`.
        briefings: for `csl`, what the style made of each briefing's references, by slug.
    """

    name: str = NUMBERED
    briefings: Mapping[str, StyledReferences] = field(default_factory=dict)


def citation_words(pieces: tuple[CitationPiece, ...]) -> str:
    """The words of a citation alone."""
    return " ".join(unescape(str(Markup("").join(piece.html for piece in pieces).striptags())).split())
