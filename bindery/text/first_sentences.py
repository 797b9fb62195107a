"""The beginning of a text, cut where a sentence ends."""

from __future__ import annotations

from bindery.text.sentences import ENDS, outline_of
from bindery.text.tokens import SearchableText, character_ranges


def first_sentences(text: str, longest: int, language: str | None = None) -> str:
    """The first sentences of a text: as many as fit, and at least one.

    Args:
        text: the text, in one paragraph.
        longest: how many characters they may have.
        language: tag of its language; None when it is not known.
    """
    if len(text) <= longest:
        return text
    searchable = SearchableText.of(text)
    codes = outline_of(searchable.reading, language)
    sentences = [(0, at + 1) for at, code in enumerate(codes) if code & ENDS]
    ends = [end for _, end in character_ranges(sentences, searchable)]
    fitting = [end for end in ends if end <= longest]
    return text[: max(fitting)] if fitting else text[: min(ends)] if ends else text
