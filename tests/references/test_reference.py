"""A source as readers see it: dates in words, names in a line, and a title supplied where it has none."""

from __future__ import annotations

from typing import Any

import pytest

from bindery.model.source import Author, Source
from bindery.references.reference import author_line, date_in_words, dates_in_words, reference_to


def source(**parts: Any) -> Source:
    return Source.model_validate({"id": "a-source", "kind": "news"} | parts)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024", "2024"),
        ("2024-11", "November 2024"),
        ("2024-11-21", "21 November 2024"),
        ("2024-01-01", "1 January 2024"),
        ("0999-12-09", "9 December 0999"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(date: str, words: str) -> None:
    assert date_in_words(date) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-11-21", None, "21 November 2024"),
        ("2024-11-21", "2024-11-21", "21 November 2024"),
        ("2024-11-21", "2024-11-24", "21–24 November 2024"),
        ("2024-11-21", "2024-12-01", "21 November 2024 – 1 December 2024"),
        ("2024-11", "2024-12", "November 2024 – December 2024"),
        ("2024", "2025-01", "2024 – January 2025"),
    ],
)
def test_a_stretch_of_time_does_not_say_a_month_twice(start: str, end: str | None, words: str) -> None:
    assert dates_in_words(start, end) == words


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        ([], ""),
        ([{"name": "Ana"}], "Ana"),
        ([{"name": "Ana"}, {"name": "Ben"}], "Ana and Ben"),
        ([{"name": "Ana"}, {"name": "Ben"}, {"name": "Cem"}], "Ana, Ben and Cem"),
        ([{"organisation": "World Bank"}], "World Bank"),
        ([{"name": "Ana", "organisation": "World Bank"}], "Ana (World Bank)"),
    ],
)
def test_names_stand_in_one_line(authors: list[dict[str, str]], line: str) -> None:
    assert author_line(tuple(Author.model_validate(author) for author in authors)) == line


@pytest.mark.parametrize(
    ("parts", "title", "heading"),
    [
        (
            {"publisher": "Dawn", "published": "2024-05-03", "passages": ["The ferry ran aground."]},
            "“The ferry ran aground.”",
            "Dawn, 3 May 2024: “The ferry ran aground.”",
        ),
        (
            {"publisher": "Dawn", "passages": ["the year that saw the ferry run aground, at the mole"]},
            "“the year that saw the ferry run aground …”",
            "Dawn, undated: “the year that saw the ferry run aground …”",
        ),
        ({"authors": ["Ana"], "passages": ["One.", "Two."]}, "“One.”", "Ana, undated: “One.”"),
        ({"passages": ["One."]}, "“One.”", "News report, undated: “One.”"),
        (
            {"publisher": "Dawn", "passages": ["[…]"]},
            "Untitled news report",
            "Dawn: untitled news report, undated",
        ),
        ({"published": "2024"}, "Untitled news report", "Untitled news report, 2024"),
        ({"kind": "interview", "publisher": "X"}, "Untitled interview", "X: untitled interview, undated"),
    ],
)
@pytest.mark.parametrize(
    "address", [None, "https://x.org/", "https://x.org/2024/3150094-46-hurt-as-ferry-runs-agroun.html"]
)
def test_a_missing_title_is_never_made_of_an_address(
    parts: dict[str, Any], title: str, heading: str, address: str | None
) -> None:
    passages = [{"id": f"p{n}", "quote": quote} for n, quote in enumerate(parts.get("passages", ()))]
    reference = reference_to(source(**{**parts, "passages": passages}, url=address))
    assert (reference.title, reference.heading, reference.supplied) == (title, heading, True)


def test_a_title_that_is_known_is_left_alone() -> None:
    reference = reference_to(source(title="A title", url="https://x.org/one-two-three-four"))
    assert (reference.title, reference.heading, reference.supplied) == ("A title", "A title", False)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.dawn.com/news/1", "dawn.com"),
        ("https://DAWN.com:8443/", "dawn.com"),
        ("http://b.c.d/", "b.c.d"),
        ("https://dаwn.com/", "xn--dwn-6cd.com"),  # the second letter is Cyrillic
        (None, ""),
    ],
)
def test_a_host_shows_as_what_it_is(address: str | None, host: str) -> None:
    assert reference_to(source(url=address)).host == host


def test_what_is_not_known_is_said_to_be_unknown_or_left_out() -> None:
    reference = reference_to(source())
    assert (reference.published, reference.accessed, reference.authors, reference.publisher) == (
        "undated",
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("parts", "short"),
    [
        ({"publisher": "Dawn", "published": "2024-01"}, "Dawn, January 2024"),
        ({"authors": ["Ana"], "published": "2024"}, "Ana, 2024"),
        ({"title": "On heat"}, "On heat, undated"),
        ({"publisher": "Dawn", "authors": ["Ana"]}, "Dawn, undated"),
    ],
)
def test_the_short_form_says_who_and_when(parts: dict[str, Any], short: str) -> None:
    assert reference_to(source(**parts)).short == short
