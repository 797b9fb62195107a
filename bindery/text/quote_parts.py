"""Divides a quotation at its square brackets, and tells an editor's brackets from those of the source itself.

Brackets in a quotation are `[…]` for words left out, or an insertion, which is not compared. But where the source has
brackets of its own, they are words of the source: an insertion there must be the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product
from typing import Protocol

from bindery.text.cleaning import CASE_MARK, normalise
from bindery.text.note_marks import (
    NOTED,
    NUMBERS_COMPARED,
    is_compared_since_rule_3,
    note_mark,
    with_note,
)
from bindery.text.respaced import respaced_place
from bindery.text.seams import respaced_at_seams
from bindery.text.thai_signs import with_signs_placed
from bindery.text.tokenised import DIVISION, TokenisedText, tokenise, tokenise_word
from bindery.text.visual_order import has_exchanged_lam, with_lam_before_alef

# The number of a note directly after a word, as in `word[3]` or `word,[3, 4]`, is no insertion.
# Nor are empty ones.
_BRACKETS = re.compile(
    r"(?<![^\s\[\]])\[(?!\s*\])[^\[\]]*\]|\[(?!\s*\]|\d{1,3}(?:[ ]?[,–-][ ]?\d{1,3})*\])[^\[\]]*\]"
)
# A letter in brackets, as in `[T]he`, says that the source has it as a capital or a small letter.
_OTHER_CASE = re.compile(r"(?<![^\W_])\[([^\W\d_])\](?=[^\W\d_])")
Place = tuple[int, int]
_SENTENCE_ENDS = ".!?。！？؟۔।"
_ELLIPSES = ("[…]", "[...]")
_MOST_EXCHANGED = 64  # ways to read an Arabic part that are tried
_MOST_REJOINED = 4  # readings of a part in which divided words are joined


@dataclass(frozen=True)
class Separator:
    """What a quotation has before, between or after its parts.

    Attributes:
        brackets: its brackets, as written.
    """

    brackets: tuple[str, ...] = ()

    @property
    def insertions(self) -> list[str]:
        """The words of its insertions."""
        return [bracket[1:-1] for bracket in self.brackets if bracket not in _ELLIPSES]

    @property
    def is_compared(self) -> bool:
        """Whether it must be the same as brackets of the source: it has insertions, and no gap."""
        return bool(self.brackets) and len(self.insertions) == len(self.brackets)


def divide(quote: str) -> tuple[list[str], list[Separator]]:
    """The parts of a quotation, as quoted, and what is before, between and after them: one more than there are parts.

    A letter whose case may differ, as in `[T]he`, has no brackets there, but an invisible mark before it.
    """
    quote = _OTHER_CASE.sub(rf"{CASE_MARK}\1", quote.replace(CASE_MARK, ""))
    parts: list[str] = []
    found: list[list[str]] = [[]]
    end = 0
    for match in _BRACKETS.finditer(quote):
        if normalise(quote[end : match.start()]):
            parts.append(quote[end : match.start()].strip())
            found.append([])
        found[-1].append(match[0])
        end = match.end()
    if normalise(quote[end:]):
        parts.append(quote[end:].strip())
        found.append([])
    return parts, [Separator(tuple(brackets)) for brackets in found]


class _Searched(Protocol):
    """A text, or its fingerprint."""

    @property
    def rule(self) -> int:
        """The version of the rule by which its words are compared."""
        ...

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        ...

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found."""
        ...

    def find(self, piece: TokenisedText, start: int) -> int:
        """The index of the first token, from `start` on, where a piece is found; -1 for none."""
        ...


