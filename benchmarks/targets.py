"""What Bindery's speed is to be, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from results import Results

BASE, LARGE, LARGEST = 201, 1_001, 5_001  # pages
SMALLEST = 21


@dataclass(frozen=True)
class Judged:
    """A target, and what was measured.

    Attributes:
        what: is limited.
        wanted: the limit, as readers see it.
        found: what was measured, as readers see it.
        kept: whether it is within the limit; none where it was not measured.
    """

    what: str
    wanted: str
    found: str
    kept: bool | None


def judged(results: Results) -> Iterator[Judged]:
    """Each target in turn."""
    ours = results.ours
    grown = _ratio(_each(results, ours, LARGEST), _each(results, ours, BASE))
    yield _judge("processor per page at 5,001 pages, to that at 201", 1.15, grown, ".2f")
    yield _judge(
        "a page as sent at 5,001 pages, to the same at 21: the one that differs most",
        1.03,
        _weights(results),
        ".3f",
    )
    yield _judge("memory at 5,001 pages", 600, results.peak(ours, LARGEST), ",.0f", " MB")
    cpu = results.cpu(ours, LARGE)
    yield _judge(
        "processor at 1,001 pages, to Zensical's", 0.25, _ratio(cpu, results.cpu("zensical", LARGE)), ".2f"
    )
    yield _judge("processor at 1,001 pages, to Hugo's", 4, _ratio(cpu, results.cpu("hugo", LARGE)), ".1f")
    yield _judge("a build after one edit, 1,001 pages", 0.5, results.wall(ours, LARGE, "warm"), ".2f", " s")
    yield _judge("a build after one edit, 5,001 pages", 1.0, results.wall(ours, LARGEST, "warm"), ".2f", " s")
    yield _judge(
        "from saving to the page of the preview, 1,001 pages",
        0.3,
        results.waits("bindery", LARGE),
        ".2f",
        " s",
    )


def _judge(what: str, limit: float, found: float | None, form: str, unit: str = "") -> Judged:
    shown = "–" if found is None else format(found, form) + unit
    return Judged(what, f"{limit:g}{unit}", shown, None if found is None else found <= limit)


def _each(results: Results, key: str, pages: int) -> float | None:
    """Seconds of processor for each page."""
    cpu = results.cpu(key, pages)
    return None if cpu is None else cpu / pages


def _ratio(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value / other


def _weights(results: Results) -> float | None:
    """How much the weight of a kind of page differs at most between the smallest and the largest site, as a ratio above 1."""
    small = results.value(results.ours, SMALLEST, "packed")
    large = results.value(results.ours, LARGEST, "packed")
    if not small or not large:
        return None
    return max(max(large[kind] / small[kind], small[kind] / large[kind]) for kind in small)
