"""The published data are canonical JSON, valid by their schema, and the same as on the pages."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.parsed import Element, parse
from support.project import Site, briefing, edition, sources

from bindery.edition import Edition
from bindery.evidence.quotations import RULE
from bindery.exports import json_schema, published, published_shape
from bindery.model import vocabulary
from bindery.model.names import SitePath
from bindery.model.source import Reading
from bindery.pages.reading_words import reading_in_words
from bindery.text import canonical_json
from bindery.text.limiters import list_name
from bindery.text.wording import Wording, wording_of

VALIDATOR = Draft202012Validator(json_schema.json_schema(published_shape.NAME))
HOSTILE = "<script>alert(\"1\")</script> & 'q' {{ x }} کرم 😀"
MARKDOWN = HOSTILE.replace("<", r"\<").replace("{{", r"\{{")
WORDS = 'they say: it is hot & "dry"'
REVIEWED = {
    "title": "A leaflet",
    "text": "It is hot.",
    "sentences": [{"words": "It is hot.", "claims": ["hot"]}],
}
RICH = briefing(
    title=HOSTILE,
    subtitle="Below",
    question="Is it hot?",
    answer="It is *hot* by day.",
    numbers=[{"label": "degrees more", "claims": ["hot"], "unit": "degrees"}],
    summary="It is **hot** [@one].",
    date="2024-05",
    updated="2024-06-02",
    language="ur",
    handling="TLP:CLEAR",
    authors=["Ana", {"name": "Ben", "organisation": "World Bank", "url": "https://x.example/"}],
    tags=["heat"],
    key_points=["hot", {"id": "cold", "text": "It was 5 degrees colder."}],
    claims=[
        {
            "id": "hot",
            "text": f"It is *hot*: {MARKDOWN}",
            "as_of": "2024",
            "review_by": "2030-01",
            "evidence": [
                {"source": "three", "stance": "disputes", "note": "It *denies* it."},
                {"source": "one", "quote": WORDS, "locator": "p. 4"},
                {"source": "two", "quote": "it is [very] hot […] and dry"},
                {"source": "one", "stance": "qualifies", "quote": "[…] only by day"},
            ],
            "made_by": ["four"],
            "calculation": "2 + 3 = 5",
            "allow_figures": {"1": "it is code"},
            "value": 1,
            "unit": "degrees",
            "note": "Note *this*.",
        },
        {
            "id": "old",
            "text": "It was hot before.",
            "independent": "Each counted alone.",
            "evidence": [
                {"source": "one", "party": "The town"},
                {"source": "four", "party": "the Town"},
                {"source": "two", "stance": "disputes", "party": "The lake"},
            ],
        },
    ],
    sections=[
        {
            "id": "why",
            "title": "Why",
            "content": [
                'Because [@one, "only by day"].',
                {"compare": ["hot", "cold"]},
                {"annotate": REVIEWED},
            ],
        }
    ],
    assessments=[
        {"id": "a", "text": "Likely hot.", "likelihood": "likely", "confidence": "low", "based_on": ["hot"]}
    ],
    questions=[{"id": "q", "text": "Why?", "would_settle": "A *thermometer*."}],
    editions=[
        {"number": 1, "date": "2024-05"},
        {
            "number": 2,
            "date": "2024-06-02",
            "changes": [
                {"claim": "hot", "kind": "correction", "reason": HOSTILE},
                {"claim": "old", "kind": "withdrawal", "reason": "Its source was retracted."},
            ],
        },
    ],
)
SOURCES = sources("one", "two", "three", "four", origins={"two": "one"})
SOURCES["sources"][0] |= {
    "authors": ["Cem", {"organisation": "Öz"}],
    "url": "https://x.example/a",
    "archive": ["https://y.example/a"],
    "published": "2023-06",
    "show": "context",
    "credibility": "2",
    "passages": [
        {"id": "day", "quote": "only by day", "locator": "p. 5"},
        {"id": "night", "quote": "dry", "origin": "three"},
    ],
}
SOURCES["sources"][2] |= {"was": ["third"], "body": "The third", "party": "The third party"}
SOURCES["sources"][3] |= {"state": "retracted"}
SOURCES["sources"][3] |= {
    "doi": "10.5555/four",
    "container": "The book",
    "volume": "1",
    "issue": "2",
    "pages": "3-4",
    "editors": ["Ed"],
    "translators": ["Tr"],
    "number": "5",
    "court": "The court",
    "edition": "6",
    "place": "The town",
}
del SOURCES["sources"][1]["title"]
STORED = f"Here {WORDS}, and only by day."
CUSTODY = {
    "stored": "2026-11-29T10:00:00Z",
    "tool": "bindery 1",
    "address": "https://x.example/a",
    "addresses": [HOSTILE],
    "fetched": "2026-11-28T10:00:00Z",
    "fetched_by": HOSTILE,
    "status": 200,
    "stamped": "2026-11-29T11:00:00Z",
    "stamped_by": HOSTILE,
}
MADE_UP = {
    "a/briefing.yml": RICH,
    "a/sources.yml": SOURCES,
    "a/snapshots/one.txt": STORED,
    "a/snapshots/one.custody": json.dumps(
        CUSTODY
        | {"source": "one", "file": "one.txt", "bytes": 1, "sha256": sha256(STORED.encode()).hexdigest()}
        | {
            "headers": {"server": "private"},
            "original": {"name": "private", "bytes": 1},
            "noted": {"a": "private"},
        }
    ),
    "a/editions/1.yml": RICH | {"claims": [RICH["claims"][0] | {"text": "It is not hot."}]},
}


@pytest.fixture(scope="module", params=["real", "made up"])
def made(request: pytest.FixtureRequest) -> Edition:
    if request.param == "made up":
        return edition(MADE_UP)
    real: Edition = request.getfixturevalue("real_edition")
    return real


def briefings(made: Edition) -> dict[str, dict[str, Any]]:
    """The briefing.json of each briefing, by its slug."""
    found = {path: data for path, data in made.files.items() if path.endswith("briefing.json")}
    assert found
    return {path.split("/")[0]: json.loads(data) for path, data in found.items()}


def data(files: dict[str, Any], slug: str = "a") -> dict[str, Any]:
    """The briefing.json of these files."""
    return briefings(edition(files))[slug]


@pytest.mark.slow
def test_the_data_are_canonical_and_of_the_published_shape(made: Edition) -> None:
    assert made.errors == []
    for slug, found in briefings(made).items():
        assert [error.message for error in VALIDATOR.iter_errors(found)] == []
        assert canonical_json.canonical_bytes(found) == made.files[f"{slug}/briefing.json"]
        plain = published.Briefing.model_validate(found).model_dump(by_alias=True, exclude_defaults=True)
        assert canonical_json.canonical_bytes(plain) == made.files[f"{slug}/briefing.json"]
        assert (found["format"], found["version"]) == (published_shape.FORMAT, published_shape.VERSION)
        assert f"schema/{found['$schema'].split('/')[-1]}" in made.files


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": published_shape.VERSION + 1},
        {"claims": [{"id": "hot"}]},
        {"more": 1},
        {"language": None},
        {"counts": {"claims": {"true": 1}}},
        {"date": "May"},
    ],
)
def test_the_schema_refuses_what_is_something_else(wrong: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(data(MADE_UP) | wrong)


def test_every_field_of_the_schema_occurs_in_what_is_made_up() -> None:
    found = data(MADE_UP)

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {name for part in value.values() for name in names(part)}
        return {name for part in value for name in names(part)} if isinstance(value, list) else set()

    described = VALIDATOR.schema
    known = {name for part in (described, *described["$defs"].values()) for name in part["properties"]}
    unused = {
        "level",  # of a release, which test_release.py makes
        "withheld",
        "withheld_against",
        "licence",
        "descriptor",
        "reliability",
        "accessed",
        "page",
        "would_change",
        "readings",
        "method",
        "copy",
        "gone",
        "transcribed",
        "family",
        "published_end",
        "bound",
        "disputes",
        "due",
        "short",
        "cell",
        "part",
        "inserted",
        "original_title",
        "translated_title",
        "untitled",
    }
    assert known - names(found) == unused


def test_a_copy_is_told_with_how_it_was_made_and_without_what_is_private() -> None:
    sources = {one["id"]: one for one in data(MADE_UP)["sources"]}
    digest = sha256(STORED.encode()).hexdigest()
    assert sources["one"]["copies"] == [
        {"by": "snapshot", "sha256": digest, "kind": "TXT", "custody": CUSTODY}
    ]
    assert "copies" not in sources["two"]
    assert "private" not in json.dumps(sources)


def test_a_claim_is_told_with_all_that_it_rests_on() -> None:
    claim = next(claim for claim in data(MADE_UP)["claims"] if claim["id"] == "hot")
    one = {"id": "one", "title": "The one paper: About one", "body": "The one paper"}
    three = {"id": "three", "title": "The three paper: About three", "body": "The third"}
    verified = {"outcome": "verified", "by": "snapshot", "rule": RULE, "word_list": list_name(None)}
    shortened = {
        "outcome": "shortened",
        "left_out": 5,
        "limiting": ["only"],
        "sentence": f"Here {WORDS}, and only by day.",
    }
    assert claim == {
        "id": "hot",
        "text": f"It is hot: {' '.join(HOSTILE.split())}",
        "as_of": "2024",
        "review_by": "2030-01",
        "status": "contested",
        "reports": 2,
        "reports_against": 1,
        "origins_for": [one],
        "origins_against": [three],
        "bodies_for": ["The one paper"],
        "bodies_against": ["The third"],
        "parties_against": ["The third party"],
        "made_by": ["four"],
        "calculation": "2 + 3 = 5",
        "allow_figures": {"1": "it is code"},
        "own_words": True,
        "value": "1",
        "unit": "degrees",
        "note": "Note this.",
        "evidence": [
            {
                "source": "three",
                "stance": "disputes",
                "origin": "three",
                "party": "The third party",
                "note": "It denies it.",
            },
            {
                "source": "one",
                "stance": "supports",
                "origin": "one",
                "locator": "p. 4",
                "passage": {
                    "quote": WORDS,
                    "locator": "p. 4",
                    "verification": verified | shortened,
                    "selectors": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": WORDS,
                            "prefix": "Here",
                            "suffix": ", and only by day.",
                        }
                    ],
                },
            },
            {
                "source": "two",
                "stance": "supports",
                "origin": "one",
                "passage": {
                    "quote": "it is [very] hot […] and dry",
                    "verification": {"outcome": "unchecked"},
                    "selectors": [
                        {"type": "TextQuoteSelector", "exact": "it is"},
                        {"type": "TextQuoteSelector", "exact": "hot"},
                        {"type": "TextQuoteSelector", "exact": "and dry"},
                    ],
                },
            },
            {
                "source": "one",
                "stance": "qualifies",
                "origin": "one",
                "passage": {
                    "quote": "[…] only by day",
                    "verification": verified | shortened | {"left_out": 8, "limiting": ["they say"]},
                    "selectors": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": "only by day",
                            "prefix": f"Here {WORDS}, and",
                            "suffix": ".",
                        }
                    ],
                },
            },
        ],
    }


def test_a_withdrawn_claim_says_so_and_keeps_its_counts() -> None:
    claim = next(claim for claim in data(MADE_UP)["claims"] if claim["id"] == "old")
    assert claim["status"] == "withdrawn"
    assert claim["withdrawn"] == {"edition": 2, "date": "2024-06-02", "reason": "Its source was retracted."}
    assert (claim["one_party"], claim["parties_against"]) == ("The town", ["The lake"])
    assert claim["on_both_sides"] == ["one"]
    assert [piece.get("retracted") for piece in claim["evidence"]] == [None, "four", None]


def test_what_surrounds_words_is_told_where_a_licence_lets_it() -> None:
    silent = {**SOURCES, "sources": [{**source, "show": "quote"} for source in SOURCES["sources"]]}
    told = json.dumps(data(MADE_UP | {"a/sources.yml": silent}))
    assert '"prefix"' not in told
    assert '"suffix"' not in told


@pytest.mark.slow
def test_what_leads_nowhere_stops_no_file() -> None:
    links = {"key_points": ["nope"], "claims": RICH["claims"] * 2, "editions": RICH["editions"] * 2}
    for files in (
        {"a/briefing.yml": RICH},
        MADE_UP | {"a/briefing.yml": RICH | links},
        {"a/briefing.yml": RICH | links},
    ):
        made = edition(files)
        assert made.errors
        assert "a/briefing.json" in made.files


def test_the_data_of_a_briefing_do_not_depend_on_others() -> None:
    other = briefing(claims=[{"id": "x", "text": "X.", "evidence": [{"source": "one", "quote": "by day"}]}])
    shared = {name.replace("a/sources", "sources"): value for name, value in MADE_UP.items()}
    assert data(shared) == data(shared | {"b/briefing.yml": other})


# What the pages show


def card(page: Element) -> dict[str, Any]:
    """A claim as a reader finds it on its page."""
    shown = page.first("article", class_="bd-claim")
    status = next(
        name for name in shown.classes if name.startswith("bd-claim--") and name != "bd-claim--alone"
    )
    return {
        "text": shown.first("h1").text,
        "status": status.removeprefix("bd-claim--"),
        "evidence": {line for side in shown.all("div", class_="bd-side") for line in lines(side)},
    }


def lines(side: Element) -> list[tuple[str, str, str, str]]:
    """The evidence on one side: stance, source, words, what became of them."""
    stance = next(name for name in side.classes if name.startswith("bd-side--")).removeprefix("bd-side--")
    found = []
    for part in side.all("div", class_="bd-evidence"):
        source = part.first("a", class_="bd-byline__source").attributes["href"].split("/")[-2]
        quotes = part.all("blockquote")
        for quote in quotes:
            check = quote.first("span", class_="bd-check").text
            found.append((stance, source, quote.text.removesuffix(check).strip().strip("“”„"), check))
        if not quotes:
            found.append((stance, source, "", ""))
    return found


def told(claim: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """A claim of the data as its page would show it, in the language of its briefing."""
    found = {
        (piece["stance"], piece["source"], *shown(piece.get("passage"), wording))
        for piece in claim["evidence"]
    }
    quoting = {(stance, source) for stance, source, words, _ in found if words}
    return {
        "text": claim["text"],
        "status": claim["status"],
        "evidence": {line for line in found if line[2] or line[:2] not in quoting},
    }


def shown(passage: dict[str, Any] | None, wording: Wording) -> tuple[str, str]:
    """The words of a passage, and what a page says of them."""
    if passage is None:
        return "", ""
    found = passage["verification"]
    page = wording.say(", p. %(page)s", page=found["page"]) if "page" in found else ""
    words = " ".join(passage["quote"].split()).strip("“”„")
    if found["outcome"] in ("verified", "shortened"):
        outcome = "part" if found.get("part") else found["outcome"]
        return words, f"✓ {wording.message(vocabulary.OUTCOMES[outcome])}{page}"
    if found.get("readings"):
        read = reading_in_words(Reading.model_validate(found["readings"][0]), wording)
        return words, wording.say("%(reading)s; not compared by machine", reading=read)
    return words, wording.say("not machine-checked")


@pytest.mark.slow
def test_the_register_and_the_pages_of_claims_say_what_the_data_say(made: Edition) -> None:
    pages = {page.path: page.markdown for page in made.pages}
    for slug, found in briefings(made).items():
        register = parse(pages[f"{slug}/claims.md"])
        listed = {
            line.attributes["id"]: line
            for part in register.all("ul", class_="bd-lines")
            for line in part.all("li")
        }
        assert {key: line.attributes["data-status"] for key, line in listed.items()} == {
            claim["id"]: claim["status"] for claim in found["claims"]
        }
        for claim in found["claims"]:
            page = parse(made.files[SitePath(f"{slug}/claims/{claim['id']}/index.html")].decode())
            assert card(page) == told(claim, wording_of(found["language"]))
            assert listed[claim["id"]].first("a").text == claim["text"]
            named = page.first("article", class_="bd-claim").text
            sources = {
                piece["source"] for piece in claim["evidence"]
            }  # one that is its own origin is named as such
            for origin in claim.get("origins_for", ()):
                assert origin["id"] in sources or " ".join(origin["title"].split()) in named
        for status, number in found["counts"]["claims"].items():
            assert sum(line.attributes["data-status"] == status for line in listed.values()) == number


def supplied(source: dict[str, Any], wording: Wording) -> str:
    """What stands in the place of a title, in the language of a briefing."""
    said: str = source["supplied_title"]
    if not said.startswith("Untitled "):
        return said.strip("“”").join(wording.quote_marks)
    kind = said.removeprefix("Untitled ")
    return wording.say("Untitled %(kind)s", kind=wording.message(kind))


@pytest.mark.slow
def test_the_references_say_what_the_data_say(made: Edition) -> None:
    pages = {page.path: page.markdown for page in made.pages}
    for slug, found in briefings(made).items():
        rows = parse(pages[f"{slug}/sources.md"]).first("ol", class_="bd-references").all("li")
        on_page = [
            (
                row.attributes["id"],
                int(row.attributes["value"]),
                row.first("span", class_="bd-ref__title").text,
                [link.attributes["href"] for link in row.all("a", class_="bd-ref__host")],
            )
            for row in rows
        ]
        assert on_page == [
            (
                source["id"],
                source["number"],
                " ".join(source["title"].split())
                if "title" in source
                else f"[{supplied(source, wording_of(found['language']))}]",
                [source["url"]] if "url" in source else [],
            )
            for source in found["sources"]
        ]


@pytest.mark.slow
def test_a_page_leads_to_the_data(site: Site) -> None:
    site.newsroom().build()
    found = json.loads((site.site / "heat/briefing.json").read_text("utf-8"))
    assert found["title"] == "Heat in cities"
    assert (site.site / "heat" / found["$schema"]).is_file()
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
                {"source": "three", "stance": "disputes", "party": "The town"},
                {"source": "three", "stance": "qualifies"},
            ],
        },
        {"id": "sum", "text": "=1+1 is a sum."},
    ]
    files = {
        "a/briefing.yml": briefing(claims=claims, key_points=["hot"]),
        "a/sources.yml": sources("one", "two", "three", origins={"two": "one"}),
        "a/snapshots/one.txt": "In July it is hot.",
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
            "bodies for": "1",
            "bodies against": "1",
            "parties for": "",
            "parties against": "The town",
            "reports": "2",
            "verified": "0",
            "verified, part of a sentence": "1",
            "verified, shortened": "0",
            "read again": "0",
            "dispute": "",
            "supports": "one; two",
            "disputes": "three",
            "qualifies": "three",
        },
        dict.fromkeys(
            ["as of", "review by", "parties for", "parties against", "dispute", *vocabulary.STANCES], ""
        )
        | dict.fromkeys(["origins for", "origins against", "reports", "verified"], "0")
        | dict.fromkeys(["bodies for", "bodies against", "read again"], "0")
        | dict.fromkeys(["verified, part of a sentence", "verified, shortened"], "0")
        | {"id": "sum", "claim": "'=1+1 is a sum.", "status": "unsupported"},
    ]


@pytest.mark.parametrize("text", ["[" * 60, "***"])
def test_prose_without_words_is_told_as_it_was_written(text: str) -> None:
    written = briefing(
        summary=text, key_points=[{"id": "hot", "text": text}], questions=[{"id": "asked", "text": text}]
    )
    found = json.loads(edition({"a/briefing.yml": written}).files["a/briefing.json"])
    assert found["summary"] == found["claims"][0]["text"] == found["questions"][0]["text"] == text
