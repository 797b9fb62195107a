"""The targets for Bindery's speed, and whether results meet them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from results import Results

SMALLEST, BASE, LARGE, LARGEST = 21, 201, 1_001, 5_001  # pages
WEIGHT = (
    1.03  # the largest ratio, in either direction, between the sizes of a page on a large and a small site
)


@dataclass(frozen=True)
class Judged:
    """A target and the measured value.

    Attributes:
        what: the quantity that is limited.
        wanted: the limit, as text for the table.
        found: the measured value, as text for the table.
        kept: whether the value is within the limit; None if it was not measured.
    """

    what: str
    wanted: str
    found: str
    kept: bool | None


def judged(results: Results) -> Iterator[Judged]:
    """Yields each target with its result."""
    ours = results.ours
    largest = _each(results, ours, LARGEST)
    yield _judge(
        "CPU time per page at 5,001 pages, relative to 201 pages",
        1.15,
        _ratio(largest, _each(results, ours, BASE)),
        ".2f",
    )
    yield _judge(
        "CPU time per page at 5,001 pages, relative to 1,001 pages (start-up counts less)",
        1.15,
        _ratio(largest, _each(results, ours, LARGE)),
        ".2f",
    )
    yield _weights(results)
    peaks = [peak for key in ("website", "bindery") if (peak := results.peak(key, LARGEST)) is not None]
    yield _judge("peak memory at 5,001 pages, of all builds", 600, max(peaks, default=None), ",.0f", " MB")
    cpu = results.cpu(ours, LARGE)
    yield _judge(
        "CPU time at 1,001 pages, relative to Zensical",
        0.25,
        _ratio(cpu, results.cpu("zensical", LARGE)),
        ".2f",
    )
    yield _judge(
        "CPU time at 1,001 pages, relative to Hugo", 4, _ratio(cpu, results.cpu("hugo", LARGE)), ".1f"
    )
    wall, hugo = results.wall(ours, LARGE), results.wall("hugo", LARGE)
    yield _judge("elapsed time at 1,001 pages, relative to Hugo", 2, _ratio(wall, hugo), ".1f")
    for pages, limit in ((LARGE, 0.5), (LARGEST, 1.0)):
        wall = results.wall(ours, pages, "warm")
        yield _judge(f"a build after one edit, {pages:,} pages", limit, wall, ".2f", " s")
    for state, what, limit in (("cold", "first run", 1.5), ("again", "second run, nothing edited", 0.3)):
        wall = results.wall("check", LARGE, state)
        yield _judge(f"`bindery check` of 50 briefings, {what}", limit, wall, ".2f", " s")
    yield _judge(
        "from saving an edit until the preview shows it, 1,001 pages",
        0.3,
        results.waits("bindery", LARGE),
        ".2f",
        " s",
    )


def _judge(what: str, limit: float, found: float | None, form: str, unit: str = "") -> Judged:
    shown = "–" if found is None else format(found, form) + unit
    return Judged(what, f"{limit:g}{unit}", shown, None if found is None else found <= limit)


def _each(results: Results, key: str, pages: int) -> float | None:
    """Returns the CPU seconds per page."""
    cpu = results.cpu(key, pages)
    return None if cpu is None else cpu / pages


def _ratio(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value / other


def _weights(results: Results) -> Judged:
    """Judges the kind of page whose size differs most between the smallest and the largest site, in either direction."""
    small = results.value(results.ours, SMALLEST, "packed") or {}
    large = results.value(results.ours, LARGEST, "packed") or {}
    grown = {kind: large[kind] / small[kind] for kind in small.keys() & large.keys()}
    kind = max(grown, key=lambda kind: (max(grown[kind], 1 / grown[kind]), kind), default=None)
    example = f" ({kind})" if kind else ""
    within = None if kind is None else max(grown[kind], 1 / grown[kind]) <= WEIGHT
    return Judged(
        f"compressed size of a page at 5,001 pages, relative to 21 pages; the kind that differs most{example}",
        f"{WEIGHT:g}",
        "–" if kind is None else f"{grown[kind]:.3f}",
        within,
    )
