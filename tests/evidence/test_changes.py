"""What changed between two versions of a briefing, claim by claim."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from click.testing import CliRunner
from support.project import Site, briefing, edition, graph, sources

from bindery.cli import main
from bindery.evidence import changes as diff

CLAIM = {"id": "toll", "text": "The heat killed 214 people.", "evidence": [{"source": "one"}]}


def project(*claims: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A briefing of these claims."""
    return {"a/sources.yml": sources("one", "two"), "a/briefing.yml": briefing(claims=list(claims), **parts)}


def kinds(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The kinds of difference, by claim."""
    old, new = graph(project(*before)), graph(project(*after))
    return {d.claim: d.kinds for d in diff.compare_claims(old.registers["a"], old, new.registers["a"], new)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {}),
        ({"text": "The heat killed 215 people."}, {"toll": ("figure",)}),
        ({"text": "Heat killed 214 people."}, {"toll": ("wording",)}),
        ({"text": "The heat killed two hundred and fourteen people."}, {"toll": ("wording",)}),
        ({"note": "As of July."}, {"toll": ("wording",)}),
        (
            {"evidence": [{"source": "one"}, {"source": "two"}]},
            {"toll": ("status", "source-added")},
        ),
        ({"evidence": [{"source": "two"}]}, {"toll": ("source-added", "source-lost")}),
        ({"evidence": []}, {"toll": ("status", "source-lost")}),
        ({"evidence": [{"source": "one", "quote": "214"}]}, {"toll": ("wording",)}),
    ],
)
def test_a_change_is_told_by_its_kind(changed: dict[str, Any], expected: dict[str, tuple[str, ...]]) -> None:
    assert kinds([CLAIM], [CLAIM | changed]) == expected


def test_claims_come_and_go() -> None:
    other = CLAIM | {"id": "other"}
    assert kinds([CLAIM], [CLAIM, other]) == {"other": ("added",)}
    assert kinds([CLAIM, other], [CLAIM]) == {"other": ("withdrawn",)}


def test_reordering_is_no_change() -> None:
    first = CLAIM | {"evidence": [{"source": "one"}, {"source": "two"}]}
    second = CLAIM | {"evidence": [{"source": "two"}, {"source": "one"}]}
    other = CLAIM | {"id": "other"}
    assert kinds([first, other], [other, second]) == {}


def kept(text: str, *changes: dict[str, str]) -> dict[str, Any]:
    """A briefing of two editions, whose first was kept."""
    first = {"number": 1, "date": "2024-01-01"}
    second = {"number": 2, "date": "2024-02-01", "changes": list(changes)}
    now = project(CLAIM | {"text": text}, editions=[first, second])
    return now | {"a/editions/1.yml": briefing(claims=[CLAIM], editions=[first])}


@pytest.mark.slow
def test_a_changed_figure_without_a_reason_is_a_warning() -> None:
    found = [p for p in edition(kept("The heat killed 215 people.")).problems if p.code == "B323"]
    assert [problem.severity for problem in found] == ["warning"]
    reason = {"claim": "toll", "kind": "correction", "reason": "The office counted again."}
    assert not [p for p in edition(kept("The heat killed 215 people.", reason)).problems if p.code == "B323"]
    assert not [p for p in edition(kept("Heat killed 214 people.")).problems if p.code == "B323"]


def test_the_page_of_changes_is_drawn_from_the_differences() -> None:
    reason = {"claim": "toll", "kind": "correction", "reason": "The office counted again."}
    pages = {page.path: page.markdown for page in edition(kept("The heat killed 215 people.", reason)).pages}
    changes = pages["a/changes.md"]
    assert "Figure changed" in changes
    assert "214 → 215" in changes
    assert "The office counted again." in changes


def test_two_files_and_two_revisions_can_be_compared(site: Site) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(site.root), *arguments], check=True, capture_output=True)  # noqa: S607

    def run(*arguments: str) -> str:
        return CliRunner().invoke(main, ["diff", *arguments, "-C", str(site.root)]).output

    site.newsroom()
    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one")
    site.write("old.yml", site.read("briefings/heat/briefing.yml"))
    site.replace(
        "briefings/heat/briefing.yml", "up to five degrees hotter than", "up to six degrees hotter than"
    )
    assert "hotter: figure changed" in run("HEAD")
    assert "no claim changed" in run("HEAD", "HEAD")
    files = run(str(site.root / "old.yml"), str(site.root / "briefings/heat/briefing.yml"))
    assert "hotter: " in files
    assert "no file and no revision called nowhere" in run("nowhere")


RENAMED = {
    "a/sources.yml": {
        "sources": [{**sources("first")["sources"][0], "was": ["one"]}, sources("two")["sources"][0]]
    }
}
NEW_NAME = CLAIM | {"id": "deaths", "was": ["dead", "toll"], "evidence": [{"source": "first"}]}


def test_a_renamed_claim_is_the_same_claim() -> None:
    """Neither it nor its evidence changed if only ids did, also those of sources."""
    before, after = graph(project(CLAIM)), graph(project(NEW_NAME) | RENAMED)
    assert diff.compare_claims(before.registers["a"], before, after.registers["a"], after) == []
    after = graph(project(NEW_NAME | {"text": "Heat killed 214 people."}) | RENAMED)
    (found,) = diff.compare_claims(before.registers["a"], before, after.registers["a"], after)
    assert (found.claim, found.kinds, found.before) == ("deaths", ("wording",), CLAIM["text"])


def test_a_renamed_claim_of_a_kept_edition_is_the_same_claim() -> None:
    """The graph of today knows no source by its former id, so the old evidence is read with the new one."""
    editions = [{"number": 1, "date": "2024"}, {"number": 2, "date": "2025"}]
    files = project(NEW_NAME, editions=editions) | RENAMED
    made = edition(files | {"a/editions/1.yml": briefing(claims=[CLAIM], editions=editions[:1])})
    assert [problem.code for problem in made.problems if problem.code in ("B323", "B235")] == []
    assert made.site
    assert made.site.briefings["a"].differences == {2: []}  # type: ignore[index]


def test_copies_of_a_renamed_source_are_the_same_copies(site: Site, cli: CliRunner) -> None:
    """`diff` says nothing of a source whose id changed together with the names of its files."""
    for folder, name, was in (("then", "one", []), ("now", "first", ["one"])):
        listed = {"sources": [sources(name)["sources"][0] | ({"was": was} if was else {})]}
        claim = CLAIM | {"evidence": [{"source": name, "quote": "Heat killed 214"}]}
        site.write(f"{folder}/briefings/a/briefing.yml", briefing(claims=[claim]))
        site.write(f"{folder}/briefings/a/sources.yml", listed)
        site.write(f"{folder}/briefings/a/snapshots/{name}.txt", "Heat killed 214 people.")
    done = cli.invoke(main, ["diff", str(site.root / "then"), str(site.root / "now")])
    assert (done.exit_code, done.output) == (0, "a: no claim changed\n")
