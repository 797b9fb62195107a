"""What each query of queries.yml finds, on a server and from files on disk."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from support.firefox import Firefox
from support.project import ROOT, Site
from support.reading import BRIEFING, PLACES, Reader, Readers, until

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

QUERIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text("utf-8"))
FIELD = ".md-search__input"
BRIEFING_FILES = "briefings/pakistan-taliban-kurram"

# The hits in the order in which a reader sees them; the page that only heads its hits is none.
HITS = """() => [...document.querySelectorAll('.md-search-result__item')].flatMap(item => {
  const links = [...item.querySelectorAll('a.md-search-result__link')].filter(a => !a.closest('details'));
  const score = a => parseFloat(a.firstElementChild.dataset.mdScore);
  const best = Math.max(...links.map(score));
  return links.filter((a, n) => n || links.length === 1 || score(a) === best).map(a => a.href);
})"""


# Material says how many hits there are each time that it lists some, so that an answer can be waited for.
COUNT = """new MutationObserver(() => (window.answers = (window.answers || 0) + 1)).observe(
  document.querySelector('.md-search-result__meta'), {childList: true, characterData: true})"""
READY = "document.querySelector('.md-search-result__meta').textContent === 'Type to start searching'"
ROOT_FILE = "**/search/root.js*"


def turn_to_search(page: Page) -> None:
    """Opens the search with its key, and waits until it answers."""
    page.keyboard.press("/")
    until(page, READY)
    page.evaluate(COUNT)


def hits(here: Reader, query: str) -> list[str]:
    """The address, below the site, of each hit that is shown for a query, as it is on a server."""
    page = here.page
    before = page.evaluate("window.answers || 0")
    page.locator(FIELD).fill(query)  # as if pasted: no key is pressed
    until(page, "before => (window.answers || 0) > before", before)
    return [address_of(here, href) for href in page.evaluate(HITS)]


ASK_ALL = """(async queries => {
  const field = document.querySelector('.md-search__input');
  const found = [];
  for (const query of queries) {
    if (window.binderySearch.loads) await window.binderySearch.ask(query); // without the pause after a key
    else {
      const before = window.answers || 0;
      field.value = query;
      for (const kind of ['input', 'keyup']) field.dispatchEvent(new Event(kind, {bubbles: true}));
      while ((window.answers || 0) === before) await new Promise(resolve => setTimeout(resolve, 10));
    }
    found.push((HITS)());
  }
  return found;
})"""


def hits_of_all(here: Reader, queries: list[str]) -> list[list[str]]:
    """The same for each of many queries, which the page asks itself one after the other: that is quicker."""
    answers = here.page.evaluate(ASK_ALL.replace("HITS", HITS), queries)
    return [[address_of(here, href) for href in hrefs] for hrefs in answers]


def address_of(here: Reader, href: str) -> str:
    """What a link leads to, without the words that are to be marked there."""
    return below(here.start, href)


def below(start: str, href: str) -> str:
    """An address below the site's beginning, as it is on a server."""
    path, _, anchor = href.removeprefix(start).partition("#")
    path = re.sub(r"\?.*", "", path).removesuffix("index.html")
    return f"{path}#{anchor}" if anchor else path


@pytest.mark.parametrize("place", PLACES)
def test_what_readers_type_finds_what_they_look_for(reader: Readers, place: str) -> None:
    here = reader(place)
    turn_to_search(here.open(""))
    missed = {}
    answers = hits_of_all(here, [wanted["query"] for wanted in QUERIES])
    for wanted, found in zip(QUERIES, answers, strict=True):
        if wanted["hit"] not in found[: wanted.get("within", 1)]:
            missed[wanted["query"]] = (wanted["hit"], found[:4])
    assert missed == {}
    assert here.strangers == []
    assert here.said == []


