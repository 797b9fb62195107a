"""Which notes a page's links open, which ids the page of the whole briefing has, and how our own words are marked."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import each
from support.parsed import Element, parse
from support.project import Site, briefing, edition, sources

from bindery.pages.context import place_on_whole

CITING = {
    "id": "why",
    "title": "Why",
    "content": [
        'First [@a]. Then [@a, p. 4] and [@a]. Words [@b, "so hot"]. A claim [#hot], and again [#hot].',
        {"claim": "hot"},
    ],
}
HOT = {
    "id": "hot",
    "text": "It is hot.",
    "evidence": [{"source": "a", "quote": "so hot"}, {"source": "b", "quote": "so hot"}],
}


def page(path: str, **parts: Any) -> Element:
    given = {"sections": [CITING], "claims": [HOT], "key_points": ["hot"]} | parts
    files = {"heat/briefing.yml": briefing(**given), "heat/sources.yml": sources("a", "b")}
    made = edition(files)
    assert not made.errors
    return parse(next(page for page in made.pages if page.path == path).markdown)


def test_each_link_opens_a_note_and_each_note_stands_once() -> None:
    section = page("heat/why.md")
    opened = [a.attributes["data-note"] for a in section.all("a") if "data-note" in a.attributes]
    meanings = section.first("section", class_="bd-meanings").all("li")
    notes = [note.attributes["id"] for note in (*section.all("template"), *meanings)]
    assert set(opened) == set(notes)
    assert len(notes) == len(set(notes)) < len(opened)
    assert section.first("div", class_="bd-notes").attributes.keys() >= {"hidden", "data-search-exclude"}


def test_a_note_says_the_words_that_are_cited_there() -> None:
    section = page("heat/why.md")
    cited = [a for sup in section.all("sup") for a in sup.all("a")]
    plain, placed, again, quoted = (section.by_id(a.attributes["data-note"]) for a in cited)
    assert plain is again
    assert placed is not None
    assert quoted is not None
    assert "so hot" in quoted.text
    assert "About b" in quoted.text


_TOLL = "41 miners died. The mine was shut, the union said."


@each(
    ("text", "retold"),
    [
        (f'41 miners died [@a, "{_TOLL}"].', [False]),
        (
            f'41 miners died [@a, "{_TOLL}"]. Dozens were lost [@a, "{_TOLL}"].',
            [True, True],
        ),  # one note for both
        (f'Dozens were lost [@a, "{_TOLL}"]. The mine was shut [@a, "The mine was shut."].', [True, False]),
        (f'Dozens were lost. [@a, "{_TOLL}"] The mine was shut. [@a, "The mine was shut."]', [True, False]),
        ('41 miners died [@a, "41 miners died."; @b, "The toll is 41."].', [False, False]),
        ('The toll was 41 [@a, "41 miners died."; @b, "The toll is 41."].', [True, True]),
        (f'- 41 miners died [@a, "{_TOLL}"]\n- a mine was shut [@a, "{_TOLL}", p. 2]', [False, True]),
        (f'It is hot [#hot], and dozens were lost [@a, "{_TOLL}"].', [True]),
        ("Dozens were lost [@a].", [False]),  # nothing is quoted, so nothing has a mark
    ],
)
def test_a_note_says_whether_the_sentence_is_in_the_authors_words(text: str, retold: list[bool]) -> None:
    section = page("heat/why.md", sections=[CITING | {"content": [text]}])
    cited = [a for sup in section.all("sup") for a in sup.all("a")]
    notes = [section.by_id(a.attributes["data-note"]) for a in cited]
    assert [
        note is not None and "The text is in the authors' words." in note.text for note in notes
    ] == retold


@pytest.mark.parametrize("path", ["heat/sources.md", "sources/a.md", "heat/print.md"])
def test_a_page_whose_links_open_nothing_carries_no_notes(path: str) -> None:
    assert page(path).all("template") == []


def test_a_page_of_the_whole_has_each_id_once_and_leads_to_them() -> None:
    whole = page("heat/print.md")
    assert len(whole.ids) == len(set(whole.ids))
    leads = {a.attributes["href"] for a in whole.all("a") if a.attributes["href"].startswith("#")}
    assert f"#{place_on_whole('sources', 'a')}" in leads
    assert f"#{place_on_whole('claims', 'hot')}" in leads


@pytest.mark.slow
@pytest.mark.parametrize("section", ["overview", "claims-hot", "print-it", "key-points", "page"])
def test_no_name_of_a_section_clashes_with_a_place_on_the_whole(site: Site, section: str) -> None:
    parts = {"sections": [CITING | {"id": section}], "claims": [HOT], "key_points": ["hot"]}
    site.newsroom().write("briefings/new/briefing.yml", briefing(**parts))
    site.write("briefings/new/sources.yml", sources("a", "b"))
    ids = [i for i in site.build().page("new/print/").ids if not i.startswith("__")]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.slow
def test_our_own_words_are_marked_as_english_in_a_briefing_of_another_language() -> None:
    claims = page("heat/claims.md", language="fa")
    status = claims.first("ul", class_="bd-lines").first("b")
    assert status.first("span", lang="en").attributes["dir"] == "ltr"
    assert status.text.strip() in ("1 corroborated", "Corroborated")
    assert page("heat/claims.md").all("span", lang="en") == []
    assert page("heat/claims.md", language="en-GB").all("span", lang="en") == []


def test_a_note_tells_the_grades_and_the_origin_of_its_source() -> None:
    listed = sources("a", "b", origins={"b": "a"})
    listed["sources"][1] |= {
        "reliability": "B",
        "credibility": "2",
        "url": "https://x.org/b",
        "archive": ["https://y.org/b"],
    }
    files = {
        "heat/briefing.yml": briefing(sections=[CITING], claims=[HOT], key_points=["hot"]),
        "heat/sources.yml": listed,
    }
    section = parse(next(page for page in edition(files).pages if page.path == "heat/why.md").markdown)
    link = next(a for a in section.all("a") if a.attributes.get("aria-label", "").startswith("Reference 2"))
    note = section.by_id(link.attributes["data-note"])
    assert note is not None
    assert "B: usually reliable; 2: probably true" in note.text
    assert "Based on: The a paper: About a" in note.text
    ways = [a.attributes["href"] for a in note.all("a")]
    assert ways == [
        "../../sources/b/#_passage-1",
        "https://x.org/b#:~:text=so%20hot",
        "https://y.org/b#:~:text=so%20hot",
    ]


def test_no_heading_of_an_author_leaves_a_level_out() -> None:
    text = "### Deep\n\nOne [@a].\n\n##### Deeper\n\nTwo [@a].\n\n## Top\n\nThree [@a]."
    parts = {
        "sections": [{"id": "why", "title": "Why", "content": [text]}],
        "claims": [HOT],
        "key_points": ["hot"],
    }
    files = {"heat/briefing.yml": briefing(**parts), "heat/sources.yml": sources("a", "b")}
    pages = {page.path: page.markdown for page in edition(files).pages}
    marks = [line.split()[0] for line in pages["heat/why.md"].splitlines() if line.startswith("#")]
    assert marks == ["#", "##", "###", "##"]
    whole = pages["heat/print.md"]
    below = whole[whole.index("## Why") :].splitlines()
    assert [line.split()[0] for line in below if line.startswith("#")][:4] == ["##", "###", "####", "###"]
