"""Makes of a project's files those that an edition at a handling level may be made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from support.cases import each
from support.project import Content, as_bytes, briefing, inputs

from bindery.edition import check_inputs
from bindery.model.vocabulary import HANDLING
from bindery.reading.inputs import Release
from bindery.reading.release import released_files
from bindery.text.problems import Problem

AMBER = {"handling": "TLP:AMBER"}
LEVELS = tuple(HANDLING)  # the strictest first
TEXT = {"text": "Because.", "basis": "judgement"}
SOURCES = {
    "sources": [
        {"id": "open", "kind": "news", "title": "Open", "publisher": "The Post"},
        {"id": "secret", "kind": "news", "title": "Secret", "publisher": "The Star", **AMBER},
    ]
}


def released(
    files: Mapping[str, Content], level: str = "TLP:GREEN", *, counted: bool = False
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What is left of some files under `briefings/`: YAML as values, other files as bytes."""
    named = {f"briefings/{path}": as_bytes(content) for path, content in files.items()}
    rest, problems = released_files(named, Release(level, counted))
    return {
        path.removeprefix("briefings/"): yaml.safe_load(data) if path.endswith((".yml", ".json")) else data
        for path, data in rest.items()
    }, problems


def left(parts: Mapping[str, Any], sources: Mapping[str, Any] = SOURCES) -> dict[str, Any]:
    """The briefing with these parts, at TLP:GREEN, which an author has nothing to decide about."""
    rest, problems = released({"a/briefing.yml": briefing(**parts), "a/sources.yml": sources})
    assert [problem for problem in problems if problem.severity == "error"] == []
    found: dict[str, Any] = rest["a/briefing.yml"]
    return found


def ids(items: Any) -> list[str]:
    return [item if isinstance(item, str) else item["id"] for item in items or ()]


@each("level, mark", [(level, mark) for level in LEVELS for mark in (*LEVELS, None)])
def test_what_is_stricter_than_the_level_goes(level: str, mark: str | None) -> None:
    marked = {"handling": mark} if mark else {}
    claims = [{"id": "hot", "text": "It is hot.", **marked}]
    rest, problems = released({"a/briefing.yml": briefing(claims=claims)}, level)
    stays = mark is None or LEVELS.index(mark) >= LEVELS.index(level)
    assert not problems
    assert ids(rest["a/briefing.yml"].get("claims")) == ["hot"] * stays


def test_without_a_level_nothing_goes() -> None:
    files = {"a/briefing.yml": as_bytes(briefing(**AMBER))}
    assert released_files(files, Release()) == (files, ())


CLAIMS = [
    {"id": "one", "text": "One.", "evidence": [{"source": "open"}, {"source": "secret"}]},
    {"id": "two", "text": "Two.", "was": ["second"], **AMBER},
    {"id": "three", "text": "Three.", "made_by": ["secret", "open"]},
]
SET = {"id": "set", "title": "T", "unit": "u", "series": [{"name": "s", "points": [{"x": "1", "y": "1", "source": "secret"}]}]}  # fmt: skip


@each(
    "parts, key, stays",
    [
        ({"key_points": ["one", "two"]}, "key_points", ["one"]),
        ({}, "claims", ["one", "three"]),
        ({"disputes": [{"id": "d", "title": "D", "claims": ["one", "two"]}]}, "disputes", []),
        ({"disputes": [{"id": "d", "title": "D", "claims": ["one", "two", "three"]}]}, "disputes", ["d"]),
        ({"datasets": [SET]}, "datasets", []),
        ({"datasets": [SET | {"series": [*SET["series"], {"name": "t", "points": [{"x": "1", "y": "2", "source": "open"}]}]}]}, "datasets", ["set"]),
        ({"assessments": [{"id": "j", "text": "It is likely.", "likelihood": "likely", "confidence": "low", "based_on": ["two"]}]}, "assessments", []),
        ({"assessments": [{"id": "j", "text": "It is likely.", "likelihood": "likely", "confidence": "low", "based_on": ["two", "one"]}]}, "assessments", ["j"]),
        ({"events": [{"id": "e", "date": "2020", "title": "E", "evidence": [{"source": "secret"}]}]}, "events", ["e"]),
        ({"questions": [{"id": "q", "text": "Q?", **AMBER}, {"id": "r", "text": "R?"}]}, "questions", ["r"]),
        ({"entities": [{"id": "e", "name": "E", "kind": "term", **AMBER}]}, "entities", []),
        ({"sections": [{"id": "s", "title": "S", "content": [TEXT], **AMBER}, {"id": "t", "title": "T", "content": [TEXT]}]}, "sections", ["t"]),
        ({"sections": [{"id": "s", "title": "S", "content": [{"claim": "two"}]}, {"id": "t", "title": "T", "content": [TEXT]}]}, "sections", ["t"]),
        ({"numbers": [{"label": "L", "claims": ["two"]}]}, "numbers", []),
    ],
)  # fmt: skip
def test_what_has_no_meaning_without_it_goes_too(
    parts: Mapping[str, Any], key: str, stays: list[str]
) -> None:
    assert ids(left({"key_points": ["one"], "claims": CLAIMS} | dict(parts)).get(key)) == stays


