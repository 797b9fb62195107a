"""Comparisons of two things that a statement makes the other way round: `Orsa is larger than Immel` for `smaller`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bindery.evidence.contrary_words import WORD, content_stems, is_negated
from bindery.text.languages import code_of
from bindery.text.opposites import opposites
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import STATEMENT_END

_BEGIN = re.compile("[,:(–—]")
_CLAUSE_END = re.compile(r"[,:)–—]|\s(?:but|and|aber|und|mais|et|pero|y|ma|e)\s")
_BY = re.compile(r"\s+(?:by|par|da|dal|dalla|por|pelo|pela)\s")  # after a passive verb
_IS = re.compile(r"(?<!\w)(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+)?$")  # before one, in English


class _Compared(NamedTuple):
    """A comparison of two things, or a verb that says what one does to the other.

    Attributes:
        start: offset of the word that compares.
        end: offset after it.
        word: the word, in small letters.
        first: how the words begin that only the first thing has.
        second: how those begin that only the second has.
    """

    start: int
    end: int
    word: str
    first: frozenset[str]
    second: frozenset[str]


def turned_comparisons(
    language: str, text: str, quotes: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each word with which a statement compares two things, if a quotation says the opposite of them.

    Args:
        language: the language of the statement.
        text: the statement.
        quotes: the language and the words of each quotation that supports it.
    """
    for one, other, quote, same in _pairs(language, text, quotes):
        if not same:
            yield one.start, one.end, quote[other.start : other.end]


def compares_alike(language: str, text: str, quotes: Sequence[tuple[str, str]]) -> bool:
    """Whether a statement compares two things as a quotation does, if in other words or the other order."""
    return any(same for _, _, _, same in _pairs(language, text, quotes))


def _pairs(
    language: str, text: str, quotes: Sequence[tuple[str, str]]
) -> Iterator[tuple[_Compared, _Compared, str, bool]]:
    """Each comparison of a statement and that of a quotation between the same things, and whether they say the same, as far as is known."""
    alike = [(tag, quote) for tag, quote in quotes if code_of(tag) == code_of(language)]
    for one in _comparisons(text, language) if alike else ():
        for tag, quote in alike:
            for other in _comparisons(quote, tag):
                exchanged = _is_exchanged(one, other)
                opposed = _is_opposed(one.word, other.word, language)
                if exchanged is not None:
                    yield one, other, quote, opposed is None or exchanged == opposed


def _comparisons(text: str, language: str) -> Iterator[_Compared]:
    """The comparisons of a text, and the verbs that say what one thing does to another."""
    small, begin = text.lower(), 0
    for end in (*(match.end() for match in STATEMENT_END.finditer(small)), len(small)):
        sentence, start = small[begin:end], begin
        begin = end
        place = None if is_negated(sentence, language) else _comparing(sentence, language)
        if not place:
            continue
        (first, last), after = place
        things = sentence[:first], sentence[after:]
        before, behind = (
            set(content_stems(part, language))
            for part in (_BEGIN.split(things[0])[-1], _CLAUSE_END.split(things[1])[0])
        )
        yield _Compared(
            start + first,
            start + last,
            sentence[first:last],
            frozenset(before - behind),
            frozenset(behind - before),
        )


def _comparing(sentence: str, language: str) -> tuple[tuple[int, int], int] | None:
    """Start and end of the word that compares two things, and where the second begins."""
    than = qualifier(language, "than").search(sentence)
    words = list(WORD.finditer(sentence, 0, than.start())) if than else []
    if than and words:
        return words[-1].span(), than.end()
    verb = qualifier(language, "over").search(sentence)
    passive = verb and (_BY.match(sentence, verb.end()) or _IS.search(sentence, 0, verb.start()))
    return (verb.span(), verb.end()) if verb and not passive else None


def _is_exchanged(one: _Compared, other: _Compared) -> bool | None:
    """Whether the two things of a comparison are in the other order; None if they are other things."""
    straight = one.first & other.first and one.second & other.second
    crossed = one.first & other.second and one.second & other.first
    return None if bool(straight) == bool(crossed) else bool(crossed)


def _is_opposed(one: str, other: str, language: str) -> bool | None:
    """Whether one of two words that compare says the opposite of the other; None if nothing is known of them."""
    if one == other:
        return False
    groups = (group.number for group in opposites(language) if {one, other} <= group.number.keys())
    return True if any(number[one] != number[other] for number in groups) else None
