"""What the figures of a comparison count, and whether two of them count the same: boats and people do not."""

from __future__ import annotations

import re
from typing import NamedTuple

from bindery.evidence.figure_labels import fates_in
from bindery.text.frames import fates
from bindery.text.things import related, things_in

_PEOPLE = "anyone"
_ANYONE = frozenset({_PEOPLE, "people"})
_NOUN = re.compile(r"[^\W\d_]{3,}s")
_UNNAMED = frozenset(
    {"were", "was", "per", "others", "cases", "units", "times", "items", "his", "has", "ones"}
)


class Counted(NamedTuple):
    """What one figure of a comparison counts.

    Attributes:
        named: what its author named as its unit; empty for nothing.
        noun: the word after it; may be empty.
        things: the things that these words mean, see `bindery.text.things`.
        fates: what became of the people whom it counts, if its sentence says one thing.
    """

    named: str
    noun: str
    things: frozenset[str]
    fates: frozenset[str]


NOTHING = Counted("", "", frozenset(), frozenset())


def things_counted(named: str, noun: str, words: str, language: str) -> Counted:
    """What a figure counts.

    Args:
        named: what its author named as its unit.
        noun: the word after it.
        words: the sentence.
        language: the language of the sentence.
    """
    fates = fates_in(words)
    return Counted(
        named.lower(),
        noun.lower(),
        _things(named, language) or _things(noun, language),
        frozenset(fates) if len(fates) == 1 else frozenset(),
    )


def _things(words: str, language: str) -> frozenset[str]:
    """The things that a word means; people for what became of them: deaths are those of people."""
    found = frozenset(one.thing for one in things_in(words, language))
    people = {fates("").get(word, "") for word in words.lower().split()} - {""}
    return found or (frozenset({_PEOPLE}) if people else frozenset())


def names_other_thing(one: Counted, noun: str, language: str) -> bool:
    """Whether the author of a claim names certainly something else than its own words: people for `12 boats`."""
    there = _things(noun, language)
    return bool(one.named and one.things and there) and not _meet(one.things, there)


def count_the_same(one: Counted, other: Counted) -> bool | None:
    """Whether two figures count the same; None where that has to be asked.

    It has to be where one author named what is counted, and the other figure has a noun that may be something else; and
    where two nouns are not the same, and are not both known: `40 boats` and `12 lamps`.
    """
    if one.named and other.named:
        return _named_alike(one, other)
    if one.fates and other.fates and one.fates != other.fates:
        return False
    if one.things and other.things:
        return _meet(one.things, other.things)
    if bool(one.named) == bool(other.named):
        return None if _is_unsure(one.noun, other.noun) and _is_unsure(other.noun, one.noun) else True
    return None if _is_unsure(one.named or other.named, other.noun if one.named else one.noun) else True


def names_nothing(noun: str) -> bool:
    """Whether a word after a figure does not say what it counts, such as `were`."""
    return noun.lower() in _UNNAMED


def _is_unsure(named: str, noun: str) -> bool:
    """Whether a noun may be something else than what an author named."""
    unknown = _NOUN.fullmatch(noun) is not None and not names_nothing(noun)
    return unknown and _stem(noun) not in {_stem(word) for word in named.split()}


def _named_alike(one: Counted, other: Counted) -> bool:
    """Whether two authors named the same."""
    same = one.things == other.things or one.things | other.things <= _ANYONE
    return _stem(one.named) == _stem(other.named) or bool(one.things and other.things and same)


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(related(thing, that) for thing in one for that in other)


def _stem(word: str) -> str:
    return word.removesuffix("s")
