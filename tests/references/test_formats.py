"""References for Zotero and others: other programs read each file to the same records."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from playwright.sync_api import Browser
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from support.cases import each
from support.project import Site, briefing, edition, sources

from bindery.edition import Edition
from bindery.html import csp
from bindery.model.field_types import RESERVED_NAMES
from bindery.model.source import Source
from bindery.references.formats import FORMATS, bibtex, csl_json, embedded_files, format_file, ris, table
from bindery.references.record import TYPES, AuthorName, ReferenceRecord, iso_date, record_of_source
from bindery.references.reference import reference_to
from bindery.text.csv_rows import without_formula

HERE = Path(__file__).parent
SCHEMA = Draft7Validator(json.loads((HERE / "csl/csl-data.json").read_text("utf-8")))
CASES = sorted((HERE / "bibliography").glob("*.json"))

# Foreign readers

# LaTeX's own names for three signs that this reader of LaTeX does not know, or takes for others
COMMANDS = get_default_latex_context_db()
COMMANDS.add_context_category(
    "signs",
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
    prepend=True,
)
LATEX = LatexNodes2Text(latex_context=COMMANDS, keep_comments=True)


def read_csl(text: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(text)
    SCHEMA.validate(records)
    return records


def read_ris(text: str) -> list[dict[str, Any]]:
    return rispy.loads(text)


def read_bibtex(text: str) -> list[dict[str, Any]]:
    """The entries with LaTeX's commands read, but for addresses, which are no LaTeX."""
    found = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert not found.failed_blocks
    return [
        {key: value if key == "url" else read_latex(value) for key, value in entry.items()}
        for entry in found.entries
    ]


def read_latex(value: Any) -> Any:
    """The text that LaTeX prints; a pair of braces around the whole of it only protects it."""
    if isinstance(value, list):
        return [read_latex(part) for part in value]
    return LATEX.latex_to_text(value)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


# Hostile and foreign text

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp"]) | st.sampled_from(
    "{}\\&%$#_~^'\"`=+-@,;<>|[]() اردو،؛ پاکستان"
)
LINES = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: any(char.isalnum() for char in text))
BODIES = st.builds(lambda text: {"organisation": text}, LINES)
PEOPLE = st.builds(lambda text: {"name": text}, LINES | st.sampled_from(["Ana Lopez", "J. van den Bosch"]))
DATES = st.sampled_from([None, "2024", "2024-11", "2024-11-21", "0999-01-02"])
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda word: word not in RESERVED_NAMES
)


@st.composite
def items(draw: st.DrawFn) -> ReferenceRecord:
    """A record as the model lets a source be."""
    optional = {
        "title": draw(LINES | st.none()),
        "publisher": draw(LINES | st.none()),
        "published": draw(DATES),
        "accessed": draw(DATES),
        "language": draw(st.sampled_from([None, "ur", "en", "fa-AF", "zz"])),
        "url": draw(st.sampled_from([None, "https://x.org/a_b%20c?x=1&y={2}#z".replace("{2}", "2")])),
        "archive": draw(st.sampled_from([[], ["https://web.archive.org/web/2024/https://x.org/a_b"]])),
        "doi": draw(st.sampled_from([None, "10.5555/a_b(1)"])),
        **{name: draw(st.none() | LINES) for name in ("court", *PLAIN.values()) if name != "doi"},
    }
    known = {key: value for key, value in optional.items() if value}
    authors = draw(st.lists(BODIES | PEOPLE, max_size=4))
    source = {"id": draw(IDS), "kind": draw(st.sampled_from(list(TYPES))), "authors": authors}
    return record_of_source(
        reference_to(Source.model_validate(source | known)), draw(st.sampled_from([(), ("ab12",)]))
    )


# Variables of CSL, and the attributes of a record that they have the text of.
PLAIN = {
    "volume": "volume", "issue": "issue", "page": "pages", "edition": "edition", "number": "number",
    "publisher-place": "place", "original-title": "original_title", "DOI": "doi",
}  # fmt: skip


LISTS = st.lists(items(), max_size=4, unique_by=lambda made: made.id)


def spoken(name: dict[str, str]) -> str:
    """A name of CSL as it is spoken."""
    parts = ("literal", "given", "non-dropping-particle", "family", "suffix")
    return " ".join(name[part] for part in parts if part in name)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(LISTS)
