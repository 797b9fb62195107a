"""Likely ties, found in raw text, have every tie that reading finds."""

from __future__ import annotations

from typing import Any

from support import shards
from support.cases import each
from support.project import inputs, sources

from bindery.build import interface
from bindery.build.likely_ties import likely_needed, likely_ties
from bindery.evidence.graph import Graph
from bindery.reading.project import read_project

SPELLINGS = {  # of a source's id, in the list that defines it
    "as it is": "sources:\n  - id: okafor-2024\n    kind: news\n    title: A\n    publisher: B\n",
    "in single quotes": "sources:\n  - id: 'okafor-2024'\n    kind: news\n    title: A\n    publisher: B\n",
    "in double quotes": 'sources:\n  - id: "okafor-2024"\n    kind: news\n    title: A\n    publisher: B\n',
    "in JSON": '{"sources": [{"id": "okafor-2024", "kind": "news", "title": "A", "publisher": "B"}]}',
    "in braces": "sources: [{kind: news, id: okafor-2024, title: A, publisher: B}]",
    "with its letters as numbers": (
        'sources:\n  - id: "okafor-\\u0032024"\n    kind: news\n    title: A\n    publisher: B\n'
    ),
    "with spaces": "sources:\n  -   id :   okafor-2024\n      kind: news\n      title: A\n      publisher: B\n",
    "with a comment": "sources:\n  - id: okafor-2024 # x\n    kind: news\n    title: A\n    publisher: B\n",
    "in Windows lines": "sources:\r\n  - id: okafor-2024\r\n    kind: news\r\n    title: A\r\n    publisher: B\r\n",
}


def missed(files: dict[str, Any]) -> set[tuple[str, str]]:
    """Each two briefings that are tied by what reading finds, though not by what their raw text shows."""
    of = inputs(files, drafts=True)
    project, problems = read_project(of)
    assert not problems
    exact = interface.ties(project, Graph(project))
    return {
        (slug, other)
        for slug in exact
        for other in interface.tied_briefings(exact, [slug]) - likely_needed(of.files, [slug])
    }


def test_no_tie_of_a_project_is_missed() -> None:
    assert missed(dict(shards.FILES)) == set()


@each("spelling", SPELLINGS)
def test_a_source_ties_however_its_id_is_written(spelling: str) -> None:
    files = {**shards.FILES, "fourth/sources.yml": SPELLINGS[spelling].encode()}
    files["fourth/briefing.yml"] = shards.FILES["third/briefing.yml"]
    assert missed(files) == set()


def test_a_stored_copy_ties() -> None:
    files = {
        **shards.FILES,
        "large/snapshots/okafor-2024.txt": b"The copy.\n",
        "renamed/sources.yml": sources("mine"),
    }
    of = inputs(files)
    assert {"large", "third", "fourth"} <= likely_needed(of.files, ["large"])
    assert "renamed" not in likely_needed(of.files, ["large"])


def test_entries_of_the_shared_list_tie_only_those_who_use_them() -> None:
    ties = likely_ties(inputs(dict(shards.FILES)).files)
    assert interface.tied_briefings(ties, ["large"]) & {"first", "third", "renamed"} == set()
