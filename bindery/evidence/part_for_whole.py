"""Wholes of which a statement says what its quotation says of a part: `all nine arrived` for `two of the nine turned back`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bindery.evidence.contrary_words import is_negated
from bindery.evidence.figure_labels import sentence_of
from bindery.evidence.figure_matching import fit_of
from bindery.text.figure import Figure
from bindery.text.qualifiers import qualifier

_ALMOST = re.compile(
    r"(?i)(?<!\w)(?:in all(?=[,:])|almost|nearly|virtually|not|fast|beinahe|nahezu|presque|quasi|casi|почти|تقریب\w*|تقريبا|लगभग|几乎|quase|bijna|prawie|neredeyse)(?!\w)"
)
_NAME_BEFORE = re.compile(r"[A-Z]\w*\s$")  # `737` in `Boeing 737`
_NEAR = 24  # characters between `all` and its number


def part_for_whole(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each figure that a statement gives for all of a group, and what its quotations say of the group.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    small = text.lower()
    shares = any(one.unit in ("share", "%", "times") for one in own)
    asks = shares or bool(qualifier(language, "asked").search(small))
    for figure in own:
        if not _may_be_group(figure):
            continue
        homes = [
            (tag, quote, cited, one) for tag, quote, cited in quotes for one in cited if fit_of(one, figure)
        ]
        if len(homes) != 1:
            continue
        tag, quote, cited, home = homes[0]
        first, last = sentence_of(quote, home)
        every = _says_all(language, small, figure) and _has_part(tag, quote, cited, home)
        if every or (not asks and _is_asked(tag, quote, home)):
            yield figure.start, figure.end, " ".join(quote[first:last].split())


def _may_be_group(figure: Figure) -> bool:
    """Whether a figure is a number of several things."""
    return (figure.value or 0) > 1 and not figure.day and figure.unit in ("", "*")


def _says_all(language: str, text: str, figure: Figure) -> bool:
    """Whether `all` is directly before a number, or `all of them` after it, in a statement that denies nothing."""
    before = text[max(0, figure.start - _NEAR) : figure.start]
    said = qualifier(language, "all").search(before)
    if not said or any(map(str.isdigit, before[said.end() :])):
        return False
    return not _ALMOST.search(before) and not is_negated(text, language)


def _has_part(language: str, quote: str, cited: Sequence[Figure], home: Figure) -> bool:
    """Whether the sentence of a number counts a part of it, and does not say `all` itself."""
    first, last = sentence_of(quote, home)
    if qualifier(language, "all").search(quote.lower(), max(first, home.start - _NEAR), home.start):
        return False
    parts = (
        one
        for one in cited
        if first <= one.start < last
        and one is not home
        and not one.day
        and not _NAME_BEFORE.search(quote[: one.start])
    )
    return any(
        one.unit in ("", "*") and one.value is not None and one.value < (home.value or 0) for one in parts
    )


def _is_asked(language: str, quote: str, home: Figure) -> bool:
    """Whether a number is that of the people who were asked."""
    first, last = sentence_of(quote, home)
    near = quote.lower()[max(first, home.start - 2 * _NEAR) : min(last, home.end + 2 * _NEAR)]
    return bool(qualifier(language, "surveyed").search(near))
