"""`bindery links check` says which sources moved, died or changed, and writes only what it is asked to write."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import yaml
from click.testing import CliRunner, Result
from support.project import BRIEFING, MKDOCS, Site
from support.web_server import ADDRESS, Answer, WebServer, web_server

from bindery.cli import main
from bindery.network.fetching import Fetcher, Limits

STORY = " ".join(f"Part {n} of the story says that {n * 7} people came to the square." for n in range(1, 40))
PAGE = f"<!doctype html><title>Heat</title><article><h1>Heat</h1><p>{STORY}</p><p>It is up to five degrees hotter.</p></article>"
SOURCES = """\
# our sources
sources:
  - {id: same, kind: news, title: Same, url: 'URL/same', passages: [{id: p, quote: Part 3 of the story}]}
  - id: gibb-2023 # cited
    kind: report
    title: Urban heat
    url: URL/reworded # the report
  - id: city-news
    kind: news
    title: Nights
    url: URL/gone
    archive: [URL/busy]
  - id: moved
    kind: news
    title: Moved
    url: URL/old
  - {id: front, kind: news, title: Front, url: URL/story, state: live}
  - {id: back, kind: news, title: Back, url: URL/same, state: dead}
  - {id: taken-back, kind: news, title: Retracted, url: URL/gone, state: retracted}
  - {id: busy, kind: news, title: Busy, url: URL/busy}
  - {id: private, kind: news, title: Private, url: 'http://127.0.0.1:1/'}
  - {id: rewritten, kind: news, title: Rewritten, url: URL/rewritten}
  - {id: dated, kind: news, title: Dated, url: URL/dated}
  - {id: lost-copy, kind: news, title: Lost copy, archive: [URL/gone], passages: [{id: q, quote: Part 3 of the story}]}
  - {id: other-copy, kind: news, title: Other copy, archive: [URL/new, URL/], passages: [{id: q, quote: Part 4 of the story}]}
  - {id: poor-copy, kind: news, title: Poor copy, archive: [URL/], passages: [{id: q, quote: Part 5 of the story}]}
  - {id: book, kind: book, title: No address}
