"""Zotero saves the report from a briefing, the source from a source's page, and a list from the references."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import MKDOCS, Site, briefing
from support.zotero import TYPES, parse_span, saved

from bindery.model import vocabulary
from bindery.model.source import Source
from bindery.pages import zotero
from bindery.references.reference import reference_to

ADDRESS = "https://example.org/paper/"
HOSTILE = "<script>alert(\"1\")</script> & 'q'; a=b&c+d%20, 100% کرم"
AUTHORS: list[Any] = [{"name": "Ana María López", "organisation": "Gibb Institute, London"}, "Cem; Öz"]
SOURCES: dict[str, Any] = {
    "sources": [
        {
            "id": "paper",
            "kind": "news",
            "title": "Nights stay warm",
            "authors": ["Ben Adams", "Ana Kaya"],
            "publisher": "City News",
            "published": "2024-03-02",
            "language": "en-GB",
            "url": "https://news.example/a+b/night?q=1+2&x=%2B#c",
        },
        {
            "id": "who",
            "kind": "official",
            "title": HOSTILE,
            "authors": [{"organisation": "World Health Organization"}],
            "publisher": "WHO Press",
            "published": "2023",
            "descriptor": "Speaks for its members.",
            "url": "https://who.example/heat",
        },
        {"id": "unsigned", "kind": "news", "url": "https://x.example/heat-in-the-old-town"},
        {
            "id": "office",
            "kind": "document",
            "title": "Letter",
            "authors": [{"organisation": "Office for Peace, Security and Aid Affairs"}, "Plato"],
            "publisher": "The Office",
        },
        *({"id": f"a-{kind}", "kind": kind, "title": kind} for kind in vocabulary.SOURCE_KINDS),
    ]
}
IDS = [source["id"] for source in SOURCES["sources"]]


def written(site: Site, site_url: str) -> Site:
    evidence = [{"source": name} for name in IDS]
    parts = {"claims": [{"id": "hot", "text": "It is hot.", "evidence": evidence}], "key_points": ["hot"]}
    site.write("mkdocs.yml", f"{MKDOCS}site_url: {site_url!r}\n").write("docs/about.md", "# About\n")
    site.write(
        "briefings/heat/briefing.yml",
        briefing(
            **parts,
            title=HOSTILE,
            date="2024-05-01",
            updated="2024-06-02",
            language="en-GB",
            authors=AUTHORS,
            editions=[{"number": 2, "date": "2024-06-02"}, {"number": 1, "date": "2024-05-01"}],
        ),
    )
    site.write("briefings/bare/briefing.yml", briefing(**parts, title="Bare"))
    return site.write("briefings/sources.yml", SOURCES).build(strict=False)


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that has an address."""
    return written(Site(tmp_path_factory.mktemp("addressed")), ADDRESS)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same site without one."""
    return written(Site(tmp_path_factory.mktemp("nowhere")), "")


@pytest.mark.slow
def test_every_page_of_a_briefing_saves_its_report(addressed: Site) -> None:
    for page in ("", "why/", "claims/", "changes/", "print/"):
        (item,) = saved(addressed.page(f"heat/{page}"), f"{ADDRESS}heat/{page}")
        assert item.type == "report"
        assert item.fields["title"] == HOSTILE
        assert item.fields["institution"] == "Gibb Institute, London"
        assert item.fields["number"] == "Edition 2"
        assert item.fields["date"] == "2024-06-02"
        assert item.fields["language"] == "en-GB"
        assert item.fields["url"] == f"{ADDRESS}heat/"
        assert item.fields["abstractNote"] == "It is hot."
        assert item.creators == [("López", "Ana María"), ("Cem", "Öz")]


def test_a_briefing_without_authors_is_that_of_the_site(addressed: Site) -> None:
    for page in ("", "claims/"):
        (item,) = saved(addressed.page(f"bare/{page}"), "")
        assert (item.type, item.creators) == ("report", [("The Newsroom", "")])
        assert item.fields["institution"] == "The Newsroom"
        assert "number" not in item.fields


@pytest.mark.slow
def test_a_site_without_an_address_is_saved_from_where_it_is_read(nowhere: Site) -> None:
    (item,) = saved(nowhere.page("heat/"), "file:///paper/heat/index.html")
    assert (item.type, item.fields["url"]) == ("report", "file:///paper/heat/index.html")


def test_the_page_of_a_source_saves_the_source(addressed: Site) -> None:
    (item,) = saved(addressed.page("sources/paper/"), f"{ADDRESS}sources/paper/")
    assert item.type == "newspaperArticle"
    assert item.creators == [("Adams", "Ben"), ("Kaya", "Ana")]
    assert {key: item.fields[key] for key in ("title", "publicationTitle", "date", "language", "url")} == {
        "title": "Nights stay warm",
        "publicationTitle": "City News",
        "date": "2024-03-02",
        "language": "en-GB",
        "url": "https://news.example/a+b/night?q=1+2&x=%2B#c",
    }


def test_a_body_is_not_cut_into_a_first_and_a_last_name(addressed: Site) -> None:
    (item,) = saved(addressed.page("sources/who/"), "")
    assert item.creators == [("World Health Organization", "")]
    assert (item.type, item.fields["institution"], item.fields["title"]) == ("report", "WHO Press", HOSTILE)
    assert item.fields["abstractNote"] == "Speaks for its members."
    (item,) = saved(addressed.page("sources/office/"), "")
    assert item.creators == [("Plato", "")]  # its other author has a comma, and would become two people
    assert (item.type, item.fields["publisher"]) == ("document", "The Office")


def test_what_is_not_known_of_a_source_is_not_made_up(addressed: Site) -> None:
    (item,) = saved(addressed.page("sources/unsigned/"), "")
    assert item.fields["title"] == "[Untitled news report]"
    assert item.creators == []
    assert {"publicationTitle", "date"} & set(item.fields) == set()


@pytest.mark.parametrize("kind", vocabulary.SOURCE_KINDS)
def test_a_source_of_each_kind_is_saved_as_what_it_is(addressed: Site, kind: str) -> None:
    wanted = vocabulary.ZOTERO_TYPES[kind]
    assert wanted in TYPES
    (item,) = saved(addressed.page(f"sources/a-{kind}/"), "")
    assert (item.type, item.fields["title"]) == (wanted, kind)


def test_the_references_are_a_list_to_choose_from(addressed: Site) -> None:
    page = addressed.page("heat/sources/")
    items = saved(page, "")
    assert [row.attributes["id"] for row in page.first("ol", class_="bd-references").all("li")] == IDS
    assert [item.type for item in items] == [
        vocabulary.ZOTERO_TYPES[source["kind"]] for source in SOURCES["sources"]
    ]
    paper, who, unsigned, office = items[:4]
    assert paper.fields == {
        "title": "Nights stay warm",
        "publicationTitle": "City News",
        "date": "2024-03-02",
        "language": "en-GB",
        "url": "https://news.example/a%2Bb/night?q=1%202&x=%2B#c",  # the same place, without a plus
    }
    assert paper.creators == [("Adams", "Ben"), ("Kaya", "Ana")]
    assert who.fields["title"] == HOSTILE.replace("+", " ")  # a plus cannot be carried
    assert (who.fields["publisher"], who.creators) == ("WHO Press", [("World Health Organization", "")])
    assert unsigned.fields == {
        "title": "[Untitled news report]",
        "url": "https://x.example/heat-in-the-old-town",
    }
    assert office.creators == [("Office for Peace, Security and Aid Affairs", ""), ("Plato", "")]


def test_no_other_page_has_spans(addressed: Site) -> None:
    with_spans = {
        path.parent.relative_to(addressed.site).as_posix()
        for path in addressed.site.rglob("*.html")
        if "Z3988" in path.read_text("utf-8")
    }
    assert with_spans == {"heat/sources", "bare/sources"}


def test_no_reference_has_a_tooltip(addressed: Site) -> None:
    page = (addressed.site / "heat" / "sources" / "index.html").read_text("utf-8")
    entries = page[page.index('class="bd-references') :]
    entries = entries[: entries.index("</ol>")]
    assert entries.count(" title=") == entries.count('class="Z3988" data-preview title=') > 0


def test_a_page_of_neither_says_nothing_of_a_report(addressed: Site) -> None:
    for page in ("", "sources/", "about/"):
        assert [item.type for item in saved(addressed.page(page), "")] == ["webpage"]


def test_a_body_with_an_arabic_comma_is_not_cut_either() -> None:
    source = Source(id="a", kind="law", authors=({"organisation": "وزارت، لاہور"},))  # type: ignore[arg-type]
    assert [name for name, _ in zotero.source_tags(reference_to(source)) if name == "citation_author"] == []


@given(st.text(min_size=1).filter(str.isprintable).filter(lambda text: bool(text.strip())))
def test_any_title_passes_through_a_span(title: str) -> None:
    source = Source.model_construct(id="a", kind="news", title=title, authors=(), url=None)
    assert parse_span(zotero.coins_span(reference_to(source))).fields["title"] == title.replace("+", " ")


PAPER = {
    "id": "paper",
    "kind": "journal-article",
    "title": "Heat at night",
    "authors": [{"name": "Ada Okafor", "family": "Okafor"}],
    "editors": ["Ben Lee"],
    "translators": ["Cem Öz"],
    "container": "Clinic and City",
    "volume": "12",
    "issue": "3",
    "pages": "45–60",
    "doi": "10.5555/heat.1",
}


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        (
            {},
            {
                "citation_journal_title": "Clinic and City",
                "citation_volume": "12",
                "citation_issue": "3",
                "citation_firstpage": "45",
                "citation_lastpage": "60",
                "citation_doi": "10.5555/heat.1",
                "citation_public_url": "https://doi.org/10.5555/heat.1",
                "citation_editor": "Ben Lee",
                "z:translators": "Cem Öz",
            },
        ),
        ({"kind": "chapter", "place": "London"}, {"citation_book_title": "Clinic and City", "z:place": "London"}),
        (
            {"kind": "court-decision", "court": "High Court", "number": "12/2020"},
            {
                "z:reporter": "Clinic and City",
                "z:court": "High Court",
                "citation_technical_report_number": "12/2020",
            },
        ),
        ({"kind": "thesis", "publisher": "University"}, {"citation_dissertation_institution": "University"}),
        ({"kind": "bill", "publisher": "Parliament", "number": "H.B. 1"}, {"z:legislativeBody": "Parliament"}),
        ({"kind": "news", "publisher": "Post Ltd"}, {"prism.publicationName": "Clinic and City", "citation_publisher": "Post Ltd"}),
    ],
)  # fmt: skip
def test_the_fields_of_a_source_are_tags(fields: dict[str, Any], tags: dict[str, str]) -> None:
    made = dict(zotero.source_tags(reference_to(Source.model_validate(PAPER | fields))))
    assert tags.items() <= made.items()


def test_a_span_has_volume_issue_pages_and_doi() -> None:
    item = parse_span(zotero.coins_span(reference_to(Source.model_validate(PAPER))))
    assert item.type == "journalArticle"
    assert item.fields == {
        "title": "Heat at night",
        "publicationTitle": "Clinic and City",
        "volume": "12",
        "issue": "3",
        "pages": "45–60",
        "url": "https://doi.org/10.5555/heat.1",
        "DOI": "10.5555/heat.1",
    }
    for kind in vocabulary.SOURCE_KINDS:
        span = zotero.coins_span(reference_to(Source.model_validate({**PAPER, "kind": kind})))
        assert parse_span(span).type == vocabulary.ZOTERO_TYPES[kind]
