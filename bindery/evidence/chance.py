"""How likely a wrong number would follow from the figures of a quotation too: 680 from few, a small count from nearly all."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from bindery.evidence.working_fit import asked_between, asked_of, step_of
from bindery.evidence.working_steps import Working
from bindery.text.figure import Figure

_WHOLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 20)  # of shares in words
_SHARES = sorted({Fraction(part, whole) for whole in _WHOLES for part in range(1, whole)})


def chance(workings: Iterable[tuple[Working, Figure]], wanted: Figure) -> float:
    """Which part of the other numbers of the same form would follow as well, from 0 to 1.

    These are the numbers from half to twice the wanted one that have no digit beyond its last one, or, of a share in
    words, the other simple shares of that size.

    Args:
        workings: every number that follows from the quotation, each with the wanted number, as that may also be read.
        wanted: the number that follows too.
    """
    asked = asked_of(wanted)
    spans = [span for working, one in workings if (span := asked_between(working, one))]
    low, high = asked / 2, asked * 2
    if wanted.unit == "share":
        others = [one for one in _SHARES if low <= one <= high and one != asked]
        found = sum(any(first <= one <= last for first, last in spans) for one in others)
        return (found + 0.5) / (len(others) + 1)
    step = step_of(wanted)
    steps = [
        (max(ceil(first / step), ceil(low / step)), min(floor(last / step), floor(high / step)))
        for first, last in spans
    ]
    count = floor(high / step) - ceil(low / step)  # without the wanted one
    found, reached = 0, ceil(low / step) - 1
    at = asked / step
    for first, last in sorted(steps):
        start = max(first, reached + 1)
        if start <= last:
            found += last - start + 1 - (start <= at <= last)
            reached = last
    return (found + 0.5) / (count + 1)
