"""A claim, with its status, its evidence and its origins."""

from __future__ import annotations

from bindery.model.briefing import Block
from bindery.model.field_types import ClaimRef


class ClaimBlock(Block):
    """The card of one claim."""

    kind = "claim"

    claim: ClaimRef
    """The claim."""


BLOCK = ClaimBlock
