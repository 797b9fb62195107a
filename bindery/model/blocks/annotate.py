"""The annotate block: a text under review, shown whole, with the claims that each of its sentences makes."""

from typing import Any, Self

from pydantic import Field, model_validator

from bindery.model.briefing import Block
from bindery.model.field_types import (
    ClaimRef,
    Language,
    Line,
    Markdown,
    PlainText,
    SourceRef,
    field_error,
)
from bindery.model.format_model import FormatModel


class MarkedSentence(FormatModel):
    """A sentence of the text under review, or a part of one, with the claims that it makes."""

    words: Line
    """The words, exactly as the text has them."""
    claims: tuple[ClaimRef, ...] = ()
    """The ids of the claims that these words make. The worst status comes first on the page."""
    not_checked: Line | None = None
    """Why these words have no claim. Readers see the reason, and you get no warning."""
    note: Markdown | None = None
    """What else readers should know about these words."""

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if self.claims and self.not_checked:
            raise field_error(
                "B245",
                "a sentence has both `claims` and `not_checked`",
                "delete one of the two: a sentence with claims is checked",
            )
        return self


class Annotation(FormatModel):
    """A text under review and what was found about its sentences."""

    title: Line
    """The title of the text."""
    source: SourceRef | None = None
    """The id of the source that the text is. If a copy of it is stored, the text is compared with the copy."""
    text: PlainText | None = None
    """The whole text, without Markdown. A line that begins with `# ` is a heading, one with `- ` an item of a list. You can leave it out if a copy of `source` is stored that has `show: full`."""
    language: Language | None = None
    """The language of the text. By default that of `source`, or else of the briefing."""
    sentences: tuple[MarkedSentence, ...] = Field(min_length=1)
    """The sentences, in the order of the text."""


class AnnotateBlock(Block):
    """A text under review, shown whole: each sentence with the status of the claims that it makes."""

    kind = "annotate"

    annotate: Annotation
    """The text and its sentences."""
    caption: Markdown | None = None
    """What readers should know about the text."""


def annotated_claims(block: Block) -> tuple[ClaimRef, ...]:
    """The ids of the claims that the sentences of a block make, in the order of its list; empty for another kind."""
    annotation: Any = block.of("annotate")
    return tuple(key for sentence in annotation.sentences for key in sentence.claims) if annotation else ()


BLOCK = AnnotateBlock