@pytest.mark.parametrize("place", PLACES)
def test_firefox_finds_it_too(firefox: Firefox, starts: dict[str, str], place: str) -> None:
    firefox.open(starts[place] + ("index.html" if place == "disk" else ""))
    firefox.run("document.fonts.ready.then(() => null)")
    firefox.asked.clear()  # what an earlier page had still to say has been said by now
    firefox.said.clear()
    firefox.type("/")
    firefox.wait(READY)
    firefox.run(f"{COUNT} ?? null")
    tried = QUERIES[::2]  # Chromium is asked all of them
    queries = json.dumps([wanted["query"] for wanted in tried])
    answers = firefox.run(f"{ASK_ALL.replace('HITS', HITS)}({queries})")
    missed = {}
    for wanted, hrefs in zip(tried, answers, strict=True):
        found = [below(starts[place], href) for href in hrefs]
        if wanted["hit"] not in found[: wanted.get("within", 1)]:
            missed[wanted["query"]] = (wanted["hit"], found[:4])
    assert missed == {}
    assert [url for url in firefox.asked if not url.startswith((starts[place], "data:"))] == []
    assert firefox.said == []


def test_the_queries_are_many_and_in_three_languages(real: Site) -> None:
    assert len({wanted["query"] for wanted in QUERIES}) == len(QUERIES) >= 60
    assert {wanted.get("language", "en") for wanted in QUERIES} >= {"en", "ur", "ps"}
    assert [w["hit"] for w in QUERIES if not real.file(w["hit"].partition("#")[0]).is_file()] == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_the_search_is_loaded_before_a_reader_turns_to_it(reader: Readers, place: str) -> None:
    here = reader(place)
    page = here.open(BRIEFING)
    assert [url for url in here.asked if re.search("/search/|/search-|workers/", url)] == []
    turn_to_search(page)
    assert len([url for url in here.asked if "search/root.js" in url]) == 1
    loaded = len(here.asked)
    page.locator(FIELD).blur()
    page.locator(FIELD).focus()
    assert len(here.asked) == loaded


def test_what_is_typed_before_the_index_is_there_is_answered_when_it_comes(reader: Readers) -> None:
    here = reader("server")
    held: list[Route] = []
    here.page.route(ROOT_FILE, lambda route: held.append(route))  # noqa: PLW0108  Playwright marks the function
    page = here.open("")
    page.keyboard.press("/")
    page.keyboard.type("khurram")
    page.locator(".md-search-result__meta").get_by_text("Initializing search", exact=True).wait_for()
    while not held:
        page.wait_for_timeout(20)  # milliseconds
    held[0].continue_()
    page.locator(".md-search-result__item").first.wait_for()
    first = address_of(here, page.evaluate(HITS)[0])
    assert first == f"{BRIEFING}entities/#kurram"


@pytest.mark.parametrize(
    "missing", [ROOT_FILE, "**/search/texts/3.js*", "**/search-words.js", "**/search-results.js"]
)
def test_an_index_that_does_not_come_is_reported_and_asked_for_again(reader: Readers, missing: str) -> None:
    here = reader("server")
    here.page.route(missing, lambda route: route.abort())
    page = here.open("")
    page.keyboard.press("/")
    page.get_by_text("The search index could not be loaded").wait_for()
    here.page.unroute(missing)
    page.locator(FIELD).blur()
    page.locator(FIELD).focus()
    until(page, READY)
    page.evaluate(COUNT)
    assert hits(here, "khurram")[0] == f"{BRIEFING}entities/#kurram"


@pytest.mark.parametrize("place", PLACES)
def test_an_address_with_a_query_shows_its_hits(reader: Readers, place: str) -> None:
    here = reader(place)
    here.page.goto(f"{here.start}{'index.html' if place == 'disk' else ''}?q=khurram")
    here.page.locator(".md-search-result__item").first.wait_for()
    assert address_of(here, here.page.evaluate(HITS)[0]) == f"{BRIEFING}entities/#kurram"


