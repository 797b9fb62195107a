"""The first screen of a briefing: the numbers that it shows beside the question and the answer."""

from typing import Self

from pydantic import model_validator

from bindery.model.field_types import ClaimRef, DisputeRef, Line, field_error
from bindery.model.format_model import FormatModel

MOST_NUMBERS = 3
LONGEST_ANSWER = 60  # words
NO_NUMBER = "B247"  # the code of a number that has no figure


class KeyNumber(FormatModel):
    """A number on the first screen. Bindery takes it from the claims: one figure, or the range of several."""

    label: Line
    """What the number is of, in a few words: `children dead for want of care`."""
    claims: tuple[ClaimRef, ...] = ()
    """The ids of the claims that give the number. If they give several, the page shows the lowest and the highest."""
    dispute: DisputeRef | None = None
    """The id of a dispute whose claims give the number, in place of `claims`."""
    unit: Line | None = None
    """What the figures count, or their unit, if the claims do not make that clear."""

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if bool(self.claims) == bool(self.dispute):
            raise field_error(
                NO_NUMBER,
                "a number needs either `claims` or a `dispute`",
                "name the claims that give it, or the dispute that has them",
            )
        return self
