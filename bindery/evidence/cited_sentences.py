"""The sentences of a paragraph that quote what they rest on, each with these quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bindery.evidence.statements import StatedText

_END = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?=[^\s\da-z])|(?<=[。！？۔।؟])\s*")


class CitedSentence(NamedTuple):
    """A sentence with its quotations.

    Attributes:
        start: offset of its first character in the paragraph.
        text: its words.
        quoted: the source and the words of each quotation in its citations.
    """

    start: int
    text: str
    quoted: tuple[tuple[str, str], ...]


def cited_sentences(statement: StatedText) -> Iterator[CitedSentence]:
    """Each sentence of a paragraph all of whose citations quote their source; none where claims are mentioned too.

    A citation after the full stop belongs to the sentence before it.
    """
    if not statement.cited or statement.claims:
        return
    borders = [0, *(match.end() for match in _END.finditer(statement.text)), len(statement.text)]
    for start, end in pairwise(borders):
        items = [
            item for at, citation in statement.cited for item in citation.items if _belongs(at, start, end)
        ]
        if items and all(item.quote for item in items):
            text = statement.text[start:end]
            yield CitedSentence(start, text, tuple((item.source, item.quote) for item in items))


def _belongs(at: int, start: int, end: int) -> bool:
    """Whether a citation at an offset is in a sentence, or directly after it."""
    return start < at <= end
