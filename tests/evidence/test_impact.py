"""Which claims lose their evidence when a source is withdrawn."""

from __future__ import annotations

from typing import Any

from click.testing import CliRunner
from support.project import Site, briefing, edition, graph, sources

from bindery.cli import main
from bindery.evidence import impact
from bindery.evidence.impact import AffectedClaim


def project(**states: str) -> dict[str, Any]:
    """Three sources, of which the second repeats the first, under two claims, an event and a dataset."""
    listed = sources("agency", "paper", "witness", origins={"paper": "agency"})
    for source in listed["sources"]:
        if source["id"] in states:
            source["state"] = states[source["id"]]
    return {
        "a/sources.yml": listed,
        "a/briefing.yml": briefing(
            claims=[
                {
                    "id": "both",
                    "text": "Both say so.",
                    "evidence": [{"source": "paper"}, {"source": "witness"}],
                },
                {"id": "alone", "text": "One says so.", "evidence": [{"source": "paper"}]},
                {"id": "other", "text": "The witness says so.", "evidence": [{"source": "witness"}]},
            ],
            events=[{"id": "day", "date": "2024", "title": "A day", "evidence": [{"source": "agency"}]}],
            datasets=[
                {
                    "id": "toll",
                    "title": "Toll",
                    "unit": "people",
                    "series": [{"name": "All", "points": [{"x": "2024", "y": "3", "source": "paper"}]}],
                }
            ],
            sections=[
                {"id": "why", "title": "Why", "content": ["So [@paper].", "And so [@paper; @witness]."]}
            ],
        ),
    }


def test_what_repeats_a_source_goes_with_it() -> None:
    found = impact.impact_of(graph(project()), "agency")
    assert found.sources == ("agency", "paper")
    assert found.claims == (
        AffectedClaim("a", "both", "corroborated", "single-origin"),
        AffectedClaim("a", "alone", "single-origin", "unsupported"),
    )
    assert [words for _, _, words in found.paragraphs] == ["So."]
    assert found.events == (("a", "day"),)
    assert found.points == (("a", "toll", "2024"),)


def test_a_source_that_nothing_rests_on_alone_takes_nothing_with_it() -> None:
    found = impact.impact_of(graph(project()), "witness")
    assert [fallen.claim for fallen in found.claims] == ["both", "other"]
    assert found.paragraphs == ()


def test_a_retracted_source_is_an_error_for_each_claim_that_rests_on_it_alone() -> None:
    found = [p for p in edition(project(agency="retracted")).problems if p.code == "B322"]
    assert [problem.message.split("`")[1] for problem in found] == ["alone"]
    assert found[0].severity == "error"


def test_every_page_that_cites_a_retracted_source_says_so() -> None:
    pages = {page.path: page.markdown for page in edition(project(paper="retracted")).pages}
    for path in ("a/why.md", "a/claims.md", "a/sources.md", "sources/paper.md"):
        assert "retracted" in pages[path], path


def test_the_command_lists_what_would_fall(site: Site) -> None:
    for path, content in project().items():
        site.write(f"briefings/{path}", content)
    ran = CliRunner().invoke(main, ["impact", "agency", "-C", str(site.root)])
    assert "a: alone: single-origin → unsupported" in ran.output
    unknown = CliRunner().invoke(main, ["impact", "agencie", "-C", str(site.root)])
    assert unknown.exit_code == 2
    assert "did you mean `agency`?" in unknown.output
