"""What numbers next to each other make of each other: a list that shares a unit, a pair, the ends of a range."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from bindery.text.bounds import CHARACTERS_BEFORE
from bindery.text.elisions import scale_said
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words
from bindery.text.money import MONEY
from bindery.text.number_words import SCALE, SCALES, SHORT
from bindery.text.units_beside import unit_after
from bindery.text.words_of_all import words_of_all

_REACH = 48  # how far before two ages *at the age of* may begin
_LIST = re.compile(r"\s*(?:,?\s*(?:to|and|or)|[,–—-])\s*")
_SCALE_AT_END = re.compile(rf"(?i)(?:[\s-](?P<word>{SCALE})|(?<=\d)\s?(?P<short>{'|'.join(SHORT)}))$")
_SCALED = re.compile(rf"(?i)(?<!\w)(?:{SCALE})(?!\w)|\d\s?(?:{'|'.join(SHORT)})$")
_COUNTED_AFTER = re.compile(r"\s*[^\W\d_]{2,}|\s*[名个人艘辆岁%]")
_CLAUSE_BEFORE = re.compile(r"[^.;,]{0,60}$")
_DECIMAL = re.compile(r"\d{1,2}\.\d+")
_STOP = re.compile(r"[.!?;](?=\s)")
_THOUSAND = 1000
_NUMBERS = "two_numbers"  # sections of the files of languages
_CHANGES = "changes"


class _Between(NamedTuple):
    """Patterns of the words at and between two numbers.

    Attributes:
        range: between the ends of a range, with the group `word` where it is no dash.
        range_of_things: the same where the second number counts something; `von 10 bis 13` may be a change.
        pair: between the numbers of a score, a vote, a ratio or a change.
        earlier: between a number and an earlier one: `11 million, up from 6 million`.
        between: before the ends of a range that are joined by `joint`: `between 10 and 12`.
        joint: what joins them.
        came_from: before what something changed from.
        no_range: before `10 to 12` where it is no range: `won 10 to 12`.
        no_range_of_things: before `10 bis 12`, likewise.
        behind: says that the other side is named first.
        clause: the rest of a clause.
    """

    range: re.Pattern[str]
    range_of_things: re.Pattern[str]
    pair: re.Pattern[str]
    earlier: re.Pattern[str]
    between: re.Pattern[str]
    joint: re.Pattern[str]
    came_from: re.Pattern[str]
    no_range: re.Pattern[str]
    no_range_of_things: re.Pattern[str]
    behind: re.Pattern[str]
    clause: re.Pattern[str]


@cache
def _patterns() -> _Between:
    def of(*keys: str) -> str:
        return rf"(?:{words_of_all(_NUMBERS, *keys)})"

    def unspaced(section: str, *keys: str) -> str:
        return rf"(?:{words_of_all(section, *keys, unspaced=True)})"

    about = rf"(?:(?:{words_of_all(_CHANGES, 'about')})\s+)?"
    came_from = words_of_all(_CHANGES, "from", "from_or_of")
    compiled = partial(re.compile, flags=re.IGNORECASE)
    return _Between(
        range=compiled(rf"\s*[-–—~～〜]\s*|\s+(?P<word>{of('range')})\s+{about}"),
        range_of_things=compiled(
            rf"\s+{of('range_of_things')}\s+|\s*{unspaced(_NUMBERS, 'range_of_things')}\s*"
        ),
        pair=compiled(
            rf"\s*[-–—:]\s*|-?\s+{of('pair_at_once')}\s+|(?:\s+[^\W\d_]+)?\s+{of('pair')}\s+{about}"
        ),
        earlier=compiled(
            rf"(?:,?\s+(?:{words_of_all(_CHANGES, 'up_from')})|,\s+(?:{words_of_all(_CHANGES, 'earlier')}))"
            r"\s+(?:(?:US|A|C|R)?[$€£])?"
        ),
        between=compiled(rf"(?<!\w){of('between')}\s+{about}$"),
        # the Arabic `and` before digits has been replaced by a space
        joint=compiled(rf"\s+(?:{of('and')}\s+{about}|{of('and_joined')}\s?)|\s{{2,}}"),
        came_from=compiled(rf"(?<!\w)(?:{came_from})\s+$"),
        no_range=compiled(
            rf"(?<!\w)(?:{words_of_all(_CHANGES, 'from', 'by')}|{of('votes')})\s+(?:of\s+)?(?:\w+\s+)?$"
        ),
        no_range_of_things=compiled(
            rf"(?<!\w)(?:{came_from}|{of('no_range')})\s+$|{unspaced(_CHANGES, 'from')}\s*$"
            rf"|(?:(?<!\w){of('votes')}(?!\w)|{unspaced(_NUMBERS, 'votes')})[^.;]{{0,20}}$"
        ),
        behind=compiled(rf"(?<!\w){of('behind')}(?!\w)[^.;,]{{0,40}}$"),
        clause=compiled(rf"(?:(?!\b{of('clause_ends')}\b)[^.;,]){{0,40}}"),
    )


def mark_lists(text: str, found: list[Figure]) -> tuple[Figure, ...]:
    """The figures, with `*` as the unit of list items that may share a later unit: 17 and 56 in `17, 56 or 81 per cent`."""
    _mark_earlier(text, found)
    for index in range(1, len(found)):
        before, this = found[index - 1], found[index]
        if before.unit != "%" or _STOP.search(text, before.end, this.start):
            continue
        if _is_bare(this, by=True):
            found[index] = replace(this, unit="*")  # `54 per cent, her rival 41`
        elif this.value is None and _DECIMAL.fullmatch(
            this.token
        ):  # `and the Union 39.8` looks like a version
            found[index] = replace(this, value=Fraction(this.token), unit="*")
    return tuple(found)


def _mark_earlier(text: str, found: list[Figure]) -> None:
    """Marks the numbers before one with a unit that may share it."""
    for index in range(len(found) - 2, -1, -1):
        this, after = found[index], found[index + 1]
        shares = after.unit in ("%", "pp", "*") and not this.unit and this.value is not None and not this.day
        if shares and _LIST.fullmatch(text, this.end, after.start):
            found[index] = replace(this, unit="*", weak=False)
        elif after.unit == "year" and _is_bare(this) and _are_ages(text, this, after):
            found[index] = replace(this, unit="year")


def _are_ages(text: str, one: Figure, other: Figure) -> bool:
    """Whether two numbers joined by *and* are the ages of two: `im Alter von 23 und 38 Jahren`."""
    before = text[max(0, one.start - _REACH) : one.start].rstrip()
    named = any(match.end() == len(before) for match in figure_words("", "at_age").finditer(before))
    after = figure_words("", "of_age").match(text, other.end + 1)
    return bool((named or after) and _patterns().joint.fullmatch(text, one.end, other.start))


def _is_bare(figure: Figure, *, by: bool = False) -> bool:
    """Whether a figure is a number without a word for what it counts; with `by`, it may be what something changed by."""
    changed = figure.change.role and not (by and figure.change.role == "by")
    named = figure.unit or figure.noun or figure.measure or figure.day or changed
    return figure.value is not None and not named


def mark_pairs(text: str, found: tuple[Figure, ...], language: str) -> tuple[Figure, ...]:
    """The figures, with both numbers of a score, a vote, a ratio or a change at each of them: `3–1`, `from 40 to 12`.

    After a word such as `lost`, the other side may be named first, so the order says nothing.
    """
    marked = list(found)
    for index, (one, other) in enumerate(pairwise(found)):
        if one.value is None or other.value is None or one.day or other.day or one.value == other.value:
            continue
        after = unit_after(text, one.end, language)[1] if one.unit else one.end
        given = one.unit in MONEY.values() and other.noun  # `$9.8 million to eleven municipalities`
        if given:
            continue
        if _patterns().pair.fullmatch(text, after, other.start) and not _is_lost(text, one.start, other.end):
            marked[index], marked[index + 1] = _as_pair(text, marked[index], one, other)
        elif _patterns().earlier.fullmatch(text, after, other.start) and _may_be_kin(one, other):
            sides = (other.value, one.value or Fraction(0))
            marked[index], marked[index + 1] = replace(marked[index], pair=sides), replace(other, pair=sides)
    return tuple(marked)


def _as_pair(text: str, marked: Figure, one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """The two numbers of a pair, each with both; the first also in the scale of the second: `from 2 to 6 billion`."""
    falling = value_below(one, other)
    scaled = (
        _with_scale_of(text, one, other, falling=falling)
        if _patterns().came_from.search(text, 0, one.start)
        else one
    )
    sides = (scaled.value or Fraction(0), other.value or Fraction(0))
    first = replace(marked, value=scaled.value, token=scaled.token, pair=sides)
    if other.unit == "%" and not first.unit:  # `68 سے کم ہو کر 61 فیصد`
        first = replace(first, unit="*")
    return first, replace(other, pair=sides)


def _may_be_kin(one: Figure, other: Figure) -> bool:
    """Whether two numbers may be of one thing at two times."""
    units = {one.unit, other.unit} - {"", "*"}
    nouns = {figure.noun[0] for figure in (one, other) if figure.noun}
    return len(units) <= 1 and len(nouns) <= 1 and not (one.change.role == "by" or other.change.role == "by")


def _is_lost(text: str, start: int, end: int) -> bool:
    """Whether the clause around two numbers is about the side that lost."""
    before, after = _CLAUSE_BEFORE.search(text[:start]), _patterns().clause.match(text, end)
    beside = (part[0] for part in (before, after) if part)
    return bool(_patterns().behind.search(text, 0, start)) or any(
        figure_words("", "lost").search(part) for part in beside
    )


def mark_ranges(text: str, found: tuple[Figure, ...], language: str) -> tuple[Figure, ...]:
    """The figures, with the two ends of each range marked: `10 to 12`, `10–12`, `between 10 and 12`.

    `From 10 to 12` is no range, because it mostly tells of a change.
    """
    marked = list(found)
    for index, (low, high) in enumerate(pairwise(found)):
        if low.value is None or high.value is None or low.day or high.day or not 0 <= low.value < high.value:
            continue
        if text[low.start] in "$€£¥₹" and text[low.end] in "-–—" and _is_bare(high):
            high = marked[index + 1] = replace(marked[index + 1], unit=low.unit)  # noqa: PLW2901  `$2-3bn`
        words = _range_in_words(text, low, high, language) if low.unit in ("", "*", high.unit) else ""
        if not words:
            continue
        scaled = _with_scale_of(text, low, high)
        marked[index] = replace(scaled, end_of_range="low", said=scaled.said or words)
        marked[index + 1] = replace(marked[index + 1], end_of_range="high", said=words)
    return tuple(marked)


def value_below(one: Figure, other: Figure) -> bool:
    """Whether the number before a scale is the smaller one of a fall: 30 in `from 85 to 30 million`."""
    scaled = other.value or 0
    return scaled >= _THOUSAND and 0 < (one.value or 0) < _THOUSAND


def _range_in_words(text: str, low: Figure, high: Figure, language: str) -> str:
    """A range as it is written, if two figures are the ends of one; else empty."""
    words = _patterns()
    before = text[max(0, low.start - CHARACTERS_BEFORE) : low.start]
    after = unit_after(text, low.end, language)[1] if low.unit else low.end
    written = " ".join(text[low.start : high.end].split())
    between = words.between.search(before)
    if between and words.joint.fullmatch(text, after, high.start):
        return " ".join([*between[0].split(), written])
    if joint := words.range.fullmatch(text, after, high.start):
        changes = joint["word"] and words.no_range.search(before)
        return "" if changes else written
    named = high.noun or high.unit or _COUNTED_AFTER.match(text, high.end)
    far = named and words.range_of_things.fullmatch(text, after, high.start)
    return written if far and not words.no_range_of_things.search(before) else ""


def _with_scale_of(text: str, low: Figure, high: Figure, *, falling: bool = False) -> Figure:
    """The lower end of a range, in the scale that only the upper end has: 1.5 million in `1.5 to 2 million`."""
    found = _SCALE_AT_END.search(text[high.start : high.end])
    scale = scale_said(text, high)
    if found:
        word = (found["word"] or found["short"]).lower()
        scale = SCALES.get(word) or SHORT[word]
    scaled = _SCALED.search(text[low.start : low.end]) or scale_said(text, low)
    if not scale or low.value is None or high.value is None or scaled:
        return low
    value = low.value * scale
    return replace(low, value=value, token="") if falling or value < high.value else low
