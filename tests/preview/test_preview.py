"""`bindery serve` shows what is saved, reports what is wrong, and answers only this machine."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.project import BRIEFING, TEMPLATES, Site, briefing
from support.reading import PHONE

from bindery.cli import main
from bindery.pages.problem_page import problem_page_html
from bindery.text.problems import Problem
from bindery.text.span import Text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

PATIENCE = 60.0  # seconds
NEVER_GIVEN = (20_000, 32_000)  # ports below those that Linux, macOS and Windows give to connections
HEAT = "briefings/heat/briefing.yml"


class Served:
    """A preview of a project, by its own command in its own process."""

    def __init__(self, site: Site, port: int = 0) -> None:
        self.site = site
        self.port = port or _free_port()
        self.scratch = site.root.parent / "scratch"
        self.scratch.mkdir(exist_ok=True)
        self.log = site.root.parent / "serve.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bindery", "serve", "--dev-addr", f"127.0.0.1:{self.port}"],
                cwd=site.root,
                stdout=log,
                stderr=log,
                env=os.environ | {"TMPDIR": str(self.scratch), "TEMP": str(self.scratch)},
            )

    @property
    def said(self) -> str:
        """What stands in the terminal."""
        return self.log.read_text("utf-8")

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """The status, the headers and the text of an answer; the path is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def read(self, path: str) -> str:
        """A page as a reader has it, or why there is no answer."""
        try:
            return unescape(self.ask(f"/{path}")[2])
        except (OSError, http.client.HTTPException) as error:
            return f"no answer: {error}"

    def shows(self, path: str, words: str, *, yes: bool = True) -> bool:
        """Whether a page comes to show some words, or to show them no more, while an author would wait for it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said
            page = self.read(path)
            if "no answer" not in page and (words in page) == yes:
                return True
            time.sleep(0.05)
        return False

    def says(self, words: str) -> bool:
        """Whether the terminal comes to say some words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and words not in self.said:
            time.sleep(0.05)
        return words in self.said

    def end(self, sign: int = signal.SIGINT) -> int:
        """Ends it as Ctrl-C does, or otherwise; returns how it ended."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def _settles(question: Callable[[], bool]) -> bool:
    """Whether the answer comes to be yes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not question():
        time.sleep(0.05)
    return question()


def _free_port() -> int:
    """A free port that no other program's connection gets while a preview is started again at it."""
    while True:
        port = NEVER_GIVEN[0] + secrets.randbelow(NEVER_GIVEN[1] - NEVER_GIVEN[0])
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@pytest.fixture
def project(tmp_path: Path) -> Site:
    """A project with a site and a bundle that were built before."""
    site = Site(tmp_path / "project").newsroom()
    site.write("site/index.html", "as it was").write("dist/old.zip", "as it was")
    return site


@pytest.fixture
def served(project: Site) -> Iterator[Served]:
    made = Served(project)
    try:
        assert made.shows("heat/", "Heat in cities"), made.said
        yield made
    finally:
        made.end()


def test_what_is_saved_is_shown_and_what_is_wrong_is_reported(project: Site, served: Served) -> None:
    project.replace(HEAT, "Asphalt stores", "Dark asphalt stores")
    assert served.shows("heat/why/", "Dark asphalt stores")
    assert served.says("of heat updated")
    assert served.says("pages built in")
    assert served.said.count("pages built in") == 1  # the edit needed no second build of the whole

    project.replace(HEAT, "title: Heat in cities", "title: Heat in towns")
    assert served.shows("", "Heat in towns")

    good = project.read(HEAT)
    project.replace(HEAT, "@gibb-2023", "@gib-2023")
    for path in ("heat/", "heat/why/", "heat/claims/", ""):
        assert served.shows(path, "did you mean <code>gibb-2023</code>?")
    assert "Urban heat" in served.read("sources/gibb-2023/")  # the rest is shown all the while
    assert "Who we are" in served.read("about/")
    assert served.says("error[B201]")
    project.write(HEAT, good)
    for path in ("heat/", "heat/why/", "heat/claims/", ""):
        assert served.shows(path, "B201", yes=False)
    assert "Dark asphalt stores" in served.read("heat/why/")

    project.write("briefings/cold/briefing.yml", briefing(title="A cold draft", status="draft"))
    assert served.shows("cold/", "A cold draft")
    built = served.said.count("pages built in")
    project.replace("briefings/cold/briefing.yml", "Because.", "Because of the wind.")
    assert served.shows("cold/why/", "Because of the wind.")
    assert served.said.count("pages built in") == built

    project.write("docs/about.md", "# About us\n\nWho we were. [A claim](heat/claims.md#no-such)\n")
    assert served.shows("about/", "there is no <code>no-such</code>")
    project.write("docs/about.md", "# About us\n\nWho we were.\n")
    assert served.shows("about/", "Who we were.")

    template = TEMPLATES["claims.md.j2"] + "\n\nOur own register.\n"
    project.write("templates/claims.md.j2", template + "{{ nothing }}\n")
    assert served.shows("heat/claims/", "B502")
    project.write("templates/claims.md.j2", template)
    assert served.shows("heat/claims/", "Our own register")
    project.remove("templates")
    assert served.shows("heat/claims/", "Our own register", yes=False)
    assert "five degrees hotter" in served.read("heat/claims/")

    settings = project.read("mkdocs.yml")
    project.write("mkdocs.yml", "site_name: [\n")
    assert served.shows("heat/", "mkdocs.yml cannot be used")
    project.write("mkdocs.yml", settings.replace("The Newsroom", "The Other Newsroom"))
    assert served.shows("heat/", "The Other Newsroom")

    assert project.files("site") == {"index.html": b"as it was"}
    assert project.files("dist") == {"old.zip": b"as it was"}
    assert served.end() == 0
    assert "the preview has stopped" in served.said
    assert "Traceback" not in served.said
    assert list(served.scratch.iterdir()) == []


