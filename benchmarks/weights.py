"""Measures what a first visit to each kind of page costs: compressed bytes, requests and layout shift.

Run `python benchmarks/weights.py`; it needs Chromium. It builds the site, serves it with compression, opens each kind
of page in a browser with an empty cache, and prints a Markdown table. The search index has a column of its own and is
not in the sum, because it is loaded only when a reader searches.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from playwright.sync_api import sync_playwright

from bindery.site import mkdocs_build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
KB = 1000
LIMIT = 130 * KB
"""The most bytes that the first view of a section may load, without the search index."""
OWN_LIMIT = 25 * KB
"""The most bytes of Bindery's own styles and scripts together."""
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1440, "height": 900}}
PAGES = {
    "home": "",
    "overview": "pakistan-taliban-kurram/",
    "section": "pakistan-taliban-kurram/kurram-crisis/",
    "section of figures": "pakistan-taliban-kurram/the-numbers/",
    "claims": "pakistan-taliban-kurram/claims/",
    "claim": "pakistan-taliban-kurram/claims/kurram-children-died/",
    "figures": "pakistan-taliban-kurram/figures/",
    "timeline": "pakistan-taliban-kurram/timeline/",
    "entities": "pakistan-taliban-kurram/entities/",
    "references": "pakistan-taliban-kurram/sources/",
    "whole": "pakistan-taliban-kurram/print/",
    "changes": "pakistan-taliban-kurram/changes/",
    "all sources": "sources/",
    "source": "sources/pips-psr-2024/",
    "written by hand": "method/",
}
COLUMNS = ("html", "own", "stock", "fonts", "pictures", "other")
_OWN = "assets/bindery/"
_INDEX = "search/"
_PACKED = {".woff2", ".png", ".jpg", ".jpeg", ".webp", ".gz"}  # compressed already
_PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".svg", ".ico"}
_NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_WATCH = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput)
      shifts.push([entry.value, entry.sources.map(s => s.node && (s.node.className || s.node.nodeName))]);
}).observe({type: 'layout-shift', buffered: true});
"""


@dataclass(frozen=True)
class Weight:
    """The cost of one visit to a page.

    Attributes:
        sent: compressed bytes of each file, by its path in the site.
        strangers: requested addresses on other hosts.
        shifts: each layout shift: its share of the layout shift score, and the elements that moved.
    """

    sent: dict[str, int]
    strangers: tuple[str, ...]
    shifts: tuple[tuple[float, tuple[str, ...]], ...]

    @property
    def columns(self) -> Counter[str]:
        """Bytes by column of the table, without the search index."""
        found: Counter[str] = Counter()
        for path, size in self.sent.items():
            if not path.startswith(_INDEX):
                found[_column(path)] += size
        return found

    @property
    def total(self) -> int:
        """Total bytes, without the search index."""
        return self.columns.total()

    @property
    def index(self) -> int:
        """Bytes of the search index."""
        return sum(size for path, size in self.sent.items() if path.startswith(_INDEX))

    @property
    def moved(self) -> float:
        """The layout shift score: the sum of all shifts."""
        return sum(value for value, _ in self.shifts)


def _column(path: str) -> str:
    suffix = Path(path).suffix
    if suffix in {".css", ".js"}:
        return "own" if path.startswith(_OWN) else "stock"
    if suffix in _PICTURES:
        return "pictures"
    return {".woff2": "fonts", ".html": "html"}.get(suffix, "other")


class _Compressing(SimpleHTTPRequestHandler):
    """Serves files compressed, and records the bytes sent for each."""

    def __init__(self, *args: Any, sent: dict[str, int], **options: Any) -> None:
        self.sent = sent
        super().__init__(*args, **options)

    def send_head(self) -> BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        data = path.read_bytes()
        packed = path.suffix not in _PACKED
        if packed:
            data = gzip.compress(data, 6, mtime=0)
        self.sent[path.relative_to(self.directory).as_posix()] = len(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


@dataclass(frozen=True)
class Scales:
    """A served site.

    Attributes:
        start: address of the home page.
        sent: compressed bytes sent since the last visit began, by path.
    """

    start: str
    sent: dict[str, int]

    def weigh(self, browser: Browser, address: str, size: dict[str, int]) -> Weight:
        """Visits a page with an empty cache, until there are no more requests."""
        self.sent.clear()
        context = browser.new_context(viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.add_init_script(_WATCH)
        page.goto(self.start + address, wait_until="load")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)  # the browser reports a shift after the frame in which it happened
        shifts = tuple((float(value), tuple(what)) for value, what in page.evaluate("shifts"))
        context.close()
        strangers = [url for url in asked if not url.startswith((self.start, "data:", "blob:"))]
        return Weight(dict(self.sent), tuple(strangers), shifts)


@contextmanager
def scales(site: Path) -> Iterator[Scales]:
    """Serves a built site while the context is open."""
    sent: dict[str, int] = {}
    handler = partial(_Compressing, directory=str(site), sent=sent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Scales(f"http://127.0.0.1:{server.server_port}/", sent)
        server.shutdown()


def main() -> None:
    """Prints the table."""
    chromium = next(filter(None, map(shutil.which, _NAMES_OF_CHROMIUM)), None)
    if chromium is None:
        sys.exit("Chromium not found; install it to measure pages")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        site = Path(folder) / "site"
        mkdocs_build.build_site(ROOT, site)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print(
            "kB, compressed with gzip; *own* (Bindery) and *stock* (Material) are styles and scripts; the sum excludes the index;"
        )
        print(
            f"limits: a section {LIMIT // KB}, own styles and scripts {OWN_LIMIT // KB}; *moved* is the layout shift\n"
        )
        names = ("page", *COLUMNS, "sum", "index", "requests", *(f"moved, {size}" for size in SIZES))
        print(f"| {' | '.join(names)} |")
        print(f"| --- |{' --: |' * (len(names) - 1)}")
        with scales(site) as weighing:
            for name, address in PAGES.items():
                visits = [weighing.weigh(browser, address, size) for size in SIZES.values()]
                print(_row(name, visits))
        browser.close()


def _row(name: str, visits: list[Weight]) -> str:
    first = visits[0]
    numbers = [
        f"{size / KB:.1f}" for size in (*(first.columns[c] for c in COLUMNS), first.total, first.index)
    ]
    return f"| {' | '.join((name, *numbers, str(len(first.sent)), *(f'{v.moved:.4f}' for v in visits)))} |"


if __name__ == "__main__":
    main()
