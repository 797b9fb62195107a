"""Finds the words that limit a stretch of a text, in the clauses before and after it.

Everything is done on the outline of the text (`bindery/text/sentences.py`), never on its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

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
from bindery.text.sentences import (
    COLON,
    COMMA,
    ENDING,
    KIND,
    LINKS,
    PARENTHESIS,
    QUESTIONS,
    QUOTE,
    SEMICOLON,
    WEAKLY,
    WORD,
    sentence_end,
    sentence_start,
)
from bindery.text.tokens import TokenRange

_LIMITING = (NEGATOR, LIMITER, CONDITION)
_PUNCTUATION = (COMMA, PARENTHESIS, COLON, SEMICOLON)
_LONGEST_ASIDE = 12  # words
_LONGEST_INTERRUPTION = 8  # words between a limiting word and what it limits: `did not, on Monday, authorise`
_SHORT = 4  # words of a clause that may be skipped before `that`
_NEAR = 3  # words at the beginning of a clause that may negate it: `did not`


def _table(kinds: Iterable[int]) -> bytes:
    wanted = frozenset(kinds)
    return bytes(code & KIND in wanted for code in range(256))


_LIMITING_TABLE = _table(_LIMITING)
_WEAK = WORD | WEAKLY
_HEDGING_TABLE = bytes(code & KIND in (*_LIMITING, HEDGE) or code & _WEAK == _WEAK for code in range(256))
_GOVERNING_TABLE = bytes(
    code & KIND in _LIMITING or (code & KIND == HEDGE and code & _WEAK == _WEAK) for code in range(256)
)
_COUNTED_TABLES = (
    _table([NEGATOR]),
    bytes(map(int.__sub__, _GOVERNING_TABLE, _table((NEGATOR, CONDITION)))),
    _table([CONDITION]),
)
_BEFORE_TABLE = _table((*_PUNCTUATION, CLAUSE, CONTRAST))  # where a clause begins, looking back
_AFTER = frozenset((*_PUNCTUATION, CLAUSE, CONTRAST, CONDITION, COMPLEMENTISER))
# Where it ends, looking on.
_AFTER_TABLE = bytes(code & KIND in _AFTER or bool(code & LINKS) for code in range(256))
_WORD_TABLE = bytes(bool(code & WORD) for code in range(256))


def _marked(marks: bytes, span: TokenRange) -> tuple[int, ...]:
    """The indexes in a range at which one byte for each token is 1."""
    found = []
    at = marks.find(1, *span)
    while at >= 0:
        found.append(at)
        at = marks.find(1, at + 1, span.end)
    return tuple(found)


@lru_cache(maxsize=64)
def clauses_of(outline: bytes) -> Clauses:
    """The clauses of a text, from its outline."""
    return Clauses(outline)


class Clauses:
    """The clauses of a text.

    Args:
        outline: the outline of the text.
    """

    def __init__(self, outline: bytes) -> None:
        self.outline = outline
        self._limiting = outline.translate(_LIMITING_TABLE)
        self._hedging = outline.translate(_HEDGING_TABLE)
        self._counted = tuple(map(outline.translate, _COUNTED_TABLES))
        self._governing = outline.translate(_GOVERNING_TABLE)
        self._before = outline.translate(_BEFORE_TABLE)
        self._after = outline.translate(_AFTER_TABLE)
        self._ends = outline.translate(ENDING)
        self._words = outline.translate(_WORD_TABLE)

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

    def has_hedge(self, span: TokenRange) -> bool:
        """Whether a range of tokens has a negator, limiter, condition or hedge."""
        return self._hedging.find(1, *span) >= 0

    def ends_within(self, span: TokenRange) -> bool:
        """Whether a sentence ends, or a semicolon is, in a range of tokens."""
        return self._ends.find(1, *span) >= 0 or self.outline.find(SEMICOLON, *span) >= 0

    def question_after(self, end: int) -> TokenRange | None:
        """What is left of a question after its words before a token, up to its mark; None if it is no question."""
        sentence = sentence_end(self.outline, end)
        if self._ends.find(1, max(0, end - 1), end) >= 0:
            return None
        stop = self._stop(end, sentence)
        last = sentence - 1
        while last > stop and self.kind(last) in (QUOTE, PARENTHESIS):
            last -= 1
        for at in (stop, last):
            if end <= at < sentence and self.outline[at] & (QUESTIONS | WORD) == QUESTIONS:
                return TokenRange(end, at + 1)
        return None

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

    def before(self, start: int) -> Iterator[tuple[str, TokenRange]]:
        """What limits the words from a token on: the kind of omission and the range of tokens, for each.

        Args:
            start: index of the first token of a quotation.
        """
        sentence = sentence_start(self.outline, start)
        if not self._has_words(TokenRange(sentence, start)):
            return
        bound = self.bound_before(TokenRange(sentence, start))
        if bound:
            yield "bound", bound
        regions = list(self._regions(start, sentence))
        limited = [region for region in regions if self.governing(region)]
        for region in limited:
            yield "front", region
        clause = self._clause_before(regions[0].start, sentence)
        if (
            not limited
            and clause
            and self._opens_with(clause, CONDITION)
            and not self._has_kind(TokenRange(clause.end, regions[0].start), COLON)
        ):
            yield "clause-before", clause

    def after(self, end: int) -> Iterator[tuple[str, TokenRange]]:
        """What limits the words before a token: the kind of omission and the range of tokens, for each.

        Args:
            end: index after the last token of a quotation.
        """
        sentence = sentence_end(self.outline, end)
        if not self._has_words(TokenRange(end, sentence)):
            return
        bound = self.bound_after(TokenRange(end, sentence))
        if bound:
            yield "bound", bound
        stop = end if self.kind(end - 1) in _PUNCTUATION else self._stop(end, sentence)
        own = TokenRange(end, stop)
        if self.limiting(own):
            yield "back", own
            return
        clause = self._clause_at(stop, sentence)
        if clause is None:
            return
        quoted = TokenRange(self._clause_start(end - 1, sentence_start(self.outline, end - 1)), end)
        if self._limits(clause, quoted, sentence):
            yield "clause-after", clause
            return
        after = self._clause_at(clause.end, sentence)
        if after is None:
            return
        if self.kind(clause.start) == CONTRAST and self.words(clause) == 1:
            apart = self.kind(clause.start - 1) in (COLON, SEMICOLON)
            if apart or self.limiting(after):  # `however, only on its eastern side`
                yield "clause-after", TokenRange(clause.start, after.end)
        elif self._is_aside(clause) and self.kind(clause.end) in (COMMA, PARENTHESIS):
            yield from self._after_aside(after, quoted, sentence)

    def _after_aside(
        self, clause: TokenRange, quoted: TokenRange, sentence: int
    ) -> Iterator[tuple[str, TokenRange]]:
        """What limits the words before an aside in the clause after it: `did, officials said, not authorise`."""
        opening = self.kind(clause.start)
        near = TokenRange(clause.start, min(clause.end, clause.start + _NEAR))
        if opening == NEGATOR or (
            opening not in (CLAUSE, CONTRAST, CONDITION, COMPLEMENTISER)
            and not self.outline[clause.start] & LINKS
            and self.kind(clause.start - 1) != QUOTE
            and self._has_kind(near, NEGATOR)
        ):
            yield "back", near
        elif self._limits(clause, quoted, sentence):
            yield "clause-after", clause

    def _limits(self, clause: TokenRange, quoted: TokenRange, sentence: int) -> bool:
        """Whether a clause limits the one before it: `but only on Sundays`, `unless it rains`, `without a licence`.

        Args:
            clause: the clause.
            quoted: the clause before it, which is quoted.
            sentence: the index after the last token of the sentence.
        """
        opening = self.kind(clause.start)
        if opening == CONTRAST:  # `not in May, but in June` limits nothing
            negated = self._has_kind(quoted, NEGATOR)
            return self.words(clause) > 1 and (not negated or bool(self.limiting(clause)))
        if CONDITION not in (opening, self.kind(clause.start + 1)):
            return opening in _LIMITING and self.kind(clause.start - 1) not in (COLON, SEMICOLON)
        # `it was repaired; if it rains, it will be closed`: the condition is that of what comes after it
        before = self.kind(clause.start - 1)
        apart = before in (PARENTHESIS, COLON, SEMICOLON) or self.outline[clause.start] & LINKS
        return not (apart and clause.end < sentence and self._clause_at(clause.end, sentence))

    def _regions(self, start: int, sentence: int) -> Iterator[TokenRange]:
        """The ranges of tokens before a quotation whose negators count for it: its own clause, and what that depends on."""
        region: TokenRange | None = TokenRange(self._clause_start(start, sentence), start)
        while region:
            yield region
            opening = self.kind(self._first_word(region))
            clause = self._clause_before(region.start, sentence)
            if clause is None or opening in (CLAUSE, CONTRAST, CONDITION):
                return
            if self._is_skipped(clause, region, sentence, depends=opening == COMPLEMENTISER):
                yield from filter(None, [self._clause_before(clause.start, sentence)])
                return
            region = clause if opening == COMPLEMENTISER else None

    def _is_skipped(self, clause: TokenRange, region: TokenRange, sentence: int, *, depends: bool) -> bool:
        """Whether a clause only interrupts the sentence, so that the clause before it goes on in the one after it.

        Args:
            clause: the clause.
            region: the range of tokens after it, up to the quotation.
            sentence: the index of the first token of the sentence.
            depends: whether what comes after it begins with a word such as `that`.
        """
        earlier = self._clause_before(clause.start, sentence)
        if earlier is None or self.kind(clause.start - 1) not in (*_PUNCTUATION, QUOTE):
            return False
        if depends:
            return self._is_aside(clause) or self.words(clause) <= _SHORT
        between = TokenRange(clause.end, region.start)
        if (
            self._has_kind(region, ASIDE)
            or self._has_kind(between, COLON)
            or self._has_kind(between, SEMICOLON)
        ):
            return False
        return self._is_aside(clause) or (
            region.end == region.start
            and self.words(clause) <= _LONGEST_INTERRUPTION
            and self.kind(self._last_word(earlier)) in (NEGATOR, LIMITER)
            and self.words(earlier) > 1
        )

    def _is_aside(self, clause: TokenRange) -> bool:
        """Whether a clause between two marks is an aside: `, the report said,` or `– as it claimed –`."""
        before, after = self.kind(clause.start - 1), self.kind(clause.end)
        if before == after == PARENTHESIS:
            return True
        opening = self.kind(clause.start)
        return self.words(clause) <= _LONGEST_ASIDE and (
            opening in (CONTRAST, CONDITION, CLAUSE) or self._has_kind(clause, ASIDE)
        )

    def _has_kind(self, span: TokenRange, kind: int) -> bool:
        return any(self.kind(token) == kind for token in range(*span))

    def _opens_with(self, clause: TokenRange, kind: int) -> bool:
        return any(
            self.kind(token) == kind for token in range(clause.start, min(clause.end, clause.start + 2))
        )

    def _clause_start(self, token: int, sentence: int) -> int:
        """The index at which the clause of a token begins."""
        if self.kind(token) in (CLAUSE, CONTRAST):
            return token
        at = self._before.rfind(1, sentence, token)
        if at < 0:
            return sentence
        return at if self.kind(at) in (CLAUSE, CONTRAST) else at + 1

    def _clause_before(self, start: int, sentence: int) -> TokenRange | None:
        """The clause that ends before the clause that begins at a token; None when there is none in the sentence."""
        end = self._words.rfind(1, sentence, start) + 1
        if end == 0:
            return None
        return TokenRange(self._clause_start(end - 1, sentence), end)

    def _clause_at(self, stop: int, sentence: int) -> TokenRange | None:
        """The clause that begins at a clause boundary; None when the sentence ends."""
        first = self._words.find(1, stop, sentence)
        return TokenRange(first, self._stop(first + 1, sentence)) if first >= 0 else None

    def _stop(self, token: int, sentence: int) -> int:
        """The index of the first token, from a token on, that begins another clause or separates clauses."""
        at = self._after.find(1, token, sentence)
        return at if at >= 0 else sentence

    def _first_word(self, region: TokenRange) -> int:
        """The index of the first word of a region, or of the quotation after it when the region has no words."""
        at = self._words.find(1, region.start)
        return at if at >= 0 else region.end

    def _last_word(self, span: TokenRange) -> int:
        return self._words.rfind(1, *span)

    def _has_words(self, span: TokenRange) -> bool:
        return self._words.find(1, *span) >= 0

    def words(self, span: TokenRange) -> int:
        """How many words a range of tokens has."""
        return self._words.count(1, *span)
