"""Reads a quotation with other spaces at its seams: where letters and digits meet, and before a capital letter.

Viewers of PDFs guess where a space is. Next to small raised or lowered letters and first letters that are large, and between
the cells of a table, they disagree: `H2 SO4`, `Smith3`, `I NTRODUCTION`, `nextPayment`. There, a space says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice
from typing import Protocol

from bindery.text.tokenised import TokenisedText, text_of_tokens, tokenise, tokenise_word

_LETTER, _CAPITAL, _SMALL = r"[^\W\d_]", r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]", r"[a-zß-öø-ÿα-ωа-я]"
_SEAM = re.compile(rf"(?<={_LETTER})(?=\d)|(?<=\d)(?={_LETTER})|(?<={_SMALL})(?={_CAPITAL})")
_LARGE_FIRST = re.compile(rf"(?<!\w){_CAPITAL}(?={_CAPITAL}{{2}}|{_SMALL}{{2}})")
_MAY_BE_A_WORD = frozenset("AEIOUYÀÁÉÍÓÚΑΗΟАВИКОСУЯ")  # a capital letter that is a word by itself
_MOST_TOKENS = 300
_MOST_JOINED = 5  # tokens that are one word in the source
_MOST_SEAMS = 4  # of one word
_MOST_WAYS = 64  # that are tried


class _Searched(Protocol):
    """A text, or its fingerprint."""

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        ...

    def find(self, piece: TokenisedText, start: int) -> int:
        """The index of the first token, from `start` on, where a piece is found; -1 for none."""
        ...


def respaced_at_seams(reading: TokenisedText, witness: _Searched) -> Iterator[TokenisedText]:
    """A part of a quotation from a PDF with other spaces at its seams, such that the source has each word of it.

    Args:
        reading: the part.
        witness: the text of the source, or its fingerprint.
    """
    if not witness.pages or len(reading.tokens) > _MOST_TOKENS:
        return
    choices = _Choices(reading, witness)
    plain = text_of_tokens(reading, 0, len(reading.tokens))
    for text in islice(choices.texts(0, ""), _MOST_WAYS):
        if text.strip() != plain:
            yield tokenise(text.strip())


class _Choices:
    """The ways to space a part of a quotation; what it looked up, it knows."""

    def __init__(self, reading: TokenisedText, witness: _Searched) -> None:
        self._reading = reading
        self._witness = witness
        self._known: dict[str, bool] = {}

    def texts(self, at: int, before: str) -> Iterator[str]:
        """The texts from a token on, after what is before it."""
        tokens = self._reading.tokens
        if at == len(tokens):
            yield before
            return
        space = " " if self._reading.spaced[at] else ""
        for width, word in self._words(at):
            yield from self.texts(at + width, f"{before}{space}{word}")

    def _words(self, at: int) -> Iterator[tuple[int, str]]:
        """The ways to read the tokens from one on: how many of them, and their text."""
        token = self._reading.tokens[at]
        for width in range(2, min(_MOST_JOINED, len(self._reading.tokens) - at) + 1):
            last = at + width - 1
            if not (self._reading.spaced[last] and self._is_seam(last)):
                break
            joined = "".join(self._reading.tokens[at : at + width])
            if self._has(joined):
                yield width, joined
        if not token[0].isalnum() or any(self._reading.joined[at : at + 2]) or self._has(token):
            yield 1, token
            return
        seams = [match.end() for pattern in (_SEAM, _LARGE_FIRST) for match in pattern.finditer(token)]
        seams = sorted({*seams})[:_MOST_SEAMS]
        for number in range(1, len(seams) + 1):
            for chosen in combinations(seams, number):
                parts = [token[start:end] for start, end in zip((0, *chosen), (*chosen, None), strict=True)]
                if all(map(self._has, parts)):
                    yield 1, " ".join(parts)

    def _is_seam(self, at: int) -> bool:
        """Whether a space says nothing before a token."""
        before, after = self._reading.tokens[at - 1 : at + 1]
        large = _LARGE_FIRST.match(before + after)
        if large and large.end() == len(before):
            return before not in _MAY_BE_A_WORD or not self._has(after)
        return _SEAM.search(before[-1] + after[0]) is not None

    def _has(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = self._witness.find(tokenise_word(word), 0) >= 0
        return self._known[word]
