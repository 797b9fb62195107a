"""A Markdown text with regular lines, and what stands for its code and its tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from bindery.reading.prose import ProseFault

PLACE = "\x0e{}\x0f"  # keeps the place of something; no text has these characters
CODE_PLACE = re.compile("\x0ecode([0-9]+)\x0f")
TASK_PLACE = "\x0etask([01])\x0f"
MASKED = "\x00"  # stands for each character that is not prose


class Code(NamedTuple):
    """A block of code between fences.

    Attributes:
        language: its language as written; may be empty.
        text: its lines.
    """

    language: str
    text: str


@dataclass
class RegularText:
    """A Markdown text with regular lines.

    Attributes:
        text: the text, in which a place stands for each block of code between fences and each box of a task.
        code: the blocks of code, by the number of their place.
        footnotes: the text of each footnote, by its label.
        abbreviations: what each abbreviation stands for.
        prose: the text as written, with `MASKED` for each character of a block of code.
        faults: what cannot be read.
    """

    text: str = ""
    code: list[Code] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    prose: str = ""
    faults: list[ProseFault] = field(default_factory=list)
