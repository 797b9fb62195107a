"""Finds sentences that take back or limit the one before (`This is false.`, `It applies only if …`), and labels (`Myth`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bindery.text.limiters import WordList

_MOST_BETWEEN = (
    4  # words between what a sentence points at and its verdict: `this claim has since been | debunked`
)
_BEFORE_FIRST = 3  # marks before the first word of a sentence
_COUNTS = frozenset("#№")

Phrases = Mapping[str, Sequence[tuple[str, ...]]]


class SentencesOnOthers:
    """Tells what the sentences of a text say of other sentences.

    Args:
        tokens: the tokens of the text.
        folded: the folded form of each word.
        words: the words of its language.
    """

    def __init__(self, tokens: Sequence[str], folded: Mapping[str, str], words: WordList) -> None:
        self.tokens = tokens
        self.folded = folded
        self.words = words

    def first_word(self, start: int, stop: int) -> int:
        """The index of the first word of a sentence; -1 when it begins with other things."""
        ahead = range(start, min(start + _BEFORE_FIRST + 1, stop))
        return next((at for at in ahead if self.tokens[at][0].isalpha()), -1)

    def takes_back(self, at: int, stop: int) -> bool:
        """Whether a sentence with this first word, which ends before the token at `stop`, takes back or limits the one before."""
        if self._after(self.words.retractions, at):
            return True
        if any(self._ends(end, stop) for end in self._after(self.words.verdicts, at)):
            return True
        return any(
            self._ends(last, stop)
            for end in self._after(self.words.pointers, at)
            for between in range(end, min(end + _MOST_BETWEEN + 1, stop))
            for last in self._after(self.words.verdicts, between)
        ) or any(self._limits(end, stop) for end in self._after(self.words.pointers, at))

    def _limits(self, at: int, stop: int) -> bool:
        """Whether words after a pointer limit what it points at: soon after it, or at the end of the sentence."""
        for place in range(at, stop):
            for last in self._after(self.words.provisos, place):
                if place <= at + _MOST_BETWEEN or self._ends(last, stop):
                    return True
        return False

    def label_until(self, at: int, stop: int) -> int:
        """The index after the words of a label at the beginning of a sentence, as `Myth 2`; 0 when there is none."""
        for after in self._after(self.words.labels, at):
            end = after
            while end < stop and (self.tokens[end].isdecimal() or self.tokens[end] in _COUNTS):
                end += 1
            if self._ends(end, stop):
                return end
        return 0

    def is_all_marks(self, at: int, stop: int) -> bool:
        """Whether a sentence has no word from a token on."""
        return not any(token[0].isalnum() for token in self.tokens[at:stop])

    def _ends(self, at: int, stop: int) -> bool:
        """Whether a clause ends before a token."""
        return at >= stop or not (self.tokens[at][0].isalnum() or self.tokens[at][0] in "#№")

    def _after(self, phrases: Phrases, at: int) -> list[int]:
        """The index after each phrase that begins at a token."""
        if at >= len(self.tokens):
            return []
        known = phrases.get(self.folded.get(self.tokens[at], ""), ())
        return [at + len(one) for one in known if self._is(one, at)]

    def _is(self, phrase: tuple[str, ...], at: int) -> bool:
        found = self.tokens[at : at + len(phrase)]
        return len(found) == len(phrase) and all(
            self.folded.get(token, "") == word for token, word in zip(found, phrase, strict=True)
        )
