"""A check after an edit finds what a check of everything finds, also where the edit names a source of another briefing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from support.project import briefing, inputs, sources

from bindery.build import checked_records
from bindery.build.checked_records import CheckedRecords
from bindery.build.records import BriefingRecord
from bindery.edition import check_inputs
from bindery.evidence.shared_text import SHARED_TEXT
from bindery.model.names import Slug
from bindery.reading.inputs import Release
from bindery.text.problems import Problem

COPY = " ".join(f"The {word} of the long copy was seen by many" for word in "abcdefghijklmnopqrstuvwxyz")


def files(text: str) -> dict[str, Any]:
    return {
        "a/briefing.yml": briefing(summary="It is hot [@gibb-2024].", sections=[section(text)]),
        "a/sources.yml": sources("gibb-2024"),
        "b/briefing.yml": briefing(summary="It is hot [@okafor-2024]."),
        "b/sources.yml": sources("okafor-2024", "who"),
    }


def section(text: str) -> dict[str, Any]:
    return {"id": "why", "title": "Why", "content": [{"text": text, "basis": "judgement"}]}


def checked(text: str, kept: dict[str, bytes], listed: Any = None) -> tuple[CheckedRecords, list[str]]:
    """A check with what earlier ones kept, and the names of the briefings that it did not find there."""
    made: list[str] = []

    class Noted(CheckedRecords):
        def make(self, groups: Sequence[Sequence[Slug]]) -> Iterator[Iterable[BriefingRecord]]:
            made.extend(slug for group in groups for slug in group)
            return super().make(groups)

    project = inputs(files(text) | ({"a/sources.yml": listed} if listed else {}))
    return Noted("settings", project, kept.__setitem__, kept.__getitem__), made


@pytest.mark.parametrize(
    ("text", "is_quick"),
    [
        ("Because it is so.", True),
        ("Because of desk@example.org, [sic] and [it](https://example.org).", True),
        ("Because of @okafor-2024.", False),
        ("Because of @okafor-2025.", False),
        ("Because of @WHO.", False),
        ("Because of @nasa.", True),
        ("Because of [@okafor-2024].", False),
        ("Because of [see @who].", False),
        ("Because of [@gibb-2024, as @who says].", False),
        ("Because of [okafor-2024] and <who>.", False),
        ("Because. See [](b).", False),
        ("Because. See [](b#why).", False),
    ],
)
def test_a_name_may_be_that_of_a_source_which_was_not_read(text: str, is_quick: bool) -> None:
    kept: dict[str, bytes] = {}
    assert checked("Because.", kept)[1] == ["a", "b"]
    assert checked("Because.", kept)[1] == []
    found, made = checked(text, kept)
    assert ("b" not in made) == is_quick
    whole = check_inputs(inputs(files(text)))
    assert tuple(found.problems) == whole.problems
    assert found.omissions == whole.omissions


@pytest.mark.parametrize("listed", [sources("gibb-2024", "okafor-2023"), sources("new"), "sources: [\n"])
def test_after_a_source_came_or_went_the_problems_are_those_of_a_whole_check(listed: Any) -> None:
    kept: dict[str, bytes] = {}
    checked("Because.", kept)
    whole = check_inputs(inputs(files("Because.") | {"a/sources.yml": listed}))
    found, _ = checked("Because.", kept, listed)
    assert tuple(found.problems) == whole.problems
    assert found.omissions == whole.omissions


def test_what_was_kept_may_be_broken() -> None:
    kept: dict[str, bytes] = {}
    good = checked("Because.", kept)[0].problems
    for data in (b"", b"{}", b"[]", b"null", b'{"slug": "a"}', b"\xff" * 40, next(iter(kept.values()))):
        broken = dict.fromkeys(kept, data)
        assert checked("Because.", broken)[0].problems == good


def test_what_is_kept_for_another_state_is_known_by_its_name() -> None:
    kept: dict[str, bytes] = {}
    checked("Because.", kept)
    now = checked("Because it is so.", kept)[0]
    assert now.used < kept.keys()
    assert now.names == {"gibb-2024", "okafor-2024", "who", "name:a", "name:b"}


@pytest.mark.parametrize("few", [0, 64])
def test_many_briefings_are_checked_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(checked_records, "WHOLE", few)
    monkeypatch.setattr(checked_records, "FEW", 1)
    copies = {f"{slug}/snapshots/{name}.txt": COPY for slug, name in (("a", "gibb-2024"), ("b", "who"))}
    project = inputs(files("Because.") | copies)
    kept: dict[str, bytes] = {}
    for _ in range(2):
        found = CheckedRecords("settings", project, kept.__setitem__, kept.__getitem__)
        assert tuple(found.problems) == check_inputs(project).problems
        assert SHARED_TEXT in {problem.code for problem in found.problems}


def listed(*entries: tuple[str, str], origins: Sequence[str] = ()) -> dict[str, Any]:
    """A list of sources, each with its origin, if it has one, and of origins."""
    found = [
        {"id": name, "kind": "report", "title": name} | ({"origin": origin} if origin else {})
        for name, origin in entries
    ]
    return {"sources": found, "origins": [{"id": name, "title": name} for name in origins]}


IDLE = {"a/briefing.yml": briefing(summary="It is hot [@gibb]."), "a/sources.yml": sources("gibb", "idle")}
OTHER = {"b/briefing.yml": briefing(summary="Hot [@who; @shared]."), "b/sources.yml": sources("who")}
THIRD = {"c/briefing.yml": briefing(summary="It is cold [@lee]."), "c/sources.yml": sources("lee")}
FOR_ALL = {"sources.yml": sources("shared")}
ALL = IDLE | OTHER | THIRD | FOR_ALL
WITHOUT = IDLE | THIRD | FOR_ALL
CHAIN = listed(*((f"who{n}", f"who{n + 1}") for n in range(150)), ("who150", ""), ("who", ""))
MANY = sources("gibb", *(f"idle{n}" for n in range(130)))
STATES: dict[str, list[dict[str, Any]]] = {
    "another briefing cannot be read": [ALL, ALL | {"b/briefing.yml": "title: [\n"}, ALL],
    "another briefing cannot be read at first": [ALL | {"b/briefing.yml": "title: [\n"}, ALL],
    "another list cannot be read": [ALL, ALL | {"b/sources.yml": "sources: [\n"}, WITHOUT],
    "the list of all cannot be read": [ALL, ALL | {"sources.yml": "sources: [\n"}, WITHOUT],
    "the only briefing that cites a source of all is gone": [ALL, WITHOUT, ALL],
    "it cites it no more": [ALL, ALL | {"b/briefing.yml": briefing(summary="Hot [@who].")}, ALL],
    "it is a draft": [ALL, ALL | {"b/briefing.yml": briefing(summary="[@shared]", status="draft")}],
    "what another lists is the origin of a source of all": [
        ALL | {"b/sources.yml": listed(("who", ""), origins=["wire"]), "sources.yml": listed(("shared", "wire"))},
        WITHOUT | {"sources.yml": listed(("shared", "wire"))},
    ],
    "another lists a source of all": [ALL | {"b/sources.yml": sources("who", "shared")}, WITHOUT],
    "a chain of origins is too long": [
        ALL | {"b/sources.yml": CHAIN, "c/sources.yml": listed(("lee", "nowhere"))},
        ALL | {"c/sources.yml": listed(("lee", "nowhere"))},
    ],
    "a list has too many hints": [
        ALL | {"a/sources.yml": MANY},
        ALL | {"a/sources.yml": MANY, "b/briefing.yml": "title: [\n"},
        ALL | {"a/sources.yml": MANY, "sources.yml": MANY},
        WITHOUT | {"a/sources.yml": MANY},
    ],
    "a folder has no briefing": [
        *(ALL | {f"x/{name}": b"x"} for name in ("images/a.png", "notes.txt", "snapshots/q.txt")),
        WITHOUT | {"x/sources.yml": sources("shared")},
    ],
}  # fmt: skip


@pytest.mark.parametrize("options", [{}, {"release": Release("TLP:GREEN")}])
@pytest.mark.parametrize("states", STATES.values(), ids=STATES)
def test_problems_do_not_depend_on_what_was_read_together(
    states: list[dict[str, Any]], options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    warm: dict[str, bytes] = {}
    undecided = Problem("B622", "decide", path="briefings/b/briefing.yml")
    for number, state in enumerate(states):
        wrong = (undecided,) if options and number % 2 else ()
        project = inputs(state, problems=wrong, **options)
        whole = check_inputs(project)
        for most, kept in ((64, warm), (64, {}), (0, {})):
            monkeypatch.setattr(checked_records, "WHOLE", most)
            monkeypatch.setattr(checked_records, "FEW", 1)
            found = CheckedRecords("settings", project, kept.__setitem__, kept.__getitem__)
            assert tuple(found.problems) == whole.problems
            assert found.omissions == whole.omissions
