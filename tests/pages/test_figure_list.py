"""The page *Figures*: every figure of a briefing on a line, with its class, its statement and what carries it."""

from __future__ import annotations

import csv
import html
import io
import json
from typing import Any

from support.parsed import Element, parse
from support.project import briefing, edition

from bindery.pages.figure_list import CLASSES, around

SOURCES = {"sources": [{"id": "gibb", "kind": "news", "title": "Notes", "published": "2024-08-02"}]}
TABLE = b"year,deaths\n2022,700\n"
MADE: dict[str, Any] = briefing(
    title="Heat",
    summary="980 people died [#toll], and 46 towns were hot.",
    date="2001",
    key_points=[
        {
            "id": "toll",
            "text": "The heat killed **980** people in August 2024, a rise of 40 per cent.",
            "evidence": [
                {"source": "gibb", "quote": "980 people had died in the heat"},
                {"source": "gibb", "cell": "2022;deaths"},
            ],
            "calculation": "(980 - 700) / 700 = 40 %",
        },
        {"id": "hurt", "text": "It hurt 300.", "allow_figures": {"300": "by telephone"}},
    ],
    datasets=[{"id": "d", "title": "Deaths", "unit": "people", "series": [
        {"name": "Gibb", "points": [{"x": "2024", "y": "980", "source": "gibb"},
                                    {"x": "2022", "y": "700", "source": "gibb", "cell": "B2"}]}]}],
)  # fmt: skip


def made(**parts: Any) -> dict[str, Any]:
    """The files of the project."""
    return {
        "heat/briefing.yml": {**MADE, **parts},
        "heat/sources.yml": SOURCES,
        "heat/snapshots/gibb.csv": TABLE,
    }


