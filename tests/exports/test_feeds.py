"""Feeds keep their ids, the sitemap has true dates, and robots.txt says who may read the site."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.project import MKDOCS, Site, briefing, edition, sources

from bindery.build import bundle
from bindery.exports import atom
from bindery.pages import site_parts
from bindery.reading.inputs import Imprint

ADDRESS = "https://example.org/paper/"
NAME = "The Newsroom"
IMPRINT = Imprint(NAME, "We write.", ADDRESS)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
HOSTILE = "<script>alert(\"1\")</script> & 'quotes' &amp; ]]> <!-- x --> کرم"
CLAIMS = [{"id": "a", "text": "It is hot.", "evidence": [{"source": "x"}]}, {"id": "b", "text": "Very hot."}]


def changes(*kinds: str) -> list[dict[str, str]]:
    return [{"claim": "ab"[n % 2], "kind": kind, "reason": f"Why {n}."} for n, kind in enumerate(kinds)]


RICH = briefing(
    title="Heat",
    date="2024-05-01",
    updated="2024-06-02",
    authors=["Ada Okafor", {"name": "B", "organisation": "C", "url": "https://example.org/c"}],
    tags=["heat", "towns"],
    handling="TLP:GREEN",
    claims=CLAIMS,
    key_points=["a"],
    events=[{"id": "e", "date": "2024", "title": "It began"}],
    editions=[
        {"number": 1, "date": "2024-05-01", "changes": changes("new")},
        {"number": 2, "date": "2024-06-02", "changes": changes("correction", "update", "correction")},
        {"number": 3, "date": "2024-07", "changes": changes("withdrawal")},
        {"number": 4, "date": "2024-07-09"},
    ],
)
FILES: dict[str, Any] = {
    "heat/briefing.yml": RICH,
    "cold/briefing.yml": briefing(title="Cold", date="2023-02", status="withdrawn", claims=CLAIMS),
    "unborn/briefing.yml": briefing(title="Unborn", status="draft", date="2030-01-01"),
    "sources.yml": sources("x", "y"),
}


def feeds(files: dict[str, Any], imprint: Imprint | None = IMPRINT, **options: Any) -> dict[str, bytes]:
    made = edition(files, imprint=imprint, **options).files
    return {path: data for path, data in made.items() if path.endswith("feed.xml")}


def read(data: bytes) -> Any:
    """A feed as a foreign reader understands it, without anything that it would rather not have seen."""
    found = feedparser.parse(BytesIO(data), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def texts(element: Any, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(f"{ATOM}{name}")]


def assert_valid(data: bytes, address: str) -> None:
    """What RFC 4287 asks of a feed."""
    root = etree.fromstring(data)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert UUID.fullmatch(element.findtext(f"{ATOM}id") or "")
        for when in (*texts(element, "updated"), *texts(element, "published")):
            assert INSTANT.fullmatch(when)
            assert datetime.fromisoformat(when).tzinfo == UTC
        assert all(person.findtext(f"{ATOM}name") for person in element.findall(f"{ATOM}author"))
        for link in element.findall(f"{ATOM}link"):
            assert link.get("href", "").startswith(ADDRESS)
    assert root.findall(f"{ATOM}author")  # stands for the entries that have none of their own
    assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [address]
    ids = [root.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{XHTML}div"]
        assert (content.text or "").strip() == ""
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert all(newer >= older for newer, older in pairwise(dates))
    assert root.findtext(f"{ATOM}updated") == dates[0]


def test_the_feeds_are_valid_and_there_is_one_for_each_briefing() -> None:
    made = feeds(FILES)
    assert sorted(made) == ["cold/feed.xml", "feed.xml", "heat/feed.xml"]
    for path, data in made.items():
        assert_valid(data, f"{ADDRESS}{path}")


def test_a_foreign_reader_finds_briefings_editions_and_corrections_the_newest_first() -> None:
    found = read(feeds(FILES)["feed.xml"])
    assert found.version == "atom10"
    assert (found.feed.title, found.feed.subtitle) == (NAME, "We write.")
    assert [(entry.updated[:10], entry.title) for entry in found.entries] == [
        ("2024-07-09", "Edition 4: Heat"),
        ("2024-07-09", "Heat"),
        ("2024-07-01", "Claim withdrawn: It is hot."),
        ("2024-07-01", "Edition 3: Heat"),
        ("2024-06-02", "Claim corrected: It is hot."),
        ("2024-06-02", "Claim corrected: It is hot."),
        ("2024-06-02", "Edition 2: Heat"),
        ("2023-02-01", "Withdrawn: Cold"),
    ]
    assert [entry.link.removeprefix(ADDRESS) for entry in found.entries] == [
        "heat/changes/#_edition-4",
        "heat/",
        "heat/claims/a/",
        "heat/changes/#_edition-3",
        "heat/claims/a/",
        "heat/claims/a/",
        "heat/changes/#_edition-2",
        "cold/",
    ]
    briefly = found.entries[1]
    assert [author.name for author in briefly.authors] == ["Ada Okafor", "B (C)"]
    assert briefly.published == "2024-05-01T00:00:00Z"
    assert [tag.term for tag in briefly.tags] == ["heat", "towns"]
    assert "TLP:GREEN" in briefly.content[0].value
    assert "It is hot." in briefly.content[0].value
    assert "Why 0." in found.entries[5].content[0].value + found.entries[4].content[0].value
    assert "No claim was changed." in found.entries[0].content[0].value


def test_a_briefing_s_own_feed_has_what_concerns_it_under_the_same_ids() -> None:
    made = feeds(FILES)
    own, whole = read(made["heat/feed.xml"]), read(made["feed.xml"])
    assert own.feed.title == "Heat: changes"
    assert [entry.id for entry in own.entries] == [e.id for e in whole.entries if "heat/" in e.link]


def test_what_was_withdrawn_says_so_and_no_more() -> None:
    (entry,) = read(feeds(FILES)["cold/feed.xml"]).entries
    assert entry.title == "Withdrawn: Cold"
    assert "Taken back" in entry.content[0].value
    assert "It is hot." not in entry.content[0].value


@pytest.mark.slow
def test_drafts_are_announced_nowhere_not_even_where_they_are_built() -> None:
    made = feeds(FILES, drafts=True)
    assert sorted(made) == ["cold/feed.xml", "feed.xml", "heat/feed.xml"]
    assert made == feeds(FILES)
    assert feeds({"a/briefing.yml": briefing(status="draft")}, drafts=True) == {}


def test_what_an_edition_changed_is_worked_out_where_the_state_before_was_kept() -> None:
    kept = RICH | {"claims": [CLAIMS[0] | {"text": "It was warm."}, CLAIMS[1]], "editions": []}
    now = RICH | {"editions": [{"number": 1, "date": "2024-05-01"}, RICH["editions"][1]]}
    files = FILES | {"heat/briefing.yml": now, "heat/editions/1.yml": kept}
    told = {entry.title: entry.content[0].value for entry in read(feeds(files)["heat/feed.xml"]).entries}
    assert "Before:" in told["Claim corrected: It is hot."]
    assert "It was warm." in told["Claim corrected: It is hot."]
    assert "Wording only" in told["Edition 2: Heat"]


@pytest.mark.slow
def test_ids_stay_when_the_site_moves_and_when_anything_is_said_otherwise() -> None:
    def ids(data: bytes) -> list[str]:
        return [element.text or "" for element in etree.fromstring(data).iter(f"{ATOM}id")]

    here = feeds(FILES)["heat/feed.xml"]
    elsewhere = Imprint(NAME, "", "https://example.net/")
    other = FILES | {"heat/briefing.yml": RICH | {"title": "Other", "date": "2024-05-02", "authors": []}}
    assert ids(feeds(other, elsewhere)["heat/feed.xml"]) == ids(here)
    renamed = Imprint("The Gazette", "", ADDRESS)
    assert set(ids(feeds(FILES, renamed)["heat/feed.xml"])).isdisjoint(ids(here))
    kept = Imprint("The Gazette", "", ADDRESS, identity=NAME)
    assert ids(feeds(FILES, kept)["heat/feed.xml"]) == ids(here)


def test_ids_are_those_of_the_first_release() -> None:
    """A change of these would have every reader's program take everything for new."""
    found = read(feeds(FILES)["heat/feed.xml"])
    assert found.feed.id == "urn:uuid:aa5ce608-861e-591d-8ee4-04074ca3ffa0"
    assert [entry.id for entry in found.entries][:2] == [
        "urn:uuid:a816946f-91a7-5f43-b90a-095229bd6baf",
        "urn:uuid:b709df11-69f5-5ee4-aa0e-0ab88007dadf",
    ]


