"""The generated briefings of the benchmark are valid, have the stated number of pages, and are the same each time."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import made_up
import manuscripts
import preview
import pytest
import report
from support.project import ROOT, Site

pytestmark = pytest.mark.slow

OURS = ("figures.md", "entities.md")  # pages that the others do not have
LINK = re.compile(r"\]\(([^)#]+)")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def digest(root: Path) -> str:
    """One hash of all files and their names."""
    found = hashlib.sha256()
    for name, data in sorted(files(root).items()):
        found.update(name.encode() + b"\0" + data + b"\0")
    return found.hexdigest()[:16]


@pytest.mark.parametrize("text", made_up.PAGES)
@pytest.mark.parametrize("number", [1, 3])
def test_made_up_briefings_are_valid_and_make_the_stated_pages(
    tmp_path: Path, number: int, text: str
) -> None:
    manuscripts.write(tmp_path, "bindery", number, text)
    edition = Site(tmp_path).compile()
    assert edition.problems == ()
    pages = [page for page in edition.pages if page.path.rpartition("/")[2] not in OURS]
    assert len(pages) == number * made_up.PAGES[text] + 2  # the home page and the list of all sources


def test_rich_text_has_what_people_write(tmp_path: Path) -> None:
    manuscripts.write(tmp_path, "bindery", 1, "rich")
    edition = Site(tmp_path).compile()
    pages = "".join(page.markdown for page in edition.pages)
    for part in ("<table", "<li", "<strong>", "<em>", "admonition", "bd-chart", "bd-map", "verified"):
        assert part in pages, part


@pytest.mark.parametrize("text", made_up.PAGES)
@pytest.mark.parametrize("kind", ["material", "pruned", "hugo"])
def test_the_others_get_as_many_pages_and_no_link_leads_nowhere(tmp_path: Path, kind: str, text: str) -> None:
    manuscripts.write(tmp_path, kind, 3, text)
    pages = list(tmp_path.rglob("*.md"))
    assert len(pages) == 3 * made_up.PAGES[text] + 1
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text("utf-8"))]
    assert links
    assert [(page, link) for page, link in links if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("text", made_up.PAGES)
def test_the_others_get_the_same_words(text: str) -> None:
    (briefing,) = made_up.briefings(1, text)
    ours = "".join(manuscripts.for_bindery(briefing).values())
    theirs = "".join(manuscripts.as_markdown(briefing).values())
    said = (
        briefing.title,
        briefing.summary,
        *(part for section in briefing.sections for block in section.blocks for part in _words(block)),
        *(claim.text for claim in briefing.claims),
        *(quote.words for claim in briefing.claims for quote in claim.quotes),
        *(part for source in briefing.sources for part in (source.title, source.publisher)),
    )
    assert [words for words in said if words not in ours or words not in theirs] == []


def _words(block: made_up.Block) -> list[str]:
    """The texts of a block, without its citations."""
    texts: list[str] = []
    match block:
        case made_up.Paragraph(text) | made_up.Heading(text):
            texts = [text]
        case made_up.Bullets(items, inner):
            texts = [*items, *inner]
        case made_up.Table(rows):
            texts = [cell for row in rows for cell in row]
        case made_up.Remark(title, text):
            texts = [title, text]
        case made_up.Chart(title, unit, _):
            texts = [title, unit]
        case made_up.Map(places):
            texts = list(places)
    return [part.strip() for text in texts for part in manuscripts.CITED.split(text)[::2]]


@pytest.mark.parametrize(
    ("kind", "text", "bytes_"),
    [
        ("bindery", "plain", "6bec79b480dc8e09"),
        ("material", "plain", "9b547310982f9e83"),
        ("pruned", "plain", "3f7b557e633d60a7"),
        ("hugo", "plain", "4167d4f3949a6bab"),
        ("bindery", "rich", "26e874347f9656bd"),
        ("material", "rich", "6b5c981200cf3604"),
        ("hugo", "rich", "0dc51bdf57f5ee34"),
    ],
)
def test_the_same_bytes_each_time(tmp_path: Path, kind: str, text: str, bytes_: str) -> None:
    manuscripts.write(tmp_path, kind, 2, text)
    assert digest(tmp_path) == bytes_


@pytest.mark.parametrize("text", made_up.PAGES)
@pytest.mark.parametrize("kind", manuscripts.KINDS)
def test_a_larger_site_begins_with_the_smaller_one(tmp_path: Path, kind: str, text: str) -> None:
    manuscripts.write(tmp_path / "small", kind, 1, text)
    manuscripts.write(tmp_path / "large", kind, 2, text)
    assert files(tmp_path / "small").items() <= files(tmp_path / "large").items()


@pytest.mark.parametrize("text", made_up.PAGES)
@pytest.mark.parametrize(("kind", "changed"), [("bindery", 1), ("material", 2), ("pruned", 2), ("hugo", 2)])
def test_an_edit_changes_one_paragraph(tmp_path: Path, kind: str, changed: int, text: str) -> None:
    manuscripts.write(tmp_path, kind, 2, text)
    before = files(tmp_path)
    manuscripts.edit(tmp_path, kind, "Edited", text)
    edited = {path: data for path, data in files(tmp_path).items() if before[path] != data}
    assert len(edited) == changed
    for path, data in edited.items():
        lines = zip(before[path].splitlines(), data.splitlines(), strict=True)
        assert [(b"Edited" in old, b"Edited" in new) for old, new in lines if old != new] == [(False, True)]


@pytest.mark.parametrize("change", made_up.EDITS)
def test_each_kind_of_edit_leaves_a_valid_project(tmp_path: Path, change: str) -> None:
    manuscripts.write(tmp_path, "bindery", 1, "rich")
    manuscripts.edit(tmp_path, "bindery", "Edited", "rich", change)
    edition = Site(tmp_path).compile()
    assert edition.problems == ()
    assert any("Edited" in page.markdown for page in edition.pages)
    assert change in preview.SHOWN_ON


def test_tables_take_the_place_of_older_ones_only(tmp_path: Path) -> None:
    page = tmp_path / "docs/explanation/speed.md"
    for folder in ("docs/explanation", "benchmarks"):
        (tmp_path / folder).mkdir(parents=True)
    page.write_text(f"Above.\n\n{report.BEGIN}\n\nOld.\n\n{report.END}\n\nBelow.\n", "utf-8")
    report.write(tmp_path, RESULTS)
    once = page.read_text("utf-8")
    assert once.startswith("Above.\n\n")
    assert once.endswith("\n\nBelow.\n")
    assert "Old." not in once
    report.write(tmp_path, RESULTS)
    assert page.read_text("utf-8") == once


def test_a_missed_target_is_reported() -> None:
    rows = {row.split(" | ")[0].strip("| "): row for row in report.tables(RESULTS).splitlines()}
    assert rows["CPU time at 1,001 pages, relative to Hugo"].endswith("| 4 | 8.0 | **no** |")
    assert rows["CPU time at 1,001 pages, relative to Zensical"].endswith("| 0.25 | 0.20 | yes |")
    assert rows["peak memory at 5,001 pages, of all builds"].endswith("| 600 MB | – | not measured |")


def test_the_page_of_the_docs_has_a_place_for_the_tables() -> None:
    text = (ROOT / "docs/explanation/speed.md").read_text("utf-8")
    assert text.count(report.BEGIN) == text.count(report.END) == 1
    assert text.index(report.BEGIN) < text.index(report.END)


def measured(peer: str, pages: int, cpu: float) -> report.Record:
    run = {"cpu": cpu, "wall": cpu, "peak": 100.0, "others": None}
    return {
        "peer": peer,
        "text": "plain",
        "pages": pages,
        "cold": [run, run | {"cpu": cpu + 1}],
        "warm": [],
        "waits": [],
        "html": pages,
        "output": 1.0,
        "packed": {"section": 1000},
        "failed": "",
    }


RESULTS: report.Record = {
    "started": "2026-01-01T00:00:00+00:00",
    "machine": "a machine",
    "python": "3.11.0",
    "load": [0.0, 0.0],
    "runs": 2,
    "versions": {"hugo": "1", "zensical": "2", "material": "3"},
    "measured": [measured("bindery", 1001, 8), measured("hugo", 1001, 1), measured("zensical", 1001, 40)],
}
