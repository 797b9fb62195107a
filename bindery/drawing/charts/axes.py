"""Axes of charts: positions of dates on a scale of time, ticks, and the text of their labels."""

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
_STEPS = (1, 2, 5, 10)  # times a power of ten: round steps between ticks
_MONTHS = 12
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 7, 14)
_ROUND = 5  # years; ticks that are at least so far apart are at round years
_FEW_DAYS = 62  # a longer period has ticks at months
_FEW_MONTHS = 30  # a longer period has ticks at years
_SHORT = ((12, "tn"), (9, "bn"), (6, "m"))
_SMALLEST, _LARGEST = -5, 15  # powers of ten beyond which a number is written in scientific notation
_READABLE = 16  # characters of the longest number that is written in full
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Tick:
    """A tick on a scale.

    Attributes:
        at: position, in the unit of the scale.
        label: text of its label.
        under: a second line of the label: the year of a month or day, at the first tick of the year only.
    """

    at: float
    label: str
    under: str = ""


def number_ticks(low: Decimal, high: Decimal, most: int) -> list[Decimal]:
    """Round numbers in even steps, from at most the smallest value or zero to at least the largest value or zero.

    Args:
        low: the smallest value.
        high: the largest value.
        most: the greatest number of ticks; three or more.
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


def number_text(number: Decimal) -> str:
    """A number in full, with thousands separators and a minus sign: 12,632 and −0.5."""
    return f"{number:,f}".replace("-", "−")


def figure(number: Decimal) -> str:
    """The text of a value in a chart: in full, or rounded if it would have more than `_READABLE` characters."""
    full = number_text(number)
    if len(full) <= _READABLE:
        return full
    return f"≈ {brief(Context(prec=4).create_decimal(number))}"


def brief(number: Decimal) -> str:
    """The text of a round number in few characters: 20,000, 1.5m, 3bn, 2 × 10¹⁸."""
    number = number.normalize()
    if not number:
        return "0"
    power = number.adjusted()
    if not _SMALLEST < power < _LARGEST:
        digits = number.scaleb(-power).normalize()
        return f"{digits:f} × 10{str(power).translate(_SUPERSCRIPT)}".replace("-", "−")
    for scale, word in _SHORT:
        if power >= scale:
            return number_text(number.scaleb(-scale).normalize()) + word
    return number_text(number)


def read_dates(labels: Iterable[str]) -> list[Day] | None:
    """The labels as dates, or None if one of them is not a date: a year, a month or a day, such as `2024-11`."""
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
    """A scale of time. Its unit is the finest that its dates need.

    Positions are numbers in that unit: years, months since January of the year 0, or days as `date.toordinal` counts them.

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
        """The position of a date. A date that is less exact than the scale is in the middle of its year or month."""
        year = day.year or 1
        if self.unit == "year":
            return year
        if self.unit == "month":
            return year * _MONTHS + (day.month - 1 if day.month else (_MONTHS - 1) / 2)
        if day.day:
            return date(year, day.month or 1, day.day).toordinal()
        return date(year, day.month or 7, 15 if day.month else 2).toordinal()

    def ticks(self, low: float, high: float, most: int) -> list[Tick]:
        """Ticks at the beginnings of years, months or days.

        Args:
            low: position of the first date.
            high: position of the last date.
            most: the greatest number of ticks.
        """
        for choice in self._choices(low, high, most):
            if len(choice) <= most:
                return choice
        return []

    def _choices(self, low: float, high: float, most: int) -> Iterator[list[Tick]]:
        """Possible ticks, finest first; steps of years only if they can give few enough ticks."""
        if self.unit == "day" and high - low <= _FEW_DAYS:
            yield from (self._days(low, high, step) for step in _DAY_STEPS)
        if self.unit != "year" and high - low <= _FEW_MONTHS * (30 if self.unit == "day" else 1):
            yield from (self._months(low, high, step) for step in _MONTH_STEPS)
        years = (self._month_at(high) - self._month_at(low)) / _MONTHS
        steps = (factor * 10**power for power in range(5) for factor in _STEPS[:3])
        yield from (self._years(low, high, step) for step in steps if years / step <= most + 1)

    def _days(self, low: float, high: float, step: int) -> list[Tick]:
        found = [date.fromordinal(n) for n in range(int(low), int(high) + 1, step)]
        return _with_years(
            (day.toordinal(), f"{day.day} {MONTHS[day.month - 1][:3]}", day.year) for day in found
        )

    def _months(self, low: float, high: float, step: int) -> list[Tick]:
        first, last = (self._month_at(place) for place in (low, high))
        months = [n for n in range(first, last + 1) if n % step == 0]
        placed = [(self.place(Day(n // _MONTHS, n % _MONTHS + 1, 1)), n) for n in months]
        return _with_years(
            (at, MONTHS[n % _MONTHS][:3], n // _MONTHS) for at, n in placed if low <= at <= high
        )

    def _years(self, low: float, high: float, step: int) -> list[Tick]:
        first, last = (self._month_at(place) // _MONTHS for place in (low, high))
        # Small steps end at the last year; large ones are at round years.
        rest = last % step if step < _ROUND else 0
        years = [year for year in range(max(first, 1), last + 1) if year % step == rest]
        placed = [(self.place(Day(year, 1, 1)), str(year)) for year in years]
        return [Tick(at, label) for at, label in placed if low <= at <= high]

    def _month_at(self, place: float) -> int:
        """The month at a position, counted from the year 0."""
        if self.unit == "day":
            day = date.fromordinal(int(place))
            return day.year * _MONTHS + day.month - 1
        return int(place * _MONTHS if self.unit == "year" else place)


def _with_years(found: Iterable[tuple[float, str, int]]) -> list[Tick]:
    """Ticks from positions, labels and years, with the year under the first tick of each year."""
    ticks: list[Tick] = []
    last_year = 0
    for at, label, year in found:
        ticks.append(Tick(at, label, str(year) if year != last_year else ""))
        last_year = year
    return ticks


def rhythm(series: Iterable[Sequence[float]]) -> float:
    """The usual distance between successive values: the most frequent one, or 1 if each distance occurs only once.

    Args:
        series: for each series the positions of its values, in order.
    """
    steps = Counter(b - a for places in series for a, b in pairwise(places) if b > a)
    step, times = max(steps.items(), key=lambda item: (item[1], -item[0]), default=(1.0, 0))
    return step if times > 1 else 1.0
