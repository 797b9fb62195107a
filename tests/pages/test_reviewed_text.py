"""A text under review on its pages and in the data: each sentence with the statuses of its claims."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.parsed import Element, parse
from support.project import briefing, edition, sources

from bindery.edition import Edition

EVIDENCE = {
    "solid": [("a", "supports"), ("b", "supports")],
    "disputed": [("a", "supports"), ("b", "disputes")],
    "against": [("a", "disputes")],
    "one": [("a", "supports")],
    "bare": [],
}
CLAIMS = [
    {
        "id": key,
        "text": f"It is {key}.",
        "evidence": [{"source": name, "stance": stance} for name, stance in pieces],
    }
    for key, pieces in EVIDENCE.items()
]
TEXT = "# What they say\n\nIt rained. It snowed, “they say”; it froze.\n\n- سڑک بند ہے۔\n- Nobody checked this.\n- Was it cold?"
SENTENCES = [
    {"words": "It rained", "claims": ["solid", "disputed", "against", "bare"], "note": "See [@a]."},
    {"words": "It snowed", "claims": ["solid", "one"]},
    {"words": "it froze", "claims": ["bare"]},
    {"words": "سڑک بند ہے", "claims": ["solid"]},
    {"words": "Was it cold?", "not_checked": "It is a question."},
]


def compiled(**more: Any) -> Edition:
    annotation = {"title": "The note", "source": "c", "text": TEXT, "sentences": SENTENCES} | more
    block = {
        "annotate": {key: value for key, value in annotation.items() if value},
        "caption": "As printed [@c].",
    }
    return edition(
        {
            "heat/briefing.yml": briefing(
                claims=CLAIMS,
                key_points=["solid"],
                sections=[{"id": "note", "title": "The note", "content": [block]}],
            ),
            "heat/sources.yml": sources("a", "b", "c"),
        }
    )


@pytest.fixture(scope="module")
def made() -> Edition:
    return compiled()


def page(made: Edition, path: str) -> Element:
    return parse(next(page.markdown for page in made.pages if page.path == path))


@pytest.mark.parametrize("path", ["heat/note.md", "heat/print.md"])
def test_every_sentence_is_shown_with_a_word_for_its_status(made: Edition, path: str) -> None:
    block = page(made, path).first("figure", class_="bd-reviewed")
    said = [" ".join(link.text.split()) for link in block.all("a", class_="bd-marked")]
    assert said == [
        "It rained. 1 contradicted, unsupported, contested, corroborated",
        "It snowed, 2 single origin, corroborated",
        "it froze. 3 unsupported",
        "سڑک بند ہے۔ 4 corroborated",
        "Nobody checked this. 5 not checked",
        "Was it cold? 6 not checked",
    ]
    assert "“they say”; " in block.text
    tally = " ".join(block.first("ul", class_="bd-reviewed__tally").text.split())
    assert tally == "6 statements: 1 contradicted 1 unsupported 1 single origin 1 corroborated 2 not checked"


@pytest.mark.parametrize("path", ["heat/note.md", "heat/print.md"])
def test_every_sentence_leads_to_a_note_with_all_of_its_claims(made: Edition, path: str) -> None:
    whole = page(made, path)
    links = whole.all("a", class_="bd-marked")
    notes = [whole.by_id(link.attributes["href"].removeprefix("#")) for link in links]
    assert [link.attributes["data-note"] for link in links] == [
        note.attributes["id"] for note in notes if note
    ]
    words = [" ".join(note.text.split()) for note in notes if note]
    assert len(words) == len(links)
    assert [words[0].index(f"It is {key}.") for key in ("against", "bare", "disputed", "solid")] == sorted(
        words[0].index(f"It is {key}.") for key in EVIDENCE if key != "one"
    )
    assert "See" in words[0]
    assert "No claim here is about these words." in words[4]
    assert "It is a question." in words[5]


def test_the_data_has_the_text_whole(made: Edition) -> None:
    (review,) = json.loads(made.files["heat/briefing.json"])["reviews"]
    assert review["text"].split("\n\n")[0] == "What they say"
    assert [sentence["words"] for sentence in review["sentences"]][3] == "سڑک بند ہے"
    assert review["sentences"][0]["claims"] == ["against", "bare", "disputed", "solid"]
    assert review["sentences"][5]["reason"] == "It is a question."


def test_the_source_and_the_claims_lead_to_the_text(made: Edition) -> None:
    assert "Reviewed sentence by sentence" in page(made, "sources/c.md").text
    view = made.site and made.site.briefings["heat"]
    assert view
    assert [link.title for link in view.sections_with("against")] == ["The note"]


def test_an_urdu_text_runs_from_right_to_left() -> None:
    block = page(compiled(language="ur"), "heat/note.md").first("figure", class_="bd-reviewed")
    paragraphs = block.all("p", class_="bd-reviewed__text")
    assert {(p.attributes["lang"], p.attributes["dir"]) for p in paragraphs} == {("ur", "rtl")}
    assert all(status.attributes["lang"] == "en" for status in block.all("span", class_="bd-marked__status"))


def test_a_stored_copy_that_may_be_shown_is_the_text() -> None:
    listed = sources("a", "b", "c")
    listed["sources"][2] |= {"show": "full", "licence": "CC0-1.0", "language": "en"}
    block = {"annotate": {"title": "The note", "source": "c", "sentences": SENTENCES[:1]}}
    found = edition(
        {
            "heat/briefing.yml": briefing(
                claims=CLAIMS,
                key_points=["solid"],
                sections=[{"id": "note", "title": "The note", "content": [block]}],
            ),
            "heat/sources.yml": listed,
            "heat/snapshots/c.txt": TEXT.encode(),
        }
    )
    assert {problem.code for problem in found.problems if problem.severity == "error"} == set()
    assert "“they say”; it froze" in page(found, "heat/note.md").text
