"""Writes numbers, counts and lists for readers: `12,632`, `2 sources`, `a and b`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from bindery.text.escape import escape

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def column_letters(number: int) -> str:
    """The letters for a number from 0, as spreadsheets name columns: a for 0, z for 25, aa for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        name = LETTERS[rest] + name
    return name


def with_thousands(number: object) -> str:
    """A number with commas between its thousands: 12,632 and 33.9."""
    return f"{number:,}"


def exact_number(number: Fraction) -> str:
    """A fraction as a decimal number of at most ten digits, with commas between its thousands: 7,500 and 2.5."""
    return f"{float(number):,.10g}" if number.denominator != 1 else f"{number.numerator:,}"


def count(number: int, noun: str, plural: str = "") -> Markup:
    """A number and its noun, as HTML: 1 source, 2 sources, 3 people.

    Args:
        number: how many.
        noun: the noun in the singular.
        plural: its plural, when that is not the noun with an `s`.
    """
    word = noun if number == 1 else plural or f"{noun}s"
    return Markup(f"{number:,}&nbsp;{escape(word)}")  # noqa: S704  digits and escaped text


def number_word(number: int) -> str:
    """A number in words up to ten, in digits above: five, 12."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
