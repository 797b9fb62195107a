"""What a reader does: opens a citation, follows it, filters claims, copies, prints, reads on a phone and in the dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from pypdf import PdfReader
from support.parsed import Element
from support.project import Site
from support.reading import BRIEFING, CITING, DESK, PHONE, PLACES, Readers, go, in_view, until

from bindery.references.text_fragment import text_directive

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

TABLET = {"width": 768, "height": 1024}
CLAIMS = f"{BRIEFING}claims/"
VERIFIED = "mkdocs-and-material/where-the-projects-stand/"  # its citations quote words that a machine found
NOTED = "article .bd-page a[data-note]"
TOP = "document.getElementById('{}').getBoundingClientRect().top"


def sheet_of(page: Page) -> Locator:
    return page.locator(".bd-sheet")


def with_quote(page: Page) -> Locator:
    """The first citation of the page whose note quotes words that were cited just there."""
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('article sup a[data-note]')].findIndex(
            a => document.getElementById(a.dataset.note).content.querySelector('.bd-ways, a[href*=":~:text="]'))"""
    )
    assert wanted >= 0
    return page.locator("article sup a[data-note]").nth(wanted)


@pytest.mark.parametrize("place", PLACES)
def test_a_pointer_on_a_citation_opens_what_it_rests_on(reader: Readers, place: str) -> None:
    here = reader(place)
    page = here.open(VERIFIED)
    link = with_quote(page)
    link.hover()
    sheet = sheet_of(page)
    sheet.wait_for()
    number = link.inner_text()
    assert (link.get_attribute("aria-label") or "").startswith(f"Reference {number}: ")
    assert sheet.locator(".bd-note__who strong").inner_text()
    assert "✓ verified" in sheet.locator("blockquote").inner_text()
    assert re.search(r"First source|Based on: \S", sheet.inner_text())
    ways = {a.inner_text(): a.get_attribute("href") or "" for a in sheet.locator(".bd-note__links a").all()}
    assert re.search(r"/sources/[a-z0-9-]+/(index\.html)?#_passage-\d+$", ways["Source page"])
    quoted = sheet.locator("blockquote").inner_text().removeprefix("“").partition("” ✓")[0]
    assert ways["Open at this passage"].endswith(text_directive(quoted))
    assert here.strangers == []
    assert here.said == []


def test_a_preview_stays_while_the_pointer_is_in_it_and_goes_when_it_leaves(reader: Readers) -> None:
    page = reader("server").open(VERIFIED)
    page.locator(NOTED).first.hover()
    sheet_of(page).wait_for()
    sheet_of(page).locator(".bd-note__links a").first.hover()
    page.wait_for_timeout(700)
    assert sheet_of(page).count() == 1
    page.mouse.move(3, 400)
    sheet_of(page).wait_for(state="detached")


def test_a_pointer_that_only_passes_opens_nothing(reader: Readers) -> None:
    page = reader("server").open(VERIFIED)
    page.locator(NOTED).first.hover()
    page.mouse.move(3, 400)
    page.wait_for_timeout(500)
    assert sheet_of(page).count() == 0


def test_the_keyboard_opens_a_preview_goes_into_it_and_comes_back(reader: Readers) -> None:
    page = reader("server").open(VERIFIED)
    page.keyboard.press("Tab")
    first = page.locator(NOTED).first
    first.focus()
    sheet_of(page).wait_for()
    described = first.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").evaluate("e => e.matches('.bd-sheet')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.bd-sheet') !== null")
    page.keyboard.press("Escape")
    assert sheet_of(page).count() == 0
    assert first.evaluate("e => e === document.activeElement")
    assert first.get_attribute("aria-describedby") is None


