"""The JSON Schema agrees with the program: it accepts the real briefings and refuses what the program refuses."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from support.cases import each
from support.project import BRIEFING, ROOT, SOURCES, briefing, edition, sources

from bindery.exports import json_schema
from bindery.model import manual

VALIDATORS = {name: Draft202012Validator(json_schema.json_schema(name)) for name in json_schema.MODELS}
BRIEFINGS = sorted((ROOT / "briefings").rglob("briefing.yml"))
LISTS = sorted((ROOT / "briefings").rglob("sources.yml"))


class CoreLoader(yaml.SafeLoader):
    """Reads YAML as editors do, by the core schema of YAML 1.2: a date stays a text, and so do yes and no."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, Loader=CoreLoader)  # noqa: S506  it is a safe loader


def complaints(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATORS[name].iter_errors(value)]


@pytest.mark.parametrize("name", json_schema.MODELS)
def test_a_schema_is_itself_valid(name: str) -> None:
    made = json_schema.json_schema(name)
    assert made["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.parent.name)
def test_the_real_briefings_are_valid_in_an_editor(path: Any) -> None:
    assert complaints("briefing", as_an_editor_reads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.parent.name)
def test_the_real_sources_are_valid_in_an_editor(path: Any) -> None:
    assert complaints("sources", as_an_editor_reads(path.read_text("utf-8"))) == []


def test_the_briefings_of_these_tests_are_valid_too() -> None:
    assert complaints("briefing", as_an_editor_reads(BRIEFING)) == []
    assert complaints("sources", as_an_editor_reads(SOURCES)) == []


# Each: what is written, and whether the format takes it. The program and the schema must agree.
PARTS: tuple[tuple[str, bool], ...] = (
    ("{date: 2024}", True),
    ("{date: 2024-11}", True),
    ("{date: 2024-11-21}", True),
    ("{date: 24-11-21}", False),
    ("{date: yesterday}", False),
    ("{title: 2024}", True),
    ("{title: 12.5}", True),
    ("{title: no}", True),
    ("{title: ''}", False),
    ("{title: [a]}", False),
    ("{titel: Heat}", False),
    ("{status: draft}", True),
    ("{status: finished}", False),
    ("{language: ur}", True),
    ("{language: English}", False),
    ("{authors: [Ana, {organisation: World Bank}]}", True),
    ("{authors: [{nmae: Ana}]}", False),
    ("{handling: 'TLP:CLEAR'}", True),
    ("{handling: 'TLP:WHITE'}", False),
    ("{tags: [a, 2024]}", True),
    ("{key_points: []}", False),
    ("{sections: []}", False),
    ("{sections: [{id: a, title: A, content: []}]}", False),
    ("{sections: [{id: A_b, title: A, content: [x]}]}", False),
    ("{sections: [{id: a, title: A, content: [x, {text: y, basis: method}]}]}", True),
    ("{sections: [{id: a, title: A, content: [{text: y, basis: guess}]}]}", False),
    ("{sections: [{id: a, title: A, content: [{claim: hot}]}]}", True),
    ("{sections: [{id: a, title: A, content: [{clam: hot}]}]}", False),
    ("{sections: [{id: a, title: A, content: [{claim: hot, more: x}]}]}", False),
    ("{sections: [{id: a, title: A, content: [{compare: [hot]}]}]}", False),
    ("{sections: [{id: a, title: A, content: [{note: {kind: warning, text: x}}]}]}", True),
    ("{sections: [{id: a, title: A, content: [{note: {kind: loud, text: x}}]}]}", False),
    ("{sections: [{id: a, title: A, content: [{timeline: {from: 2024, to: 2025-01}}]}]}", True),
    ("{sections: [{id: a, title: A, content: [{timeline: {since: 2024}}]}]}", False),
    ("{entities: [{id: e, name: E, kind: place, location: [33.9, -70]}]}", True),
    ("{entities: [{id: e, name: E, kind: place, location: [91, 0]}]}", False),
    ("{entities: [{id: e, name: E, kind: place, location: [1, 2, 3]}]}", False),
    ("{entities: [{id: e, name: E, kind: place, location: [1]}]}", False),
    ("{entities: [{id: e, name: E, kind: city}]}", False),
    ("{events: [{id: e, date: 2024, title: T}]}", True),
    ("{events: [{id: e, title: T}]}", False),
    ("{datasets: [{id: d, title: T, unit: people, series: []}]}", False),
    ("{questions: [{id: q, text: 'Why?'}]}", True),
    ("{questions: [{id: q, text: 2024}]}", True),
    ("{summary: 2024}", True),
    ("{editions: [{number: 1, date: 2024}]}", True),
    ("{editions: [{number: 0, date: 2024}]}", False),
    ("{editions: [{number: first, date: 2024}]}", False),
    ("{claims: [{id: c, text: C., evidence: [{source: Not An Id}]}]}", False),
    ("{claims: [{id: c, text: C., evidence: [{source: a, stance: proves}]}]}", False),
    ("{claims: [{id: c, text: C., allow_figures: {56: rounded}}]}", True),
    ("{claims: [{id: c, text: C., status: corroborated}]}", False),
)


@each(("written", "taken"), PARTS)
def test_the_schema_and_the_program_take_the_same(written: str, taken: bool) -> None:
    whole = as_an_editor_reads(yaml.safe_dump(briefing())) | as_an_editor_reads(written)
    assert (complaints("briefing", whole) == []) is taken
    key = written.strip("{").split(":")[0]
    rest = {name: value for name, value in briefing().items() if name != key}
    text = yaml.safe_dump(rest) + f"{key}: {written[1:-1].split(':', 1)[1].strip()}\n"
    shape = [problem for problem in edition({"b/briefing.yml": text}).errors if problem.code.startswith("B1")]
    assert (shape == []) is taken


@each(
    ("change", "taken"),
    [
        ({"credibility": 2}, True),
        ({"credibility": "2"}, True),
        ({"credibility": 7}, False),
        ({"reliability": "B"}, True),
        ({"reliability": "G"}, False),
        ({"url": "https://x.org"}, True),
        ({"url": "ftp://x.org"}, False),
        ({"kind": "rumour"}, False),
        ({"published": 2024}, True),
        ({"archive": ["https://x.org"]}, True),
        ({"archive": "https://x.org"}, False),
        ({"state": "gone"}, False),
        ({"titel": "x"}, False),
        ({"passages": [{"id": "p", "quote": "q"}]}, True),
        ({"passages": [{"quote": "q"}]}, False),
    ],
)
def test_a_source_that_is_wrong_is_refused(change: dict[str, Any], taken: bool) -> None:
    listed = copy.deepcopy(sources("a"))
    listed["sources"][0] |= change
    assert (complaints("sources", listed) == []) is taken


def test_the_schemas_in_the_repository_are_those_that_the_program_makes() -> None:
    for path, data in json_schema.schema_files().items():
        assert (ROOT / path).read_bytes() == data, f"run `bindery schema --out schema` for {path}"


def test_the_reference_for_authors_is_the_one_that_the_program_makes() -> None:
    assert (ROOT / "docs/reference/format.md").read_text("utf-8") == manual.manual_text()


def test_every_kind_of_block_and_every_field_says_what_it_is() -> None:
    for name in json_schema.MODELS:
        made = json_schema.json_schema(name)
        for noun in [made, *made["$defs"].values()]:
            for part in (noun, *noun.get("anyOf", ())):
                unsaid = [
                    key for key, field in part.get("properties", {}).items() if not field.get("description")
                ]
                assert unsaid == [], noun.get("description")
