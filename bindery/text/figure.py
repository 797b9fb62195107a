"""A figure of a text: a number, a version or a date, with its unit and its bound."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bindery.text.dates import Day
from bindery.text.number_changes import NO_CHANGE, NumberChange

ORDINAL = "ordinal"  # the unit of `3rd`


@dataclass(frozen=True)
class Figure:
    """A number, a version or a date in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        value: the number. A year has one too, because `1969` may be a year or a number.
        unit: `%`, `pp` (percentage points), `share` (of one), `times`, `ordinal`, a currency or a unit of time. Empty when there
            is none, `*` when it may be any of them.
        bound: `over`, `at least`, `under`, `at most` or `about`, if the words next to it say so, otherwise empty.
        day: the date, if it is one.
        token: the digits as written, without the `v` of versions, and `1.x` for a line of them. Versions, times and ratios have only this.
        weak: whether it may not be meant as a figure, such as `one` in `one of them`, or `October` alone.
        end_of_range: `low` or `high` for an end of a range, such as `10 to 12`; empty for anything else.
        below: the first number that is too large, if its words only give a size, as `hundreds` do; else None.
        rate: the time for which it is given, as in `30 a month`; else empty.
        noun: the words after it, in small letters, which may name what it counts.
        measure: key of its unit of measure, if it certainly has one, see `units.find_unit`: `metres`; else empty.
        pair: both numbers of a score, vote, ratio or change, in order, such as `3–1`; empty for anything else.
        part: part of the year or month that the words before a date name, such as `early` or `spring`; else empty.
        change: whether it is what something changed by, to or from.
        said: the number with the words of its bound or its range, such as `at least 13`; empty when it has neither.
    """

    start: int
    end: int
    value: Fraction | None = None
    unit: str = ""
    bound: str = ""
    day: Day | None = None
    token: str = ""
    weak: bool = False
    end_of_range: str = ""
    said: str = ""
    measure: str = ""
    below: Fraction | None = None
    rate: str = ""
    noun: tuple[str, ...] = ()
    change: NumberChange = NO_CHANGE
    part: str = ""
    pair: tuple[Fraction, ...] = ()