def test_the_focus_leaves_a_preview_for_the_text_behind_it(reader: Readers) -> None:
    page = reader("server").open(VERIFIED)
    page.keyboard.press("Tab")
    page.locator(NOTED).first.focus()
    inside = sheet_of(page).locator("a").count()
    for _ in range(inside):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.bd-sheet') !== null")
    page.keyboard.press("Tab")
    page.wait_for_timeout(50)
    assert page.evaluate("document.activeElement.closest('article') !== null")
    assert page.evaluate("document.activeElement.closest('.bd-sheet')") is None


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE], ids=["desk", "tablet", "phone"])
@pytest.mark.parametrize("address", [VERIFIED, CITING])
def test_no_preview_leaves_the_window(reader: Readers, address: str, size: dict[str, int]) -> None:
    page = reader("server", viewport=size).open(address)
    page.keyboard.press("Tab")
    found = page.evaluate(
        """async () => {
          const boxes = [];
          for (const link of document.querySelectorAll('article a[data-note]')) {
            if (!link.checkVisibility()) continue;
            link.focus();
            const sheet = document.querySelector('.bd-sheet');
            sheet.getAnimations().forEach(a => a.finish());
            const { left, top, right, bottom } = sheet.getBoundingClientRect();
            boxes.push([link.dataset.note, left, top, right, bottom]);
          }
          return boxes;
        }"""
    )
    assert len(found) > 5
    wide = page.evaluate("document.documentElement.clientWidth")
    for note, left, top, right, bottom in found:
        assert 0 <= left < right <= wide, note
        assert 0 <= top < bottom <= size["height"], note


def test_a_finger_opens_a_sheet_and_a_second_touch_follows_the_link(reader: Readers) -> None:
    page = reader("server", viewport=PHONE, has_touch=True, is_mobile=True).open(VERIFIED)
    link = page.locator(NOTED).first
    link.tap()
    box = sheet_of(page).bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["width"] == PHONE["width"]
    for control in sheet_of(page).locator("a, button").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 40
    page.locator("article h1").tap()
    assert sheet_of(page).count() == 0
    link.tap()
    sheet_of(page).locator(".bd-sheet__close").tap()
    assert sheet_of(page).count() == 0
    link.tap()
    link.tap()
    page.wait_for_url(re.compile(r"/sources/#|/claims/"))


@pytest.mark.parametrize("place", PLACES)
def test_without_scripts_a_citation_leads_to_its_reference(reader: Readers, place: str) -> None:
    page = reader(place, java_script_enabled=False).open(CITING)
    page.locator("article sup a").first.click()
    page.wait_for_url(re.compile(rf"{BRIEFING}sources/(index\.html)?#[a-z0-9-]+$"))
    assert in_view(page, "li:target")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("a nine-year high", "it was a <em>nine-year</em> high indeed"),
        ("15,000 fighters & more", "with 15,000 fighters &amp; more behind"),
        ('he said "no" twice', "then he said “no” twice again"),
        ("it rose […] in 2024", "it rose, and how, in 2024 they say"),
        ("کرم ایجنسی", "یہ کرم ایجنسی ہے"),
        (" ".join(f"word{n}" for n in range(90)), " ".join(f"word{n}" for n in range(90))),
    ],
)
def test_a_browser_finds_the_words_that_an_address_names(reader: Readers, quote: str, shown: str) -> None:
    here = reader("server")
    filler = "<p>" + "Nothing here. " * 900 + "</p>"
    body = f"<!doctype html><meta charset=utf-8><title>x</title>{filler}<p id=at>{shown}</p>{filler}"
    here.page.route("**/words.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    here.page.goto(f"{here.start}words.html#{text_directive(quote)}")
    until(here.page, "scrollY > 0")
    assert here.page.locator("#at").evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
    )


# ---- The register ------------------------------------------------------------------------------------------


def shown(page: Page) -> int:
    return int(
        page.locator(".bd-lines > li").evaluate_all("all => all.filter(e => e.checkVisibility()).length")
    )


def cards(real: Site, wanted: Callable[[Element], bool] = lambda _: True) -> int:
    found = [e for e in real.page(CLAIMS).all("li") if "data-status" in e.attributes]
    return sum(map(wanted, found))


def numbered(real: Site, name: str, value: str) -> str:
    """The number, in the lines of the register, of what an option of its filter stands for."""
    choice = real.page(CLAIMS).first("select", name=name)
    return str(
        [option.attributes.get("value", option.text) for option in choice.all("option")].index(value) - 1
    )


