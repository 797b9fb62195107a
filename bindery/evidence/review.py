"""Claims whose date of review has come."""

from __future__ import annotations

from datetime import date

from bindery.evidence.graph import Graph
from bindery.reading.project import Project
from bindery.text.problems import Problem


def check_reviews(project: Project, graph: Graph, today: date) -> list[Problem]:
    """A hint (B405) for each claim that is due for review.

    No page says this, because the pages of a site must not depend on the day on which it is built.

    Args:
        project: the briefings.
        graph: their claims.
        today: the day of the check.
    """
    day = today.isoformat()
    return [
        Problem(
            "B405",
            f"the claim `{claim.id}` has been due for review since {claim.review_by}",
            parsed.document.span(*graph.registers[slug].paths[claim.id], "review_by"),
            severity="hint",
            help="check whether it still holds; then change `review_by` to a later date, or delete it",
        )
        for slug, parsed in project.briefings.items()
        for claim in graph.registers[slug].claims.values()
        if claim.review_by
        and claim.id not in graph.registers[slug].withdrawals
        and claim.review_by <= day[: len(claim.review_by)]
    ]
