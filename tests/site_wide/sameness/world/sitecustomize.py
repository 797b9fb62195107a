"""Python loads this when it starts in another environment: another day, folders in another order, network use recorded.

Python runs this module by its name. It is told what to change by variables of the environment:

`WORLD_DAYS`: by how many days the clock is ahead. `WORLD_SHUFFLE`: a seed; folders list their files in an order of
its own. `WORLD_ASKED`: a file to which each attempt to reach a network is written.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")


def set_clock(days: int) -> None:
    """Sets the clock of this program ahead."""
    ahead, real = days * 86_400, time.time

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Later:
            return cls.fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls) -> Later:
            return cls.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

    class Day(dt.date):
        @classmethod
        def today(cls) -> Day:
            return cls.fromtimestamp(time.time())

    time.time = lambda: real() + ahead
    dt.datetime = Later  # type: ignore[misc]
    dt.date = Day  # type: ignore[misc]


class Shuffled:
    """The entries of a folder in another order."""

    def __init__(self, entries: list[os.DirEntry[Any]]) -> None:
        self.entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self.entries

    def __next__(self) -> os.DirEntry[Any]:
        return next(self.entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves."""

    def close(self) -> None:
        """Closes."""


def shuffle_folders(seed: str) -> None:
    """Lists folders in an order that the seed gives."""
    draw = random.Random(seed)  # noqa: S311  an order, not a secret
    scandir: Callable[..., Any] = os.scandir
    listdir: Callable[..., Any] = os.listdir

    def shuffled_scandir(path: Any = ".") -> Shuffled:
        with scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        draw.shuffle(entries)
        return Shuffled(entries)

    def shuffled_listdir(path: Any = ".") -> list[Any]:
        names = sorted(listdir(path))
        draw.shuffle(names)
        return names

    os.scandir = shuffled_scandir  # type: ignore[assignment]
    os.listdir = shuffled_listdir


def listen(place: str) -> None:
    """Records the connections that Python code makes; those of code in other languages are not seen here."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in NETWORK:
            with open(place, "a", encoding="utf-8") as file:  # noqa: PTH123  as little as can be loaded
                file.write(f"{event} {arguments[-1]!r}\n")

    sys.addaudithook(hear)


if os.environ.get("WORLD_DAYS"):
    set_clock(int(os.environ["WORLD_DAYS"]))
if os.environ.get("WORLD_SHUFFLE"):
    shuffle_folders(os.environ["WORLD_SHUFFLE"])
if os.environ.get("WORLD_ASKED"):
    listen(os.environ["WORLD_ASKED"])
