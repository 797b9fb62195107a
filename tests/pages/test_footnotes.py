"""Footnotes on a page: their letters, the links to and fro, and that no template of a project loses them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from support.project import COMPILED, TEMPLATES, as_bytes, briefing, sources

from bindery.edition import compile  # noqa: A004
from bindery.pages.footnotes import letters
from bindery.reading.inputs import Inputs

FIRST = "One[^a] two[^b] one again[^a].\n\n[^b]: Of two [@s].\n[^a]: Of one [@s]."
SECOND = {"note": {"text": "Three[^a] [@s].\n\n[^a]: Of three [@s]."}}
SECTIONS = [
    {"id": "first", "title": "First", "content": [FIRST, SECOND]},
    {"id": "second", "title": "Second", "content": ["Four[^1] [@s].\n\n[^1]: Of four [@s]."]},
]


def page(path: str, templates: dict[str, str] | None = None) -> str:
    files = {
        "briefings/x/briefing.yml": as_bytes(briefing(sections=SECTIONS)),
        "briefings/sources.yml": as_bytes(sources("s")),
    }
    made = compile(
        Inputs(
            files=files,
            templates={**TEMPLATES, **(templates or {})},
            compiled=COMPILED,
            today=date(2026, 1, 1),
        )
    )
    assert made.errors == []
    return next(one.markdown for one in made.pages if one.path == path)


def places(html: str) -> tuple[list[str], list[str]]:
    """The letters of the marks in the text, and those of the footnotes, each with its place."""
    marks = re.findall(r'href="#_fn-([^"]*)"[^>]*>([a-z]+)</a></sup>', html)
    return [f"{place} {letter}" for place, letter in marks], re.findall(r'<li id="_fn-([^"]*)"', html)


@pytest.mark.parametrize(
    ("number", "name"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")]
)
def test_letters(number: int, name: str) -> None:
    assert letters(number) == name


def test_a_section_counts_its_footnotes() -> None:
    html = page("x/first.md")
    assert places(html.partition("<template")[0]) == (["a a", "b b", "a a", "c c"], ["a", "b", "c"])
    assert [html.count(f'id="_fnref-{letter}"') for letter in "abc"] == [1, 1, 1]
    assert html.index("Of one") < html.index("Of two") < html.index("Of three")


def test_each_section_of_the_whole_briefing_has_its_own() -> None:
    marks, listed = places(page("x/print.md"))
    assert marks == ["0-a a", "0-b b", "0-a a", "0-c c", "1-a a"]
    assert listed == ["0-a", "0-b", "0-c", "1-a"]


def test_a_template_without_footnotes_loses_none() -> None:
    own = TEMPLATES["section.md.j2"].replace("footnotes()", "[]")
    assert places(page("x/first.md", {"section.md.j2": own}).partition("<template")[0])[1] == ["a", "b", "c"]
