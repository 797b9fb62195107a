"""Pages full of hostile texts, read in a browser: nothing runs, nothing is loaded from elsewhere, no error is logged."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_wide.hostile.built import POLICY, HostileProject, pages_of
from site_wide.hostile.trial import Row
from support import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Whatever a payload calls leaves a mark, and what waits for an event gets it.
WATCH = """for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.__pwned = name }"""
STIR = """() => {
  for (const element of document.querySelectorAll("*"))
    for (const name of ["mouseover", "focus", "toggle", "error", "load", "pointerenter", "animationstart"])
      if (element.getAttributeNames().some(a => a.startsWith("on"))) element.dispatchEvent(new Event(name))
  const handlers = [...document.querySelectorAll("*")].filter(e => e.getAttributeNames().some(a => a.startsWith("on")))
  return [String(window.__pwned || ""), handlers.map(e => e.outerHTML.slice(0, 80)).join(" ")]
}"""
NOT_FOUND = "404"
SLOWEST = 90_000  # milliseconds that a page may take on a busy machine


class _Bare(SimpleHTTPRequestHandler):
    """Serves a site; without the policy of its pages where that is asked for: the escaping has to hold by itself."""

    without_policy = False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""

    def do_GET(self) -> None:
        """A page with its policy taken out, or any file as it is."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not (self.without_policy and path.suffix == ".html" and path.is_file()):
            super().do_GET()
            return
        html, taken = POLICY.subn("", path.read_text("utf-8"))
        assert taken == 1, path
        data = html.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _WithoutPolicy(_Bare):
    without_policy = True


@contextmanager
def serving(folder: Path, *, policy: bool) -> Iterator[str]:
    """The address at which a folder is served."""
    handler = partial(_Bare if policy else _WithoutPolicy, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Watch:
    """A page of a browser, and what went wrong on it."""

    def __init__(self, browser: Browser, start: str) -> None:
        self.start = start
        self.wrong: list[str] = []
        self.page: Page = browser.new_context(service_workers="block").new_page()
        self.page.set_default_timeout(SLOWEST)
        self.page.add_init_script(WATCH)
        self.page.on("dialog", lambda dialog: (self._tell("a dialog"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self._tell(f"an error: {error}"))
        self.page.on(
            "console", lambda m: self._tell(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        self.page.on("popup", lambda _: self._tell("a new window"))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.start, "data:", "blob:")):
            self._tell(f"asked for {request.url[:120]}")

    def _tell(self, what: str) -> None:
        self.wrong.append(f"{self.page.url.removeprefix(self.start)[:60]}: {what[:160]}")

    def read(self, address: str) -> None:
        """Opens an address, and stirs whatever waits there."""
        self.page.goto(self.start + address, wait_until="load")
        self.look()

    def look(self) -> None:
        """Notes whether anything ran, or waits to."""
        self.wrong += [
            f"{self.page.url}: ran or waits: {found[:160]}" for found in self.page.evaluate(STIR) if found
        ]

    def _wait_for_answer(self) -> None:
        """Waits until the search says how many hits there are: a fixed pause is too short on a busy machine."""
        says = "document.querySelector('.md-search-result__meta').textContent.trim()"
        for _ in range(SLOWEST // 50):
            if self.page.evaluate(says) not in ("", "Initializing search", "Type to start searching"):
                return
            self.page.wait_for_timeout(50)
        self._tell("the search gave no answer")

    def search(self, words: str) -> int:
        """Types words into the search, looks at the hits, and follows the first; how many there are."""
        self.page.goto(self.start, wait_until="load")
        self.page.locator("[data-md-toggle=search]").evaluate("box => box.click()")
        self.page.locator(".md-search__input").fill(words)
        hits = self.page.locator(".md-search-result__link")
        self._wait_for_answer()
        self.look()
        number = hits.count()
        if number:
            self.page.goto(hits.first.evaluate("link => link.href"), wait_until="load")
            self.look()
        return number


def browsed(name: str, project: HostileProject, searches: Sequence[str]) -> Iterator[Row]:
    """Every page of a built site, with its policy and without; and the search asked for payloads."""
    row = Row(f"browser, {name}")
    found = chromium.found()
    if found is None:
        yield Row(f"browser, {name}: DID NOT RUN, no Chromium")
        return
    with chromium.launched(found) as browser:
        for policy in (True, False):
            row.findings += read_all(browser, project, searches, row, policy=policy)
    yield row


def read_all(
    browser: Browser, project: HostileProject, searches: Sequence[str], row: Row, *, policy: bool
) -> list[str]:
    """What goes wrong on the pages of a site, in its editions in one file, and in its search."""
    with serving(project.site.site, policy=policy) as start:
        watch = Watch(browser, start)
        for address in pages_of(project.site.site):
            row.tries += 1
            before = len(watch.wrong)
            watch.read(address)
            row.clean += len(watch.wrong) == before
        hits = 0
        for words in searches:
            row.tries += 1
            before = len(watch.wrong)
            hits += watch.search(words)
            row.clean += len(watch.wrong) == before
        watch.page.context.close()
    if not hits:
        watch.wrong.append("the search found nothing at all")
    with serving(project.site.root / "dist", policy=policy) as start:
        editions = Watch(browser, start)
        for address in pages_of(project.site.root / "dist"):
            row.tries += 1
            before = len(editions.wrong)
            editions.read(address)
            row.clean += len(editions.wrong) == before
        editions.page.context.close()
    return [f"{'with' if policy else 'without'} policy: {item}" for item in (*watch.wrong, *editions.wrong)]
