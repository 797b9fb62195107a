"""Word documents of briefings: another program reads in them all that the briefing says, with a place for each claim."""

from __future__ import annotations

import io
import re

import docx
import pypandoc
import pytest
from docx.oxml.ns import qn
from support.project import Site

from bindery.build.print_page import PaperError
from bindery.build.site_facts import SiteFacts
from bindery.build.word import word_files
from bindery.edition import Edition, compile  # noqa: A004
from bindery.paper.place_names import place_name
from bindery.system import disk

pytestmark = pytest.mark.slow


def made(site: Site, edition: Edition) -> dict[str, bytes]:
    facts = SiteFacts(
        site.site, edition, disk.read_templates(site.root), "The Newsroom", "", directory_urls=True
    )
    return dict(word_files(facts, site.root))


@pytest.fixture(scope="module")
def edition(real: Site) -> Edition:
    return compile(disk.read_inputs(real.root))


@pytest.fixture(scope="module")
def files(real: Site, edition: Edition) -> dict[str, bytes]:
    """The Word documents of the briefings here."""
    return made(real, edition)


def test_pandoc_reads_all_that_the_briefing_says(files: dict[str, bytes], edition: Edition) -> None:
    assert edition.site is not None
    view = edition.site.briefings["pakistan-taliban-kurram"]
    text = pypandoc.convert_text(files["pakistan-taliban-kurram.docx"], "plain", "docx", ["--wrap=none"])
    shown = "".join(re.sub(r"[^\w]", "", text).split())
    for claim in view.briefing.claims:
        assert re.sub(r"[^\w]", "", claim.text) in shown, claim.id
    for section in view.briefing.sections:
        assert re.sub(r"[^\w]", "", section.title) in shown


def test_each_claim_has_a_place_and_each_link_leads_to_one(files: dict[str, bytes], edition: Edition) -> None:
    assert edition.site is not None
    for slug, view in edition.site.briefings.items():
        document = docx.Document(io.BytesIO(files[f"{slug}.docx"]))
        places = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
        assert len(places) == len(set(places))
        assert {place_name(f"_claims--{claim.id}") for claim in view.briefing.claims} <= set(places)
        led = {each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))} - {None}
        assert led <= set(places)
        for picture in document.element.iter(qn("wp:docPr")):
            assert picture.get("descr") or len(picture), (
                "a picture has neither text nor a note that it needs none"
            )


def test_the_same_site_makes_the_same_bytes(files: dict[str, bytes], real: Site, edition: Edition) -> None:
    assert made(real, edition) == files


def test_a_missing_library_is_named_with_its_remedy(
    real: Site, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(PaperError) as raised:
        made(real, edition)
    assert "bindery-briefings[docx]" in (raised.value.problem.help or "")
