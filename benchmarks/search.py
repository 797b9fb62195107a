"""Measures the search on a large site: the size of its index, and the time from the first key to the first result.

Run `python benchmarks/search.py [PAGES] [--pagefind]`; it needs Chromium. It generates briefings of invented words,
with the word frequencies of real languages, for a site of about PAGES pages (default: 1,000). It builds the site and
types a query as soon as the search has the focus, each time in a new browser context: first on a local web server,
then on the offline edition. With `--pagefind` the served site uses Pagefind, and the bytes that a first and a second
query load are counted.
"""

from __future__ import annotations

import gzip
import io
import json
import logging
import random
import re
import resource
import shutil
import sys
import tempfile
import threading
import time
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from bindery.build import bundle
from bindery.search import search_index
from bindery.site import mkdocs_build, pagefind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

KB = 1000
PAGES = 1000
SOURCES, SECTIONS, CLAIMS, PARAGRAPHS, ENTITIES = 20, 8, 24, 10, 8  # per briefing
PAGES_OF_A_BRIEFING = SOURCES + SECTIONS + 5
WORDS = 12_000  # in the invented language
TIMES = 5
PACKED = (
    ".js",
    ".json",
    ".txt",
)  # files that a server compresses; Pagefind's own files are compressed already
ANSWERED = "document.querySelector('.md-search-result__meta').textContent.includes('matching')"
MKDOCS = """site_name: Made up
strict: false
theme: {name: material, font: false, features: [search.highlight]}
plugins: [search, bindery: {settings}]
"""
_NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class Author:
    """Writes briefings in an invented language; the same ones each time."""

    def __init__(self) -> None:
        self.chance = random.Random(1)  # noqa: S311  not for security; gives the same site each time
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ai", "en", "or")]
        self.words = ["".join(self.chance.choices(syllables, k=2 + n % 3)) for n in range(WORDS)]
        self.often = [1 / (n + 3) for n in range(WORDS)]  # by Zipf's law

    def line(self, words: int, *, number: bool = False) -> str:
        """Returns a sentence with this number of words, and a number in it if `number` is true."""
        chosen = self.chance.choices(self.words, self.often, k=words)
        if number:
            chosen.insert(words // 2, f"{self.chance.randrange(1000, 90_000):,}")
        return " ".join(chosen).capitalize() + "."

    def briefing(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Returns the contents of briefing.yml and sources.yml."""
        ids = [f"s-{number}-{n}" for n in range(SOURCES)]
        sources = [
            {"id": key, "kind": "news", "title": self.line(7), "publisher": self.line(2), "published": "2024"}
            for key in ids
        ]

        def evidence() -> list[dict[str, str]]:
            return [
                {"source": self.chance.choice(ids), "quote": self.line(16, number=True)} for _ in range(2)
            ]

        claims = [
            {"id": f"c-{n}", "text": self.line(12), "note": self.line(20), "evidence": evidence()}
            for n in range(CLAIMS)
        ]
        sections = [
            {
                "id": f"part-{n}",
                "title": self.line(4),
                "summary": f"{self.line(20)} [@{ids[n]}]",
                "content": [
                    f"{self.line(60, number=True)} [@{self.chance.choice(ids)}]" for _ in range(PARAGRAPHS)
                ],
            }
            for n in range(SECTIONS)
        ]
        entities = [
            {
                "id": f"e-{n}",
                "name": self.chance.choice(self.words[50:]),
                "kind": "place",
                "aliases": [self.line(2)],
            }
            for n in range(ENTITIES)
        ]
        return (
            {
                "title": self.line(5),
                "summary": f"{self.line(50)} [@{ids[0]}]",
                "date": "2024",
                "key_points": [f"c-{n}" for n in range(5)],
                "claims": claims,
                "sections": sections,
                "entities": entities,
            },
            {"sources": sources},
        )


def write(root: Path, pages: int, settings: str = "{}") -> None:
    """Writes a project of about `pages` pages. The files are JSON, which is valid YAML."""
    author = Author()
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS.replace("{settings}", settings), "utf-8")
    for number in range(round(pages / PAGES_OF_A_BRIEFING)):
        folder = root / f"briefings/briefing-{number}"
        folder.mkdir(parents=True)
        for name, value in zip(("briefing.yml", "sources.yml"), author.briefing(number), strict=True):
            (folder / name).write_text(json.dumps(value, indent=1), "utf-8")


def first_hit(browser: Browser, start: str, query: str) -> tuple[float, int]:
    """Returns the seconds from the first key to the first result, and the number of search files requested before."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(start, wait_until="load")
    page.wait_for_load_state("networkidle")
    before = len([url for url in asked if re.search("search_index|workers/|pagefind", url)])
    page.keyboard.press("/")  # the search field gets the focus, and the index is requested
    began = time.perf_counter()
    page.keyboard.type(query)
    page.locator(".md-search-result__item").first.wait_for()
    took = time.perf_counter() - began
    context.close()
    return took, before


def loaded(browser: Browser, start: str, site: Path, queries: list[str]) -> Iterator[tuple[str, int, int]]:
    """Types queries one after another; yields each with the bytes that the search has loaded so far, raw and compressed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(start, wait_until="load")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    for query in queries:
        page.locator(".md-search__input").fill("")
        page.keyboard.type(query, delay=80)
        page.wait_for_function(ANSWERED)
        page.wait_for_timeout(3000)
        files = [site / url.removeprefix(start).partition("?")[0] for url in asked if "/fonts/" not in url]
        data = [(file.suffix, file.read_bytes()) for file in files]
        packed = sum(len(gzip.compress(b)) if kind in PACKED else len(b) for kind, b in data)
        yield query, sum(len(b) for _, b in data), packed
    context.close()


def weigh_pagefind(browser: Browser, start: str, site: Path) -> None:
    """Prints the cost of Pagefind: for the build, and for a reader."""
    index = json.loads((site / search_index.INDEX).read_bytes())
    began = time.perf_counter()
    size = sum(len(data) for _, data in pagefind.pagefind_files(index))
    took = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KB
    print(f"Pagefind: {took:.1f} s to build, {memory:,.0f} MB of memory, {size / KB / KB:.1f} MB of files")
    titles = [doc["title"].replace(".", "").lower().split() for doc in index["docs"] if "boost" in doc]
    name = next(doc["names"][0] for doc in index["docs"] if "names" in doc)
    asked = [name, *(" ".join(titles[len(titles) // 5 * n][-n:]) for n in (1, 2, 3, 4))]
    for first in asked:
        (_, raw, packed), (_, more, more_packed) = loaded(browser, start, site, [first, asked[0] + "x"])
        print(
            f"`{first}`: {raw / KB:.0f} kB, {packed / KB:.0f} kB compressed;"
            f" a second query {(more - raw) / KB:.0f} kB, {(more_packed - packed) / KB:.0f} kB compressed"
        )


def main() -> None:
    """Prints the figures."""
    chromium = next(filter(None, map(shutil.which, _NAMES_OF_CHROMIUM)), None)
    if chromium is None:
        sys.exit("Chromium not found; install it to measure the search")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    pages, large = numbers[0] if numbers else PAGES, "--pagefind" in sys.argv
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        root, site, disk = (Path(folder) / name for name in ("project", "site", "disk"))
        write(root, pages, "{pagefind_above: 0}" if large else "{}")
        began = time.perf_counter()
        mkdocs_build.build_site(root, site, strict=False)
        print(f"built in {time.perf_counter() - began:.0f} s")
        index = (site / "search/search_index.json").read_bytes()
        docs = json.loads(index)["docs"]
        built = len(list(site.rglob("*.html")))
        print(
            f"{built} pages; {len(docs)} entries; {len(index) / KB:,.0f} kB, {len(gzip.compress(index)) / KB:,.0f} kB compressed"
        )
        query = json.loads(index)["docs"][-1]["title"].split()[3].strip(".").lower()
        with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(site, "offline"))) as archive:
            archive.extractall(disk)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        handler = partial(_Silent, directory=str(site))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            starts = {
                "on a web server": f"http://127.0.0.1:{server.server_port}/",
                "on the offline edition": (disk / "offline/index.html").as_uri(),
            }
            for place, start in starts.items():
                found = [first_hit(browser, start, query) for _ in range(TIMES)]
                times = sorted(took for took, _ in found)
                print(
                    f"{place}: first result {times[TIMES // 2]:.2f} s after the first key"
                    f" ({times[0]:.2f} to {times[-1]:.2f}); {found[0][1]} search files requested before"
                )
            if large:
                weigh_pagefind(browser, starts["on a web server"], site)
            server.shutdown()
        browser.close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


if __name__ == "__main__":
    main()
