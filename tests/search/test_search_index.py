"""The search index has each place once, by all its names, and nothing that a page could run."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import MKDOCS, Site

from bindery.pages.views import SiteView
from bindery.search import search_index
from bindery.search.aliases import AliasIndex

CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {},
}
HOSTILE = '<script>alert(1)</script> & "quoted" <b>\u202e'
words = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4)


def index_of(site: Site, docs: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """The index of a project's briefings, and of pages that people wrote."""
    view = site.compile().site
    assert isinstance(view, SiteView)
    return search_index.search_index({"config": CONFIG, "docs": list(docs)}, view, {}, directory_urls=True)


def entry(index: dict[str, Any], location: str) -> dict[str, Any]:
    (found,) = [doc for doc in index["docs"] if doc["location"] == location]
    return found


def with_entities(site: Site, *entities: dict[str, Any]) -> Site:
    """The project, with entities in its briefing."""
    text = site.read("briefings/heat/briefing.yml")
    site.write(
        "briefings/heat/briefing.yml", f"{text}\nentities: {json.dumps(entities, ensure_ascii=False)}\n"
    )
    return site


def test_an_entry_says_what_it_is(newsroom: Site) -> None:
    titles = {doc["location"]: doc["title"] for doc in index_of(newsroom)["docs"]}
    assert titles["heat/"] == "Briefing: Heat in cities"
    assert titles["heat/why/"] == "Section: Why cities are hot"
    assert titles["heat/claims/hotter/"].startswith(
        "Key point (single origin): Cities are up to five degrees"
    )
    assert titles["sources/gibb-2023/"] == "Source: Gibb Institute. Urban heat"


def test_each_place_stands_in_the_index_once_and_after_its_page(real: Site) -> None:
    docs = json.loads((real.site / "search/search_index.json").read_bytes())["docs"]
    places = [doc["location"] for doc in docs]
    assert len(places) == len(set(places))
    for number, place in enumerate(places):
        page = place.partition("#")[0]
        assert page in places[: number + 1], place


def test_every_place_of_the_index_is_there(real: Site) -> None:
    docs = json.loads((real.site / "search/search_index.json").read_bytes())["docs"]
    locations = [doc["location"].partition("#") for doc in docs]
    ids = {page: set(real.page(page).ids) | {""} for page in {page for page, _, _ in locations}}
    assert [(page, anchor) for page, _, anchor in locations if anchor not in ids[page]] == []


def test_no_text_of_a_briefing_stands_in_the_index_twice(real: Site) -> None:
    docs = json.loads((real.site / "search/search_index.json").read_bytes())["docs"]
    written_once = [doc for doc in docs if "boost" in doc and not doc["location"].startswith("sources/")]
    long = [p for doc in written_once for p in doc["text"].split("</p>") if len(p) > 150]
    assert len(long) > 50
    assert [p for p in set(long) if long.count(p) > 1] == []


def test_the_index_is_written_as_it_is_read(real: Site) -> None:
    raw, _, table = (real.site / "search/search_index.json").read_text("utf-8").partition('"folding":')
    assert table
    assert "\\u06" not in raw
    assert "کرم" in raw


def test_the_page_to_print_and_previews_are_not_in_the_index(real: Site) -> None:
    docs = json.loads((real.site / "search/search_index.json").read_bytes())["docs"]
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
    assert [d["location"] for d in made["docs"] if "cravat" in d.get("aliases", "")] == ["heat/entities/#tie"]


def test_grouped_numbers_and_accents_are_found_without(newsroom: Site) -> None:
    newsroom.replace(
        "briefings/heat/briefing.yml", "Asphalt stores", "In Zürich 15,000–20,000 tons (56%) store"
    )
    made = entry(index_of(newsroom), "heat/why/")
    assert {"15000", "20000", "zurich"} <= set(made["text_aliases"].split())


def test_what_an_author_wrote_is_text_in_the_index(newsroom: Site) -> None:
    newsroom.replace("briefings/heat/sources.yml", "Urban heat", json.dumps(HOSTILE.strip("\u202e"))[1:-1])
    for doc in index_of(newsroom)["docs"]:
        assert "<" not in doc["title"]
        assert "<" not in doc["text"].replace("<p>", "").replace("</p>", "")
        assert "<" not in doc.get("aliases", "") + doc.get("text_aliases", "")


def test_the_separator_keeps_the_operators_of_a_query() -> None:
    assert re.split(search_index.SEPARATOR, "begun*^3 slip~1^1 +must") == ["begun*^3", "slip~1^1", "+must"]


def test_a_separator_of_the_project_stays(newsroom: Site) -> None:
    view = newsroom.compile().site
    assert isinstance(view, SiteView)
    own = {"config": CONFIG | {"separator": r"[\s,]+"}, "docs": []}
    assert search_index.search_index(own, view, {}, directory_urls=True)["config"]["separator"] == r"[\s,]+"
    assert index_of(newsroom)["config"]["separator"] == search_index.SEPARATOR


@pytest.mark.slow
@pytest.mark.parametrize("order", ["search, bindery", "bindery, search"])
def test_plain_mkdocs_writes_the_same_index_in_any_order(site: Site, order: str) -> None:
    site.newsroom()
    site.write("mkdocs.yml", MKDOCS.replace("  - search\n  - bindery\n", "").rstrip() + f" [{order}]\n")
    site.build()
    built = (site.site / "search/search_index.json").read_bytes()
    assert site.run("mkdocs", "build", "--quiet").returncode == 0
    assert (site.site / "search/search_index.json").read_bytes() == built
    assert "Key point" in built.decode()


@given(
    st.lists(st.lists(words, min_size=1, max_size=3), max_size=4),
    st.lists(st.sampled_from("abcd"), max_size=12),
)
def test_names_are_found_wherever_they_stand_whole(things: list[list[list[str]]], text: list[str]) -> None:
    line = f" {' '.join(text)} "
    expected = {n for n, names in enumerate(things) for name in names if f" {' '.join(name)} " in line}
    assert set(AliasIndex(things).named(text)) == expected
