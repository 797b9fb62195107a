"""The outline of a text: for each token, whether it limits or negates, separates clauses, or ends a sentence.

docs/reference/fingerprints.md lists the codes. A snapshot and its fingerprint have the same outline. Every rule about what
a quotation leaves out looks at the outline alone, so that both give the same verdict.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bindery.text import limiters
from bindery.text.limiters import (
    ABSENCE,
    ADVERSATIVE,
    APPROXIMATION,
    ASIDE,
    BOUND,
    BOUND_AFTER,
    CLAUSE,
    COMPLEMENTISER,
    CONDITION,
    CONTRAST,
    GOVERNOR,
    HEDGE,
    LIMITER,
    LINK,
    NEGATOR,
    NEUTRAL,
    PARTICLE,
    RELATIVE,
    UNTIL,
    WEAK,
    WordList,
    fold_word,
)
from bindery.text.nested_quotations import QUOTATION_MARKS, nested_quotations
from bindery.text.sentence_ends import (
    COMMA,
    PARENTHESIS,
    PUNCTUATION,
    QUOTE,
    STOPS,
    SentenceEnds,
)
from bindery.text.taken_back import SentencesOnOthers
from bindery.text.time_limits import is_until
from bindery.text.tokenised import TokenisedText

KIND = 15  # the bits of a code that hold the kind
ENDS = 16  # the bit of a token after which a sentence ends
WORD = 32  # the bit of a word or number
LINKS = 64  # the bit of a word such as `and`, which ends a clause
_SPECIAL = 128  # a token whose code depends on the tokens next to it, until it is known
QUESTIONS = 128  # the bit of a question mark
OPENS = 128  # the bit of a quotation mark that opens words which another one closes
WEAKLY = 128  # the bit of a word that limits only what comes after it, and is a hedge elsewhere; of a
# relative pronoun; and of a word such as `but`
LABEL = WORD | BOUND_AFTER | LINKS | WEAKLY  # the code of the first word of a heading such as `Myth`
LABEL_OR_VERDICT = WORD | BOUND | LINKS | WEAKLY  # of one such as `False`
TAKES_BACK = LINKS | WEAKLY  # the bits of the first word of a sentence that takes back the one before
_QUESTIONS = "?؟？"
_AFTER_LABEL = ":：–—"
_DEPENDENT = frozenset("–—―" + QUOTATION_MARKS)
_FIRST_ONLY = (
    LINK,
    CLAUSE,
    CONDITION,
    CONTRAST,
    COMPLEMENTISER,
)  # phrases that open a clause with their first word
_PARTICLE_BEFORE = (*STOPS, *PUNCTUATION, "und", "oder")  # what follows the end of a clause
_REACH_OF_NAME = 6  # tokens on each side of a word in a name
_LONGEST_SMALL = 4  # letters of the words that headlines write small
_MOST_BETWEEN = 2  # tokens between a bound and its number
_CODES = {
    APPROXIMATION: BOUND,
    NEUTRAL: 0,
    GOVERNOR: HEDGE | WEAKLY,
    WEAK: BOUND | WEAKLY,
    PARTICLE: HEDGE,
    RELATIVE: ASIDE | WEAKLY,
    ADVERSATIVE: CONTRAST | WEAKLY,
    ABSENCE: NEGATOR | WEAKLY,
}
_ATTRIBUTES = bytes(code in (WORD | LIMITER, WORD | HEDGE | WEAKLY) for code in range(256))
_BEFORE_LIST = frozenset(":：—–")
_BETWEEN_ITEMS = frozenset(",;؛；،、")
_PAIR = 2  # words by which phrases are looked up
_REACH = 3  # tokens between a number and a bound after it, at most


class _Codes(dict[str, int]):
    """The code of each token without regard to the tokens next to it, calculated when it is first asked for."""

    def __init__(self, words: WordList) -> None:
        super().__init__()
        self.words = words
        self.folded: dict[str, str] = {}

    def __missing__(self, token: str) -> int:
        self.folded[token] = fold_word(token)
        code = self[token] = self._calculate(token)
        return code

    def _calculate(self, token: str) -> int:
        first = token[0]
        if (first in STOPS + "-" and (first != "-" or len(token) == 1)) or first in self.words.questions:
            return _SPECIAL
        if first in PUNCTUATION:
            return PUNCTUATION[first] | (_SPECIAL if first in _DEPENDENT else 0)
        if first == "-":
            return PARENTHESIS
        if not any(map(str.isalnum, token)):
            return 0
        if token in self.words.names:
            return WORD
        word = self.folded[token]
        kind = self.words.kind(word)
        special = (
            word in self.words.phrases
            or token in self.words.number_abbreviations
            or (kind in (NEGATOR, LIMITER, CONDITION) and token.istitle())
        )
        return WORD | _CODES.get(kind, kind) | (_SPECIAL if special else 0)


@lru_cache(maxsize=64)
def _codes(language: str | None) -> _Codes:
    return _Codes(limiters.word_list(language))


def outline_of(reading: TokenisedText, language: str | None) -> bytes:
    """The outline of a text: one code for each token.

    Args:
        reading: the tokens of the text.
        language: tag of the language whose words count, such as `en-GB`; None when it is not known, so that all do.
    """
    known = _codes(language)
    codes = bytearray(map(known.__getitem__, reading.tokens))
    return bytes(_Outliner(reading, known, codes).finish())


class _Outliner:
    """Completes the codes of tokens that depend on the tokens next to them.

    Args:
        reading: the tokens.
        known: the code and the folded form of each token, and the list of words.
        codes: the code of each token by itself.
    """

    def __init__(self, reading: TokenisedText, known: _Codes, codes: bytearray) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.spaced = reading.spaced
        self.words = known.words
        self.folded = known.folded
        self.codes = codes
        self.sentences = SentenceEnds(reading, known.words)

    def finish(self) -> bytearray:
        """The codes, complete."""
        done = 0
        ends: list[int] = []
        quotes: list[int] = []
        for at in [at for at, code in enumerate(self.codes) if code & _SPECIAL]:
            self.codes[at] &= ~_SPECIAL
            if self.codes[at] & WORD:
                if at >= done:
                    done = max(done, self._phrase(at))
            elif (mark := self.tokens[at][0]) in STOPS or mark in self.words.questions:
                asks = mark in _QUESTIONS or mark in self.words.questions
                self.codes[at] = 0 if mark in ".…" else COMMA | (QUESTIONS if asks else 0)
                ends += self.sentences.after(at)
            elif self.codes[at] == QUOTE:
                quotes.append(at)
            else:
                self.codes[at] = PARENTHESIS if self._is_dash(at) else 0
        self._mark_sentences(ends)
        self._mark_attributes()
        for at in quotes:
            self.codes[at] &= ENDS
        for opening, closing in nested_quotations(self.reading, quotes):
            self.codes[opening] |= QUOTE | OPENS
            self.codes[closing] |= QUOTE
        return self.codes

    def _mark_sentences(self, ends: Sequence[int]) -> None:
        """Marks the last token of each sentence and paragraph, and a first word that makes a condition.

        Args:
            ends: the last token of each sentence.
        """
        for at in (*ends, *(first - 1 for first in self.reading.paragraphs if first)):
            self.codes[at] |= ENDS
        for at in self._in_limited_lists():
            self.codes[at] &= ~ENDS
        for at in (0, *(end + 1 for end in ends)):
            if at < len(self.tokens) and self.tokens[at] in self.words.inverted:
                self.codes[at] = WORD | CONDITION
        if self.words.verdicts:
            self._mark_what_is_taken_back()

    def _mark_what_is_taken_back(self) -> None:
        """Marks the first words of sentences that take back the one before, and of labels of what is not so."""
        others = SentencesOnOthers(self.tokens, self.folded, self.words)
        start = 0
        for end in [at for at, code in enumerate(self.codes) if code & ENDS] + [len(self.codes) - 1]:
            stop, first = end + 1, others.first_word(start, end + 1)
            start = stop
            if first < 0:
                continue
            label, takes_back = others.label_until(first, stop), others.takes_back(first, stop)
            if label and others.is_all_marks(label, stop) and self._begins_paragraph(first):
                self.codes[first] = self.codes[first] & ENDS | (LABEL_OR_VERDICT if takes_back else LABEL)
            elif label and self.tokens[label] in _AFTER_LABEL:
                self.codes[first] |= 0 if self.codes[first] & KIND else HEDGE
            elif takes_back:
                self.codes[first] |= TAKES_BACK

    def _begins_paragraph(self, first: int) -> bool:
        """Whether a word is the first one of a paragraph."""
        begins = self.reading.paragraphs[bisect_right(self.reading.paragraphs, first) - 1 :][:1]
        start = begins[0] if begins and begins[0] <= first else 0
        return not any(self.codes[at] & WORD for at in range(start, first))

    def _in_limited_lists(self) -> Iterator[int]:
        """The last token of each line of a list that goes on, if the words before the list limit its items.

        In `Members may not: – fish; – swim`, all of it is one sentence.
        """
        mark = ""
        for first in filter(None, self.reading.paragraphs):
            if first >= len(self.tokens):
                return
            if not mark and self.tokens[first - 1] in _BEFORE_LIST:
                if self._is_limited(first - 1):
                    mark = _mark_of_item(self.tokens[first])
                    yield first - 1
            elif mark and self._goes_on(first, mark):
                yield first - 1
            else:
                mark = ""

    def _goes_on(self, first: int, mark: str) -> bool:
        """Whether a list whose items begin with a mark goes on with the line that begins at a token."""
        if self.tokens[first - 1] in _BETWEEN_ITEMS:
            return True
        ended = mark == "a" and self.tokens[first - 1][0] in STOPS
        return not ended and _mark_of_item(self.tokens[first]) == mark

    def _is_limited(self, last: int) -> bool:
        """Whether the sentence of which a token is the last one has a limiting word."""
        at = last - 1
        while at >= 0 and not self.codes[at] & ENDS:
            if self.codes[at] & KIND in (NEGATOR, LIMITER, CONDITION):
                return True
            at -= 1
        return False

    def _mark_attributes(self) -> None:
        """Marks the limiters after words such as `the`, which limit only what comes directly after them."""
        if not self.words.determiners:
            return
        found = self.codes.translate(_ATTRIBUTES)
        at = found.find(1)
        while at >= 0:
            if at and self.folded[self.tokens[at - 1]] in self.words.determiners:
                self.codes[at] = WORD | LIMITER | WEAKLY
            at = found.find(1, at + 1)

    def _is_dash(self, at: int) -> bool:
        """Whether a dash separates clauses, rather than the ends of a range or the parts of a word."""
        if self.reading.joined[at]:
            return False
        return self.tokens[at] != "-" or bool(self.spaced[at] and self.sentences.spaced_after(at))

    def _folded(self, first: int, end: int) -> tuple[str, ...]:
        return tuple(map(self.folded.__getitem__, self.tokens[first:end]))

    def _phrase(self, at: int) -> int:
        """Gives each token of the longest phrase that begins here its code, and returns the index after it."""
        if self._before_number(at) or self._is_name(at):
            self.codes[at] = WORD
            return at
        begun = self.words.phrases.get(self.folded[self.tokens[at]], {})
        second = self.folded[self.tokens[at + 1]] if at + 1 < len(self.tokens) else ""
        for phrase, kind in (*begun.get(second, ()), *begun.get("", ())):
            end = at + len(phrase)
            if len(phrase) <= _PAIR or self._folded(at, end) == phrase:
                stop = self._marked_until(at, end, kind)
                if stop:
                    self._mark(at, stop, kind)
                    return stop
        return at

    def _is_name(self, at: int) -> bool:
        """Whether a word is a name after a title, as in `Dr No`, or in the middle of one, as in `Doctors Without Borders`."""
        if not self.tokens[at][0].isupper():
            return False
        before = (
            self.tokens[at - 2 : at]
            if at > 1 and self.tokens[at - 1] == "."
            else self.tokens[max(0, at - 1) : at]
        )
        return (bool(before) and before[0] in self.words.abbreviations) or self._is_in_name(at)

    def _is_in_name(self, at: int) -> bool:
        """Whether the words before and after a word have capitals too, but not those of a whole headline."""
        around = self.tokens[max(0, at - _REACH_OF_NAME) : at + _REACH_OF_NAME]
        return (
            0 < at < len(self.tokens) - 1
            and all(token.istitle() for token in self.tokens[at - 1 : at + 2])
            and any(token.islower() and len(token) > _LONGEST_SMALL for token in around)
        )

    def _before_number(self, at: int) -> bool:
        """Whether a word is an abbreviation before a number, as in `No. 5`."""
        following = self.tokens[at + 1 : at + 3]
        return (
            self.tokens[at] in self.words.number_abbreviations
            and len(following) > 1
            and following[0] == "."
            and following[1][0].isdigit()
        )

    def _marked_until(self, at: int, end: int, kind: int) -> int:
        """The index after the tokens that get this kind; 0 when the tokens next to them do not fit it."""
        if kind == BOUND:
            return self._number_after(end)
        if kind == UNTIL:
            return end if is_until(self.tokens, at, end, self.words, self.folded) else 0
        if kind == BOUND_AFTER:
            return end if any(map(self._is_number, range(max(0, at - _REACH), at))) else 0
        if kind == PARTICLE:
            return end if end == len(self.tokens) or self.tokens[end] in _PARTICLE_BEFORE else 0
        if kind == LINK:
            self.codes[at] |= LINKS
            opens = end < len(self.tokens) and self.folded[self.tokens[end]] in self.words.openers
            return end if opens else 0
        return end

    def _mark(self, at: int, end: int, kind: int) -> None:
        kind = CONTRAST if kind == UNTIL else kind
        if kind in _FIRST_ONLY:
            self.codes[at] = self.codes[at] & LINKS | WORD | (CLAUSE if kind == LINK else kind)
            kind = NEUTRAL  # the rest of the phrase
            at += 1
        for index in range(at, end):
            self.codes[index] = self.codes[index] & WORD | _CODES.get(kind, kind)

    def _number_after(self, at: int) -> int:
        """The index of the number that a bound is before; 0 when there is none."""
        for index in range(at, min(at + _MOST_BETWEEN + 1, len(self.tokens))):
            if self._is_number(index):
                return index
            token = self.tokens[index]
            between = token[0] in "$£€¥₹~≈+-−" or self.folded[token] in self.words.between
            if not between:
                return 0
        return 0

    def _is_number(self, at: int) -> bool:
        token = self.tokens[at]
        return token[0].isdigit() or self.folded[token] in self.words.numbers


def _mark_of_item(token: str) -> str:
    """The first token of an item of a list, the same for all numbers and letters that count the items."""
    return (
        "1"
        if token.isdigit() or (len(token) == 1 and token.isalpha())
        else token[0]
        if not token.isalpha()
        else "a"
    )


ENDING = bytes(bool(code & ENDS) for code in range(256))
"""The table by which `bytes.translate` marks the ends of sentences in an outline."""


@lru_cache(maxsize=64)
def _ends(outline: bytes) -> bytes:
    """One byte for each token: 1 if a sentence ends after it."""
    return outline.translate(ENDING)


def sentence_start(outline: bytes, token: int) -> int:
    """The index of the first token of the sentence that a token is in."""
    return _ends(outline).rfind(1, 0, token) + 1


def sentence_end(outline: bytes, end: int) -> int:
    """The index after the last token of the sentence that the token before `end` is in."""
    found = _ends(outline).find(1, max(0, end - 1))
    return found + 1 if found >= 0 else len(outline)
