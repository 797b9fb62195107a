"""Things of a statement in whose place its quotations have others: the bus for the train, the gang for the police."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bindery.evidence.label_words import IDLE
from bindery.text.characters import VOWEL_SIGNS
from bindery.text.things import ThingWord, related, table_of, things_in

_TABLES_OF_COUNTS = frozenset({"counted", "places"})  # things that a text has beside each other
_SEXES = frozenset({"men", "women"})  # of which any other people can be
# After someone whom a statement names because the quotation has his words.
_SPEAKS = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:said|says|told|reported|sagten?|sagt|dit|disait|a dit|a déclaré|dijo|сказал\w*|сообщил\w*|قال\w*|نے کہا|گفت|ने कहा)(?!\w)"
)
_WORD = re.compile(rf"(?:[^\W_]{VOWEL_SIGNS})+")
_STEM = 4  # letters of a word that are compared
_NEAR = 2  # words on each side that say something


def contrary_things(
    language: str, text: str, quotes: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each thing of a statement in whose place the quotations have another, and that.

    The two must have a word beside them in common, and neither text may have both.

    Args:
        language: the language of the statement.
        text: the statement.
        quotes: the language and the words of each quotation that supports it.
    """
    mine = things_in(text, language) if quotes else ()
    theirs = [(quote, one) for tag, quote in quotes for one in things_in(quote, tag)] if mine else []
    for one in mine:
        if not _may_be_contrary(text, one, theirs):
            continue
        for quote, other in theirs:
            if _excludes(one, other, mine) and _is_in_place(text, one, quote, other):
                yield one.start, one.end, quote[other.start : other.end]
                break


def _may_be_contrary(text: str, one: ThingWord, theirs: Sequence[tuple[str, ThingWord]]) -> bool:
    """Whether a thing of a statement has no place beside others, no one who speaks, and is in no quotation."""
    beside = table_of(one.thing) in _TABLES_OF_COUNTS or _SPEAKS.match(text, one.end)
    return not beside and not any(related(one.thing, other.thing) for _, other in theirs)


def _excludes(one: ThingWord, other: ThingWord, mine: Sequence[ThingWord]) -> bool:
    """Whether a thing of a quotation is another of the same table, of which the statement has none."""
    same = table_of(other.thing) == table_of(one.thing) and (one.thing in _SEXES) == (other.thing in _SEXES)
    return same and not any(related(other.thing, own.thing) for own in mine)


def _is_in_place(text: str, one: ThingWord, quote: str, other: ThingWord) -> bool:
    """Whether two words have a word beside them in common."""
    return not _beside(text, one).isdisjoint(_beside(quote, other))


def _beside(text: str, one: ThingWord) -> set[str]:
    """How the words on both sides of a thing begin, without those that say nothing."""
    before = [
        word for word in _WORD.findall(text[max(0, one.start - 60) : one.start].lower()) if word not in IDLE
    ]
    after = [word for word in _WORD.findall(text[one.end : one.end + 60].lower()) if word not in IDLE]
    return {word[:_STEM] for word in (*before[-_NEAR:], *after[:_NEAR])}
