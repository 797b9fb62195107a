"""The seeds of the red-team corpus: how they are read, and the small project that each of them becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from support import project, snapshot_files

from bindery.evidence import fingerprints, snapshots

HERE = Path(__file__).parent
HALVES = ("seeds", "held-out")  # rules are tuned with the first; nobody looks at the second while they do
ROUNDS = "rounds"  # sentences whose outcome is recorded, without a goal
CAUGHT = ("refused", "warned", "shortened", "part")  # acceptable for a bent seed unless it says otherwise
UNTOUCHED = ("verified", "shortened", "part")  # acceptable for an honest one
ONE = "s"  # id of the source of a seed that has only one
SLUG = "trial"
# Keys of a source that are about its snapshot, and keys of a seed that are given to the claim as they are.
_STORED = ("text", "html", "encoding", "pdf", "labels", "csv", "json")
_OWN_KEYS = ("calculation", "allow_figures", "value", "unit", "as_of", "made_by", "independent")


@dataclass(frozen=True)
class Seed:
    """One trial of the checks: what sources say, and what an author makes of it.

    Attributes:
        id: its id, unique in the corpus.
        kind: a key of `kinds.yml`.
        language: the language of its sources.
        honest: whether the author did nothing wrong.
        accept: the verdicts that are acceptable.
        status: the status that the claim must have; empty when any will do.
        pair: the id of the seed from which it differs in one point; may be empty.
        written: everything that its file says of it.
    """

    id: str
    kind: str
    language: str
    honest: bool
    accept: tuple[str, ...]
    status: str
    pair: str
    written: Mapping[str, Any]

    @property
    def files(self) -> dict[str, project.Content]:
        """The files of its project, by path under `briefings/`."""
        sources = self._sources()
        listed = {
            key: value for source in sources.values() for key, value in _snapshot(source, self.language)
        }
        files: dict[str, project.Content] = {
            f"{SLUG}/snapshots/{name}": content for name, content in listed.items()
        }
        files[f"{SLUG}/sources.yml"] = {
            "sources": [_without(source, _STORED) for source in sources.values()],
            **({"origins": self.written["origins"]} if "origins" in self.written else {}),
        }
        files[f"{SLUG}/briefing.yml"] = self._briefing(list(sources))
        return files

    def _sources(self) -> dict[str, dict[str, Any]]:
        """Each source with its fields and its text, by id."""
        given = self.written.get("sources") or {
            ONE: {key: self.written[key] for key in _STORED if key in self.written}
        }
        return {name: _described(name, fields, self.language) for name, fields in given.items()}

    def _briefing(self, sources: list[str]) -> dict[str, Any]:
        written = self.written
        evidence = written.get("evidence") or (
            [{key: written[key] for key in ("quote", "locator", "shortened") if key in written}]
            if "quote" in written
            else []
        )
        claim = {
            "id": "said",
            "text": written.get("claim", "A source says so."),
            "evidence": [{"source": sources[0], **piece} for piece in evidence],
            **{key: written[key] for key in _OWN_KEYS if key in written},
        }
        prose = [*written.get("prose", ()), f"These were read [{'; '.join(f'@{name}' for name in sources)}]."]
        return {
            "title": "A trial",
            "summary": "A trial of the checks.",
            "date": "2024-12-01",
            "key_points": [claim],
            "sections": [{"id": "body", "title": "Body", "content": prose}],
            **written.get("briefing", {}),
        }


def _described(name: str, fields: Mapping[str, Any] | str, language: str) -> dict[str, Any]:
    """A source with every field that a careful author gives; what a seed says of it takes precedence."""
    own = {"text": fields} if isinstance(fields, str) else dict(fields)
    return {
        "id": name,
        "kind": "report",
        "title": f"Text {name}",
        "publisher": f"Publisher of {name}",
        "published": "2024-06-03",
        "language": language,
        "url": f"https://example.org/{name}",
        **own,
    }


def _snapshot(source: Mapping[str, Any], language: str) -> Iterator[tuple[str, bytes]]:
    """The snapshot of a source: the name of its file and its bytes; none when nothing of it is stored."""
    name = source["id"]
    for form, ending in (("text", "txt"), ("csv", "csv"), ("json", "json")):
        if form in source:
            yield f"{name}.{ending}", source[form].encode()
    if "html" in source:
        encoding = source.get("encoding", "utf-8")
        head = f'<meta charset="{encoding}"><title>{source["title"]}</title>'
        page = f"<body><article>\n{source['html']}\n</article></body>"
        whole = f'<!doctype html><html lang="{language}"><head>{head}</head>{page}</html>'
        yield f"{name}.html", whole.encode(encoding)
    if "pdf" in source:
        pages = (page.strip("\n") for page in source["pdf"])
        yield f"{name}.pdf", snapshot_files.pdf(*pages, labels=_labels(source.get("labels", [])))


def fingerprinted(files: Mapping[str, project.Content]) -> dict[str, project.Content]:
    """The files of a project with the fingerprint of each snapshot in its place."""
    made: dict[str, project.Content] = {}
    listed = files[f"{SLUG}/sources.yml"]
    assert isinstance(listed, dict)
    languages = {source["id"]: source["language"] for source in listed["sources"]}
    for path, content in files.items():
        if "/snapshots/" not in path:
            made[path] = content
            continue
        assert isinstance(content, bytes)
        texts, problems = snapshots.snapshot_texts(path, content)
        assert not problems, path
        place = PurePosixPath(path)
        record = {
            "source": place.stem,
            "snapshot": place.name,
            "sha256": sha256(content).hexdigest(),
            "bytes": len(content),
            "language": languages[place.stem],
            "date": "2024-11-21",
            "tool": "text",
        }
        made[str(place.with_suffix(".fingerprint"))] = fingerprints.write_fingerprint(
            record, tuple(text.reading for text in texts)
        )
    return made


def _labels(entries: list[Mapping[str, str]]) -> dict[int, str]:
    """The printed numbers of a PDF's pages: from page `from` on in a `style` (`r`, `D`), counted from `start`."""
    return {int(entry["from"]) - 1: f"/S /{entry['style']} /St {entry.get('start', 1)}" for entry in entries}


