"""The first words of a quotation, short enough for the place of a title."""

from __future__ import annotations

import unicodedata

MOST_WORDS = 8
_WIDEST = 60  # in the width of Latin letters; a Chinese or Japanese character is as wide as two
_WIDE = frozenset("WF")  # values of East_Asian_Width (Unicode Standard Annex 11)
_JOINERS = frozenset("\u200c\u200d")  # zero width non-joiner and joiner
_LOOSE = " ,;:–—-([{/‘“«‹\"'"  # marks that make no sense before the mark of omission


def first_words(quote: str, most: int = MOST_WORDS) -> str:
    """The beginning of a quotation, with `…` if words follow; empty if it has no letter or digit.

    Args:
        quote: the words quoted.
        most: how many words to take at most.
    """
    words = quote.split()
    if not any(character.isalnum() for character in quote):
        return ""
    taken: list[str] = []
    for word in words[:most]:
        if taken and _width(" ".join([*taken, word])) > _WIDEST:
            break
        taken.append(word)
    begun = " ".join(taken)
    cut = _cut(begun)
    if cut != begun:
        return f"{cut.rstrip(_LOOSE)}…"
    if len(taken) == len(words):
        return begun
    return f"{begun.rstrip(_LOOSE) or begun} …"


def _cut(words: str) -> str:
    """As much of a text as there is room for, without cutting a letter from its marks."""
    if _width(words) <= _WIDEST:
        return words
    end = next(place for place in range(1, len(words) + 1) if _width(words[:place]) > _WIDEST) - 1
    while end > 1 and (_belongs(words[end]) or words[end - 1] in _JOINERS):
        end -= 1
    return words[:end]


def _belongs(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return unicodedata.category(character).startswith("M") or character in _JOINERS


def _width(words: str) -> int:
    """About how wide a text is, in the width of Latin letters."""
    return sum(0 if _belongs(one) else 1 + (unicodedata.east_asian_width(one) in _WIDE) for one in words)
