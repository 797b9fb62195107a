"""Roman numerals that state a number: `MMXXI`, `XX houses`; not those of names, such as `Elizabeth II` and `Part IV`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.text.dates import COUNTED

_ROMAN = re.compile(
    r"(?<![\w.-])(?=[MDCLXVI]{2})(?P<n>M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\w-])"
)
_COUNTS = re.compile(rf"\s+(?:per\s?cent|percent|{COUNTED}|[a-z]{{3,}}s\b)|\s?%")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+\s$")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LEAST_YEAR = 4  # letters: shorter ones above a thousand are mostly something else, such as `MC` or `MD`


def may_be_in_roman(word: str) -> bool:
    """Whether a word may be a Roman numeral; all that `find_roman` finds is one."""
    return not word.strip("IVXLCDM")


def find_roman(text: str) -> Iterator[tuple[int, int, int]]:
    """The start, the end and the value of each Roman numeral that is a year or counts something."""
    for match in _ROMAN.finditer(text):
        year = match["n"].startswith("M") and len(match["n"]) >= _LEAST_YEAR
        small = set(match["n"]) <= set("XVI") and _COUNTS.match(text, match.end())
        if year or (small and not _NAME.search(text[: match.start()])):
            yield (*match.span(), _value(match["n"]))


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
