"""Steps of review: who has checked or approved a part of a briefing, and when. Readers never see them."""

from typing import Annotated
from unicodedata import normalize

from bindery.model import vocabulary
from bindery.model.field_types import Line, OneOf, PartialDate
from bindery.model.format_model import FormatModel
from bindery.model.handling import Marked


class ReviewStep(FormatModel):
    """One step of a review. Only previews show it."""

    state: Annotated[str, OneOf(vocabulary.REVIEW_STATES)]
    """What was done. After `draft`, only the steps below it count."""
    by: Line
    """The name or the initials of the one person who did it."""
    date: PartialDate
    """The date on which it was done."""


class ReviewedPart(Marked):
    """A part of a briefing that can be reviewed in the source."""

    review: tuple[ReviewStep, ...] = ()
    """Who has reviewed it, the newest step last. Only previews show this; no published file has it."""


def reviewers(part: ReviewedPart) -> frozenset[str]:
    """The different people who have checked or approved a part since it was last a draft, in small letters."""
    found: set[str] = set()
    for step in part.review:
        if step.state == "draft":
            found.clear()
        else:
            found.add(" ".join(normalize("NFKC", step.by).casefold().split()))
    return frozenset(found)


__all__ = ["ReviewStep", "ReviewedPart", "reviewers"]
