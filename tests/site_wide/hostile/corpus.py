"""A briefing with every field of the format, any of whose texts can be replaced by another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, get_args

from support.project import as_bytes

from bindery.model import blocks
from bindery.model.blocks.image import ImageFile
from bindery.model.blocks.map import MapFile
from bindery.model.briefing import Briefing
from bindery.model.countries import CountryName
from bindery.model.field_types import Line, Markdown
from bindery.model.format_model import FormatModel, walk_values
from bindery.model.source import SourceList
from bindery.reading.decode import decode
from bindery.text.span import Text

Path = tuple[str | int, ...]
# What pages do not show in every place: one reason for the same words, and the body and party of the origin.
NOT_EVERYWHERE = ("shortened", "body", "party", "short", "withhold_silently")
DECLARED = "declared"  # begins each text whose figure is declared, and which has to stay
SNAPSHOTS = {
    ("one", ".2024-05-01.txt"): b"There were no quoted words of 5, as they were said.",
    ("three", ".csv"): b"year,people\n2022,9\n",
}
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8cf500f00"
    "038601805a347d6b0000000049454e44ae426082"
)
_RING = [[70.0, 33.5], [70.4, 33.5], [70.4, 34.0], [70.0, 33.5]]
MAP = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": name, "geometry": {"type": kind, "coordinates": coordinates}}
            for name, kind, coordinates in (("zone", "Polygon", [_RING]), ("road", "LineString", _RING))
        ],
    }
).encode()


@dataclass(frozen=True)
class Place:
    """A text of the corpus: in which file, where in it, and whether it is Markdown."""

    file: str
    path: Path
    markdown: bool


def files() -> dict[str, dict[str, Any]]:
    """The corpus as plain values by file: every field of every model has a word of its own."""
    evidence = [
        {
            "source": "one",
            "stance": "supports",
            "quote": "quoted words",
            "locator": "word",
            "note": "word",
            "shortened": "word",
            "snapshot": "2024-05-01",
            "origin": "first-said",
            "party": "word of another party",
            "handling": "TLP:CLEAR",
        },
        {"source": "two", "stance": "disputes", "locator": "word", "withhold_silently": "word"},
        {"source": "three", "cell": "B2"},
    ]
    point = {
        "x": "2020", "y": "5", "source": "one", "quote": "quoted words of 5", "note": "word",
        "shortened": "word", "snapshot": "2024-05-01", "origin": "first-said", "handling": "TLP:CLEAR",
    }  # fmt: skip
    cell = {"x": "2022", "y": "9", "source": "three", "cell": "B2"}
    series = [
        {
            "name": "word",
            "note": "word",
            "handling": "TLP:CLEAR",
            "points": [
                point,
                {"x": "2021", "y": "7", "source": "one"},
                cell,
                {"x": "2023", "missing": "word", "source": "one"},
            ],
        }
    ]
    outcome = {"state": "borne out", "date": "2024-05-01", "reason": "word", "claims": ["first"]}
    review = [{"state": "checked", "by": "word", "date": "2024-05-01"}]
    claim = {
        "id": "first", "was": ["zeroth"], "text": "word", "original": "first", "original_hash": "word", "as_of": "2024", "review_by": "2030", "evidence": evidence, "made_by": ["two"],
        "calculation": "4 + 5 = 9", "allow_figures": {"9": "word"}, "note": "word",
        "value": "9", "unit": "people", "independent": "word", "handling": "TLP:CLEAR", "review": review,
    }  # fmt: skip
    area = {"name": "word", "file": "maps/a.geojson", "approximate": "word", "source": "one"}
    content: list[Any] = [
        {"text": "word [@one, p. 4] and [#first]"},
        {"text": "word", "basis": "judgement"},
        {"claim": "first"},
        {
            "annotate": {
                "title": "word",
                "source": "two",
                "text": f"{DECLARED} words. {DECLARED} of it.",
                "language": "en",
                "sentences": [
                    {"words": f"{DECLARED} words.", "claims": ["first"], "note": "word"},
                    {"words": f"{DECLARED} of it", "not_checked": "word"},
                ],
            },
            "caption": "word",
        },
        {"compare": ["first", "second"], "id": "rivals", "caption": "word"},
        {"compare": {"claims": ["first", "second"], "title": "word", "unit": "people"}},
        {"compare": {"dispute": "tolls"}},
        {"text": f"{DECLARED} 7 people [@one]"},
        {"note": {"kind": "note", "title": "word", "text": "word", "basis": "method"}},
        {
            "image": {
                "file": "images/a.png",
                "dark": "images/a.png",
                "alt": "word",
                "caption": "word",
                "source": "one",
            },
            "id": "picture",
        },
        {"map": ["place"], "id": "where", "caption": "word"},
        {
            "map": {
                "places": ["place"],
                "towns": ["place"],
                "lines": [
                    {"name": "word", "entity": "place", "through": ["place", "elsewhere"], "source": "one"},
                    {
                        "name": "word",
                        "file": "maps/a.geojson",
                        "feature": "road",
                        "approximate": "word",
                        "source": "one",
                    },
                ],
                "areas": [{**area, "entity": "place", "feature": "zone"}],
                "disputed": [{"between": ["Afghanistan", "Pakistan"], "name": "word", "source": "one"}],
                "inset": {"country": "Pakistan", "places": ["place"], "areas": [area]},
            }
        },
        {"chart": "numbers", "id": "drawn", "caption": "word", "scale": "log"},
        {"chart": "more", "start": "4"},
        {"table": "numbers", "id": "listed", "caption": "word"},
        {"timeline": {"from": "2019", "to": "2025"}},
    ]
    for block in content:
        block["handling"] = "TLP:CLEAR"
    author = {"name": "word", "family": "word", "organisation": "word", "url": "https://a.example/"}
    briefing = {
        "title": "word", "subtitle": "word", "was": ["older"], "summary": "word [@one]", "question": "word", "answer": "word",
        "numbers": [{"label": "word", "claims": ["first"], "unit": "people"}, {"label": "word", "dispute": "tolls"}],
        "explain": ["place"], "map": "where", "date": "2024-05-01", "updated": "2024-06-01",
        "status": "published", "language": "en", "translation_of": "warm", "extent": "shortened", "original_hash": "word", "authors": [author], "scale": "icd-203", "tags": ["word"],
        "handling": "TLP:CLEAR", "key_points": ["first"],
        "allow_figures": {"6": "word"},
        "claims": [{**claim, "text": f"{DECLARED} 9 people"}, {"id": "second", "text": "word"}, {"id": "third", "text": f"{DECLARED} 12 people", "value": "12", "allow_figures": {"12": "word"}}],
        "disputes": [{"id": "tolls", "title": "word", "claims": ["first", "third"], "handling": "TLP:CLEAR"}],
        "sections": [{"handling": "TLP:CLEAR", "status": "published", "review": review, "id": "why", "was": ["once"], "title": "word", "original": "word", "original_hash": "word", "summary": "word", "content": content, "allow_figures": {"7": "word"}}],
        "entities": [
            {"handling": "TLP:CLEAR", "id": "place", "name": "word", "aliases": ["word alias"], "kind": "place", "text": "word", "location": ["33.9", "70.1"]},
            {"id": "elsewhere", "name": "zone word", "aliases": ["zone alias"], "kind": "place", "text": "word", "location": ["33.7", "70.3"]},
            {"id": "term", "name": "word", "kind": "term", "text": f"{DECLARED} 6 people"},
        ],
        "events": [
            {"handling": "TLP:CLEAR", "id": "event", "date": "2020", "end": "2021", "title": "word", "text": "word", "evidence": evidence[:2]},
            {"id": "later", "date": "2021", "title": f"{DECLARED} 8 people", "allow_figures": {"8": "word"}},
        ],
        "datasets": [
            {"handling": "TLP:CLEAR", "id": "numbers", "title": "word", "unit": "people", "x": "year", "note": "word", "series": series},
            {"id": "more", "title": f"{DECLARED} 11 people", "unit": "people", "series": series, "allow_figures": {"11": "word"}},
        ],
        "assessments": [
            {"handling": "TLP:CLEAR", "id": "judged", "text": "It is likely.", "likelihood": "likely", "confidence": "low", "based_on": ["first"], "would_change": "word", "due": "2024-05-01", "outcome": outcome},
            {"id": "again", "text": "It is likely.", "likelihood": "likely", "confidence": "low", "would_change": "word"},
        ],
        "questions": [{"handling": "TLP:CLEAR", "id": "asked", "text": "word", "would_settle": "word", "due": "2024-05-01", "outcome": {**outcome, "state": "answered"}}],
        "editions": [{"number": "1", "date": "2024-05-01", "changes": [{"claim": "first", "kind": "new", "reason": "word"}]}],
    }  # fmt: skip
    reading = {"date": "2025-05-01", "by": "word", "method": "word; word"}
    source = {
        "handling": "TLP:CLEAR", "id": "one", "was": ["first-one"], "kind": "news", "title": "word", "authors": [author, {"name": "word"}], "publisher": "word", "published": "2024", "published_end": "2025",
        "accessed": "2024-05-01", "url": "https://a.example/x", "archive": ["https://b.example/y"], "language": "en", "origin": "first-said",
        "reliability": "B", "credibility": "2", "licence": "CC0-1.0", "show": "full", "state": "live", "descriptor": "word",
        "passages": [
            {
                "handling": "TLP:CLEAR", "id": "passage", "quote": "quoted words", "locator": "word", "origin": "first-said",
                "shortened": "word", "snapshot": "2024-05-01", "readings": [{**reading, "date": "2025-05-02"}],
            }
        ],
        "body": "word body", "party": "word party", "short": "word", "readings": [reading],
        "container": "word", "volume": "word", "issue": "word", "pages": "word", "editors": [author], "translators": [author],
        "number": "word", "court": "word", "edition": "word", "place": "word", "doi": "10.5555/word",
        "original_title": "word", "translated_title": "word",
    }  # fmt: skip
    sources = {
        "sources": [
            source,
            {"id": "two", "kind": "news", "untitled": "word"},
            {"id": "three", "kind": "dataset"},
        ],
        "origins": [
            {
                "id": "first-said",
                "title": "word",
                "publisher": "word",
                "body": "word of a body",
                "party": "word of a party",
                "short": "word",
                "handling": "TLP:CLEAR",
            }
        ],
    }
    original = {
        "title": "word", "summary": "word", "date": "2024", "key_points": [{"id": "first", "text": "word"}],
        "sections": [{"id": "word", "title": "word", "content": [{"text": "word"}]}],
    }  # fmt: skip
    return {
        "briefings/heat/briefing.yml": briefing,
        "briefings/heat/sources.yml": sources,
        "briefings/warm/briefing.yml": original,
    }


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
            if not isinstance(text, ImageFile | MapFile | CountryName) and not text.startswith(DECLARED)
        ]
    fixed = {
        "quote",
        "calculation",
        "licence",
        "family",
        "value",
        "unit",
        "feature",
        "cell",
        "original_hash",  # stands for a text, and is not shown
    }  # the last follows the name that it is a part of
    return [
        place
        for place in found
        if place.path[-1] not in fixed
        and place.path[-2:] != ("points", "x")
        and "review" not in place.path  # only previews show it
    ]


def fitting(place: Place, text: str) -> str:
    """A text as its place wants it: an assessment has a word of likelihood, and a method has details after a `;`."""
    if place.path[-1] == "method":
        return f"word; {text}"
    if place.path[-1] in ("body", "party"):  # shown only where it differs from those of the origin
        return f"{text} of {place.path[0]}"
    if place.path[-1] == "x" and "points" in place.path:  # a series has one value at each place
        return f"{text} {place.path[-2]}"
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
    written["briefings/heat/maps/a.geojson"] = MAP
    for (source, ending), data in SNAPSHOTS.items():
        written[f"briefings/heat/snapshots/{source}{ending}"] = data
    written["briefings/heat/snapshots/one.2024-05-01.custody"] = _custody()
    return written


def _custody() -> bytes:
    """A record of custody with what a web archive of anybody can write into it."""
    data = SNAPSHOTS["one", ".2024-05-01.txt"]
    hostile = "<img src=x onerror=alert(1)> {{ 7 * 7 }} [a](javascript:alert(1)) `"
    facts = {
        "source": "one",
        "file": "one.2024-05-01.txt",
        "bytes": len(data),
        "sha256": sha256(data).hexdigest(),
    }
    made = {"stored": "2024-05-01T10:00:00Z", "tool": hostile, "address": hostile, "addresses": [hostile]}
    asked = {
        "fetched": "2024-13-45T10:00:00Z",
        "fetched_by": hostile,
        "status": 200,
        "headers": {"a": hostile},
    }
    rest = {"noted": {hostile: hostile}, "stamped": "2024-05-01T10:00:00Z", "stamped_by": hostile}
    return json.dumps({**facts, **made, **asked, **rest}).encode()


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
