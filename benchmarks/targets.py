"""The targets for Bindery's speed, and whether results meet them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import peers
from results import Results

SMALLEST, BASE, LARGE, LARGEST = 1, 10, 50, 250  # briefings
WEIGHT = (
    1.03  # the largest ratio, in either direction, between the sizes of a page on a large and a small site
)
EDIT = {LARGE: 0.5, LARGEST: 1.0}  # seconds of a build after one edit
WORSE = 1.5  # how much longer an edit of any kind may take than a word in a paragraph
PREVIEW = 0.3  # seconds until the preview shows an edit
# Ratios to the peers, for the website alone, by the kind of text.
CPU_TO_HUGO = {"plain": 4.0, "rich": 3.0}
TIME_TO_HUGO = 2.0
CPU_TO_ZENSICAL = {"plain": ("zensical", 0.25), "rich": ("zensical-pruned", 0.5)}


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
    yield from _growth(results)
    yield from _compared(results)
    yield from _after_edits(results)
    yield from _checks(results)


def _growth(results: Results) -> Iterator[Judged]:
    """Judges what must not grow with the site."""
    base, large, largest = map(results.pages, (BASE, LARGE, LARGEST))
    each = _each(results, results.ours, largest)
    for pages, remark in ((base, ""), (large, " (start-up counts less)")):
        yield _judge(
            f"CPU time per page at {largest:,} pages, relative to {pages:,} pages{remark}",
            1.15,
            _ratio(each, _each(results, results.ours, pages)),
            ".2f",
        )
    yield _weights(results)
    peaks = [peak for key in ("website", "bindery") if (peak := results.peak(key, largest)) is not None]
    yield _judge(
        f"peak memory at {largest:,} pages, of all builds", 600, max(peaks, default=None), ",.0f", " MB"
    )


def _compared(results: Results) -> Iterator[Judged]:
    """Judges full builds beside those of the peers."""
    large, ours = results.pages(LARGE), results.ours
    key, limit = CPU_TO_ZENSICAL[results.text]
    cpu, hugo = results.cpu(ours, large), results.cpu("hugo", large)
    name, at = peers.PEERS[key].name, f"at {large:,} pages, relative to"
    yield _judge(f"CPU time {at} {name}", limit, _ratio(cpu, results.cpu(key, large)), ".2f")
    yield _judge(f"CPU time {at} Hugo", CPU_TO_HUGO[results.text], _ratio(cpu, hugo), ".1f")
    wall = _ratio(results.wall(ours, large), results.wall("hugo", large))
    yield _judge(f"elapsed time {at} Hugo", TIME_TO_HUGO, wall, ".1f")


def _after_edits(results: Results) -> Iterator[Judged]:
    """Judges builds after edits of each kind, and how soon the preview shows them."""
    large, ours = results.pages(LARGE), results.ours
    for number, limit in EDIT.items():
        pages = results.pages(number)
        wall = results.wall(ours, pages, "warm")
        yield _judge(f"a build after a word in a paragraph, {pages:,} pages", limit, wall, ".2f", " s")
        for change in peers.PEERS[ours].edits:
            what = f"after an edit of {change}" if change.startswith("the ") else f"after {change}"
            ratio = _ratio(results.edited(ours, pages, change), wall)
            yield _judge(f"{what}, relative to a word in a paragraph, {pages:,} pages", WORSE, ratio, ".1f")
    both = _ratio(results.wall("bindery", large, "warm"), results.wall("website", large, "warm"))
    yield _judge(f"the same with the bundle, relative to the website, {large:,} pages", 2, both, ".1f")
    what = f"until the preview shows it, {large:,} pages: "
    yield _judge(f"{what}a word in a paragraph", PREVIEW, results.waits("bindery", large), ".2f", " s")
    for change in peers.PEERS["bindery"].edits:
        yield _judge(what + change, PREVIEW, results.shown("bindery", large, change), ".2f", " s")


def _checks(results: Results) -> Iterator[Judged]:
    """Judges runs of `bindery check`."""
    for state, what, limit in (("cold", "first run", 1.5), ("again", "second run, nothing edited", 0.3)):
        wall = results.wall("check", results.pages(LARGE), state)
        yield _judge(f"`bindery check` of {LARGE} briefings, {what}", limit, wall, ".2f", " s")


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
    small = results.value(results.ours, results.pages(SMALLEST), "packed") or {}
    large = results.value(results.ours, results.pages(LARGEST), "packed") or {}
    grown = {kind: large[kind] / small[kind] for kind in small.keys() & large.keys()}
    kind = max(grown, key=lambda kind: (max(grown[kind], 1 / grown[kind]), kind), default=None)
    example = f" ({kind})" if kind else ""
    within = None if kind is None else max(grown[kind], 1 / grown[kind]) <= WEIGHT
    return Judged(
        f"compressed size of a page of the largest site, relative to the smallest; the kind that differs most{example}",
        f"{WEIGHT:g}",
        "–" if kind is None else f"{grown[kind]:.3f}",
        within,
    )
