"""A briefing as JSON-LD: schema.org's terms for the report, its claims, its sources and its corrections."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from support.project import MKDOCS, Site, briefing, edition, sources

from bindery.html import csp

HOSTILE = "</script><script>alert(1)</script><!-- & \"q\" 'q' کرم 😀"
PARTS: dict[str, Any] = briefing(
    title=HOSTILE,
    subtitle="Below",
    date="2024-05-01",
    updated="2024-06-02",
    authors=[{"name": "Ana", "organisation": "Gibb Institute"}, {"organisation": HOSTILE}],
    tags=["heat", HOSTILE],
    key_points=["hot"],
    claims=[
        {
            "id": "hot",
            "text": HOSTILE.replace("<", "< "),
            "evidence": [
                {"source": "one"},
                {"source": "two", "stance": "disputes"},
                {"source": "one", "stance": "qualifies"},
            ],
            "made_by": ["three"],
        },
        {"id": "bare", "text": "It is so."},
    ],
    editions=[
        {"number": 1, "date": "2024-05-01", "changes": [{"claim": "hot", "kind": "new", "reason": "First."}]},
        {
            "number": 2,
            "date": "2024-06-02",
            "changes": [{"claim": "hot", "kind": "correction", "reason": HOSTILE}],
        },
    ],
)
LIST = sources("one", "two", "three")
LIST["sources"][0] |= {
    "authors": ["Cem", {"organisation": "Öz"}],
    "published": "2023-06",
    "language": "tr",
    "url": "https://x.example/a?b=1&c=2",
    "kind": "law",
}


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose addresses end in folders, or name files."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.write("mkdocs.yml", f"{MKDOCS}use_directory_urls: {str(request.param).lower()}\n")
    site.write("docs/about.md", "# About\n").write("briefings/sources.yml", LIST)
    return site.write("briefings/heat/briefing.yml", PARTS).build(strict=False)


def blocks(site: Site) -> dict[str, list[str]]:
    """The text of each block of linked data, by page."""
    found: dict[str, list[str]] = {}
    for path in site.site.rglob("*.html"):
        name = path.relative_to(site.site).as_posix()
        page = site.page(name)
        texts = [e.raw_text for e in page.all("script", type="application/ld+json")]
        if texts:
            found[name] = texts
    return found


def graph(site: Site) -> list[dict[str, Any]]:
    """The things that the overview tells of."""
    ((text,),) = blocks(site).values()
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = found["@graph"]
    return nodes


@pytest.mark.slow
def test_the_overview_alone_carries_it(built: Site) -> None:
    assert list(blocks(built)) == ["heat/index.html"]


def test_no_text_ends_the_block_or_runs(built: Site) -> None:
    ((text,),) = blocks(built).values()
    assert not set(text) & set("<>&")
    assert graph(built)[0]["name"] == HOSTILE
    page = built.page("heat/index.html")
    assert not [
        script for script in page.all("script") if "alert" in script.raw_text and not script.attributes
    ]
    assert csp.digest(text) not in csp.policy_of(built.file("heat/index.html").read_text("utf-8"))


def test_the_report_says_who_when_and_from_what(built: Site) -> None:
    report = graph(built)[0]
    assert report["@type"] == "Report"
    assert (report["datePublished"], report["dateModified"]) == ("2024-05-01", "2024-06-02")
    assert (report["reportNumber"], report["version"], report["inLanguage"]) == ("Edition 2", "2", "en")
    assert (report["abstract"], report["alternativeHeadline"]) == ("It is hot.", "Below")
    body = {"@type": "Organization", "name": "Gibb Institute"}
    assert report["author"] == [
        {"@type": "Person", "name": "Ana", "affiliation": body},
        {"@type": "Organization", "name": HOSTILE},
    ]
    assert report["publisher"] == body
    assert report["keywords"] == ["heat", HOSTILE]
    law = next(cited for cited in report["citation"] if cited["name"] == "About one")
    del law["@id"]
    assert law == {
        "@type": "Legislation",
        "name": "About one",
        "url": "https://x.example/a?b=1&c=2",
        "author": [{"@type": "Person", "name": "Cem"}, {"@type": "Organization", "name": "Öz"}],
        "publisher": {"@type": "Organization", "name": "The one paper"},
        "datePublished": "2023-06",
        "inLanguage": "tr",
    }


def test_a_claim_appears_in_the_report_and_cites_its_evidence(built: Site) -> None:
    report, hot, bare = graph(built)
    at = {cited["name"]: {"@id": cited["@id"]} for cited in report["citation"]}
    assert (hot["@type"], hot["text"], hot["description"]) == (
        "Claim",
        HOSTILE.replace("<", "< "),
        "Contested",
    )
    assert hot["appearance"] == [{"@id": report["@id"]}, at["About three"]]
    assert hot["citation"] == [at["About one"], at["About two"]]
    assert (bare["appearance"], bare["description"]) == ([{"@id": report["@id"]}], "Unsupported")
    assert "citation" not in bare


def test_a_correction_has_a_notice(built: Site) -> None:
    report, hot, _ = graph(built)
    assert report["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": f"Corrected: {HOSTILE}",
            "datePublished": "2024-06-02",
            "about": {"@id": hot["@id"]},
        }
    ]


def test_every_address_leads_to_a_place_on_the_site(built: Site) -> None:
    def addresses(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value[key] for key in ("@id", "contentUrl") if key in value]
            return own + [address for part in value.values() for address in addresses(part)]
        return [address for part in value for address in addresses(part)] if isinstance(value, list) else []

    found = addresses(graph(built))
    assert len(found) > 10
    for address in found:
        parts = urlsplit(urljoin("https://example.org/heat/", address))
        file = built.file(parts.path.removeprefix("/"))
        assert file.is_file(), address
        if parts.fragment:
            assert built.page(parts.path.removeprefix("/")).by_id(parts.fragment), address


def test_the_data_and_the_linked_data_agree() -> None:
    made = edition({"a/briefing.yml": PARTS, "a/sources.yml": LIST})
    found = json.loads(made.files["a/briefing.json"])
    page = next(page for page in made.pages if page.path == "a/index.md")
    report, *claims = json.loads(page.meta["share"]["linked_data"])["@graph"]
    assert [claim["text"] for claim in claims] == [claim["text"] for claim in found["claims"]]
    assert [claim["description"].lower() for claim in claims] == [
        claim["status"] for claim in found["claims"]
    ]
    assert [cited["name"] for cited in report["citation"]] == [source["title"] for source in found["sources"]]
