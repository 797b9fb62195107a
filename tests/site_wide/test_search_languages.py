"""The search in other languages and scripts, over HTTP and from files on disk."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.firefox import Firefox
from support.project import MKDOCS, Site
from support.reading import Reader, until
from support.search import make_large
from support.serving import serving

from bindery.build import bundle
from bindery.search import stemmers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WORDS = """\
      - 这是一段简单的测试文本，关于新幹線的报道 [@gibb-2023].
      - الانتخابات في العراق [@gibb-2023].
      - ผู้นำไทยประกาศ [@gibb-2023].
      - Выборы президента прошли в Москве [@gibb-2023].
      - Les chevaux du bataillon [@gibb-2023].
      - The AK-47 trade, and the G20, across the border [@gibb-2023].
"""
FOUND = [
    "测试文本",
    "新幹線",
    "简单",
    "انتخابات",
    "الانتخابات",
    "بالانتخابات",
    "عراق",
    "ไทย",
    "ผู้นำไทย",
    "выборов",
    "президентом",
    "Москва",
    "AK47",
    "AK-47",
    "AK 47",
    "G-20",
    "G20",
    '"trade, and the G20"',
]
KNOWN_ENDINGS = {"fr", "large"}  # the searches that know the endings of French
MISSED = ["试测", "線新幹", "ไทยนำ", '"and trade the"']

# Stemmers, several of them, scripts without spaces, a language without script, and an index as only a large site has it.
SEARCHES = {
    "en": "[en]",
    "fr": "[fr]",
    "two": "[en, ru]",
    "without spaces": "[ja, th, hi]",
    "five": "[de, es, vi, ar, zh]",
    "no script": "[sl]",
    "large": "[fr, ja]",
}


@pytest.fixture(scope="module", params=SEARCHES)
def starts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Where a site with a search in some languages begins: on a server, and on disk."""
    folder = tmp_path_factory.mktemp("languages")
    project = Site(folder).newsroom()
    project.write(
        "mkdocs.yml", MKDOCS.replace("  - search", f"  - search: {{lang: {SEARCHES[request.param]}}}", 1)
    )
    path = "briefings/heat/briefing.yml"
    project.replace(path, "    content:\n", "    content:\n" + WORDS).build()
    if request.param == "large":
        make_large(project.site)
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(project.site, "bindery-offline"))) as archive:
        archive.extractall(folder)
    with serving(project.site) as address:
        yield address, (folder / "bindery-offline").as_uri() + "/"


@pytest.mark.parametrize("place", [0, 1], ids=["server", "disk"])
def test_words_of_every_script_are_found(
    browser: Browser, request: pytest.FixtureRequest, starts: tuple[str, str], place: int
) -> None:
    search = request.node.callspec.params["starts"]
    context = browser.new_context()
    here = Reader(context, starts[place])
    here.open("")
    here.page.keyboard.press("/")
    until(here.page, "document.querySelector('.md-search-result__meta').textContent.startsWith('Type')")
    assert [query for query in FOUND if not answers(here, query)] == []
    assert [query for query in MISSED if answers(here, query)] == []
    assert bool(answers(here, "cheval rouge")) == (search in KNOWN_ENDINGS)
    assert here.strangers == []
    assert here.said == []
    context.close()


COUNT_HITS = """(async queries => {
  const field = document.querySelector('.md-search__input'), meta = document.querySelector('.md-search-result__meta');
  const found = [];
  for (const query of queries) {
    meta.textContent = 'waiting';
    field.value = query;
    for (const kind of ['input', 'keyup']) field.dispatchEvent(new Event(kind, {bubbles: true}));
    while (meta.textContent === 'waiting') await new Promise(resolve => setTimeout(resolve, 10));
    found.push(document.querySelectorAll('.md-search-result__item').length);
  }
  return found;
})"""


def test_firefox_finds_them_too(firefox: Firefox, starts: tuple[str, str]) -> None:
    firefox.open(starts[1] + "index.html")
    firefox.said.clear()
    firefox.type("/")
    firefox.wait("document.querySelector('.md-search-result__meta').textContent.startsWith('Type')")
    counts = firefox.run(f"{COUNT_HITS}({json.dumps([*FOUND, *MISSED])})")
    assert [query for query, count in zip([*FOUND, *MISSED], counts, strict=True) if count] == list(FOUND)
    assert firefox.said == []


def answers(here: Reader, query: str) -> int:
    """How many hits a query has."""
    page = here.page
    page.evaluate("document.querySelector('.md-search-result__meta').textContent = 'waiting'")
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search__input").dispatch_event("keyup")
    until(page, "document.querySelector('.md-search-result__meta').textContent !== 'waiting'")
    return page.locator(".md-search-result__item").count()


def test_a_bundle_has_the_scripts_of_its_languages_and_no_others(tmp_path: Path) -> None:
    project = Site(tmp_path).newsroom()
    project.write("mkdocs.yml", MKDOCS.replace("  - search", "  - search: {lang: [en, ru]}", 1)).build()
    folder = project.site / stemmers.FOLDER
    there = {path.relative_to(project.site).as_posix() for path in folder.rglob("*.js")}
    assert there == stemmers.stemmer_scripts(["en", "ru"])
    assert len(there) == 2
