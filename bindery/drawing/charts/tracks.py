"""The series of a dataset along a scale of time: where each runs on, where it has gaps, where its scope breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bindery.drawing.charts import axes
from bindery.drawing.charts.axes import Calendar
from bindery.drawing.charts.looks import SeriesLook, series_look
from bindery.model.briefing import Dataset, Series

_WORD = re.compile(r"[^\W\d_]{2,}")
_PAIR = 2

Place = tuple[float, float]  # where on the scale of time, and the value


@dataclass(frozen=True)
class Track:
    """One series in order of time.

    Attributes:
        series: as the author wrote it.
        points: its values, each with its place on the scale of time.
        look: what tells it from the others.
    """

    series: Series
    points: tuple[Place, ...]
    look: SeriesLook

    @property
    def first(self) -> float:
        """Where it begins."""
        return self.points[0][0]

    @property
    def last(self) -> float:
        """Where it ends."""
        return self.points[-1][0]

    def stretches(self, step: float) -> list[list[Place]]:
        """The values in runs, in each of which one follows upon the other."""
        found = [[self.points[0]]]
        for before, after in pairwise(self.points):
            if 0 < after[0] - before[0] <= step:
                found[-1].append(after)
            else:
                found.append([after])
        return found

    def gaps(self, step: float) -> list[tuple[Place, Place]]:
        """The ends of each stretch of time for which it has no value."""
        return [(before, after) for before, after in pairwise(self.points) if after[0] - before[0] > step]


@dataclass(frozen=True)
class Break:
    """Where one series ends and the next begins: the way of counting changed.

    Attributes:
        before: the number of the series that ends.
        after: the number of the one that begins.
        at: the place half way between.
    """

    before: int
    after: int
    at: float


@dataclass(frozen=True)
class Tracks:
    """All series of a dataset along one scale of time.

    Attributes:
        calendar: the scale.
        tracks: the series, in the author's order.
        breaks: where one goes on from another.
        step: how far apart values stand that follow upon each other.
    """

    calendar: Calendar
    tracks: tuple[Track, ...]
    breaks: tuple[Break, ...]
    step: float

    @property
    def gaps(self) -> list[tuple[Track, Place, Place]]:
        """Every stretch of time for which a series has no value."""
        return [(track, *gap) for track in self.tracks for gap in track.gaps(self.step)]

    @property
    def is_one_chain(self) -> bool:
        """Whether all of it is one count whose scope changed."""
        return 0 < len(self.breaks) == len(self.tracks) - 1


def tracks_of(dataset: Dataset) -> Tracks | None:
    """The series of a dataset along time; None when its values stand along something else, or at one date only."""
    dates = axes.read_dates(point.x for series in dataset.series for point in series.points)
    if dates is None:
        return None
    calendar, rest = Calendar.of(dates), iter(dates)
    placed = [
        sorted(((calendar.place(next(rest)), float(point.y)) for point in series.points), key=lambda p: p[0])
        for series in dataset.series
    ]
    if len({place for points in placed for place, _ in points}) == 1:
        return None
    step = axes.rhythm([place for place, _ in points] for points in placed)
    breaks = _breaks(dataset, placed, step)
    kindred = _kindred(len(placed), breaks)
    tracks = tuple(
        Track(series, tuple(points), series_look(number, kindred[number]))
        for number, (series, points) in enumerate(zip(dataset.series, placed, strict=True))
    )
    return Tracks(calendar, tracks, breaks, step)


def _breaks(dataset: Dataset, placed: Sequence[Sequence[Place]], step: float) -> tuple[Break, ...]:
    """Each pair of series of which the second goes on where the first ends.

    Among others they must have a word of their names in common; that one body's figures end where
    another's begin is no change of scope.
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
    """For each series the number of its count: one that goes on from another has that one's."""
    origin = {item.after: item.before for item in breaks}
    roots = []
    for number in range(count):
        root = number
        while root in origin:
            root = origin[root]
        roots.append(root)
    order = list(dict.fromkeys(roots))
    return [order.index(root) for root in roots]