BLOCKS = [
    {"text": "Secret.", "basis": "judgement", **AMBER},
    {"claim": "two"},
    {"compare": ["one", "two"]},
    {"compare": {"claims": ["one", "two"]}},
    {"chart": "set"},
    {"table": "set"},
    {"image": {"file": "images/a.png", "alt": "A", "source": "secret"}},
    {"map": ["hidden"]},
    {"map": {"places": ["hidden"]}},
    {"map": {"areas": [{"name": "A", "file": "maps/a.geojson", "source": "secret"}]}},
    {"annotate": {"title": "T", "text": "A b.", "sentences": [{"words": "A b.", "claims": ["two"]}]}},
    {
        "annotate": {
            "title": "T",
            "source": "secret",
            "text": "A b.",
            "sentences": [{"words": "A b.", "not_checked": "No."}],
        }
    },
]


@each("block", BLOCKS)
def test_blocks_that_show_what_goes(block: Mapping[str, Any]) -> None:
    hidden = {"id": "hidden", "name": "H", "kind": "place", "location": ["33.9", "70.1"], **AMBER}
    found = left(
        {
            "key_points": ["one"],
            "claims": CLAIMS,
            "datasets": [SET],
            "entities": [hidden],
            "sections": [{"id": "s", "title": "S", "content": [block, TEXT]}],
        }
    )
    assert found["sections"][0]["content"] == [TEXT]


def test_evidence_goes_piece_by_piece() -> None:
    found = left({"key_points": ["one"], "claims": CLAIMS})["claims"]
    assert found[0]["evidence"] == [{"source": "open"}]
    assert found[1]["made_by"] == ["open"]


@each(
    "prose",
    [
        "It is hot [@secret].",
        "It is hot [see @open, p. 4; also @secret, p. 5].",
        "As @secret says, it is hot.",
        "It is hot [-@secret].",
        "It is hot [@{secret}].",
        "See [#two].",
        "See [this](#two) and [@open].",
        "See [this](#claim-two).",
        "See [this](a#two).",
        "See [this](b).",
        "See [this](b#why).",
        "See [this](b/why).",
        "See [#second].",
    ],
)
def test_prose_that_names_what_goes_is_for_the_author(prose: str) -> None:
    text = briefing(
        key_points=["one"], claims=CLAIMS, sections=[{"id": "s", "title": "S", "content": [prose]}]
    )
    files = {"a/briefing.yml": text, "a/sources.yml": SOURCES, "b/briefing.yml": briefing(**AMBER)}
    _, [problem] = released(files)
    assert (problem.code, problem.severity) == ("B619", "error")
    assert problem.span
    assert problem.span.content in prose
    assert problem.span.text.path == "briefings/a/briefing.yml"


@each("prose", ["A secret.", "two@secret-news.example", "In secret#2."])
def test_other_words_are_no_names(prose: str) -> None:
    left({"sections": [{"id": "s", "title": "S", "content": [{"text": prose, "basis": "judgement"}]}]})


def test_prose_in_a_part_that_goes_may_name_it() -> None:
    blocks = [TEXT, {"text": "It is hot [@secret].", **AMBER}]
    assert left({"sections": [{"id": "s", "title": "S", "content": blocks}]})["sections"][0]["content"] == [
        TEXT
    ]


def test_a_source_that_repeats_one_that_goes_leads_to_where_that_one_does() -> None:
    chain = [
        {"id": "first", "kind": "news", "title": "First"},
        {"id": "wire", "kind": "news", "title": "Wire", "origin": "first", **AMBER},
        {"id": "paper", "kind": "news", "title": "Paper", "origin": "wire"},
    ]
    rest, problems = released({"a/briefing.yml": briefing(), "a/sources.yml": {"sources": chain}})
    assert not problems
    assert [source.get("origin") for source in rest["a/sources.yml"]["sources"]] == [None, "first"]


