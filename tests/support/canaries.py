"""A project in which each thing that few may see has a word of its own, and a search for these words in finished files."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pypdfium2
import yaml

OPEN, SECRET, MOST_SECRET = "TLP:GREEN", "TLP:AMBER", "TLP:RED"
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{80,}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[,.\s\u00a0\u2009\u202f](?=\d{3})")
_CANARY = re.compile(r"zq\d{3}xk|7\d{4}93")
_LARGEST = 4  # levels of packing within each other
YEARS = range(2001, 2021)


class Canaries:
    """Makes words that occur nowhere else, and remembers what each of them is in.

    Attributes:
        places: the kind of place of each word.
    """

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def word(self, place: str) -> str:
        """A new word: an id, a part of a file name, or a word in a text."""
        found = f"zq{len(self.places):03d}xk"
        self.places[found] = place
        return found

    def number(self, place: str) -> str:
        """A new number."""
        found = f"7{len(self.places):04d}93"
        self.places[found] = place
        return found


def picture(word: str) -> bytes:
    """A PNG with one grey pixel and a word among its texts."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"Comment\0" + word.encode())
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


def outline(word: str) -> dict[str, Any]:
    """A GeoJSON file with one area of this name."""
    ring = [[70.0, 33.0], [71.0, 33.0], [71.0, 34.0], [70.0, 33.0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"name": word}, "geometry": shape}],
    }


def _claim(new: Canaries, kind: str, source: str, **more: Any) -> dict[str, Any]:
    words = [new.word(f"{kind}: text") for _ in range(3)]
    return {
        "id": new.word(f"{kind}: id"),
        "was": [new.word(f"{kind}: former id")],
        "text": f"The {words[0]} met the {words[1]} near {words[2]}.",
        "evidence": [
            {"source": source, "locator": new.word(f"{kind}: locator"), "note": new.word(f"{kind}: remark")}
        ],
        "note": f"It is a *{new.word(f'{kind}: note')}*.",
        "handling": SECRET,
    } | more


def _source(new: Canaries, number: int, **more: Any) -> dict[str, Any]:
    kind = "source"
    found: dict[str, Any] = {
        "id": new.word(f"{kind}: id"),
        "was": [new.word(f"{kind}: former id")],
        "kind": "report",
        "title": f"On the {new.word(f'{kind}: title')}",
        "authors": [{"name": f"Ada {new.word(f'{kind}: author').title()}"}],
        "publisher": f"{new.word(f'{kind}: publisher')} Press",
        "place": new.word(f"{kind}: place"),
        "published": f"20{number % 20:02d}",
        "url": f"https://example.org/{new.word(f'{kind}: address')}",
        "descriptor": f"It was {new.word(f'{kind}: descriptor')}.",
        "passages": [{"id": "one", "quote": f"The {new.word(f'{kind}: passage')} was there"}],
        "handling": SECRET,
    }
    return found | more


def _open_claim(name: str, text: str, *pieces: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "text": text, "evidence": [{"source": "open-report"}, *pieces]}


