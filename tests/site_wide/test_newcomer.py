"""Ten questions that a newcomer asks, each answered on the first screen of the real briefing or one click away.

On a phone, two of them are answered in full after one swipe, by the map and the counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.reading import BRIEFING, DESK, PHONE, Readers, go

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

pytestmark = pytest.mark.browser

# What is asked; the link to follow, or none; and what answers it.
QUESTIONS = (
    ("What does this briefing ask?", "", r"How much of a news digest about the Taliban, Pakistan and Kurram"),
    ("What is the answer?", "", r"Much of it\..*Not shown:"),
    ("How old is it?", "", r"updated \d+ November 2026"),
    ("What and where is Kurram?", "", r"Kurram, a district on the Afghan border.*Parachinar"),
    ("What is the TTP?", "", r"the Pakistani Taliban \(TTP\)"),
    ("How many children died?", "", r"29 – over 100\s+children dead in Kurram"),
    ("How many claims are solid?", "", r"\d+ corroborated"),
    (
        "What does the digest say?",
        "The digest, sentence by sentence",
        r"Since the Taliban took power.*contradicted",
    ),
    ("Did 15,000 fighters march?", "The report of 15,000 fighters", r"15,000.*Single origin"),
    ("Who closed the road to Kurram?", "The Kurram crisis", r"Who closed the road.*contested"),
)
SWIPED = {"What and where is Kurram?", "How many claims are solid?"}
# The words of the page within its first screens, in the order of the page.
IN_VIEW = """screens => {
    const walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
    const range = document.createRange(), words = [];
    while (walker.nextNode()) {
        range.selectNodeContents(walker.currentNode);
        const box = range.getBoundingClientRect();
        const seen = walker.currentNode.parentElement.checkVisibility({ visibilityProperty: true });
        if (seen && box.height && box.bottom <= innerHeight * screens) words.push(walker.currentNode.data);
    }
    return words.join(' ').replace(/\\s+/g, ' ');
}"""
MARK_SIZES = """marks => marks.map(mark => mark.getBoundingClientRect()).filter(box => box.width)
    .map(box => [Math.round(box.width), Math.round(box.height)])"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_newcomer_finds_ten_answers(reader: Readers, size: ViewportSize) -> None:
    here = reader("server", viewport=size)
    page = here.open(BRIEFING)
    overview, swiped = page.evaluate(IN_VIEW, 1), page.evaluate(IN_VIEW, 2)
    unanswered = []
    for question, link, answer in QUESTIONS:
        words = swiped if question in SWIPED and size == PHONE else overview
        if not re.search(answer, _followed(page, link, here.start) if link else words):
            unanswered.append(question)
    assert unanswered == [], overview


def _followed(page: Page, link: str, start: str) -> str:
    """The words of the page that one link of the overview leads to."""
    if not page.url.endswith(BRIEFING):
        go(page, start + BRIEFING)
    page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_load_state("load")
    return " ".join(page.locator(".md-content").inner_text().split())


def test_a_status_says_what_it_means_to_a_pointer_a_key_and_a_finger(reader: Readers) -> None:
    said = "Nothing cited here disputes it, and its support comes from two or more independent origins."
    status = ".bd-point a.bd-status--corroborated"
    page = reader("server", viewport=DESK).open(BRIEFING)
    sizes = page.locator("svg.bd-mark").evaluate_all(MARK_SIZES)
    assert len(sizes) > 10
    assert all(width == height >= 9 for width, height in sizes), sizes
    page.locator(status).first.hover()
    page.locator(".bd-sheet").wait_for()
    assert said in page.locator(".bd-sheet").inner_text()
    page.mouse.move(3, 3)
    page.locator(".bd-sheet").wait_for(state="detached")
    page.keyboard.press("Tab")
    page.locator(status).first.focus()
    assert said in page.locator(".bd-sheet").inner_text()
    phone = reader("server", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    touched = phone.open(f"{BRIEFING}the-digest/")
    touched.locator("a.bd-marked--contested").first.tap()
    sheet = touched.locator(".bd-sheet")
    assert "Contested" in sheet.inner_text()
    assert sheet.locator("a").count() >= 1
    assert touched.evaluate("document.documentElement.scrollWidth <= innerWidth")
