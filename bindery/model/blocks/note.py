"""The note block: a remark in a box."""

from typing import Annotated

from bindery.model import vocabulary
from bindery.model.briefing import Block
from bindery.model.field_types import Line, Markdown, OneOf
from bindery.model.format_model import FormatModel


class Note(FormatModel):
    """The remark and its kind."""

    kind: Annotated[str, OneOf(vocabulary.NOTE_KINDS)] = "note"
    """The kind of remark."""
    title: Line | None = None
    """The heading of the remark."""
    text: Markdown
    """The remark, in Markdown with citations."""
    basis: Annotated[str, OneOf(vocabulary.BASES)] | None = None
    """What the remark is based on, if it cites nothing."""


class NoteBlock(Block):
    """A remark in a box (an admonition)."""

    kind = "note"

    note: Note
    """The remark."""


BLOCK = NoteBlock
