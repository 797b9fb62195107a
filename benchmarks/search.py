"""Measures the search of a site of any size: what it costs to make its index, and what a query loads.

Run `python benchmarks/search.py [PAGES]` (default: 5,001); it needs Chromium. The entries of briefings of invented words
are made directly, without pages, as rich as those of `made_up.py`, with people who have names of their own. The index is
put into a small site. Then queries of ten kinds are typed, first on a local web server and then from the disk; each is
made from an entry, and should find it.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from made_up import PAGES as PAGES_OF_A_BRIEFING
from made_up import Author, Briefing, Bullets, Heading, Paragraph, Remark, Table
from playwright.sync_api import sync_playwright

from bindery.search.parts import Part, WordSplitter
from bindery.search.search_index import CLAIM, ENTITY, OVERVIEW, SECTION, SEPARATOR, SOURCE
from bindery.search.shards import SearchSettings, index_files
from bindery.site import mkdocs_build
from bindery.text.folding import folding_table

if TYPE_CHECKING:
    from playwright.sync_api import Page

KB = 1000
PAGES = 5001
PEOPLE, RARE = 4, 42  # per briefing: entities, and words that no other briefing has
KINDS = ("one word", "beginning", "title", "claim", "question", "phrase", "passage", "name", "alias", "slip")
SLOWEST = 60  # seconds that an answer may take
EACH = 5  # queries of each kind
ANSWERED = "document.querySelector('.md-search-result__meta').textContent.match(/matching|No /)"
HITS = "[...document.querySelectorAll('a.md-search-result__link')].map(link => link.href)"
MKDOCS = """site_name: Made up
theme: {name: material, font: false, features: [search.highlight]}
plugins: [search, bindery]
"""
BRIEFING = """title: Small
date: 2024
summary: A small site.
key_points: [{id: a, text: It is small., evidence: []}]
sections: [{id: words, title: Words, content: ["Some words [#a]."]}]
"""
_NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True)
class Query:
    """A query, its kind, and the location of the entry that it is made from."""

    kind: str
    words: str
    location: str


class Entries:
    """Makes the entries of made-up briefings, the same ones each time, and queries for some of them."""

    def __init__(self, briefings: int) -> None:
        self.author = Author()
        self.chance = random.Random(2)  # noqa: S311  not for security; gives the same queries each time
        self.asked = sorted(self.chance.sample(range(briefings), min(briefings, EACH * len(KINDS))))
        self.briefings = briefings
        self.queries: list[Query] = []
        self.entries = 0

    def groups(self) -> Iterator[list[dict[str, Any]]]:
        """Yields the entries of each briefing."""
        for number in range(self.briefings):
            made = list(self._briefing(self.author.rich(number)))
            self.entries += len(made)
            if number in self.asked:
                kind = KINDS[self.asked.index(number) % len(KINDS)]
                self.queries.append(self._query(kind, made))
            yield made

    def _briefing(self, briefing: Briefing) -> Iterator[dict[str, Any]]:
        at = f"briefing-{briefing.number}/"
        rare = [self._rare() for _ in range(RARE)]
        yield _entry(at, f"Briefing: {briefing.title}", [briefing.summary], OVERVIEW)
        for section in briefing.sections:
            texts = [text for block in section.blocks for text in _texts(block)]
            yield _entry(f"{at}{section.id}/", f"Section: {section.title}", texts[:4], SECTION)
            words = f"{self.author.line(9)} {' '.join(rare.pop() for _ in range(4))}."
            yield _entry(
                f"{at}{section.id}/#part", f"{section.title} ({words})", [words, *texts[4:]], SECTION
            )
        for number, claim in enumerate(briefing.claims):
            text = f"Claim (single origin): {claim.text} {rare.pop()}"
            yield _entry(f"{at}claims/#c-{number}", text, [self.author.line(20)], CLAIM)
        for number in range(PEOPLE):
            name, alias = f"{rare.pop()} {rare.pop()}".title(), rare.pop().title()
            yield _entry(f"{at}entities/#e-{number}", f"Person: {name}", [self.author.line(16)], ENTITY) | {
                "names": [name.lower(), alias.lower()],
                "aliases": alias.lower(),
            }
        for number, source in enumerate(briefing.sources):
            quotes = [q.words for claim in briefing.claims for q in claim.quotes if q.source == number]
            lines = [self.author.line(8), *(f"“{quote}”" for quote in quotes)]
            key = f"sources/s-{briefing.number}-{number}/"
            yield _entry(key, f"Source: {source.publisher}. {source.title}", lines, SOURCE)

    def _rare(self) -> str:
        return "".join(self.chance.choices(self.author.words[100:400], k=2))

    def _query(self, kind: str, made: list[dict[str, Any]]) -> Query:
        """A query of a kind for an entry of a briefing."""
        wanted = {
            "name": "#e-",
            "alias": "#e-",
            "slip": "#e-",
            "phrase": "/#part",
            "passage": "sources/",
            "title": "/part-",
        }
        found = [
            entry for entry in made if wanted.get(kind, "#c-") in entry["location"] and _fits(kind, entry)
        ]
        entry = self.chance.choice(found)
        words = entry["title"].partition(": ")[2].lower().replace(".", "").split()
        text = entry["text"].replace("<p>", "").replace("</p>", " ").lower().replace(".", "").split()
        name = entry.get("names", [""])[0]
        typed = {
            "one word": lambda: words[-1],
            "beginning": lambda: words[-1][:6],
            "title": lambda: " ".join(words),
            "claim": lambda: " ".join(words[3:6]),
            "question": lambda: f"why is the {words[1]} {words[4]} {words[6]} {words[8]} not in {words[-1]}",
            "phrase": lambda: f'"{" ".join(text[3:7])}"',
            "passage": lambda: f'"{" ".join(entry["text"].partition("“")[2].split()[4:8]).lower()}"',
            "name": lambda: name,
            "alias": lambda: entry["aliases"],
            "slip": lambda: name[:4] + name[5] + name[4] + name[6:],
        }[kind]()
        return Query(kind, typed, entry["location"])


def _fits(kind: str, entry: dict[str, Any]) -> bool:
    """Whether an entry has what a query of a kind is made from."""
    return {"passage": "“" in entry["text"], "title": "#" not in entry["location"]}.get(kind, True)


def _entry(location: str, title: str, paragraphs: list[str], boost: float) -> dict[str, Any]:
    text = "".join(f"<p>{words}</p>" for words in paragraphs)
    return {"location": location, "title": title, "text": text, "boost": boost}


def _texts(block: object) -> Iterator[str]:
    match block:
        case Paragraph(text) | Heading(text):
            yield text
        case Bullets(items, inner):
            yield from (*items, *inner)
        case Table(rows):
            yield from (" ".join(row) for row in rows)
        case Remark(title, text):
            yield from (title, text)


def make_index(site: Path, pages: int) -> list[Query]:
    """Makes the index of a site of about `pages` pages in the folder of a small site, and prints what it costs."""
    made = Entries(round(pages / PAGES_OF_A_BRIEFING["rich"]))
    shutil.rmtree(site / "search", ignore_errors=True)
    splitter = WordSplitter(SEPARATOR)
    settings = SearchSettings(SEPARATOR, folding_table())
    sizes: dict[str, list[int]] = {}
    began, spent = time.process_time(), 0.0

    def groups() -> Iterator[Part]:
        nonlocal spent
        entries = made.groups()
        while True:
            before = time.process_time()
            group = next(entries, None)
            spent += time.process_time() - before
            if group is None:
                return
            yield Part(group, splitter)

    for name, data in index_files(groups(), settings):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sizes.setdefault(name.split("/")[1], []).append(len(data))
    took = time.process_time() - began - spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
    print(
        f"{pages} pages, {made.entries} entries: {took:.1f} s of processor, {memory:,.0f} MB of memory at most"
    )
    for kind, of in sizes.items():
        total = sum(of) / KB / KB
        print(f"  {kind}: {len(of)} files, {total:.1f} MB, {max(of) / KB:.1f} kB the largest")
    return made.queries


def ask(page: Page, start: str, site: Path, queries: list[Query]) -> None:
    """Types queries, each in a page that has loaded nothing of the search, and prints what each kind loads."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found: dict[str, list[tuple[int, int, int, float]]] = {}
    for query in queries:
        page.goto(start)
        page.wait_for_load_state("networkidle")
        asked.clear()
        page.keyboard.press("/")
        page.locator(".md-search__input").fill(query.words)
        began = time.perf_counter()
        page.locator(".md-search__input").dispatch_event("keyup")
        while not page.evaluate(ANSWERED) and time.perf_counter() - began < SLOWEST:
            page.wait_for_timeout(10)
        took = time.perf_counter() - began
        at = next((n for n, href in enumerate(page.evaluate(HITS), 1) if _same(href, query.location)), 0)
        files = [site / url.partition("?")[0].removeprefix(start.removesuffix("index.html")) for url in asked]
        loaded = [file.stat().st_size for file in files if file.suffix == ".js"]
        found.setdefault(query.kind, []).append((len(loaded), sum(loaded), at, took))
    for kind, of in found.items():
        counts, sizes, places, times = zip(*of, strict=True)
        print(
            f"| {kind} | {max(counts)} | {statistics.median(sizes) / KB:.0f} | {max(sizes) / KB:.0f} | "
            f"{' '.join(str(place or '–') for place in places)} | {statistics.median(times):.2f} |"
        )
    every = [one for of in found.values() for one in of]
    print(f"| all | {max(n for n, *_ in every)} | | {max(size for _, size, *_ in every) / KB:.0f} | | |")


def _same(href: str, location: str) -> bool:
    """Whether a link leads to a location of the site."""
    path, _, anchor = href.partition("#")
    page, _, wanted = location.partition("#")
    return path.partition("?")[0].removesuffix("index.html").endswith(f"/{page}") and anchor == wanted


def main() -> None:
    """Prints the figures."""
    chromium = next(filter(None, map(shutil.which, _NAMES_OF_CHROMIUM)), None)
    if chromium is None:
        sys.exit("Chromium not found; install it to measure the search")
    pages = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), PAGES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        root, site = Path(folder) / "project", Path(folder) / "site"
        (root / "docs").mkdir(parents=True)
        (root / "briefings/small").mkdir(parents=True)
        (root / "briefings/small/briefing.yml").write_text(BRIEFING, "utf-8")
        (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
        mkdocs_build.build_site(root, site, strict=False)
        queries = make_index(site, pages)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        start = (site / "index.html").as_uri()
        print("| kind | files at most | kB, median | kB at most | places of the entry | seconds, median |")
        print("| --- | --: | --: | --: | --- | --: |")
        ask(browser.new_page(), start, site, queries)
        browser.close()


if __name__ == "__main__":
    main()
