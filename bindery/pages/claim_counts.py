"""Counts for the overview of a briefing: its claims by status, its quotations by outcome, and its contested claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bindery.evidence.graph import ClaimVerdict
from bindery.evidence.uses import Use
from bindery.model import vocabulary
from bindery.model.briefing import Claim


def by_status(verdicts: Mapping[str, ClaimVerdict]) -> list[tuple[str, int]]:
    """How many claims have each status, in the order of the vocabulary; a status without claims is left out."""
    found = [verdict.status for verdict in verdicts.values()]
    return [(status, found.count(status)) for status in vocabulary.STATUSES if status in found]


def contested(verdicts: Mapping[str, ClaimVerdict], key_points: Sequence[str]) -> list[str]:
    """Ids of the contested claims that are not key points, which the overview lists separately.

    The most evenly disputed claims come first, by the number of origins on the weaker side; ties keep the order of the
    file.

    Args:
        verdicts: the verdict on each claim, by id of the claim.
        key_points: ids of the claims that are key points.
    """
    found = [
        key for key, verdict in verdicts.items() if verdict.status == "contested" and key not in key_points
    ]
    return sorted(found, key=lambda key: -weaker_side(verdicts[key]))


def weaker_side(verdict: ClaimVerdict) -> int:
    """The number of independent origins on the side that has fewer of them."""
    return min(len(verdict.origins_for), len(verdict.origins_against))


def by_outcome(uses: Sequence[Use], outcome: Callable[[str, str], str]) -> dict[str, int]:
    """How many different quotations have each outcome; an outcome without any is left out.

    Args:
        uses: the uses of sources, with or without a quotation.
        outcome: gives the outcome of a quotation, from the id of the source and the quoted words: `verified`, `read`
            for one that was read again, or `unchecked`.
    """
    found = {(use.source, use.quote) for use in uses if use.quote}
    outcomes = [outcome(source, quote) for source, quote in found]
    marks = ("verified", "shortened", "read", "unchecked")
    return {word: outcomes.count(word) for word in marks if word in outcomes}


def with_outcome(claim: Claim, wanted: str, outcome: Callable[[str, str], str]) -> int:
    """How many quotations in a claim's evidence have an outcome.

    Args:
        claim: the claim.
        wanted: the outcome, such as `verified`.
        outcome: gives the outcome of a quotation, from the id of the source and the quoted words.
    """
    return sum(outcome(piece.source, piece.quote) == wanted for piece in claim.evidence if piece.quote)
