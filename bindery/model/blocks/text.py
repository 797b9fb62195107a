"""The text block: Markdown with citations."""

from typing import Annotated, Any

from pydantic import model_validator

from bindery.model import vocabulary
from bindery.model.briefing import Block
from bindery.model.field_types import Markdown, OneOf
from bindery.model.format_model import MayBeString


class TextBlock(MayBeString, Block):
    """Paragraphs of text."""

    kind = "text"

    text: Markdown
    """Markdown with citations: `[@source]`, `[@source, p. 4]`, `[@source, "words"]`, `As @source says`, `[#claim]`."""
    basis: Annotated[str, OneOf(vocabulary.BASES)] | None = None
    """What the text is based on, if it cites nothing."""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


BLOCK = TextBlock
