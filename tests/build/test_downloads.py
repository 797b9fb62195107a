"""The files of a briefing on its site: pages, feeds and programs name them with their sizes, and an edit makes few of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from support.cases import each
from support.project import MKDOCS, Site

from bindery.build import downloads
from bindery.build.last_build import DistFile
from bindery.cli import main
from bindery.model.names import Slug
from bindery.provenance import checksums
from bindery.reading.inputs import Imprint
from bindery.text.wording import wording_of

HEAT = Slug("heat")
MADE = {f"heat.{end}": DistFile(end * 3, len(end)) for end in ("pdf", "epub", "docx", "html")}
ALL = Imprint("", pdf=True, epub=True, docx=True, offline=True)
FEED = b"""<feed>
  <link rel="alternate" type="text/html" href="https://example.org/heat/"/>
  <entry>
    <link rel="alternate" type="text/html" href="https://example.org/heat/"/>
  </entry>
  <entry>
    <link rel="alternate" type="text/html" href="https://example.org/heat/claims/one/"/>
  </entry>
</feed>
"""


@each("path, known", [
    ("heat/heat.pdf", True), ("heat/heat.htm", True), ("a-b/a-b.docx", True), ("heat/heat.html", False), ("heat/cold.pdf", False),
    ("heat.pdf", False), ("heat/images/heat.pdf", False), ("heat/index.html", False),
])  # fmt: skip
def test_which_files_of_a_site_are_downloads(path: str, known: bool) -> None:
    assert downloads.is_download(path) is known


def test_a_site_publishes_the_kinds_that_its_settings_name() -> None:
    names = [file.name for file in downloads.downloads_of(HEAT, MADE, ALL)]
    assert names == ["heat.pdf", "heat.epub", "heat.docx", "heat.htm"]
    some = replace(ALL, docx=False, offline=False)
    assert [file.name for file in downloads.downloads_of(HEAT, MADE, some)] == ["heat.pdf", "heat.epub"]
    assert downloads.downloads_of(Slug("cold"), MADE, ALL) == ()


@each("size, language, words", [
    (1, "en", "1 kB"), (120_567, "en", "121 kB"), (999_499, "en", "999 kB"), (999_500, "en", "1.0 MB"), (1_425_744, "en", "1.4 MB"),
    (1_425_744, "de", "1,4 MB"), (1_425_744, "fr", "1,4 Mo"), (80_000_000, "en", "80.0 MB"),
])  # fmt: skip
def test_a_size_is_said_as_readers_write_it(size: int, language: str, words: str) -> None:
    assert downloads.size_in_words(size, wording_of(language)) == words


def test_the_entry_of_a_briefing_encloses_its_files_once() -> None:
    small = {HEAT: downloads.downloads_of(HEAT, MADE, Imprint("", pdf=True))}
    fed = downloads.feed_with(FEED, "https://example.org/", small)
    line = (
        '<link rel="enclosure" type="application/pdf" length="3" href="https://example.org/heat/heat.pdf"/>'
    )
    assert fed.decode().count(line) == 1
    assert downloads.feed_with(fed, "https://example.org/", small) == fed
    assert downloads.feed_with(fed, "https://example.org/", {}) == FEED
    assert b'href="https://example.org/heat/"/>\n    <link rel="enclosure"' in fed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with downloads, of which one briefing was edited after the first build."""
    site = Site(tmp_path_factory.mktemp("downloads")).newsroom()
    settings = MKDOCS.replace("- bindery", "- bindery: {epub: true, offline: true}")
    site.write("mkdocs.yml", f"{settings}site_url: https://example.org/\n")
    _build(site)
    site.replace("briefings/heat/briefing.yml", "title: ", "title: The ")
    _build(site)
    return site


def _build(site: Site, *options: str) -> None:
    made = CliRunner().invoke(main, ["build", "-C", str(site.root), *options])
    assert made.exit_code == 0, made.output


@pytest.mark.slow
def test_pages_feeds_and_checksums_know_the_files(site: Site) -> None:
    book = site.file("heat/heat.epub").read_bytes()
    assert book == (site.root / "dist/heat.epub").read_bytes()
    assert site.file("heat/heat.htm").read_bytes() == (site.root / "dist/heat.html").read_bytes()
    for page, up in (("heat/index.html", ""), ("heat/sources/index.html", "../")):
        html = site.file(page).read_text("utf-8")
        assert re.findall(r'<a href="([^"]*)" type', html) == [f"{up}heat.epub", f"{up}heat.htm"]
        assert f'<bdi class="bd-files__size">{round(len(book) / 1000)} kB</bdi>' in html
    overview = site.file("heat/index.html").read_text("utf-8")
    assert '<link rel="alternate " type="application/epub+zip" title="EPUB" href="heat.epub">' in overview
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', overview)
    encodings = json.loads(data)["@graph"][0]["encoding"]
    listed = checksums.read_checksums(site.file("SHA256SUMS").read_bytes())
    assert [one["contentUrl"] for one in encodings] == ["briefing.json", "heat.epub", "heat.htm"]
    assert encodings[1]["contentSize"] == f"{len(book)} B"
    assert encodings[1]["sha256"] == listed["heat/heat.epub"]
    for feed in ("feed.xml", "heat/feed.xml"):
        assert f'length="{len(book)}"' in site.file(feed).read_text("utf-8")
    assert CliRunner().invoke(main, ["verify", str(site.site)]).exit_code == 0


@pytest.mark.slow
def test_the_bundle_has_neither_files_nor_buttons(site: Site) -> None:
    [bundle] = (site.root / "dist").glob("*.zip")
    with ZipFile(bundle) as archive:
        names = archive.namelist()
        assert not [name for name in names if name.endswith((".epub", ".htm"))]
        [overview] = [name for name in names if name.endswith("/heat/index.html")]
        assert b"bd-files" not in archive.read(overview)
        assert b"heat.epub" not in archive.read(overview)


@pytest.mark.slow
def test_a_build_from_nothing_makes_the_same_as_one_after_an_edit(site: Site) -> None:
    _build(site, "--site", "other", "--dist", "other-dist")
    assert site.files("other") == site.files("site")
    assert site.files("other-dist") == site.files("dist")


@pytest.mark.slow
def test_where_no_file_is_made_no_page_names_one(site: Site) -> None:
    _build(site, "--site", "bare", "--website-only")
    assert b"bd-files bd-screen" not in site.files("bare")["heat/index.html"]
    assert not [path for path in site.files("bare") if path.endswith((".epub", ".htm"))]
