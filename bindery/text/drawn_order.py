"""Texts of PDFs whose words can be in another order than that of reading: that in which they are drawn, or that of a table.

In such a text, a few words can be found in the wrong order. So it holds only for so many that no one would write them so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from bindery.text.tokenised import TokenisedText, tokenise, tokenise_word
from bindery.text.visual_order import has_own_order

AS_DRAWN = "\u2067"  # at the beginning of such a text; comparison ignores it
BY_TABLE = "\u2066"  # at the beginning of a text in rows or columns over the whole page
# The spellings that the first word of such a text has too; no quotation contains them.
_SPELLINGS = {AS_DRAWN: "\u200b\u200b", BY_TABLE: "\u200b\u200b\u200b"}
_LEAST_IN_TABLE = 3  # words of a quotation that is found in rows or columns
_WORD = 4  # letters of a word that is not another one by chance, read from its end


class _Searched(Protocol):
    """A text, or its fingerprint."""

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found."""
        ...


class _Separator(Protocol):
    """What a quotation has between its parts."""

    @property
    def brackets(self) -> tuple[str, ...]:
        """Its brackets, as written."""
        ...

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


def marked_with_order(reading: TokenisedText, written: str) -> TokenisedText:
    """A text with a spelling that says in which order it is, if it begins with the mark of one."""
    spelling = _SPELLINGS.get(written[:1])
    if spelling is None or not reading.tokens:
        return reading
    alternatives = reading.alternatives | {0: (*reading.alternatives.get(0, ()), spelling)}
    return replace(reading, alternatives=alternatives)


def is_in_other_order(witness: _Searched) -> bool:
    """Whether the words beside a quotation in a text may be others than those that are read before and after it."""
    return any(_has(witness, spelling) for spelling in _SPELLINGS.values())


def can_hold(witness: _Searched, parts: Sequence[str], separators: Sequence[_Separator]) -> bool:
    """Whether a text can hold for a quotation: a text as it is drawn only for long parts, without insertions.

    In that order, brackets of the source can be apart from their words, so that no one can tell them from insertions.
    A text in rows or columns holds only for one part, since what follows in it may come before it.
    """
    if _has(witness, _SPELLINGS[AS_DRAWN]):
        return all(map(has_own_order, parts)) and not any(separator.is_compared for separator in separators)
    if _has(witness, _SPELLINGS[BY_TABLE]):
        return (
            len(parts) == 1 and not any(separator.brackets for separator in separators) and _is_long(parts[0])
        )
    return True


def _has(witness: _Searched, spelling: str) -> bool:
    return bool(witness.occurrences(tokenise_word(spelling)))


def _is_long(part: str) -> bool:
    """Whether words, or letters of a script without spaces, are so many that two cells have them together only once."""
    return sum(any(map(str.isalnum, token)) for token in tokenise(part).tokens) >= _LEAST_IN_TABLE
