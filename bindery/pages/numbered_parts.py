"""The numbered parts of a briefing: its figures and tables, and what links within it can lead to."""

from __future__ import annotations

from functools import cached_property

from bindery.evidence import comparison
from bindery.evidence.comparison import Comparison
from bindery.model.blocks.compare import ComparedClaims, compared_title
from bindery.model.briefing import Block
from bindery.pages.briefing_claims import BriefingClaims
from bindery.reading.cross_references import targets_of
from bindery.reading.numbering import NumberedBlock, numbered_blocks


class NumberedParts(BriefingClaims):
    """The figures and tables of one briefing, with its claims and references."""

    @cached_property
    def numbered(self) -> dict[tuple[str | int, ...], NumberedBlock]:
        """The figures and tables by their paths in the briefing."""
        return {block.path: block for block in numbered_blocks(self.briefing)}

    @cached_property
    def anchors_in_sections(self) -> frozenset[str]:
        """The id of each figure, table and heading of a section, after the id of the section and `#`."""
        return frozenset(
            f"{target.page}#{target.anchor}"
            for target in targets_of(self.register.parsed)
            if target.kind in ("figure", "table", "heading")
        )

    def compare(self, block: Block) -> Comparison:
        """The figures of the claims of a `compare` block, on one scale."""
        return comparison.compare_block(self.register, block)

    def compared_title(self, block: Block) -> str:
        """The title of a `compare` block; may be empty."""
        return compared_title(block, self.briefing)

    def has_own_title(self, block: Block) -> bool:
        """Whether the author of a `compare` block gave its plot a title."""
        compared = block.of("compare")
        return bool(isinstance(compared, ComparedClaims) and compared.title)
