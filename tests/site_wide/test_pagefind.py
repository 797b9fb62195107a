"""The search of a large site, by Pagefind: each query has the same results as in a small one."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from site_wide import test_search
from site_wide.test_search import FIELD, READY, hits, turn_to_search
from support.project import ROOT, Site
from support.reading import BRIEFING, Readers, until
from support.scripts import SCRIPTS, are_listed, of_files
from support.serving import serving

from bindery.build import bundle
from bindery.search import search_index
from bindery.site import mkdocs_build, pagefind
from bindery.site import settings as configuration

BUDGET = 300_000  # bytes of a first query; a site of 5,000 pages takes some 80,000 more than this one
ENGINE = "search/pagefind/"


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of this repository, built as one that is too large for an index in one file; no test may change it."""
    root = tmp_path_factory.mktemp("large")
    for folder in ("briefings", "docs"):
        shutil.copytree(ROOT / folder, root / folder)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    made = Site(root)
    made.write("mkdocs.yml", settings.replace("  - bindery\n", "  - bindery: {pagefind_above: 100}\n"))
    mkdocs_build.build_site(root, made.site)
    return made


@pytest.fixture(scope="session")
def large_unpacked(large: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of that site, unpacked."""
    folder = tmp_path_factory.mktemp("large-bundle")
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(large.site, "offline"))) as archive:
        archive.extractall(folder)
    return folder / "offline"


@pytest.fixture(scope="session")
def large_served(large: Site) -> Iterator[str]:
    with serving(large.site) as address:
        yield address


@pytest.fixture
def starts(large_served: str, large_unpacked: Path) -> dict[str, str]:
    """Where this site begins, in the place of the other one: all tests below read it."""
    return {"server": large_served, "disk": large_unpacked.as_uri() + "/"}


def _on_a_server(test: Any) -> Any:
    """The same test of this site, on a server alone: its bundle is that of any site, byte for byte."""
    copy = FunctionType(test.__code__, test.__globals__, test.__name__, test.__defaults__, test.__closure__)
    copy.__annotations__ = test.__annotations__
    placed = any(mark.name == "parametrize" for mark in getattr(test, "pytestmark", ()))
    return pytest.mark.browser(pytest.mark.parametrize("place", ["server"])(copy) if placed else copy)


# The same tests as of the other engine.
test_what_readers_type_finds_what_they_look_for = _on_a_server(
    test_search.test_what_readers_type_finds_what_they_look_for
)
test_firefox_finds_it_too = _on_a_server(test_search.test_firefox_finds_it_too)
test_what_is_typed_before_the_index_is_there_is_answered_when_it_comes = _on_a_server(
    test_search.test_what_is_typed_before_the_index_is_there_is_answered_when_it_comes
)
test_an_address_with_a_query_shows_its_hits = _on_a_server(
    test_search.test_an_address_with_a_query_shows_its_hits
)
test_a_hit_leads_to_its_place_with_its_words_marked = _on_a_server(
    test_search.test_a_hit_leads_to_its_place_with_its_words_marked
)
test_a_hit_says_what_it_is = _on_a_server(test_search.test_a_hit_says_what_it_is)
test_characters_with_a_meaning_for_the_engine_break_nothing = _on_a_server(
    test_search.test_characters_with_a_meaning_for_the_engine_break_nothing
)
test_words_in_quotation_marks_must_be_there_and_words_after_a_minus_not = _on_a_server(
    test_search.test_words_in_quotation_marks_must_be_there_and_words_after_a_minus_not
)


@pytest.mark.browser
def test_a_query_loads_little_and_nothing_before_a_reader_turns_to_it(reader: Readers, large: Site) -> None:
    here = reader("server")
    page = here.open(BRIEFING)
    assert [url for url in here.asked if "search/" in url or "pagefind" in url] == []
    here.asked.clear()
    turn_to_search(page)
    assert hits(here, "khurram")[0] == f"{BRIEFING}entities/#kurram"
    page.wait_for_load_state("networkidle")
    paths = [url.removeprefix(here.start).partition("?")[0] for url in here.asked]
    assert [path for path in paths if "search_index" in path] == []
    assert sum((large.site / path).stat().st_size for path in paths) < BUDGET - 80_000
    assert here.said == []


@pytest.mark.browser
@pytest.mark.parametrize("missing", ["**/reading.json", "**/pagefind.js", "**/*.pf_meta"])
def test_an_engine_that_does_not_come_is_reported_and_asked_for_again(reader: Readers, missing: str) -> None:
    here = reader("server")
    here.page.context.route(missing, lambda route: route.abort())
    page = here.open("")
    page.keyboard.press("/")
    page.get_by_text("The search index could not be loaded").wait_for()
    here.page.context.unroute(missing)
    page.locator(FIELD).blur()
    page.locator(FIELD).focus()
    until(page, READY)
    page.evaluate(test_search.COUNT)
    assert hits(here, "khurram")[0] == f"{BRIEFING}entities/#kurram"


def test_the_bundle_of_a_large_site_is_that_of_any(real: Site, large_unpacked: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(real.site, "offline"))) as archive:
        wanted = {name.removeprefix("offline/"): archive.read(name) for name in archive.namelist()}
    found = {
        p.relative_to(large_unpacked).as_posix(): p.read_bytes()
        for p in large_unpacked.rglob("*")
        if p.is_file()
    }
    assert sorted(found) == sorted(wanted)
    assert [name for name in found if "pagefind" in name] == []


def test_its_scripts_are_those_that_are_listed(large: Site) -> None:
    are_listed(of_files(large.site), [*SCRIPTS["files"], *SCRIPTS["large"]])


def test_two_builds_give_the_same_files_and_none_that_nothing_loads(large: Site) -> None:
    index = json.loads((large.site / search_index.INDEX).read_bytes())
    made = dict(pagefind.pagefind_files(index))
    found = {
        p.relative_to(large.site).as_posix(): p.read_bytes()
        for p in (large.site / ENGINE).rglob("*")
        if p.is_file()
    }
    assert found == made
    names = {path.removeprefix(ENGINE) for path in made if path.count("/") == 2}
    assert {name.partition(".xx")[0] for name in names} == {
        "pagefind.js",
        "pagefind-entry.json",
        "pagefind",
        "wasm.unknown.pagefind",
        "reading.json",
    }
    fragments = [data for path, data in made.items() if path.endswith(".pf_fragment")]
    assert len(fragments) == len(index["docs"])
    shown = [json.loads(gzip.decompress(data)[len("pagefind_dcd") :])["meta"] for data in fragments]
    assert {hit["location"] for hit in shown} == {doc["location"] for doc in index["docs"]}


def test_a_site_is_searched_by_pagefind_only_above_the_size_that_is_set(
    newsroom: Site,
) -> None:
    for setting, used in (("{}", False), ("{pagefind_above: 1000}", False), ("{pagefind_above: 3}", True)):
        newsroom.write(
            "mkdocs.yml", f"site_name: x\ntheme: {{name: material}}\nplugins: [search, bindery: {setting}]\n"
        )
        mkdocs_build.build_site(newsroom.root, newsroom.site)
        assert (newsroom.site / ENGINE).is_dir() is used
        assert ("data-pagefind" in newsroom.file("heat/").read_text("utf-8")) is used


def test_a_setting_without_the_extra_names_the_remedy(
    newsroom: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    newsroom.write(
        "mkdocs.yml",
        "site_name: x\ntheme: {name: material}\nplugins: [search, bindery: {pagefind_above: 0}]\n",
    )
    with pytest.raises(configuration.SiteError, match=re.escape("pip install 'bindery-briefings[pagefind]'")):
        mkdocs_build.build_site(newsroom.root, newsroom.site)
