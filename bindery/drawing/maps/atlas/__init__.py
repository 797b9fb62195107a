"""The coasts and borders of the world, from the Natural Earth data in this folder, loaded when a map is drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from bindery.drawing.maps.clipping import ClipBox
from bindery.text.shipped_data import shipped_folder

_FIRST_CHARACTER = 63  # of the encoded polyline format: `?` stands for 0
_MORE = 0x20  # the bit that says that the next character belongs to the same number


@dataclass(frozen=True)
class Outline:
    """A line, or the outline of an area.

    Attributes:
        box: its bounding box in degrees; `left` is the western side and `low` the southern one.
        encoded: its points in the encoded polyline format.
        precision: how many units of the encoded numbers make a degree.
    """

    box: ClipBox
    encoded: str
    precision: int

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """The longitude and latitude of each point, in degrees."""
        steps = _numbers(self.encoded)
        latitudes, longitudes = accumulate(steps[::2]), accumulate(steps[1::2])
        return [(x / self.precision, y / self.precision) for x, y in zip(longitudes, latitudes, strict=True)]


@dataclass(frozen=True)
class World:
    """The geographic data for maps.

    Attributes:
        land: outlines of continents and islands, and of inland seas.
        lakes: outlines of large lakes.
        borders: borders between countries, each with the names of the two.
        disputed: borders that are disputed, claimed or of uncertain course, and lines of control.
        countries: names of countries, each with rough outlines within which the name may be written.
    """

    land: tuple[Outline, ...]
    lakes: tuple[Outline, ...]
    borders: tuple[tuple[frozenset[str], tuple[Outline, ...]], ...]
    disputed: tuple[Outline, ...]
    countries: tuple[tuple[str, tuple[Outline, ...]], ...]


@cache
def world() -> World:
    """The geographic data; the same object each time."""
    data = json.loads(shipped_folder(__name__).joinpath("world.json").read_text("utf-8"))
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
        borders=tuple((frozenset(pair), outlines(lines)) for *pair, lines in data["borders"]),
        disputed=outlines(data["disputed"]),
        countries=tuple((name, outlines(parts)) for name, parts in data["countries"]),
    )


def _numbers(encoded: str) -> list[int]:
    """The integers of a text in the encoded polyline format: five bits per character, the sign in the lowest bit."""
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