def files(new: Canaries) -> dict[str, str | bytes]:
    """The files of the project under `briefings/`."""
    sources = [_source(new, number) for number in range(14)]
    claims = [_claim(new, "claim", "open-report") for _ in range(16)]
    claims += [_claim(new, "claim of a secret source", source["id"]) for source in sources]
    key_point = _claim(new, "key point", "open-report")
    drawn, printed = new.word("picture: file name"), new.word("picture: in the file")
    place, area = new.word("map: file name"), new.word("map: name in the file")
    snapshot = new.word("stored copy: text")
    entities = [
        {
            "id": new.word("entity: id"),
            "name": f"{new.word('entity: name').title()} Group",
            "aliases": [new.word("entity: other name")],
            "kind": "organisation",
            "text": f"A band of {new.word('entity: text')}.",
            "handling": SECRET,
        }
        for _ in range(6)
    ]
    events = [
        {
            "id": new.word("event: id"),
            "date": "2020",
            "title": f"The fall of {new.word('event: title')}",
            "text": f"It was {new.word('event: text')}.",
            "evidence": [{"source": "open-report"}],
            "handling": SECRET,
        }
        for _ in range(6)
    ]
    dataset = {
        "id": new.word("dataset: id"),
        "title": f"Dead of {new.word('dataset: title')}",
        "unit": new.word("dataset: unit"),
        "note": new.word("dataset: note"),
        "series": [
            {
                "name": new.word("series: name"),
                "points": [
                    {"x": str(year), "y": new.number("point: value"), "source": "open-report"}
                    for year in YEARS
                ],
            }
        ],
        "handling": SECRET,
    }
    half_open = {
        "id": "half-open",
        "title": "Deaths",
        "unit": "people",
        "series": [
            {
                "name": "All",
                "points": [
                    {"x": "2001", "y": "5", "note": "As we counted", "source": "open-report"},
                    *(
                        {
                            "x": str(year),
                            "y": new.number("point: value in an open series"),
                            "note": new.word("point: note"),
                            "source": "open-report",
                            "handling": MOST_SECRET,
                        }
                        for year in range(2002, 2010)
                    ),
                ],
            }
        ],
    }
    blocks: list[Any] = [
        {"text": f"They took the {new.word('block: text')} [@open-report].", "handling": SECRET},
        {
            "note": {
                "title": new.word("block: note"),
                "text": f"A {new.word('block: note')} [@open-report].",
            },
            "handling": SECRET,
        },
        {"chart": dataset["id"], "caption": new.word("block: caption of a chart")},
        {"table": dataset["id"], "caption": new.word("block: caption of a table")},
        {"claim": claims[0]["id"]},
        {"compare": [claims[1]["id"], claims[2]["id"]]},
        {
            "image": {
                "file": f"images/{drawn}.png",
                "alt": new.word("picture: description"),
                "caption": new.word("picture: caption"),
            },
            "handling": SECRET,
        },
        {
            "map": {
                "areas": [{"name": new.word("map: area"), "file": f"maps/{place}.geojson"}],
            },
            "caption": new.word("map: caption"),
            "id": new.word("map: id"),
            "handling": SECRET,
        },
        {
            "annotate": {
                "title": new.word("text under review: title"),
                "text": f"He saw the {(seen := new.word('text under review: text'))} there.",
                "sentences": [{"words": f"He saw the {seen} there.", "claims": [claims[3]["id"]]}],
            },
            "handling": SECRET,
        },
    ]
    secret_sections = [
        {
            "id": new.word("section: id"),
            "was": [new.word("section: former id")],
            "title": f"How {new.word('section: title')} fell",
            "summary": f"They {new.word('section: summary')}.",
            "content": [
                {
                    "text": f"#### A {new.word('section: heading')}\n\nThe {new.word('section: text')} came [@{source['id']}].",
                },
            ],
            "handling": SECRET,
        }
        for source in sources[:6]
    ]
    assessments = [
        {
            "id": new.word("judgement: id"),
            "text": f"It is likely that {new.word('judgement: text')} returns.",
            "likelihood": "likely",
            "confidence": "low",
            "would_change": new.word("judgement: what would change it"),
            **({"handling": SECRET} if number % 2 else {"based_on": [claims[number]["id"]]}),
        }
        for number in range(6)
    ]
    questions = [
        {
            "id": new.word("question: id"),
            "text": f"Where is {new.word('question: text')}?",
            "would_settle": new.word("question: what would settle it"),
            "handling": SECRET,
        }
        for _ in range(4)
    ]
    hidden_piece = {
        "source": sources[0]["id"],
        "stance": "disputes",
        "note": new.word("evidence: remark"),
        "withhold_silently": new.word("evidence: reason for silence"),
    }
    marked_piece = {"source": "open-report", "note": new.word("evidence: remark"), "handling": SECRET}
    briefing = {
        "title": "Heat in cities",
        "summary": "It is hot [@open-report].",
        "question": "Is it hot?",
        "answer": "Yes, it is hot.",
        "date": "2024-05-01",
        "handling": OPEN,
        "numbers": [{"label": new.word("number: label"), "claims": [claims[4]["id"]]}],
        "explain": [entities[0]["id"], "gibb"],
        "map": blocks[7]["id"],
        "key_points": [_open_claim("hot", "It is hot.", hidden_piece, marked_piece), key_point],
        "claims": [*claims, _open_claim("dry", "It is dry.")],
        "disputes": [
            {
                "id": new.word("dispute: id"),
                "title": new.word("dispute: title"),
                "claims": [claims[5]["id"], "dry"],
            }
        ],
        "sections": [
            {
                "id": "why",
                "title": "Why it is hot",
                "allow_figures": {"77": new.word("reason for a figure")},
                "content": [
                    "Asphalt stores heat [@open-report].",
                    *blocks,
                    {"text": "Some 77 people came.", "basis": "judgement", "handling": SECRET},
                    {"chart": "half-open"},
                ],
            },
            *secret_sections,
        ],
        "entities": [
            {"id": "gibb", "name": "Gibb Institute", "kind": "organisation", "text": "An institute."},
            *entities,
        ],
        "events": events,
        "datasets": [dataset, half_open],
        "assessments": assessments,
        "questions": questions,
        "editions": [
            {"number": 1, "date": "2024-05-01"},
            {
                "number": 2,
                "date": "2024-06-01",
                "changes": [
                    {"claim": claim["id"], "kind": "correction", "reason": new.word("change: reason")}
                    for claim in claims[6:12]
                ],
            },
        ],
    }
    claims[4] |= {"text": f"Some {(count := new.number('claim: figure'))} people came.", "value": count}
    before = dict(claims[6], text=f"It was {new.word('earlier edition: text of a claim')}.")
    del before["handling"]
    earlier = briefing | {"claims": [before, *briefing["claims"][1:6], *briefing["claims"][7:]]}
    open_sources = [
        {
            "id": "open-report",
            "kind": "report",
            "title": "Urban heat",
            "publisher": "Gibb Institute",
            "published": "2023",
            "show": "full",
            "passages": [
                {"id": "open", "quote": "the night was hot"},
                {"id": "closed", "quote": f"the {snapshot} was there", "handling": MOST_SECRET},
            ],
        }
    ]
    whole = _whole_briefing(new)
    return {
        "heat/briefing.yml": f"# {new.word('comment')}\n" + _yaml(briefing),
        "heat/sources.yml": _yaml({"sources": [*open_sources, *sources]}) + f"# {new.word('comment')}\n",
        "heat/editions/1.yml": _yaml(earlier),
        f"heat/images/{drawn}.png": picture(printed),
        f"heat/maps/{place}.geojson": json.dumps(outline(area)),
        "heat/snapshots/open-report.txt": f"They said the night was hot, and the {snapshot} was there.\n",
        **{
            f"heat/snapshots/{source['id']}.txt": f"T{source['passages'][0]['quote'][1:]}. It was {new.word('stored copy: text around')}.\n"
            for source in sources
        },
        **whole,
    }