class SourceBrackets:
    """The brackets of a source, compared with those of a quotation.

    Args:
        separators: what the quotation has before, between and after its parts.
        parts: the readings of each part.
        witness: the text of the source, or its fingerprint.
    """

    def __init__(
        self,
        separators: Sequence[Separator],
        parts: Sequence[Sequence[TokenisedText]],
        witness: _Searched,
    ) -> None:
        self._separators = separators
        self._parts = parts
        self._witness = witness
        self._beside: dict[int, bool] = {}
        self._known: dict[int, bool] = {}
        self._copies: dict[int, tuple[dict[int, int], dict[int, int]]] = {}

    @cached_property
    def _places(self) -> list[int]:
        """The tokens that are brackets, in order."""
        if not any(separator.is_compared for separator in self._separators):
            return []
        found = (self._witness.occurrences(tokenise(bracket)) for bracket in "[]")
        return sorted(place for places in found for place in places)

    def copy_from(self, number: int, start: int) -> int | None:
        """The index after the brackets of a separator, if the source has the same from this token on; else None."""
        return self._copies_of(number)[0].get(start)

    def copy_before(self, number: int, end: int) -> int | None:
        """The index of the first token of a separator's brackets, if the source has the same up to this token; else None."""
        return self._copies_of(number)[1].get(end)

    def _copies_of(self, number: int) -> tuple[dict[int, int], dict[int, int]]:
        """Where the source has the same brackets as a separator: the end of each by its start, and the other way round."""
        if number not in self._copies:
            ends: dict[int, int] = {}
            if self._places and self._separators[number].is_compared:
                reading = tokenise(normalise(" ".join(self._separators[number].brackets)))
                ends = {at: at + len(reading.tokens) for at in self._witness.occurrences(reading)}
            self._copies[number] = ends, {end: start for start, end in ends.items()}
        return self._copies[number]

    def allow(self, number: int, start: int, end: int) -> bool:
        """Whether a separator may stand for a range of tokens: the source has no brackets there, or the same.

        Args:
            number: number of the separator.
            start: index of the first token of the range; -1 for what precedes the first part.
            end: index after the last one; -1 for what follows the last part.
        """
        if start > 0 and not self._may_be_note(number, start - 1, end):
            return False
        if not self._places or not self._separators[number].is_compared:
            return True
        # The source has the same brackets, or others beside these parts: they are words of it.
        must = self._has_one_of(number) or self._is_beside(number)
        if start < 0:
            must = must or self._within(end - 1, end)
            return not must or self.copy_before(number, end) is not None
        must = must or self._within(start, start + 1 if end < 0 else end)
        copied = self.copy_from(number, start)
        return not must or (copied is not None and end in (-1, copied))

    def _may_be_note(self, number: int, word: int, end: int) -> bool:
        """Whether a separator is no mark of a note, or that of the note which the source has after a word, and no more.

        After the end of a sentence that ends the quotation, a number is nothing else.
        """
        brackets = self._separators[number].brackets
        mark = note_mark(brackets[0]) if len(brackets) == 1 else ""
        if not mark or self._witness.rule < NUMBERS_COMPARED:
            return True
        last = {piece.tokens[-1] for piece in self._parts[number - 1]}
        if any(self._has_spelling(word, with_note(one, mark)) for one in last):
            return end in (-1, word + 1)
        if mark.isalpha():  # `word[s]`
            return True
        ends = number == len(self._parts) and any(one[-1] in _SENTENCE_ENDS for one in last)
        return not self._has_spelling(word, NOTED) and (
            not ends or self._copies_of(number)[0].get(word + 1) is not None
        )

    def _has_spelling(self, place: int, spelling: str) -> bool:
        return place in self._witness.occurrences(tokenise_word(spelling))

    def allow_all(self, found: Sequence[Place]) -> bool:
        """Whether the brackets of the quotation may stand between its parts, if these are here."""
        edges = zip((-1, *(end for _, end in found)), (*(start for start, _ in found), -1), strict=True)
        return all(self.allow(number, *edge) for number, edge in enumerate(edges))

    def _has_one_of(self, number: int) -> bool:
        """Whether the source has any of the brackets of a separator, wherever it is."""
        if number not in self._known:
            brackets = self._separators[number].brackets
            self._known[number] = any(self._witness.occurrences(tokenise(normalise(one))) for one in brackets)
        return self._known[number]

    def _is_beside(self, number: int) -> bool:
        """Whether the source has brackets directly after the part before a separator, or before the part after it."""
        if number not in self._beside:
            before = part_places(self._parts[number - 1], self._witness) if number else []
            after = part_places(self._parts[number], self._witness) if number < len(self._parts) else []
            opening, closing = ({*self._witness.occurrences(tokenise(bracket))} for bracket in "[]")
            self._beside[number] = any(end in opening for _, end in before) or any(
                start - 1 in closing for start, _ in after
            )
        return self._beside[number]

    def _within(self, start: int, end: int) -> bool:
        """Whether the source has a bracket in a range of tokens."""
        at = bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] < end


def part_places(piece: Iterable[TokenisedText], witness: _Searched) -> list[Place]:
    """Every range of tokens where a part of a quotation is, in any of its readings, in order."""
    places = ((at, one) for one in piece for at in witness.occurrences(one))
    return sorted({(at, at + len(one.tokens)) for at, one in places if _has_notes(one, at, witness)})


def first_place(piece: Sequence[TokenisedText], witness: _Searched, after: int) -> Place | None:
    """The first range of tokens, from a token on, where a part of a quotation is, in any of its readings."""
    found = _first_of(piece, witness, after)
    if found is None and has_exchanged_lam(" ".join(piece[0].tokens)):
        exchanged = (made for one in piece for made in _exchanged(one, witness))
        found = _first_of(exchanged, witness, after)
    if found is None:
        rejoined = (whole for one in islice(piece, _MOST_REJOINED) if (whole := _rejoined(one, witness)))
        found = _first_of(rejoined, witness, after)
    if found is None:
        found = _first_of(with_signs_placed(piece, witness), witness, after)
    if found is None:
        respaced = (made for one in islice(piece, _MOST_REJOINED) for made in respaced_at_seams(one, witness))
        found = _first_of(respaced, witness, after)
    return found or respaced_place(piece, witness, after)