"""


def stored(path: str) -> bytes:
    return (PAGE if path != "rewritten" else PAGE.replace("story", "tale")).encode()


@pytest.fixture(scope="module")
def server() -> Iterator[WebServer]:
    with web_server() as made:
        made.pages = {
            "/same": Answer(PAGE.encode()),
            "/reworded": Answer(PAGE.replace("five", "six").encode()),
            "/gone": Answer(b"gone", 404),
            "/old": Answer(b"", 301, {"Location": "/new"}),
            "/new": Answer(PAGE.encode()),
            "/story": Answer(b"", 302, {"Location": "/"}),
            "/": Answer(b"<!doctype html><title>News</title><p>Welcome to our news of today.</p>"),
            "/busy": Answer(b"", 503, {}),
            "/rewritten": Answer(
                b"<!doctype html><p>" + b"All of this is new and was not said before. " * 50
            ),
            "/dated": Answer(PAGE.replace("</article>", "</article><p>Printed on 3 May.</p>").encode()),
        }
        yield made


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory, server: WebServer) -> Site:
    made = Site(tmp_path_factory.mktemp("links")).write("mkdocs.yml", MKDOCS)
    made.write("briefings/heat/briefing.yml", BRIEFING)
    made.write("briefings/heat/sources.yml", SOURCES.replace("URL", server.url))
    for name in (
        "same",
        "gibb-2023",
        "moved",
        "front",
        "rewritten",
        "dated",
        "back",
        "other-copy",
        "poor-copy",
    ):
        place = made.root / f".bindery/snapshots/heat/{name}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PAGE.encode())
    return made


def check(site: Site, *words: str, permit: str = ADDRESS) -> Result:
    fetcher = Fetcher(Limits(seconds=2, pause=0), lambda address: address == permit)
    return CliRunner().invoke(main, ["links", "check", "-C", str(site.root), *words], obj=fetcher)


def test_each_source_is_reported_with_what_to_write(site: Site, server: WebServer) -> None:
    result = check(site, "--format", "json")
    assert result.exit_code == 1, result.output
    found = json.loads(result.stdout)
    rows = {row["source"]: row for row in found if not row["is_archive"]}
    archives = [row for row in found if row["is_archive"]]
    assert {name: (row["outcome"], row["proposals"]) for name, row in rows.items()} == {
        "city-news": ("dead", {"state": "dead"}),
        "front": ("dead", {"state": "dead"}),
        "taken-back": ("dead", {}),
        "gibb-2023": ("changed", {"state": "changed"}),
        "rewritten": ("changed", {"state": "changed"}),
        "moved": ("moved", {"url": f"{server.url}/new"}),
        "busy": ("unknown", {}),
        "private": ("unknown", {}),
        "same": ("same", {}),
        "dated": ("same", {}),
        "back": ("same", {"state": "live"}),
    }
    assert rows["gibb-2023"]["gone"] == ["up to five degrees hotter"]
    assert rows["city-news"]["archived"] == 1
    assert server.asked().count("/gone") == 1  # three sources have this address
    copies = {
        (row["source"], row["url"].removeprefix(server.url)): (row["outcome"], row["gone"])
        for row in archives
    }
    assert copies == {
        ("lost-copy", "/gone"): ("dead", []),
        ("poor-copy", "/"): ("changed", ["Part 5 of the story"]),
        ("city-news", "/busy"): ("unknown", []),
        ("other-copy", "/new"): ("same", []),
        ("other-copy", "/"): ("same", []),  # the other copy has the words
    }


def test_the_report_is_for_people_and_for_issues_and_nothing_is_written(site: Site) -> None:
    before = site.read("briefings/heat/sources.yml")
    text = check(site).stdout
    assert "city-news: no longer at its address: there is no such page (status 404 Not Found)" in text
    assert "gibb-2023: changed since it was stored: 1 of 1 quotations is gone" in text
    assert "    write `state: changed`" in text
    assert "lost-copy: the archived copy is no longer at its address: there is no such page" in text
    assert "    take it from `archive`, or write the address of another copy" in text
    assert "poor-copy: no archived copy has all quoted words: 1 quotation is in none of them" in text
    assert text.splitlines()[-1] == "2 of 5 archived copies are there and have the quoted words"
    assert text.splitlines()[-2] == (
        "3 no longer at its address, 2 changed since it was stored, 1 moved to another address,"
        " 2 not checked, 3 as it was stored"
    )
    markdown = check(site, "--format", "markdown").stdout
    assert markdown.startswith("## No longer at its address (3)\n\n- `city-news`")
    assert site.read("briefings/heat/sources.yml") == before


def test_what_is_proposed_is_written_when_asked_and_then_no_longer_proposed(
    site: Site, server: WebServer
) -> None:
    before = site.read("briefings/heat/sources.yml")
    assert check(site, "gibb-2023", "moved", "front", "--write").exit_code == 0
    after = site.read("briefings/heat/sources.yml")
    listed = yaml.load(after, yaml.BaseLoader)["sources"]  # noqa: S506  it makes text only
    found = {one["id"]: one for one in listed}
    assert found["gibb-2023"]["state"] == "changed"
    assert found["moved"]["url"] == f"{server.url}/new"
    assert found["front"]["state"] == "dead"
    assert "state: changed" not in before
    assert "# the report\n" in after
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert check(site, "gibb-2023", "moved", "front").exit_code == 0


def test_bad_calls_and_a_machine_without_a_network_are_said(site: Site) -> None:
    assert "did you mean `gibb-2023`?" in check(site, "gibb-2032").stderr
    site.write("briefings/heat/sources.yml", SOURCES.replace("URL", "http://no-such-host.invalid"))
    result = check(site, "gibb-2023", "city-news")
    assert (result.exit_code, "connected to the internet" in result.stderr) == (3, True)
    assert check(site, "gibb-2023").stdout.startswith("gibb-2023: not checked: there is no host")
