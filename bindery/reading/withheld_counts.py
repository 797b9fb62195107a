"""How much of a briefing is not in an edition, because the readers of the edition may not see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

NAME = "withheld.json"  # among the files of a briefing in a release; no author writes it


@dataclass(frozen=True)
class WithheldCounts:
    """What is withheld from a briefing, as numbers alone.

    Attributes:
        level: the handling mark that readers may see.
        sources: how many sources that the whole briefing cites.
        claims: how many claims.
        evidence: how many pieces of evidence from each claim that stays, by the id of the claim.
        against: how many of these dispute or qualify the claim.
    """

    level: str
    sources: int = 0
    claims: int = 0
    evidence: Mapping[str, int] = field(default_factory=dict)
    against: Mapping[str, int] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """The numbers as a file."""
        return json.dumps(vars(self), sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> WithheldCounts:
        """The numbers from a file that `as_bytes` made."""
        return cls(**json.loads(data))


__all__ = ["NAME", "WithheldCounts"]
