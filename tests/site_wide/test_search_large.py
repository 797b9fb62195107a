"""The search of a large site: each query has the result that it has on a small one, and loads little."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_wide import test_search
from site_wide.test_search import FIELD, READY, hits, turn_to_search
from support.firefox import Firefox
from support.project import Site
from support.reading import PLACES, Readers, until
from support.search import make_large
from support.serving import serving

from bindery.build import bundle

pytestmark = pytest.mark.browser

MOST_FILES, MOST_BYTES = 12, 100_000  # that the first query loads
FIRST = (
    "khurram",
    "parachianr",
    "who closed the road",
    '"blockaded by Sunni tribes"',
    "children died kurram hospital",
)


@pytest.fixture(scope="module")
def large(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository with an index as only a large site has it; no test may change it."""
    site = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(real.site, site)
    make_large(site)
    return site


@pytest.fixture(scope="module")
def starts(large: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where this site begins, on a server and from a disk, in the place of the other one."""
    folder = tmp_path_factory.mktemp("large-bundle")
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(large, "offline"))) as archive:
        archive.extractall(folder)
    with serving(large) as address:
        yield {"server": address, "disk": (folder / "offline").as_uri() + "/"}


# The same tests as of the small site, in one place each.
def test_what_readers_type_finds_what_they_look_for(reader: Readers) -> None:
    test_search.test_what_readers_type_finds_what_they_look_for(reader, "disk")


def test_a_phrase_copied_from_a_passage_finds_it(reader: Readers) -> None:
    test_search.test_a_phrase_copied_from_a_passage_finds_it(reader, "server")


@pytest.mark.parametrize("place", PLACES)
def test_a_query_loads_little(reader: Readers, large: Path, place: str) -> None:
    here = reader(place)
    for query in FIRST:
        page = here.open("")
        here.asked.clear()
        turn_to_search(page)
        assert hits(here, query), query
        paths = [url.removeprefix(here.start).partition("?")[0] for url in here.asked]
        scripts = [path for path in paths if path.endswith(".js")]
        assert len(scripts) <= MOST_FILES, query
        assert sum((large / path).stat().st_size for path in scripts) <= MOST_BYTES, query
        assert here.said == []


def test_further_results_come_on_demand(reader: Readers) -> None:
    here = reader("server")
    page = here.open("")
    turn_to_search(page)
    first = hits(here, "pakistan")
    page.get_by_role("button", name="More results").click()
    until(page, f"({test_search.HITS})().length > {len(first)}")
    assert page.evaluate(test_search.HITS)[: len(first)] != []
    assert "+" in page.locator(".md-search-result__meta").inner_text()


@pytest.mark.parametrize(
    "missing", ["**/search/words/*.js*", "**/search/texts/*.js*", "**/search/slips/*.js*"]
)
def test_a_file_that_does_not_come_is_reported_and_asked_for_again(reader: Readers, missing: str) -> None:
    here = reader("server")
    here.page.route(missing, lambda route: route.abort())
    page = here.open("")
    turn_to_search(page)
    page.locator(FIELD).fill("parachianr kurram")
    page.locator(FIELD).dispatch_event("keyup")
    page.get_by_text("The search index could not be loaded").wait_for()
    here.page.unroute(missing)
    page.locator(FIELD).blur()
    page.locator(FIELD).focus()
    page.locator(".md-search-result__item").first.wait_for()


def test_firefox_finds_it_too(firefox: Firefox, starts: dict[str, str]) -> None:
    firefox.open(starts["disk"] + "index.html")
    firefox.said.clear()
    firefox.type("/")
    firefox.wait(READY)
    firefox.run(f"{test_search.COUNT} ?? null")
    tried = test_search.QUERIES[1::4]
    asked = json.dumps([wanted["query"] for wanted in tried])
    answers = firefox.run(f"{test_search.ASK_ALL.replace('HITS', test_search.HITS)}({asked})")
    found = [[test_search.below(starts["disk"], href) for href in hrefs] for hrefs in answers]
    missed = [
        w["query"] for w, at in zip(tried, found, strict=True) if w["hit"] not in at[: w.get("within", 1)]
    ]
    assert missed == []
    assert firefox.said == []
