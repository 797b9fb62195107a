"""References in two styles, as Chicago and Vancouver have them: in the list and in prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.parsed import Element, parse
from support.project import ROOT, briefing, edition

from bindery.model.reference_style import AUTHOR_DATE, NUMBERED, ReferenceStyle
from bindery.model.source import Source
from bindery.references.author_labels import citation_labels
from bindery.references.reference import reference_to

CASES: list[dict[str, Any]] = yaml.load(  # as the format reads YAML: nothing is guessed
    (ROOT / "tests/references/citing/cases.yml").read_text("utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506  it makes nothing but text, lists and mappings
)


def pages(style: str, sources: list[Mapping[str, Any]], **parts: Any) -> dict[str, str]:
    """The pages of a briefing that cites these sources, the first of them alone and first."""
    return compiled(style, {"heat": (sources, parts)})


def compiled(
    style: str, told: Mapping[str, tuple[list[Mapping[str, Any]], Mapping[str, Any]]]
) -> dict[str, str]:
    """The pages of briefings, each with sources and parts of its own; ids begin with `s`, or the briefing's name."""
    files: dict[str, Any] = {}
    for slug, (sources, parts) in told.items():
        begin = "s" if slug == "heat" else slug
        named = [{"id": f"{begin}-{number}", **source} for number, source in enumerate(sources)]
        cited = " ".join(f"It is hot [@{source['id']}]." for source in named)
        files[f"{slug}/briefing.yml"] = briefing(summary=cited, **parts)
        files[f"{slug}/sources.yml"] = {"sources": named}
    made = edition(files, style=ReferenceStyle(style))
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    return {page.path: page.markdown for page in made.pages}


@cache
def of_all_cases(style: str) -> dict[str, str]:
    """The pages of a site with a briefing for each case."""
    told = {f"c-{number}": ([case["source"], *case.get("and", [])], {}) for number, case in enumerate(CASES)}
    return compiled(style, told)


def words(element: Element) -> str:
    return " ".join(element.text.split())


def references(markdown: str) -> dict[str, Element]:
    """The references of a list, by source."""
    listed = parse(markdown).all(class_="bd-references")
    return {item.attributes["id"]: item.all("p", class_="bd-ref")[0] for item in listed[0].all("li")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize("style", [NUMBERED, AUTHOR_DATE])
def test_a_reference_reads_as_its_style_has_it(case: dict[str, Any], style: str) -> None:
    made, slug = of_all_cases(style), f"c-{CASES.index(case)}"
    entry = references(made[f"{slug}/sources.md"])[f"{slug}-0"]
    assert words(entry) == case[style]
    in_print = (
        parse(made[f"{slug}/print.md"]).all("li", id=f"_sources--{slug}-0")[0].all("p", class_="bd-ref")[0]
    )
    assert words(in_print).startswith(case[style])
    if "title" in case:
        (title,) = entry.all("bdi", **case["title"])
        assert title.text == case["source"]["title"]


@each("case", CASES, ids=lambda case: case["case"])
def test_prose_names_author_and_year(case: dict[str, Any]) -> None:
    made, slug = of_all_cases(AUTHOR_DATE), f"c-{CASES.index(case)}"
    citation = parse(made[f"{slug}/index.md"]).all("span", class_="bd-cite")[0]
    assert words(citation) == case["prose"]
    (link,) = citation.all("a")
    assert link.attributes["href"] == f"sources/#{slug}-0"
    assert link.attributes["data-note"]
    assert link.attributes["aria-label"].startswith(words(link))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@s-0, p. 4]", "(Dawn 2024, 4)"),
        ("[@s-0, pp. 4–6]", "(Dawn 2024, 4–6)"),
        ("[@s-0, para. 3]", "(Dawn 2024, para. 3)"),
        ("[@s-0; @s-1, p. 2]", "(Dawn 2024; Post, n.d., 2)"),
    ],
)
def test_a_place_in_a_source_follows_author_and_year(written: str, shown: str) -> None:
    sources: list[Mapping[str, Any]] = [
        {"kind": "news", "title": "A", "publisher": "Dawn", "published": "2024"},
        {"kind": "news", "title": "B", "publisher": "Post"},
    ]
    section = {"id": "why", "title": "Why", "content": [f"So {written}."]}
    made = pages(AUTHOR_DATE, sources, sections=[section])
    assert words(parse(made["heat/why.md"]).all("span", class_="bd-cite")[0]) == shown


