"""Texts of PDFs whose words can be in the order in which they are drawn, and not in that of reading.

In such a text, a few words can be found in the wrong order. So it holds only for so many that no one would write them so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from bindery.text.tokenised import TokenisedText, tokenise_word
from bindery.text.visual_order import has_own_order

AS_DRAWN = "\u2067"  # at the beginning of such a text; comparison ignores it
_SPELLING = (
    "\u200b\u200b"  # the spelling that the first word of such a text has too; no quotation contains it
)
_WORD = 4  # letters of a word that is not another one by chance, read from its end


class _Searched(Protocol):
    """A text, or its fingerprint."""

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found."""
        ...


class _Separator(Protocol):
    """What a quotation has between its parts."""

    @property
    def is_compared(self) -> bool:
        """Whether it has insertions, and no gap."""
        ...


def is_turned(text: str, read: str) -> bool:
    """Whether a text has words of another, without digits, in the opposite order, or letters of a word.

    Args:
        text: the text, as a viewer copies it.
        read: the same words in the order of reading.
    """
    known = set(read.split())
    if any(len(word) >= _WORD and word not in known and word[::-1] in known for word in text.split()):
        return True
    pairs = set(pairwise(read.split()))
    copied = {pair for pair in pairwise(text.split()) if pair not in pairs}
    return any((last, first) in pairs and f"{first}{last}".isalpha() for first, last in copied)


def marked_as_drawn(reading: TokenisedText, written: str) -> TokenisedText:
    """A text with a spelling that says that it is in the order in which it is drawn, if it begins with the mark of this."""
    if not written.startswith(AS_DRAWN) or not reading.tokens:
        return reading
    alternatives = reading.alternatives | {0: (*reading.alternatives.get(0, ()), _SPELLING)}
    return replace(reading, alternatives=alternatives)


def can_hold(witness: _Searched, parts: Iterable[str], separators: Iterable[_Separator]) -> bool:
    """Whether a text can hold for a quotation: a text as it is drawn only for long parts, without insertions.

    In that order, brackets of the source can be apart from their words, so that no one can tell them from insertions.
    """
    if not witness.occurrences(tokenise_word(_SPELLING)):
        return True
    return all(map(has_own_order, parts)) and not any(separator.is_compared for separator in separators)
