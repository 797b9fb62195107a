"""What stands where along an axis: the places of dates, the ticks of a scale, and how its numbers are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from itertools import pairwise

from bindery.text import dates as days
from bindery.text.dates import MONTHS, Day

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_STEPS = (1, 2, 5, 10)  # times a power of ten: what people count in
_MONTHS = 12
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 7, 14)
_ROUND = 5
_FEW_DAYS = 62  # a longer stretch is told in months
_FEW_MONTHS = 30  # a longer one in years
_SHORT = ((12, "tn"), (9, "bn"), (6, "m"))
_SMALLEST, _LARGEST = -5, 15  # powers of ten beyond which a number is written with its power
_READABLE = 16  # characters of a figure
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Tick:
    """A mark on a scale.

    Attributes:
        at: its place, in the scale's own unit.
        label: what stands at it.
        under: a second line, where that says something new: the year of a month.
    """

    at: float
    label: str
    under: str = ""


def number_ticks(low: Decimal, high: Decimal, most: int) -> list[Decimal]:
    """Round numbers that enclose everything from low to high, and nought, in even steps.

    Args:
        low: the smallest value.
        high: the largest.
        most: how many ticks there may be; three or more.
    """
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    rough = (high - low) / (most - 1)
    power = Decimal(1).scaleb(rough.adjusted() - 1)
    while True:
        for factor in _STEPS[1:]:
            step = factor * power
            first, last = (
                (low / step).to_integral_value("ROUND_FLOOR"),
                (high / step).to_integral_value("ROUND_CEILING"),
            )
            if last - first < most:
                return [step * n for n in range(int(first), int(last) + 1)]
        power *= 10


def written(number: Decimal) -> str:
    """A number in full, as a reader writes it: 12,632 and −0.5."""
    return f"{number:,f}".replace("-", "−")


def figure(number: Decimal) -> str:
    """A value for a picture: in full, or rounded where it has more digits than anyone would read."""
    full = written(number)
    if len(full) <= _READABLE:
        return full
    return f"≈ {brief(Context(prec=4).create_decimal(number))}"


def brief(number: Decimal) -> str:
    """A round number in few characters: 20,000, 1.5m, 3bn, 2 × 10¹⁸."""
    number = number.normalize()
    if not number:
        return "0"
    power = number.adjusted()
    if not _SMALLEST < power < _LARGEST:
        digits = number.scaleb(-power).normalize()
        return f"{digits:f} × 10{str(power).translate(_RAISED)}".replace("-", "−")
    for scale, word in _SHORT:
        if power >= scale:
            return written(number.scaleb(-scale).normalize()) + word
    return written(number)


def read_dates(labels: Iterable[str]) -> list[Day] | None:
    """The dates that the labels are, or None when one of them is no date of the format."""
    found = [_read(label) for label in labels]
    return None if None in found else [day for day in found if day]


def _read(label: str) -> Day | None:
    if not _DATE.fullmatch(label):
        return None
    day = days.parse_date(label)
    try:
        date(day.year or 0, 1 if day.month is None else day.month, 1 if day.day is None else day.day)
    except ValueError:
        return None
    return day


@dataclass(frozen=True)
class Calendar:
    """A scale of time, in years, months or days: whichever is the finest that its dates need.

    Attributes:
        unit: `year`, `month` or `day`.
    """

    unit: str

    @classmethod
    def of(cls, dates: Iterable[Day]) -> Calendar:
        """The calendar for these dates."""
        found = list(dates)
        if any(day.day for day in found):
            return cls("day")
        return cls("month" if any(day.month for day in found) else "year")

    def place(self, day: Day) -> float:
        """Where a date stands; one that is less exact than the scale stands in the middle of what it names."""
        year = day.year or 1
        if self.unit == "year":
            return year
        if self.unit == "month":
            return year * _MONTHS + (day.month - 1 if day.month else (_MONTHS - 1) / 2)
        if day.day:
            return date(year, day.month or 1, day.day).toordinal()
        return date(year, day.month or 7, 15 if day.month else 2).toordinal()

    def ticks(self, low: float, high: float, most: int) -> list[Tick]:
        """Ticks at the beginnings of years, months or days between two places."""
        for choice in self._choices(low, high, most):
            if len(choice) <= most:
                return choice
        return []

    def _choices(self, low: float, high: float, most: int) -> Iterator[list[Tick]]:
        """Ticks, fine ones first; of steps of years only those that can be few enough."""
        if self.unit == "day" and high - low <= _FEW_DAYS:
            yield from (self._days(low, high, step) for step in _DAY_STEPS)
        if self.unit != "year" and high - low <= _FEW_MONTHS * (30 if self.unit == "day" else 1):
            yield from (self._months(low, high, step) for step in _MONTH_STEPS)
        years = (self._month_at(high) - self._month_at(low)) / _MONTHS
        steps = (factor * 10**power for power in range(5) for factor in _STEPS[:3])
        yield from (self._years(low, high, step) for step in steps if years / step <= most + 1)

    def _days(self, low: float, high: float, step: int) -> list[Tick]:
        found = [date.fromordinal(n) for n in range(int(low), int(high) + 1, step)]
        return _told_once(
            (day.toordinal(), f"{day.day} {MONTHS[day.month - 1][:3]}", day.year) for day in found
        )

    def _months(self, low: float, high: float, step: int) -> list[Tick]:
        first, last = (self._month_at(place) for place in (low, high))
        months = [n for n in range(first, last + 1) if n % step == 0]
        placed = [(self.place(Day(n // _MONTHS, n % _MONTHS + 1, 1)), n) for n in months]
        return _told_once(
            (at, MONTHS[n % _MONTHS][:3], n // _MONTHS) for at, n in placed if low <= at <= high
        )

    def _years(self, low: float, high: float, step: int) -> list[Tick]:
        first, last = (self._month_at(place) // _MONTHS for place in (low, high))
        rest = last % step if step < _ROUND else 0  # small steps meet the newest year, large ones round years
        years = [year for year in range(max(first, 1), last + 1) if year % step == rest]
        placed = [(self.place(Day(year, 1, 1)), str(year)) for year in years]
        return [Tick(at, label) for at, label in placed if low <= at <= high]

    def _month_at(self, place: float) -> int:
        """The month in which a place lies, counted from the year nought."""
        if self.unit == "day":
            day = date.fromordinal(int(place))
            return day.year * _MONTHS + day.month - 1
        return int(place * _MONTHS if self.unit == "year" else place)


def _told_once(found: Iterable[tuple[float, str, int]]) -> list[Tick]:
    """Ticks with the year under the first of each year only."""
    ticks: list[Tick] = []
    told = 0
    for at, label, year in found:
        ticks.append(Tick(at, label, str(year) if year != told else ""))
        told = year
    return ticks


def rhythm(series: Iterable[Sequence[float]]) -> float:
    """How far apart values stand that follow upon each other: the commonest distance, or one when none is common.

    Args:
        series: the places of the values of each series, in order.
    """
    steps = Counter(b - a for places in series for a, b in pairwise(places) if b > a)
    step, times = max(steps.items(), key=lambda item: (item[1], -item[0]), default=(1.0, 0))
    return step if times > 1 else 1.0
