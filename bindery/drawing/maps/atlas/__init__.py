"""The coasts and borders of the world, from Natural Earth's data beside this file: read once, when a map is drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate

from bindery.drawing.maps.clipping import ClipBox

_FIRST_CHARACTER = 63  # of the encoded polyline format: `?` stands for 0
_MORE = 0x20  # another character of the same number follows


@dataclass(frozen=True)
class Outline:
    """A line, or the outline of an area.

    Attributes:
        box: the least box that holds it, in degrees, its `left` in the west and its `low` side in the south.
        encoded: its points in the encoded polyline format.
        precision: how many of its units make a degree.
    """

    box: ClipBox
    encoded: str
    precision: int

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """Longitude and latitude of each point."""
        steps = _numbers(self.encoded)
        latitudes, longitudes = accumulate(steps[::2]), accumulate(steps[1::2])
        return [(x / self.precision, y / self.precision) for x, y in zip(longitudes, latitudes, strict=True)]


@dataclass(frozen=True)
class World:
    """What a map draws from.

    Attributes:
        land: the outlines of continents and islands, and of the seas in them.
        lakes: the outlines of large lakes.
        borders: lines between countries.
        disputed: lines that are disputed, claimed, of control or of uncertain course.
        countries: names, each with rough outlines of where there is room for it.
    """

    land: tuple[Outline, ...]
    lakes: tuple[Outline, ...]
    borders: tuple[Outline, ...]
    disputed: tuple[Outline, ...]
    countries: tuple[tuple[str, tuple[Outline, ...]], ...]


@cache
def world() -> World:
    """The world; the same value each time."""
    data = json.loads(resources.files(__name__).joinpath("world.json").read_text("utf-8"))
    precision = data["precision"]

    def outlines(written: Iterable[tuple[int, int, int, int, str]]) -> tuple[Outline, ...]:
        return tuple(
            Outline(
                ClipBox(west / precision, south / precision, east / precision, north / precision),
                points,
                precision,
            )
            for west, south, east, north, points in written
        )

    return World(
        land=outlines(data["land"]),
        lakes=outlines(data["lakes"]),
        borders=outlines(data["borders"]),
        disputed=outlines(data["disputed"]),
        countries=tuple((name, outlines(parts)) for name, parts in data["countries"]),
    )


def _numbers(encoded: str) -> list[int]:
    """The whole numbers of a text in the encoded polyline format: five bits a character, the sign last."""
    numbers = []
    value = shift = 0
    for character in encoded.encode("ascii"):
        bits = character - _FIRST_CHARACTER
        value |= (bits & ~_MORE) << shift
        if bits & _MORE:
            shift += 5
            continue
        numbers.append(~(value >> 1) if value & 1 else value >> 1)
        value = shift = 0
    return numbers