def _without(fields: Mapping[str, Any], left_out: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in left_out}


@cache
def kinds() -> dict[str, Any]:
    """What `kinds.yml` says of each kind: its name, and the codes of the problems that may catch it."""
    return dict(_read(HERE / "kinds.yml"))


@cache
def seeds(half: str) -> tuple[Seed, ...]:
    """The seeds of one half of the corpus, or of the rounds, in the order of their files."""
    if half == ROUNDS:
        return tuple(seed for file in sorted((HERE / half).glob("*.yml")) for seed in _seeds_of_round(file))
    return tuple(seed for file in sorted((HERE / half).glob("*.*.yml")) for seed in _seeds_of(file))


def _seeds_of(file: Path) -> Iterator[Seed]:
    whole = _read(file)
    texts = whole.get("texts", {})
    for entry in whole["seeds"]:
        written = {"honest": whole.get("honest"), "kind": whole.get("kind"), **entry} | _shared_text(
            entry, texts
        )
        honest = written["honest"] == "true"
        yield Seed(
            id=written["id"],
            kind=written["kind"],
            language=written.get("language", whole["language"]),
            honest=honest,
            accept=tuple(written.get("accept", UNTOUCHED if honest else CAUGHT)),
            status=written.get("status", ""),
            pair=written.get("pair", ""),
            written=written,
        )


def _seeds_of_round(file: Path) -> Iterator[Seed]:
    """The seeds of a round: each statement about each of its passages."""
    for passage in _read(file)["passages"]:
        for entry in passage["statements"]:
            honest = entry["honest"] == "true"
            written = {
                "text": passage.get("text", passage["quote"]),
                "why": entry["kind"],
                "briefing": {"language": passage["language"]},
                **_stated(entry, passage["quote"]),
            }
            yield Seed(
                id=entry["id"],
                kind="figures",
                language=passage["language"],
                honest=honest,
                accept=UNTOUCHED if honest else CAUGHT,
                status="",
                pair="",
                written=written,
            )


def _stated(entry: Mapping[str, str], quote: str) -> dict[str, Any]:
    """A statement of a round as a claim, or as a paragraph with its quotation before its full stop."""
    if entry["place"] == "claim":
        return {"claim": entry["text"], "quote": quote}
    mark = "'" if '"' in quote else '"'
    words = entry["text"].rstrip("।۔。.؟?!")
    return {
        "prose": [f"{words} [@{ONE}, {mark}{quote}{mark}]{entry['text'][len(words) :]}"],
        "evidence": [{}],
    }


def _shared_text(entry: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """What the text that a seed names under `in` adds to it: its words, or its pages."""
    if "in" not in entry:
        return {}
    text = texts[entry["in"]]
    return {"text": text} if isinstance(text, str) else dict(text)


def _read(file: Path) -> dict[str, Any]:
    """A YAML file in which every scalar is text."""
    found = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  texts only
    assert isinstance(found, dict), file.name
    return found
