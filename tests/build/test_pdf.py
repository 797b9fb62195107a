"""PDF files of briefings: what is in them, that they are sound, and what stops them."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader
from support.project import BRIEFING, MKDOCS, ROOT, Site

from bindery.build.pdf import pdf_files
from bindery.build.print_page import LARGEST, PaperError
from bindery.build.site_facts import SiteFacts
from bindery.edition import Edition, compile  # noqa: A004
from bindery.system import disk

PICTURE = ROOT / "tests/problems/B232-dark-version/briefings/heat/images/heat.png"
pytestmark = pytest.mark.slow

REAL = "pakistan-taliban-kurram.pdf"


def edition_of(site: Site) -> Edition:
    return compile(disk.read_inputs(site.root))


def made(site: Site, edition: Edition) -> dict[str, bytes]:
    """The PDF files of a project that is built already."""
    facts = SiteFacts(
        site.site, edition, disk.read_templates(site.root), "The Newsroom", "", directory_urls=True
    )
    return dict(pdf_files(facts, site.root))


@pytest.fixture(scope="module")
def edition(real: Site) -> Edition:
    return edition_of(real)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A briefing, and one in Urdu, built."""
    site = Site(tmp_path_factory.mktemp("pdf")).newsroom()
    shutil.copytree(ROOT / "tests/support/urdu/briefings/urdu", site.root / "briefings/urdu")
    return site.build()


@pytest.fixture(scope="module")
def files(real: Site, edition: Edition, small: Site) -> dict[str, bytes]:
    """The files of the briefings here, and of the small ones."""
    return made(real, edition) | made(small, edition_of(small))


def words_of(data: bytes) -> list[str]:
    """The words of each page, with single spaces and words that were divided at a line's end put together."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    texts = (page.get_textpage().get_text_range() for page in document)
    return [" ".join(text.replace("\ufffe\r\n", "").replace("\x02", "").split()) for text in texts]


def test_checkers_find_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        with pikepdf.open(tmp_path / name) as document:
            assert document.check_pdf_syntax() == [], name
            assert document.Root.MarkInfo.Marked
            about = document.open_metadata()
            assert (about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == (
                "1",
                "3",
                "A",
            )
        report = pdfua.validate(tmp_path / name)
        assert list(report.findings) == [], name


def test_a_file_holds_all_that_the_briefing_says(files: dict[str, bytes], edition: Edition) -> None:
    assert edition.site is not None
    for slug, view in edition.site.briefings.items():
        pages = words_of(files[f"{slug}.pdf"])
        shown = "".join("".join(pages).split())
        for claim in view.briefing.claims:
            assert "".join(re.sub(r"[*`]", "", claim.text).split()) in shown, claim.id
        for section in view.briefing.sections:
            assert "".join(section.title.split()) in shown
        for number in view.numbers.values():
            assert f"[{number}]" in shown
        if view.briefing.handling:
            assert all(str(view.briefing.handling) in page for page in pages)
        assert pages[0].endswith(f"1 / {len(pages)}")


def test_headings_are_the_outline_and_links_lead_somewhere(files: dict[str, bytes], edition: Edition) -> None:
    assert edition.site is not None
    reader = PdfReader(io.BytesIO(files[REAL]))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    sections = [
        section.title for section in edition.site.briefings["pakistan-taliban-kurram"].briefing.sections
    ]
    assert list(dict.fromkeys(title for title in titles if title in sections)) == sections
    assert reader.metadata.title == "The Taliban, Pakistan and Kurram"
    links = [note.get_object() for page in reader.pages[:5] for note in page.get("/Annots", [])]
    assert len(links) > 50
    assert all("/A" in link or "/Dest" in link for link in links)


def test_the_data_are_inside(files: dict[str, bytes], real: Site) -> None:
    kept = PdfReader(io.BytesIO(files[REAL])).attachments
    for name in ("briefing.json", "references.json"):
        assert kept[name] == [(real.site / "pakistan-taliban-kurram" / name).read_bytes()]


def test_only_our_fonts_are_used_and_all_are_inside(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files[REAL])) as document:
        fonts = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        names = {str(font.BaseFont) for font in fonts}
        described = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        ]
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)
    assert {re.sub(r"^/[A-Z]{6}\+", "", name).split("-")[0] for name in names} <= {
        "BinderyCard",
        "LibertinusSerif",
    }


def test_the_same_site_makes_the_same_bytes(files: dict[str, bytes], small: Site) -> None:
    again = made(small, edition_of(small))
    assert again == {name: files[name] for name in again}


def test_urdu_runs_from_right_to_left(files: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(files["urdu.pdf"]))
    assert reader.trailer["/Root"]["/Lang"] == "ur"
    document = pypdfium2.PdfDocument(io.BytesIO(files["urdu.pdf"]))
    boxes = [document[0].get_textpage().get_charbox(at) for at in range(40, 60)]
    assert sum(box[0] for box in boxes) / len(boxes) > document[0].get_width() / 2


def refused(site: Site) -> tuple[str, str, str]:
    """The code, message and help of what stops the PDF files of a project."""
    with pytest.raises(PaperError) as raised:
        made(site, edition_of(site))
    problem = raised.value.problem
    return problem.code, problem.message, problem.help


def test_characters_that_no_font_has_are_named(tmp_path: Path) -> None:
    site = (
        Site(tmp_path).newsroom().replace("briefings/heat/briefing.yml", "Heat in cities", "Heat in ภาษา हिं")
    )
    code, message, remedy = refused(site.build())
    assert (code, message) == ("B607", "no font of the PDF has these characters: ภ า ษ ह ◌ि ◌ं")
    assert "templates/fonts/" in remedy


def test_a_font_of_the_project_is_used(tmp_path: Path) -> None:
    site = Site(tmp_path).newsroom().replace("briefings/heat/briefing.yml", "Heat in cities", "Heat 年")
    site.build()
    assert "年" in words_of(made(site, edition_of(site))["heat.pdf"])[0]  # which is in a font of ours


def test_an_image_that_is_too_large_is_named(tmp_path: Path) -> None:
    site = Site(tmp_path).newsroom()
    picture = "sections:\n  - id: seen\n    title: Seen\n    content:\n      - image: {file: images/heat.png, alt: A street, source: gibb-2023}\n"
    site.write("briefings/heat/briefing.yml", BRIEFING.replace("sections:\n", picture))
    (tmp_path / "briefings/heat/images").mkdir()
    shutil.copy(PICTURE, tmp_path / "briefings/heat/images/heat.png")
    site.build()
    shown = next(site.site.rglob("heat*.png"))
    with shown.open("r+b") as file:
        file.truncate(LARGEST + 1)
    code, message, _ = refused(site)
    assert code == "B606"
    assert "25 MB" in message


def test_a_build_makes_the_file_and_an_edit_makes_it_again(tmp_path: Path) -> None:
    site = (
        Site(tmp_path).newsroom().write("mkdocs.yml", MKDOCS.replace("- bindery", "- bindery: {pdf: true}"))
    )
    first = site.run("bindery", "build")
    assert "dist/heat.pdf has " in first.stderr
    before = (tmp_path / "dist/heat.pdf").read_bytes()
    site.replace("briefings/heat/briefing.yml", "Asphalt stores", "Asphalt keeps")
    assert site.run("bindery", "build").returncode == 0
    assert "Asphalt keeps" in " ".join(words_of((tmp_path / "dist/heat.pdf").read_bytes()))
    assert (tmp_path / "dist/heat.pdf").read_bytes() != before
