"""Finds quotations in texts.

docs/method.md explains the rule to readers, and docs/reference/fingerprints.md describes how text becomes tokens.
Snapshots and fingerprints are both searched through the functions here, so that they give the same answers.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from bindery.text.cleaning import CASE_MARK, clean, length_before_cleaning, normalise
from bindery.text.drawn_order import can_hold, marked_with_order
from bindery.text.marks import Marks, take_marks
from bindery.text.quote_parts import (
    SourceBrackets,
    divide,
    first_place,
    parts_in_order,
    place_with_notes,
)
from bindery.text.sentences import outline_of
from bindery.text.tokenised import PAGE, TokenisedText, readings, text_of_tokens, token_ranges, tokenise
from bindery.text.vowel_signs import with_signs_left_out

RULE = 3  # version of the rules for normalisation, for word boundaries and for what may be left out


def quoted_parts(quote: str) -> list[str]:
    """The parts of a quotation, as quoted, that must be in the source in this order.

    A quotation is split at `[…]` and at insertions in square brackets.
    """
    return [part.replace(CASE_MARK, "") for part in divide(quote)[0]]


def normalised_parts(quote: str) -> list[str]:
    """The parts of a quotation that must be in the source in this order, normalised."""
    return [normalise(part) for part in quoted_parts(quote)]


class Searchable(Protocol):
    """Something that quotations can be found in: a text, or its fingerprint."""

    @property
    def rule(self) -> int:
        """The version of the rule by which its words are compared."""
        ...

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        ...

    @property
    def marks(self) -> Marks:
        """Its printed page numbers, headings and time codes."""
        ...

    def find(self, piece: TokenisedText, start: int) -> int:
        """The index of the first token, from `start` on, where a piece is found between word boundaries.

        Args:
            piece: the tokens to find.
            start: index of the token at which the search begins.

        Returns:
            The index, or -1 when the piece is not found.
        """
        ...

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found between word boundaries, in order."""
        ...

    def outline(self, language: str | None) -> bytes:
        """The outline of the text; see `bindery.text.sentences`.

        Args:
            language: tag of the language whose limiting words count; a fingerprint has the outline made when it was
                written.
        """
        ...

    def limiting_word(self, token: int) -> str:
        """The word at a position where the outline has a limiting word; empty when it cannot be named."""
        ...

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that a token is on; 0 when there are no pages."""
        ...


_HEAD, _TAIL = "\x1e", "\x1f"  # these count as white space, so no token contains them


@dataclass(frozen=True)
class SearchableText:
    """A text that quotations can be found in.

    Attributes:
        reading: the tokens of the text.
        normal: the normalised text.
        written: the text as written.
    """

    reading: TokenisedText
    normal: str = field(repr=False)
    written: str = field(repr=False)

    @classmethod
    def of(cls, text: str, labels: Sequence[str] = ()) -> SearchableText:
        """Makes a text, as written, searchable; it may have marks, and `labels` are its printed page numbers."""
        plain, marks = take_marks(text)
        read = marked_with_order(with_signs_left_out(tokenise(plain, marks, labels)), plain)
        return cls(read, normalise(plain), plain)

    @property
    def rule(self) -> int:
        """The version of the rule by which its words are compared."""
        return RULE

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        return self.reading.pages

    @property
    def marks(self) -> Marks:
        """Its printed page numbers, headings and time codes."""
        return self.reading.marks

    @cached_property
    def _joined_tokens(self) -> tuple[str, array[int]]:
        """All tokens, marked, in one string, and the offset after each token in it."""
        parts = _marked(self.reading.tokens)
        ends = array("Q")
        at = 0
        for part in parts:
            at += len(part)
            ends.append(at)
        return "".join(parts), ends

    def find(self, piece: TokenisedText, start: int) -> int:
        """The index of the first token, from `start` on, where a piece is found between word boundaries; -1 for none."""
        at = self._find_exact(piece, start)
        respelt = next((place for place in self._respelt(piece) if place >= start), at)
        return min(at, respelt) if at >= 0 else respelt

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found between word boundaries, in order."""
        found = [*self._respelt(piece)]
        if len(piece.tokens) == 1:  # looked up, since many words are in turn
            joined = self.reading.joined
            places = self._occurrences.get(piece.tokens[0], ())
            return sorted({*found, *(at for at in places if not any(joined[at : at + 2]))})
        at = self._find_exact(piece, 0)
        while at >= 0:
            found.append(at)
            at = self._find_exact(piece, at + 1)
        return sorted({*found})

    @cached_property
    def _outlines(self) -> dict[str | None, bytes]:
        return {}

    def outline(self, language: str | None) -> bytes:
        """The outline of the text, calculated once for each language; see `bindery.text.sentences`."""
        known = self._outlines.get(language)
        if known is None:
            known = self._outlines[language] = outline_of(self.reading, language)
        return known

    def limiting_word(self, token: int) -> str:
        """The word at a position."""
        return self.reading.tokens[token]

    def _find_exact(self, piece: TokenisedText, start: int) -> int:
        """As `find`, for a piece in the spelling by which tokens are compared."""
        line, ends = self._joined_tokens
        joined = self.reading.joined
        wanted, width = "".join(_marked(piece.tokens)), len(piece.tokens)
        at = line.find(wanted, ends[start - 1] if start else 0)
        while at >= 0:
            token = bisect_right(ends, at)
            after = token + width
            if not joined[token] and not (after < len(joined) and joined[after]):
                return token
            # Skip to the next token where a piece of this width can begin and end at a word boundary.
            next_start, next_end = joined.find(0, token), joined.find(0, after)
            if next_start < 0:
                return -1
            if next_end < 0:
                next_end = len(joined)  # the end of the text is a word boundary
            following = max(token + 1, next_start, next_end - width)
            at = line.find(wanted, ends[following - 1])
        return -1

    def _respelt(self, piece: TokenisedText) -> Iterator[int]:
        """The places of a piece in which some tokens have another spelling than that by which they are compared."""
        respelt = self._alternatives
        if respelt.keys().isdisjoint(piece.tokens):
            return
        known = self._occurrences
        numbers = [len(known.get(token, ())) + len(respelt.get(token, ())) for token in piece.tokens]
        rarest = min(range(len(numbers)), key=numbers.__getitem__)
        places = (*known.get(piece.tokens[rarest], ()), *respelt.get(piece.tokens[rarest], ()))
        firsts = (place - rarest for place in sorted(places))
        yield from (first for first in firsts if first >= 0 and self._has(piece.tokens, first))

    def _has(self, tokens: tuple[str, ...], first: int) -> bool:
        """Whether the text has these tokens at a place, in any of their spellings, between word boundaries."""
        read, end = self.reading, first + len(tokens)
        if end > len(read.tokens) or read.joined[first] or (end < len(read.joined) and read.joined[end]):
            return False
        return all(
            token == read.tokens[place] or token in read.alternatives.get(place, ())
            for place, token in enumerate(tokens, first)
        )

    @cached_property
    def _alternatives(self) -> dict[str, list[int]]:
        """The places of each alternative spelling."""
        found: dict[str, list[int]] = {}
        for place, spellings in self.reading.alternatives.items():
            for spelling in spellings:
                found.setdefault(spelling, []).append(place)
        return found

    @cached_property
    def _occurrences(self) -> dict[str, list[int]]:
        """The places of each token."""
        found: dict[str, list[int]] = {}
        for place, token in enumerate(self.reading.tokens):
            found.setdefault(token, []).append(place)
        return found

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that a token is on; 0 when there are no pages."""
        return self.reading.page_of(token)

    @cached_property
    def words(self) -> list[str]:
        """The words of the normalised text, split at white space."""
        return self.normal.split()

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The indexes in `words` at which each word occurs."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            found.setdefault(word, []).append(index)
        return found


def _marked(tokens: Iterable[str]) -> list[str]:
    """Each token between two marks, so that joined tokens can be searched as a string."""
    return [f"{_HEAD}{token}{_TAIL}" for token in tokens]


class TokenRange(NamedTuple):
    """A range of tokens in a text.

    Attributes:
        start: index of its first token.
        end: index after its last token.
    """

    start: int
    end: int


def locate(quote: str, witness: Searchable) -> TokenRange | None:
    """The range of tokens from the first to the last piece of a quotation.

    Every piece must be there, whole, between word boundaries and in order.

    Args:
        quote: the quotation, which may have `[…]` and insertions in square brackets.
        witness: the text of the source, or its fingerprint.

    Returns:
        The range, or None when the quotation is not in the source.
    """
    found = locate_parts(quote, witness)
    return TokenRange(found[0][0], found[-1][1]) if found else None


def locate_parts(quote: str, witness: Searchable) -> list[tuple[int, int]]:
    """The range of tokens of each piece of a quotation, as `locate` finds them.

    Returns:
        For each piece, the index of its first token and the index after its last one. Empty when any piece is missing.
    """
    parts, separators = divide(quote)
    wanted = [list(readings(normalise(part), part)) for part in parts]
    if not any(piece[0].has_words for piece in wanted):
        return []
    brackets = SourceBrackets(separators, wanted, witness)
    if "[" in quote and can_hold(witness, [quote], ()):  # its brackets may be the source's own
        copied = _locate_copied(quote, witness)
        if copied and brackets.allow_all(copied):
            return copied
        if witness.pages and (whole := first_place([*readings(normalise(quote), quote)], witness, 0)):
            return [whole]
    return parts_in_order(wanted, brackets, witness) if can_hold(witness, parts, separators) else []


def _locate_copied(quote: str, witness: Searchable) -> list[tuple[int, int]]:
    """As `locate_parts`, for a quotation whose square brackets are the source's own; empty when they are not."""
    whole = normalise(quote)
    reading = tokenise(whole)
    if (first := place_with_notes(reading, witness, 0)) < 0:
        return []
    starts = [start for start, _ in token_ranges(whole)]
    found: list[tuple[int, int]] = []
    at = 0
    for part in normalised_parts(quote):
        at = whole.find(part, at)
        if at < 0:  # a letter in brackets
            return [(first, first + len(reading.tokens))] if len(normalised_parts(quote)) == 1 else []
        begins, ends = bisect_left(starts, at), bisect_left(starts, at + len(part))
        found.append((first + begins, first + ends))
        at += len(part)
    return found


