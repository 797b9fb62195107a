"""Tells where sentences end: at a full stop, and not after an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.text.limiters import WordList, fold_word
from bindery.text.nested_quotations import QUOTATION_MARKS
from bindery.text.tokenised import TokenisedText

# Kinds of punctuation, after the kinds of words in `limiters`.
COMMA, PARENTHESIS, QUOTE, COLON, SEMICOLON = range(11, 16)
STRONG = "۔؟।॥。！？｡"  # these end a sentence whatever comes next
_FIRST_UNSPACED = "\u2e80"  # from here on, scripts put no space between sentences
STOPS = ".!?…" + STRONG
PUNCTUATION = {
    **dict.fromkeys(",،、，|•·", COMMA),
    **dict.fromkeys(":：", COLON),
    **dict.fromkeys(";؛；", SEMICOLON),
    **dict.fromkeys("([{（［【", PARENTHESIS),
    **dict.fromkeys(")]}）］】", PARENTHESIS),
    **dict.fromkeys("–—―", PARENTHESIS),
    **dict.fromkeys(QUOTATION_MARKS, QUOTE),
}
# After these, a full stop ends no sentence: `46 proc. ankietowanych`.
_SHORT = "proc tys mln mld godz ok np tj tzn ul woj mio mrd tsd ca bzw evtl ggf nr dr mr mrs ms prof gen col approx vs тыс млн млрд руб гг др им ул"
_CUT = "".join(rf"(?<!\W{word}\.)(?<!\W{word.title()}\.)" for word in _SHORT.split())


def end_pattern(marks: str) -> re.Pattern[str]:
    """A pattern that matches each of some marks, and each mark that ends a sentence before a space.

    It begins with all these characters, since Python finds one of several characters quickly.
    """
    return re.compile(rf"[.!?{marks}](?:(?<=[{marks}])|(?=\s){_CUT})")


FULL_STOP = end_pattern(STRONG)
"""What ends a sentence, with regard to the commonest abbreviations."""
STATEMENT_END = end_pattern(rf";؛；\n{STRONG}")
"""What ends a statement, as `FULL_STOP`: the end of a sentence, a semicolon, the end of a line."""
_CLOSERS = frozenset("\"'»«”’›‹」』)]}）］】")
_OPENERS = frozenset("\"'«»„“‘‚‹›「『([{（［【¿¡-–—•*#")
_TITLES = frozenset(  # abbreviations in languages without a list
    ("dr", "prof", "hr", "fr", "fru", "st", "sv", "ing", "mgr", "gen", "col")
)
_LONGEST_NOTE = 3  # digits of a note's number after a full stop
_LONGEST_ORDINAL = 2  # digits of an ordinal number


class SentenceEnds:
    """The ends of the sentences of a text.

    Args:
        reading: the tokens of the text.
        words: the list of words of its language.
    """

    def __init__(self, reading: TokenisedText, words: WordList) -> None:
        self.tokens = reading.tokens
        self.spaced = reading.spaced
        self.words = words

    def after(self, at: int) -> Iterator[int]:
        """The index of the last token of the sentence, if one ends with the mark at this index."""
        after = self._after_closers(at + 1)
        if after == len(self.tokens) or self.tokens[at][0] in STRONG:
            yield after - 1
        elif self.tokens[after][0] in STOPS and not self.spaced[after]:
            return  # the last of several marks decides
        elif not self.spaced[after]:
            if self._run_together(at, after):
                yield after - 1
        elif self._begins_sentence(at, after):
            yield after - 1

    def _after_closers(self, at: int) -> int:
        """The index after the quotation marks, brackets and numbers of notes that are attached to a full stop."""
        while at < len(self.tokens) and (not self.spaced[at] or self._closes_apart(at)):
            mark = self.tokens[at]
            if mark == "[" and self.tokens[at + 2 : at + 3] == ("]",) and self.tokens[at + 1].isdigit():
                at += 3
            elif mark[0] in _CLOSERS or self._is_note(at):
                at += 1
            else:
                break
        return at

    def _closes_apart(self, at: int) -> bool:
        """Whether a mark closes a quotation although a space is before it, as in French."""
        return self.tokens[at][0] in "»›" and self.spaced_after(at)

    def _is_note(self, at: int) -> bool:
        """Whether a token is the number of a note after a full stop: `reopened.12 The`."""
        token = self.tokens[at]
        return (
            token.isdigit()
            and len(token) <= _LONGEST_NOTE
            and self.spaced_after(at)
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
        if word[0].islower() or (word[0] in PUNCTUATION and word[0] not in _OPENERS):
            return False
        before = self.tokens[at - 1] if at and not self.spaced[at] else ""
        return self.tokens[at] != "." or not before or self._ends_before(before, word)

    def _ends_before(self, before: str, word: str) -> bool:
        """Whether the full stop between two words ends a sentence, rather than the first being an abbreviation."""
        if before in self.words.number_abbreviations and (word[0].isdigit() or _is_roman(word)):
            return False
        if not self.words.abbreviations and before.lower() in _TITLES:
            return False
        if before in self.words.abbreviations or _is_initial(before) or self._is_ordinal(before):
            return fold_word(word) in self.words.starters
        return True

    def _is_ordinal(self, before: str) -> bool:
        return self.words.ordinals and before.isdigit() and len(before) <= _LONGEST_ORDINAL

    def spaced_after(self, at: int) -> bool:
        """Whether white space, or nothing, follows a token."""
        return at + 1 == len(self.tokens) or bool(self.spaced[at + 1])


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.lower() != word.upper()


def _is_roman(word: str) -> bool:
    return set(word) <= set("IVXLC")
