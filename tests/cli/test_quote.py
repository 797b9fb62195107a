"""`bindery quote` prints words that `bindery check` accepts, and `bindery sources` says which source has them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support.project import BRIEFING, MKDOCS, SOURCES, Site, as_bytes
from support.snapshot_files import REPORT

from bindery.cli import main

NEWS = "Nights stay warm. The city did not say that the nights will be cooler, and the mayor was silent.\n"
OLD = "The mayor promised cooler nights by 2020.\n"
CSV = "year;deaths;remark\n2022;980;as counted in ten towns\n2023;1,524;as estimated\n"
JSON = '{"data": [{"year": 2023, "deaths": 1524, "remark": "as estimated / revised"}]}'
MORE = """
  - {id: table, kind: dataset, title: Deaths}
  - {id: feed, kind: dataset, title: Feed}
  - {id: unread, kind: news, title: Unread}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("quote")).write("mkdocs.yml", MKDOCS)
    made.write("briefings/heat/briefing.yml", BRIEFING)
    made.write("briefings/heat/sources.yml", as_bytes(SOURCES).decode() + MORE.lstrip("\n"))
    stored = {
        "gibb-2023.pdf": REPORT,
        "city-news.2024-01-01.txt": OLD.encode(),
        "city-news.2024-05-01.txt": NEWS.encode(),
        "table.csv": CSV.encode(),
        "feed.json": JSON.encode(),
    }
    for name, data in stored.items():
        path = made.root / ".bindery/snapshots/heat" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return made


@pytest.fixture
def run(site: Site) -> Callable[..., Result]:
    return lambda name, *words: CliRunner().invoke(main, [name, "-C", str(site.root), *words])


def evidence(result: Result) -> dict[str, str]:
    (found,) = yaml.load(result.stdout, yaml.BaseLoader)  # noqa: S506  it makes text only
    return dict(found)


@pytest.mark.parametrize(
    ("words", "wanted", "said"),
    [
        (["gibb-2023", "rose by 56 %"], {"quote": "rose by 56 %", "locator": "p. 1"}, "word for word"),
        (
            ["gibb-2023", "toll", "was", "1,524"],
            {"quote": "toll was 1,524", "locator": "p. 2"},
            "word for word",
        ),
        (
            ["gibb-2023", "“observed in all”"],
            {"quote": "observed in all", "locator": "p. 1"},
            "word for word",
        ),
        (
            ["gibb-2023", "death in heat rose by 65 %"],
            {"locator": "p. 1"},
            "% alike, p. 1: “death” for “Deaths”",
        ),
        (
            ["city-news", "the nights will be cooler"],
            {"quote": "the nights will be cooler"},
            "leave out “not”",
        ),
        (["city-news", "cooler nights by 2020"], {"snapshot": "2024-01-01"}, "no longer has these words"),
        (["table", "1524"], {"cell": "B3"}, "word for word"),
        (["table", "ten towns"], {"quote": "ten towns"}, "word for word"),
        (["feed", "1,524"], {"cell": "/data/0/deaths"}, "word for word"),
        (["feed", "as estimated / revised"], {"locator": "/data/0/remark"}, "word for word"),
    ],
)
def test_words_are_printed_as_evidence_with_their_place(
    run: Callable[..., Result], words: list[str], wanted: dict[str, str], said: str
) -> None:
    result = run("quote", *words)
    assert result.exit_code == 0, result.output
    found = evidence(result)
    assert found["source"] == words[0]
    assert found | wanted == found
    assert said in result.stderr


def test_what_is_printed_passes_a_check_in_each_shape(site: Site, run: Callable[..., Result]) -> None:
    piece = evidence(run("quote", "gibb-2023", "Deaths in heat rose by 56 % and were observed in the towns"))
    citation = run("quote", "gibb-2023", "--as", "citation", "toll was 1,524").stdout.strip()
    passage = evidence(run("quote", "city-news", "--as", "passage", "promised cooler nights"))
    assert citation == '[@gibb-2023, p. 2, "toll was 1,524"]'
    assert sorted(passage) == ["id", "quote", "snapshot"]
    briefing = yaml.load(BRIEFING, yaml.BaseLoader)  # noqa: S506  it makes text only
    briefing["claims"][0]["evidence"] = [piece]
    briefing["sections"][0]["content"] = [f"The toll rose {citation}."]
    listed = yaml.load(as_bytes(SOURCES).decode() + MORE.lstrip("\n"), yaml.BaseLoader)  # noqa: S506  it makes text only
    listed["sources"][1]["passages"] = [passage]
    site.write("briefings/heat/briefing.yml", briefing).write("briefings/heat/sources.yml", listed)
    codes = {problem.code for problem in site.compile().problems if problem.code.startswith("B3")}
    site.write("briefings/heat/briefing.yml", BRIEFING)
    assert codes & {"B301", "B345", "B346", "B347", "B381", "B385", "B386"} == set()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["gibb-2032", "heat"], 2, "did you mean `gibb-2023`?"),
        (["unread", "heat"], 1, "nothing is stored of `unread`: run bindery snapshot add unread FILE"),
        (["gibb-2023", "quarterly dividends of the zebra"], 1, "nothing in what is stored"),
        (["gibb-2023", "…"], 2, "name the words to search for"),
        (["table", "1524", "--as", "passage"], 2, "a passage needs words"),
    ],
)
def test_what_cannot_be_quoted_is_said(
    run: Callable[..., Result], words: list[str], code: int, said: str
) -> None:
    result = run("quote", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_sources_are_listed_and_searched(run: Callable[..., Result]) -> None:
    assert run("sources").stdout.splitlines()[:2] == [
        "city-news: Why our nights stay warm (snapshot stored)", "feed: Feed (snapshot stored)"
    ]  # fmt: skip
    assert "unread: Unread (nothing stored)" in run("sources").stdout
    exact = run("sources", "--where", "1,524")
    assert [line.split(":")[0] for line in exact.stdout.splitlines() if line[0] != " "] == [
        "feed", "gibb-2023", "table"
    ]  # fmt: skip
    near = run("sources", "--where", "the major kept silent about the nights")
    assert near.stdout.startswith("city-news: ")
    assert "the likest passages" in near.stderr
    assert run("sources", "--where", "quarterly dividends of zebras").exit_code == 1


def test_exact_words_are_confirmed_where_only_a_fingerprint_is_stored(tmp_path: Path) -> None:
    site = Site(tmp_path).newsroom()
    said = tmp_path / "said.txt"
    said.write_text("Deaths rose by half. The office said nothing about the cold.\n", "utf-8")
    where = ["-C", str(site.root)]
    assert CliRunner().invoke(main, ["snapshot", "add", "gibb-2023", str(said), *where]).exit_code == 0
    shutil.rmtree(site.root / ".bindery")
    exact = CliRunner().invoke(main, ["quote", *where, "gibb-2023", "said nothing about the cold"])
    assert evidence(exact) == {"source": "gibb-2023", "quote": "said nothing about the cold"}
    near = CliRunner().invoke(main, ["quote", *where, "gibb-2023", "said little about the cold"])
    assert (near.exit_code, near.stdout) == (1, "")
    assert "the source has “said”, but it does not go on with “little”" in near.stderr
