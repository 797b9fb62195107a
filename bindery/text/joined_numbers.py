"""Numbers in one word with their unit: Polish `dwudziestoczteroletnia`, Russian `шестимесячный`, Dutch `zesjarige`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from bindery.text.characters import lowered
from bindery.text.foreign_numbers import values_of_words
from bindery.text.languages import section
from bindery.text.unit_names import unit_names

_SECTION = "joined_numbers"  # of the file of a language
_UNITS = {
    "percent": "%",
    "%": "%",
    **{f"{one}s": one for one in ("year", "month", "week", "day", "hour", "minute")},
}
_SHORTEST = 4  # letters of a unit that is joined to a number
_HUNDRED, _TEN = 100, 10


def has_joined_numbers(code: str) -> bool:
    """Whether the file of a language says how numbers are joined to units."""
    return bool(section(code, _SECTION)) if code else False


def find_joined_numbers(text: str, code: str) -> Iterator[tuple[int, int, Fraction, str]]:
    """Start, end, value and unit of each such word.

    Args:
        text: the text.
        code: the code of its language.
    """
    pattern, numbers = _joined(code)
    for match in pattern.finditer(lowered(text)) if pattern else ():
        tens, rest = numbers.get(match["tens"] or "", 0), numbers[match["rest"]]
        if rest > 1 and (not tens or (tens % _TEN == 0 and rest < _TEN)):
            unit = _UNITS[unit_names(code)[match["unit"]]]
            yield *match.span(), Fraction(tens + rest), unit


@lru_cache(maxsize=64)
def _joined(code: str) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    data = section(code, _SECTION) if code else {}
    if not data:
        return None, {}
    listed = (entry.split("=") for entry in data["numbers"].split(", ") if entry)
    numbers = {form: int(value) for forms, value in listed for form in forms.split("/")}
    if data.get("words"):
        numbers |= {word: int(n) for word, n in values_of_words(code).items() if n == int(n) < _HUNDRED}
    units = [name for name, key in unit_names(code).items() if key in _UNITS and len(name) >= _SHORTEST]
    one = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<tens>{one})?(?P<rest>{one})(?P<unit>{unit})(?!\w)"), numbers
