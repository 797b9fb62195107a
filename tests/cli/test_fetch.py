"""`bindery snapshot fetch` stores live pages with a record of where they came from, and has them kept by an archive."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.project import BRIEFING, MKDOCS, Site
from support.snapshot_files import REPORT
from support.web_server import ADDRESS, Answer, Asked, Handler, WebServer, streams, web_server

from bindery.cli import extras, main
from bindery.network.fetching import Fetcher, Limits

PAGE = "<!doctype html><title>Heat</title><p>It is up to five degrees hotter, as “naïve” people say.</p>"
KEYS = {"IA_ACCESS_KEY_ID": "access-of-a-test", "IA_SECRET_ACCESS_KEY": "secret-of-a-test"}
SOURCES = """\
# our sources
sources:
  - {id: gibb-2023, kind: report, title: Urban heat, url: URL/old, language: en} # cited
  - id: city-news
    kind: news
    title: Nights
    url: URL/latin # in another encoding
  - {id: paper, kind: report, title: Paper, url: URL/paper}
  - {id: numbers, kind: dataset, title: Numbers, url: URL/numbers}
  - {id: gone, kind: news, title: Gone, url: URL/gone}
  - {id: picture, kind: news, title: Picture, url: URL/picture}
  - {id: scripts, kind: news, title: Scripts, url: URL/scripts}
  - {id: endless, kind: news, title: Endless, url: URL/endless}
  - {id: book, kind: book, title: No address}