@each("kept", ["sources", "origins"])
def test_an_origin_that_goes_is_for_the_author(kept: str) -> None:
    paper = {"id": "paper", "kind": "news", "title": "Paper", "origin": "cable"}
    cable = {"id": "cable", "title": "Cable", **AMBER} | ({"kind": "document"} if kept == "sources" else {})
    listed = {"sources": [paper, cable]} if kept == "sources" else {"sources": [paper], "origins": [cable]}
    _, [problem] = released({"a/briefing.yml": briefing(), "a/sources.yml": listed})
    assert (problem.code, problem.span.content if problem.span else "") == ("B620", "cable")


REASON = {"withhold_silently": "It would give the source away."}


@each("piece, counted, found", [
    ({"stance": "disputes"}, False, [("B622", "error")]),
    ({"stance": "qualifies"}, False, [("B622", "warning")]),
    ({"stance": "supports"}, False, []),
    ({"stance": "disputes"}, True, []),
    ({"stance": "disputes", **REASON}, False, []),
    ({"stance": "qualifies", **REASON}, False, []),
])  # fmt: skip
def test_hidden_evidence_against_a_claim_is_said_or_for_the_author(
    piece: dict[str, Any], counted: bool, found: list[tuple[str, str]]
) -> None:
    claim = {"id": "one", "text": "One.", "evidence": [{"source": "open"}, {"source": "secret", **piece}]}
    files = {"a/briefing.yml": briefing(claims=[claim]), "a/sources.yml": SOURCES}
    rest, problems = released(files, counted=counted)
    assert [(problem.code, problem.severity) for problem in problems] == found
    assert "give the source away" not in str(rest)
    if counted:
        assert rest["a/withheld.json"]["against"] == {"one": 1}


@each("parts, key", [({"key_points": ["two"], "claims": CLAIMS}, "key_points"), ({"sections": [{"id": "s", "title": "S", "content": [{**TEXT, **AMBER}]}]}, "sections")])  # fmt: skip
def test_a_briefing_of_which_too_little_is_left(parts: Mapping[str, Any], key: str) -> None:
    _, problems = released({"a/briefing.yml": briefing(**parts), "a/sources.yml": SOURCES})
    assert [(p.code, p.span.content) for p in problems if p.span] == [("B621", key)]


def test_a_project_of_which_nothing_is_left() -> None:
    rest, [problem] = released({"a/briefing.yml": briefing(**AMBER)})
    assert (rest, problem.code) == ({}, "B623")


def test_whole_briefings_go_with_their_files_and_translations() -> None:
    files = {
        "a/briefing.yml": briefing(**AMBER),
        "a/sources.yml": SOURCES,
        "a/images/a.png": b"",
        "a/snapshots/open.txt": b"",
        "de/briefing.yml": briefing(translation_of="a"),
        "b/briefing.yml": briefing(),
        "b/snapshots/other.txt": b"",
    }
    rest, problems = released(files)
    assert not problems
    assert sorted(rest) == ["b/briefing.yml", "b/snapshots/other.txt"]


def test_files_that_only_hidden_parts_show() -> None:
    blocks = [TEXT, {"image": {"file": "images/b.png", "alt": "B"}}]
    blocks += [{"image": {"file": "images/a.png", "alt": "A"}, **AMBER}]
    files = {
        "a/briefing.yml": briefing(sections=[{"id": "s", "title": "S", "content": blocks}]),
        "a/sources.yml": SOURCES,
        **{f"a/images/{name}.png": name.encode() for name in "abc"},
        "a/maps/a.geojson": b"{}",
        "a/snapshots/secret.2024-05-01.txt": b"",
        "a/snapshots/secret.custody": b"",
        "a/snapshots/open.txt": b"",
    }
    rest, problems = released(files)
    assert not problems
    assert sorted(path for path in rest if path.count("/") > 1) == ["a/images/b.png", "a/snapshots/open.txt"]


def test_a_whole_copy_is_not_shown_of_a_source_with_a_hidden_passage() -> None:
    source = {"id": "open", "kind": "news", "title": "Open", "show": "full"}
    source |= {"passages": [{"id": "p", "quote": "so it was", **AMBER}]}
    rest, _ = released({"a/briefing.yml": briefing(), "a/sources.yml": {"sources": [source]}})
    [found] = rest["a/sources.yml"]["sources"]
    assert "show" not in found
    assert "passages" not in found


