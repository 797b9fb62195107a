"""A remark set apart from the text."""

from __future__ import annotations

from typing import Annotated

from bindery.model import vocabulary
from bindery.model.briefing import Block, FormatModel
from bindery.model.field_types import Line, Markdown, OneOf


class Note(FormatModel):
    """What the remark says."""

    kind: Annotated[str, OneOf(vocabulary.NOTE_KINDS)] = "note"
    """How it is meant."""
    title: Line | None = None
    """Its heading."""
    text: Markdown
    """Markdown with citations."""


class NoteBlock(Block):
    """An admonition."""

    kind = "note"

    note: Note
    """The remark."""


BLOCK = NoteBlock
