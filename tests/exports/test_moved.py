"""Every former address of something renamed leads on to its new one."""

from __future__ import annotations

from typing import Any

import pytest
from support.parsed import parse
from support.project import briefing, edition, inputs, sources

from bindery.edition import Edition, Scope, compile  # noqa: A004  its own name
from bindery.html import csp
from bindery.html.offline import Shared, offline_page
from bindery.html.redirect import target_of
from bindery.model.names import Slug
from bindery.reading.inputs import Imprint

CLAIM = {"id": "hot", "was": ["warm", "mild"], "text": "It is hot.", "evidence": [{"source": "gibb"}]}
SECTION = {
    "id": "why",
    "was": ["cause"],
    "title": "Why <b>",
    "content": [{"claim": "hot"}, "See [#hot] [@gibb]."],
}
SOURCE = {**sources("gibb")["sources"][0], "was": ["gibson"]}


def made(directory_urls: bool = True, **options: Any) -> Edition:
    """A briefing in which everything was renamed."""
    renamed = briefing(was=["heat-wave", "summer"], key_points=[CLAIM], sections=[SECTION])
    files = {"heat/briefing.yml": renamed, "heat/sources.yml": {"sources": [SOURCE]}}
    return edition(
        files, directory_urls=directory_urls, imprint=Imprint("x", "", "https://example.org/n/"), **options
    )


@pytest.fixture(scope="module")
def renamed() -> Edition:
    return made()


@pytest.mark.parametrize(
    ("old", "target", "canonical"),
    [
        ("heat-wave/index.html", "../heat/", "heat/"),
        ("summer/index.html", "../heat/", "heat/"),
        ("heat-wave/claims/index.html", "../../heat/claims/", "heat/claims/"),
        ("heat-wave/sources/index.html", "../../heat/sources/", "heat/sources/"),
        ("summer/print/index.html", "../../heat/print/", "heat/print/"),
        ("heat-wave/why/index.html", "../../heat/why/", "heat/why/"),
        ("heat-wave/cause/index.html", "../../heat/why/", "heat/why/"),
        ("heat/cause/index.html", "../why/", "heat/why/"),
        ("sources/gibson/index.html", "../gibb/", "sources/gibb/"),
    ],
)  # fmt: skip
def test_a_page_at_a_former_address_leads_on(renamed: Edition, old: str, target: str, canonical: str) -> None:
    html = renamed.files[old].decode()  # type: ignore[index]
    page = parse(html)
    assert target_of(html) == target
    assert page.first("a").attributes["href"] == target
    assert page.first("link").attributes["href"] == f"https://example.org/n/{canonical}"
    assert csp.policy_of(html)
    assert not csp.inline_hashes(html)


def test_the_same_with_addresses_that_name_files() -> None:
    files = made(directory_urls=False).files
    assert target_of(files["heat-wave/cause.html"].decode()) == "../heat/why.html"  # type: ignore[index]
    assert target_of(files["heat/cause.html"].decode()) == "why.html"  # type: ignore[index]
    assert target_of(files["sources/gibson.html"].decode()) == "gibb.html"  # type: ignore[index]
    assert target_of(files["summer/index.html"].decode()) == "../heat/index.html"  # type: ignore[index]


@pytest.mark.parametrize("name", ["briefing.json", "references.bib", "claims.csv", "feed.xml"])
def test_a_file_for_programs_is_at_its_former_address_too(renamed: Edition, name: str) -> None:
    data = renamed.files[f"heat/{name}"]  # type: ignore[index]
    assert [renamed.files[f"{old}/{name}"] for old in ("heat-wave", "summer")] == [data, data]  # type: ignore[index]


def test_nothing_is_written_over_and_no_page_is_added(renamed: Edition) -> None:
    plain = edition({"heat/briefing.yml": briefing()})
    assert {page.path for page in plain.pages} <= {page.path for page in renamed.pages}
    assert not [page.path for page in renamed.pages if page.path.startswith(("heat-wave", "summer"))]


def test_what_belongs_to_no_briefing_has_no_former_address(renamed: Edition) -> None:
    assert [path for path in renamed.files if path.startswith("/") or path.endswith("/")] == []


def test_a_title_is_escaped(renamed: Edition) -> None:
    html = renamed.files["heat/cause/index.html"].decode()  # type: ignore[index]
    assert "<b>" not in html
    assert "Why &lt;b&gt;" in html


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("heat/claims.md", ["warm", "mild"]),
        ("heat/sources.md", ["gibson"]),
        ("heat/print.md", ["_claims--warm", "_claims--mild", "_sources--gibson", "_page--cause"]),
    ],
)
def test_former_ids_are_anchors_beside_the_new_one(renamed: Edition, path: str, ids: list[str]) -> None:
    page = next(page for page in renamed.pages if page.path == path)
    written = parse(page.markdown).ids
    assert [name for name in ids if written.count(name) != 1] == []


def test_an_incremental_build_makes_the_same_files(renamed: Edition) -> None:
    """What an edit of the briefing makes again includes its former addresses, and those of its sources."""
    files = {
        "heat/briefing.yml": briefing(was=["heat-wave", "summer"], key_points=[CLAIM], sections=[SECTION]),
        "heat/sources.yml": {"sources": [SOURCE]},
    }
    some = compile(
        inputs(files, imprint=Imprint("x", "", "https://example.org/n/")),
        scope=lambda *_: Scope(frozenset({Slug("heat")})),
    ).files
    wanted = {
        name: data for name, data in renamed.files.items() if name.startswith(("heat", "summer", "sources/g"))
    }
    assert some == wanted


def test_in_the_bundle_a_former_address_leads_to_a_file(renamed: Edition) -> None:
    """A folder has no page of its own where there is no server."""
    html = renamed.files["heat-wave/claims/index.html"].decode()  # type: ignore[index]
    offline = offline_page(html, "heat-wave/claims/index.html", Shared({}, {}))
    assert target_of(offline) == "../../heat/claims/index.html"
    assert parse(offline).first("a").attributes["href"] == "../../heat/claims/index.html"
    assert csp.policy_of(offline)


def test_a_page_that_leads_on_speaks_the_language_of_the_briefing() -> None:
    files = {
        "heat/briefing.yml": briefing(was=["waerme"], language="de"),
        "heat/sources.yml": {"sources": [SOURCE]},
    }
    html = edition(files).files["waerme/index.html"].decode()  # type: ignore[index]
    assert '<html lang="de" dir="ltr">' in html
    assert "Diese Seite steht jetzt hier: <a id" in html
