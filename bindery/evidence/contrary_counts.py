"""Counts that say how many of something there are in all, such as `both members`, and quotations that say another number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bindery.text import numerals

_NUMBER = r"(?P<number>\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)"
_NOUN = r"(?P<noun>[^\W\d_]{3,}s|people|men|women|children)(?![\w-])"
_BOTH = re.compile(
    r"(?i)(?<!\w)both (?:of )?(?:the |its |their |his |her )?(?P<noun>[^\W\d_]{3,}s|men|women|children)(?![\w-])(?! and\b)"
)
_ALL = re.compile(
    rf"(?i)(?<!\w)(?:all|the|these|those|its|their|his|her|all of the|of the|of its|of their)(?: only)? {_NUMBER} {_NOUN}"
)
_CONSISTS = re.compile(
    rf"(?i)(?<!\w)(?:has|have|had|with|comprises?|consists of|made up of|are|were|of) {_NUMBER} {_NOUN}"
)


class DefiniteCount(NamedTuple):
    """How many of something there are in all.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        value: the number.
        noun: what is counted, in small letters.
        words: the count as it is written.
    """

    start: int
    end: int
    value: Fraction
    noun: str
    words: str


def definite_counts(text: str, *, loose: bool = False) -> Iterator[DefiniteCount]:
    """The counts of all of something in a text.

    Args:
        text: the text.
        loose: whether `has three members` counts too, as it does in what says how many there are.
    """
    for match in _BOTH.finditer(text):
        yield DefiniteCount(*match.span(), Fraction(2), match["noun"].lower(), match[0])
    for pattern in (_ALL, _CONSISTS) if loose else (_ALL,):
        for match in pattern.finditer(text):
            value = _value(match["number"])
            if value is not None and value > 1:
                words = text[match.start("number") : match.end()]
                yield DefiniteCount(match.start("number"), match.end(), value, match["noun"].lower(), words)


def contrary_count(count: DefiniteCount, quotes: Iterable[str]) -> str:
    """The words of a quotation that give another number of the same things; empty when there are none, or one agrees.

    The sum of the numbers agrees too: three members of one board and four of another are *the seven members*.
    """
    found = [one for quote in quotes for one in definite_counts(quote, loose=True) if one.noun == count.noun]
    numbers = {one.value for one in found}
    if count.value in numbers or count.value == sum(numbers):
        return ""
    return found[0].words if len(numbers) == 1 else ""


def _value(written: str) -> Fraction | None:
    if written.isdigit():
        return Fraction(written)
    figures = numerals.find_figures(written, "en")
    whole = len(figures) == 1 and figures[0].end == len(written) and not figures[0].unit
    return figures[0].value if whole else None
