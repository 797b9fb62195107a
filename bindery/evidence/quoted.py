"""Every quotation that authors wrote, with the place where it was written and what is declared about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bindery.evidence.graph import Graph
from bindery.model.briefing import Evidence, Point
from bindery.model.format_model import walk_values
from bindery.model.names import SourceId
from bindery.model.source import Passage
from bindery.reading.decode import Document
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.span import Span


@dataclass(frozen=True)
class Quotation:
    """A quotation that an author wrote.

    Attributes:
        source: id of the source that is quoted.
        words: the words quoted.
        span: where they were written.
        shortened: why the author leaves out words that limit them; empty when nothing is declared.
        declaration: where this was written, or may be; None in prose, where it cannot be.
    """

    source: SourceId
    words: str
    span: Span
    shortened: str = ""
    declaration: Span | None = None


def all_quotations(project: Project, graph: Graph) -> Iterator[Quotation]:
    """Every quotation of every briefing and every list of sources."""
    for parsed in project.briefings.values():
        yield from _quoted_evidence(parsed)
        for path, prose in parsed.prose.items():
            if any(item.quote for citation in prose.citations for item in citation.items):
                for item, place in parsed.cited(path):
                    if item.quote:
                        yield Quotation(SourceId(item.source), item.quote, place)
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if graph.sources.get(source.id) is source:
                for number, passage in enumerate(source.passages):
                    path = ("sources", index, "passages", number)
                    yield _quotation(SourceId(source.id), passage, document, path)


def _quoted_evidence(parsed: ParsedBriefing) -> Iterator[Quotation]:
    quoted: Iterator[tuple[tuple[str | int, ...], Evidence | Point]] = chain(
        walk_values(parsed.briefing, Evidence), walk_values(parsed.briefing.datasets, Point, ("datasets",))
    )
    for path, item in quoted:
        if item.quote:
            yield _quotation(SourceId(item.source), item, parsed.document, path)


def _quotation(
    source: SourceId, item: Evidence | Point | Passage, document: Document[Any], path: tuple[str | int, ...]
) -> Quotation:
    """A quotation that is the value of a key, with its declaration."""
    declared = str(item.shortened or "")
    place = document.span(*path, "shortened" if declared else "quote")
    return Quotation(source, str(item.quote), document.span(*path, "quote"), declared, place)
