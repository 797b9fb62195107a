"""Finds sources that count as two origins though their snapshots share much of their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

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
    runs = {source: _runs(source, checks) for source in sorted(checks.held)}
    spans = _spans_of_sources(project)
    problems = []
    for (one, other), share in _similar_pairs(
        {key: found for key, found in runs.items() if len(found) >= LEAST}
    ):
        if one not in spans or other not in spans:
            continue
        if set(graph.origins_of(one)).isdisjoint(graph.origins_of(other)):
            problems.append(_hint(one, other, share, spans))
    return problems


def _runs(source: str, checks: QuotationResults) -> set[int]:
    return {hash(run) for text in checks.texts(source)[:1] for run in shingles(text.reading, WIDTH)}


def _similar_pairs(runs: Mapping[str, set[int]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Each two sources that share more than half of the runs of the shorter one, with the share in per cent."""
    holders: dict[int, list[str]] = {}
    for source, found in runs.items():
        for run in found:
            holders.setdefault(run, []).append(source)
    shared = Counter(
        pair
        for sources in holders.values()
        if 1 < len(sources) <= _COMMON
        for pair in combinations(sources, 2)
    )
    for (one, other), number in sorted(shared.items()):
        shorter = min(len(runs[one]), len(runs[other]))
        if 2 * number > shorter:
            yield (one, other), 100 * number // shorter


def _spans_of_sources(project: Project) -> dict[str, Span]:
    """Where each source was written, by its id."""
    return {
        source.id: document.span("sources", index, "id")
        for _, document in reversed(project.lists)
        for index, source in enumerate(document.value.sources)
    }


def _hint(one: str, other: str, share: int, spans: Mapping[str, Span]) -> Problem:
    return Problem(
        SHARED_TEXT,
        f"`{one}` and `{other}` may have one origin: {share} per cent of the shorter text is in both",
        spans[one],
        severity="hint",
        help="if one repeats the other, or both repeat a third, give the `origin`",
        related=((spans[other], f"`{other}`"),),
    )
