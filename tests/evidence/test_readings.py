"""A reading that authors record is shown where no machine compared the words, and never as more than it is."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import Site, briefing, edition, page_of_claim

from bindery.cli import main
from bindery.evidence.readings import readings_of
from bindery.model.source import Passage, Reading, Source
from bindery.pages.reading_words import reading_in_words

READ = {"date": "2026-11-20", "method": "in a stored copy"}
SAID = "read again in a stored copy on 20 November 2026"


def reading(method: str, day: str = "2026-11-28", **others: str) -> Reading:
    return Reading.model_validate({"date": day, "method": method, **others})


@each(
    ("recorded", "words"),
    [
        (reading("in a stored copy"), "read again in a stored copy on 28 November 2026"),
        (reading("In a stored copy."), "read again in a stored copy on 28 November 2026"),
        (
            reading("against the printed book", "2026-11"),
            "read again against the printed book in November 2026",
        ),
        (reading("in a copy", "2026"), "read again in a copy in 2026"),
        (reading("in a copy", by="A. Reader"), "read again in a copy on 28 November 2026 by A. Reader"),
        (reading("in a copy; each word, aloud"), "read again in a copy on 28 November 2026"),
        (reading("Vergleich mit dem Buch"), "read again on 28 November 2026 (Vergleich mit dem Buch)"),
        (reading("word for word"), "read again on 28 November 2026 (word for word)"),
        (reading("نسخے میں", by="م"), "read again on 28 November 2026 by م (نسخے میں)"),
        (reading("; aloud"), "read again on 28 November 2026"),
        (reading("internally"), "read again on 28 November 2026 (internally)"),
    ],
)
def test_a_reading_is_a_sentence_whatever_its_method_is(recorded: Reading, words: str) -> None:
    assert reading_in_words(recorded) == words


@given(st.text("aäß.;, کم的()<&-", min_size=1).map(lambda text: " ".join(text.split())))
def test_any_method_is_shown(method: str) -> None:
    words = reading_in_words(reading(f"x{method}"))
    assert words.startswith("read again ")
    assert "28 November 2026" in words
    shown = f"x{method}".split(";", 1)[0].strip().rstrip(".").casefold()
    assert shown in words.casefold()


def source(quote: str, *, on_source: bool = False, on_passage: bool = False) -> Source:
    passage = {"id": "p", "quote": quote, "readings": [READ] if on_passage else []}
    readings = [READ] if on_source else []
    return Source.model_validate({"id": "s", "kind": "news", "readings": readings, "passages": [passage]})


PASSAGE = "The minister did not authorise the sale, and said so twice."


@each(
    ("quote", "covered"),
    [
        (PASSAGE, True),
        ("did not authorise the sale", True),
        ("The  minister did not", True),
        ("said so twice", True),
        ("did […] authorise", False),
        ("did [then] authorise", False),
        ("[The] minister", False),
        ("the minister did", False),
        ("said so", True),
        ("id so tw", False),
        ("said so twice. And", False),
        ("something else", False),
    ],
)
def test_a_reading_of_a_passage_covers_its_unbroken_parts(quote: str, covered: bool) -> None:
    assert bool(readings_of(source(PASSAGE, on_passage=True), quote)) is covered
    assert readings_of(source(PASSAGE, on_source=True), quote), "a reading of a source covers every quotation"
    assert not readings_of(source(PASSAGE), quote)


def test_the_newest_reading_comes_first_and_each_comes_once() -> None:
    old, new = reading("in a book", "2024"), reading("in a copy", "2025-01")
    passages = (Passage.model_validate({"id": "p", "quote": "hot", "readings": [new, old]}),)
    read = Source.model_validate({"id": "s", "kind": "news", "readings": [old], "passages": passages})
    assert readings_of(read, "hot") == [new, old]


def files(**parts: Any) -> dict[str, Any]:
    """A briefing with three quotations: of a passage that was read, of a part of it, and of other words."""
    words = ("so very hot today", "very hot", "and cold")
    evidence = [{"source": "s", "quote": quote} for quote in words]
    claims = [{"id": "hot", "text": "It is hot.", "evidence": evidence}]
    passages = [{"id": "p", "quote": words[0], "readings": [READ]}]
    listed = {"sources": [{"id": "s", "kind": "news", "published": "2026", "passages": passages, **parts}]}
    return {"a/briefing.yml": briefing(claims=claims, key_points=["hot"]), "a/sources.yml": listed}


def test_pages_show_a_reading_instead_of_the_bare_mark() -> None:
    made = edition(files())
    pages = {page.path: page.markdown for page in made.pages}
    pages["claim"] = page_of_claim(made, "a", "hot")
    for path in ("claim", "a/print.md", "sources/s.md"):
        assert pages[path].count(f"{SAID}; not compared by machine") == 2, path
        assert pages[path].count(">not machine-checked</span>") == 1, path
    overview = pages["a/index.md"]
    assert "<strong>2</strong> quotations read again" in overview
    assert "<strong>1</strong> quotation not machine-checked" in overview
    assert "2 of 3 quotations on this page" in pages["sources/s.md"]


def test_a_verified_quotation_is_not_called_read_again() -> None:
    stored = {**files(), "a/snapshots/s.txt": "It was so very hot today, and cold."}
    pages = {page.path: page.markdown for page in edition(stored).pages}
    assert "not compared by machine" not in "".join(pages.values())
    assert SAID not in pages["a/claims.md"]
    assert "Read again</dt><dd>20 November 2026: in a stored copy" in pages["sources/s.md"]


def test_the_data_have_each_reading_and_no_other_outcome() -> None:
    made = edition(files(readings=[{"date": "2026-01", "method": "aloud", "by": "A. Reader"}]))
    exported = {str(path): data for path, data in made.files.items()}
    data = json.loads(exported["a/briefing.json"])
    whole = {"date": "2026-01", "method": "aloud", "by": "A. Reader"}
    shown = [piece["passage"]["verification"] for piece in data["claims"][0]["evidence"]]
    assert shown[0] == {"outcome": "unchecked", "readings": [READ, whole]}
    assert shown[2] == {"outcome": "unchecked", "readings": [whole]}
    assert data["sources"][0]["readings"] == [whole]
    assert data["counts"]["quotations"] == {"unchecked": 3}
    assert data["counts"]["read_again"] == 3
    row = next(csv.DictReader(exported["a/claims.csv"].decode("utf-8-sig").splitlines()))
    assert row["read again"] == "3"


def test_the_csv_of_a_dataset_says_how_each_quotation_was_checked() -> None:
    points = [
        {"x": str(n), "y": n, "source": "s", "quote": words} for n, words in ((1, "very hot"), (2, "cold"))
    ]
    points.append({"x": "3", "y": 3, "source": "s"})
    dataset = {"id": "d", "title": "Heat", "unit": "degrees", "series": [{"name": "One", "points": points}]}
    project = files()
    project["a/briefing.yml"] = briefing(datasets=[dataset])
    exported = {str(path): data.decode() for path, data in edition(project).files.items()}
    _, *rows = exported["a/data/d.csv"].splitlines()
    assert f"very hot,{SAID}," in rows[0]
    assert "cold,not machine-checked," in rows[1]


def test_coverage_counts_what_was_read_again(site: Site) -> None:
    for path, content in files().items():
        site.write(f"briefings/{path}", content)
    ran = CliRunner().invoke(main, ["coverage", "-C", str(site.root)])
    assert "3: 3 not machine-checked (2 of them read again)" in ran.output


@each(
    ("day", "published", "codes"),
    [
        ("2026-11-22", "2026-11-22", []),
        ("2026-11-23", "2026-11-22", ["B380"]),
        ("2026-12", "2026", ["B380"]),
        ("2027", None, ["B380"]),
        ("2026", "2026-11-22", []),
        ("2026-11", "2026-11-22", []),
        ("2026-10", "2026-11-22", ["B382"]),
        ("2025", "2026-11-22", ["B382"]),
        ("2025-12-31", "2026", ["B382"]),
        ("2025-12-31", None, []),
    ],
)
def test_a_reading_is_neither_in_the_future_nor_before_its_source(
    day: str, published: str | None, codes: list[str]
) -> None:
    dated = {"published": published} if published else {}
    listed = {"id": "s", "kind": "news", "readings": [{"date": day, "method": "aloud"}], **dated}
    project = {"a/briefing.yml": briefing(), "a/sources.yml": {"sources": [listed]}}
    found = edition(project, today=date(2026, 11, 22)).problems
    assert [problem.code for problem in found if problem.code in ("B380", "B382")] == codes


@pytest.mark.parametrize(
    "wrong", [{"date": "2026"}, {"method": "aloud"}, {"date": "soon", "method": "aloud"}]
)
def test_a_reading_needs_a_date_and_a_method(wrong: dict[str, str]) -> None:
    assert edition(files(readings=[wrong])).errors
