"""The series of a dataset on a scale of time: which values follow each other, where gaps are, where a count changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bindery.drawing.charts import axes
from bindery.drawing.charts.axes import Calendar
from bindery.drawing.charts.looks import SeriesLook, series_look
from bindery.drawing.charts.value_axis import ZERO_BASED, ValueAxis
from bindery.model.briefing import Dataset, Series

_WORD = re.compile(r"[^\W\d_]{2,}")
_PAIR = 2

Place = tuple[float, float]  # the positions on the scale of time and on the axis of values


@dataclass(frozen=True)
class Track:
    """One series in order of time.

    Attributes:
        series: the series as the author wrote it.
        points: its values, each with its position on the scale of time.
        look: its look.
        missing: the positions at which a value is known to be missing.
    """

    series: Series
    points: tuple[Place, ...]
    look: SeriesLook
    missing: tuple[float, ...] = ()

    @property
    def first(self) -> float:
        """The position of its first value."""
        return self.points[0][0]

    @property
    def last(self) -> float:
        """The position of its last value."""
        return self.points[-1][0]

    def stretches(self, step: float) -> list[list[Place]]:
        """The values in runs without gaps: successive values that are at most `step` apart."""
        found = [[self.points[0]]]
        for before, after in pairwise(self.points):
            if 0 < after[0] - before[0] <= step and not self.lacks(before[0], after[0]):
                found[-1].append(after)
            else:
                found.append([after])
        return found

    def gaps(self, step: float) -> list[Gap]:
        """The gaps: successive values that are more than `step` apart, unless it is known why there is none between."""
        return [
            Gap(self, before, after)
            for before, after in pairwise(self.points)
            if after[0] - before[0] > step and not self.lacks(before[0], after[0])
        ]

    def lacks(self, start: float, end: float) -> bool:
        """Whether a value is known to be missing between two positions on the scale of time."""
        return any(start < time < end for time in self.missing)


@dataclass(frozen=True)
class Gap:
    """A period for which a series has no values.

    Attributes:
        track: the series.
        before: the last value before the gap.
        after: the first value after the gap.
    """

    track: Track
    before: Place
    after: Place


@dataclass(frozen=True)
class Break:
    """The place where one series ends and another continues it: the way of counting changed.

    Attributes:
        before: number of the series that ends, from 0.
        after: number of the series that continues it, from 0.
        at: position half way between the two, on the scale of time.
    """

    before: int
    after: int
    at: float


@dataclass(frozen=True)
class Tracks:
    """All series of a dataset on one scale of time.

    Attributes:
        calendar: the scale of time.
        tracks: the series, in the author's order.
        breaks: the places where one series continues another, in order of time.
        step: the usual distance between successive values, in the unit of the scale.
        axis: the axis of values.
    """

    calendar: Calendar
    tracks: tuple[Track, ...]
    breaks: tuple[Break, ...]
    step: float
    axis: ValueAxis = ZERO_BASED

    @property
    def times(self) -> tuple[float, float]:
        """The first and the last position on the scale of time, also of values that are known to be missing."""
        found = [time for track in self.tracks for time in (track.first, track.last, *track.missing)]
        return min(found), max(found)

    @property
    def gaps(self) -> list[Gap]:
        """The gaps of all series."""
        return [gap for track in self.tracks for gap in track.gaps(self.step)]

    @property
    def is_one_chain(self) -> bool:
        """Whether the series all continue each other, so that they are one count whose definition changed."""
        return 0 < len(self.breaks) == len(self.tracks) - 1


def tracks_of(dataset: Dataset, axis: ValueAxis = ZERO_BASED) -> Tracks | None:
    """The series of a dataset on a scale of time; None if its labels are not dates, or all the same date.

    Args:
        dataset: the dataset; each series has at least one value.
        axis: the axis of values.
    """
    dates = axes.read_dates(point.x for series in dataset.series for point in series.points)
    if dates is None:
        return None
    calendar, rest = Calendar.of(dates), iter(dates)
    timed = [[(calendar.place(next(rest)), point.y) for point in series.points] for series in dataset.series]
    placed = [_known(times, axis) for times in timed]
    if len({place for points in placed for place, _ in points}) == 1:
        return None
    step = axes.rhythm([place for place, _ in points] for points in placed)
    breaks = _breaks(dataset, placed, step)
    kindred = _kindred(len(placed), breaks)
    tracks = tuple(
        Track(series, tuple(points), series_look(number, kindred[number]), _unknown(timed[number]))
        for number, (series, points) in enumerate(zip(dataset.series, placed, strict=True))
    )
    return Tracks(calendar, tracks, breaks, step, axis)


def _known(times: Iterable[tuple[float, Decimal | None]], axis: ValueAxis) -> list[Place]:
    """The values of a series in order of time."""
    known = ((time, axis.place(value)) for time, value in times if value is not None)
    return sorted(known, key=lambda point: point[0])


def _unknown(times: Iterable[tuple[float, Decimal | None]]) -> tuple[float, ...]:
    """The positions at which a value is known to be missing."""
    return tuple(time for time, value in times if value is None)


def _breaks(dataset: Dataset, placed: Sequence[Sequence[Place]], step: float) -> tuple[Break, ...]:
    """The pairs of series of which the second begins where the first ends.

    If there are more than two series, the names of a pair must have a word in common. Otherwise the figures of one
    organisation that end where those of another begin would count as a continuation.
    """
    found: list[Break] = []
    names = [set(_WORD.findall(series.name.casefold())) for series in dataset.series]
    for before, points in enumerate(placed):
        end = points[-1][0]
        for after, following in enumerate(placed):
            meet = 0 < following[0][0] - end <= step and len(points) + len(following) > _PAIR
            if meet and (len(placed) == _PAIR or names[before] & names[after]):
                found.append(Break(before, after, (end + following[0][0]) / 2))
    once = {item.before: item for item in reversed(found)}
    once = {item.after: item for item in reversed(once.values())}
    return tuple(sorted(once.values(), key=lambda item: item.at))


def _kindred(count: int, breaks: Sequence[Break]) -> list[int]:
    """For each series the number of its count, from 0; a series that continues another has the same number."""
    origin = {item.after: item.before for item in breaks}
    roots = []
    for number in range(count):
        root = number
        while root in origin:
            root = origin[root]
        roots.append(root)
    order = list(dict.fromkeys(roots))
    return [order.index(root) for root in roots]
