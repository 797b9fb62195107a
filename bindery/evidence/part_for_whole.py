"""Wholes of which a statement says what its quotation says of a part: `all nine arrived` for `two of the nine turned back`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.alignment import Alignment, Home, ReadText, word_before
from bindery.evidence.figure_matching import fit_of
from bindery.evidence.implied_figures import opens_whole
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words
from bindery.text.frames import frame_words
from bindery.text.qualifiers import qualifier

_NAME_BEFORE = re.compile(r"[A-Z]\w*\s$")  # `737` in `Boeing 737`
_NEAR = 24  # characters between `all` and its number


_OF_AGES = ("under", "over")  # `among respondents under 30`


def part_for_whole(alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    """Start and end of each figure that a statement gives for all of a group, and what its quotations say of the group."""
    said = alignment.said
    shares = any(one.unit in ("share", "%", "times") for one in said.figures)
    asks = shares or bool(qualifier(said.language, "asked").search(said.small))
    for figure in said.figures:
        homes = alignment.homes(figure)
        if len(homes) != 1 or _is_none(figure) or homes[0].figure.bound in _OF_AGES:
            continue
        found = not shares and _is_said_of_part(said, figure, homes[0])
        if _may_be_group(figure):
            found = found or (_says_all(said, figure) and _has_part(homes[0]))
            found = found or (not asks and not _is_whole(said, figure) and _is_asked(homes[0]))
        if found:
            yield figure.start, figure.end, homes[0].quote.shown(*homes[0].quote.sentence_of(homes[0].figure))


def _is_none(figure: Figure) -> bool:
    """Whether a figure is no number, or a date."""
    return figure.value is None or figure.day is not None


def _is_whole(said: ReadText, figure: Figure) -> bool:
    """Whether a statement itself gives a part of a number: `780 of the 1,200`."""
    before = [one for one in said.figures if one.end <= figure.start and _is_less(one, figure)]
    words = said.text[before[-1].end : figure.start].split() if before else []
    return any(opens_whole(" ".join(words[-length:])) for length in (1, 2, 3) if words)


def _may_be_group(figure: Figure) -> bool:
    """Whether a figure is a number of several things."""
    return (figure.value or 0) > 1 and not figure.day and figure.unit in ("", "*")


def _says_all(said: ReadText, figure: Figure) -> bool:
    """Whether `all` is directly before a number, or `all of them` after it, in a statement that denies nothing."""
    before = said.small[max(0, figure.start - _NEAR) : figure.start]
    every = qualifier(said.language, "all").search(before)
    if not every or any(map(str.isdigit, before[every.end() :])):
        return False
    almost = figure_words(said.language, "almost_all").search(before)
    sums = figure_words(said.language, "total").search(before)  # `in all: 9`
    return not (almost or said.is_negated or (sums and before[sums.end() : sums.end() + 1] in (",", ":")))


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


def _is_said_of_part(said: ReadText, figure: Figure, home: Home) -> bool:
    """Whether a statement has before a whole what its quotation has before a part: `repaid 30` for `repaid 9 of the 30`."""
    quote, whole = home
    verb = word_before(said, figure)
    if not verb or quote.language[:2] != said.language[:2] or said.is_negated:
        return False
    if _is_part(said, verb.start, figure.start):
        return False
    parts = (one for one in quote.figures if _is_part_of(quote, one, whole))
    return any(
        (there := word_before(quote, part))
        and there.stem == verb.stem
        and not any(fit_of(part, one) for one in said.figures)
        for part in parts
    )


def _is_part_of(quote: ReadText, part: Figure, whole: Figure) -> bool:
    """Whether a figure is a part of one after it: `9 of the 30`, with one word between them at most."""
    if part.end > whole.start or not _is_less(part, whole) or not _is_part(quote, part.end, whole.start):
        return False
    parted = any(part.end <= start < whole.start for start, _ in quote.joints)
    return not parted and len(quote.stems(part.end, whole.start)) <= 1


def _is_less(one: Figure, other: Figure) -> bool:
    return one.value is not None and other.value is not None and one.value < other.value


def _is_part(text: ReadText, start: int, end: int) -> bool:
    """Whether a part of a text has a word such as `of`."""
    return not frame_words(text.language, "of").isdisjoint(text.small[start:end].split())


def _is_asked(home: Home) -> bool:
    """Whether a number is that of the people who were asked."""
    first, last = home.quote.sentence_of(home.figure)
    start, end = max(first, home.figure.start - 2 * _NEAR), min(last, home.figure.end + 2 * _NEAR)
    return bool(qualifier(home.quote.language, "surveyed").search(home.quote.small[start:end]))