def _first_of(piece: Iterable[TokenisedText], witness: _Searched, after: int) -> Place | None:
    """The first range of tokens, from a token on, where one of some readings is."""
    places = ((place_with_notes(reading, witness, after), len(reading.tokens)) for reading in piece)
    return next(((at, at + length) for at, length in places if at >= 0), None)


def place_with_notes(reading: TokenisedText, witness: _Searched, after: int) -> int:
    """The first token, from one on, where a part of a quotation is, with the marks of notes that it has; -1 for none."""
    at = witness.find(reading, after)
    while at >= 0 and not _has_notes(reading, at, witness):
        at = witness.find(reading, at + 1)
    return at


def _has_notes(reading: TokenisedText, at: int, witness: _Searched) -> bool:
    """Whether the source has, at a place, the numbers of notes that a part of a quotation has: `word[3]` is not `word[4]`."""
    known = witness.rule >= NUMBERS_COMPARED
    return all(
        at + place in witness.occurrences(tokenise_word(spelling))
        for place, spellings in reading.alternatives.items()
        for spelling in spellings
        if known or not is_compared_since_rule_3(spelling)
    )


def _rejoined(reading: TokenisedText, witness: _Searched) -> TokenisedText | None:
    """A part with the two halves of each word joined that a line end of the source divides; None where there are none.

    Viewers leave the hyphen out that a program put there, and copy a space: `infor mation`. If both halves are words of
    the source too, they are left as they are.
    """
    tokens, places = list(reading.tokens), range(len(reading.tokens) - 1)
    taken = -1
    kept: list[int] = []
    for place in places:
        halves = reading.tokens[place : place + 2]
        if (
            place <= taken
            or not reading.spaced[place + 1]
            or not all(half.replace("-", "").isalpha() for half in halves)
        ):
            continue
        divided = witness.find(tokenise_word(DIVISION.join(halves)), 0) >= 0
        if divided and any(witness.find(tokenise_word(half), 0) < 0 for half in halves):
            tokens[place], taken = DIVISION.join(halves), place + 1
            kept.append(taken)
    if not kept:
        return None
    left = [place for place in range(len(tokens)) if place not in kept]
    return TokenisedText(
        tuple(tokens[place] for place in left),
        bytes(reading.spaced[place] for place in left),
        bytes(reading.joined[place] for place in left),
    )


def _exchanged(reading: TokenisedText, witness: _Searched) -> Iterator[TokenisedText]:
    """A part in Arabic with alef and lam exchanged in some of its words, such that the source has each of them."""
    known: dict[str, list[str]] = {}
    for token in reading.tokens:
        if token not in known:
            ways = with_lam_before_alef(token)
            known[token] = [word for word in ways if witness.occurrences(tokenise(word))]
        if not known[token]:
            return
    for chosen in islice(product(*map(known.__getitem__, reading.tokens)), _MOST_EXCHANGED):
        yield replace(reading, tokens=chosen)


def parts_in_order(
    wanted: Sequence[Sequence[TokenisedText]], brackets: SourceBrackets, witness: _Searched
) -> list[Place]:
    """The range of tokens of each part of a quotation, in order and with brackets between them that are allowed; or none.

    Args:
        wanted: the readings of each part.
        brackets: the brackets of the source and the quotation.
        witness: the text of the source, or its fingerprint.
    """
    found: list[Place] = []
    for piece in wanted:
        place = first_place(piece, witness, found[-1][1] if found else 0)
        if place is None:
            return []
        found.append(place)
    if brackets.allow_all(found):
        return found
    return _chained([part_places(piece, witness) for piece in wanted], brackets)


def _chained(places: Sequence[Sequence[Place]], brackets: SourceBrackets) -> list[Place]:
    """The first places of the parts of a quotation that are in order and between which its brackets are allowed.

    Args:
        places: the ranges of tokens of each part, in order.
        brackets: the brackets of the source and the quotation.

    Returns:
        A range for each part; empty when there are none.
    """
    chain: list[dict[Place, Place | None]] = [
        {place: None for place in places[0] if brackets.allow(0, -1, place[0])}
    ]
    for number, ranges in enumerate(places[1:], 1):
        before = sorted(chain[-1], key=lambda place: place[1])
        ends = [end for _, end in before]
        linked: dict[Place, Place | None] = {}
        for place in ranges:
            # The place before that leaves out the least, or the one that is followed by the same brackets.
            for end in (place[0], brackets.copy_before(number, place[0])):
                at = bisect_right(ends, end) - 1 if end is not None else -1
                if at >= 0 and brackets.allow(number, ends[at], place[0]):
                    linked[place] = before[at]
        chain.append(linked)
    last = next((place for place in chain[-1] if brackets.allow(len(places), place[1], -1)), None)
    found: list[Place] = []
    for links in reversed(chain):
        if last is None:
            return []
        found.append(last)
        last = links[last]
    return found[::-1]
