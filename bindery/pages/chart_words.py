"""The numbers and months in a drawn chart as another language than English writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bindery.text.dates import MONTHS

if TYPE_CHECKING:
    from bindery.drawing.drawn_chart import Chart
    from bindery.text.wording import Wording

_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
# Only what the charts write themselves: a number with a thousands separator, a decimal point or a short word; a month.
_NUMBER = re.compile(r"(≈ )?(−?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+(?=[a-z]))(tn|bn|m)?")
_MONTH = re.compile(rf"(?:(\d\d?) )?({'|'.join(_SHORT_MONTHS)})")
_TEXT = re.compile(r"(?<=>)[^<>]+(?=</)")
_SCALED = {"m": "%(number)sm", "bn": "%(number)sbn", "tn": "%(number)stn"}  # millions, billions, trillions


def in_language(chart: Chart, wording: Wording) -> Chart:
    """A chart with its numbers and months in a language."""
    said = _translator(wording)
    return replace(
        chart,
        pictures=tuple(
            replace(picture, marks=type(picture.marks)(_TEXT.sub(said, picture.marks)))
            for picture in chart.pictures
        ),
    )


def _translator(wording: Wording) -> Callable[[re.Match[str]], str]:
    def said(match: re.Match[str]) -> str:
        text = match[0]
        if number := _NUMBER.fullmatch(text):
            about, minus, digits, scale = number.groups(default="")
            written = wording.number(digits.replace(",", ""))
            scaled = wording.say(_SCALED[scale], number=written) if scale else written
            return f"{about}{minus}{scaled}"
        if month := _MONTH.fullmatch(text):
            return wording.short_month(_SHORT_MONTHS[month[2]], int(month[1] or 0))
        return text

    return said
