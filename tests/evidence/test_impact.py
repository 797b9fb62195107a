"""Which claims lose their evidence when a source is withdrawn."""

from __future__ import annotations

from typing import Any

from click.testing import CliRunner
from support.parsed import parse
from support.project import Site, briefing, edition, graph, inputs, page_of_claim, sources

from bindery.build import interface
from bindery.cli import main
from bindery.evidence import impact
from bindery.evidence.impact import AffectedClaim
from bindery.reading.project import read_project


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
    made = edition(project(paper="retracted"))
    pages = {page.path: page.markdown for page in made.pages}
    for path in ("a/why.md", "a/claims.md", "a/sources.md", "sources/paper.md"):
        assert "retracted" in pages[path], path
    for claim in ("both", "alone"):
        page = parse(page_of_claim(made, "a", claim))
        assert "retracted" in page.first("p", class_="bd-byline").all("strong", class_="bd-state")[0].text
    assert "retracted" not in page_of_claim(made, "a", "other")


def test_every_page_says_what_is_based_on_a_retracted_source() -> None:
    made = edition(project(agency="retracted"))
    pages = {page.path: page.markdown for page in made.pages}
    pages |= {claim: page_of_claim(made, "a", claim) for claim in ("both", "alone", "other")}
    for path in ("a/why.md", "both", "alone", "a/sources.md", "a/print.md", "sources/paper.md"):
        assert "based on a retracted source" in pages[path], path
    lists = parse(pages["a/claims.md"]).all("ul", class_="bd-lines")
    lines = {line.attributes["id"]: line.text for part in lists for line in part.all("li")}
    for claim in ("both", "alone", "other"):
        for shown in (lines[claim], parse(pages[claim]).first("p", class_="bd-claim__verdict").text):
            assert ("1 report from a retracted source" in shown) is (claim != "other")
    assert "retracted" not in pages["other"]
    assert "based on a retracted source" not in pages["sources/witness.md"]


def by_pieces() -> dict[str, Any]:
    """The same project, where the paper has one thing first-hand, and one from the witness."""
    files = project()
    files["a/sources.yml"]["sources"][1]["passages"] = [
        {"id": "own", "quote": "we saw it ourselves", "origin": "paper"}
    ]
    claims = files["a/briefing.yml"]["claims"]
    claims[1]["evidence"] = [{"source": "paper", "quote": "we saw it ourselves"}]
    claims[2]["evidence"] = [{"source": "paper", "origin": "witness"}]
    files["a/briefing.yml"]["events"][0]["evidence"] = [{"source": "paper", "quote": "saw it ourselves"}]
    files["a/briefing.yml"]["datasets"][0]["series"][0]["points"][0]["origin"] = "witness"
    return files


def test_a_piece_goes_with_its_own_origin_and_not_with_that_of_its_source() -> None:
    found = impact.impact_of(graph(by_pieces()), "agency")
    assert found.claims == (AffectedClaim("a", "both", "corroborated", "single-origin"),)
    assert (found.weakened, found.events, found.points) == ((), (), ())
    found = impact.impact_of(graph(by_pieces()), "witness")
    assert [fallen.claim for fallen in found.claims] == ["both", "other"]
    assert found.points == (("a", "toll", "2024"),)
    found = impact.impact_of(graph(by_pieces()), "paper")
    assert [fallen.claim for fallen in found.claims] == ["both", "alone", "other"]
    assert found.events == (("a", "day"),)


def test_all_of_a_body_or_of_a_party_goes_at_once() -> None:
    files = project()
    files["a/sources.yml"]["sources"][0]["body"] = "The Office"
    files["a/sources.yml"]["sources"][2]["party"] = "Government"
    found = impact.impact_of(graph(files), "office")
    assert [fallen.claim for fallen in found.claims] == ["both", "alone"]
    found = impact.impact_of(graph(files), "the government")
    assert [fallen.claim for fallen in found.claims] == ["both", "other"]


def test_briefings_are_tied_by_the_origins_of_their_pieces() -> None:
    files = by_pieces()
    files["b/briefing.yml"] = briefing(
        key_points=[{"id": "far", "text": "Far.", "evidence": [{"source": "far", "origin": "witness"}]}]
    )
    files["b/sources.yml"] = sources("far")
    found, _ = read_project(inputs(files))
    assert "witness" in interface.ties(found, graph(files))["b"]


def test_the_command_lists_what_would_fall(site: Site) -> None:
    for path, content in project().items():
        site.write(f"briefings/{path}", content)
    ran = CliRunner().invoke(main, ["impact", "agency", "-C", str(site.root)])
    assert "a: alone: single-origin → unsupported" in ran.output
    body = CliRunner().invoke(main, ["impact", "The agency paper", "-C", str(site.root)])
    assert "a: alone: single-origin → unsupported" in body.output
    unknown = CliRunner().invoke(main, ["impact", "agencie", "-C", str(site.root)])
    assert unknown.exit_code == 2
    assert "did you mean `agency`?" in unknown.output
