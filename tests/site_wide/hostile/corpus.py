"""A briefing with every field of the format, any of whose texts can be replaced by another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from support.project import as_bytes

from bindery.model import blocks
from bindery.model.blocks.image import ImageFile
from bindery.model.briefing import Briefing
from bindery.model.field_types import Line, Markdown
from bindery.model.format_model import FormatModel, walk_values
from bindery.model.source import SourceList
from bindery.reading.decode import decode
from bindery.text.span import Text

Path = tuple[str | int, ...]
PICTURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Place:
    """A text of the corpus: in which file, where in it, and whether it is Markdown."""

    file: str
    path: Path
    markdown: bool


def files() -> dict[str, dict[str, Any]]:
    """The corpus as plain values by file: every field of every model has a word of its own."""
    evidence = [
        {"source": "one", "stance": "supports", "quote": "quoted words", "locator": "word", "note": "word"},
        {"source": "two", "stance": "disputes", "locator": "word"},
    ]
    point = {"x": "2020", "y": "5", "source": "one", "quote": "quoted words of 5", "note": "word"}
    series = [{"name": "word", "note": "word", "points": [point, {"x": "2021", "y": "7", "source": "one"}]}]
    claim = {
        "id": "first", "text": "word", "as_of": "2024", "review_by": "2030", "evidence": evidence, "made_by": ["two"],
        "calculation": "4 + 5 = 9", "allow_figures": {"9": "word"}, "note": "word",
    }  # fmt: skip
    content: list[Any] = [
        {"text": "word [@one, p. 4] and [#first]"},
        {"text": "word", "basis": "judgement"},
        {"claim": "first"},
        {"compare": ["first", "second"]},
        {"note": {"kind": "note", "title": "word", "text": "word"}},
        {"image": {"file": "images/a.png", "alt": "word", "caption": "word", "source": "one"}},
        {"map": ["place"]},
        {"chart": "numbers"},
        {"table": "numbers"},
        {"timeline": {"from": "2019", "to": "2025"}},
    ]
    author = {"name": "word", "family": "word", "organisation": "word", "url": "https://a.example/"}
    briefing = {
        "title": "word", "subtitle": "word", "summary": "word [@one]", "date": "2024-05-01", "updated": "2024-06-01",
        "status": "published", "language": "en", "authors": [author], "scale": "icd-203", "tags": ["word"],
        "handling": "TLP:CLEAR", "key_points": ["first"],
        "claims": [{**claim, "text": "word 9"}, {"id": "second", "text": "word"}],
        "sections": [{"id": "why", "title": "word", "summary": "word", "content": content}],
        "entities": [
            {"id": "place", "name": "word", "aliases": ["word alias"], "kind": "place", "text": "word", "location": ["33.9", "70.1"]}
        ],
        "events": [{"id": "event", "date": "2020", "end": "2021", "title": "word", "text": "word", "evidence": evidence}],
        "datasets": [{"id": "numbers", "title": "word", "unit": "people", "x": "year", "note": "word", "series": series}],
        "assessments": [
            {"id": "judged", "text": "It is likely.", "likelihood": "likely", "confidence": "low", "based_on": ["first"], "would_change": "word"}
        ],
        "questions": [{"id": "asked", "text": "word", "would_settle": "word"}],
        "editions": [{"number": "1", "date": "2024-05-01", "changes": [{"claim": "first", "kind": "new", "reason": "word"}]}],
    }  # fmt: skip
    source = {
        "id": "one", "kind": "news", "title": "word", "authors": [author, {"name": "word"}], "publisher": "word", "published": "2024", "published_end": "2025",
        "accessed": "2024-05-01", "url": "https://a.example/x", "archive": ["https://b.example/y"], "language": "en", "origin": "first-said",
        "reliability": "B", "credibility": "2", "licence": "CC0-1.0", "show": "full", "state": "live", "descriptor": "word",
        "passages": [{"id": "passage", "quote": "quoted words", "locator": "word"}],
    }  # fmt: skip
    sources = {
        "sources": [source, {"id": "two", "kind": "news"}],
        "origins": [{"id": "first-said", "title": "word", "publisher": "word"}],
    }
    return {"briefings/heat/briefing.yml": briefing, "briefings/heat/sources.yml": sources}


def places() -> list[Place]:
    """Every text of the corpus that a reader sees as it was typed, or as Markdown; quotations must be found, and stay."""
    found: list[Place] = []
    for file, model in (
        ("briefings/heat/briefing.yml", Briefing),
        ("briefings/heat/sources.yml", SourceList),
    ):
        document, problems = decode(Text(file, as_bytes(files()[file]).decode()), model)
        assert document is not None, [problem.message for problem in problems]
        texts = (*walk_values(document.value, Line), *walk_values(document.value, Markdown))
        found += [
            Place(file, path, isinstance(text, Markdown))
            for path, text in texts
            if not isinstance(text, ImageFile)
        ]
    fixed = {"quote", "calculation", "licence", "family"}  # the last follows the name that it is a part of
    return [place for place in found if place.path[-1] not in fixed and place.path[-2:] != ("points", "x")]


def fitting(place: Place, text: str) -> str:
    """A text as its place wants it: the text of an assessment has a word of likelihood."""
    return f"It is likely. {text}" if place.path[0] == "assessments" and place.path[-1] == "text" else text


def put(value: Any, path: Sequence[str | int], text: str) -> None:
    """Writes a text in its place; the part of a name that is the family's is then all of it."""
    *steps, last = path
    for step in steps:
        value = value[step]
    value[last] = text
    if isinstance(value, dict) and "family" in value:
        value["family"] = value["name"]


def filled(texts: dict[Place, str]) -> dict[str, bytes]:
    """The corpus as files, with texts in the places given."""
    values = json.loads(json.dumps(files()))  # no part of it shared with another
    for place, text in texts.items():
        put(values[place.file], place.path, text)
    written = {file: as_bytes(content) for file, content in values.items()}
    written["briefings/heat/images/a.png"] = PICTURE
    written["briefings/heat/snapshots/one.txt"] = b"Here are the quoted words of 5, as they were said."
    return written


def nouns() -> Iterator[type[FormatModel]]:
    """Every model of the format, with the kinds of block."""
    waiting: list[Any] = [Briefing, SourceList, *blocks.KINDS.values()]
    seen: set[type[FormatModel]] = set()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, FormatModel) and kind not in seen:
            seen.add(kind)
            yield kind
            waiting += [field.annotation for field in kind.model_fields.values()]
        waiting += get_args(kind)


def missing() -> list[str]:
    """The fields of the format that the corpus does not have: none, or the corpus has to learn a new one."""
    there: set[tuple[type[FormatModel], str]] = set()
    for file, model in (
        ("briefings/heat/briefing.yml", Briefing),
        ("briefings/heat/sources.yml", SourceList),
    ):
        document, _ = decode(Text(file, as_bytes(files()[file]).decode()), model)
        assert document is not None
        for _, noun in walk_values(document.value, FormatModel):
            there |= {(type(noun), name) for name in noun.model_fields_set}
    return sorted(
        f"{noun.__name__}.{name}"
        for noun in nouns()
        for name in noun.model_fields
        if (noun, name) not in there
    )
