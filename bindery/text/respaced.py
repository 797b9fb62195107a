"""Finds words from right to left that a viewer of PDFs copied with other spaces, or with marks in other places.

Viewers guess where a PDF has spaces, and put marks such as `.` and `)` on the wrong side of a word. The letters and digits
must all be there, in order and between word boundaries of the source, and so must the marks, in any place. A space
between two digits counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

from bindery.text.tokenised import TokenisedText, text_of_tokens, tokenise, tokenise_word
from bindery.text.visual_order import has_exchanged_lam, with_lam_before_alef
from bindery.text.vowel_signs import (
    SIGN,
    SIGNED,
    with_signs_apart,
    without_misplaced_signs,
    without_signs,
)

_RIGHT_TO_LEFT = re.compile("[\u0590-\u05f4\u0620-\u06d3\u06d5-\u06ef\u06fa-\u08ff]")
_WORD = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3]+")  # is one token
_LEAST = 6  # letters from right to left, without which spaces count
_LONGEST = 24  # characters of a word
_MOST_LETTERS = 600
_MOST_STATES = 400  # places at which a search may be at one time
_MARKS = ".,:;!?،؛؟۔()[]{}«»\"'-–—…+=&|*#@/"
_BRACKETS = frozenset("()[]{}«»")
_PAIR = re.compile(r"\(\)|\[\]|\{\}|«»|»«")
_MOST_NESTED = 3  # pairs of brackets in one another
_OPENING = frozenset("([{«")
_END = re.compile(r"(?<![\s\d.!?؟۔])[.!?؟۔]+(?= )")  # directly after a word, and before another
_MOST_REPEATED = 3  # times that a mark follows itself
_WITHIN = frozenset("-'.,:/٫٬%٪")  # may be within a word or number, or after it
_AROUND = 3  # marks next to the words in the source that may belong to them


class _Searched(Protocol):
    """A text, or its fingerprint."""

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        ...

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """The index of the first token of each place where a piece is found."""
        ...


def respaced_place(pieces: Iterable[TokenisedText], witness: _Searched, after: int) -> tuple[int, int] | None:
    """The first range of tokens of a PDF, from one on, that has the letters of a quotation in one of its readings.

    Args:
        pieces: the readings.
        witness: the text, or its fingerprint.
        after: index of the token at which the search begins.
    """
    if not witness.pages:
        return None
    search = _Search(witness)
    tried: set[str] = set()
    for piece in pieces:
        text = text_of_tokens(piece, 0, len(piece.tokens))
        # Signs where no one writes them do not say which signs the word has in the source.
        text = without_misplaced_signs(text)
        if text in tried or len(text) > _MOST_LETTERS or len(_RIGHT_TO_LEFT.findall(text)) < _LEAST:
            continue
        tried.add(text)
        found = min((place for place in search.places(text) if place[0] >= after), default=None)
        if found:
            return found
    return None


class _Search:
    """A search of a text for letters without spaces; what it looked up, it knows.

    Args:
        witness: the text, or its fingerprint.
    """

    def __init__(self, witness: _Searched) -> None:
        self._witness = witness
        self._known: dict[tuple[str, bool], dict[int, int]] = {}
        self._exchanged = False  # whether lam and alef are exchanged in the quotation
        self._marks: dict[int, str] | None = None
        self._ends: dict[int, str] = {}  # the marks in the quotation that end a sentence, by their places

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Each range of tokens with the letters and marks of a text."""
        letters, parted, self._ends = _without_spaces(text)
        self._exchanged = has_exchanged_lam(text)
        first = next((at for at, character in enumerate(letters) if character.isalnum()), -1)
        if first < 0:
            return
        # By the number of characters read: the source's tokens after them, with the first token and the marks on the way.
        reached: list[dict[int, tuple[int, str, str]]] = [{} for _ in range(len(letters) + 1)]
        for end, place, width in self._words(letters, first, parted):
            reached[end].setdefault(place + width, (place, letters[:first], ""))
        for at in range(first + 1, len(letters)):
            for token, (start, ours, theirs) in [*reached[at].items()][:_MOST_STATES]:
                self._step(reached, letters, at, parted, (token, start, ours, theirs))
        for token, (start, ours, theirs) in reached[-1].items():
            whole = self._with_marks(start, token, ours, theirs)
            if whole:
                yield whole

    def _step(
        self,
        reached: list[dict[int, tuple[int, str, str]]],
        letters: str,
        at: int,
        parted: frozenset[int],
        state: tuple[int, int, str, str],
    ) -> None:
        """Goes on from a place by one word, or by one mark of the quotation."""
        token, start, ours, theirs = state
        if (
            at in self._ends
        ):  # where a sentence ends says what the words mean, so the source must have it there
            if self.marks.get(token) == self._ends[at]:
                reached[at + len(self._ends[at])].setdefault(token + 1, (start, ours, theirs))
        elif letters[at] in _MARKS:
            reached[at + 1].setdefault(token, (start, ours + letters[at], theirs))
        for end, place, width in self._words(letters, at, parted, token):
            passed = "".join(self.marks[between] for between in range(token, place))
            reached[end].setdefault(place + width, (start, ours, theirs + passed))

    def _words(
        self, letters: str, at: int, parted: frozenset[int], token: int = -1
    ) -> Iterator[tuple[int, int, int]]:
        """The words of the source that some letters begin with: end in the letters, place and number of tokens in the source."""
        if not letters[at].isalnum():
            return
        for end in range(at + 1, min(len(letters), at + _LONGEST) + 1):
            last = letters[end - 1]
            if not _is_within(last) or (end - 1 > at and (end - 1 in parted or end - 1 in self._ends)):
                return
            if end < len(letters) and last.isdigit() and letters[end].isdigit() and end not in parted:
                continue
            places = self._places_of(letters[at:end])
            for place in places if token < 0 else self._next(token):
                if place in places:
                    yield end, place, places[place]

    def _next(self, token: int) -> Iterator[int]:
        """A token, and those after it from which only marks part it."""
        yield token
        while token in self.marks:
            token += 1
            yield token

    def _places_of(self, word: str) -> dict[int, int]:
        """Where the source has a word, with its number of tokens."""
        key = word, self._exchanged
        if key not in self._known:
            found = self._known[key] = {}
            for one in with_lam_before_alef(word) if self._exchanged else (word,):
                piece = tokenise_word(one) if _WORD.fullmatch(one) else tokenise(one)
                found |= dict.fromkeys(self._witness.occurrences(piece), len(piece.tokens))
                if SIGN.search(one):
                    found |= dict.fromkeys(self._signed_otherwise(one), 1)
        return self._known[key]

    def _signed_otherwise(self, word: str) -> Iterator[int]:
        """Where the source has a word with the same signs on other letters, or without signs."""
        yield from self._witness.occurrences(tokenise_word(with_signs_apart(word)))
        for place in self._witness.occurrences(tokenise(without_signs(word))):
            if place not in self._signed:
                yield place

    @cached_property
    def _signed(self) -> frozenset[int]:
        """The words of the source whose vowel signs are in their places."""
        return frozenset(self._witness.occurrences(tokenise_word(SIGNED)))

    @property
    def marks(self) -> dict[int, str]:
        """The marks of the source by their places."""
        if self._marks is None:
            self._marks = {
                place: mark * times
                for mark in _MARKS
                for times in range(1, _MOST_REPEATED + 1)
                for place in self._witness.occurrences(tokenise(mark * times))
            }
        return self._marks

    def _with_marks(self, start: int, end: int, ours: str, theirs: str) -> tuple[int, int] | None:
        """A range of tokens, with the marks next to it that the quotation has too; None if its marks are others.

        Brackets must be in the same order too, and none may be closed before it is opened, so that none is turned.
        """
        if _brackets(theirs) not in _brackets(ours):
            return None
        missing = Counter(ours)
        missing.subtract(theirs)
        for _ in range(_AROUND):
            for place, step in ((end, 1), (start - 1, -1)):
                mark = self.marks.get(place, "")
                if mark and missing[mark[0]] >= len(mark):
                    missing[mark[0]] -= len(mark)
                    start, end = (start, end + 1) if step > 0 else (start - 1, end)
        whole = "".join(self.marks.get(place, "") for place in range(start, end))
        return None if any(missing.values()) or _is_turned(_brackets(whole)) else (start, end)


def _brackets(marks: str) -> str:
    return "".join(mark for mark in marks if mark in _BRACKETS)


def _is_turned(brackets: str) -> bool:
    """Whether some brackets are closed and others opened without their pair: `)(`. A quotation may begin or end within one."""
    for _ in range(_MOST_NESTED):
        brackets = _PAIR.sub("", brackets)
    return len({bracket in _OPENING for bracket in brackets}) > 1


def _is_within(character: str) -> bool:
    """Whether a character may be within a word, or at its end."""
    return character.isalnum() or character in _WITHIN or not character.isascii()


def _without_spaces(text: str) -> tuple[str, frozenset[int], dict[int, str]]:
    """The text without spaces, the places in it where a space parts two digits, and the marks that end a sentence."""
    letters: list[str] = []
    parted: set[int] = set()
    ends: dict[int, str] = {}
    marks = {match.start(): match[0] for match in _END.finditer(text)}
    for place, character in enumerate(text):
        if character != " ":
            if place in marks:
                ends[len(letters)] = marks[place]
            letters.append(character)
        elif text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit():
            parted.add(len(letters))
    return "".join(letters), frozenset(parted), ends
