"""The references of a briefing as a document that pandoc's citeproc reads: every text in it is text, and no markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.evidence.uses import uses_in
from bindery.model import vocabulary
from bindery.model.briefing import Author, Source
from bindery.model.reference_style import Key
from bindery.references import record
from bindery.references.reference import Reference, reference_to

_API = [1, 23, 1]  # of pandoc's documents, from pandoc 3.0 on
_LOCATED = re.compile(  # what pandoc knows for the label of a place in a source
    r"(?:pp?|paras?|chaps?|ch|vols?|secs?|figs?|no|nos|pt|ll?|cols?)\.? ?\d[\d ,–-]*|\d[\d ,–-]*",
    re.IGNORECASE,
)
_OF_BODIES = frozenset(
    {"report", "think-tank", "official", "dataset", "law"}
)  # whoever publishes one, speaks in it


def csl_item(reference: Reference) -> dict[str, Any]:
    """A source as an item of CSL-JSON, with what its variables are called there."""
    source, made = reference.source, record.record_of_source(reference)
    authors = [_name(author) for author in source.authors]
    publisher = made.publisher
    if not authors and publisher and source.kind in _OF_BODIES:
        authors, publisher = [{"literal": publisher}], ""
    known: dict[str, Any] = {
        "id": made.id,
        "type": made.type,
        "title": made.title,
        "container-title": made.container,
        "publisher": publisher,
        "author": authors,
        "issued": _dates(made.issued, made.until),
        "accessed": _dates(made.accessed),
        "URL": made.url,
        "language": made.language,
        "status": made.state if made.state == "retracted" else "",
    }
    return {key: value for key, value in known.items() if value}


def _name(author: Author) -> dict[str, str]:
    """A name in its parts where its author told them: in what readers see nothing is guessed."""
    if author.family and author.given:
        return {"family": str(author.family), "given": author.given}
    return {"literal": str(author.name or author.organisation)}


def _dates(*days: tuple[int, ...]) -> dict[str, Any]:
    known = [list(day) for day in days if day]
    return {"date-parts": known} if known else {}


def csl_citations(register: BriefingRegister, graph: Graph) -> tuple[Key, ...]:
    """What a style is to cite: each source by itself, in the order in which they first come up; then each citation.

    So numbers are given in the order of reading, whatever stands together in a citation.
    """
    used = (use.source for use in uses_in(register) if use.source in graph.sources)
    keys: dict[Key, None] = {((source, ""),): None for source in dict.fromkeys(used)}
    for prose in register.parsed.prose.values():
        for citation in prose.citations:
            key = tuple((cited.source, cited.locator) for cited in citation.items)
            if all(source in graph.sources for source, _ in key):
                keys.setdefault(key)
    return tuple(keys)


def pandoc_document(sources: Iterable[Source], keys: Iterable[Key]) -> bytes:
    """What pandoc is given: the items and the citations, as its own JSON."""
    items = [_meta(csl_item(reference_to(source)), _attributes(source)) for source in sources]
    meta = {
        "references": {"t": "MetaList", "c": items},
        "link-citations": {"t": "MetaBool", "c": True},
        "notes-after-punctuation": {"t": "MetaBool", "c": False},
    }
    blocks = [{"t": "Para", "c": [{"t": "Cite", "c": [list(map(_citation, key)), []]}]} for key in keys]
    return json.dumps({"pandoc-api-version": _API, "meta": meta, "blocks": blocks}).encode()


def _attributes(source: Source) -> list[list[str]]:
    """The marks of a title that is in a language of its own."""
    if not source.language or not source.title:
        return []
    return [["lang", str(source.language)], ["dir", vocabulary.direction_of(source.language)]]


def _meta(value: Any, attributes: list[list[str]]) -> dict[str, Any]:
    """A value of CSL-JSON as a value of a document's metadata."""
    if isinstance(value, Mapping):
        marked = {key: attributes if key == "title" else [] for key in value}
        return {"t": "MetaMap", "c": {key: _meta(inner, marked[key]) for key, inner in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(inner, []) for inner in value]}
    if isinstance(value, int):
        return {"t": "MetaString", "c": str(value)}
    words = list(_inlines(value))
    return {
        "t": "MetaInlines",
        "c": [{"t": "Span", "c": [["", [], attributes], words]}] if attributes else words,
    }


def _inlines(text: str) -> Iterator[dict[str, Any]]:
    for number, word in enumerate(text.split()):
        if number:
            yield {"t": "Space"}
        yield {"t": "Str", "c": word}


def _citation(cited: tuple[str, str]) -> dict[str, Any]:
    source, locator = cited
    before = ", " if _LOCATED.fullmatch(locator) else "{}, "  # braces: no label of pandoc's is to be guessed
    suffix = [{"t": "Str", "c": before.strip()}, {"t": "Space"}, *_inlines(locator)] if locator else []
    return {
        "citationId": source,
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
