"""The sentences of a paragraph that quote what they rest on, and those of them that are in the authors' words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from bindery.evidence.own_words import is_in_own_words
from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.statements import StatedText, statements_of
from bindery.reading.prose import CitedSource

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
    if statement.claims:
        return
    for start, text, items in _sentences(statement):
        if all(item.quote for item in items):
            yield CitedSentence(start, text, tuple((item.source, item.quote) for item in items))


def retold_quotations(
    register: BriefingRegister, language_of: Callable[[str], str]
) -> Mapping[Path, frozenset[CitedSource]]:
    """The quotations in citations of texts whose sentence repeats no quotation that it cites, by the path of the text.

    Such a sentence may say something else than its quotations do, even where each of these is verified.

    Args:
        register: the briefing.
        language_of: gives the language of a source, by its id.
    """
    found: dict[Path, set[CitedSource]] = {}
    for statement in statements_of(register):
        for _, text, items in _sentences(statement):
            quoted = [item for item in items if item.quote]
            if is_in_own_words(text, [(language_of(item.source), item.quote) for item in quoted]):
                found.setdefault(statement.path, set()).update(quoted)
    return {path: frozenset(items) for path, items in found.items()}


def _sentences(statement: StatedText) -> Iterator[tuple[int, str, list[CitedSource]]]:
    """Where each sentence that cites something begins, its words, and what it cites; none if no citation quotes."""
    if not statement.cited:
        return
    borders = [0, *(match.end() for match in _END.finditer(statement.text)), len(statement.text)]
    for start, end in pairwise(borders):
        items = [
            item for at, citation in statement.cited for item in citation.items if _belongs(at, start, end)
        ]
        if items:
            yield start, statement.text[start:end], items


def _belongs(at: int, start: int, end: int) -> bool:
    """Whether a citation at an offset is in a sentence, or directly after it."""
    return start < at <= end
