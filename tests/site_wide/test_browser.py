"""The site as a reader's browser shows it, from a server and from files on disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.parsed import Element, parse
from support.project import ROOT, Site
from support.reading import BRIEFING, CITING, DESK, KINDS, PHONE, PLACES, Reader, Readers, in_view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def article_of(real: Site, address: str) -> Element:
    return real.page(address).first("article")


def first_citation(real: Site) -> tuple[str, str]:
    """The first citation of the section: the id of its paragraph, and the source that it leads to."""
    for sup in article_of(real, CITING).all("sup"):
        place = sup.above(lambda e: e.attributes.get("id", "").startswith("_p-"))
        if place is not None:
            return place.attributes["id"], sup.first("a").attributes["href"].partition("#")[2]
    raise AssertionError("the section cites nothing")


@pytest.fixture(scope="module")
def windows(browser: Browser, served: str, unpacked: Path) -> Iterator[dict[str, Reader]]:
    """A window on the server's pages and one on those on disk, which open one page after the other."""
    readers = Readers(browser, {"server": served, "disk": unpacked.as_uri() + "/"})
    yield {place: readers(place) for place in PLACES}
    readers.close()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_without_complaint_and_loads_nothing_from_elsewhere(
    windows: dict[str, Reader], kind: str, place: str
) -> None:
    here = windows[place]
    here.page.set_viewport_size(PHONE)
    page = here.open(KINDS[kind])
    assert page.locator("article h1").first.inner_text()
    for size in (PHONE, DESK):
        here.page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert here.strangers == []
    assert here.said == []


@pytest.mark.parametrize("place", PLACES)
def test_a_citation_leads_to_its_reference_and_by_its_uses_back(
    reader: Readers, real: Site, place: str
) -> None:
    paragraph, source = first_citation(real)
    page = reader(place).open(CITING)
    page.locator(f"#{paragraph} sup a").first.click()
    page.wait_for_url(re.compile(rf"{BRIEFING}sources/(index\.html)?#{source}$"))
    entry = page.locator(f"li#{source}")
    assert entry.evaluate("e => e.matches(':target')")
    assert in_view(page, f"li#{source}")
    entry.locator(".bd-ref__uses a").click()
    page.wait_for_url(re.compile(rf"/sources/{source}/(index\.html)?$"))
    page.locator(f'a[href$="{CITING}#{paragraph}"], a[href$="{CITING}index.html#{paragraph}"]').first.click()
    page.wait_for_url(re.compile(rf"{CITING}(index\.html)?#{paragraph}$"))
    assert page.locator(f"#{paragraph}").evaluate("e => e.matches(':target')")
    assert in_view(page, f"#{paragraph}")


def test_an_odd_end_of_an_address_is_an_address_of_nothing(reader: Readers) -> None:
    here = reader("server")
    for end in ("#100%", "#%E0%A4", "#%", "#%00", "#<b>", "#a b", "#" + "%41" * 3000, "?status=%#%"):
        page = here.open(f"mkdocs-and-material/claims/{end}")
        assert page.locator(".bd-filter output").inner_text()
        page.evaluate("location.hash = '#50%'")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")  # the last that the script prepares
        assert page.locator("article details:not([open])").count() == 0
    assert here.said == []


def test_without_scripts_the_former_address_of_a_claim_is_its_line(reader: Readers) -> None:
    page = reader("server", java_script_enabled=False).open(
        "mkdocs-and-material/claims/#pypi-ownership-changed-hands"
    )
    line = page.locator("#pypi-ownership-changed-hands")
    assert line.is_visible()
    line.locator("a").click()
    evidence = page.locator("article.bd-claim .bd-evidence")
    evidence.first.wait_for(state="attached")  # a click does not wait for the page that it opens
    assert evidence.count() > 0


def test_the_tab_key_reaches_a_citation_and_enter_follows_it(reader: Readers) -> None:
    page = reader("server").open(CITING)
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('article sup a')"):
            break
    assert page.evaluate("document.activeElement.matches('article sup a')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{BRIEFING}sources/#"))
    assert page.locator("li:target").count() == 1


def test_a_reader_who_prefers_the_dark_gets_it(reader: Readers) -> None:
    colours = {
        scheme: reader("server", color_scheme=scheme)
        .open(CITING)
        .evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
        for scheme in ("light", "dark")
    }
    assert colours["light"][0] != colours["dark"][0]
    assert brightness(colours["light"][0]) > brightness(colours["light"][1])
    assert brightness(colours["dark"][0]) < brightness(colours["dark"][1])


def brightness(colour: str) -> float:
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)[:3]]
    return sum(numbers)


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG 2.2 calculates it: 0 for black, 1 for white."""
    parts = [float(number) / 255 for number in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_to_be_read_stands_out_from_the_page(reader: Readers, scheme: str) -> None:
    here = reader("server", color_scheme=scheme)
    for kind in ("home", "overview", "section", "claims", "references", "source", "written by hand"):
        words_stand_out(here.open(KINDS[kind]), f"the page of kind {kind}, {scheme}")


def words_stand_out(page: Page, name: str) -> None:
    """Checks that the colour of each text differs enough from that of its page."""
    paper = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    inks: list[str] = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('article :is(a, p, li, h1, h2, h3, td, th, dt, .bd-status)')]
            .filter(e => e.checkVisibility() && e.innerText && !e.closest('.headerlink, code, .bd-card, summary'))
            .map(e => getComputedStyle(e).color))]"""
    )
    assert len(inks) > 1
    for ink in inks:
        light, dark = sorted((luminance(ink), paper), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {name}"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["overview", "section", "claims", "references", "source"])
def test_without_scripts_the_words_are_there(reader: Readers, real: Site, kind: str, place: str) -> None:
    page = reader(place, java_script_enabled=False).open(KINDS[kind])
    shown = " ".join(page.locator("article").first.inner_text().split())
    for heading in article_of(real, KINDS[kind]).all("h2"):
        words = heading.text.removesuffix("¶").strip()
        assert words.casefold() in shown.casefold()
    assert len(shown) > 300


def test_without_scripts_evidence_that_is_folded_up_can_be_opened(reader: Readers) -> None:
    page = reader("server", java_script_enabled=False).open("mkdocs-and-material/")
    page.goto(page.url + "where-the-projects-stand/")
    folded = page.locator("article details:not([open])")
    count = folded.count()
    assert count
    folded.first.locator("summary").click()
    assert page.locator("article details:not([open])").count() == count - 1


def test_words_that_run_from_right_to_left_are_set_so(reader: Readers, real: Site) -> None:
    found = [
        e
        for e in parse(real.file("sources/").read_text("utf-8")).all("bdi")
        if re.search("[\u0600-\u06ff]", e.text)
    ]
    page = reader("server").open("sources/")
    directions = page.locator("article bdi").evaluate_all(
        "all => all.filter(e => /[\u0600-\u06ff]/.test(e.textContent)).map(e => getComputedStyle(e).unicodeBidi)"
    )
    assert len(directions) == len(found)
    assert set(directions) <= {"isolate"}


def test_the_browser_tests_open_pages_that_exist(real: Site) -> None:
    assert [address for address in KINDS.values() if not real.file(address).is_file()] == []
    assert (ROOT / "briefings" / BRIEFING.strip("/") / "briefing.yml").is_file()


def test_a_long_page_is_waited_for_on_a_slow_machine_until_it_is_whole(reader: Readers) -> None:
    here = reader("server")
    slow = here.page.context.new_cdp_session(here.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page = here.open(f"{BRIEFING}print/")
    assert page.evaluate("document.readyState") == "complete"
