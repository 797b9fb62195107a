"""The results of the bench, to be asked for by peer and size."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

import peers

COMPARED = 1_001  # pages, of the size at which peers are compared
Record = dict[str, Any]


class Results:
    """What was measured, to be asked for by peer and size."""

    def __init__(self, raw: Record) -> None:
        self.raw = raw
        self.records: dict[tuple[str, int], Record] = {
            (one["peer"], one["pages"]): one for one in raw["measured"]
        }
        self.sizes = sorted({pages for _, pages in self.records})
        self.keys = [key for key in peers.PEERS if any(key == peer for peer, _ in self.records)]
        self.at = COMPARED if COMPARED in self.sizes else self.sizes[-1]
        self.ours = "website" if "website" in self.keys else "bindery"

    def cpu(self, key: str, pages: int, state: str = "cold") -> float | None:
        """The least seconds of processor of a build: what disturbs a build only adds to it."""
        return self._over(min, "cpu", key, pages, state)

    def wall(self, key: str, pages: int, state: str = "cold") -> float | None:
        """The median of the seconds that a build took."""
        return self._over(median, "wall", key, pages, state)

    def peak(self, key: str, pages: int) -> float | None:
        """The most MB that a build held."""
        return self._over(max, "peak", key, pages, "cold")

    def _over(
        self, choose: Callable[[Iterable[float]], float], what: str, key: str, pages: int, state: str
    ) -> float | None:
        runs = self.records.get((key, pages), {}).get(state, [])
        return choose([run[what] for run in runs]) if runs else None

    def value(self, key: str, pages: int, name: str) -> Any:
        """What else was noted of a peer at a size; none when it was not there."""
        return self.records.get((key, pages), {}).get(name) or None

    def waits(self, key: str, pages: int) -> float | None:
        """The median of the seconds until a preview showed an edit."""
        found = self.value(key, pages, "waits")
        return median(found) if found else None