def character_ranges(stretches: Iterable[tuple[int, int]], text: SearchableText) -> list[tuple[int, int]]:
    """The characters of a text as written that ranges of its tokens come from.

    Args:
        stretches: ranges of tokens: index of the first token, and index after the last one.
        text: the text.

    Returns:
        For each range, the offset of its first character and the offset after its last one.
    """
    cleaned = clean(text.written)
    tokens = token_ranges(cleaned)
    words = [match.span() for match in re.finditer(r"\S+", text.written)]
    starts = [match.start() for match in re.finditer(r"\S+", cleaned)]  # cleaning leaves white space as it is
    if len(words) > len(starts):
        words = [(start, end) for start, end in words if clean(text.written[start:end])]

    def offset_in_written(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        start, end = words[number]
        return start + length_before_cleaning(text.written[start:end], offset - starts[number])

    return [
        (offset_in_written(tokens[first][0]), offset_in_written(tokens[end - 1][1]))
        for first, end in stretches
    ]


def pages_of(stretch: tuple[int, int], witness: Searchable) -> str:
    """The page that a range of tokens is on, `4`, or its first and last, `4–5`; empty when there are no pages.

    Args:
        stretch: index of the first token, and index after the last one.
        witness: the text, or its fingerprint.
    """
    first, last = witness.page_of(stretch[0]), witness.page_of(stretch[1] - 1)
    return "" if not first else str(first) if first == last else f"{first}–{last}"


def shingles(reading: TokenisedText, width: int) -> Iterable[tuple[str, ...]]:
    """Every run of `width` successive words, in lower case and without punctuation."""
    words = [token.lower() for token in reading.tokens if token[0].isalnum()]
    return zip(*(words[offset:] for offset in range(width)), strict=False)


__all__ = [
    "PAGE",
    "RULE",
    "Searchable",
    "SearchableText",
    "TokenRange",
    "TokenisedText",
    "character_ranges",
    "clean",
    "locate",
    "locate_parts",
    "normalise",
    "normalised_parts",
    "pages_of",
    "quoted_parts",
    "readings",
    "shingles",
    "text_of_tokens",
    "tokenise",
]
