"""Looks up the words of an outline: which of them limit, which end a sentence, and which are between quotation marks.

Everything is done on the outline of the text (`bindery/text/sentences.py`), never on its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from bindery.text.limiters import (
    ASIDE,
    BOUND,
    BOUND_AFTER,
    CLAUSE,
    COMPLEMENTISER,
    CONDITION,
    CONTRAST,
    HEDGE,
    LIMITER,
    NEGATOR,
)
from bindery.text.sentence_ends import COLON, COMMA, PARENTHESIS, QUOTE, SEMICOLON
from bindery.text.sentences import ENDING, KIND, LINKS, OPENS, WEAKLY, WORD, sentence_end, sentence_start
from bindery.text.tokens import TokenRange

LIMITING = (NEGATOR, LIMITER, CONDITION)
SEPARATING = (COMMA, PARENTHESIS, COLON, SEMICOLON)
SHORT = 4  # words of a clause that may be skipped before `that`


def _table(kinds: Iterable[int]) -> bytes:
    wanted = frozenset(kinds)
    return bytes(code & KIND in wanted for code in range(256))


_LIMITING_TABLE = _table(LIMITING)
_WEAK = WORD | WEAKLY
_RELATIVE_TABLE = bytes(code & (KIND | WEAKLY) == ASIDE | WEAKLY for code in range(256))
_HEDGING_TABLE = bytes(
    code & KIND in (*LIMITING, HEDGE) or (code & KIND == BOUND and code & _WEAK == _WEAK)
    for code in range(256)
)
_GOVERNING_TABLE = bytes(
    code & KIND in LIMITING or (code & KIND == HEDGE and code & _WEAK == _WEAK) for code in range(256)
)
_COUNTED_TABLES = (
    _table([NEGATOR]),
    bytes(map(int.__sub__, _GOVERNING_TABLE, _table((NEGATOR, CONDITION)))),
    _table([CONDITION]),
)
_BEFORE_TABLE = _table((*SEPARATING, CLAUSE, CONTRAST))  # where a clause begins, looking back
_AFTER = frozenset((*SEPARATING, CLAUSE, CONTRAST, CONDITION, COMPLEMENTISER))
# Where it ends, looking on.
_AFTER_TABLE = bytes(code & KIND in _AFTER or bool(code & LINKS) for code in range(256))
_CONTRAST_TABLE = _table([CONTRAST])
_QUOTE_TABLE = _table([QUOTE])
_WORD_TABLE = bytes(bool(code & WORD) for code in range(256))


def _marked(marks: bytes, span: TokenRange) -> tuple[int, ...]:
    """The indexes in a range at which one byte for each token is 1."""
    found = []
    at = marks.find(1, *span)
    while at >= 0:
        found.append(at)
        at = marks.find(1, at + 1, span.end)
    return tuple(found)


class OutlinedText:
    """The outline of a text, with what is often looked up in it.

    Args:
        outline: the outline.
    """

    def __init__(self, outline: bytes) -> None:
        self.outline = outline
        self._limiting = outline.translate(_LIMITING_TABLE)
        self._hedging = outline.translate(_HEDGING_TABLE)
        self._counted = tuple(map(outline.translate, _COUNTED_TABLES))
        self._governing = outline.translate(_GOVERNING_TABLE)
        self._contrasts = outline.translate(_CONTRAST_TABLE)
        self._before = outline.translate(_BEFORE_TABLE)
        self._after = outline.translate(_AFTER_TABLE)
        self._ends = outline.translate(ENDING)
        self._words = outline.translate(_WORD_TABLE)
        self._relative = outline.translate(_RELATIVE_TABLE)
        self._of_kinds: dict[tuple[int, ...], bytes] = {}

    def kind(self, token: int) -> int:
        """The kind of a token; 0 outside the text."""
        return self.outline[token] & KIND if 0 <= token < len(self.outline) else 0

    def counts(self, span: TokenRange) -> tuple[int, ...]:
        """How many negators, limiters and conditions a range of tokens has; a governor counts as a limiter."""
        return tuple(marks.count(1, *span) for marks in self._counted)

    def limiting(self, span: TokenRange) -> tuple[int, ...]:
        """The indexes of the negators, limiters and conditions in a range of tokens."""
        return _marked(self._limiting, span)

    def hedging(self, span: TokenRange) -> tuple[int, ...]:
        """The indexes of the negators, limiters, conditions and hedges in a range of tokens."""
        return _marked(self._hedging, span)

    def governing(self, span: TokenRange) -> tuple[int, ...]:
        """The indexes of the words in a range of tokens that limit what comes after them."""
        return _marked(self._governing, span)

    def contrasts(self, span: TokenRange) -> tuple[int, ...]:
        """The indexes of words such as `until` and `but` in a range of tokens."""
        return _marked(self._contrasts, span)

    def has_limiting(self, span: TokenRange) -> bool:
        """Whether a range of tokens has a negator, limiter or condition."""
        return self._limiting.find(1, *span) >= 0

    def has_governing(self, span: TokenRange) -> bool:
        """Whether a range of tokens has a word that limits what comes after it."""
        return self._governing.find(1, *span) >= 0

    def has_hedge(self, span: TokenRange) -> bool:
        """Whether a range of tokens has a negator, limiter, condition or hedge."""
        return self._hedging.find(1, *span) >= 0

    def ends_within(self, span: TokenRange) -> bool:
        """Whether a sentence ends in a range of tokens, or a semicolon is that divides no list."""
        if self._ends.find(1, *span) >= 0:
            return not (self.is_whole(span) or self._is_bracketed(span))
        if self.outline.find(SEMICOLON, *span) < 0 or self._is_bracketed(span):
            return False
        sentence = sentence_start(self.outline, span.start), sentence_end(self.outline, span.end)
        return self.outline.count(SEMICOLON, *sentence) == 1

    def _is_bracketed(self, span: TokenRange) -> bool:
        """Whether a range of tokens is in one pair of brackets, as in `(It was built in 1912. Its roof is of tin.)`."""
        inner = TokenRange(span.start + 1, span.end - 1)
        edges = self.kind(span.start), self.kind(inner.end)
        return edges == (PARENTHESIS, PARENTHESIS) and not self.has_kind(inner, PARENTHESIS)

    def is_whole(self, span: TokenRange) -> bool:
        """Whether a range of tokens that has the end of a sentence is whole sentences, apart from punctuation."""
        first, last = self._words.find(1, *span), self._words.rfind(1, *span)
        if first < 0:
            return False
        before = self._ends.find(1, max(0, span.start - 1), first) >= 0
        following = self._words.find(1, span.end)
        return before and self._ends.find(1, last, following if following >= 0 else len(self.outline)) >= 0

    def bound_before(self, span: TokenRange) -> TokenRange | None:
        """The bound at the end of a range of tokens, such as `at least` before a number; None when there is none."""
        first = span.end
        while first > span.start and self.kind(first - 1) == BOUND:
            first -= 1
        return TokenRange(first, span.end) if first < span.end else None

    def bound_after(self, span: TokenRange) -> TokenRange | None:
        """The bound at the beginning of a range of tokens, such as `or more` after a number; None when there is none."""
        end = span.start
        while end < span.end and self.kind(end) == BOUND_AFTER:
            end += 1
        return TokenRange(span.start, end) if end > span.start else None

    def is_parenthetical(self, span: TokenRange) -> bool:
        """Whether a range of tokens is one clause between two commas or dashes that negates nothing outside it."""
        inner = TokenRange(span.start + 1, span.end - 1)
        if self.kind(span.start) not in (COMMA, PARENTHESIS) or self.kind(inner.end) != self.kind(span.start):
            return False
        if self.words(inner) < SHORT or self.kind(inner.start) in (*LIMITING, HEDGE, CONTRAST):
            return False
        relative = self.has_relative(TokenRange(inner.start, inner.start + 1))
        return not self.has_kind(inner, *SEPARATING, CONDITION, *(() if relative else (LIMITER,)))

    def quotation_around(self, span: TokenRange) -> TokenRange | None:
        """The innermost quotation of the source itself that has a range of tokens between its marks; None if none has."""
        closed = 0
        for at in reversed(self._quotation_marks[: bisect_left(self._quotation_marks, span.start)]):
            if not self.outline[at] & OPENS:
                closed += 1
            elif closed:
                closed -= 1
            else:
                close = self._closing_mark(at)
                return TokenRange(at, close + 1) if close >= span.end else None
        return None

    def _closing_mark(self, opening: int) -> int:
        """The index of the mark that closes a quotation; -1 when there is none."""
        depth = 0
        for at in self._quotation_marks[bisect_left(self._quotation_marks, opening) :]:
            depth += 1 if self.outline[at] & OPENS else -1
            if depth == 0:
                return at
        return -1

    @cached_property
    def _quotation_marks(self) -> tuple[int, ...]:
        """The indexes of the quotation marks that have a partner, in order."""
        return _marked(self.outline.translate(_QUOTE_TABLE), TokenRange(0, len(self.outline)))

    def has_relative(self, span: TokenRange) -> bool:
        """Whether a range of tokens has a word such as `who`, which opens a relative clause."""
        return self._relative.find(1, *span) >= 0

    def has_kind(self, span: TokenRange, *kinds: int) -> bool:
        """Whether a range of tokens has one of some kinds."""
        if kinds not in self._of_kinds:
            self._of_kinds[kinds] = self.outline.translate(_table(kinds))
        return self._of_kinds[kinds].find(1, *span) >= 0

    def has_words(self, span: TokenRange) -> bool:
        """Whether a range of tokens has a word."""
        return self._words.find(1, *span) >= 0

    def words(self, span: TokenRange) -> int:
        """How many words a range of tokens has."""
        return self._words.count(1, *span)
