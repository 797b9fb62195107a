"""A whole briefing in one file: it loads nothing, and works with scripts or without, printed, and from right to left."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.axe import chosen
from support.parsed import Element, parse, unbalanced
from support.project import MKDOCS, ROOT, Site, briefing
from support.reading import DESK, PHONE, SLOWEST

from bindery.build import one_file
from bindery.build.site_facts import SiteFacts
from bindery.edition import compile  # noqa: A004
from bindery.html.stylesheet import needed_css
from bindery.site import mkdocs_build
from bindery.system import disk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LARGEST = 700_000  # bytes; the Kurram briefing has 657,000, most of it the evidence of 90 claims
REAL = "pakistan-taliban-kurram.html"
CITED = 'sup a[href="#_sources--pips-psr-2024"]'
AXE = """options => axe.run(document, options).then(result => result.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)} (${node.target})`)))"""
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
UNKNOWN_TO_THE_CHECKER = ("“container-type”", "“@container”", "“paint-order”")  # which browsers know
ADDRESS = "https://briefings.example.org/all/"


def made(site: Site, address: str = "", **options: Any) -> dict[str, bytes]:
    """The files of a project that is built already."""
    edition = compile(disk.read_inputs(site.root, **options))
    templates = disk.read_templates(site.root)
    folder = site.site
    return one_file.one_file_editions(
        SiteFacts(folder, edition, templates, "The Newsroom", address, options.get("directory_urls", True))
    )


def text_of(files: dict[str, bytes], name: str = "heat.html") -> str:
    return files[name].decode()


@pytest.fixture(scope="module")
def files(real: Site) -> dict[str, bytes]:
    """The files of the briefings here."""
    return made(real)


@pytest.fixture(scope="module")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Them, and one of a briefing from right to left, where somebody saved them."""
    place = tmp_path_factory.mktemp("onefile")
    site = (
        Site(place / "project")
        .write("mkdocs.yml", MKDOCS)
        .write("docs/about.md", "# About us\n\nWho we are.\n")
    )
    shutil.copytree(ROOT / "tests/support/urdu/briefings/urdu", site.root / "briefings/urdu")
    saved = place / "Téléchargements کرم"
    saved.mkdir()
    for name, data in (files | made(site.build())).items():
        (saved / name).write_bytes(data)
    return saved


@pytest.fixture(scope="module")
def page(files: dict[str, bytes]) -> Element:
    return parse(text_of(files, REAL))


# ---- What is in it ----


def test_it_is_light_enough_to_be_sent(files: dict[str, bytes]) -> None:
    sizes = {name: len(data) for name, data in files.items()}
    assert len(sizes) == len(list((ROOT / "briefings").glob("*/briefing.yml")))
    assert {name: size for name, size in sizes.items() if size >= LARGEST} == {}


def test_it_holds_the_whole_briefing(page: Element, real: Site) -> None:
    whole = real.page("pakistan-taliban-kurram/print/")
    for wanted in (
        "bd-claim--print",
        "bd-point",
        "bd-chart",
        "bd-map__picture",
        "bd-event",
        "bd-assessment",
        "bd-cite",
    ):
        assert len(page.all(class_=wanted)) == len(whole.all(class_=wanted)) > 0, wanted
    listed = [len(place.first("ol", class_="bd-references").all("li")) for place in (page, whole)]
    assert listed[0] == listed[1] > 70
    assert [h2.text for h2 in page.all("h2")] == [link.text for link in page.first("nav").all("a")]


def test_ids_are_unique_and_every_link_within_leads_somewhere(page: Element) -> None:
    ids = Counter(page.ids)
    assert [name for name, number in ids.items() if number > 1] == []
    within = [a.attributes["href"][1:] for a in page.all("a") if a.attributes.get("href", "").startswith("#")]
    assert within
    assert set(within) <= set(ids)
    outward = {a.attributes["href"] for a in page.all("a") if not a.attributes["href"].startswith("#")}
    assert [address for address in outward if not re.match(r"https?://", address)] == []
    assert [
        a for a in page.all("a") if a.attributes["href"].startswith("http") and "bd-out" not in a.classes
    ] == []


def test_each_reference_leads_back_to_where_it_is_first_cited(page: Element) -> None:
    leading = {a.attributes["href"] for a in page.all("a")}
    for entry in page.first("ol", class_="bd-references").all("li"):
        backs = entry.all("a", class_="bd-back")
        assert bool(backs) == (f"#{entry.attributes['id']}" in leading)
        if not backs:
            continue  # it stands behind a figure or a dataset, which is not cited by number
        [back] = backs
        cited = page.first("a", id=back.attributes["href"][1:])
        assert cited.attributes["href"] == f"#{entry.attributes['id']}"


def test_it_has_no_address_but_its_own(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        text = data.decode()
        assert unbalanced(text.replace("<!doctype html>", "")) == [] or "<meta" in text, name
        assert (
            re.findall(
                r"<(?:link|script|img|iframe|object|embed|source)\b[^>]*\b(?:src|href)=\"(?!data:)", text
            )
            == []
        )
        assert [
            u for u in re.findall(r"url\(([^)]*)\)", text) if not u.strip("\"'").startswith("data:")
        ] == []
        assert "@import" not in text


def test_it_has_the_fonts_that_its_letters_need(files: dict[str, bytes], folder: Path) -> None:
    assert text_of(files, REAL).count("font/woff2") == 2, "upright and italic"
    assert (folder / "urdu.html").read_text("utf-8").count('Noto Naskh Arabic"; font-weight') == 1
    assert 'Noto Naskh Arabic"; font-weight' not in text_of(files, REAL)


def test_two_builds_give_the_same_bytes(newsroom: Site) -> None:
    newsroom.build()
    assert made(newsroom) == made(newsroom)


# ---- Where it comes from ----


def test_the_build_writes_one_for_each_briefing(newsroom: Site) -> None:
    newsroom.write("briefings/rain/briefing.yml", briefing(title="Rain"))
    newsroom.write("briefings/snow/briefing.yml", briefing(title="Snow", status="draft"))
    result = newsroom.run("bindery", "build")
    assert result.returncode == 0, result.stderr
    assert sorted(newsroom.files("dist")) == ["heat.html", "rain.html", "the-newsroom-2024-05-01-offline.zip"]
    assert "dist/heat.html has" in result.stderr
    assert "Rain" in newsroom.read("dist/rain.html")


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_to_the_site_lead_to_its_address_where_it_has_one(newsroom: Site, directory_urls: bool) -> None:
    newsroom.write("mkdocs.yml", f"{MKDOCS}use_directory_urls: {str(directory_urls).lower()}\n")
    newsroom.write(
        "briefings/heat/briefing.yml",
        newsroom.read("briefings/heat/briefing.yml")
        + "editions:\n  - {number: 1, date: 2024-05-01, changes: []}\n",
    )
    newsroom.build()
    changes = "heat/changes/" if directory_urls else "heat/changes.html"
    for address, wanted in ((ADDRESS, {f"{ADDRESS}{changes}"}), ("", set())):
        found = parse(text_of(made(newsroom, address, directory_urls=directory_urls)))
        links = {a.attributes["href"] for a in found.all("a") if "changes" in a.attributes["href"]}
        assert links == wanted
        assert "edition 1" in found.first("aside").text


def test_pictures_are_in_it(newsroom: Site) -> None:
    newsroom.write("briefings/heat/images/street.png", PIXEL)
    newsroom.replace(
        "briefings/heat/briefing.yml",
        "      - Asphalt",
        "      - image: {file: images/street.png, alt: A street, source: city-news}\n      - Asphalt",
    )
    [image] = parse(text_of(made(newsroom.build()))).all("img")
    assert b64decode(image.attributes["src"].partition("base64,")[2]) == PIXEL


def test_hostile_text_stays_text(newsroom: Site) -> None:
    title = '</title></style><script>alert(1)</script> & "x" \' ہے'
    newsroom.write("mkdocs.yml", MKDOCS.replace("The Newsroom", "A <b>room</b>"))
    newsroom.write(
        "briefings/bad/briefing.yml",
        briefing(title=title, subtitle=title, summary=re.sub(r"([<{])", r"\\\1", f"{title} {{{{ x }}}}")),
    )
    found = parse(text_of(made(newsroom.build(strict=False)), "bad.html"))
    assert found.first("title").text == title
    assert found.first("h1").text == title
    assert len(found.all("script")) == 1
    assert "alert" not in found.first("script").text


# ---- Styles ----


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("p { a: b; }", "p{a: b;}"),
        (".used, .gone { a: b; }", ".used{a: b;}"),
        (".gone .used { a: b; }", ""),
        (".used:not(.gone) { a: b; }", ".used:not(.gone){a: b;}"),
        (":is(.gone, :is(.x, p)) b { a: b; }", ":is(.gone, :is(.x, p)) b{a: b;}"),
        ("@media print { .gone { a: b; } }", ""),
        ("@media print { .used { a: b; } .gone { c: d; } }", "@media print{.used{a: b;}}"),
        ('.used::after { content: "} .gone { ;"; }', '.used::after{content: "} .gone { ;";}'),
        ("@charset 'x'; .used { a: b; }", '@charset "x";.used{a: b;}'),
        ("@layer one, two; .used { a: b; }", "@layer one, two;.used{a: b;}"),
        ("@supports (a: b) { .used { a: b; } }", "@supports (a: b){.used{a: b;}}"),
        ("/* one, { two } */ .used { a: b; }", ".used{a: b;}"),
        (".used /* , .gone */ b { a: b; }", ".used  b{a: b;}"),
        ('.used[title="},"] { a: b; }', '.used[title="},"]{a: b;}'),
        (":where(.gone, .x).used { a: b; }", ":where(.gone, .x).used{a: b;}"),
        (r".wide\:used { a: b; }", r".wide\:used{a: b;}"),
        (r".gone\:used { a: b; }", ""),
        (".used { a: b; &:hover { c: d; } }", ".used{a: b; &:hover { c: d; }}"),
        (".used { a: b", ".used{a: b}"),
        ("} .used { a: b; }", ""),
        ("@page { size: A4; @top-right { a: b; } }", "@page{size: A4; @top-right { a: b; }}"),
        ('[data-md-color-scheme="slate"] { a: b; }', "@media screen and (prefers-color-scheme:dark){body[data-md-color-scheme]{a: b;}}"),
        ('.used { background: url("a.png"); }', '.used{background: url("data:image/png;base64,eA==");}'),
        (".used { background: url(https://example.org/a.png); }", ".used{background: none;}"),
        (".used { background: url(gone.png); }", ".used{background: none;}"),
        ('@font-face { src: url("a.woff2"); unicode-range: U+600-6FF; }', ""),
        ('@font-face { font-style: italic; src: url("a.woff2"); unicode-range: U+20-7E; }', ""),
    ],
)  # fmt: skip
def test_styles_are_cut_to_what_is_used(css: str, kept: str) -> None:
    there = {"a.png": b"x", "a.woff2": b"y"}
    assert needed_css(css, '<p class="used wide:used">text</p>', there.get) == kept


# ---- In a browser ----


@contextmanager
def opened(browser: Browser, file: Path, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A file in a window of its own, and what it asked for and complained of."""
    context = browser.new_context(**({"viewport": PHONE, "reduced_motion": "reduce"} | options))
    context.set_default_timeout(SLOWEST)
    page, noted = context.new_page(), list[str]()
    page.on("request", lambda request: noted.append(request.url))
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.goto(file.as_uri(), wait_until="load")
    noted.remove(file.as_uri())
    yield page, noted
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", [REAL, "urdu.html"])
def test_it_loads_nothing_from_elsewhere_and_logs_no_error(
    browser: Browser, folder: Path, name: str, scripts: bool
) -> None:
    with opened(browser, folder / name, java_script_enabled=scripts) as (page, noted):
        page.locator("nav a").last.click()
        assert page.locator(".bd-references").is_visible()
        assert page.locator(".bd-claim").first.is_visible()
        assert [said for said in noted if not said.startswith("data:")] == []


@pytest.mark.browser
def test_without_scripts_a_citation_leads_to_its_reference_and_back(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / REAL, java_script_enabled=False) as (page, _):
        page.locator(CITED).first.click()
        entry = page.locator("#_sources--pips-psr-2024")
        assert entry.is_visible()
        assert page.url.endswith("#_sources--pips-psr-2024")
        entry.locator(".bd-back").click()
        assert page.url.endswith("#_cited-1")


@pytest.mark.browser
def test_a_citation_opens_its_reference_to_a_pointer_a_finger_and_a_key(
    browser: Browser, folder: Path
) -> None:
    with opened(browser, folder / REAL, viewport=DESK) as (page, noted):
        sheet = page.locator(".bd-sheet")
        page.locator(CITED).first.hover()
        sheet.wait_for()
        assert "Pak Institute for Peace Studies" in sheet.inner_text()
        page.keyboard.press("Escape")
        assert sheet.count() == 0
        page.locator(CITED).first.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        sheet.wait_for()
        page.keyboard.press("Escape")
        assert sheet.count() == 0
        claim = page.locator('a.bd-mention[href^="#_claims--"]').first
        claim.hover()
        sheet.wait_for()
        assert sheet.locator(".bd-claim__text").count() == 1
        assert page.evaluate(
            "[...document.querySelectorAll('[id]')].length === new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
        )
        assert [said for said in noted if not said.startswith("data:")] == []
    with opened(browser, folder / REAL, has_touch=True) as (page, _):
        page.locator(CITED).first.tap()
        page.locator(".bd-sheet").wait_for()
        assert "#" not in page.url


@pytest.mark.browser
@pytest.mark.parametrize("name", [REAL, "mkdocs-and-material.html", "urdu.html"])
def test_axe_finds_nothing(browser: Browser, folder: Path, axe: str, name: str) -> None:
    for scheme in ("light", "dark"):
        for size in (PHONE, DESK):
            options = chosen(scheme, size, all_colours=name != REAL)
            with opened(browser, folder / name, viewport=size, color_scheme=scheme, bypass_csp=True) as (
                page,
                _,
            ):
                if options is not None:
                    page.evaluate(axe)
                    assert page.evaluate(AXE, options) == [], (scheme, size)
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.browser
def test_the_colours_follow_the_system_without_a_script(browser: Browser, folder: Path) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        with opened(browser, folder / REAL, color_scheme=scheme, java_script_enabled=False) as (page, _):
            seen[scheme] = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert seen == {"light": "rgb(255, 255, 255)", "dark": "rgb(30, 32, 41)"}


@pytest.mark.browser
def test_it_is_mirrored_from_right_to_left(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "urdu.html", viewport=DESK) as (page, _):
        assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"
        contents, title = page.locator("nav").bounding_box(), page.locator("h1").bounding_box()
        assert contents
        assert title
        assert contents["x"] >= title["x"] + title["width"]


@pytest.mark.browser
def test_it_prints_with_its_mark_and_without_what_is_for_the_screen(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / REAL, color_scheme="dark") as (page, _):
        page.emulate_media(media="print")
        assert page.locator("body").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
        assert page.locator("body").evaluate("e => getComputedStyle(e).page") == "clear"
        assert not page.locator(".bd-back").first.is_visible()
        host = page.locator(".bd-ref__host").first
        said = host.evaluate("e => getComputedStyle(e, '::after').content")
        assert (host.get_attribute("href") or "no address") in said
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") > 10


def test_it_is_valid_html(folder: Path, invalid: Callable[..., list[str]], tmp_path: Path) -> None:
    for file in folder.glob("*.html"):
        shutil.copy(file, tmp_path / file.name)
    assert [
        line for line in invalid(tmp_path) if not any(name in line for name in UNKNOWN_TO_THE_CHECKER)
    ] == []


def test_the_build_says_what_it_was_built_from(newsroom: Site) -> None:
    edition = mkdocs_build.build_site(newsroom.root, newsroom.site)
    assert edition.site is not None
    assert list(edition.site.briefings) == ["heat"]


def test_a_template_at_fault_is_reported_with_its_line_and_the_old_site_stays(newsroom: Site) -> None:
    assert newsroom.run("bindery", "build").returncode == 0
    before = newsroom.files("site")
    newsroom.write("templates/parts/back.html.j2", "<p>\n{{ nobody }}\n")
    result = newsroom.run("bindery", "build")
    assert result.returncode == 1
    assert "templates/parts/back.html.j2:2" in result.stdout + result.stderr
    assert newsroom.files("site") == before


def test_code_stays_as_it_was_typed(newsroom: Site) -> None:
    newsroom.write("templates/whole.md.j2", "<pre><code>one\n    two</code></pre>\n")
    assert '<pre><code tabindex="0">one\n    two</code></pre>' in text_of(made(newsroom.build()))
