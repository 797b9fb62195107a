"""A source as a bibliographic record: its type, names in parts, dates, and what has no field of its own."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from support.cases import each
from support.project import briefing, edition, sources

from bindery.model import vocabulary
from bindery.model.source import Author, Source
from bindery.references.record import TYPES, AuthorName, ReferenceRecord, author_name, record_of_source
from bindery.references.reference import reference_to


def record(*hashes: str, **parts: Any) -> ReferenceRecord:
    """The record of a source with these parts."""
    source = {"id": "a-source", "kind": "news", "title": "Heat"} | parts
    return record_of_source(reference_to(Source.model_validate(source)), hashes)


def test_each_kind_of_source_has_a_type() -> None:
    assert TYPES.keys() == vocabulary.SOURCE_KINDS.keys()


@each(
    ("spoken", "parts"),
    [
        ("Ana Lopez", AuthorName(given="Ana", family="Lopez")),
        ("Min-jun Lee", AuthorName(given="Min-jun", family="Lee")),
        ("J.F. van den Bosch", AuthorName(given="J.F.", particle="van den", family="Bosch")),
        ("Martin Luther King Jr.", AuthorName(given="Martin Luther", family="King", suffix="Jr.")),
        ("John Jr.", AuthorName(given="John", family="Jr.")),
        ("Seán O’Connor", AuthorName(given="Seán", family="O’Connor")),
        ("de la Cruz", AuthorName(given="de", particle="la", family="Cruz")),
        ("squidfunk", AuthorName(literal="squidfunk")),
        ("احمد رشید", AuthorName(literal="احمد رشید")),
        ("習 近平", AuthorName(literal="習 近平")),
        ("Lopez, Ana", AuthorName(literal="Lopez, Ana")),
        ("Ana and Ben", AuthorName(literal="Ana and Ben")),
        ("Ana {Lopez}", AuthorName(literal="Ana {Lopez}")),
        ("Agent 47", AuthorName(literal="Agent 47")),
    ],
)
def test_a_name_is_taken_apart_where_its_order_is_known(spoken: str, parts: AuthorName) -> None:
    assert author_name(Author(name=spoken)) == parts  # type: ignore[arg-type]
    assert parts.spoken == spoken


def test_a_body_is_never_taken_apart() -> None:
    assert author_name(Author.model_validate({"organisation": "World Bank"})) == AuthorName(
        literal="World Bank"
    )


def test_a_person_is_the_author_and_the_body_behind_them_is_noted() -> None:
    found = record(authors=[{"name": "Ana Lopez", "organisation": "World Bank"}])
    assert found.authors == (AuthorName(given="Ana", family="Lopez"),)
    assert found.notes == ("Family name not told: Ana Lopez", "Affiliation of Ana Lopez: World Bank")


@pytest.mark.parametrize(
    ("kind", "container", "publisher"),
    [("news", "Dawn", ""), ("encyclopedia", "Dawn", ""), ("report", "", "Dawn"), ("book", "", "Dawn")],
)
def test_a_paper_holds_its_reports_and_a_house_publishes_its_books(
    kind: str, container: str, publisher: str
) -> None:
    found = record(kind=kind, publisher="Dawn")
    assert (found.container, found.publisher) == (container, publisher)


@pytest.mark.parametrize(
    ("published", "parts"),
    [(None, ()), ("2024", (2024,)), ("2024-11", (2024, 11)), ("0999-01-02", (999, 1, 2))],
)
def test_a_date_is_as_exact_as_it_is_known(published: str | None, parts: tuple[int, ...]) -> None:
    assert record(published=published).issued == parts


def test_a_supplied_title_says_that_it_is_none() -> None:
    found = record(title=None)
    assert found.title == "[Untitled news report]"
    assert found.notes == ("The title is not its own and was supplied.",)


def test_copies_hashes_and_a_retraction_are_noted() -> None:
    found = record("ab12", "ab12", "", archive=["https://archive.org/x"], state="retracted")
    assert (found.archives, found.hashes, found.state) == (("https://archive.org/x",), ("ab12",), "retracted")
    assert found.notes == (
        "Withdrawn by its publisher.",
        "Archived copy: https://archive.org/x",
        "SHA-256 of the stored copy: ab12",
    )


@pytest.mark.parametrize("unseen", ["\n", "\r\n", "\u2028", "\x00", "\x85", "\ud800", "\t \x1b"])
def test_a_record_has_no_line_within_a_line(unseen: str) -> None:
    made = Source.model_construct(
        id="a", kind="news", title=f"Heat{unseen}wave", authors=(), archive=(), publisher=f"City{unseen}News"
    )
    found = record_of_source(reference_to(made))
    assert (found.title, found.container) == ("Heat wave", "City News")


def test_the_hash_is_that_of_the_snapshot() -> None:
    files = {
        "a/briefing.yml": briefing(summary="Hot [@one]."),
        "a/sources.yml": sources("one"),
        "a/snapshots/one.txt": "It is hot.\n",
    }
    site = edition(files).site
    assert site is not None
    assert site.item("one").hashes == (sha256(b"It is hot.\n").hexdigest(),)
