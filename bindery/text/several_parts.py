"""Shares of several equal parts in words of many languages: `trois cinquièmes`, `двух третей`, `beşte ikisi`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from bindery.text.languages import codes_with, section
from bindery.text.number_words import SpelledNumber

_SECTION = "parts"
_FIRST_MANY, _FIRST_PARTS = 2, 3  # what the first entries of the lists stand for
_JOINT = "[ \u00a0\u200c-]"


class _Parts(NamedTuple):
    """The words for shares of one language.

    Attributes:
        triggers: words of which one must be in a text that has such a share.
        pattern: matches a share, with the groups `many` and `parts`.
        many: how many parts, by the words for it.
        parts: into how many the whole is divided, by the words for it.
    """

    triggers: frozenset[str]
    pattern: re.Pattern[str]
    many: dict[str, int]
    parts: dict[str, int]


def find_several_parts(text: str, words: set[str]) -> Iterator[SpelledNumber]:
    """Every share of several parts, such as two thirds, in words of another language than English.

    Args:
        text: a text in small letters.
        words: its words.
    """
    if _triggers().isdisjoint(words):
        return
    for language in _languages():
        if language.triggers.isdisjoint(words):
            continue
        for match in language.pattern.finditer(text):
            many, parts = language.many[match["many"]], language.parts[match["parts"]]
            if many < parts:
                yield SpelledNumber(*match.span(), Fraction(many, parts), "share")


def may_be_in_several_parts(word: str) -> bool:
    """Whether a word in small letters may be part of such a share."""
    return word in _triggers()


@lru_cache(maxsize=1)
def _triggers() -> frozenset[str]:
    return frozenset[str]().union(*(language.triggers for language in _languages()))


@lru_cache(maxsize=1)
def _languages() -> tuple[_Parts, ...]:
    return tuple(_parts_in(code) for code in codes_with(_SECTION))


def _parts_in(code: str) -> _Parts:
    data = section(code, _SECTION)
    many, parts = _values(data["many"], _FIRST_MANY), _values(data["of"], _FIRST_PARTS)
    first, second = rf"(?P<many>{_any_of(many)})", rf"(?P<parts>{_any_of(parts)})"
    if data.get("of_first"):
        first, second = second, first
    return _Parts(
        frozenset(word for phrase in parts for word in phrase.split()),
        re.compile(rf"(?<!\w){first}{_JOINT}{second}(?!\w){data.get('unless', '')}"),
        many,
        parts,
    )


def _any_of(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _values(listed: str, first: int) -> dict[str, int]:
    """What each word of a list stands for. Forms of one number have strokes between them."""
    entries = enumerate(" ".join(listed.split()).split(", "), first)
    return {form: number for number, forms in entries for form in forms.split("/")}
