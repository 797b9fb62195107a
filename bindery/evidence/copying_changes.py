"""Says how words that are not found differ from those of a source when they were copied and not changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bindery.text.cleaning import normalise
from bindery.text.tokens import SearchableText, locate

_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_LOST = "\ufffd"
_ENCODINGS = ("cp1252", "cp1251", "gb18030", "shift_jis", "euc_jp", "big5", "euc_kr")  # that viewers use
_WESTERN = "cp1252"  # shows each byte of another encoding as a letter
_MICRO = str.maketrans("\u03bc", "\u00b5")  # one of these letters, which comparison takes for another
_LEAST_READ = 3  # letters read in another encoding
_CUT = "these words begin or end within a word, a number or a web address of the source: quote all of it"
_SAME_LETTERS = (
    "the source has these letters with other spaces or marks between them, or with the mark of a note: "
    "copy the nearest passage"
)
_LEAST_LETTERS = 12  # of words that are looked for without their spaces
_LEAST_WORDS = 2  # in a piece of words that are found one by one, on average
_MOST_PIECES = 6
_MOST_WORDS = 150  # of a quotation that is looked for in pieces
_SHOWN = 40  # characters of a piece that a message shows


def changes_of_copying(quote: str, text: SearchableText) -> Iterator[str]:
    """The ways in which copied words differ from a text, in words for a message; none when they may be other words.

    Args:
        quote: the words that were not found.
        text: the text of the source.
    """
    if _PRIVATE.search(quote) and locate(_PRIVATE.sub("", quote), text):
        yield "these words have characters without a meaning, such as icons: leave them out"
        return
    if normalise(quote) in text.normal:
        yield _CUT
        return
    if is_misread(quote, text):
        yield "these words were copied from a page that was shown in the wrong encoding: copy the nearest passage"
        return
    letters = _letters(quote)
    if len(letters) >= _LEAST_LETTERS:
        if letters in _letters_of_text(text.normal):
            yield _SAME_LETTERS
            return
        if letters.casefold() in _letters_of_text(text.normal).casefold():
            yield (
                "the source has these words with other capital letters, which a style or a font can show: "
                "copy the nearest passage"
            )
            return
    pieces = _pieces(normalise(quote).split(), text)
    if pieces:
        yield (
            f"the source has all of these words, but with others between them or in another order: {pieces}. "
            "Write […] where words are left out; in a table or beside another column, quote them one by one"
        )


def is_misread(quote: str, text: SearchableText) -> bool:
    """Whether words are those of a text as a browser shows them that reads it in a wrong encoding."""
    return any(read in _letters_of_text(text.normal) for read in _read_otherwise(quote))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=8)
def _letters_of_text(text: str) -> str:
    """The letters and digits of a text, which are looked through for each quotation that is not found."""
    return _letters(text)


def _read_otherwise(quote: str) -> Iterator[str]:
    """The letters that words may have had before a viewer read them in a wrong encoding, without what was lost."""
    parts = [part for part in quote.split(_LOST) if not part.isascii()]
    ways = [(encoding, "utf-8") for encoding in _ENCODINGS] + [(_WESTERN, other) for other in _ENCODINGS[1:]]
    for shown, meant in ways:
        read = [part.translate(_MICRO).encode(shown, "ignore").decode(meant, "ignore") for part in parts]
        longest = max(read, key=len, default="")
        if not longest.isascii() and len(_letters(longest)) >= _LEAST_READ:
            yield _letters(longest)


def _pieces(words: list[str], text: SearchableText) -> str:
    """The few pieces in which a text has words that it does not have together; empty when there are many or not all."""
    found: list[str] = []
    at = 0
    while at < len(words) <= _MOST_WORDS and len(found) < _MOST_PIECES:
        end = _longest(words, at, text)
        if end == at:
            return ""
        found.append(" ".join(words[at:end]))
        at = end
    whole = at == len(words) >= _LEAST_WORDS * len(found) and len(found) > 1
    return " · ".join(f"“{_shortened(piece)}”" for piece in found) if whole else ""


def _longest(words: list[str], start: int, text: SearchableText) -> int:
    """The index after the longest run of words from a place on that a text has; runs that it has are found by halving."""
    low, high = start, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if locate(" ".join(words[start:middle]), text):
            low = middle
        else:
            high = middle - 1
    return low


def _shortened(piece: str) -> str:
    return (
        piece
        if len(piece) <= _SHOWN
        else f"{piece[: _SHOWN // 2].rstrip()} … {piece[-_SHOWN // 2 :].lstrip()}"
    )