def test_hostile_text_is_text() -> None:
    claim = {"id": "a", "text": HOSTILE.replace("&amp;", "and")}
    hostile = RICH | {"title": HOSTILE, "tags": [HOSTILE], "authors": [HOSTILE], "claims": [claim]}
    hostile["editions"] = [
        {
            "number": 2,
            "date": "2024-06",
            "changes": [{"claim": "a", "kind": "correction", "reason": HOSTILE}],
        }
    ]
    files = {"heat/briefing.yml": hostile}
    made = feeds(files, Imprint(HOSTILE, HOSTILE, ADDRESS))
    for path, data in made.items():
        assert_valid(data, f"{ADDRESS}{path}")
        root = etree.fromstring(data)
        assert {element.tag for element in root.iter() if element.tag.startswith(XHTML)} <= {
            f"{XHTML}{name}" for name in ("div", "p", "ul", "li", "strong", "span", "del")
        }
        assert list(root.iter(etree.Comment)) == []
        reasons = [p.text for p in root.iter(f"{XHTML}p")]
        assert HOSTILE in reasons
    found = read(made["feed.xml"])
    assert found.entries[-1].authors[0].name == HOSTILE
    assert etree.fromstring(made["feed.xml"]).findtext(f"{ATOM}title") == HOSTILE


