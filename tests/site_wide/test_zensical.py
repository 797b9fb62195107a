"""The pages that `bindery pages` writes for other engines, built by Zensical and read in a browser."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.links import broken_links
from support.project import Site, briefing
from support.reading import until
from support.serving import serving

from bindery.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLAIM = "Cities are up to five degrees hotter than the land round them."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of a small project, one briefing of which is in Urdu."""
    project = Site(tmp_path_factory.mktemp("project")).newsroom()
    project.write("briefings/garmi/briefing.yml", briefing(title="گرمی", language="ur", handling="TLP:CLEAR"))
    project.write(
        "docs/about.md", "# About us\n\n[A claim](heat/claims.md#hotter), [a source](sources/gibb-2023.md)\n"
    )
    out = Site(tmp_path_factory.mktemp("zensical") / "pages")
    told = CliRunner().invoke(main, ["pages", "-C", str(project.root), "--out", str(out.root)])
    assert told.exit_code == 0, told.output
    return out


@pytest.fixture(scope="module")
def built(zensical: str, folder: Site) -> str:
    """What Zensical prints when it builds them."""
    command = [zensical, "build", "--strict"]
    told = subprocess.run(
        command,
        cwd=folder.root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return re.sub(r"\x1b\[[0-9;]*m", "", told.stdout + told.stderr)


@pytest.fixture(scope="module")
def address(built: str, folder: Site) -> Iterator[str]:
    assert built
    with serving(folder.site) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in the dark, whose errors and requests to other hosts end the test."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    made = context.new_page()
    wrong: list[str] = []
    made.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    yield made
    context.close()
    assert wrong == []


def test_zensical_builds_the_pages_without_a_warning(built: str, folder: Site) -> None:
    assert "No issues found" in built
    assert "Warning" not in built
    assert sorted(map(str, broken_links(folder.site))) == []


def test_each_page_has_a_policy_and_no_script_within_it(built: str, folder: Site) -> None:
    assert built
    pages = {path: path.read_text("utf-8") for path in Path(folder.site).rglob("*.html")}
    for path, text in pages.items():
        policy, rest = re.search(
            r'http-equiv="Content-Security-Policy" content="([^"]*)"(.*)', text, re.DOTALL
        ).groups()
        assert "script-src 'self';" in policy.replace("&#x27;", "'").replace("&#39;", "'"), path
        assert not re.search(r"<script(?![^>]*(?:\ssrc=|json))", rest), path
    assert len(pages) > 10


def test_a_reference_has_a_preview_and_the_search_finds_claims_and_sources(page: Page, address: str) -> None:
    page.goto(f"{address}heat/")
    page.locator("a[data-note]").first.hover()
    page.locator("#_sheet").wait_for()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.goto(f"{address}heat/claims/")
    assert page.locator(".bd-lines > li").count() > 0
    for words, title in ((CLAIM, CLAIM), ("Urban heat", "Urban heat")):
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.insert_text(words)
        until(page, f"(title) => ({FOUND}).includes(title)", title)


# The search shows its results in a shadow tree.
FOUND = """[...document.querySelectorAll("*")].map((element) => element.shadowRoot)
    .filter(Boolean).map((root) => root.textContent).join(" ")"""


def test_a_page_written_by_hand_links_to_ours(built: str, folder: Site) -> None:
    assert built
    about = (folder.site / "about/index.html").read_text("utf-8")
    assert {"../heat/claims/#hotter", "../sources/gibb-2023/"} <= set(re.findall(r'href="([^"]*)"', about))


def test_a_briefing_in_urdu_runs_from_right_to_left(page: Page, address: str) -> None:
    page.goto(f"{address}garmi/")
    assert page.locator(".bd-page").get_attribute("dir") == "rtl"
    assert page.locator(".bd-page").get_attribute("lang") == "ur"
    assert page.locator(".bd-handling").first.inner_text() == "TLP:CLEAR"


@pytest.mark.parametrize("end", ["#100%", "#%E0%A4", "#%00"])
def test_an_odd_end_of_an_address_stops_no_script(page: Page, address: str, end: str) -> None:
    page.goto(f"{address}heat/claims/{end}")
    assert page.locator(".bd-filter output").inner_text()  # the script went on to the filter
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details:not([open])").count() == 0
