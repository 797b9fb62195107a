"""Words in quotation marks in claims and texts are in the sources that these cite, in the marks of every language."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import project

from bindery.evidence.quoted_in_text import quoted_words

SOURCE = "The harbour board sold the quay in May 2021. Nobody was told of it for a year, the clerk wrote.\n"
TRUE = "The harbour board sold the quay in May"
FALSE = "The harbour board gave the quay away"
MARKS = ("“”", "‘’", "„“", "„”", "«»", "»«", "‹›", "「」", "『』", "”” ", '""', "''")


def told(source: dict[str, Any] | None = None, **parts: Any) -> list[str]:
    """What is said of words in quotation marks in a briefing with these parts."""
    about = {"id": "s", "kind": "report", "title": "The long winter of the harbour board", "language": "en"}
    files = {
        "heat/briefing.yml": project.briefing(**parts),
        "heat/sources.yml": {"sources": [about | (source or {})]},
        "heat/snapshots/s.txt": SOURCE.encode(),
    }
    made = project.edition(files, templates=project.BARE)
    return [problem.help for problem in made.problems if problem.code == "B349"]


def text(words: str) -> dict[str, Any]:
    """A section with a paragraph of these words."""
    return {"sections": [{"id": "why", "title": "Why", "content": [words]}]}


@pytest.mark.parametrize("pair", MARKS)
def test_marks_of_every_language_are_read(pair: str) -> None:
    assert len(told(**text(f"He wrote {pair[0]}{FALSE}{pair[1]} [@s]."))) == 1
    assert told(**text(f"He wrote {pair[0]}{TRUE}{pair[1]} [@s].")) == []


PLACES = {
    "claim": lambda w: {
        "key_points": [{"id": "hot", "text": f"He wrote “{w}”.", "evidence": [{"source": "s"}]}]
    },
    "speech": lambda w: {"key_points": [{"id": "hot", "text": f"He wrote “{w}”.", "made_by": ["s"]}]},
    "note": lambda w: {
        "key_points": [{"id": "hot", "text": "It is.", "note": f"“{w}”", "evidence": [{"source": "s"}]}]
    },
    "title": lambda w: {"title": f"“{w}”", **text("It was sold [@s].")},
    "summary": lambda w: {"summary": f"“{w}” [@s]."},
    "event": lambda w: {
        "events": [{"id": "e", "date": "2021-05", "title": f"“{w}”", "evidence": [{"source": "s"}]}]
    },
    "emphasis": lambda w: text(f"He wrote *“{w}”* [@s]."),
    "link": lambda w: text(f"He wrote [“{w}”](https://example.org/) [@s]."),
    "table": lambda w: text(f"| a | b |\n|---|---|\n| “{w}” | x [@s] |"),
    "footnote": lambda w: text(f"It was sold [@s].[^a]\n\n[^a]: “{w}” [@s]."),
    "mention": lambda w: {
        "key_points": [{"id": "hot", "text": "It is.", "evidence": [{"source": "s"}]}],
        **text(f"He wrote “{w}” [#hot]."),
    },
}


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_looked_at(place: str) -> None:
    assert len(told(**PLACES[place](FALSE))) == 1
    assert told(**PLACES[place](TRUE)) == []


@pytest.mark.parametrize(
    "words",
    [
        "“the harbour board sold the quay in May”",
        "“The harbour board sold the quay in May,”",
        "“[T]he harbour board sold the quay”",
        "“The harbour board … in May 2021”",
        "“The harbour board […] in May 2021”",
        "“…sold the quay in May 2021…”",
        "“the quay of nobody”",
        "“The Long Winter of the Harbour Board”",
    ],
)
def test_what_people_change_when_they_quote_in_a_text_does_not_matter(words: str) -> None:
    assert told(**text(f"He wrote {words} [@s].")) == []


def test_only_what_is_certain_is_told() -> None:
    false = text(f"He wrote “{FALSE}” [@s].")
    assert told({"language": "fr"}, **false) == []  # the author may have translated it


@given(st.text("ab “”„«»‹›'’‘\"[]…", max_size=40))
def test_any_marks_can_be_read(words: str) -> None:
    assert all(len(found.split()) > 1 for found in quoted_words(words))
