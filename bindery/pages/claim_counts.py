"""Counts for the overview of a briefing: its claims by status, its quotations by outcome, and its contested claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bindery.evidence.disputes import CONTESTED, ContestedPoint, contested_points
from bindery.evidence.uses import Use
from bindery.evidence.verdict import ClaimVerdict
from bindery.model import vocabulary
from bindery.model.briefing import Claim, Dispute
from bindery.text.wording import ENGLISH, Wording


def by_status(verdicts: Mapping[str, ClaimVerdict]) -> list[tuple[str, int]]:
    """How many claims have each status, in the order of the vocabulary; a status without claims is left out."""
    found = [verdict.status for verdict in verdicts.values()]
    return [(status, found.count(status)) for status in vocabulary.STATUSES if status in found]


def by_points(verdicts: Mapping[str, ClaimVerdict], disputes: Sequence[Dispute]) -> list[tuple[str, int]]:
    """As `by_status`, but all claims of a dispute are one contested point."""
    points = len(contested_points(verdicts, disputes))
    return [(status, points if status == CONTESTED else number) for status, number in by_status(verdicts)]


def contested(
    verdicts: Mapping[str, ClaimVerdict], key_points: Sequence[str], disputes: Sequence[Dispute]
) -> list[ContestedPoint]:
    """The contested points without the claims that are key points, which the overview lists separately.

    A dispute is left out only if all of its claims are key points. The most evenly disputed points come first, by the
    number of bodies on the weaker side; ties keep the order of the file.

    Args:
        verdicts: the verdict on each claim, by id of the claim.
        key_points: ids of the claims that are key points.
        disputes: the disputes of the briefing.
    """
    found = [
        point for point in contested_points(verdicts, disputes) if not set(point.claims) <= set(key_points)
    ]
    return sorted(found, key=lambda point: -max(weaker_side(verdicts[key]) for key in point.claims))


def weaker_side(verdict: ClaimVerdict) -> int:
    """The number of bodies on the side that has fewer of them."""
    return min(len(verdict.bodies_for), len(verdict.bodies_against))


def by_outcome(uses: Sequence[Use], outcome: Callable[[str, str], str]) -> dict[str, int]:
    """How many different quotations have each outcome; an outcome without any is left out.

    Args:
        uses: the uses of sources, with or without a quotation.
        outcome: gives the outcome of a quotation, from the id of the source and the quoted words: `verified`, `read`
            for one that was read again, or `unchecked`.
    """
    found = {(use.source, use.quote) for use in uses if use.quote}
    outcomes = [outcome(source, quote) for source, quote in found]
    marks = ("verified", "part", "shortened", "read", "unchecked")
    return {word: outcomes.count(word) for word in marks if word in outcomes}


def with_outcome(claim: Claim, wanted: str, outcome: Callable[[str, str], str]) -> int:
    """How many quotations in a claim's evidence have an outcome.

    Args:
        claim: the claim.
        wanted: the outcome, such as `verified`.
        outcome: gives the outcome of a quotation, from the id of the source and the quoted words.
    """
    return sum(outcome(piece.source, piece.quote) == wanted for piece in claim.evidence if piece.quote)


def counts_in_words(verdict: ClaimVerdict, wording: Wording = ENGLISH) -> str:
    """The counts behind a verdict, in few words: `3 origins for, 2 against`, or of bodies where those are fewer.

    Args:
        verdict: the verdict on a claim.
        wording: the language to say it in.
    """
    support, against = (
        (verdict.bodies_for, verdict.bodies_against)
        if verdict.counts_bodies
        else (verdict.origins_for, verdict.origins_against)
    )

    def counted(number: int) -> str:
        if verdict.counts_bodies:
            return wording.say_number(number, "%(number)s body", "%(number)s bodies")
        return wording.say_number(number, "%(number)s origin", "%(number)s origins")

    if support and against:
        return wording.say(
            "%(count)s for, %(others)s against", count=counted(len(support)), others=len(against)
        )
    if support:
        return counted(len(support))
    if against:
        return wording.say("%(count)s against", count=counted(len(against)))
    return wording.say("no evidence")
