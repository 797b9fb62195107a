"""Numbers, counts and grades, as readers write them."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from bindery.text.escape import escape

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def column_letters(number: int) -> str:
    """The letters of a number, as columns are named: a for 0, z for 25, aa for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        name = LETTERS[rest] + name
    return name


def with_thousands(number: object) -> str:
    """A number as readers write it: 12,632 and 33.9."""
    return f"{number:,}"


def exact_number(number: Fraction) -> str:
    """An exact number as readers write it: 7,500 and 2.5."""
    return f"{float(number):,.10g}" if number.denominator != 1 else f"{number.numerator:,}"


def count(number: int, noun: str, plural: str = "") -> Markup:
    """A number and its noun: 1 source, 2 sources, 3 people."""
    word = noun if number == 1 else plural or f"{noun}s"
    return Markup(f"{number:,}&nbsp;{escape(word)}")  # noqa: S704  digits, and what is escaped