def test_earlier_editions_lose_what_goes_now() -> None:
    before = [{"id": "second", "text": "As it was."}, {"id": "one", "text": "One."}]
    files = {
        "a/briefing.yml": briefing(claims=CLAIMS, key_points=["one"]),
        "a/sources.yml": SOURCES,
        "a/editions/1.yml": briefing(claims=before, key_points=["one", "second"]),
        "a/editions/2.yml": briefing(**AMBER),
    }
    rest, problems = released(files)
    assert not problems
    assert (ids(rest["a/editions/1.yml"]["claims"]), rest["a/editions/1.yml"]["key_points"]) == (
        ["one"],
        ["one"],
    )
    assert "a/editions/2.yml" not in rest


def test_translations_lose_what_goes_from_their_originals() -> None:
    sections = [{"id": name, "title": name, "content": [TEXT]} for name in ("why", "how")]
    original = briefing(claims=CLAIMS, key_points=["one"], sections=[sections[0], sections[1] | AMBER])
    claims = [{"id": "one", "text": "Eins."}, {"id": "zwei", "text": "Zwei.", "original": "two"}]
    files = {
        "a/briefing.yml": original,
        "a/sources.yml": SOURCES,
        "de/briefing.yml": briefing(claims=claims, key_points=["one"], sections=sections, translation_of="a"),
    }
    rest, problems = released(files)
    assert not problems
    assert ids(rest["de/briefing.yml"]["claims"]) == ["one"]
    assert ids(rest["de/briefing.yml"]["sections"]) == ["why"]


def test_a_shared_source_that_goes_leaves_every_briefing() -> None:
    claim = {"id": "one", "text": "One.", "evidence": [{"source": "secret"}, {"source": "open"}]}
    files = {"sources.yml": SOURCES, "a/briefing.yml": briefing(claims=[claim]), "b/briefing.yml": briefing()}
    rest, problems = released(files)
    assert not problems
    assert rest["a/briefing.yml"]["claims"][0]["evidence"] == [{"source": "open"}]


def test_reasons_go_with_their_figures() -> None:
    content = [
        {"text": "Some 77 men.", "basis": "judgement", **AMBER},
        {"text": "And 78.", "basis": "judgement"},
    ]
    section = {"id": "s", "title": "S", "allow_figures": {"77": "a", "78": "b"}, "content": content}
    assert left({"sections": [section]})["sections"][0]["allow_figures"] == {"78": "b"}


def test_marks_behind_an_escape_count() -> None:
    written = as_bytes(briefing(claims=CLAIMS[:1], subtitle="Sub")).decode()
    text = written.replace("- id: one\n", '- id: one\n  "hand\\x6cing": TLP:RED\n')
    rest, _ = released({"a/briefing.yml": text.encode(), "a/sources.yml": SOURCES})
    assert "claims" not in rest["a/briefing.yml"]


@each("counted", [True, False])
def test_readers_are_told_how_much_is_withheld_if_that_is_wanted(counted: bool) -> None:
    files = {"a/briefing.yml": briefing(claims=CLAIMS, key_points=["one"]), "a/sources.yml": SOURCES}
    files["a/withheld.json"] = b"an author's own"
    rest, _ = released(files, counted=counted)
    told = {"level": "TLP:GREEN", "claims": 1, "sources": 1, "evidence": {"one": 1}, "against": {}}
    assert rest.get("a/withheld.json") == (told if counted else None)


def test_statuses_are_derived_from_what_is_left() -> None:
    claim = {"id": "one", "text": "One.", "evidence": [{"source": "open"}, {"source": "secret"}]}
    files = {"a/briefing.yml": briefing(claims=[claim]), "a/sources.yml": SOURCES}
    statuses = []
    for level in ("", "TLP:GREEN"):
        named = {f"briefings/{path}": as_bytes(content) for path, content in files.items()}
        rest, _ = released_files(named, Release(level))
        made = check_inputs(inputs({path.removeprefix("briefings/"): data for path, data in rest.items()}))
        assert made.site
        statuses.append(made.site.briefings[made.site.project.briefings.keys().__iter__().__next__()].verdicts["one"].status)  # fmt: skip
    assert statuses == ["corroborated", "single-origin"]


def test_a_file_that_cannot_be_cut_is_for_the_author() -> None:
    written = as_bytes(briefing(claims=CLAIMS)).decode()
    text = written.replace("- id: two\n  text: Two.", "- ? id\n  : two\n  text: Two.")
    text = text.replace("  handling: TLP:AMBER", "  ? handling\n  : TLP:AMBER")
    _, problems = released({"a/briefing.yml": text.encode(), "a/sources.yml": SOURCES})
    assert {problem.code for problem in problems} <= {"B624"}
