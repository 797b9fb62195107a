"""Words of a statement whose opposite its quotations have in the same place: `before the vote` for `after the vote`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bindery.evidence.label_words import IDLE
from bindery.text.characters import VOWEL_SIGNS
from bindery.text.limiters import NEGATOR, fold_word, word_list
from bindery.text.opposites import Opposites, opposites
from bindery.text.qualifiers import qualifier

WORD = re.compile(rf"(?:[^\W_]{VOWEL_SIGNS})+(?:[-'][^\W\d_]+)*")
_NUMBER = re.compile(r"\d(?:[.,٫٬]?\d)*")
SPANS = frozenset(["week", "woche", "semaine", "ہفتے", "semana", "неделю", "أسبوع", "सप्ताह", "هفته"])
_ONE = re.compile(
    r"(?<!\w)(?:an?|one|eine?[nmrs]?|une?|una?|один|одну|одно|за|في|ایک|एक|یک|per|al|в|प्रति|در|pro|par|فی|each|every|jede[nsr]?|chaque|ہر|the|last|next)\s+$"
)
_STEM = 4  # letters; longer words are compared without their ending
_ARTICLES = frozenset(
    "a an the der die das den dem des ein eine einen einem einer eines le la les un une l du de d اس کے کی کا سے نے کو ہی وہ یہ".split()  # noqa: SIM905  a list of words
)


class _Occurrence(NamedTuple):
    """A word of a group in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        number: which word of the group it is.
        beside: the words next to it, on the side that counts.
    """

    start: int
    end: int
    number: int
    beside: frozenset[str]


def contrary_words(text: str, quotes: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Start and end of each word of a statement whose opposite the quotations have, and that word.

    The statement is read in the languages of the quotations, so in any other one nothing is found.

    Args:
        text: the statement.
        quotes: the language and the words of each quotation that supports it.
    """
    small = _small(text)
    for language in dict.fromkeys(language for language, _ in quotes):
        cited = [_small(quote) for tag, quote in quotes if tag == language]
        if not any(is_negated(one, language) for one in (small, *cited)):
            for group in opposites(language):
                yield from _of_group(small, cited, group)


def _of_group(text: str, quotes: Sequence[str], group: Opposites) -> Iterator[tuple[int, int, str]]:
    """The words of one group, without those that the statement and the quotations have in common."""
    own = list(_occurrences(text, group))
    there = [(quote, one) for quote in quotes for one in _occurrences(quote, group)] if own else []
    said, cited = {one.number for one in own}, {one.number for _, one in there}
    common = said & cited
    if group.place == "anywhere" and (common or _counts_others(text, quotes)):
        return
    own, there = _without(own, common), [(quote, one) for quote, one in there if one.number not in common]
    for one in own:
        for quote, other in there:
            if group.place == "anywhere" or not one.beside.isdisjoint(other.beside):
                yield one.start, one.end, quote[other.start : other.end]
                break


def _counts_others(text: str, quotes: Sequence[str]) -> bool:
    """Whether no number of a statement is in its quotations: of ten, three failed and seven succeeded."""
    own, cited = _numbers(text), {number for quote in quotes for number in _numbers(quote)}
    return bool(own and cited) and own.isdisjoint(cited)


def _numbers(text: str) -> set[int]:
    return {int(re.sub(r"\D", "", match[0])) for match in _NUMBER.finditer(text)}


def _without(found: Sequence[_Occurrence], numbers: set[int]) -> list[_Occurrence]:
    return [one for one in found if one.number not in numbers]


def _small(text: str) -> str:
    """A text in small letters, as the groups are written. Each character keeps its offset."""
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).replace("’", "'")


@lru_cache(maxsize=1024)  # the same words are quoted by a claim and by other texts
def is_negated(text: str, language: str) -> bool:
    """Whether a text has a word that negates, in a language by its tag."""
    return any(_negates(word, language) for word in WORD.findall(text))


@lru_cache(maxsize=8192)  # most words are in many texts
def _negates(word: str, language: str) -> bool:
    return word_list(language).kind(fold_word(word)) == NEGATOR


def denies(text: str, language: str) -> bool:
    """Whether a text says that someone denies something."""
    return bool(qualifier(language, "denial").search(text.lower()))


def _occurrences(text: str, group: Opposites) -> Iterator[_Occurrence]:
    spans = not SPANS.isdisjoint(group.number)
    for match in group.pattern.finditer(text):
        if spans and not _ONE.search(text, 0, match.start()):
            continue  # with another number, the figure and its unit are compared
        yield _Occurrence(*match.span(), group.number[match[0]], _beside(text, match, group))


def _beside(text: str, match: re.Match[str], group: Opposites) -> frozenset[str]:
    """The words next to a match, on the side that counts for its group."""
    if group.place == "anywhere":
        return frozenset()
    if group.place == "before":
        words = WORD.findall(text[match.end() : match.end() + 60].removeprefix("'s"))
    else:
        words = WORD.findall(text[max(0, match.start() - 60) : match.start()])[::-1]
    words = [word for word in words if word not in _ARTICLES]
    meant = [word for word in words if word not in IDLE][:1]
    return frozenset(map(_stem, [*words[:1], *meant]))


def _stem(word: str) -> str:
    return word[: max(_STEM, len(word) - 2)]
