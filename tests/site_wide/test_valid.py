"""Every page is valid HTML, with headings in order and headers in tables, also where Material's own is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest
from support.parsed import Element, parse
from support.project import ROOT, Site

from bindery.html import material_fixes

LEVELS = {f"h{level}": level for level in range(1, 7)}
ONCE = [stock for stock, _ in material_fixes.FIXES]


def pages(folder: Path) -> dict[str, str]:
    """Every page under a folder, by its path there."""
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="module")
def parsed(real: Site) -> dict[str, Element]:
    """Every page of the real site."""
    return {path: parse(html) for path, html in pages(real.site).items()}


def test_every_page_of_the_site_and_of_the_bundle_is_valid_html(
    real: Site, unpacked: Path, invalid: Callable[..., list[str]]
) -> None:
    assert invalid(real.site, unpacked) == []


def test_the_checker_is_one_that_finds_something(tmp_path: Path, invalid: Callable[..., list[str]]) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>x</title><p id=a><p id=a><b>", "utf-8")
    assert any("Duplicate ID" in line for line in invalid(tmp_path))


def test_headings_are_in_order_under_one_title(parsed: dict[str, Element]) -> None:
    wrong = []
    for path, page in parsed.items():
        levels = [LEVELS[element.tag] for element in page.walk() if element.tag in LEVELS]
        skipped = any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False))
        if skipped or levels.count(1) != 1:
            wrong.append(f"{path}: {levels}")
    assert wrong == []


def test_every_table_has_headers_that_say_what_they_head(parsed: dict[str, Element]) -> None:
    tables = [(path, table) for path, page in parsed.items() for table in page.all("table")]
    assert tables
    assert [path for path, table in tables if not table.all("th")] == []
    assert [
        (path, th.text) for path, table in tables for th in table.all("th") if "scope" not in th.attributes
    ] == []


def test_every_picture_says_what_it_shows(parsed: dict[str, Element]) -> None:
    pictures = [(path, image) for path, page in parsed.items() for image in page.all("img")]
    assert [
        (path, image.attributes.get("src")) for path, image in pictures if "alt" not in image.attributes
    ] == []


def test_every_page_says_its_language(parsed: dict[str, Element]) -> None:
    assert [path for path, page in parsed.items() if not page.first("html").attributes.get("lang")] == []


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Pages of Material as it comes, without anything of ours."""
    site = Site(tmp_path_factory.mktemp("stock"))
    site.write("mkdocs.yml", "site_name: Stock\ntheme: {name: material, features: [search.share]}\n").write(
        "docs/index.md", "# Home\n\n## Part\n"
    )
    result = site.run("mkdocs", "build", "--quiet")
    assert result.returncode == 0, result.stderr
    return pages(site.site)


@pytest.mark.parametrize("string", ONCE)
def test_material_still_writes_what_is_cured(stock: dict[str, str], string: str) -> None:
    assert [path for path, html in stock.items() if html.count(string) != 1] == [], "Material has changed"


def test_material_still_titles_the_contents_so(stock: dict[str, str]) -> None:
    assert material_fixes.CONTENTS in stock["index.html"]


@pytest.mark.parametrize("path", ["index.html", "404.html"])
def test_a_page_is_cured_once_and_stays_so(stock: dict[str, str], path: str) -> None:
    cured = material_fixes.fix_page(stock[path])
    assert [string for string in ONCE if string in cured.replace(material_fixes.FIXES[1][1], "")] == []
    assert [new for _, new in material_fixes.FIXES if cured.count(new) != 1] == []
    page = parse(cured)
    assert page.first("input", id="__drawer").above(lambda e: e.tag == "header")
    assert page.first("form", id="__toggles").attributes["autocomplete"] == "off"


def test_what_an_author_writes_is_left_alone() -> None:
    text = "<p>a table: &lt;th&gt; and <code>&lt;thead&gt;</code></p><table><tbody><tr><th>a</th></tr></tbody></table>"
    assert material_fixes.fix_page(text) == text


def test_the_headers_of_a_table_in_markdown_head_columns() -> None:
    row = '<thead><tr><th>a</th><th style="text-align: right;">b</th><th scope="row">c</th></tr></thead>'
    heads = parse(material_fixes.fix_page(row)).all("th")
    assert [th.attributes["scope"] for th in heads] == ["col", "col", "row"]


@pytest.mark.parametrize("command", ["mkdocs", "bindery"])
def test_each_way_of_building_cures(newsroom: Site, command: str) -> None:
    result = newsroom.run(command, "build")
    assert result.returncode == 0, result.stderr
    made = pages(newsroom.site)
    of_claims = {path for path in made if fnmatch(path, "*/claims/*/index.html")}  # made without the theme
    assert of_claims
    for path, html in made.items():
        assert html.count('id="__drawer"') == (path not in of_claims), path
        assert 'role="dialog"' not in html, path


def test_the_lock_of_the_checkers_has_a_hash_for_each_and_no_address() -> None:
    text = (ROOT / "tests/web/package-lock.json").read_text("utf-8")
    lock = json.loads(text)["packages"]
    wanted = json.loads((ROOT / "tests/web/package.json").read_text("utf-8"))["devDependencies"]
    assert {
        name.removeprefix("node_modules/"): entry["version"] for name, entry in lock.items() if name
    } == wanted
    assert all(entry["integrity"].startswith("sha512-") for name, entry in lock.items() if name)
    assert "http" not in text
    assert "resolved" not in text


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("/* why */\na { b: c; }\n", "a { b: c; }\n"),
        ("a {\n  b: c; /* x\n y */\n\n  d: e;\n}\n", "a {\nb: c; \nd: e;\n}\n"),
        ('a { content: "/* kept */"; }', 'a { content: "/* kept */"; }\n'),
        ("a { content: '\\'/*'; } /* gone */ b {}", "a { content: '\\'/*'; }  b {}\n"),
    ],
)
def test_a_stylesheet_loses_its_comments_and_nothing_else(css: str, left: str) -> None:
    assert material_fixes.without_comments(css) == left
