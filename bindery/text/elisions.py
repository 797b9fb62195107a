"""Numbers whose unit or scale is said only once for several of them: `600 million for 2025 and 450 for 2026`."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bindery.text.figure import Figure

_STOP = re.compile(r"[.!?۔।。](?:\s|$)")
_DIGITS = re.compile(r"\d+")
_SCALES = (10**12, 10**9, 10**7, 10**6, 10**5, 10**3)
_TIMES = ("century", "year", "month", "week", "day", "hour", "minute")
_NO_GIVER = ("", "*", "ordinal", "share", "times", *_TIMES)
_MOST_BETWEEN = (
    4  # figures with a unit or a noun of their own that are looked at on each side of a bare number
)
_LIKE = 20  # `3 million for roads and 2.5 for bridges`: the two are of one size


def completed(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each number in digits that has no unit, and the same number with the unit and scale of the one before or after it.

    Args:
        text: the text.
        figures: its figures, in reading order.
    """
    before = _givers(text, figures)
    after = _givers(text, figures[::-1])
    for bare in figures:
        giver = before.get(bare) or after.get(bare)
        if giver:
            scale = _scale_of(text, giver, bare)
            yield (
                bare,
                replace(
                    bare,
                    value=(bare.value or Fraction(0)) * scale,
                    unit=giver.unit or bare.unit,
                    measure=giver.measure,
                    token="" if scale > 1 else bare.token,
                ),
            )


def _givers(text: str, figures: Sequence[Figure]) -> dict[Figure, Figure]:
    """The nearest figure, among those already seen, that gives each bare number a unit or a scale."""
    found: dict[Figure, Figure] = {}
    seen: deque[Figure] = deque(maxlen=_MOST_BETWEEN)
    for figure in figures:
        if not _is_bare(text, figure):
            seen.appendleft(figure)
            continue
        measured = False
        for one in seen:
            if _gives(text, one, figure) and (not measured or one.unit == "%"):
                found[figure] = one
                break
            measured |= _is_measured(text, one, figure)
    return found


def _is_measured(text: str, one: Figure, bare: Figure) -> bool:
    """Whether a bare number rather has the unit of a figure that gives none: 45 in `22 km in 70 minutes, and here in 45`."""
    measured = one.unit in _TIMES or (one.value or Fraction(0)).denominator > 1
    return measured and not one.day and _are_alike(text, one, bare)


def _is_bare(text: str, figure: Figure) -> bool:
    """Whether a figure is a number in digits, and no word says what it counts."""
    named = figure.noun or figure.measure or figure.day or figure.rate or figure.unit not in ("", "*")
    plain = figure.value is not None and figure.below is None and not figure.weak and not named
    return plain and bool(figure.token) and text[figure.start : figure.end].strip()[-1:].isdecimal()


def _gives(text: str, giver: Figure, bare: Figure) -> bool:
    """Whether a figure of the same sentence has a unit or a scale that a bare number may share."""
    if (
        giver.value is None
        or giver.day
        or not (giver.measure or giver.unit not in _NO_GIVER or scale_said(text, giver))
    ):
        return False
    first, last = sorted((giver, bare), key=lambda one: one.start)
    between = text[first.end : last.start]
    return not _STOP.search(between) and (giver.unit == "%" or _are_alike(text, giver, bare))


def _are_alike(text: str, giver: Figure, bare: Figure) -> bool:
    """Whether two numbers, without their scales, are of about one size."""
    shown = (giver.value or Fraction(0)) / (scale_said(text, giver) or 1)
    own = bare.value or Fraction(0)
    return shown > 0 and own > 0 and shown <= _LIKE * own and own <= _LIKE * shown


def _scale_of(text: str, giver: Figure, bare: Figure) -> int:
    return (scale_said(text, giver) or 1) if _are_alike(text, giver, bare) else 1


def scale_said(text: str, figure: Figure) -> int:
    """What the digits of a figure are multiplied by, such as a million; 0 when they have no word of scale."""
    digits = _DIGITS.search(text, figure.start, figure.end)
    if figure.token or figure.value is None or not digits:
        return 0
    return next((scale for scale in _SCALES if int(figure.value / scale) == int(digits[0]) > 0), 0)
