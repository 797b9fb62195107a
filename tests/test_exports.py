"""What the pages show, as data."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from project import ROOT, Site, briefing, edition, sources

from bindery import disk
from bindery.edition import compile  # noqa: A004


def data(files: dict[str, Any], slug: str = "a") -> dict[str, Any]:
    """The briefing.json of these files."""
    found: dict[str, Any] = json.loads(edition(files).files[f"{slug}/briefing.json"])
    return found


def test_a_briefing_is_published_as_data() -> None:
    claim = {
        "id": "hot",
        "text": "It is *hot*.",
        "evidence": [
            {"source": "one", "quote": "it is hot"},
            {"source": "two"},
            {"source": "three", "stance": "disputes"},
        ],
    }
    files = {
        "a/briefing.yml": briefing(claims=[claim], key_points=["hot"]),
        "a/sources.yml": sources("one", "two", "three", origins={"two": "one"}),
        "a/snapshots/one.txt": "They say it is hot.",
    }
    found = data(files)
    assert found["claims"] == [
        {
            "id": "hot",
            "text": "It is hot.",
            "status": "contested",
            "reports": 2,
            "origins_for": [{"id": "one", "title": "The one paper: About one"}],
            "origins_against": [{"id": "three", "title": "The three paper: About three"}],
            "evidence": [
                {
                    "source": "one",
                    "stance": "supports",
                    "quote": "it is hot",
                    "verification": "verified",
                    "verified_by": "snapshot",
                },
                {"source": "two", "stance": "supports"},
                {"source": "three", "stance": "disputes"},
            ],
        }
    ]
    assert found["counts"]["claims"] == {"contested": 1}
    assert found["counts"]["quotations"] == {"verified": 1}
    assert [source["origin"] for source in found["sources"]] == ["one", "one", "three"]


def test_the_data_say_what_the_pages_of_the_real_briefings_say() -> None:
    made = compile(disk.read(ROOT))
    pages = {page.path: page.markdown for page in made.pages}
    for path in (path for path in made.files if path.endswith("briefing.json")):
        found = json.loads(made.files[path])
        slug = found["address"]
        register = pages[f"{slug}/claims.md"]
        assert register.count('class="bd-claim ') == len(found["claims"])
        for status, number in found["counts"]["claims"].items():
            assert register.count(f'data-status="{status}"') == number
        assert pages[f"{slug}/sources.md"].count('<li id="') == len(found["sources"])


def test_a_page_leads_to_the_data(site: Site) -> None:
    site.newsroom().build()
    assert json.loads((site.site / "heat/briefing.json").read_text("utf-8"))["title"] == "Heat in cities"
    assert site.page("heat/claims/").first("a", href="../briefing.json")


def test_the_register_of_claims_is_a_table() -> None:
    claims = [
        {
            "id": "hot",
            "text": "It is *hot*, and dry.",
            "as_of": "2024",
            "evidence": [
                {"source": "one", "quote": "it is hot"},
                {"source": "two"},
                {"source": "three", "stance": "disputes"},
                {"source": "three", "stance": "qualifies"},
            ],
        },
        {"id": "sum", "text": "=1+1 is a sum."},
    ]
    files = {
        "a/briefing.yml": briefing(claims=claims, key_points=["hot"]),
        "a/sources.yml": sources("one", "two", "three", origins={"two": "one"}),
        "a/snapshots/one.txt": "They say it is hot.",
    }
    text = edition(files).files["a/claims.csv"].decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text, newline=""), strict=True)) == [
        {
            "id": "hot",
            "claim": "It is hot, and dry.",
            "status": "contested",
            "as of": "2024",
            "review by": "",
            "origins for": "1",
            "origins against": "1",
            "reports": "2",
            "verified": "1",
            "supports": "one; two",
            "disputes": "three",
            "qualifies": "three",
        },
        dict.fromkeys(["as of", "review by", "supports", "disputes", "qualifies"], "")
        | dict.fromkeys(["origins for", "origins against", "reports", "verified"], "0")
        | {"id": "sum", "claim": "'=1+1 is a sum.", "status": "unsupported"},
    ]
