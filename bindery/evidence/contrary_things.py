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
        table = table_of(one.thing)
        if _is_left_out(text, one) or any(related(one.thing, other.thing) for _, other in theirs):
            continue
        for quote, other in theirs:
            known = any(related(other.thing, own.thing) for own in mine)
            if (one.thing in _SEXES) != (other.thing in _SEXES):
                continue
            if table_of(other.thing) == table and not known and _is_in_place(text, one, quote, other):
                yield one.start, one.end, quote[other.start : other.end]
                break


def _is_left_out(text: str, one: ThingWord) -> bool:
    """Whether a thing is one that a text has beside others, or someone who speaks."""
    return table_of(one.thing) in _TABLES_OF_COUNTS or bool(_SPEAKS.match(text, one.end))


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