@pytest.mark.parametrize("place", PLACES)
def test_a_hit_leads_to_its_place_with_its_words_marked(reader: Readers, place: str) -> None:
    here = reader(place)
    page = here.open("")
    turn_to_search(page)
    hits(here, "dozens of civilians")
    page.locator(".md-search-result__item a", has_text="credible reports").first.click()
    page.wait_for_url(re.compile("claims/airstrike-civilians-unama/"))
    assert "dozens" in page.locator("article mark").all_inner_texts()


def test_a_hit_says_what_it_is(reader: Readers) -> None:
    here = reader("server")
    page = here.open("")
    turn_to_search(page)
    for query, kind in (
        ("who closed the road", "Claim (contested): "),
        ("children died kurram", "Key point (corroborated): "),
        ("Spokesman-Review", "Source: "),
        ("gunmen ambush", "Event, 21 November 2024: "),
        ("parachinar", "Place: "),
    ):
        hits(here, query)
        titles = page.locator(".md-search-result__item h2").all_inner_texts()
        assert any(title.startswith(kind) for title in titles[:3]), (query, titles[:3])


def test_characters_with_a_meaning_for_the_engine_break_nothing(reader: Readers) -> None:
    here = reader("server")
    turn_to_search(here.open(""))
    for query in (
        '"',
        "+",
        "-",
        "*",
        "a:b",
        "title:x",
        "~",
        "^2",
        '"kurram',
        "(",
        "\\",
        "<b>x</b>",
        "٪",
        "\u200c",
    ):
        hits(here, query)
        assert hits(here, "khurram")[0] == f"{BRIEFING}entities/#kurram", query
    assert here.said == []


def test_words_in_quotation_marks_must_be_there_and_words_after_a_minus_not(reader: Readers) -> None:
    here = reader("server")
    turn_to_search(here.open(""))
    assert f"{BRIEFING}claims/kurram-children-died/" in hits(here, 'children "hospital"')[:12]
    assert hits(here, '"no such words anywhere"') == []
    with_it = hits(here, "barmal")
    assert f"{BRIEFING}claims/airstrikes-dec-2024/" in with_it
    assert f"{BRIEFING}claims/airstrikes-dec-2024/" not in hits(here, "barmal -paktika")


def phrases_of_passages() -> list[tuple[str, str]]:
    """Four words from the middle of a passage of each fourth source, and the page of the source."""
    listed = yaml.safe_load((ROOT / BRIEFING_FILES / "sources.yml").read_text("utf-8"))["sources"]
    found = []
    for source in [source for source in listed if source.get("passages")][::4]:
        words = source["passages"][0]["quote"].split()
        middle = max(0, len(words) // 2 - 2)
        found.append((" ".join(words[middle : middle + 4]).strip('"“”.,'), f"sources/{source['id']}/"))
    return found


@pytest.mark.parametrize("place", PLACES)
def test_a_phrase_copied_from_a_passage_finds_it(reader: Readers, place: str) -> None:
    here = reader(place)
    turn_to_search(here.open(""))
    phrases = phrases_of_passages()
    assert len(phrases) > 10
    answers = hits_of_all(here, [f'"{phrase}"' for phrase, _ in phrases])
    missed = [phrase for (phrase, page), found in zip(phrases, answers, strict=True) if page not in found]
    assert missed == []
    assert hits(here, '"blockaded by Sunni tribes"') != []
    assert hits(here, "“blockaded by Sunni tri") != []  # still being typed
    assert hits(here, '"blockaded by Sunni tri"') == []
    assert hits(here, '"tribes Sunni by blockaded"') == []
    assert hits(here, '"strategic depth"') != []
    assert hits(here, '"depth strategic"') == []
    without = hits(here, 'depth -"strategic depth"')
    assert f"{BRIEFING}entities/#strategic-depth" in hits(here, "depth")
    assert f"{BRIEFING}entities/#strategic-depth" not in without
