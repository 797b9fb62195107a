"""The compare block: contested figures side by side, never averaged."""

from __future__ import annotations

from pydantic import Field

from bindery.model.briefing import Block
from bindery.model.field_types import ClaimRef


class CompareBlock(Block):
    """A table of claims that say different things about the same subject."""

    kind = "compare"

    compare: tuple[ClaimRef, ...] = Field(min_length=2)
    """The ids of the claims, in the order of the table."""


BLOCK = CompareBlock