@pytest.mark.parametrize("place", PLACES)
def test_claims_are_filtered_by_status_section_and_source(reader: Readers, real: Site, place: str) -> None:
    here = reader(place)
    page = here.open(CLAIMS)
    everything = cards(real)
    assert shown(page) == everything
    page.locator("select[name=status]").select_option("contested")
    contested = cards(real, lambda e: e.attributes["data-status"] == "contested")
    assert shown(page) == contested < everything
    assert page.locator(".bd-filter output").inner_text() == f"{contested} of {everything} claims"
    assert not page.locator("#_status-corroborated").is_visible()
    assert page.locator("#_status-contested").is_visible()
    page.locator("select[name=section]").select_option(label="The Kurram crisis")
    both = cards(
        real,
        lambda e: (
            e.attributes["data-status"] == "contested"
            and numbered(real, "section", CITING) in e.attributes["data-in"].split()
        ),
    )
    assert 0 < shown(page) == both < contested
    assert "status=contested" in page.url
    page.reload()
    assert shown(page) == both
    page.get_by_role("button", name="Show all").click()
    until(page, "!location.search")
    assert shown(page) == everything
    source = "Amu TV"
    page.locator("select[name=source]").select_option(source)
    number = numbered(real, "source", source)
    assert shown(page) == cards(real, lambda e: number in e.attributes["data-by"].split()) > 0
    assert here.said == []


@pytest.mark.parametrize("place", PLACES)
def test_the_former_address_of_a_claim_leads_to_its_page(reader: Readers, place: str) -> None:
    here = reader(place)
    page = here.open(f"{CLAIMS}?status=contested#kurram-children-died")
    page.wait_for_url(re.compile("claims/kurram-children-died/"))
    assert page.locator("h1").inner_text().startswith("Children died in Kurram")
    page.locator("header a").last.click()
    page.wait_for_url(re.compile("claims/(index.html)?$"))
    assert here.said == []


def test_a_link_to_a_status_shows_its_claims(reader: Readers, real: Site) -> None:
    page = reader("server").open(f"{CLAIMS}#_status-contested")
    until(page, "location.search === '?status=contested'")
    assert shown(page) == cards(real, lambda e: e.attributes["data-status"] == "contested")


def test_without_scripts_the_register_is_whole_and_has_no_filter(reader: Readers, real: Site) -> None:
    page = reader("server", java_script_enabled=False).open(f"{CLAIMS}?status=contested")
    assert page.locator(".bd-lines > li:visible").count() == cards(real)
    assert page.locator(".bd-filter:visible, .bd-copy:visible").count() == 0


@pytest.mark.parametrize("place", PLACES)
def test_a_citation_of_a_claim_can_be_copied(reader: Readers, place: str) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    here = reader(place, **options)
    page = here.open(CITING)
    card = page.locator(".bd-claim").first
    card.get_by_role("button", name="Copy citation").click()
    card.get_by_role("button", name="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    said = re.sub(r"\s+", " ", card.locator(".bd-claim__text").inner_text()).strip()
    status = card.locator(".bd-status").first.inner_text().strip().lower()
    assert f"“{said}” ({status}). In: The Taliban, Pakistan and Kurram, edition" in text
    address = text.rsplit(" ", 1)[1]
    assert address.startswith(here.start)
    page.goto(address)
    assert page.locator("h1").inner_text().startswith(said)


# ---- On paper ----------------------------------------------------------------------------------------------


def words_of(text: str) -> str:
    """Letters and digits alone: a PDF breaks lines and spaces where it likes."""
    return re.sub(r"\W+", "", text)


@pytest.fixture(scope="module")
def printed(served: str, browser: Browser) -> list[str]:
    """The words of each page of a briefing that was printed from the dark."""
    page = browser.new_page(color_scheme="dark")
    go(page, f"{served}{BRIEFING}print/")
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in pdf.pages} == {(595, 842)}
    return [sheet.extract_text() for sheet in pdf.pages]


def test_a_whole_briefing_prints_with_its_numbers_and_its_mark(printed: list[str]) -> None:
    for number, text in enumerate(printed, 1):
        assert f"{number} / {len(printed)}" in text
        assert text.count("TLP:CLEAR") >= 2
        assert len(words_of(text)) > 60, f"page {number} is all but blank"


