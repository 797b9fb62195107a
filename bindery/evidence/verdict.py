"""The status of a claim, calculated from its evidence by the rules in docs/method.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bindery.evidence.bodies import Name
from bindery.model import vocabulary


class TracedEvidence(NamedTuple):
    """A piece of evidence, followed back to where it comes from.

    Attributes:
        stance: a key of `vocabulary.STANCES`.
        source: id of the source that says it.
        origin: id of the origin behind it.
        body: the body behind that origin.
        party: the party with an interest that it speaks for; None when none is named.
        quoted: whether it has a quotation.
        retracted: whether its source, or one that this is based on, was retracted.
    """

    stance: str
    source: str
    origin: str
    body: Name
    party: Name | None = None
    quoted: bool = False
    retracted: bool = False


@dataclass(frozen=True)
class ClaimVerdict:
    """The status of a claim, and the counts from which it follows. Lists are in the order of the evidence.

    Attributes:
        status: a key of `vocabulary.STATUSES`.
        origins_for: ids of the distinct origins of the evidence that supports it.
        origins_against: ids of the distinct origins of the evidence that disputes it.
        reports: number of different sources that support it.
        quotations: number of pieces of evidence with a quotation.
        reports_against: number of different sources that dispute it.
        bodies_for: names of the distinct bodies behind the origins that support it.
        bodies_against: names of the distinct bodies behind the origins that dispute it.
        parties_for: names of the distinct parties whose evidence supports it.
        parties_against: names of the distinct parties whose evidence disputes it.
        on_both_sides: ids of the origins of evidence that supports it and of evidence that disputes it.
        one_party: name of the party that all of its support comes from; empty when there is no such party.
        single: why several reports count as one, a key of `vocabulary.SINGLE`; empty for another status.
        retracted: number of different sources for or against it that were retracted or are based on one that was.
        weakened: whether it would be corroborated if retracted sources did so.
    """

    status: str
    origins_for: tuple[str, ...] = ()
    origins_against: tuple[str, ...] = ()
    reports: int = 0
    quotations: int = 0
    reports_against: int = 0
    bodies_for: tuple[str, ...] = ()
    bodies_against: tuple[str, ...] = ()
    parties_for: tuple[str, ...] = ()
    parties_against: tuple[str, ...] = ()
    on_both_sides: tuple[str, ...] = ()
    one_party: str = ""
    single: str = ""
    retracted: int = 0
    weakened: bool = False

    @property
    def label(self) -> str:
        """The words for its status that readers see: `Corroborated`, or `One body` for several origins of one body."""
        return vocabulary.SINGLE.get(self.single) or vocabulary.STATUSES[self.status].label

    @property
    def meaning(self) -> str:
        """What its status means, in one sentence."""
        return vocabulary.WEAKENED if self.weakened else vocabulary.STATUSES[self.status].meaning

    @property
    def counts_bodies(self) -> bool:
        """Whether it has fewer bodies than origins on one side, so that readers need to see both numbers."""
        bodies = len(self.bodies_for), len(self.bodies_against)
        return bodies != (len(self.origins_for), len(self.origins_against))


def verdict_of(
    evidence: Iterable[TracedEvidence], *, independent: bool = False, withdrawn: bool = False
) -> ClaimVerdict:
    """The verdict on a claim.

    Args:
        evidence: its evidence, in the order of the file.
        independent: whether its authors say why several origins of one body are independent.
        withdrawn: whether an edition took the claim back.
    """
    pieces = list(evidence)
    support, dispute = ([p for p in pieces if p.stance == stance] for stance in ("supports", "disputes"))
    found, against = _side(support), _side(dispute)
    status, single, weakened = _standing(support, dispute, independent=independent)
    return ClaimVerdict(
        status="withdrawn" if withdrawn else status,
        origins_for=found.origins,
        origins_against=against.origins,
        reports=found.reports,
        quotations=sum(piece.quoted for piece in pieces),
        reports_against=against.reports,
        bodies_for=found.bodies,
        bodies_against=against.bodies,
        parties_for=found.parties,
        parties_against=against.parties,
        on_both_sides=tuple(origin for origin in found.origins if origin in against.origins),
        one_party=_only_party(support),
        single="" if withdrawn else single,
        retracted=len({piece.source for piece in (*support, *dispute) if piece.retracted}),
        weakened=weakened and not withdrawn,
    )


class _Side(NamedTuple):
    """What is on one side of a claim: the distinct origins, bodies and parties, and the number of sources."""

    origins: tuple[str, ...]
    bodies: tuple[str, ...]
    parties: tuple[str, ...]
    reports: int


def _side(pieces: Sequence[TracedEvidence]) -> _Side:
    return _Side(
        origins=tuple(dict.fromkeys(piece.origin for piece in pieces)),
        bodies=_distinct_names(piece.body for piece in pieces),
        parties=_distinct_names(piece.party for piece in pieces),
        reports=len({piece.source for piece in pieces}),
    )


def _standing(
    support: Sequence[TracedEvidence], dispute: Sequence[TracedEvidence], *, independent: bool
) -> tuple[str, str, bool]:
    """The status, what there is only one of, and whether retracted sources would have corroborated the claim."""
    status, single = _status(support, dispute, independent=independent)
    if status != "corroborated":
        return status, single, False
    standing = [piece for piece in support if not piece.retracted] or support
    status, single = _status(standing, dispute, independent=independent)
    return status, single, status != "corroborated"


def _status(
    support: Sequence[TracedEvidence], dispute: Sequence[TracedEvidence], *, independent: bool
) -> tuple[str, str]:
    """The status, and for a single origin what there is only one of."""
    if not support:
        return ("contradicted" if dispute else "unsupported"), ""
    if dispute:
        return "contested", ""
    if len({piece.origin for piece in support}) == 1:
        return "single-origin", "origin"
    if len({piece.body.key for piece in support}) == 1 and not independent:
        return "single-origin", "body"
    return ("single-origin", "party") if _only_party(support) else ("corroborated", "")


def _only_party(support: Sequence[TracedEvidence]) -> str:
    """The name of the party that all support comes from; empty if there is none, or some of it has no party."""
    first = support[0].party if support else None
    only = first and all(piece.party and piece.party.key == first.key for piece in support)
    return first.name if first and only else ""


def _distinct_names(names: Iterable[Name | None]) -> tuple[str, ...]:
    """Each name once, as it is first written."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name.key, name.name)
    return tuple(found.values())
