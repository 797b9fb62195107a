"""What a reader sees at a glance: a briefing's claims counted by status and quotation, and what is contested."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bindery.evidence.graph import ClaimVerdict
from bindery.evidence.uses import Use
from bindery.model import vocabulary
from bindery.model.briefing import Claim


def by_status(verdicts: Mapping[str, ClaimVerdict]) -> list[tuple[str, int]]:
    """How many claims have each status, in the order of the vocabulary; statuses of none are left out."""
    found = [verdict.status for verdict in verdicts.values()]
    return [(status, found.count(status)) for status in vocabulary.STATUSES if status in found]


def contested(verdicts: Mapping[str, ClaimVerdict], key_points: Sequence[str]) -> list[str]:
    """Ids of the contested claims that are no key points: those are told already.

    The most evenly disputed come first, by origins on the weaker side; of equals the one that was written first.
    """
    found = [
        key for key, verdict in verdicts.items() if verdict.status == "contested" and key not in key_points
    ]
    return sorted(found, key=lambda key: -weaker_side(verdicts[key]))


def weaker_side(verdict: ClaimVerdict) -> int:
    """How many origins stand behind the side that has fewer."""
    return min(len(verdict.origins_for), len(verdict.origins_against))


def by_outcome(uses: Sequence[Use], outcome: Callable[[str, str], str]) -> dict[str, int]:
    """How many different quotations have each outcome."""
    found = {(use.source, use.quote) for use in uses if use.quote}
    outcomes = [outcome(source, quote) for source, quote in found]
    return {word: outcomes.count(word) for word in ("verified", "unchecked") if word in outcomes}


def verified(claim: Claim, outcome: Callable[[str, str], str]) -> int:
    """How many quoted pieces of a claim's evidence a machine has found in their sources."""
    return sum(outcome(piece.source, piece.quote) == "verified" for piece in claim.evidence if piece.quote)
