"""Wholes of which a statement says what its quotation says of a part: `all nine arrived` for `two of the nine turned back`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.alignment import Alignment, Home, ReadText
from bindery.text.figure import Figure
from bindery.text.qualifiers import qualifier

_ALMOST = re.compile(
    r"(?i)(?<!\w)(?:in all(?=[,:])|almost|nearly|virtually|not|fast|beinahe|nahezu|presque|quasi|casi|почти|تقریب\w*|تقريبا|लगभग|几乎|quase|bijna|prawie|neredeyse)(?!\w)"
)
_NAME_BEFORE = re.compile(r"[A-Z]\w*\s$")  # `737` in `Boeing 737`
_NEAR = 24  # characters between `all` and its number


def part_for_whole(alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    """Start and end of each figure that a statement gives for all of a group, and what its quotations say of the group."""
    said = alignment.said
    shares = any(one.unit in ("share", "%", "times") for one in said.figures)
    asks = shares or bool(qualifier(said.language, "asked").search(said.small))
    for figure in said.figures:
        homes = alignment.homes(figure) if _may_be_group(figure) else []
        if len(homes) != 1:
            continue
        if (_says_all(said, figure) and _has_part(homes[0])) or (not asks and _is_asked(homes[0])):
            yield figure.start, figure.end, homes[0].quote.shown(*homes[0].quote.sentence_of(homes[0].figure))


def _may_be_group(figure: Figure) -> bool:
    """Whether a figure is a number of several things."""
    return (figure.value or 0) > 1 and not figure.day and figure.unit in ("", "*")


def _says_all(said: ReadText, figure: Figure) -> bool:
    """Whether `all` is directly before a number, or `all of them` after it, in a statement that denies nothing."""
    before = said.small[max(0, figure.start - _NEAR) : figure.start]
    every = qualifier(said.language, "all").search(before)
    if not every or any(map(str.isdigit, before[every.end() :])):
        return False
    return not _ALMOST.search(before) and not said.is_negated


def _has_part(home: Home) -> bool:
    """Whether the sentence of a number counts a part of it, and does not say `all` itself."""
    quote, whole = home
    first, last = quote.sentence_of(whole)
    if qualifier(quote.language, "all").search(quote.small, max(first, whole.start - _NEAR), whole.start):
        return False
    return any(
        one.unit in ("", "*") and not one.day and one.value is not None and one.value < (whole.value or 0)
        for one in quote.figures
        if first <= one.start < last and not _NAME_BEFORE.search(quote.text[: one.start])
    )


def _is_asked(home: Home) -> bool:
    """Whether a number is that of the people who were asked."""
    first, last = home.quote.sentence_of(home.figure)
    start, end = max(first, home.figure.start - 2 * _NEAR), min(last, home.figure.end + 2 * _NEAR)
    return bool(qualifier(home.quote.language, "surveyed").search(home.quote.small[start:end]))
