"""Claims and sections that have not been reviewed by as many people as the settings ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bindery.evidence.graph import Graph
from bindery.model.review_steps import ReviewedPart, reviewers
from bindery.reading.inputs import Inputs
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.project import Project
from bindery.reading.yaml_tree import Path
from bindery.text.problems import Problem, Severity

NOT_REVIEWED = "B626"
IN_FUTURE = "B627"
_ELSE = "; or write `status: draft` for the section"
_PEOPLE = ("nobody", "one person", "two people")


def check_review_steps(project: Project, graph: Graph, inputs: Inputs) -> Iterator[Problem]:
    """Each published claim or section that too few people have reviewed (B626), and dates to come (B627).

    The first is an error, and a hint where drafts are shown: that is where the review takes place.

    Args:
        project: the briefings.
        graph: their claims.
        inputs: for how many people are asked for, whether this is a preview, and the day.
    """
    asked = inputs.reviewers
    severity: Severity = "hint" if inputs.drafts else "error"
    today = inputs.today.isoformat()
    for slug, parsed in project.briefings.items():
        register = graph.registers[slug]
        parts: list[tuple[ReviewedPart, Path, str]] = [
            *((claim, register.paths[key], "claim") for key, claim in register.claims.items()),
            *((one, ("sections", at), "section") for at, one in enumerate(parsed.briefing.sections)),
        ]
        for part, path, kind in parts:
            for index, step in enumerate(part.review):
                if step.date > today[: len(step.date)]:
                    yield _in_future(parsed, (*path, "review", index, "date"), step.date)
            taken_back = kind == "claim" and str(getattr(part, "id", "")) in register.withdrawals
            exempt = taken_back or getattr(part, "status", "") == "draft"
            if parsed.briefing.status == "published" and not exempt and len(reviewers(part)) < asked:
                missing = _not_reviewed(parsed, part, path, f"{kind} `{getattr(part, 'id', '')}`", asked)
                yield replace(missing, severity=severity)


def _not_reviewed(parsed: ParsedBriefing, part: ReviewedPart, path: Path, what: str, asked: int) -> Problem:
    last = part.review[-1] if part.review else None
    known = reviewers(part)
    if last and last.state == "draft":
        found = "is a draft again"
    elif known:
        found = f"has been reviewed by {_PEOPLE[len(known)]} only"
    else:
        found = "has not been reviewed"
    place = parsed.document.key(*path, "review") if part.review else parsed.document.span(*path, "id")
    return Problem(
        NOT_REVIEWED,
        f"the {what} {found}, and `reviewers` in mkdocs.yml asks for {_PEOPLE[asked]}",
        place,
        help=f"let {'someone else' if known else 'someone'} read it and add "
        f"`{{state: checked, by: NAME, date: YYYY-MM-DD}}` under `review:`{_ELSE if path[0] == 'sections' else ''}",
    )


def _in_future(parsed: ParsedBriefing, path: Path, day: str) -> Problem:
    return Problem(
        IN_FUTURE,
        f"this review has the date {day}, which is still to come",
        parsed.document.span(*path),
        severity="warning",
        help="write the day on which it was reviewed",
    )


__all__ = ["check_review_steps"]
