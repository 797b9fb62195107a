"""A briefing after parsing: its values with their places in the file, and its prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bindery.model.briefing import Briefing
from bindery.model.names import Slug
from bindery.reading import briefing_prose
from bindery.reading.decode import Document
from bindery.reading.prose import CitedSource, Mention, Prose
from bindery.reading.withheld_counts import WithheldCounts
from bindery.text.span import Span


@dataclass(frozen=True)
class ParsedBriefing:
    """A briefing after parsing.

    Attributes:
        slug: name of the briefing's folder, which is the first part of its addresses.
        document: the briefing, with the place of each value in its file.
        prose: every piece of Markdown in the briefing, parsed, by its path in the file.
        refers_to: slugs of the other briefings that it refers to.
        withheld: how much is not in it because readers may not see it; None if nothing is, or if they are not told.
    """

    slug: Slug
    document: Document[Briefing]
    prose: Mapping[tuple[str | int, ...], Prose]
    refers_to: frozenset[Slug] = frozenset()
    withheld: WithheldCounts | None = None

    @property
    def briefing(self) -> Briefing:
        """The briefing."""
        return self.document.value

    def cited(self, path: tuple[str | int, ...]) -> Iterator[tuple[CitedSource, Span]]:
        """Each source that the prose at a path cites, with the place of the citation in the file."""
        return briefing_prose.cited_places(self.prose[path], self.document.span(*path))

    def mentioned(self, path: tuple[str | int, ...]) -> Iterator[tuple[Mention, Span]]:
        """Each claim that the prose at a path mentions, with its place in the file."""
        return briefing_prose.mentioned_places(self.prose[path], self.document.span(*path))