"""


@streams
def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


class Archive:
    """A stand-in of Save Page Now 2, as its documentation describes it."""

    def __init__(self) -> None:
        self.jobs: dict[str, tuple[str, int]] = {}
        self.answers: dict[str, Answer] = {}

    def save(self, asked: Asked) -> Answer:
        """Begins to keep a page."""
        if asked.headers.get("authorization") != "LOW access-of-a-test:secret-of-a-test":
            return Answer(b'{"message": "You need to be logged in to use Save Page Now."}', 401)
        url = self.url_in(asked)
        if url in self.answers:
            return self.answers[url]
        job = f"spn2-{len(self.jobs)}"
        self.jobs[job] = (url, 0)
        return self.json({"url": url, "job_id": job})

    def status(self, asked: Asked) -> Answer:
        """Says how far it is: pending twice, then done."""
        job = asked.path.rsplit("/", 1)[-1]
        url, count = self.jobs[job]
        self.jobs[job] = (url, count + 1)
        if count < 2:
            return self.json({"status": "pending", "job_id": job, "resources": []})
        if url.endswith("/gone"):
            return self.json(
                {"status": "error", "status_ext": "error:not-found", "message": f"Couldn't find {url}\n(404)"}
            )
        return self.json(
            {"status": "success", "timestamp": "20261129120000", "original_url": url, "http_status": 200}
        )

    @staticmethod
    def url_in(asked: Asked) -> str:
        """The address in the form that was sent."""
        return re.sub(
            "%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), asked.body.decode()[4:].split("&")[0]
        )

    @staticmethod
    def json(content: dict[str, Any]) -> Answer:
        """An answer in JSON."""
        return Answer(json.dumps(content).encode(), 200, {"Content-Type": "application/json"})


@pytest.fixture(scope="module")
def server() -> Iterator[WebServer]:
    archive = Archive()
    with web_server() as made:
        made.pages = {
            "/old": Answer(b"", 301, {"Location": "/new", "Set-Cookie": "reader=1"}),
            "/new": Answer(
                gzip.compress(PAGE.encode()),
                200,
                {"Content-Type": "text/html", "Content-Encoding": "gzip", "ETag": '"1"', "Set-Cookie": "x=1"},
            ),
            "/latin": Answer(PAGE.encode("cp1252"), 200, {"Content-Type": "text/html; charset=windows-1252"}),
            "/paper": Answer(REPORT, 200, {"Content-Type": "application/octet-stream"}),
            "/numbers": Answer(b"year,deaths\n2023,1524\n", 200, {"Content-Type": "text/csv"}),
            "/gone": Answer(b"gone", 404),
            "/picture": Answer(b"\x89PNG", 200, {"Content-Type": "image/png"}),
            "/scripts": Answer(b"<!doctype html><script>show()</script>", 200, {"Content-Type": "text/html"}),
            "/endless": endless,
            "/save": archive.save,
        }
        made.pages |= {f"/save/status/spn2-{number}": archive.status for number in range(20)}
        made.archive = archive  # type: ignore[attr-defined]
        yield made


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory, server: WebServer) -> Site:
    server.log.clear()
    made = Site(tmp_path_factory.mktemp("fetch")).write("mkdocs.yml", MKDOCS)
    made.write("briefings/heat/briefing.yml", BRIEFING)
    return made.write("briefings/heat/sources.yml", SOURCES.replace("URL", server.url))


@pytest.fixture
def fetch(site: Site, server: WebServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 2026-11-30

    def run(*words: str, keys: bool = False) -> Result:
        limits = Limits(seconds=3, size=500_000, pause=0)
        fetcher = Fetcher(limits, lambda one: one == ADDRESS, sleep=lambda _: None, archive=server.url)
        environment = KEYS if keys else dict.fromkeys(KEYS)
        arguments = ["snapshot", "fetch", "-C", str(site.root), *words]
        return CliRunner().invoke(main, arguments, obj=fetcher, env=environment)

    return run


def custody(site: Site, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.read(f"briefings/heat/snapshots/{name}.custody"))
    return found


@pytest.mark.slow
def test_every_source_without_a_copy_is_fetched_and_its_record_kept(
    site: Site, server: WebServer, fetch: Callable[..., Result]
) -> None:
    result = fetch()
    assert result.exit_code == 1
    assert sorted(site.files(".bindery/snapshots/heat")) == [
        "city-news.html", "gibb-2023.html", "numbers.csv", "paper.pdf"
    ]  # fmt: skip
    for said in (
        "`gone` is not stored: there is no such page (status 404 Not Found)",
        "`picture` is not stored: its address leads to image/png, of which no snapshot can be made",
        "`scripts` is not stored: there is no text in this snapshot",
        "`endless` is not stored: it is larger than 0.5 MB",
        f"`gibb-2023` is stored as .bindery/snapshots/heat/gibb-2023.html, from {server.url}/new",
        "4 stored, 4 not",
    ):
        assert said in result.stderr
    assert site.read(".bindery/snapshots/heat/gibb-2023.html") == PAGE
    record = custody(site, "gibb-2023")
    assert record["address"] == f"{server.url}/old"
    assert record["addresses"] == [f"{server.url}/new"]
    assert record["headers"]["etag"] == '"1"'
    assert "set-cookie" not in record["headers"]
    assert (record["status"], record["fetched"][:4]) == (200, "2026")
    assert custody(site, "city-news")["noted"]["encoding as sent"] == "windows-1252"
    assert "“naïve”" in site.read(".bindery/snapshots/heat/city-news.html")
    assert [problem for problem in site.compile().problems if problem.code.startswith("B3")] == []
    assert CliRunner().invoke(main, ["snapshot", "verify", "-C", str(site.root)]).exit_code == 0
    assert len(server.asked()) == len(set(server.asked()))  # nobody is asked twice
    server.log.clear()
    fetch()
    assert sorted(server.asked()) == ["/endless", "/gone", "/picture", "/scripts"]


def test_a_page_that_changed_becomes_another_copy_and_one_that_did_not_is_left_alone(
    site: Site, server: WebServer, fetch: Callable[..., Result]
) -> None:
    assert fetch("numbers", "paper").exit_code == 0
    assert "`numbers` is as it was stored" in fetch("numbers").stderr
    server.pages["/numbers"] = Answer(b"year,deaths\n2023,1600\n", 200, {"Content-Type": "text/csv"})
    assert fetch("numbers").exit_code == 0
    assert sorted(name for name in site.files(".bindery/snapshots/heat") if name.startswith("numbers")) == [
        "numbers.2026-11-30.csv", "numbers.csv"
    ]  # fmt: skip


def test_a_page_is_stored_as_a_web_archive_that_can_be_quoted(
    site: Site, fetch: Callable[..., Result]
) -> None:
    assert fetch("gibb-2023", "--warc").exit_code == 0
    assert [*site.files(".bindery/snapshots/heat")] == ["gibb-2023.warc.gz"]
    found = CliRunner().invoke(main, ["quote", "-C", str(site.root), "gibb-2023", "up to 5 degrees hotter"])
    assert "quote: up to five degrees hotter" in found.stdout
    assert [problem for problem in site.compile().problems if problem.code.startswith(("B3", "B6"))] == []


def test_the_archive_keeps_pages_and_its_addresses_are_written(
    site: Site, server: WebServer, fetch: Callable[..., Result]
) -> None:
    before = site.read("briefings/heat/sources.yml")
    result = fetch("gibb-2023", "city-news", "gone", "--archive", keys=True)
    assert result.exit_code == 1
    assert "`gone` is not archived: the archive could not keep it: Couldn't find" in result.stderr
    copy = f"{server.url}/web/20261129120000/{server.url}/"
    after = site.read("briefings/heat/sources.yml")
    latin = f"    url: {server.url}/latin # in another encoding\n"
    assert after == before.replace(
        "/old, language: en}", f"/old, archive: [{copy}old], language: en}}"
    ).replace(latin, f"{latin}    archive:\n      - {copy}latin\n")
    assert "secret-of-a-test" not in result.output
    told = {one.path for one in server.log if "authorization" in one.headers}
    assert all(path.startswith("/save") for path in told)
    server.log.clear()
    assert "`city-news`" not in fetch("--archive", keys=True).stderr
    assert "/latin" not in server.asked()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<html>busy</html>", 502), "answered what is not in its documentation (status 502)"),
        (Answer(b"[1]", 200), "answered what is not in its documentation (status 200)"),
        (Answer(b'{"message": "no"}', 401), "does not accept these keys"),
        (Answer(b"", 429, {}), "wants to be asked less often"),
        (
            Archive.json({"status": "error", "status_ext": "error:user-session-limit", "message": "Limit"}),
            "keeps no more",
        ),
        (Archive.json({"message": "This URL is blocked"}), "gave no number for it: This URL is blocked"),
        (Archive.json({"job_id": "../../etc"}), "gave no number"),
    ],
)
def test_what_the_archive_refuses_is_said_and_nothing_is_written(
    site: Site, server: WebServer, fetch: Callable[..., Result], answer: Answer, said: str
) -> None:
    server.archive.answers = {f"{server.url}/old": answer}  # type: ignore[attr-defined]
    before = site.read("briefings/heat/sources.yml")
    result = fetch("gibb-2023", "--archive", keys=True)
    server.archive.answers = {}  # type: ignore[attr-defined]
    assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
    assert site.read("briefings/heat/sources.yml") == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["gibb-2032"], 2, "did you mean `gibb-2023`?"),
        (["book"], 1, "`book` is not stored: it has no `url` and no `doi`"),
        (["gibb-2023", "--keep"], 1, "it has no `licence`"),
        (["gibb-2023", "--briefing", "cold"], 1, "no briefing is called cold"),
        (["gibb-2023", "--archive"], 2, "needs the keys of an account at the Internet Archive"),
    ],
)
def test_bad_calls_are_said(
    site: Site, fetch: Callable[..., Result], words: list[str], code: int, said: str
) -> None:
    result = fetch(*words)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert not (site.root / ".bindery/snapshots").exists()


def test_a_command_without_its_extra_says_what_to_install() -> None:
    import click  # noqa: PLC0415  only here

    with (
        pytest.raises(click.ClickException, match=r"pip install 'bindery-briefings\[fetch\]'"),
        extras.needing("fetch"),
    ):
        raise ImportError(name="httpx")