FORMS = [  # what is written, and what readers see in each style; the pages have the marks of statuses as pictures
    (
        "It [see @s-0, p. 4; also @s-1].",
        "It [see 1, p. 4; also 2].",
        "It (see A. Okafor 2024, 4; also Post 2019).",
    ),
    ("It [@s-1; @s-2].", "It [2, 3].", "It (Post 2019; B. Okafor 2024)."),
    ("It [@s-1, p. 2; @s-2].", "It [2, p. 2; 3].", "It (Post 2019, 2; B. Okafor 2024)."),
    ("It [@s-0; @s-1, p. 2].", "It [1; 2, p. 2].", "It (A. Okafor 2024; Post 2019, 2)."),
    ("It [-@s-0, p. 4].", "It [1, p. 4].", "It (2024, 4)."),
    ("As @s-0 says.", "As Okafor [1] says.", "As A. Okafor (2024) says."),
    ("As @s-1 [p. 2] says.", "As Post [2, p. 2] says.", "As Post (2019, 2) says."),
    ("@s-2 [p. 2; see @s-0].", "Okafor [3, p. 2; see 1].", "B. Okafor (2024, 2; see A. Okafor 2024)."),
    ("-@s-0 says.", "[1] says.", "(2024) says."),
    ("It [@s-1; #hot].", "It [2] unsupported.", "It (Post 2019) unsupported."),
    ("See [#hot].", "See “It is hot” unsupported.", "See “It is hot” unsupported."),
    ("It was [see #hot].", "It was (see “It is hot” unsupported).", "It was (see “It is hot” unsupported)."),
    ("So is it hot [#hot].", "So is it hot unsupported.", "So is it hot unsupported."),
    ("The @WHO and \\@s-0.", "The @WHO and @s-0.", "The @WHO and @s-0."),
]


@pytest.mark.parametrize(("style", "column"), [(NUMBERED, 1), (AUTHOR_DATE, 2)])
def test_each_form_of_a_citation_reads_as_its_style_has_it(style: str, column: int) -> None:
    ada, bob = ({"name": f"{given} Okafor", "family": "Okafor"} for given in ("Ada", "Bob"))
    sources: list[Mapping[str, Any]] = [
        {"kind": "report", "title": "A", "authors": [ada], "published": "2024"},
        {"kind": "news", "title": "B", "publisher": "Post", "published": "2019"},
        {"kind": "report", "title": "C", "authors": [bob], "published": "2024"},
    ]
    section = {"id": "why", "title": "Why", "content": [form[0] for form in FORMS]}
    page = parse(pages(style, sources, sections=[section])["heat/why.md"])
    shown = [words(p) for p in page.all("p") if p.attributes.get("id", "").startswith("_p-")]
    assert shown == [form[column] for form in FORMS]
    named = page.all(class_="bd-cite-name")
    assert len(named) == 3
    links = [link for cite in page.all(class_="bd-cite") for link in cite.all("a")]
    assert all(link.attributes["data-note"] and "sources/#s-" in link.attributes["href"] for link in links)


@pytest.mark.parametrize(
    ("source", "also", "said"),
    [
        ({"publisher": "The Post", "published": "2019"}, {}, "The Post, 2019"),
        ({"publisher": "The Post", "published": "2019-03-01"}, {}, "The Post, 1 March 2019"),
        ({"publisher": "The Post"}, {}, "The Post, undated"),
        (
            {"publisher": "Post", "published": "2019"},
            {"publisher": "Post", "published": "2019"},
            "Post, 2019 (2019a)",
        ),
        ({"publisher": "Post", "published": "2019", "authors": ["Ada"]}, {}, "Post, 2019 (Ada 2019)"),
    ],
)
def test_beside_its_short_reference_a_citation_says_nothing_again(
    source: dict[str, Any], also: dict[str, Any], said: str
) -> None:
    sources = [
        {"kind": "news", "title": title, **parts} for title, parts in (("A", source), ("B", also)) if parts
    ]
    points = [{"id": "hot", "text": "It is hot.", "evidence": [{"source": "s-0"}]}]
    points_of = [{"x": "2020", "y": "1", "source": "s-0"}, {"x": "2021", "y": "2", "source": "s-0"}]
    dataset = {"id": "d", "title": "D", "unit": "days", "series": [{"name": "All", "points": points_of}]}
    section = {"id": "why", "title": "Why", "content": [{"claim": "hot"}, {"table": "d"}]}
    made = pages(AUTHOR_DATE, sources, key_points=points, sections=[section], datasets=[dataset])
    page, in_print = parse(made["heat/why.md"]), parse(made["heat/print.md"])
    assert {words(line) for line in page.all("p", class_="bd-byline")} == {said}
    assert [words(line) for line in page.all(class_="bd-data__sources")] == [f"Source: {said}"]
    assert said in words(in_print.all(class_="bd-print__evidence")[0])
    assert words(in_print.all(class_="bd-print__evidence")[0]).count(said.partition(",")[0]) == 1


