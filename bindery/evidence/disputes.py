"""Disputes: claims that give rival figures of one thing, and how many points are contested when they count as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bindery.evidence.verdict import ClaimVerdict
from bindery.model.briefing import Dispute
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.span import Span

CONTESTED, WITHDRAWN = "contested", "withdrawn"


@dataclass(frozen=True)
class ContestedPoint:
    """One thing that is contested: a claim, or the claims of a dispute.

    Attributes:
        claims: ids of its claims that are not withdrawn, in the authors' order.
        dispute: the dispute; None for a claim that is in none.
    """

    claims: tuple[str, ...]
    dispute: Dispute | None = None


def disputes_by_claim(disputes: Sequence[Dispute]) -> dict[str, Dispute]:
    """The dispute of each claim that is in one, by id of the claim."""
    found: dict[str, Dispute] = {}
    for dispute in disputes:
        for claim in dispute.claims:
            found.setdefault(str(claim), dispute)
    return found


def rival_claims(dispute: Dispute, verdicts: Mapping[str, ClaimVerdict]) -> tuple[str, ...]:
    """Ids of the claims of a dispute that are known and not withdrawn, in its order."""
    known = (str(claim) for claim in dict.fromkeys(dispute.claims) if claim in verdicts)
    return tuple(claim for claim in known if verdicts[claim].status != WITHDRAWN)


def contested_points(
    verdicts: Mapping[str, ClaimVerdict], disputes: Sequence[Dispute]
) -> list[ContestedPoint]:
    """What is contested, in the order of the claims. A dispute is one point if any of its claims is contested."""
    groups, seen, found = disputes_by_claim(disputes), set[str](), []
    for claim, verdict in verdicts.items():
        if verdict.status != CONTESTED:
            continue
        dispute = groups.get(claim)
        if dispute is None:
            found.append(ContestedPoint((claim,)))
        elif dispute.id not in seen:
            seen.add(dispute.id)
            found.append(ContestedPoint(rival_claims(dispute, verdicts), dispute))
    return found


def check_disputes(project: Project) -> Iterator[Problem]:
    """An error (B365) for each claim that is in two disputes, or twice in one."""
    for parsed in project.briefings.values():
        first: dict[str, tuple[str, Span]] = {}
        for index, dispute in enumerate(parsed.briefing.disputes):
            for nth, claim in enumerate(dispute.claims):
                span = parsed.document.span("disputes", index, "claims", nth)
                before, place = first.setdefault(claim, (dispute.id, span))
                if place is not span:
                    twice = f"twice in the dispute `{dispute.id}`"
                    two = f"in two disputes, `{before}` and `{dispute.id}`"
                    yield Problem(
                        "B365",
                        f"`{claim}` is {twice if before == dispute.id else two}",
                        span,
                        help="leave it in one place only",
                        related=((place, "the first place"),),
                    )
