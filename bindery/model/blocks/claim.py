"""The claim block: a claim with its status, evidence and origins."""

from bindery.model.briefing import Block
from bindery.model.field_types import ClaimRef


class ClaimBlock(Block):
    """A claim with its status, evidence and origins."""

    kind = "claim"

    claim: ClaimRef
    """The id of the claim."""


BLOCK = ClaimBlock
