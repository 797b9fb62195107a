"""The compare block: contested figures side by side, never averaged."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from bindery.model.briefing import Block, Briefing
from bindery.model.field_types import ClaimRef, DisputeRef, Id, Line, Markdown, field_error
from bindery.model.format_model import FormatModel


class ComparedClaims(FormatModel):
    """Claims to compare, named one by one or by their dispute."""

    claims: tuple[ClaimRef, ...] = Field(default=(), min_length=2)
    """The ids of the claims, in the order of the table."""
    dispute: DisputeRef | None = None
    """The id of a dispute whose claims are compared, in place of `claims`."""
    title: Line | None = None
    """The title of the plot. By default it is that of the dispute, if there is one."""
    unit: Line | None = None
    """What the figures count, or their unit: people, per cent, metres."""

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if bool(self.claims) == bool(self.dispute):
            raise field_error(
                "B367",
                "a comparison needs either `claims` or a `dispute`",
                "name the claims one by one, or the dispute that has them",
            )
        return self


def _list_or_mapping(value: Any) -> str:
    return "is:mapping" if isinstance(value, (dict, ComparedClaims)) else "is:list"


class CompareBlock(Block):
    """A plot and a table of claims that say different things about the same subject."""

    kind = "compare"

    compare: Annotated[
        Annotated[tuple[ClaimRef, ...], Field(min_length=2), Tag("is:list")]
        | Annotated[ComparedClaims, Tag("is:mapping")],
        Discriminator(_list_or_mapping),
    ]
    """The ids of the claims, in the order of the table; or a mapping with more about the comparison."""
    id: Id | None = None
    """An id for the comparison, to refer to it: `[](#fig-<id>)`. By default that of the dispute."""
    caption: Markdown | None = None
    """The caption, shown after the number of the comparison."""


def compared_claims(block: Block, briefing: Briefing) -> tuple[ClaimRef, ...]:
    """The ids of the claims that a block compares; empty when it is of another kind, or its dispute is not known."""
    compared = block.of("compare")
    if not isinstance(compared, ComparedClaims):
        return tuple(compared)
    if compared.claims:
        return compared.claims
    found = (dispute.claims for dispute in briefing.disputes if dispute.id == compared.dispute)
    return next(found, ())


def compared_title(block: Block, briefing: Briefing) -> str:
    """The title of the plot: the block's own, or that of its dispute; else empty."""
    compared = block.of("compare")
    if not isinstance(compared, ComparedClaims):
        return ""
    named = (str(dispute.title) for dispute in briefing.disputes if dispute.id == compared.dispute)
    return str(compared.title or next(named, ""))


def compared_unit(block: Block) -> str:
    """The unit that the block names; else empty."""
    compared = block.of("compare")
    return str(compared.unit or "") if isinstance(compared, ComparedClaims) else ""


BLOCK = CompareBlock
