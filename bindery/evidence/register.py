"""The register of a briefing: all of its claims by id, and where each was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bindery.model.briefing import Claim
from bindery.model.names import Slug
from bindery.reading.project import ParsedBriefing

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Withdrawal:
    """How a claim was taken back.

    Attributes:
        edition: number of the edition that withdrew it.
        date: date of that edition.
        reason: why, in the authors' words.
    """

    edition: int
    date: str
    reason: str


@dataclass(frozen=True)
class BriefingRegister:
    """A briefing with its claims in one register and its prose parsed.

    Attributes:
        parsed: the briefing as it was read.
        claims: every claim by id. Claims written among the key points come first, then those under `claims`.
        paths: the path of each claim in `briefing.yml`, by id, such as `("claims", 3)`.
    """

    parsed: ParsedBriefing
    claims: Mapping[str, Claim]
    paths: Mapping[str, Path]

    @property
    def slug(self) -> Slug:
        """The briefing's slug: the name of its folder, and the first part of its pages' addresses."""
        return self.parsed.slug

    @cached_property
    def found(self) -> dict[str, Any]:
        """What was found out about the briefing so far, by what it is called: so it is found out once."""
        return {}

    @cached_property
    def key_points(self) -> tuple[str, ...]:
        """Ids of the claims listed as key points, in the order of the briefing."""
        return tuple(p.id if isinstance(p, Claim) else str(p) for p in self.parsed.briefing.key_points)

    @cached_property
    def withdrawals(self) -> Mapping[str, Withdrawal]:
        """The withdrawn claims, by id: those whose last change in the newest edition that names them is a withdrawal.

        A later change of another kind brings a claim back.
        """
        found: dict[str, Withdrawal] = {}
        for edition in sorted(self.parsed.briefing.editions, key=lambda edition: edition.number):
            for change in edition.changes:
                found.pop(change.claim, None)
                if change.kind == "withdrawal":
                    found[str(change.claim)] = Withdrawal(
                        int(edition.number), str(edition.date), str(change.reason)
                    )
        return found


def register_claims(parsed: ParsedBriefing) -> BriefingRegister:
    """The register of a briefing. Where two claims have the same id, the first one is kept."""
    claims: dict[str, Claim] = {}
    paths: dict[str, Path] = {}
    for path, claim in written_claims(parsed):
        if claim.id not in claims:
            claims[claim.id] = claim
            paths[claim.id] = path
    return BriefingRegister(parsed, claims, paths)


def written_claims(parsed: ParsedBriefing) -> Iterator[tuple[Path, Claim]]:
    """Every claim of a briefing with its path, those written among the key points first."""
    briefing = parsed.briefing
    for index, point in enumerate(briefing.key_points):
        if isinstance(point, Claim):
            yield ("key_points", index), point
    for index, claim in enumerate(briefing.claims):
        yield ("claims", index), claim
