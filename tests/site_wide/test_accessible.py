"""Accessibility: what axe-core finds, what a keyboard reaches, how large targets are, and what moves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.axe import chosen
from support.project import MKDOCS, ROOT, Site
from support.reading import CITING, DESK, KINDS, PHONE, SLOWEST, SOURCE, until
from support.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ALSO = {
    "stored copy": "sources/properdocs-release-notes/text/",
    "text under review": "pakistan-taliban-kurram/the-digest/",
    "problems": "reference/problems/",
    "no such page": "404.html",
    "section in German": "mkdocs-und-material/wo-die-projekte-stehen/",
}
BRIEF = {  # the same kinds of pages, of a shorter briefing: axe reads each line of them
    "figures": "mkdocs-and-material/figures/",
    "whole": "mkdocs-and-material/print/",
}
URDU = ("urdu/", "urdu/kyun/", "urdu/claims/", "urdu/timeline/", "urdu/entities/", "urdu/sources/")
REPORT = (ROOT / "docs/accessibility.md").read_text("utf-8")
# Parts that the browser has not laid out have no size, which would be too small to touch.
LAY_OUT = """() => {
    for (const e of document.querySelectorAll('.bd-page > *, .bd-references > *')) e.style.contentVisibility = 'visible' }"""
RUN = """options => {
    return axe.run(document, options).then(result => result.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)} (${node.target})`))) }"""
# What a key should reach, in the order of the page. The buttons of the palette are one group, and one stop;
# the button that leads to the top is only there while one scrolls up.
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && !e.matches('.md-option ~ .md-option, .md-top, [type=hidden]')
                 && e.checkVisibility({visibilityProperty: true}))"""
FOLLOW = f"""() => {{
    window.wanted = ({REACHABLE})();
    window.reached = [];
    window.said = e => e ? e.outerHTML.slice(0, 120) : 'the page';
    document.addEventListener('focusin', event => {{
        if (event.target.closest('.md-top, .bd-sheet')) return; // a preview comes and goes with its link
        const e = event.target, box = e.getBoundingClientRect();
        const header = document.querySelector('.md-header').getBoundingClientRect();
        const ring = e.matches('.md-option') ? e.form.querySelector('label:not([hidden])')
            : e.matches('#__drawer, #__toc') ? e.nextElementSibling : e;
        const style = getComputedStyle(ring);
        reached.push({{
            place: wanted.indexOf(e.matches('.md-option') ? e.form.querySelector('.md-option') : e), words: said(e),
            seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || e.matches('.md-search__input'),
            covered: !!e.closest('.md-content') && box.bottom <= header.bottom + 1,
        }});
    }});
    return wanted.map(said);
}}"""
SMALL = """least => [...document.querySelectorAll('button, select, summary, textarea, input:not([type=hidden]), label[for]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.md-search, .md-sidebar')
                 && !e.matches('.md-option, .md-overlay'))
    .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width < least - 0.5 || box.height < least - 0.5)
    .map(([box, words]) => `${box.width} × ${box.height}: ${words}`)"""
MOVING = """() => [...document.querySelectorAll('*')].flatMap(e => ['', '::before', '::after'].map(part => {
        const style = getComputedStyle(e, part || null);
        const still = style.transitionDuration.split(', ').every(time => time === '0s')
            || style.transitionProperty === 'none';
        return still && style.animationName === 'none' ? '' : e.outerHTML.slice(0, 100) + part;
    })).filter(Boolean)"""


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page in a window of its own, in which nothing moves unless asked to."""
    context = browser.new_context(**({"viewport": PHONE, "reduced_motion": "reduce"} | options))
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(address, wait_until="load")
    yield page
    context.close()


def violations(page: Page, axe: str, options: dict[str, Any] | None = None) -> list[str]:
    """What axe-core finds in the page as it is, by all its rules for WCAG 2.2 AA and good practice, or by some."""
    page.evaluate(LAY_OUT)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: list[str] = page.evaluate(RUN, options or chosen("light", PHONE, all_colours=True))
    return found


def turn_dark(page: Page) -> None:
    """Turns a page dark: by its button, or, where it has none, as a reader has whose system is dark."""
    if page.locator("[data-md-component=palette]").count():
        page.locator("[data-md-component=palette] label:visible").click()
    else:
        page.emulate_media(color_scheme="dark")
        page.reload(wait_until="load")
    until(page, "document.body.dataset.mdColorScheme === 'slate'")


def in_every_way(page: Page, axe: str, *, all_colours: bool = False) -> list[str]:
    """What is found on a phone and on a desk, by day and by night, with all that is folded up opened."""
    found = []
    for scheme in ("light", "dark"):
        if scheme == "dark":
            turn_dark(page)
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        for size in (PHONE, DESK):
            options = chosen(scheme, size, all_colours=all_colours)
            if options is not None:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                found += [f"{scheme}, {size['width']}: {said}" for said in violations(page, axe, options)]
    return found


@pytest.mark.parametrize("kind", [*KINDS, *ALSO])
def test_axe_finds_nothing_and_on_a_phone_what_is_pressed_is_large_and_nothing_moves(
    browser: Browser, served: str, axe: str, kind: str
) -> None:
    with opened(browser, served + (KINDS | ALSO | BRIEF)[kind]) as page:
        page.evaluate(LAY_OUT)
        if kind in KINDS:
            assert page.evaluate(SMALL, 44) == []
            assert page.evaluate(MOVING) == []
        assert in_every_way(page, axe, all_colours=kind == "section") == []


def test_axe_finds_nothing_where_something_is_open(browser: Browser, served: str, axe: str) -> None:
    with opened(browser, served + CITING) as page:
        page.locator(".md-header__button[for=__drawer]").click()
        until(page, "document.querySelector('#__drawer').checked")
        assert violations(page, axe) == []
        page.locator(".bd-nav [for=__toc]").first.click()
        assert violations(page, axe) == []
        page.reload()
        page.locator(".md-header__button[for=__search]").click()
        page.keyboard.type("Sadda", delay=20)
        page.locator(".md-search-result__item").first.wait_for()
        assert violations(page, axe) == []


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Material as it comes, with pages of the shape of ours: nested, with links, tables, notes, and both palettes."""
    site = Site(tmp_path_factory.mktemp("stock"))
    site.write("mkdocs.yml", (ROOT / "tests/web/stock.yml").read_text("utf-8"))
    page = (ROOT / "tests/web/stock.md").read_text("utf-8")
    for path in ("index", "part/index", "part/one", "part/deep/index", "part/deep/two"):
        site.write(f"docs/{path}.md", page)
    result = site.run("mkdocs", "build", "--quiet")
    assert result.returncode == 0, result.stderr
    return site


def listed(heading: str) -> set[str]:
    """The rules that the report lists in a table under a heading."""
    part = REPORT.partition(f"## {heading} {{#")[2].partition("\n## ")[0]
    assert part, f"docs/accessibility.md has no section {heading}"
    return set(re.findall(r"^\| `([a-z-]+)` ", part, re.MULTILINE))


def test_what_material_brings_is_what_the_report_lists(browser: Browser, stock: Site, axe: str) -> None:
    found = set()
    with serving(stock.site) as start:
        for address in ("", "part/one/", "part/deep/two/"):
            with opened(browser, start + address) as page:
                found |= {said.split(": ")[1] for said in in_every_way(page, axe)}
    assert found == listed("Faults in Material for MkDocs")


@pytest.mark.parametrize(("kind", "size"), [("section", PHONE), ("section", DESK), ("claims", DESK)])
def test_a_key_reaches_everything_once_and_shows_where_it_is(
    browser: Browser, served: str, kind: str, size: dict[str, int]
) -> None:
    with opened(browser, served + KINDS[kind], viewport=size) as page:
        wanted: list[str] = page.evaluate(FOLLOW)
        for _ in range(5 * len(wanted)):  # a preview of a citation has up to four links of its own
            page.keyboard.press("Tab")
            if page.evaluate("reached.length") > len(wanted):
                break
        stops: list[dict[str, Any]] = page.evaluate("reached.splice(0)")
        assert [stop["words"] for stop in stops if stop["place"] < 0] == []
        assert [stop["place"] for stop in stops[: len(wanted)]] == list(range(len(wanted)))
        for _ in range(min(len(wanted), 150)):
            page.keyboard.press("Shift+Tab")
        stops += page.evaluate("reached")
    assert [stop["words"] for stop in stops if not stop["seen"]] == []
    assert [stop["words"] for stop in stops if stop["covered"]] == []


def test_a_key_opens_the_drawer_and_the_contents_in_it(browser: Browser, served: str) -> None:
    with opened(browser, served + CITING) as page:
        links = page.locator(".bd-nav > ul > li > a.md-nav__link")
        contents = page.locator(".bd-nav .md-nav--secondary a").first
        assert not links.first.is_visible()
        page.locator("#__drawer").press("Space")
        assert links.first.is_visible()
        assert not contents.is_visible()
        page.locator("#__toc").press("Space")
        assert contents.is_visible()
        page.locator("#__drawer").press("Space")
        assert not links.first.is_visible()


def test_without_scripts_a_finger_opens_the_drawer(browser: Browser, served: str) -> None:
    with opened(browser, served + CITING, java_script_enabled=False) as page:
        page.locator(".md-header__button[for=__drawer]").click()
        assert page.locator(".bd-nav a.md-nav__link").first.is_visible()


def test_pages_from_right_to_left_are_read_so(browser: Browser, axe: str, tmp_path: Path) -> None:
    site = Site(tmp_path).write("mkdocs.yml", MKDOCS).write("docs/about.md", "# About us\n\nWho we are.\n")
    shutil.copytree(ROOT / "tests/support/urdu/briefings/urdu", tmp_path / "briefings/urdu")
    site.build()
    with serving(site.site) as start:
        for address in URDU:
            with opened(browser, start + address) as page:
                title = page.locator("article h1")
                assert title.evaluate("e => getComputedStyle(e).direction") == "rtl"
                assert page.locator("html").get_attribute("lang") == "ur"
                assert page.locator("body").get_attribute("dir") == "rtl"
                assert title.evaluate("e => (e.querySelector('[lang]') ?? e.closest('[lang]')).lang") == "ur"
                assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
                assert violations(page, axe) == []
                page.set_viewport_size(DESK)  # type: ignore[arg-type]
                assert violations(page, axe) == []
                sidebar = page.locator(".md-sidebar--primary").bounding_box()
                words = title.bounding_box()
                assert sidebar is not None
                assert words is not None
                assert sidebar["x"] >= words["x"] + words["width"], "the page is not mirrored"
        with opened(browser, start + "about/") as page:
            assert page.locator("html").get_attribute("lang") == "en"
            assert page.locator("body").get_attribute("dir") == "ltr"


def test_what_is_opened_is_there(real: Site) -> None:
    assert [address for address in (ALSO | BRIEF).values() if not real.file(address).is_file()] == []
    assert real.file(SOURCE).is_file()