def test_an_author_date_list_is_in_the_order_of_authors() -> None:
    told = [
        ("Zeit", "2024"),
        ("The Morning Post", "2024"),
        ("Émile", "2023"),
        ("Dawn", "2024"),
        ("Dawn", "2022"),
    ]
    sources = [{"kind": "news", "title": "T", "publisher": who, "published": year} for who, year in told]
    listed = list(references(pages(AUTHOR_DATE, sources)["heat/sources.md"]))
    assert listed == ["s-4", "s-3", "s-2", "s-1", "s-0"]
    assert list(references(pages(NUMBERED, sources)["heat/sources.md"])) == [f"s-{n}" for n in range(5)]


def test_a_source_page_has_no_letter_after_the_year() -> None:
    sources = [{"kind": "news", "title": title, "publisher": "Dawn", "published": "2024"} for title in "AB"]
    made = pages(AUTHOR_DATE, sources)
    assert "Dawn. 2024. “A.”" in words(parse(made["sources/s-0.md"]))
    assert "reference Dawn 2024a" in words(parse(made["sources/s-0.md"]))


def test_in_a_persian_briefing_our_words_are_marked_and_persian_is_not_named() -> None:
    source = {
        "kind": "report",
        "title": "گرمی",
        "publisher": "ایک ادارہ",
        "published": "2023-06",
        "language": "fa",
    }
    for style in (NUMBERED, AUTHOR_DATE):
        made = pages(style, [source], language="fa")
        entry = references(made["heat/sources.md"])["s-0"]
        assert "Persian" not in words(entry)
        dates = [span for span in entry.all("span", lang="en") if re.search("Jun", span.text)]
        assert [span.attributes["dir"] for span in dates] == ["ltr"]


def test_in_an_urdu_briefing_our_words_are_in_urdu() -> None:
    source = {
        "kind": "report",
        "title": "Heat",
        "publisher": "Office",
        "published": "2023-06",
        "language": "en",
    }
    for style in (NUMBERED, AUTHOR_DATE):
        entry = references(pages(style, [source], language="ur")["heat/sources.md"])["s-0"]
        assert "جون" in words(entry)
        assert "انگریزی" in words(entry)  # English
        assert "Jun" not in words(entry)


NAMES = st.text(st.sampled_from("AaZz é<&*_[](),.'\"`خ1"), min_size=1, max_size=12).filter(
    lambda text: text.strip() and not text.strip().startswith(("[", "{", "&", "*"))
)


@given(
    st.lists(NAMES.map(str.strip), min_size=1, max_size=9),
    st.lists(st.sampled_from(["2023", "2024"]), min_size=9),
)
def test_no_two_references_of_a_briefing_are_cited_alike(names: list[str], years: list[str]) -> None:
    sources = [
        Source.model_validate({"id": f"s-{n}", "kind": "report", "publisher": name, "published": years[n]})
        for n, name in enumerate([*names, *names])
        if n < len(years)
    ]
    made = citation_labels(map(reference_to, sources))
    assert len({str(label) for label in made.values()}) == len(sources)


def test_no_character_of_an_author_becomes_markup() -> None:
    (case,) = (case for case in CASES if case["case"].startswith("letters that mean"))
    for style in (NUMBERED, AUTHOR_DATE):
        for markdown in pages(style, [case["source"]]).values():
            assert "<script" not in markdown
            assert not re.search(r"<b>(?!<svg aria-hidden)", markdown)  # the register has the status in bold
