"""The references of a briefing as a document for pandoc's citeproc, with every text as plain text, never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.evidence.uses import uses_in
from bindery.model import vocabulary
from bindery.model.reference_style import CitedPart, Key
from bindery.model.source import Author, Source
from bindery.reading.prose import NAMED, YEAR_ONLY
from bindery.references import record
from bindery.references.formats import csl_json
from bindery.references.reference import Reference, reference_to

_API = [1, 23, 1]  # version of pandoc's document format, from pandoc 3.0 on
_LOCATED = re.compile(  # a place in a source with a label that pandoc knows
    r"(?:pp?|paras?|chaps?|ch|vols?|secs?|figs?|no|nos|pt|ll?|cols?)\.? ?\d[\d ,–-]*|\d[\d ,–-]*",
    re.IGNORECASE,
)
_MODES = {NAMED: "AuthorInText", YEAR_ONLY: "SuppressAuthor"}  # pandoc's names
_OF_BODIES = frozenset(
    {"report", "think-tank", "official", "dataset", "law", "bill"}
)  # without authors, the publisher counts as the author


def csl_item(reference: Reference, *, plainly: bool = False) -> dict[str, Any]:
    """A source as an item of CSL-JSON; variables without a value are left out.

    Args:
        reference: the source.
        plainly: whether it is only a document, for a style that lists no sources of its type.
    """
    source, made = reference.source, record.record_of_source(reference)
    authors = [_name(author) for author in source.authors]
    publisher = made.publisher
    if not authors and publisher and source.kind in _OF_BODIES:
        authors, publisher = [{"literal": publisher}], ""
    translated = f" [{made.translated_title}]" if made.translated_title else ""
    known: dict[str, Any] = {
        "id": made.id,
        "type": "document" if plainly else made.type,
        **csl_json.plain_variables(made),
        "title": made.title + translated,
        "publisher": publisher,
        "author": authors,
        "editor": [_name(editor) for editor in source.editors],
        "translator": [_name(translator) for translator in source.translators],
        "issued": _dates(made.issued, made.until),
        "accessed": _dates(made.accessed),
        "URL": made.url,
        "language": made.language,
        "status": made.state if made.state == "retracted" else "",
    }
    return {key: value for key, value in known.items() if value}


def _name(author: Author) -> dict[str, str]:
    """A name in parts, if the briefing gives the parts; for what readers see they are never guessed."""
    if author.family and author.given:
        suffix = {"suffix": author.suffix} if author.suffix else {}
        return {"family": str(author.family), "given": author.given, **suffix}
    return {"literal": str(author.name or author.organisation)}


def _dates(*days: tuple[int, ...]) -> dict[str, Any]:
    known = [list(day) for day in days if day]
    return {"date-parts": known} if known else {}


def csl_citations(register: BriefingRegister, graph: Graph) -> tuple[Key, ...]:
    """The citations that a style has to format: each source by itself, in order of its first use, then each citation.

    So sources are numbered in reading order, even where a citation has several.

    Args:
        register: the briefing.
        graph: the sources.

    Returns:
        Each citation as the sources that it cites.
    """
    used = (use.source for use in uses_in(register) if use.source in graph.sources)
    keys: dict[Key, None] = {(CitedPart(source),): None for source in dict.fromkeys(used)}
    for prose in register.parsed.prose.values():
        for citation in prose.citations:
            key = tuple(CitedPart(i.source, i.locator, i.prefix, i.mode) for i in citation.items)
            if all(part.source in graph.sources for part in key):
                keys.setdefault(key)
    return tuple(keys)


def pandoc_document(
    sources: Iterable[Source], keys: Iterable[Key], plainly: frozenset[str] = frozenset()
) -> bytes:
    """The input of pandoc, in its JSON format: the references as metadata, and a paragraph for each citation.

    Args:
        sources: the sources to list.
        keys: the citations.
        plainly: ids of the sources that are given as plain documents.
    """
    items = [
        _metadata_value(csl_item(reference_to(source), plainly=source.id in plainly), _attributes(source))
        for source in sources
    ]
    meta = {
        "references": {"t": "MetaList", "c": items},
        "link-citations": {"t": "MetaBool", "c": True},
        "notes-after-punctuation": {"t": "MetaBool", "c": False},
    }
    blocks = [{"t": "Para", "c": [{"t": "Cite", "c": [list(map(_citation, key)), []]}]} for key in keys]
    return json.dumps({"pandoc-api-version": _API, "meta": meta, "blocks": blocks}).encode()


def _attributes(source: Source) -> list[list[str]]:
    """The `lang` and `dir` attributes of a title, where the language of the source is known."""
    if not source.language or not source.title:
        return []
    return [["lang", str(source.language)], ["dir", vocabulary.direction_of(source.language)]]


def _metadata_value(value: Any, attributes: list[list[str]]) -> dict[str, Any]:
    """A value of CSL-JSON as a metadata value of a pandoc document; `attributes` are those of its title."""
    if isinstance(value, Mapping):
        marked = {key: attributes if key == "title" else [] for key in value}
        return {
            "t": "MetaMap",
            "c": {key: _metadata_value(inner, marked[key]) for key, inner in value.items()},
        }
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_metadata_value(inner, []) for inner in value]}
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


def _citation(part: CitedPart) -> dict[str, Any]:
    before = ", " if _LOCATED.fullmatch(part.locator) else "{}, "  # braces keep pandoc from guessing a label
    located = [{"t": "Str", "c": before.strip()}, {"t": "Space"}, *_inlines(part.locator)]
    return {
        "citationId": part.source,
        "citationPrefix": list(_inlines(part.prefix)),
        "citationSuffix": located if part.locator else [],
        "citationMode": {"t": _MODES.get(part.mode, "NormalCitation")},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
