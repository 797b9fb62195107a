"""Lengths of time between two times of day on named weekdays: a day and a half for `from Thursday, 2 a.m., to Friday, 2 p.m.`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from bindery.evidence.contrary_days import weekdays_in
from bindery.evidence.derivation import Derivation

_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[.:h](?P<minute>[0-5]\d)")
_NEAR = 16  # characters between a weekday and its time of day
_HOURS = {"hour": 1, "day": 24}
_WEEK = 7 * 24


def is_between_weekdays(case: Derivation) -> bool:
    """Whether a number of hours or days is that between two times of day of the quotation, each with its weekday."""
    if case.wanted.unit not in _HOURS or case.wanted.bound:
        return False
    stated = case.value * _HOURS[case.wanted.unit]
    return any((last - first) % _WEEK == stated for first, last in pairwise(_moments(case)))


def _moments(case: Derivation) -> Iterator[Fraction]:
    """Each time of day beside a weekday, in hours after the week began, in the order of the text."""
    days = list(weekdays_in(case.quote, case.language_of_quote))
    for one in case.cited:
        time = _CLOCK.fullmatch(one.token)
        near = [(max(start - one.end, one.start - end), number) for start, end, number in days]
        apart, number = min(near, default=(_NEAR, 0))
        if time and apart < _NEAR:
            yield 24 * number + int(time["hour"]) + Fraction(int(time["minute"]), 60)
