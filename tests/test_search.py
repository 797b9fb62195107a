"""What a reader finds who types a query, from a server and from a disk; each query is a line of queries.yml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QUERIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text("utf-8"))
FIELD = ".md-search__input"

# The hits in the order in which a reader sees them; the page that only heads its hits is none.
HITS = """() => [...document.querySelectorAll('.md-search-result__item')].flatMap(item => {
  const links = [...item.querySelectorAll('a.md-search-result__link')].filter(a => !a.closest('details'));
  const score = a => parseFloat(a.firstElementChild.dataset.mdScore);
  const best = Math.max(...links.map(score));
  return links.filter((a, n) => n || links.length === 1 || score(a) === best).map(a => [a.href, a.innerText]);
})"""


def hits(page: Page, query: str) -> list[tuple[str, str]]:
    """The address, below the site, and the words of each hit that is shown for a query."""
    before = page.evaluate("window.answers = (window.answers || 0)")
    page.locator(FIELD).fill(query)
    page.locator(FIELD).dispatch_event("keyup")
    page.wait_for_function("before => window.answers > before", arg=before)
    return [(href, words) for href, words in page.evaluate(HITS)]


# The list of hits is rewritten for every answer, an empty one too; Material says of it how many there are.
COUNT = """new MutationObserver(() => (window.answers = (window.answers || 0) + 1)).observe(
  document.querySelector('.md-search-result__meta'), {childList: true, characterData: true})"""


def turn_to_search(page: Page) -> None:
    """Opens the search with the key for it, and waits until it answers."""
    page.keyboard.press("/")
    page.wait_for_function(
        "document.querySelector('.md-search-result__meta').textContent === 'Type to start searching'"
    )
    page.evaluate(COUNT)
