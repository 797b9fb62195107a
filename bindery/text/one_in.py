"""Shares that are said as so many of so many: `one in eleven`, `1 sur 20`, `3 de cada 10`, `8人に1人`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from bindery.text.characters import lowered
from bindery.text.foreign_numbers import values_of_words
from bindery.text.languages import NO_SPACES, code_of, section
from bindery.text.units_beside import names_time

_SECTION = "figure_words"  # of the file of a language
_PLACE = re.compile(r"(?<![\w\\])([ANB])(?![a-z])")
_MOST = 1000  # a larger whole is rather a number of things
_DIGITS = r"(?<![\d.,])\d{1,4}(?![\d]|[.,:/]\d|\s?%)"
_AROUND = re.compile(r"\((?:[^()]|\([^()]*\))*\)[?*]?|\[[^\]]*\]|\\\w")
_LITERAL = re.compile(r"[^\W\d_ABN]+(?: [^\W\d_ABN]+)*")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")


class _Ways(NamedTuple):
    """How a language says such a share.

    Attributes:
        patterns: each way, with groups for the part and the whole, after words that it certainly has.
        values: the numbers of the words.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    values: dict[str, int]


def find_one_in(text: str, language: str) -> Iterator[tuple[int, int, Fraction]]:
    """Start, end and value of each share that is said so.

    Args:
        text: the text.
        language: its language, as a tag; empty when it is not known, and then it is read as English.
    """
    ways = _ways(code_of(language) or "en")
    small = lowered(text)
    for hint, pattern in ways.patterns:
        for match in pattern.finditer(small) if hint in small else ():
            part, whole = (_number(match[name], ways.values) for name in ("part", "whole"))
            after = _NEXT_WORD.match(small, match.end())
            if 0 < part < whole <= _MOST and not (after and names_time(after[1])):
                yield *match.span(), Fraction(part, whole)


def _number(written: str, values: dict[str, int]) -> int:
    return int(written) if written.isdecimal() else values[written]


@lru_cache(maxsize=64)
def _ways(code: str) -> _Ways:
    """How a language says them; none where its file does not say."""
    data = section(code, _SECTION)
    lines = data.get("one_in", "").split("\n")
    if not any(lines):
        return _Ways((), {})
    one = data["one"].split(", ")
    values = {word: int(n) for word, n in values_of_words(code).items() if 1 < n <= _MOST and n == int(n)}
    whole = _alternatives(list(values))
    groups = {
        "A": f"(?P<part>{_alternatives(one)})",
        "N": f"(?P<part>{_alternatives([*one, *values])}|{_DIGITS})",
        "B": f"(?P<whole>{whole}|{_DIGITS})",
    }
    values |= {word: 1 for word in one if not word.isdecimal()}
    edges = ("", "") if code in NO_SPACES else (r"(?<![\w.,'’-])", r"(?!\w)")
    return _Ways(
        tuple(
            (_hint(line), re.compile(edges[0] + _PLACE.sub(lambda match: groups[match[1]], line) + edges[1]))
            for line in lines
            if line
        ),
        values,
    )


def _hint(line: str) -> str:
    """The longest words of a pattern that are in all that it matches."""
    return max(_LITERAL.findall(_AROUND.sub("#", line)), key=len, default="")


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
