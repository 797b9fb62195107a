"""The outline of a text: for each token, whether it limits or negates, separates clauses, or ends a sentence.

docs/reference/fingerprints.md lists the codes. A snapshot and its fingerprint have the same outline. Every rule about what
a quotation leaves out looks at the outline alone, so that both give the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bindery.text import limiters
from bindery.text.limiters import (
    APPROXIMATION,
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
    WEAK,
    WordList,
    fold_word,
)
from bindery.text.tokenised import TokenisedText

# Kinds of punctuation, after the kinds of words in `limiters`.
COMMA, PARENTHESIS, QUOTE, COLON, SEMICOLON = range(11, 16)
KIND = 15  # the bits of a code that hold the kind
ENDS = 16  # the bit of a token after which a sentence ends
WORD = 32  # the bit of a word or number
LINKS = 64  # the bit of a word such as `and`, which ends a clause
_SPECIAL = 128  # a token whose code depends on the tokens next to it, until it is known
QUESTIONS = 128  # the bit of a question mark
WEAKLY = 128  # the bit of a word that limits only what comes after it, and is a hedge elsewhere
_STRONG = "۔؟।॥。！？｡"  # these end a sentence whatever comes next
_FIRST_UNSPACED = "\u2e80"  # from here on, scripts put no space between sentences
_STOPS = ".!?…" + _STRONG
_QUESTIONS = "?؟？"
_PUNCTUATION = {
    **dict.fromkeys(",،、，|•·", COMMA),
    **dict.fromkeys(":：", COLON),
    **dict.fromkeys(";؛；", SEMICOLON),
    **dict.fromkeys("([{（［【", PARENTHESIS),
    **dict.fromkeys(")]}）］】", PARENTHESIS),
    **dict.fromkeys("–—―", PARENTHESIS),
    **dict.fromkeys("\"'»«”’„“‘‚›‹「」『』", QUOTE),
}
_CLOSERS = frozenset("\"'»«”’›‹」』)]}）］】")
_OPENERS = frozenset("\"'«»„“‘‚‹›「『([{（［【¿¡-–—•*#")
_FIRST_ONLY = (
    LINK,
    CLAUSE,
    CONDITION,
    CONTRAST,
    COMPLEMENTISER,
)  # phrases that open a clause with their first word
_PARTICLE_BEFORE = (*_STOPS, *_PUNCTUATION, "und", "oder")  # what follows the end of a clause
_REACH_OF_NAME = 6  # tokens on each side of a word in a name
_LONGEST_SMALL = 4  # letters of the words that headlines write small
_LONGEST_NOTE = 3  # digits of a note's number after a full stop
_LONGEST_ORDINAL = 2  # digits of an ordinal number
_MOST_BETWEEN = 2  # tokens between a bound and its number
_CODES = {APPROXIMATION: BOUND, NEUTRAL: 0, GOVERNOR: HEDGE | WEAKLY, WEAK: BOUND | WEAKLY, PARTICLE: HEDGE}
_REACH = 3  # tokens between a number and a bound after it, at most


class _Codes(dict[str, int]):
    """The code of each token without regard to the tokens next to it, calculated when it is first asked for."""

    def __init__(self, words: WordList) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, token: str) -> int:
        code = self[token] = self._calculate(token)
        return code

    def _calculate(self, token: str) -> int:
        first = token[0]
        if first in _STOPS + "-" and (first != "-" or len(token) == 1):
            return _SPECIAL
        if first in _PUNCTUATION:
            return _PUNCTUATION[first] | (_SPECIAL if first in "–—―" else 0)
        if first == "-":
            return PARENTHESIS
        if not any(map(str.isalnum, token)):
            return 0
        if token in self.words.names:
            return WORD
        word = fold_word(token)
        kind = self.words.kind(word)
        special = (
            word in self.words.phrases
            or token in self.words.number_abbreviations
            or (kind in (NEGATOR, LIMITER, CONDITION) and token.istitle())
        )
        return WORD | kind | (_SPECIAL if special else 0)


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
    return bytes(_Outliner(reading, known.words, codes).finish())


class _Outliner:
    """Completes the codes of tokens that depend on the tokens next to them.

    Args:
        reading: the tokens.
        words: the list of words.
        codes: the code of each token by itself.
    """

    def __init__(self, reading: TokenisedText, words: WordList, codes: bytearray) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.spaced = reading.spaced
        self.words = words
        self.codes = codes

    def finish(self) -> bytearray:
        """The codes, complete."""
        done = 0
        ends: list[int] = []
        for at in [at for at, code in enumerate(self.codes) if code & _SPECIAL]:
            self.codes[at] &= ~_SPECIAL
            if self.codes[at] & WORD:
                if at >= done:
                    done = max(done, self._phrase(at))
            elif self.tokens[at][0] in _STOPS:
                mark = self.tokens[at][0]
                self.codes[at] = 0 if mark in ".…" else COMMA | (QUESTIONS if mark in _QUESTIONS else 0)
                ends += self._end_of_sentence(at)
            else:
                self.codes[at] = PARENTHESIS if self._is_dash(at) else 0
        self._mark_sentences(ends)
        return self.codes

    def _mark_sentences(self, ends: Sequence[int]) -> None:
        """Marks the last token of each sentence and paragraph, and a first word that makes a condition.

        Args:
            ends: the last token of each sentence.
        """
        for at in (*ends, *(first - 1 for first in self.reading.paragraphs if first)):
            self.codes[at] |= ENDS
        for at in (0, *(end + 1 for end in ends)):
            if at < len(self.tokens) and self.tokens[at] in self.words.inverted:
                self.codes[at] = WORD | CONDITION

    def _is_dash(self, at: int) -> bool:
        """Whether a dash separates clauses, rather than the ends of a range or the parts of a word."""
        if self.reading.joined[at]:
            return False
        return self.tokens[at] != "-" or bool(self.spaced[at] and self._spaced_after(at))

    def _spaced_after(self, at: int) -> bool:
        return at + 1 == len(self.tokens) or bool(self.spaced[at + 1])

    def _folded(self, first: int, end: int) -> tuple[str, ...]:
        return tuple(fold_word(token) for token in self.tokens[first:end])

    def _phrase(self, at: int) -> int:
        """Gives each token of the longest phrase that begins here its code, and returns the index after it."""
        if self._before_number(at) or self._is_name(at):
            self.codes[at] = WORD
            return at
        phrases = self.words.phrases.get(fold_word(self.tokens[at]), ())
        longest = len(phrases[0][0]) if phrases else 0  # the first is the longest
        following = self._folded(at, at + longest)
        for phrase, kind in phrases:
            end = at + len(phrase)
            if following[: len(phrase)] == phrase:
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
        if kind == BOUND_AFTER:
            return end if any(map(self._is_number, range(max(0, at - _REACH), at))) else 0
        if kind == PARTICLE:
            return end if end == len(self.tokens) or self.tokens[end] in _PARTICLE_BEFORE else 0
        if kind == LINK:
            self.codes[at] |= LINKS
            opens = end < len(self.tokens) and fold_word(self.tokens[end]) in self.words.openers
            return end if opens else 0
        return end

    def _mark(self, at: int, end: int, kind: int) -> None:
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
            between = token[0] in "$£€¥₹~≈+-−" or fold_word(token) in self.words.between
            if not between:
                return 0
        return 0

    def _is_number(self, at: int) -> bool:
        token = self.tokens[at]
        return token[0].isdigit() or fold_word(token) in self.words.numbers

    def _end_of_sentence(self, at: int) -> Iterator[int]:
        """The index of the last token of the sentence, if one ends with the mark at this index."""
        after = self._after_closers(at + 1)
        if after == len(self.tokens) or self.tokens[at][0] in _STRONG:
            yield after - 1
        elif self.tokens[after][0] in _STOPS and not self.spaced[after]:
            return  # the last of several marks decides
        elif not self.spaced[after]:
            if self._run_together(at, after):
                yield after - 1
        elif self._begins_sentence(at, after):
            yield after - 1

    def _after_closers(self, at: int) -> int:
        """The index after the quotation marks, brackets and numbers of notes that are attached to a full stop."""
        while at < len(self.tokens) and not self.spaced[at]:
            mark = self.tokens[at]
            if mark == "[" and self._folded(at + 2, at + 3) == ("]",) and self.tokens[at + 1].isdigit():
                at += 3
            elif mark[0] in _CLOSERS or self._is_note(at):
                at += 1
            else:
                break
        return at

    def _is_note(self, at: int) -> bool:
        """Whether a token is the number of a note after a full stop: `reopened.12 The`."""
        token = self.tokens[at]
        return (
            token.isdigit()
            and len(token) <= _LONGEST_NOTE
            and self._spaced_after(at)
            and self.tokens[at - 2 : at - 1] != ()
            and self.tokens[at - 2].isalpha()
            and self.tokens[at - 2] not in self.words.number_abbreviations
        )

    def _run_together(self, at: int, after: int) -> bool:
        """Whether two sentences have no space between them: `reopened.The`."""
        before, word = self.tokens[at - 1] if at else "", self.tokens[after]
        if self.tokens[at][0] in "!?" and word[0] >= _FIRST_UNSPACED:
            return True
        return (
            self.tokens[at] == "."
            and len(before) > _LONGEST_NOTE
            and before.islower()
            and word[0].isupper()
            and word[1:].islower()
        )

    def _begins_sentence(self, at: int, after: int) -> bool:
        """Whether a sentence begins after the mark at `at`; `after` is the index of the next token, which is spaced."""
        first = next(
            (n for n in range(after, min(after + 4, len(self.tokens))) if self.tokens[n][0] not in _OPENERS),
            after,
        )
        word = self.tokens[first]
        if word[0].islower() or (word[0] in _PUNCTUATION and word[0] not in _OPENERS):
            return False
        before = self.tokens[at - 1] if at and not self.spaced[at] else ""
        return self.tokens[at] != "." or not before or self._ends_before(before, word)

    def _ends_before(self, before: str, word: str) -> bool:
        """Whether the full stop between two words ends a sentence, rather than the first being an abbreviation."""
        if before in self.words.number_abbreviations and (word[0].isdigit() or _is_roman(word)):
            return False
        if before in self.words.abbreviations or _is_initial(before) or self._is_ordinal(before):
            return fold_word(word) in self.words.starters
        return True

    def _is_ordinal(self, before: str) -> bool:
        return self.words.ordinals and before.isdigit() and len(before) <= _LONGEST_ORDINAL


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.lower() != word.upper()


def _is_roman(word: str) -> bool:
    return set(word) <= set("IVXLC")


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
