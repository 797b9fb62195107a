"""Shares and multiples in words of many languages: `la moitié`, `zwei von drei`, `one in ten`, `doubled`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from bindery.text.languages import codes_with, section
from bindery.text.number_words import CARDINALS, SpelledNumber
from bindery.text.several_parts import find_several_parts, may_be_in_several_parts
from bindery.text.units_beside import names_time

_SECTION = "multiples"  # of the file of a language
_PAIR = re.compile("[AB]")
_TO_ONE = re.compile(r"(?<!\w)(?P<many>two|three|four|five|six|seven|eight|nine|ten)[- ]to[- ]one(?!\w)")
_ONE_IN = re.compile(  # `one pupil in five`
    r"(?<!\w)one [^\W\d_]+ (?:in|out of) (?:every )?(?P<whole>two|three|four|five|six|seven|eight|nine|ten)"
    r"(?=\s*(?:$|[.,;:)]|(?:is|are|was|were|has|have|had|says?|said|[a-z]{3,}ed)\b|[a-z]+s\b(?! (?:of|in|at|on|near)\b)))"
    r"(?! (?:weeks?|days?|months?|years?|hours?|minutes?|times)\b)"
)
# What does not stand in every match: classes, letters that may be missing, and what a pattern only looks at.
_AROUND = re.compile(
    r"\[[^\]]*\][?*]?|\(\?<?[!=](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\?P<\w+>|\\\w[?*]?|[^\W\d_][?*]"
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LITERAL = re.compile(r"[^\W\d_]{3,}")
Beginnings = Mapping[str, tuple[str, ...]]
"""How the words of a pattern begin, by their first three letters."""


def find_multiples(text: str, words: set[str]) -> Iterator[SpelledNumber]:
    """Every share and multiple in words.

    Args:
        text: a text in small letters.
        words: its words.
    """
    pattern, meanings, beginnings = _fixed()
    if may_begin(beginnings, text, words):
        for match in pattern.finditer(text):
            value, unit = meanings[match.lastgroup or ""]
            if not (unit == "share" and _is_interval(text, match.end())):
                yield SpelledNumber(*match.span(), value, unit)
    yield from find_several_parts(text, words)
    if "one" in words:
        yield from _with_one(text)
    if _larger_words().isdisjoint(words):
        return
    for triggers, pair, smaller, larger in _pairs():
        if not triggers.isdisjoint(words):
            for match in pair.finditer(text):
                part, whole = smaller[match["a"]], larger[match["b"]]
                if part < whole and not _is_interval(text, match.end()):
                    yield SpelledNumber(*match.span(), Fraction(part, whole), "share")


def _is_interval(text: str, at: int) -> bool:
    """Whether a unit of time follows a share: `every second year` is an interval."""
    word = _NEXT_WORD.match(text, at)
    return word is not None and word[1] != "an" and names_time(word[1])  # German `ein Drittel an den Kosten`


def may_be_in_multiple(word: str) -> bool:
    """Whether a word in small letters may be part of a share or a multiple; all that `find_multiples` finds has one."""
    return word in _larger_words() or may_be_in_several_parts(word) or _begins(_fixed()[2], word)


def _with_one(text: str) -> Iterator[SpelledNumber]:
    for match in _TO_ONE.finditer(text):
        yield SpelledNumber(*match.span(), Fraction(CARDINALS[match["many"]]), "times")
    for match in _ONE_IN.finditer(text):
        yield SpelledNumber(*match.span(), Fraction(1, CARDINALS[match["whole"]]), "share")


@lru_cache(maxsize=1)
def _fixed() -> tuple[re.Pattern[str], dict[str, tuple[Fraction, str]], Beginnings]:
    """One pattern of every share and multiple, the value and unit of each of its groups, and how its words begin."""
    found: dict[tuple[Fraction, str], list[str]] = {}
    for code in codes_with(_SECTION):
        for key, unit in (("parts", "share"), ("times", "times")):
            for line in section(code, _SECTION).get(key, "").splitlines():
                pattern, _, value = line.rpartition(": ")
                found.setdefault((Fraction(value), unit), []).append(pattern)
    meanings = {f"n{n}": meaning for n, meaning in enumerate(found)}
    words = "|".join(f"(?P<n{n}>{'|'.join(patterns)})" for n, patterns in enumerate(found.values()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), meanings, beginnings_of(words)


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[set[str], re.Pattern[str], dict[str, int], dict[str, int]], ...]:
    """For each language: the words of which one must be there, the pattern, and the value of each word."""
    return tuple(_pair(code) for code in codes_with(_SECTION) if section(code, _SECTION).get("of"))


@lru_cache(maxsize=1)
def _larger_words() -> frozenset[str]:
    """The words of which one must be in a text that has `two in three` in any language."""
    return frozenset(word for code in codes_with(_SECTION) for word in _values(code, "whole"))


def _pair(code: str) -> tuple[set[str], re.Pattern[str], dict[str, int], dict[str, int]]:
    smaller = _values(code, "part")
    several = {word: value for word, value in _values(code, "whole").items() if value > 1}
    a, b = (
        rf"(?<!\w)(?P<{name}>{'|'.join(words)})(?!\w)" for name, words in (("a", smaller), ("b", several))
    )
    written = _PAIR.sub(lambda match: a if match[0] == "A" else b, section(code, _SECTION)["of"])
    return set(several), re.compile(written), smaller, several


def beginnings_of(pattern: str) -> Beginnings:
    """How every word in a pattern begins, without those that it only looks at: a quick first test."""
    found: dict[str, tuple[str, ...]] = {}
    for literal in sorted(set(_LITERAL.findall(_AROUND.sub(" ", pattern)))):
        found[literal[:3]] = (*found.get(literal[:3], ()), literal)
    return found


def may_begin(beginnings: Beginnings, text: str, words: set[str]) -> bool:
    """Whether a word begins as one of these does, or the text is in a script whose vowels part its letters."""
    for word in words:
        if word[:3] in beginnings and _begins(beginnings, word):
            return True
    return not text.isascii() and bool(_DEVANAGARI.search(text))


def _begins(beginnings: Beginnings, word: str) -> bool:
    return word.startswith(beginnings.get(word[:3], ()))


def _values(code: str, key: str) -> dict[str, int]:
    """The numbers from one to ten that stand at a place of `two in three`."""
    data = section(code, _SECTION)
    words = filter(None, data.get(key, data.get("part", "")).split(", "))
    return {form: n for n, forms in enumerate(words, 1) for form in forms.split("/")}
