"""Finds the words that limit a stretch of a text, in the clauses before and after it.

Everything is done on the outline of the text (`bindery/text/sentences.py`), never on its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bindery.evidence.outlines import LIMITING, SEPARATING, SHORT, OutlinedText
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
from bindery.text.sentences import (
    KIND,
    LINKS,
    QUESTIONS,
    TAKES_BACK,
    WEAKLY,
    WORD,
    sentence_end,
    sentence_start,
)
from bindery.text.tokens import TokenRange

_LONGEST_ASIDE = 12  # words
_LONGEST_INTERRUPTION = 8  # words between a limiting word and what it limits: `did not, on Monday, authorise`
_LONGEST_HEADING = 3  # words
_NEAR = 3  # words at an edge of a clause that may negate it: `did not`
_EDGE = 8  # tokens at an edge of a clause that are looked at for them
_REACH = 60  # tokens between a limiting word and what it limits, at most
_APART = 2  # words after a verb in a relative clause, after which the main clause goes on


_ANY = (HEDGE, ASIDE, COMPLEMENTISER, CONTRAST, BOUND, BOUND_AFTER)


@lru_cache(maxsize=64)
def clauses_of(outline: bytes) -> Clauses:
    """The clauses of a text, from its outline."""
    return Clauses(outline)


class Clauses(OutlinedText):
    """The clauses of a text.

    Args:
        outline: the outline of the text.
    """

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
            if end <= at < sentence and self.outline[at] & (QUESTIONS | WORD | KIND) == QUESTIONS | COMMA:
                return TokenRange(end, at + 1)
        return None

    def before(self, start: int) -> Iterator[tuple[str, TokenRange]]:
        """What limits the words from a token on: the kind of omission and the range of tokens, for each.

        Args:
            start: index of the first token of a quotation.
        """
        sentence = sentence_start(self.outline, start)
        if not self.has_words(TokenRange(sentence, start)):
            return
        bound = self.bound_before(TokenRange(sentence, start))
        if bound:
            yield "bound", bound
        regions = list(self._regions(start, sentence))
        limited = [region for region in regions if self.has_governing(region)]
        for region in limited:
            yield "front" if self.governs(region, start) else "rest", region
        clause = self._clause_before(regions[0].start, sentence)
        if (
            not limited
            and clause
            and not self.outline[regions[0].start] & LINKS
            and self._opens_with(clause, CONDITION)
            and not self.has_kind(TokenRange(clause.end, regions[0].start), COLON)
        ):
            yield "clause-before", clause

    def after(self, end: int) -> Iterator[tuple[str, TokenRange]]:
        """What limits the words before a token: the kind of omission and the range of tokens, for each.

        Args:
            end: index after the last token of a quotation.
        """
        sentence = sentence_end(self.outline, end)
        if not self.has_words(TokenRange(end, sentence)):
            return
        bound = self.bound_after(TokenRange(end, sentence))
        if bound:
            yield "bound", bound
        stop = end if self.kind(end - 1) in SEPARATING else self._stop(end, sentence)
        own = TokenRange(end, stop)
        if self.has_limiting(own):
            yield "back" if self._is_limited_by(own, self._quoted(end)) else "rest", own
            return
        clause = self._clause_at(stop, sentence)
        if clause is None:
            return
        quoted = self._quoted(end)
        if self._limits(clause, quoted, sentence):
            yield "clause-after", clause
            return
        after = self._clause_at(clause.end, sentence)
        if after is None:
            return
        if self.kind(clause.start) == CONTRAST and self.words(clause) == 1:
            apart = self.kind(clause.start - 1) in (COLON, SEMICOLON)
            if apart or self.has_limiting(after):  # `however, only on its eastern side`
                yield "clause-after", TokenRange(clause.start, after.end)
        elif self._is_aside(clause) and self.kind(clause.end) in (COMMA, PARENTHESIS):
            yield from self._after_aside(after, quoted, sentence)

    def limited_next(self, end: int) -> TokenRange | None:
        """The sentence after a token at which a sentence ends, if it limits that one; else None.

        So does one that takes it back, that begins with a word such as `but` and limits or negates, or that is no more than
        a condition: `Only if the pilots agree.`

        Args:
            end: index after the last token of a quotation.
        """
        start = sentence_end(self.outline, end)
        if start >= len(self.outline) or self.has_words(TokenRange(end, start)):
            return None
        stop = sentence_end(self.outline, start + 1)
        if taken := self.taken_back(end):
            return taken
        clause = self._clause_at(start, stop)
        if clause is None:
            return None
        whole = TokenRange(clause.start, stop)
        if self.kind(clause.start) == CONTRAST:  # `However, it is subject to …`: another such word limits too
            others = self.contrasts(whole)[1:]
            limits = self.has_governing(whole) or any(not self.outline[at] & WEAKLY for at in others)
            return whole if limits else None
        alone = self._clause_at(clause.end, stop) is None or self.words(clause) == 1  # `Unless, that is, …`
        return whole if alone and self._opens_with(clause, CONDITION) else None

    def taken_back(self, end: int) -> TokenRange | None:
        """The sentence after a token at which a sentence ends, if it says that the one before is not so: `This is false`.

        A heading such as `Verdict` may stand between them.

        Args:
            end: index after the last token of a quotation.
        """
        start = sentence_end(self.outline, end)
        if self.has_words(TokenRange(end, start)):
            return None
        for _ in range(2):
            stop = sentence_end(self.outline, start + 1)
            first = self._words.find(1, start, stop)
            if first < 0:
                return None
            if self._is_marked(first) and self.kind(first) != BOUND_AFTER:
                return TokenRange(start, stop)
            heading = self.outline[stop - 1] & WORD or self.kind(stop - 1) == COLON
            if not heading or self.words(TokenRange(start, stop)) > _LONGEST_HEADING:
                return None
            start = stop
        return None

    def label_before(self, start: int) -> TokenRange | None:
        """The heading before a sentence that begins at a token, if it says that what follows is not so: `Myth`, `Claim 2`."""
        sentence = sentence_start(self.outline, start)
        if not sentence or self.has_words(TokenRange(sentence, start)):
            return None
        before = TokenRange(sentence_start(self.outline, sentence - 1), sentence)
        first = self._words.find(1, *before)
        is_label = first >= 0 and self._is_marked(first) and self.kind(first) in (BOUND, BOUND_AFTER)
        return before if is_label else None

    def _is_marked(self, token: int) -> bool:
        return self.outline[token] & TAKES_BACK == TAKES_BACK

    def left_before(self, start: int) -> str:
        """What kind of omission the words of the sentence before a token are, if none of them limits what follows it."""
        rest = TokenRange(sentence_start(self.outline, start), start)
        apart = self.kind(start - 1) == SEMICOLON or self._is_link(start - 1) or self._is_link(start)
        return self._kind_of_rest(rest, apart=apart)

    def left_after(self, end: int) -> str:
        """What kind of omission the words of the sentence from a token on are, if none of them limits what precedes it."""
        rest = TokenRange(end, sentence_end(self.outline, end))
        first = self._words.find(1, *rest)
        if self.kind(first) == CONTRAST:
            return "rest"
        return self._kind_of_rest(rest, apart=self.kind(first - 1) == SEMICOLON or self._is_link(first))

    def _kind_of_rest(self, rest: TokenRange, *, apart: bool) -> str:
        """Whether a range of words is left out as a limit (`rest`) or as another part of the sentence (`part`).

        Args:
            rest: the range.
            apart: whether what is quoted is a clause of its own beside it: `the bell rang, and the ferry left`.
        """
        if not self.has_words(rest):
            return ""
        if not apart:
            return "rest" if self.has_hedge(rest) else "part"
        if self.has_governing(rest):
            return "rest"
        return "part" if self.has_kind(rest, *_ANY) else ""

    def _is_link(self, token: int) -> bool:
        """Whether a token is a word such as `and` that begins a clause with a subject of its own."""
        return (
            0 <= token < len(self.outline)
            and self.kind(token) == CLAUSE
            and bool(self.outline[token] & LINKS)
        )

    def governs(self, region: TokenRange, start: int) -> bool:
        """Whether a range of tokens that has a limiting word limits the quotation after it, as far as can be told.

        In `the failed bank | owed`, `who had not read it | called` and `rejected it and | ordered` it does not.

        Args:
            region: the range.
            start: index of the first token of the quotation.
        """
        linked = region.end == start and bool(self.outline[start - 1] & LINKS)
        near = TokenRange(max(region.start, region.end - _REACH), region.end)
        for token in reversed(self.governing(near)):
            code, after = self.outline[token], self.words(TokenRange(token + 1, region.end))
            before = TokenRange(region.start, token)
            if code & KIND in (NEGATOR, CONDITION):
                apart = after >= _NEAR and self.has_relative(before)
            elif code & KIND == LIMITER:
                apart = linked or (after >= _APART and self.has_relative(before))
                apart |= bool(code & WEAKLY and after)
            else:
                relative = self.has_relative(before) or self.has_kind(before, COMPLEMENTISER)
                apart = linked or (after >= _APART and relative)
            if not apart:
                return True
        return False

    def _quoted(self, end: int) -> TokenRange:
        """What is quoted of the clause in which a quotation ends."""
        return TokenRange(self._clause_start(end - 1, sentence_start(self.outline, end - 1)), end)

    def is_absence(self, token: int) -> bool:
        """Whether a token is a word such as `without`, which negates only what comes after it."""
        return self.outline[token] & (KIND | WEAKLY) == NEGATOR | WEAKLY

    def _is_absence(self, token: int, quoted: TokenRange) -> bool:
        """Whether a word such as `without` limits no more than what comes after it, since nothing before it is negated."""
        return self.is_absence(token) and not self.has_kind(quoted, NEGATOR)

    def _is_limited_by(self, own: TokenRange, quoted: TokenRange) -> bool:
        """Whether the rest of a clause, which has a limiting word, limits what is before it, as far as can be told.

        Args:
            own: the rest of the clause.
            quoted: what is quoted of it.
        """
        total = self.words(own)
        first, last = min(own.end, own.start + _EDGE), max(own.start, own.end - _EDGE)
        edges = TokenRange(own.start, first), TokenRange(max(first, last), own.end)
        for token in (token for edge in edges for token in self.limiting(edge)):
            before = TokenRange(own.start, token)
            near = self.words(before) < _NEAR or total - self.words(before) <= _NEAR
            attribute = self.kind(token) == LIMITER and self.outline[token] & WEAKLY
            apart = attribute or self._is_absence(token, quoted)
            if near and not apart and not self.has_relative(before):
                return True
        return False

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
            and self.has_kind(near, NEGATOR)
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
            negated = self.has_kind(quoted, NEGATOR)
            if self.outline[clause.start] & WEAKLY and not self.has_governing(clause):
                return False  # `but the park stayed open`
            return self.words(clause) > 1 and (not negated or self.has_limiting(clause))
        if CONDITION not in (opening, self.kind(clause.start + 1)):
            if self._is_absence(clause.start, quoted):
                return False
            return opening in LIMITING and self.kind(clause.start - 1) not in (COLON, SEMICOLON)
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
            if opening == COMPLEMENTISER:  # `said that …, that …`: both depend on what is before the first
                that = next((at for at in range(*clause) if self.kind(at) == COMPLEMENTISER), clause.end)
                clause = TokenRange(clause.start, that) if that > clause.start else clause
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
        if earlier is None or self.kind(clause.start - 1) not in (*SEPARATING, QUOTE):
            return False
        if depends:
            return self._is_aside(clause) or self.words(clause) <= SHORT
        between = TokenRange(clause.end, region.start)
        if self.has_kind(region, ASIDE) or self.has_kind(between, COLON) or self.has_kind(between, SEMICOLON):
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
            opening in (CONTRAST, CONDITION, CLAUSE) or self.has_kind(clause, ASIDE)
        )

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