def _whole_briefing(new: Canaries) -> dict[str, str | bytes]:
    """A briefing that goes as a whole, with a translation that has no mark."""
    slug, source = new.word("briefing: name"), new.word("briefing: source")
    briefing = {
        "title": f"The {new.word('briefing: title')} file",
        "subtitle": new.word("briefing: subtitle"),
        "summary": f"It is {new.word('briefing: summary')} [@{source}].",
        "date": "2024-05-02",
        "handling": MOST_SECRET,
        "authors": [{"name": f"Eve {new.word('briefing: author').title()}"}],
        "tags": [new.word("briefing: tag")],
        "key_points": [
            {
                "id": "one",
                "text": f"It is {new.word('briefing: claim')}.",
                "evidence": [{"source": source}],
            }
        ],
        "sections": [
            {"id": "why", "title": new.word("briefing: section"), "content": [f"So [@{source}]."]},
        ],
    }
    translation = briefing | {
        "title": f"Die Akte {new.word('translation: title')}",
        "summary": f"Es ist {new.word('translation: summary')} [@{source}].",
        "translation_of": slug,
        "language": "de",
        "key_points": [{"id": "one", "text": f"Es ist {new.word('translation: claim')}."}],
    }
    del translation["handling"]
    listed = {"id": source, "kind": "report", "title": new.word("briefing: title of a source")}
    return {
        f"{slug}/briefing.yml": _yaml(briefing),
        f"{slug}/sources.yml": _yaml({"sources": [listed]}),
        f"{new.word('translation: name')}/briefing.yml": _yaml(translation),
    }


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(json.loads(json.dumps(content)), sort_keys=False, allow_unicode=True, width=10_000)


def forms(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """A file in each form in which it may hold a word: as it is, unpacked, decoded, and as the text of a PDF."""
    yield data
    if depth == _LARGEST:
        return
    inner: list[bytes] = []
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner += [archive.comment, *(archive.read(one) for one in archive.infolist())]
            inner += [one.filename.encode() + one.comment + one.extra for one in archive.infolist()]
    elif data[:2] == b"\x1f\x8b":
        inner.append(gzip.decompress(data))
    elif data[:4] == b"%PDF":
        inner += _of_pdf(data)
    else:
        inner += [base64.b64decode(found + b"=" * (-len(found) % 4)) for found in _BASE64.findall(data)]
    for one in inner:
        yield from forms(one, depth + 1)


def _of_pdf(data: bytes) -> Iterator[bytes]:
    for stream in _STREAM.findall(data):
        try:
            yield zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue
    document = pypdfium2.PdfDocument(data)
    yield json.dumps(document.get_metadata_dict()).encode()
    yield "\n".join(
        str(one.title if hasattr(one, "title") else one.get_title()) for one in document.get_toc()
    ).encode()
    for page in document:
        yield page.get_textpage().get_text_bounded().encode("utf-8", "replace")


def words_in(folder: Path) -> dict[str, set[str]]:
    """The words and numbers of the kind that `Canaries` makes in a folder, each with the endings of its files."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*"):
        text = path.name.lower()
        if path.is_file():
            text += "\n" + text_of(path.read_bytes())
        for word in set(_CANARY.findall(text)):
            found.setdefault(word, set()).add(path.suffix)
    return found


def text_of(data: bytes) -> str:
    """All that a file says in any of its forms, in small letters and with no sign between the digits of a number."""
    parts = []
    for form in forms(data):
        plain = unquote_to_bytes(form) if b"%" in form else form
        plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)).encode("utf-8", "replace"), plain)
        parts.append(plain.replace(b"\0", b"").decode("utf-8", "replace"))
    return _BETWEEN_DIGITS.sub("", "\n".join(parts).lower())