def test_csl_json_is_what_its_schema_says_and_reads_back(made: list[ReferenceRecord]) -> None:
    found = read_csl(format_file(csl_json, made))
    for record, one in zip(found, made, strict=True):
        assert (record["id"], record["type"], record["title"]) == (one.id, one.type, one.title)
        assert [spoken(name) for name in record.get("author", [])] == [name.spoken for name in one.authors]
        assert record.get("container-title", "") == one.container
        assert record.get("publisher", "") == one.publisher
        assert record.get("URL", "") == one.url
        assert record.get("issued", {}).get("date-parts", [[]]) == [list(one.issued)]
        assert record.get("custom", {}).get("archive", []) == list(one.archives)
        assert record.get("custom", {}).get("sha256", []) == list(one.hashes)
        court = one.court if one.kind == "court-decision" else ""
        notes = ([f"Court: {one.court}"] if one.court and not court else []) + list(one.notes)
        assert record.get("note", "").split("\n") == (notes or [""])
        assert record.get("authority", "") == court
        assert [record.get(key, "") for key in PLAIN] == [getattr(one, name) for name in PLAIN.values()]


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(LISTS)
def test_ris_reads_back(made: list[ReferenceRecord]) -> None:
    found = read_ris(format_file(ris, made))
    for record, one in zip(found, made, strict=True):
        assert (record["id"], record["title"]) == (one.id, one.title)
        assert record.get("authors", []) == [in_ris(name) for name in one.authors]
        assert record.get("doi", "") == one.doi
        assert record.get("secondary_title", "") == one.container
        assert record.get("publisher", "") == (one.court if one.kind == "court-decision" else one.publisher)
        assert record.get("urls", []) == [one.url] * bool(one.url)
        assert record.get("notes", [])[-len(one.notes) or 99 :] == list(one.notes)
        assert record.get("year", "") == iso_date(one.issued[:1])
        assert record.get("date", "").rstrip("/").replace("/", "-") == iso_date(one.issued)


def in_ris(name: AuthorName) -> str:
    parts = (f"{name.particle} {name.family}".strip(), name.given, name.suffix)
    if "," in name.literal:
        return f"{name.literal},"
    return name.literal or ", ".join(filter(None, parts))


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(LISTS)
def test_bibtex_reads_back(made: list[ReferenceRecord]) -> None:
    found = read_bibtex(format_file(bibtex, made))
    for entry, one in zip(found, made, strict=True):
        assert (entry["ID"], entry["title"]) == (one.id, one.title)
        assert entry.get("author", []) == [in_bibtex(name) for name in one.authors]
        published = [entry.get(key, "") for key in ("journal", "booktitle", "organization", "institution")]
        if one.kind != "court-decision":
            assert (
                "".join([*published, entry.get("school", ""), entry.get("publisher", "")])
                == one.container + one.publisher
            )
        assert entry.get("url", "") == one.url
        assert (entry.get("date", ""), entry.get("urldate", "")) == (
            iso_date(one.issued),
            iso_date(one.accessed),
        )
        assert entry.get("annote", "").endswith("; ".join(one.notes))
        assert (entry.get("doi", ""), entry.get("edition", "")) == (one.doi, one.edition)


def in_bibtex(name: AuthorName) -> str:
    parts = (f"{name.particle} {name.family}".strip(), name.suffix, name.given)
    return name.literal or ", ".join(filter(None, parts))


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(LISTS)
def test_a_table_reads_back(made: list[ReferenceRecord]) -> None:
    found = read_csv(format_file(table, made))
    for row, one in zip(found, made, strict=True):
        assert (row["id"], row["title"]) == (one.id, without_formula(one.title))
        assert row["authors"] == without_formula("; ".join(name.spoken for name in one.authors))
        assert (row["published"], row["accessed"]) == (iso_date(one.issued), iso_date(one.accessed))
        assert (row["url"], row["copies"]) == (one.url, " ".join(one.archives))
        assert not row["title"].startswith(("=", "+", "-", "@"))


@settings(max_examples=40, deadline=None)
@given(items())
@example(ReferenceRecord("a", "book", "book", "Book", "A # title? with % and & \u2028"))
def test_a_link_carries_the_very_file(one: ReferenceRecord) -> None:
    for made, carried in zip(FORMATS, embedded_files(one), strict=True):
        head, _, data = carried.address.partition(",")
        assert head == f"data:{made.MEDIA_TYPE};charset=utf-8"
        assert unquote(data, errors="strict") == format_file(made, [one])
        assert data.isascii()
        assert not set(data) & set(" \"'<>&#\n{}[]`^|\\")


# Golden cases: a source beside what each format makes of it


