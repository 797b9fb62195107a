"""Claims whose day of review has come."""

from __future__ import annotations

from datetime import date

from bindery.evidence.graph import Graph
from bindery.reading.project import Project
from bindery.text.problems import Problem


def check_reviews(project: Project, graph: Graph, today: date) -> list[Problem]:
    """A hint for each claim that somebody should look at again; no page says so, since pages do not know the day."""
    day = today.isoformat()
    return [
        Problem(
            "B405",
            f"the claim `{claim.id}` is due for review since {claim.review_by}",
            parsed.document.span(*graph.registers[slug].paths[claim.id], "review_by"),
            severity="hint",
            help="see whether it still holds; then move `review_by`, or delete it",
        )
        for slug, parsed in project.briefings.items()
        for claim in graph.registers[slug].claims.values()
        if claim.review_by and claim.review_by <= day[: len(claim.review_by)]
    ]