def test_what_is_printed_holds_each_claim_with_its_status_and_each_reference(
    printed: list[str], real: Site
) -> None:
    paper = words_of("".join(printed))
    page = real.page(f"{BRIEFING}print/")
    claims = [e for e in page.all("div") if e.attributes.get("id", "").startswith("_claims--")]
    assert len(claims) == cards(real)
    for claim in claims:
        statement = next(p for p in claim.all("p") if "bd-claim__text" in p.attributes["class"])
        status = next(s for s in claim.all() if "bd-status--" in s.attributes.get("class", ""))
        assert words_of(statement.text + status.text) in paper
    references = [e for e in page.all("li") if e.attributes.get("id", "").startswith("_sources--")]
    assert len(references) > 60
    for reference in references:
        address = next(
            (s for s in reference.all("span") if s.attributes.get("class") == "bd-ref__address"), None
        )
        assert address is None or words_of(address.text) in paper
    assert "Search" not in "".join(printed)
    assert "Table of contents" not in "".join(printed)


def test_links_on_the_whole_page_stay_on_it(real: Site) -> None:
    page = real.page(f"{BRIEFING}print/")
    ids = set(page.ids)
    article = page.first("article")
    here = [
        a.attributes["href"]
        for a in article.all("a")
        if a.attributes.get("href", "").startswith("#") and "headerlink" not in a.attributes.get("class", "")
    ]
    assert len(here) > 300
    assert {unquote(address[1:]) for address in here} <= ids


def test_the_whole_page_lays_out_what_is_near_and_an_address_leads_far_into_it(reader: Readers) -> None:
    page = reader("server", viewport=PHONE).open(f"{BRIEFING}print/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    counts = {m["name"]: m["value"] for m in devtools.send("Performance.getMetrics")["metrics"]}
    assert counts["LayoutObjects"] < page.locator("*").count() / 2
    for place in ("_claims--kurram-child-toll-50", "_page--the-numbers", "_page--sources"):
        page.evaluate("place => { location.hash = place }", place)
        until(page, f"0 <= {TOP.format(place)} && {TOP.format(place)} < innerHeight / 4")


def test_a_page_that_is_printed_opens_what_is_folded_up(reader: Readers) -> None:
    page = reader("server").open(CITING)
    folded = page.locator("article details:not([open])").count()
    assert folded
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("article details:not([open])").count() == folded


# ---- In the dark, and on a phone ---------------------------------------------------------------------------


def test_a_reader_can_turn_the_page_dark_and_it_stays_so(reader: Readers) -> None:
    page = reader("server", color_scheme="light").open(CITING)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("label[title='Switch to dark']:visible").click()
    until(page, "document.body.dataset.mdColorScheme === 'slate'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_on_a_phone_the_drawer_leads_from_page_to_page(reader: Readers) -> None:
    page = reader("server", viewport=PHONE, has_touch=True, is_mobile=True).open(BRIEFING)
    page.locator("label.md-header__button[for=__drawer]").tap()
    entry = page.locator(".md-sidebar--primary a", has_text="The Kurram crisis")
    entry.wait_for(state="visible")
    box = entry.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    entry.tap()
    page.wait_for_url(re.compile(CITING))
    assert page.locator("article h1").inner_text().startswith("The Kurram crisis")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_overview_tells_what_is_solid_beside_the_answer(reader: Readers, size: dict[str, int]) -> None:
    page = reader("server", viewport=size).open(BRIEFING)
    answer, glance, facts, points = (
        page.locator(name).first.bounding_box()
        for name in (".bd-answer", ".bd-glance", ".bd-glance .bd-facts", ".bd-points")
    )
    assert answer is not None
    assert glance is not None
    assert facts is not None
    assert points is not None
    if size is DESK:
        assert glance["x"] >= answer["x"] + answer["width"]
        assert facts["y"] + facts["height"] <= size["height"]
    else:
        assert answer["y"] + answer["height"] <= glance["y"] <= points["y"]
