"""Plots of compared figures in a browser: places on the axis, forced colours, and the table on a phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support.project import Site, briefing, sources
from support.reading import DESK, PHONE, SLOWEST

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FIGURES = {
    "claim-0": "50 people",
    "claim-1": "At least 31 people",
    "claim-2": "100 people",
    "claim-3": "10 to 12 people",
}
CLAIMS: list[dict[str, Any]] = [
    {
        "id": key,
        "text": f"{figure} were hurt when the ferry ran aground.",
        "evidence": [{"source": "one"}, {"source": "two", "stance": "disputes"}],
        "allow_figures": {number: "a test" for number in figure.split() if number.isdigit()},
        "note": "A note with a very long word: " + "counting" * 8,
    }
    for key, figure in FIGURES.items()
]
MEASURE = """() => {
  const axis = document.querySelector('.bd-dots__axis');
  const box = axis.getBoundingClientRect();
  const share = (e) => { const r = e.getBoundingClientRect(); return ((r.left + r.right) / 2 - box.left) / box.width * 100; };
  return JSON.stringify({
    dots: [...document.querySelectorAll('.bd-dots__dot')].map(share),
    ends: [...axis.querySelectorAll('.bd-dots__end')].map((e) => [e.textContent, share(e)]),
    bar: [...document.querySelectorAll('.bd-dots__range')].map((e) => e.getBoundingClientRect().width / box.width * 100),
  });
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a site with one comparison."""
    compare = {"claims": list(FIGURES), "title": "The hurt", "unit": "people"}
    section = {"id": "toll", "title": "The toll", "content": [{"compare": compare}]}
    folder: Path = tmp_path_factory.mktemp("compare")
    site = Site(folder).newsroom()
    number = {"label": "people hurt", "claims": list(FIGURES), "unit": "people"}
    events = [
        {"id": f"e{n}", "date": date, "title": "It sailed"}
        for n, date in enumerate(("2024-03", "2024-03-02"))
    ]
    made = briefing(claims=CLAIMS, sections=[section], numbers=[number], events=events)
    site.write("briefings/ferry/briefing.yml", made)
    site.write("briefings/ferry/sources.yml", sources("one", "two"))
    return site.build().site.as_uri()


def opened(browser: Browser, address: str, page: str = "ferry/toll", **options: Any) -> Page:
    shown = browser.new_context(**({"viewport": DESK} | options)).new_page()
    shown.set_default_timeout(SLOWEST)
    shown.goto(f"{address}/{page}/index.html")
    return shown


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_dot_stands_above_its_number_on_the_axis(
    browser: Browser, address: str, size: dict[str, int]
) -> None:
    found = json.loads(opened(browser, address, viewport=size).evaluate(MEASURE))
    assert found["dots"] == pytest.approx([50, 31, 100], abs=0.6)
    assert found["ends"] == [["0", pytest.approx(0, abs=0.6)], ["100", pytest.approx(100, abs=0.6)]]
    assert found["bar"] == pytest.approx([2], abs=1)


@pytest.mark.parametrize(
    ("where", "dot", "hollow"),
    [
        ("ferry/toll", ".bd-dots__dot", ".bd-dots__dot--open"),
        ("ferry", ".bd-numbers__dot", ".bd-numbers__dot--open"),
        ("ferry/timeline", ".bd-event .bd-dot", ".bd-dot--month"),
    ],
)
def test_open_and_full_dots_differ_in_forced_colours(
    browser: Browser, address: str, where: str, dot: str, hollow: str
) -> None:
    page = opened(browser, address, where, forced_colors="active")
    colours = page.evaluate(
        """([dot, hollow]) => [...document.querySelectorAll(dot)].map((e) => [
            e.matches(hollow), getComputedStyle(e).backgroundColor])""",
        [dot, hollow],
    )
    full, bare = ({colour for is_open, colour in colours if is_open is wanted} for wanted in (False, True))
    assert len(full) == len(bare) == 1
    assert full != bare
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper not in full
    ranges = (
        "[...document.querySelectorAll('.bd-dots__range')].map((e) => getComputedStyle(e).backgroundColor)"
    )
    assert set(page.evaluate(ranges)) <= full


def test_the_bar_of_statuses_is_seen_in_forced_colours(browser: Browser, address: str) -> None:
    page = opened(browser, address, "ferry", forced_colors="active")
    parts = page.evaluate(
        """() => [...document.querySelectorAll('.bd-strip__part')].map((e) => {
            const s = getComputedStyle(e); return [s.color, s.backgroundColor + s.backgroundImage + s.boxShadow]; })"""
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert parts
    for colour, drawn in parts:
        assert colour != paper
        assert colour in drawn


def test_the_table_is_not_cut_on_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(
        "(() => { const e = document.querySelector('.bd-compare .bd-scroll'); return e.scrollWidth <= e.clientWidth; })()"
    )
    heads = page.evaluate(
        """() => [...document.querySelectorAll('.bd-compare tbody tr:first-child td')]
            .map((e) => getComputedStyle(e, '::before').content)"""
    )
    assert heads == ['"Source and origin"', '"Notes"', '"As of"']
