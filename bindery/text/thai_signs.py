"""Reads Thai and Lao words as viewers copy them from PDFs that draw the signs of letters apart, or call two vowels one.

A viewer that goes by places gives a sign after the next letter, with a space: `ใชใ้ น` is `ใช้ใน`. Programs draw the vowel `ำ`
as two signs, of which the second is the vowel `า`, and may say of each `า` that it is `ำ`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Protocol

from bindery.text.tokenised import TokenisedText, text_of_tokens, tokenise, tokenise_word

_VOWELS = (("\u0e33", "\u0e32"), ("\u0eb3", "\u0eb2"))  # am and aa, in Thai and Lao; aa is much more frequent
_TOO_FREQUENT = 9  # times as many am as aa, which no text has
_LATE = re.compile(
    "([\u0e01-\u0e30\u0e32-\u0e33\u0e40-\u0e46])([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+) (?=[\u0e01-\u0e46])"
)
_MOST_LATE = 6
_MOST_READINGS = 4


class _Searched(Protocol):
    """A text, or its fingerprint."""

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        ...

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found."""
        ...


def with_signs_placed(pieces: Iterable[TokenisedText], witness: _Searched) -> Iterator[TokenisedText]:
    """The readings of a part of a quotation from a PDF with its signs and vowels as the source has them.

    Args:
        pieces: the readings.
        witness: the text of the source, or its fingerprint.
    """
    for piece in islice(pieces, _MOST_READINGS) if witness.pages else ():
        text = text_of_tokens(piece, 0, len(piece.tokens))
        for made in _with_late_signs_moved(_with_one_am(text, witness)):
            if made != text:
                yield tokenise(made)


def _with_one_am(text: str, witness: _Searched) -> str:
    """A text with `ำ` for `า` if the source has hardly any `า`."""
    for am, aa in _VOWELS:
        if aa in text:
            ams, aas = (len(witness.occurrences(tokenise_word(vowel))) for vowel in (am, aa))
            if ams > _TOO_FREQUENT * aas:
                text = text.replace(aa, am)
    return text


def _with_late_signs_moved(text: str) -> Iterator[str]:
    """The text with some of the signs that come before a space put on the letter before the last."""
    late = [*islice(_LATE.finditer(text), _MOST_LATE)]
    for chosen in product((True, False), repeat=len(late)):
        parts: list[str] = []
        end = 0
        for match, is_late in zip(late, chosen, strict=True):
            parts += (text[end : match.start()], f"{match[2]}{match[1]}" if is_late else match[0])
            end = match.end()
        yield "".join((*parts, text[end:]))