def rows(files: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of the file `figures.csv`."""
    text = edition(files).files["heat/figures.csv"].decode("utf-8-sig")  # type: ignore[index]
    return list(csv.DictReader(io.StringIO(text)))


def page(files: dict[str, Any]) -> str:
    """The Markdown of the page."""
    return next(page.markdown for page in edition(files).pages if page.path == "heat/figures.md")


def by_class(shown: Element, name: str) -> list[Element]:
    """The elements of a page with a class."""
    return [element for element in shown.walk() if name in element.classes]


def test_each_figure_has_its_class_and_what_carries_it() -> None:
    found = [(row["figure"], row["class"], row["stated in"], row["page"]) for row in rows(made())]
    assert found == [
        ("980", "reworded", "summary", "heat/#_p-s-1"),
        ("46", "missing", "summary", "heat/#_p-s-1"),
        ("980", "reworded", "claim", "heat/claims/toll/"),
        ("August 2024", "dated", "claim", "heat/claims/toll/"),
        ("40", "computed", "claim", "heat/claims/toll/"),
        ("300", "declared", "claim", "heat/claims/hurt/"),
        ("980", "dataset", "value", "heat/#_data-d"),
        ("700", "cell", "value", "heat/#_data-d"),
    ]
    by_figure = {(row["figure"], row["stated in"]): row for row in rows(made())}
    assert by_figure["980", "claim"]["quote"] == "980 people had died in the heat"
    assert by_figure["980", "summary"]["claim"] == "toll"
    assert by_figure["August 2024", "claim"]["source"] == "gibb"
    assert by_figure["300", "claim"]["reason"] == "by telephone"
    assert by_figure["700", "value"]["cell"] == "B2"


def told(text: str, quote: str) -> dict[str, Any]:
    """A project with one claim and its quotation."""
    evidence = [{"source": "gibb", "quote": quote}]
    points = [{"id": "toll", "text": text, "evidence": evidence}]
    return {"heat/briefing.yml": briefing(key_points=points), "heat/sources.yml": SOURCES}


def test_readers_are_told_which_claims_are_in_the_authors_words() -> None:
    words = "The claim is in the authors' words."
    for text, own in (("In all 980 people died.", True), ("980 people had died in the heat.", False)):
        files = told(text, "980 people had died in the heat")
        made = edition(files)
        card = html.unescape(made.files["heat/claims/toll/index.html"].decode())  # type: ignore[index]
        published = json.loads(made.files["heat/briefing.json"])["claims"][0]  # type: ignore[index]
        assert (words in card, published.get("own_words", False)) == (own, own)
        assert [row["class"] for row in rows(files)] == ["reworded" if own else "quoted"]


def test_a_claim_without_a_quotation_is_in_no_ones_words() -> None:
    (claim,) = json.loads(
        edition({"heat/briefing.yml": briefing(key_points=[{"id": "hot", "text": "It was hot."}])}).files[
            "heat/briefing.json"
        ]
    )["claims"]  # type: ignore[index]
    assert "own_words" not in claim


def test_a_figure_that_several_rules_contradict_is_listed_once() -> None:
    quote = "Heavy rain killed 41 people and left 17 missing, the agency said"
    found = [
        tuple(row.values()) for row in rows(told("The rains left 41 people missing and killed 17.", quote))
    ]
    assert len(found) == len(set(found)) == 2


def test_the_page_counts_the_classes_and_links_each_statement() -> None:
    shown = parse(page(made()))
    counts = " ".join(by_class(shown, "bd-figures__counts")[0].text.split())
    assert counts.startswith(
        "8 figures: 1 not found in anything cited, 2 quoted and told in the authors' words, 1 in a table, 1 computed,"
    )
    links = [link.attributes["href"] for link in by_class(shown, "bd-figures__figure")]
    assert "../claims/toll/" in links
    assert len(links) == 8


def test_a_briefing_without_figures_has_no_such_page() -> None:
    plain = {"heat/briefing.yml": briefing()}
    assert not [page for page in edition(plain).pages if page.path == "heat/figures.md"]
    assert "heat/figures.csv" not in edition(plain).files


def test_a_cell_of_a_table_that_is_not_stored_is_not_compared() -> None:
    files = made()
    del files["heat/snapshots/gibb.csv"]
    assert "not machine-checked" in page(files)
    assert "not machine-checked" not in page(made())
    assert "verified in cell" not in page(files)


def test_the_reason_of_a_declared_figure_stands_with_its_claim() -> None:
    there = edition(made())
    (printed,) = (page.markdown for page in there.pages if page.path == "heat/print.md")
    for text in (printed, there.files["heat/claims/hurt/index.html"].decode()):  # type: ignore[index]
        shown = by_class(parse(text), "bd-allowed")[0].text
        assert " ".join(shown.split()) == "Figures without a source 300: by telephone"


def test_every_class_has_words_for_readers() -> None:
    assert all(len(words) == 3 and all(words) for words in CLASSES.values())


def test_an_excerpt_is_cut_between_words_and_keeps_the_figure() -> None:
    text = "word " * 40 + "46" + " word" * 40
    shown = around(text, 200, 202)
    assert (shown.figure, shown.before[:2], shown.after[-2:]) == ("46", "… ", " …")
    assert len(shown.before) < 70


def test_every_figure_links_to_a_place_that_is_there_and_a_reason_stands_there_once() -> None:
    """In each kind of block, also in titles of comparisons and disputes, and in outcomes."""
    content = [
        {"chart": "d", "caption": "In all 1,111 [#toll]."},
        {"table": "d", "id": "again", "caption": "In all 1,112 [#toll]."},
        {
            "compare": {"claims": ["toll", "hurt"], "title": "From 1,113 on"},
            "caption": "In all 1,114 [#toll].",
        },
        {"note": {"title": "All 1,115", "text": "In all 1,116 [#toll]."}},
        "By our count, 9 of 10 were empty [#toll].",
    ]
    allowed = {"9 of 10": "Our own count.", **{f"{n:,}": "A trial." for n in range(1111, 1117)}}
    section = {"id": "why", "title": "Why", "content": content, "allow_figures": allowed}
    question = {
        "id": "q",
        "text": "Why?",
        "outcome": {"state": "answered", "date": "2024-09-02", "reason": "1,118."},
    }
    compiled = edition(
        made(
            sections=[section],
            questions=[question],
            disputes=[{"id": "rivals", "title": "All 1,117", "claims": ["toll", "hurt"]}],
            allow_figures={"1,117": "Of the desk.", "1,118": "Of the desk too."},
        )
    )
    pages = {page.path: html.unescape(page.markdown) for page in compiled.pages}
    text = compiled.files["heat/figures.csv"].decode("utf-8-sig")  # type: ignore[index]
    listed = {row["figure"]: row for row in csv.DictReader(io.StringIO(text))}
    assert {f"{n:,}" for n in range(1111, 1119)} | {"9", "10"} <= listed.keys()
    for row in listed.values():
        address, _, anchor = row["page"].partition("#")
        shown = pages.get(f"{address.rstrip('/')}.md", pages.get(f"{address}index.md", ""))
        assert not anchor or not shown or f'id="{anchor}"' in shown or "_p-" in anchor, row
    assert "<strong>9, 10</strong>: Our own count" in pages["heat/why.md"]
    assert pages["heat/why.md"].count("Our own count") == 1
    assert "Of the desk" in pages["heat/index.md"]
    assert "Of the desk too." in pages["heat/index.md"]


def test_a_note_that_makes_a_value_a_limit_stands_below_the_chart() -> None:
    point = {"x": "2024", "y": "980", "source": "gibb", "note": "At least 980."}
    plain = {"x": "2022", "y": "700", "source": "gibb", "note": "Counted by hand."}
    data = {**MADE["datasets"][0], "series": [{"name": "Gibb", "points": [point, plain]}]}
    section = {"id": "why", "title": "Why", "content": [{"chart": "d"}]}
    compiled = edition(made(datasets=[data], sections=[section]))
    (shown,) = [page.markdown for page in compiled.pages if page.path == "heat/why.md"]
    assert '<p class="bd-data__line">2024: At least 980.</p>' in shown
    assert "2022: Counted by hand." not in shown
