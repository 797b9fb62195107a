"""A reader with a real browser: which pages tests open, and what they record while they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindery.html.offline import file_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page, Request

BRIEFING = "pakistan-taliban-kurram/"
CITING = f"{BRIEFING}kurram-crisis/"
SOURCE = "sources/pips-psr-2024/"
KINDS = {
    "home": "",
    "overview": BRIEFING,
    "section": CITING,
    "section of figures": f"{BRIEFING}the-numbers/",
    "claims": f"{BRIEFING}claims/",
    "claim": f"{BRIEFING}claims/kurram-children-died/",
    "figures": f"{BRIEFING}figures/",
    "timeline": f"{BRIEFING}timeline/",
    "entities": f"{BRIEFING}entities/",
    "references": f"{BRIEFING}sources/",
    "whole": f"{BRIEFING}print/",
    "changes": f"{BRIEFING}changes/",
    "all sources": "sources/",
    "source": SOURCE,
    "written by hand": "method/",
}
PLACES = ("server", "disk")
SLOWEST = 90_000  # milliseconds that a page may take on a busy machine
STILL = 50  # milliseconds between two looks at whether a page has finished
GIVEN_UP = "net::ERR_ABORTED"  # what Chromium says of a request that it ends itself when a reader goes on
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


class Reader:
    """A browser window that records the requests and the errors of pages."""

    def __init__(self, context: BrowserContext, start: str) -> None:
        context.set_default_timeout(SLOWEST)
        self.start = start
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on(
            "response", lambda r: self.said.append(f"{r.status}: {r.url}") if r.status >= 400 else None
        )
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def _failed(self, request: Request) -> None:
        """Records a request that failed, unless the browser gave it up because it left the page."""
        if request.failure != GIVEN_UP:
            self.said.append(f"failed: {request.url}")

    def open(self, address: str) -> Page:
        """Open an address of the site and wait until its page has loaded."""
        way = file_address(address) if self.start.startswith("file:") else address
        go(self.page, self.start + way)
        return self.page

    @property
    def strangers(self) -> list[str]:
        """The requests to other sites."""
        return [url for url in self.asked if not url.startswith((self.start, "data:", "blob:", "about:"))]


class Readers:
    """Makes readers, each in a window of its own, and ends them."""

    def __init__(self, browser: Browser, starts: dict[str, str]) -> None:
        self.browser = browser
        self.starts = starts
        self.contexts: list[BrowserContext] = []

    def __call__(self, place: str, **options: Any) -> Reader:
        """A reader of the site on a server, or of its files on disk."""
        context = self.browser.new_context(**({"viewport": DESK} | options))
        self.contexts.append(context)
        return Reader(context, self.starts[place])

    def close(self) -> None:
        """Ends all windows."""
        for context in self.contexts:
            context.close()


def go(page: Page, address: str) -> None:
    """Go to an address and wait until its page is whole and still.

    A quiet network alone is not enough: on a busy machine it is quiet while a long page is still being read. Playwright's
    wait for it takes half a second on each page.
    """
    pending: set[Request] = set()

    def begun(request: Request) -> None:
        pending.add(request)

    def over(request: Request) -> None:
        pending.discard(request)

    watched: list[tuple[Any, Callable[[Request], None]]] = [
        ("request", begun),
        ("requestfinished", over),
        ("requestfailed", over),
    ]
    for event, do in watched:
        page.on(event, do)
    page.goto(address, wait_until="load", timeout=SLOWEST)
    quiet = 0
    for _ in range(SLOWEST // STILL):
        page.wait_for_timeout(STILL)
        quiet = 0 if pending or page.evaluate("document.fonts.status") != "loaded" else quiet + 1
        if quiet == 2:  # twice, for what a script asks for when its first answer has come
            break
    for event, do in watched:
        page.remove_listener(event, do)


def in_view(page: Page, selector: str) -> bool:
    """Whether the top of an element can be seen below the page's fixed header."""
    page.wait_for_timeout(300)
    return bool(
        page.locator(selector).first.evaluate(
            """e => { const top = e.getBoundingClientRect().top;
                      const header = document.querySelector('.md-header').getBoundingClientRect().bottom;
                      return top >= header - 1 && top < innerHeight; }"""
        )
    )


def until(page: Page, condition: str, given: Any = None) -> None:
    """Waits until a condition holds on a page: Playwright's own wait would need a script that the page forbids."""
    for _ in range(SLOWEST // 20):
        if page.evaluate(condition, given):
            return
        page.wait_for_timeout(20)  # milliseconds
    message = f"it never came to be that {condition}"
    raise AssertionError(message)