@pytest.mark.slow
def test_a_project_that_is_wrong_from_the_beginning(project: Site) -> None:
    project.write("briefings/cold/briefing.yml", briefing(title="A cold one", summary=""))
    project.write("mkdocs.yml", project.read("mkdocs.yml") + "site_url: https://example.org/news/\n")
    served = Served(project)
    try:
        assert served.shows("news/cold/", "B1"), served.said
        assert "Why cities are hot" in served.read("news/heat/")  # what is right is there
        assert served.ask("/")[1]["Location"] == "/news/"
        assert served.ask("/news")[1]["Location"] == "/news/"
        assert served.ask("/heat/")[0] == 404
        project.write("briefings/cold/briefing.yml", briefing(title="A cold one"))
        assert served.shows("news/cold/", "It is hot.")
    finally:
        assert served.end(signal.SIGTERM) == 0
    assert list(served.scratch.iterdir()) == []


EDITORS: dict[str, Callable[[Path, str], object]] = {
    "in its place": lambda path, text: path.write_text(text, "utf-8"),
    "beside it": lambda path, text: (path.with_name("new").write_text(text, "utf-8"), path.with_name("new").replace(path)),
    "after a copy": lambda path, text: (path.rename(path.with_name("old~")), path.write_text(text, "utf-8")),
    "taken away first": lambda path, text: (path.unlink(), time.sleep(0.1), path.write_text(text, "utf-8")),
}  # fmt: skip


def test_editors_save_in_many_ways(project: Site, served: Served) -> None:
    for way, editing in EDITORS.items():
        for words in (f"Black asphalt, {way},", f"Wet asphalt, {way},"):
            editing(project.root / HEAT, BRIEFING.replace("Asphalt", words))
            assert served.shows("heat/why/", words), way


def test_what_is_answered(project: Site, served: Served) -> None:
    status, headers, page = served.ask("/heat/")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert '<script src="/_bindery/reload.js"' in page
    assert 'http-equiv="Content-Security-Policy"' in page
    assert served.ask("/heat/", "HEAD")[1]["Content-Length"] == str(len(page.encode()))
    assert served.ask("/heat/", "HEAD")[2] == ""
    assert served.ask("/heat")[:2][1]["Location"] == "/heat/"
    assert served.ask("/heat/?q=1")[0] == 200
    status, _, page = served.ask("/nothing/")
    assert status == 404
    assert "<html" in page
    assert served.ask("/heat/", "POST")[0] == 501
    kinds = {
        "/assets/bindery/bindery.css": "text/css; charset=utf-8",
        "/assets/bindery/bindery.js": "text/javascript; charset=utf-8",
        "/search/root.js": "text/javascript; charset=utf-8",
        "/assets/bindery/mark.svg": "image/svg+xml",
        "/_bindery/reload.js": "text/javascript; charset=utf-8",
        "/_bindery/preview.css": "text/css; charset=utf-8",
    }
    assert {path: served.ask(path)[1]["Content-Type"] for path in kinds} == kinds
    for asked in ("/heat/", "/heat", "/nothing/", "/_bindery/reload.js", "/%", "/assets/bindery/mark.svg"):
        for method in ("GET", "HEAD", "POST"):
            no_frame = served.ask(asked, method)[1]
            assert "frame-ancestors 'none'" in no_frame["Content-Security-Policy"], (asked, method)
            assert no_frame["X-Frame-Options"] == "DENY"
    assert served.ask("/heat/", Host="example.org")[1]["X-Frame-Options"] == "DENY"

    project.root.joinpath("secret.txt").write_text("a secret", "utf-8")
    (next(served.scratch.glob("bindery-serve-*/site-*")) / "link.txt").symlink_to(project.root / "secret.txt")
    for path in (
        "/../secret.txt",
        "/%2e%2e/%2e%2e/project/secret.txt",
        "/heat/..%2f..%2f..%2fproject%2fsecret.txt",
        "/..%5c..%5csecret.txt",
        f"/{project.root}/secret.txt",
        f"//{project.root}/secret.txt",
        "/_bindery/../../secret.txt",
        "/_bindery/%2e%2e%2fnew%2fsite%2fREADME.md",
        "/link.txt",
        "/heat/%00",
        "/%ff",
        "//example.org",
        "//example.org/..",
    ):
        assert served.ask(path)[0] == 404, path

    for host in ("example.org", "example.org:8000", "127.0.0.1.example.org", "[", ""):
        assert served.ask("/heat/", Host=host)[0] == 421, host
    for host in ("localhost", "127.0.0.1:1", "[::1]:8000"):
        assert served.ask("/heat/", Host=host)[0] == 200, host


