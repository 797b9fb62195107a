"""Looks up results of the speed benchmark by peer and size."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

import peers
from made_up import PAGES

COMPARED = 50  # the number of briefings at which peers are compared
Record = dict[str, Any]


class Results:
    """Results of a benchmark in one kind of text, looked up by peer (a key of `peers.PEERS`) and number of pages.

    Attributes:
        text: `plain` or `rich`.
        raw: the results as they are in benchmarks/speed.json.
        records: the result of each peer and size.
        sizes: the numbers of pages that were measured, in ascending order.
        keys: the peers that were measured, in the order of `peers.PEERS`.
        at: the number of pages at which peers are compared.
        ours: the key that stands for Bindery in comparisons.
    """

    def __init__(self, raw: Record, text: str) -> None:
        self.raw = raw
        self.text = text
        self.records: dict[tuple[str, int], Record] = {
            (one["peer"], one["pages"]): one for one in raw["measured"] if one["text"] == text
        }
        self.sizes = sorted({pages for _, pages in self.records})
        self.keys = [key for key in peers.PEERS if any(key == peer for peer, _ in self.records)]
        self.at = self.pages(COMPARED) if self.pages(COMPARED) in self.sizes else self.sizes[-1]
        self.ours = "website" if "website" in self.keys else "bindery"

    def pages(self, briefings: int) -> int:
        """Returns the number of pages of a site with so many briefings."""
        return PAGES[self.text] * briefings + 1

    def edited(self, key: str, pages: int, change: str) -> float | None:
        """Returns the median of the elapsed seconds of a build after an edit of this kind."""
        runs = (self.value(key, pages, "edits") or {}).get(change)
        return median(run["wall"] for run in runs) if runs else None

    def shown(self, key: str, pages: int, change: str) -> float | None:
        """Returns the median of the seconds until a preview showed an edit of this kind."""
        found = (self.value(key, pages, "shown") or {}).get(change)
        return median(found) if found else None

    def cpu(self, key: str, pages: int, state: str = "cold") -> float | None:
        """Returns the lowest CPU seconds of a build, since a disturbance can only add to them."""
        return self._over(min, "cpu", key, pages, state)

    def wall(self, key: str, pages: int, state: str = "cold") -> float | None:
        """Returns the median of the elapsed seconds of a build."""
        return self._over(median, "wall", key, pages, state)

    def peak(self, key: str, pages: int) -> float | None:
        """Returns the highest peak memory of a build, in MB."""
        return self._over(max, "peak", key, pages, "cold")

    def _over(
        self, choose: Callable[[Iterable[float]], float], what: str, key: str, pages: int, state: str
    ) -> float | None:
        runs = self.records.get((key, pages), {}).get(state, [])
        return choose([run[what] for run in runs]) if runs else None

    def value(self, key: str, pages: int, name: str) -> Any:
        """Returns another recorded value, by the name of its field; None if it is missing or empty."""
        return self.records.get((key, pages), {}).get(name) or None

    def waits(self, key: str, pages: int) -> float | None:
        """Returns the median of the seconds until a preview showed an edit."""
        found = self.value(key, pages, "waits")
        return median(found) if found else None