@each("path", CASES, ids=lambda path: path.stem)
def test_a_source_becomes_these_records(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    one = record_of_source(reference_to(Source.model_validate(case["source"])), case.get("hashes", ()))
    expected = {made.NAME: format_file(made, [one]).splitlines() for made in FORMATS}
    assert case["files"] == expected, json.dumps(expected, ensure_ascii=False, indent=1)


def test_every_kind_of_source_is_read_by_all_readers() -> None:
    for kind in TYPES:
        one = record_of_source(
            reference_to(Source.model_validate({"id": "a", "kind": kind, "title": "T", "publisher": "P"}))
        )
        for made, read in READERS.items():
            assert len(read(format_file(made, [one]))) == 1


READERS: dict[Any, Callable[[str], list[dict[str, Any]]]] = {
    csl_json: read_csl,
    ris: read_ris,
    bibtex: read_bibtex,
    table: read_csv,
}


@pytest.mark.slow
def test_four_hundred_authors_are_four_hundred() -> None:
    authors = [{"name": f"Ana Lopez{'a' * n}"} for n in range(400)]
    made = {"id": "a", "kind": "report", "title": "T", "authors": authors}
    one = record_of_source(reference_to(Source.model_validate(made)))
    assert len(read_csl(format_file(csl_json, [one]))[0]["author"]) == 400
    assert len(read_ris(format_file(ris, [one]))[0]["authors"]) == 400
    assert len(read_bibtex(format_file(bibtex, [one]))[0]["author"]) == 400
    assert len(read_csv(format_file(table, [one]))[0]["authors"].split("; ")) == 400


# On the site


def test_what_a_link_carries_is_nothing_that_a_browser_runs() -> None:
    assert {made.MEDIA_TYPE for made in FORMATS} == csp.SAVED


def test_the_files_of_a_briefing_hold_its_references_and_those_of_the_site_all() -> None:
    made = edition(
        {
            "a/briefing.yml": briefing(summary="Hot [@two], or not [@one]."),
            "a/sources.yml": sources("one", "two", "unused"),
            "b/briefing.yml": briefing(summary="Cold [@three]."),
            "b/sources.yml": sources("three"),
        }
    )
    for form, read in READERS.items():
        stem = {True: "id", False: "ID"}[form is not bibtex]

        def ids(path: str, read: Any = read, form: Any = form, stem: str = stem) -> list[str]:
            return [one[stem] for one in read(made.files[f"{path}.{form.SUFFIX}"].decode())]

        assert ids("a/references") == ["two", "one"]
        assert ids("b/references") == ["three"]
        assert ids("sources/all") == ["one", "three", "two"]


def test_a_briefing_without_sources_has_empty_files() -> None:
    made = edition({"a/briefing.yml": briefing()})
    for form, read in READERS.items():
        assert read(made.files[f"a/references.{form.SUFFIX}"].decode()) == []


def test_every_reference_of_the_real_briefings_is_read_by_all_readers(real_edition: Edition) -> None:
    pages = [
        page.path for page in real_edition.pages if re.fullmatch(r"sources/(?!index)[^/]+\.md", page.path)
    ]
    assert len(pages) > 100
    for form, read in READERS.items():
        assert len(read(real_edition.files[f"sources/all.{form.SUFFIX}"].decode())) == len(pages)


@pytest.mark.slow
def test_pages_offer_the_files_where_a_reader_looks_for_them(site: Site) -> None:
    site.newsroom().build()
    suffixes = [made.SUFFIX for made in FORMATS]
    references = site.page("heat/sources/")
    for suffix in suffixes:
        assert references.first("a", href=f"../references.{suffix}").attributes["download"] is not None
        assert site.page("sources/").first("a", href=f"all.{suffix}")
        assert site.page("sources/city-news/").first("a", download=f"city-news.{suffix}")
    register = site.page("heat/claims/")
    assert register.first("a", href="../claims.csv").text == "CSV"
    assert register.first("a", href="../briefing.json").text == "JSON"


@pytest.mark.browser
def test_a_reader_saves_a_reference_from_a_disk_by_keyboard(site: Site, browser: Browser) -> None:
    site.newsroom().build()
    with browser.new_context(accept_downloads=True) as context:
        page = context.new_page()
        page.goto(site.file("sources/city-news/").as_uri())
        for made in FORMATS:
            link = page.get_by_role("link", name=made.NAME, exact=True)
            link.focus()
            with page.expect_download() as saved:
                page.keyboard.press("Enter")
            assert saved.value.suggested_filename == f"city-news.{made.SUFFIX}"
            assert "Why our nights stay warm" in saved.value.path().read_text("utf-8")
