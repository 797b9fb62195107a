"""The handling marks in files: marks without effect, and the strictest one in a briefing, which its pages show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bindery.model.field_types import SourceRef
from bindery.model.format_model import walk_values
from bindery.model.handling import Marked, is_stricter, strictest
from bindery.model.source import SourceList
from bindery.reading.decode import Document
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.yaml_tree import Path
from bindery.text.problems import Problem

LOWER = "B618"
_KEY = "handling"


def marks_of(document: Document[Any]) -> dict[Path, str]:
    """The mark of each part of a briefing or a list of sources that has one of its own, by the path of the part."""
    own = str(getattr(document.value, _KEY, None) or "")
    parts = walk_values(document.value, Marked) if _may_have_marks(document) else ()
    found = {path: part.handling for path, part in parts if part.handling}
    return {(): own, **found} if own else found


def lower_marks(document: Document[Any], outer: str = "") -> Iterator[Problem]:
    """An error for each part that is marked less strictly than what it is in, which would not have any effect.

    Args:
        document: a briefing or a list of sources.
        outer: the mark of the briefing that a list of sources belongs to; empty if there is none.
    """
    marks = marks_of(document)
    for path, mark in marks.items():
        above = strictest([outer, *(marks.get(path[:end]) for end in range(len(path)))])
        if above and is_stricter(above, mark):
            yield Problem(
                LOWER,
                f"this part is {mark}, but what it is in is {above}",
                document.span(*path, _KEY),
                help=f"delete the mark; or mark the whole {mark}, and in it the parts that are {above}",
            )


def marks_of_sources(lists: Iterable[Document[SourceList]]) -> dict[str, str]:
    """The strictest mark of each source that has one or has a passage with one, by the id of the source."""
    found: dict[str, str] = {}
    for document in filter(_may_have_marks, lists):
        for source in document.value.sources:
            mark = strictest([source.handling, *(passage.handling for passage in source.passages)])
            if mark:
                found[str(source.id)] = mark
    return found


def with_strictest_mark(parsed: ParsedBriefing, sources: Mapping[str, str]) -> ParsedBriefing:
    """A briefing that has the strictest mark of everything in it, for its pages show all of that.

    Args:
        parsed: the briefing.
        sources: the marks of sources, by id.
    """
    document = parsed.document
    cited = (sources[name] for name in _cited(parsed) if name in sources) if sources else ()
    mark = strictest([*marks_of(document).values(), *cited])
    if mark == (document.value.handling or ""):
        return parsed
    briefing = document.value.model_copy(update={_KEY: mark})
    return replace(parsed, document=replace(document, value=briefing))


def _cited(parsed: ParsedBriefing) -> Iterator[str]:
    """The ids of the sources that a briefing names, in its fields and in its prose."""
    yield from (str(name) for _, name in walk_values(parsed.briefing, SourceRef))
    for prose in parsed.prose.values():
        for citation in prose.citations:
            yield from (cited.source for cited in citation.items)


def _may_have_marks(document: Document[Any]) -> bool:
    """Whether a file may have marks, at a quick look; an escape may hide a key."""
    text = document.root.span.text.content
    return _KEY in text or "\\" in text


__all__ = ["LOWER", "lower_marks", "marks_of", "marks_of_sources", "with_strictest_mark"]
