"""Finds sources that count as two origins though their snapshots share much of their text."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby, islice
from zlib import crc32

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.span import Span
from bindery.text.tokens import shingles

SHARED_TEXT = "B304"  # the code of the hint
WIDTH = 5  # words in a run
LEAST = 20  # runs that a text must have; shorter texts are too often alike by chance
_COMMON = 25  # a run in more sources than this is ignored: it is a licence, a menu or the like


def check_shared_text(project: Project, graph: Graph, checks: QuotationResults) -> list[Problem]:
    """A hint (B304) for every two sources without a common origin that share more than half of the shorter text.

    Texts are compared by their runs of `WIDTH` words.

    Args:
        project: the lists of sources.
        graph: the origins of the sources.
        checks: their snapshots.
    """
    return shared_text(stored_texts(project, graph, checks))


@dataclass(frozen=True)
class StoredText:
    """The text of a source's snapshot, as it is compared with others.

    Attributes:
        runs: a checksum (CRC-32) of each run of `WIDTH` words, once.
        span: where the source is listed.
        origins: the origins that it rests on.
    """

    runs: Collection[int]
    span: Span
    origins: frozenset[str]


def stored_texts(project: Project, graph: Graph, checks: QuotationResults) -> dict[str, StoredText]:
    """The stored text of each source that is long enough to be compared, by its id."""
    spans = _spans_of_sources(project, checks.held)
    found = {source: _runs(source, checks) for source in sorted(spans)}
    return {
        source: StoredText(array("I", sorted(runs)), spans[source], frozenset(graph.origins_of(source)))
        for source, runs in found.items()
        if len(runs) >= LEAST
    }


def shared_text(texts: Mapping[str, StoredText]) -> list[Problem]:
    """The hints for some stored texts, by the ids of their sources."""
    return [
        _hint(one, other, share, texts)
        for (one, other), share in _similar_pairs({key: text.runs for key, text in sorted(texts.items())})
        if texts[one].origins.isdisjoint(texts[other].origins)
    ]


def _runs(source: str, checks: QuotationResults) -> set[int]:
    if source not in checks.runs:
        texts = checks.texts(source)[:1]
        found = {crc32(" ".join(run).encode()) for text in texts for run in shingles(text.reading, WIDTH)}
        checks.runs[source] = found
    return checks.runs[source]


def _similar_pairs(runs: Mapping[str, Collection[int]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Each two sources that share more than half of the runs of the shorter one, with the share in per cent."""
    sources = list(runs)
    # One number for each run of each source: far smaller than a list of sources for each run.
    holders = sorted(run << 32 | at for at, source in enumerate(sources) for run in runs[source])
    shared: Counter[tuple[str, str]] = Counter()
    for _, found in groupby(holders, lambda number: number >> 32):
        some = list(islice(found, _COMMON + 1))
        if 1 < len(some) <= _COMMON:
            shared.update(combinations([sources[number & 0xFFFFFFFF] for number in some], 2))
    for (one, other), number in sorted(shared.items()):
        shorter = min(len(runs[one]), len(runs[other]))
        if 2 * number > shorter:
            yield (one, other), 100 * number // shorter


def _spans_of_sources(project: Project, wanted: Container[str]) -> dict[str, Span]:
    """Where each of some sources was written, by its id."""
    return {
        source.id: document.span("sources", index, "id")
        for _, document in reversed(project.lists)
        for index, source in enumerate(document.value.sources)
        if source.id in wanted
    }


def _hint(one: str, other: str, share: int, texts: Mapping[str, StoredText]) -> Problem:
    return Problem(
        SHARED_TEXT,
        f"`{one}` and `{other}` may have one origin: {share} per cent of the shorter text is in both",
        texts[one].span,
        severity="hint",
        help="if one repeats the other, or both repeat a third, give the `origin`",
        related=((texts[other].span, f"`{other}`"),),
    )