def test_words_that_are_written_from_right_to_left_say_so() -> None:
    files = {"a/briefing.yml": briefing(title="کرم", language="ur", summary="یہ گرم ہے")}
    root = etree.fromstring(feeds(files)["a/feed.xml"])
    (paragraph,) = root.iter(f"{XHTML}p")
    assert (paragraph.get("lang"), paragraph.get("dir")) == ("ur", "rtl")


@given(st.text())
def test_any_text_makes_a_document(text: str) -> None:
    root = etree.Element("x")
    root.text = atom._legal(text)
    assert etree.fromstring(etree.tostring(root)).text in (root.text, root.text.replace("\r", "\n") or None)


def test_the_site_s_feed_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_parts, "FEED_ENTRIES", 3)
    made = feeds(FILES)
    assert (len(read(made["feed.xml"]).entries), len(read(made["heat/feed.xml"]).entries)) == (3, 7)


def test_without_an_address_there_is_no_feed() -> None:
    assert feeds(FILES, None) == {}
    assert feeds(FILES, Imprint(NAME)) == {}


# The built site


def project(site: Site, settings: str = f"site_url: {ADDRESS}\n") -> Site:
    audience = MKDOCS.replace("- bindery", "- bindery: {audience: TLP:GREEN}")
    site.write("mkdocs.yml", audience + settings)
    site.write("docs/about.md", "# About us\n\nWho we are.\n")
    for path, content in FILES.items():
        site.write(f"briefings/{path}", content)
    return site


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that has an address; drafts are built too."""
    return project(Site(tmp_path_factory.mktemp("addressed"))).build(drafts=True, strict=False)


def listed(site: Site) -> dict[str, str | None]:
    """The addresses of a sitemap and their dates."""
    root = etree.fromstring(site.file("sitemap.xml").read_bytes())
    assert {child.tag for child in root} == {f"{SITEMAP}url"}
    found = {url.findtext(f"{SITEMAP}loc") or "": url.findtext(f"{SITEMAP}lastmod") for url in root}
    assert len(found) == len(root)
    return {address.removeprefix(ADDRESS): day for address, day in found.items()}


@pytest.mark.slow
def test_the_sitemap_has_true_dates_and_invents_none(addressed: Site) -> None:
    found = listed(addressed)
    newest = "2024-07-09"
    assert found[""] == found["heat/"] == found["heat/claims/"] == found["sources/x/"] == newest
    assert found["cold/"] is None  # known to the month
    assert found["about/"] is None  # no day is known of it
    pages = {p.parent.relative_to(addressed.site).as_posix() for p in addressed.site.rglob("index.html")}
    public = {page for page in pages if not page.startswith("unborn")}
    assert {address.rstrip("/") or "." for address in found} == public
    assert not (addressed.site / "sitemap.xml.gz").exists()


@pytest.mark.slow
def test_a_sitemap_of_one_s_own_stays(site: Site) -> None:
    project(site, f"site_url: {ADDRESS}\n").replace(
        "mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: mine\n"
    )
    site.write("mine/sitemap.xml", "<mine/>").build(strict=False)
    assert site.file("sitemap.xml").read_text("utf-8") == "<mine/>"


@pytest.mark.slow
def test_robots_may_read_everything_and_find_the_sitemap(addressed: Site, site: Site) -> None:
    assert addressed.file("robots.txt").read_text("utf-8") == (
        f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml\n"
    )
    mine = b"User-agent: *\nDisallow: /\n"
    project(site, "").write("docs/robots.txt", mine).build(strict=False)
    assert site.file("robots.txt").read_bytes() == mine


def test_pages_lead_to_the_feeds(addressed: Site) -> None:
    def named(address: str) -> list[tuple[str, str]]:
        found = addressed.page(address).all("link", rel="alternate ")
        return [(link.attributes["title"], link.attributes["href"]) for link in found]

    assert named("") == [(NAME, "feed.xml")]
    assert named("about/") == named("sources/") == [(NAME, "../feed.xml")]
    assert named("heat/changes/") == [(NAME, "../../feed.xml"), ("Heat: changes", "../feed.xml")]
    assert named("unborn/") == [(NAME, "../feed.xml")]
    assert addressed.page("").first("a", href="feed.xml")
    assert addressed.page("heat/changes/").first("a", href="../feed.xml")


@pytest.mark.slow
def test_a_site_without_an_address_has_neither_feed_nor_sitemap(site: Site) -> None:
    project(site, "").build(strict=False)
    assert [name for name in site.files("site") if re.search(r"feed\.xml|sitemap", name)] == []
    assert site.file("robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"
    assert site.page("").all("link", rel="alternate ") == []
    assert "feed.xml" not in site.file("heat/changes/").read_text("utf-8")


@pytest.mark.slow
def test_addresses_that_name_files_are_told_as_such(site: Site) -> None:
    project(site, f"site_url: {ADDRESS}\nuse_directory_urls: false\n").build(strict=False)
    found = read(site.file("feed.xml").read_bytes())
    assert f"{ADDRESS}heat/claims/a.html" in [entry.link for entry in found.entries]
    assert "heat/claims.html" in listed(site)
    assert site.page("heat/changes.html").first("a", href="feed.xml")


def test_a_bundle_is_told_of_nothing_new(addressed: Site) -> None:
    with zipfile.ZipFile(BytesIO(bundle.bundle_bytes(addressed.site, "x"))) as archive:
        assert [n for n in archive.namelist() if re.search(r"feed\.xml|sitemap|robots", n)] == []
        pages = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".html")]
    assert [page for page in pages if "feed.xml" in page or "bd-follow" in page] == []


@pytest.mark.slow
def test_a_page_of_that_name_is_not_overwritten(site: Site) -> None:
    project(site).write("docs/feed.xml", "<mine/>")
    result = site.run("bindery", "build")
    assert result.returncode == 1
    assert "B602" in result.stdout


@pytest.mark.slow
def test_pages_for_another_engine_keep_the_project_s_own_robots(site: Site) -> None:
    mine = b"User-agent: *\nDisallow: /\n"
    project(site).write("docs/robots.txt", mine)
    assert site.run("bindery", "pages", "--out", "out").returncode == 0
    assert (site.root / "out/docs/robots.txt").read_bytes() == mine
    assert (site.root / "out/docs/heat/feed.xml").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("day", ["1850", "2400"])
def test_a_briefing_may_be_of_any_century(newsroom: Site, day: str) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "date: 2024-05-01", f"date: {day}")
    newsroom.write("mkdocs.yml", f"{MKDOCS}site_url: https://example.org/\n")
    assert newsroom.build().file("sitemap.xml").is_file()
