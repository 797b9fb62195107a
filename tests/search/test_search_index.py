"""The search index has each place once, by all its names, and nothing that a page could run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import MKDOCS, Site
from support.search import entries_of

from bindery.pages.views import SiteView
from bindery.search import search_index
from bindery.search.aliases import AliasIndex
from bindery.search.parts import Entry, WordSplitter

CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {},
}
HOSTILE = '<script>alert(1)</script> & "quoted" <b>\u202e'
words = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4)


def index_of(site: Site, docs: tuple[dict[str, Any], ...] = ()) -> list[Entry]:
    """The index of a project's briefings, and of pages that people wrote."""
    view = site.compile().site
    assert isinstance(view, SiteView)
    splitter = WordSplitter(search_index.search_settings(CONFIG).separator)
    groups = search_index.site_entries(docs, view, {}, splitter, directory_urls=True)
    return [entry for group in groups for entry in group]


def entry(index: list[Entry], location: str) -> Entry:
    (found,) = [doc for doc in index if doc["location"] == location]
    return found


def with_entities(site: Site, *entities: dict[str, Any]) -> Site:
    """The project, with entities in its briefing."""
    text = site.read("briefings/heat/briefing.yml")
    site.write(
        "briefings/heat/briefing.yml", f"{text}\nentities: {json.dumps(entities, ensure_ascii=False)}\n"
    )
    return site


def test_an_entry_says_what_it_is(newsroom: Site) -> None:
    titles = {doc["location"]: doc["title"] for doc in index_of(newsroom)}
    assert titles["heat/"] == "Briefing: Heat in cities"
    assert titles["heat/why/"] == "Section: Why cities are hot"
    assert titles["heat/claims/hotter/"].startswith(
        "Key point (single origin): Cities are up to five degrees"
    )
    assert titles["sources/gibb-2023/"] == "Source: Gibb Institute. Urban heat"


def test_each_place_stands_in_the_index_once_and_after_its_page(real: Site) -> None:
    docs = entries_of(real.site)
    places = [doc["location"] for doc in docs]
    assert len(places) == len(set(places))
    for number, place in enumerate(places):
        page = place.partition("#")[0]
        assert page in places[: number + 1], place


def test_every_place_of_the_index_is_there(real: Site) -> None:
    docs = entries_of(real.site)
    locations = [doc["location"].partition("#") for doc in docs]
    ids = {page: set(real.page(page).ids) | {""} for page in {page for page, _, _ in locations}}
    assert [(page, anchor) for page, _, anchor in locations if anchor not in ids[page]] == []


def test_no_text_of_a_briefing_stands_in_the_index_twice(real: Site) -> None:
    docs = entries_of(real.site)
    written_once = [doc for doc in docs if "boost" in doc and not doc["location"].startswith("sources/")]
    long = [p for doc in written_once for p in doc["text"].split("</p>") if len(p) > 150]
    assert len(long) > 50
    assert [p for p in set(long) if long.count(p) > 1] == []


def test_the_page_to_print_and_previews_are_not_in_the_index(real: Site) -> None:
    docs = entries_of(real.site)
    assert [doc["location"] for doc in docs if "/print/" in doc["location"]] == []
    assert not any("_note" in doc["location"] for doc in docs)


def test_hand_written_pages_keep_their_entries(newsroom: Site) -> None:
    doc = {"location": "method/#how", "title": "How", "text": "<p>So.</p>"}
    made = index_of(newsroom, (doc, {"location": "heat/", "title": "x", "text": "x"}))
    assert entry(made, "method/#how") == doc
    assert entry(made, "heat/")["title"] == "Briefing: Heat in cities"


def test_an_entry_has_all_names_of_what_it_names(newsroom: Site) -> None:
    city = {"id": "city", "name": "Cities", "kind": "place", "aliases": ["Städte", "شهر"]}
    made = index_of(with_entities(newsroom, city))
    assert {"stadte", "شہر"} <= set(entry(made, "heat/claims/hotter/")["aliases"].split())
    assert entry(made, "heat/entities/#city")["names"] == ["cities", "stadte", "شہر"]
    assert "stadte" not in entry(made, "sources/city-news/").get("aliases", "")


def test_a_name_counts_as_whole_words_only(newsroom: Site) -> None:
    tie = {"id": "tie", "name": "Tie", "kind": "term", "aliases": ["cravat"]}
    made = index_of(with_entities(newsroom, tie))
    assert [d["location"] for d in made if "cravat" in d.get("aliases", "")] == ["heat/entities/#tie"]


def test_a_code_is_found_by_its_other_spellings(newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "Asphalt stores", "The G-20 and the AK 47 store")
    made = entry(index_of(newsroom), "heat/why/")
    assert set(made["text_aliases"].split()) == {"g20", "ak47"}


def test_a_page_is_found_by_its_tags(newsroom: Site) -> None:
    doc = {"location": "method/", "title": "How", "text": "<p>So.</p>", "tags": ["Zürich 2024", 7]}
    assert entry(index_of(newsroom, (doc,)), "method/")["aliases"] == "zurich 2024 7"


def test_what_an_author_wrote_is_text_in_the_index(newsroom: Site) -> None:
    newsroom.replace("briefings/heat/sources.yml", "Urban heat", json.dumps(HOSTILE.strip("\u202e"))[1:-1])
    for doc in index_of(newsroom):
        assert "<" not in doc["title"]
        assert "<" not in doc["text"].replace("<p>", "").replace("</p>", "")
        assert "<" not in doc.get("aliases", "") + doc.get("text_aliases", "")


def test_a_separator_of_the_project_stays() -> None:
    assert search_index.search_settings(CONFIG | {"separator": r"[\s,]+"}).separator == r"[\s,]+"
    assert search_index.search_settings(CONFIG).separator == search_index.SEPARATOR


def test_the_endings_of_a_language_are_known_unless_the_project_turns_them_off() -> None:
    config = CONFIG | {"lang": ["en", "ru", "ja"]}
    assert search_index.search_settings(config).stemmers == ("ru",)
    assert search_index.search_settings(config | {"pipeline": []}).stemmers == ()


@pytest.mark.slow
@pytest.mark.parametrize("order", ["search, bindery", "bindery, search"])
def test_plain_mkdocs_writes_the_same_index_in_any_order(site: Site, order: str) -> None:
    site.newsroom()
    site.write("mkdocs.yml", MKDOCS.replace("  - search\n  - bindery\n", "").rstrip() + f" [{order}]\n")
    site.build()
    built = entries_of(site.site)
    assert site.run("mkdocs", "build", "--quiet").returncode == 0
    assert entries_of(site.site) == built
    assert any(entry["title"].startswith("Key point") for entry in built)


@given(
    st.lists(st.lists(words, min_size=1, max_size=3), max_size=4),
    st.lists(st.sampled_from("abcd"), max_size=12),
)
def test_names_are_found_wherever_they_stand_whole(things: list[list[list[str]]], text: list[str]) -> None:
    line = f" {' '.join(text)} "
    expected = {n for n, names in enumerate(things) for name in names if f" {' '.join(name)} " in line}
    assert set(AliasIndex(things).named(text)) == expected
