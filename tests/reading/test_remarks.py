"""Remarks of authors to themselves, such as `[@todo check the year]`: they are reported, and never published."""

from __future__ import annotations

import re

import pytest
from site_wide.hostile import corpus
from support.cases import each
from support.project import TODAY, briefing, edition, inputs

from bindery.edition import compile  # noqa: A004  its own name
from bindery.reading.remarks import TODO, without_remarks


@each(
    "written, published",
    [
        ("It is hot. [@todo check the year]", "It is hot."),
        ("It is hot [@todo which year?] here.", "It is hot here."),
        ("It is hot. @todo check the year", "It is hot."),
        ("It is hot. @TODO: check\nIt was.", "It is hot.\nIt was."),
        ("@todo all of it", ""),
        ("[@Todo] It is hot.", " It is hot."),
        ("It is hot [@gibb, p. 4] [@todo p. 5?].", "It is hot [@gibb, p. 4]."),
        ("year [@todo a] and [@todo b] place", "year and place"),
        ("گرمی ہے۔ [@todo جانچیں]", "گرمی ہے۔"),
        ("mail desk@todo.example", "mail desk@todo.example"),
        ("[@todolist]", "[@todolist]"),
        ("a todo", "a todo"),
    ],
)
def test_a_remark_goes_and_the_rest_stays(written: str, published: str) -> None:
    assert without_remarks(written) == published


def test_each_remark_is_reported_where_it_is() -> None:
    made = edition({"a/briefing.yml": briefing(subtitle="Sub [@todo one]", question="Why? @todo two")})
    found = [(p.severity, p.span.content) for p in made.problems if p.code == TODO and p.span]
    assert found == [("hint", "@todo one"), ("hint", "@todo two")]


@pytest.mark.slow
def test_no_remark_is_published_from_any_field() -> None:
    places = corpus.places()
    canaries = {place: f"zq{number:04d}xk" for number, place in enumerate(places)}
    for form in ("{} [@todo {}]", "{} @todo: {}"):
        texts = {
            place: form.format(corpus.fitting(place, "word"), canary) for place, canary in canaries.items()
        }
        made = inputs({}, today=TODAY)
        made = compile(type(made)(**{**vars(made), "files": corpus.filled(texts)}))
        assert [problem.message for problem in made.errors] == []
        assert len(made.pages) > 10
        shown = "".join(page.markdown for page in made.pages).encode() + b"".join(made.files.values())
        assert re.findall(rb"zq\d{4}xk", shown) == []
