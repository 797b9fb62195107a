"""`bindery draft` makes a briefing of a Word document that `bindery check` reads at once."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from support.project import MKDOCS, Site
from support.word_files import (
    code_field,
    commented,
    deleted,
    endnote,
    endnote_xml,
    inserted,
    note_mark,
    packed_endnote,
    paragraph,
    word_file,
    zotero,
)  # fmt: skip

from bindery.cli import main
from bindery.site.pandoc import require_pandoc

REPORT = {"id": 12, "itemData": {
    "id": 12, "type": "report", "title": "Urban heat", "publisher": "Gibb Institute",
    "author": [{"family": "Gibb", "given": "Ann"}], "issued": {"date-parts": [["2023", 6]]},
    "URL": "https://example.org/heat",
}}  # fmt: skip
NEWS = {
    "id": 13,
    "itemData": {"id": 13, "type": "article-newspaper", "title": "Nights", "container-title": "City News"},
}
EARLIER = (
    "\n  - {id: nights, kind: news, title: Nights, publisher: City News, url: 'https://example.org/nights'}\n"
)
DOCUMENT = word_file(
    [
        paragraph("Heat in cities", style="Title"),
        paragraph("Cities are hotter than the land ", zotero("(Gibb 2023)", REPORT), "."),
        paragraph("Why", style="Heading1"),
        paragraph("Asphalt stores heat ", zotero("(see Gibb 2023, 4; News)", {**REPORT, "locator": "4", "label": "page",
                                                                             "prefix": "see "}, NEWS), "."),
        paragraph("In the night", style="Heading2"),
        paragraph("Deaths rose ", endnote("(Okafor)", endnote_xml(5, "Okafor", "2022", "Deaths in the heat", "12-14")), "."),
        paragraph("Again ", packed_endnote("(Bello)", endnote_xml(6, "Bello", "2021", "Deaths in the cold")), "."),
        paragraph("As a report says.", note_mark(2), " It repeats it.", note_mark(3), " So it is", note_mark(4), "."),
        paragraph("This has a ", commented("comment", 0), inserted(" kept"), deleted(" gone"), "."),
        paragraph("Über Nächte", style="Heading1"),
        paragraph("Numbers", style="Heading1"),
        paragraph("Listed ", code_field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ", "Gibb, A. Urban heat.")),
    ],
    notes={
        2: paragraph("Health Office, Deaths in the heat of July, 2024, https://example.org/july (accessed 3 May 2024), p. 3."),
        3: paragraph("Ibid., p. 7."),
        4: paragraph("This is a remark, and no reference."),
    },
    comments={0: "Is this right?\tLook again."},
)  # fmt: skip

NOTED = (
    "As a report says [@example-2024-health, p. 3]. It repeats it [@example-2024-health, p. 7]. So it is[^1]."
    "\n\n[^1]: This is a remark, and no reference."
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "site").write("mkdocs.yml", MKDOCS).write("docs/index.md", "# Home\n")
    return made.write("briefings/sources.yml", f"sources:{EARLIER}")


@pytest.fixture
def draft(site: Site, tmp_path: Path) -> Callable[..., Result]:
    def run(data: bytes, *words: str, name: str = "Heat report.docx") -> Result:
        file = tmp_path / name
        file.write_bytes(data)
        return CliRunner().invoke(main, ["draft", str(file), "-C", str(site.root), *words])

    return run


def read(site: Site, name: str) -> Any:
    return yaml.load(site.read(f"briefings/heat-report/{name}"), yaml.BaseLoader)  # noqa: S506  it makes text only


def codes(site: Site) -> set[str]:
    return {f"{one.code} {one.severity}" for one in site.compile(drafts=True).problems}


def test_a_document_becomes_a_briefing_with_its_citations_and_marks(
    site: Site, draft: Callable[..., Result]
) -> None:
    result = draft(DOCUMENT)
    assert result.exit_code == 0, result.output
    found = read(site, "briefing.yml")
    assert (found["title"], found["status"]) == ("Heat in cities", "draft")
    assert found["summary"] == "Cities are hotter than the land [@gibb-institute-2023-urban].\n"
    assert [(one["id"], one["title"]) for one in found["sections"]] == [
        ("why", "Why"), ("uber-nachte", "Über Nächte"), ("numbers", "Numbers")
    ]  # fmt: skip
    assert [text.strip() for text in found["sections"][0]["content"]] == [
        "Asphalt stores heat [see @gibb-institute-2023-urban, p. 4; @nights].",
        "## In the night\n\nDeaths rose [@okafor-2022-deaths, pp. 12-14].",
        "Again [@bello-2021-deaths].",
        NOTED,
        "This has a comment kept.",
    ]
    listed = {one["id"]: one for one in read(site, "sources.yml")["sources"]}
    assert list(listed) == [
        "gibb-institute-2023-urban", "okafor-2022-deaths", "bello-2021-deaths", "example-2024-health"
    ]  # fmt: skip
    assert listed["example-2024-health"]["url"] == "https://example.org/july"
    assert listed["example-2024-health"]["title"] == "Health Office, Deaths in the heat of July, 2024"
    text = site.read("briefings/heat-report/briefing.yml")
    assert text.count("# cites nothing") == 2
    assert "      # comment by Anna, 2024-05-01: Is this right? Look again.\n      # cites nothing" in text
    assert "comment by Anna, 2024-05-01: Is this right? Look again." in result.stdout
    assert "2 paragraphs cite nothing and are marked" in result.stderr
    assert "Gibb, A." not in text
    assert codes(site) <= {"B320 warning", "B321 warning", "B310 warning", "B403 hint", "B404 hint"}


def test_a_document_that_pandoc_writes_keeps_tables_pictures_and_lists(
    site: Site, draft: Callable[..., Result], tmp_path: Path
) -> None:
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    (tmp_path / "plot.png").write_bytes(picture)
    written = (
        "# Only one\n\nFirst *words* and **more** with H~2~O, `code`, ~~old~~, a [link](https://example.org/a_b) and 5 * 3 [sic].\n\n"
        "- one\n- two\n\n    - below\n\n3. three\n4. four\n\n> Quoted.\n\n| a | b|c |\n|---|---|\n| 1 | x\\|y |\n\n"
        "![A plot of deaths](plot.png)\n\n1\\. not a list @nobody $5 and $6 <b>x</b>\n"
    )
    command = [str(require_pandoc()), "-f", "markdown", "-t", "docx", "-o", "made.docx"]
    subprocess.run(command, cwd=tmp_path, input=written.encode(), check=True, timeout=60)
    result = draft((tmp_path / "made.docx").read_bytes())
    assert result.exit_code == 0, result.output
    found = read(site, "briefing.yml")
    assert found["title"] == "Only one"
    (section,) = found["sections"]
    texts = section["content"]
    assert texts[0].startswith(
        "First *words* and **more** with H~2~O, `code`, ~~old~~, a [link](https://example.org/a_b)"
    )
    assert "5 \\* 3 \\[sic]." in texts[0]
    assert any(isinstance(one, str) and one.startswith("- one") and "- below" in one for one in texts)
    assert any(isinstance(one, str) and "3. three\n4. four" in one for one in texts)
    assert any(isinstance(one, str) and "| 1 |" in one for one in texts)
    image = next(one["image"] for one in texts if isinstance(one, dict) and "image" in one)
    assert image["alt"] == "A plot of deaths"
    assert site.files("briefings/heat-report")[image["file"]] == picture
    assert {code for code in codes(site) if code.endswith("error")} == set()


HOSTILE = [
    "- item", "# head", "1. one", "10) ten", "> quote", "--- line", "`tick` ``", "*a* _b_ **c**", "[x](y) [@no] [#no]", "@who says",
    "<b>&amp; &lt;</b>", "a | b | c", "$x^2$ ~~s~~ {#id}", "\\n \\@x", "key: value # no", "'quoted' \"double\"", "![i](j)", "[^1]: x",
    "\t tab\u00a0and\u2028line", "\ufeffmark\u202eright", "==marked== ++ins++", "https://example.org/a_b_c*d", "% & / ( ) = ? ~ +",
    "| --- | --- |", "::: note", "!!! warning", "Term\n: x", "<!-- hidden -->", "{{ x }} {% y %}", "a\\", "***", "=====", "*", "&copy; &#65;",
]  # fmt: skip


def test_words_that_look_like_markup_stay_words(site: Site, draft: Callable[..., Result]) -> None:
    result = draft(word_file([paragraph(words) for words in HOSTILE]))
    assert result.exit_code == 0, result.output
    assert {code for code in codes(site) if code.endswith("error")} == set()
    pages = " ".join(page.markdown for page in site.compile(drafts=True).pages if "heat-report" in page.path)
    assert "<b>&amp;amp; &amp;lt;</b>" not in pages
    assert "key: value # no" in pages


@pytest.mark.slow
def test_bad_documents_and_calls_are_said_and_nothing_is_written(
    site: Site, draft: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b"<a>" + bytes(60_000_000))
    with zipfile.ZipFile(made := io.BytesIO(), "w") as out:
        out.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    for data, said in (
        (bomb.getvalue(), "bytes when unpacked"),
        (made.getvalue(), "cannot be read as a Word document"),
        (b"not a zip file", "cannot be read as a Word document"),
        (b"", "cannot be read as a Word document"),
        (b"\xd0\xcf\x11\xe0old", "protected by a password, or was saved by a very old program"),
        (word_file(["<w:p>" * 3000 + "</w:p>" * 3000]), "Heat report.docx: "),
    ):
        result = draft(data)
        assert (result.exit_code, said in result.stderr) == (1, True), (said, result.output)
    assert "ends in .docx" in draft(b"x", name="notes.doc").stderr
    assert (
        "already exists" in (draft(DOCUMENT, "--briefing", "b"), draft(DOCUMENT, "--briefing", "b"))[1].stderr
    )
    assert draft(DOCUMENT, "--briefing", "Bad Name").exit_code == 2
    assert sorted(path.name for path in (site.root / "briefings").iterdir()) == ["b", "sources.yml"]
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    assert "pip install 'bindery-briefings[csl]'" in draft(DOCUMENT).stderr


def test_an_empty_document_is_a_briefing_too(site: Site, draft: Callable[..., Result]) -> None:
    assert draft(word_file([])).exit_code == 0
    assert {code for code in codes(site) if code.endswith("error")} == set()
