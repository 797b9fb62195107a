"""Shares written with a sign, a stroke or a character between digits: `¾`, `1/3 of the voters`, `3分の2`, `4割`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from unicodedata import normalize

FRACTION_SIGNS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_MOST = 10  # the denominator of a share with a stroke
_SIGN = re.compile(rf"(?<![\d\u00a0\u202f])(?<!\d )[{FRACTION_SIGNS}]")
_STROKE = re.compile(
    r"(?i)(?<![\w./\u2044])(?P<part>\d)(?P<stroke>[/\u2044])(?P<whole>\d\d?)(?![\w/\u2044]|[.,]\d)"
    r"(?P<of>\s+(?:of|der|des|de|du|d['’]|dei|degli|delle|della|do|da|dos|das|van|от)(?!\w))?"
)
_TENTHS = re.compile(r"(?<![\d.])(?P<n>[1-9])(?:割(?![引合り])|成(?![立为為员員功果长長年]))")  # `4割`
_IN_CHARACTERS = re.compile(
    r"(?<!\d)(?P<whole>\d{1,3})(?:分[の之]|분의\s?)(?P<part>\d{1,3})(?!\d)"
)  # `3分の2`


def fraction_of(sign: str) -> Fraction:
    """The value of a sign such as `¾`."""
    return Fraction(normalize("NFKC", sign).replace("\u2044", "/"))


def find_fractions(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Start, end and value of each share. A number before a sign is not part of a share, as in `2½`."""
    if text.isascii() and "/" not in text:
        return
    for match in _SIGN.finditer(text):
        yield *match.span(), fraction_of(match[0])
    for match in _STROKE.finditer(text):
        part, whole = int(match["part"]), int(match["whole"])
        share = 0 < part < whole <= _MOST and (match["of"] or match["stroke"] == "\u2044")
        if share:
            yield match.start(), match.end("whole"), Fraction(part, whole)
    yield from ((*match.span(), Fraction(int(match["n"]), 10)) for match in _TENTHS.finditer(text))
    for match in _IN_CHARACTERS.finditer(text):
        if whole := int(match["whole"]):
            yield *match.span(), Fraction(int(match["part"]), whole)
