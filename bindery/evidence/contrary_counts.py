"""Counts that say how many of something there are in all, such as `both members`, and quotations that say another number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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


_ONE = re.compile(
    r"(?i)(?<![\w-])(?:one|a single|ein|eine|einen|einem|einer|un|une|un seul|une seule|una|uno|ایک)\s+(?P<noun>[^\W\d_]{3,})"
)
_ONE_OF = re.compile(
    r"(?i)(?<!\w)(?:one of|the other|another|eine[rsmn]? (?:der|von|davon)|davon|l'une? d|l’une? d|dont|l'autre|uno de|una de|میں سے ایک|دوسری|دوسرا)"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 4  # letters of a word that are compared


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


def contrary_count(count: DefiniteCount, quotes: Sequence[str]) -> str:
    """The words of a quotation that give another number of the same things; empty when there are none, or one agrees.

    The sum of the numbers agrees too: three members of one board and four of another are *the seven members*.
    """
    found = [one for quote in quotes for one in definite_counts(quote, loose=True) if one.noun == count.noun]
    numbers = {one.value for one in found}
    if count.value in numbers or count.value == sum(numbers) or _is_counted_so(count.value, quotes):
        return ""
    return found[0].words if len(numbers) == 1 else ""


def _is_counted_so(value: Fraction, quotes: Iterable[str]) -> bool:
    """Whether a quotation has a number, or numbers after each other whose sum it is."""
    for quote in quotes:
        found = numerals.find_figures(quote, "en")
        numbers = [one.value for one in found if one.value and one.value > 1 and not one.day]
        rows = (numbers[a:b] for a in range(len(numbers)) for b in range(a + 1, len(numbers) + 1))
        if any(sum(row) == value for row in rows):
            return True
    return False


def contrary_ones(text: str, quotes: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Start and end of each `one boat` of a statement where its quotations have several boats, and how many.

    They must have every other word of the statement, and none of them may speak of one thing.

    Args:
        text: the statement.
        quotes: the language and the words of each quotation that supports it.
    """
    if not quotes or any(_ONE_OF.search(quote) for _, quote in quotes):
        return
    singles = [one["noun"].lower() for _, quote in quotes for one in _ONE.finditer(quote)]
    for match in _ONE.finditer(text):
        noun = match["noun"].lower()
        rest = _stems(text) - {noun[:_STEM]}
        if any(_is_form(single, noun) for single in singles):
            continue
        said = next((said for quote in quotes if (said := _several(noun, rest, *quote))), "")
        if said:
            yield match.start(), match.end(), said


def _several(noun: str, rest: set[str], language: str, quote: str) -> str:
    """How many of something a quotation has, if it has several and every word of the rest of a statement."""
    if not rest <= _stems(quote):
        return ""
    for figure in numerals.find_figures(quote, language, only=True):
        several = figure.value is not None and figure.value > 1 and not figure.day
        if several and figure.noun and _is_form(figure.noun[0], noun):
            return f"{quote[figure.start : figure.end]} {figure.noun[0]}"
    return ""


def _is_form(one: str, other: str) -> bool:
    """Whether two words are the singular and the plural of one: one begins with the other, but for its last letter."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short[: max(3, len(short) - 1)]) and len(long) <= len(short) + 3


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}


def _value(written: str) -> Fraction | None:
    if written.isdigit():
        return Fraction(written)
    figures = numerals.find_figures(written, "en")
    whole = len(figures) == 1 and figures[0].end == len(written) and not figures[0].unit
    return figures[0].value if whole else None
