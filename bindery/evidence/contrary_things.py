"""Things of a statement in whose place its quotations have others: the bus for the train, the gang for the police."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bindery.evidence.alignment import Alignment, ReadText, reading_of
from bindery.text.characters import VOWEL_SIGNS
from bindery.text.frames import idle_words
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


def contrary_things(alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    """Start and end of each thing of a statement in whose place its quotations have another, and that.

    Every other word of the statement must be in the quotation, the two must have the same word beside them, and neither
    text may have both things.
    """
    said = alignment.said
    mine = things_in(said.text, said.language)
    if not mine or not all(alignment.homes(figure) for figure in said.figures if figure.value is not None):
        return  # of a figure that follows from others, another thing may be true
    theirs = [(quote, one) for quote in alignment.quotes for one in things_in(quote.text, quote.language)]
    for one in mine:
        if not (_is_left_out(said.text, one) or any(related(one.thing, other.thing) for _, other in theirs)):
            for quote, other in islice(_in_place_of(one, said, mine, theirs), 1):
                yield one.start, one.end, quote.text[other.start : other.end]


def _in_place_of(
    one: ThingWord, said: ReadText, mine: Sequence[ThingWord], theirs: Sequence[tuple[ReadText, ThingWord]]
) -> Iterator[tuple[ReadText, ThingWord]]:
    """The things of the quotations in whose place a statement has another one."""
    for quote, other in theirs:
        if _may_be_for(one, other, mine) and _is_in_place(said, one, quote, other):
            yield quote, other


def _is_left_out(text: str, one: ThingWord) -> bool:
    """Whether a thing is one that a text has beside others, or someone who speaks."""
    return table_of(one.thing) in _TABLES_OF_COUNTS or bool(_SPEAKS.match(text, one.end))


def _may_be_for(one: ThingWord, other: ThingWord, mine: Sequence[ThingWord]) -> bool:
    """Whether two things are of one table, and the statement does not have the other one too."""
    known = any(related(other.thing, own.thing) for own in mine)
    of_one = table_of(other.thing) == table_of(one.thing)
    return of_one and not known and (one.thing in _SEXES) == (other.thing in _SEXES)


def _is_in_place(said: ReadText, one: ThingWord, quote: ReadText, other: ThingWord) -> bool:
    """Whether two words have a word on the same side in common, and the quotation has the rest of the statement."""
    masked = f"{said.text[: one.start]}{' ' * (one.end - one.start)}{said.text[one.end :]}"
    rest = reading_of(said.language, masked, said.figures)
    if not quote.covers(rest.stems(0, len(masked))):
        return False
    sides = zip(_beside(said.text, one), _beside(quote.text, other), strict=True)
    return any(mine & theirs for mine, theirs in sides)


def _beside(text: str, one: ThingWord) -> tuple[set[str], set[str]]:
    """How the words before and after a thing begin, without those that say nothing."""
    before = [
        word
        for word in _WORD.findall(text[max(0, one.start - 60) : one.start].lower())
        if word not in idle_words()
    ]
    after = [word for word in _WORD.findall(text[one.end : one.end + 60].lower()) if word not in idle_words()]
    return {word[:_STEM] for word in before[-_NEAR:]}, {word[:_STEM] for word in after[:_NEAR]}