@pytest.mark.slow
def test_a_port_in_use(project: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        served = Served(project, port)
        assert served.process.wait(30) == 1
    assert f"127.0.0.1:{port} is in use; name another with --dev-addr" in served.said
    assert list(served.scratch.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["localhost", "8000", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:99999", "a:1/b"]
)
def test_an_address_that_is_none(project: Site, cli: CliRunner, address: str) -> None:
    done = cli.invoke(main, ["serve", "-C", str(project.root), "--dev-addr", address])
    assert done.exit_code == 2
    assert "write a host and a port" in done.stderr


def test_pages_follow_by_themselves(project: Site, served: Served, browser: Browser) -> None:
    long = [f"Paragraph {number} [@city-news]." for number in range(60)]
    project.write(HEAT, BRIEFING + "".join(f"      - '{words}'\n" for words in long))
    assert served.shows("heat/why/", "Paragraph 59")
    context = browser.new_context(viewport=PHONE)
    try:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://127.0.0.1:{served.port}/heat/why/")
        page.get_by_text("Paragraph 40").scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        assert before > 1000
        project.replace(HEAT, "Paragraph 41", "Another paragraph")
        page.get_by_text("Another paragraph").wait_for()
        page.wait_for_load_state()
        assert _settles(lambda: abs(page.evaluate("scrollY") - before) < 100)

        project.replace(HEAT, "Paragraph 42 [@city-news]", "Paragraph 42 [@city-new]")
        page.get_by_text("did you mean city-news?").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        project.replace(HEAT, "Paragraph 42 [@city-new]", "The best paragraph [@city-news]")
        page.get_by_text("The best paragraph").wait_for()
        page.wait_for_load_state()  # a page without its script could follow nothing
        assert said == []

        served.end()
        project.replace(HEAT, "The best paragraph", "The very last paragraph")
        again = Served(project, served.port)
        try:
            assert again.shows("heat/why/", "The very last paragraph")
            page.get_by_text("The very last paragraph").wait_for(timeout=PATIENCE * 1000)
        finally:
            again.end()
    finally:
        context.close()


def test_a_page_is_not_left_while_the_server_sends_no_pages(
    project: Site, served: Served, browser: Browser
) -> None:
    assert served.shows("heat/why/", "Why cities are hot")
    address = f"http://127.0.0.1:{served.port}/heat/why/"
    context = browser.new_context(viewport=PHONE)
    try:
        page = context.new_page()
        page.goto(address)
        refused: list[str] = []

        def refuse(route: Route) -> None:
            refused.append(route.request.url)
            route.abort()

        context.route(address, refuse)
        project.replace(HEAT, "Why cities are hot", "Why cities are warm")
        assert _settles(lambda: page.evaluate("1") == 1 and len(refused) > 1)
        assert page.get_by_text("Why cities are hot").count()
        context.unroute(address)
        page.get_by_text("Why cities are warm").first.wait_for()
    finally:
        context.close()


def test_the_page_of_problems_shows_what_was_typed(tmp_path: Path, invalid: Callable[..., list[str]]) -> None:
    hostile = "title: <script>alert(1)</script> \"'&amp;  two  blanks \u202e\u0627\u0644\u062e {{ 7*7 }}"
    text = Text("briefings/<b>/briefing.yml", hostile)
    problem = Problem(
        "B999",
        f"no {hostile}",
        text.span(7, 20),
        help=f"{hostile}\nor so",
        related=((text.span(0, 5), hostile),),
    )
    page = problem_page_html(
        hostile, hostile, [problem, Problem("B998", "without a place")], TEMPLATES, "/_bindery/"
    )
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&#123;&#123; 7&#42;7 &#125;&#125;" in page
    assert "two  blanks" in page
    assert "<mark>&#60;script&#62;alert</mark>" in page
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert invalid(tmp_path) == []
