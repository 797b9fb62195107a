"""Every paragraph cites a source, or a warning says that it does not."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from support.cases import each
from support.project import Site, briefing, edition, sources

from bindery.cli import main


def project(*content: Any) -> dict[str, Any]:
    """One briefing whose only section holds this."""
    section = {"id": "why", "title": "Why", "content": list(content)}
    return {"a/briefing.yml": briefing(sections=[section]), "a/sources.yml": sources("one")}


@each(
    ("content", "bare"),
    [
        (["It is hot [@one]."], 0),
        (["It is hot [#hot]."], 0),
        (["It is hot."], 1),
        (["It is hot [@one].\n\nAnd it will be."], 1),
        ([{"text": "We think so.", "basis": "judgement"}], 0),
        (["## A heading\n\nIt is hot [@one]."], 0),
        (["- one thing [@one]\n- another"], 1),
        ([{"note": {"text": "Mind this."}}], 1),
        ([{"note": {"text": "Mind this.", "basis": "method"}}], 0),
        ([{"claim": "hot"}], 0),
    ],
)
def test_a_paragraph_that_rests_on_nothing_is_reported(content: list[Any], bare: int) -> None:
    found = [p for p in edition(project(*content)).problems if p.code == "B320"]
    assert len(found) == bare
    assert all(problem.severity == "warning" for problem in found)


def test_the_warning_points_at_the_paragraph() -> None:
    found = next(
        p for p in edition(project("It is hot [@one].\n\nNobody says this.")).problems if p.code == "B320"
    )
    assert found.span is not None
    assert found.span.content.startswith("Nobody says this.")


def test_the_overview_shows_the_coverage() -> None:
    pages = {page.path: page.markdown for page in edition(project("It is hot [@one].\n\nWhy?")).pages}
    assert "<strong>50%</strong>" in pages["a/index.md"].replace("&#37;", "%")


@pytest.mark.parametrize(("least", "code"), [("50", 0), ("51", 1), ("100", 1)])
def test_check_holds_a_least_coverage(site: Site, least: str, code: int) -> None:
    for path, content in project("It is hot [@one].\n\nWhy?").items():
        site.write(f"briefings/{path}", content)
    ran = CliRunner().invoke(main, ["check", "-C", str(site.root), "--min-coverage", least])
    assert ran.exit_code == code, ran.output


def test_coverage_counts_what_a_briefing_rests_on(site: Site) -> None:
    for path, content in project("It is hot [@one].").items():
        site.write(f"briefings/{path}", content)
    ran = CliRunner().invoke(main, ["coverage", "-C", str(site.root)])
    assert "1 of 1 have a source or a basis (100 per cent)" in ran.output
    assert "1: 1 unsupported" in ran.output
