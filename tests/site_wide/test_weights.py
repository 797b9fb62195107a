"""A page is light, loads nothing from elsewhere, and does not move while it loads."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import weights
from support.project import Site
from support.reading import BRIEFING, DESK, KINDS, PHONE
from weights import Scales, Weight

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# On a short page the footer follows the sidebars, which Material's script makes as high as the page.
STOCK = ("md-footer",)
SEARCH_LIMIT = 15_000  # bytes of the scripts that search, as sent
STEADY = 0.001
"""The layout shift of a page that stays where it is. Browsers call 0.1 good; this is a view that moves by less than a
pixel. A few lines may settle by a fraction of one when a typeface takes the place of the one that was there before it."""


@pytest.fixture(scope="module")
def weighing(real: Site) -> Iterator[Scales]:
    with weights.scales(real.site) as made:
        yield made


def heaviest_section(real: Site) -> str:
    """The address of the section with the most HTML."""
    others = {real.file(address) for address in KINDS.values() if address.startswith(BRIEFING)}
    others -= {real.file(KINDS["section"]), real.file(KINDS["section of figures"])}
    sections = set(real.file(BRIEFING).parent.glob("*/index.html")) - others
    largest = max(sections, key=lambda path: len(gzip.compress(path.read_bytes())))
    return f"{BRIEFING}{largest.parent.name}/"


def told(weight: Weight) -> str:
    """A weight as a failing test shows it."""
    return "\n".join(f"{size:8} {path}" for path, size in sorted(weight.sent.items()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_nothing_from_elsewhere_and_stays_where_it_is(
    browser: Browser, weighing: Scales, kind: str
) -> None:
    for size in (PHONE, DESK):
        weight = weighing.weigh(browser, KINDS[kind], size)
        assert weight.strangers == ()
        shifts = [shift for shift in weight.shifts if shift[1] != STOCK]
        assert sum(value for value, _ in shifts) <= STEADY, shifts


def test_the_first_view_of_a_section_is_light(browser: Browser, weighing: Scales, real: Site) -> None:
    for address in (KINDS["section"], KINDS["section of figures"], heaviest_section(real)):
        weight = weighing.weigh(browser, address, PHONE)
        assert weight.index == 0
        assert weight.total <= weights.LIMIT, told(weight)
        assert weight.columns["own"] <= weights.OWN_LIMIT, told(weight)


def test_all_styles_and_scripts_of_ours_are_light_together(real: Site) -> None:
    folder = real.site / "assets/bindery"
    ours = [p for p in folder.rglob("*") if p.suffix in {".css", ".js"}]
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in ours}
    # These come when a reader turns to the search.
    later = {name: size for name, size in sizes.items() if name.startswith("search-")}
    assert len(later) == 3
    assert sum(later.values()) <= SEARCH_LIMIT, later
    assert sum(sizes.values()) - sum(later.values()) <= weights.OWN_LIMIT, sizes


def test_the_fonts_that_pages_ask_for_early_are_there_and_used(real: Site) -> None:
    for address in KINDS.values():
        early = [link.attributes for link in real.page(address).all("link", rel="preload")]
        assert early
        styles = real.file("assets/bindery/bindery.css").read_text("utf-8")
        for link in early:
            name = link["href"].rpartition("/")[2]
            assert real.file(f"assets/bindery/fonts/{name}").is_file()
            assert f'url("fonts/{name}")' in styles


def test_the_benchmark_weighs_the_pages_that_the_tests_open() -> None:
    assert weights.PAGES.items() >= KINDS.items()
