"""The claims of a briefing in one register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bindery.model.briefing import Claim
from bindery.reading.project import ParsedBriefing

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class BriefingRegister:
    """A briefing with its claims in one register and its prose parsed.

    Attributes:
        parsed: the briefing as it was read.
        claims: every claim by id: those of the key points that are written in place first, then the register's.
        paths: where each claim was written.
    """

    parsed: ParsedBriefing
    claims: Mapping[str, Claim]
    paths: Mapping[str, Path]

    @property
    def slug(self) -> str:
        """The beginning of its addresses."""
        return self.parsed.slug

    @cached_property
    def key_points(self) -> tuple[str, ...]:
        """Ids of the claims that matter most, in reading order."""
        return tuple(p.id if isinstance(p, Claim) else str(p) for p in self.parsed.briefing.key_points)


def register_claims(parsed: ParsedBriefing) -> BriefingRegister:
    """The claims of a briefing in one register; of two with one id the first counts."""
    claims: dict[str, Claim] = {}
    paths: dict[str, Path] = {}
    for path, claim in written_claims(parsed):
        if claim.id not in claims:
            claims[claim.id] = claim
            paths[claim.id] = path
    return BriefingRegister(parsed, claims, paths)


def written_claims(parsed: ParsedBriefing) -> Iterator[tuple[Path, Claim]]:
    """Every claim of a briefing with its place, those written among the key points first."""
    briefing = parsed.briefing
    for index, point in enumerate(briefing.key_points):
        if isinstance(point, Claim):
            yield ("key_points", index), point
    for index, claim in enumerate(briefing.claims):
        yield ("claims", index), claim
