"""Which stored copy of a source counts for a quotation: the one that the quotation names, or the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby, takewhile
from typing import TYPE_CHECKING

from bindery.evidence.day_checks import check_day
from bindery.evidence.graph import Graph
from bindery.model.briefing import Evidence, Point
from bindery.model.format_model import walk_values
from bindery.model.names import SourceId
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.span import Span

if TYPE_CHECKING:
    from bindery.evidence.stored_source import StoredSource, Verification

NamedCopies = Mapping[tuple[SourceId, str], Mapping[str, Span]]
"""Where the day of a copy is written for a quotation: the places by day, by source and words."""


@dataclass(frozen=True)
class DatedCopies:
    """The copies of a source that were made on one day; several briefings can have one each.

    Attributes:
        day: the day, such as `2024-05-03`; empty when it is not known, or when the source has no history.
        stored: the copies.
    """

    day: str
    stored: tuple[StoredSource, ...]

    def finding(self, words: str) -> Verification | None:
        """How a quotation is verified in these copies; None when none of them has the words."""
        return next(filter(None, (one.finding(words) for one in self.stored)), None)


def copies_by_day(stored: Sequence[StoredSource]) -> list[DatedCopies]:
    """The copies of a source by day, the newest first.

    A copy is of the day in its file name. One without has the day on which its fingerprint was made; if there is no
    fingerprint, the day is not known, and the copy counts as the oldest. A source of which no copy has a day in its name
    has no history: all of its copies count alike.
    """
    if not any(one.dated for one in stored):
        days = {one.day for one in stored}
        return [DatedCopies(days.pop() if len(days) == 1 else "", tuple(stored))] if stored else []
    newest_first = sorted(stored, key=lambda one: one.day, reverse=True)
    return [DatedCopies(day, tuple(made)) for day, made in groupby(newest_first, lambda one: one.day)]


def find_words(copies: Sequence[DatedCopies], words: str, days: Iterable[str]) -> Verification | None:
    """How a quotation is verified; None when a copy that counts does not have the words.

    Args:
        copies: the copies of its source, the newest first.
        words: the words quoted.
        days: the days of the copies that it names; if none of them is stored, the newest copy counts.
    """
    if not copies:
        return None
    newest = copies[0]
    named = [made for made in copies if made.day and made.day in days] or [newest]
    found = [made.finding(words) for made in named]
    if found[0] is None or None in found or named[0] is newest:
        return None if None in found else found[0]
    return replace(found[0], copy=named[0].day, gone=_gone_since(copies, words))


def _gone_since(copies: Sequence[DatedCopies], words: str) -> str:
    """The day of the first copy after which no copy has some words; empty when the newest has them."""
    without = [made.day for made in takewhile(lambda made: made.finding(words) is None, copies)]
    return without[-1] if without else ""


def named_copies(project: Project, graph: Graph) -> NamedCopies:
    """The copies that quotations name, with the places where the days are written."""
    found: dict[tuple[SourceId, str], dict[str, Span]] = {}
    for parsed in project.briefings.values():
        quoted: Iterator[tuple[tuple[str | int, ...], Evidence | Point]] = chain(
            walk_values(parsed.briefing, Evidence),
            walk_values(parsed.briefing.datasets, Point, ("datasets",)),
        )
        for path, item in quoted:
            if item.quote and item.snapshot:
                span = parsed.document.span(*path, "snapshot")
                found.setdefault((SourceId(item.source), item.quote), {}).setdefault(item.snapshot, span)
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            for number, passage in enumerate(source.passages):
                if passage.snapshot and graph.sources.get(source.id) is source:
                    span = document.span("sources", index, "passages", number, "snapshot")
                    found.setdefault((SourceId(source.id), passage.quote), {}).setdefault(
                        passage.snapshot, span
                    )
    return found


def are_named(copies: Sequence[DatedCopies], days: Iterable[str]) -> bool:
    """Whether one of the days that a quotation names is that of a stored copy."""
    return not {made.day for made in copies}.isdisjoint(days)


def unknown_days(named: NamedCopies, held: Mapping[SourceId, Sequence[StoredSource]]) -> Iterator[Problem]:
    """An error (B385) for each copy that a quotation names and that is not stored."""
    for (source, _), places in named.items():
        known = [made.day for made in copies_by_day(held.get(source, ())) if made.day]
        for day, span in places.items():
            if day not in known:
                yield Problem(
                    "B385",
                    f"no copy of `{source}` of {day} is stored",
                    span,
                    help=f"name one of these days: {', '.join(known)}"
                    if known
                    else f"store one: bindery snapshot add {source} FILE --date {day}",
                )


def gone_problem(source: str, words: str, copies: Sequence[DatedCopies], span: Span) -> Problem | None:
    """The problem (B381) that words are in an older copy and no longer in the newest; None when no copy has them.

    Args:
        source: id of the source.
        words: the words quoted.
        copies: the copies of the source, the newest first.
        span: where they are quoted.
    """
    older = next((made for made in copies[1:] if made.finding(words)), None)
    if older is None:
        return None
    then = f"in the copy of {older.day}" if older.day else "in an older copy without a day"
    rest = (
        f"write `snapshot: {older.day}`"
        if older.day
        else "give that copy a day in its name, and write `snapshot: DAY`"
    )
    return Problem(
        "B381",
        f"these words are gone from `{source}`: they are {then}, but no longer in that of {copies[0].day}",
        span,
        help="quote what the source says now; or, to rest on the older copy,"
        f" {rest} next to these words in the evidence or in a passage of the source",
    )


def missing_from_named(
    source: str, words: str, copies: Sequence[DatedCopies], places: Mapping[str, Span]
) -> Iterator[Problem]:
    """An error (B386) for each copy that a quotation names and that does not have its words."""
    having = [made.day for made in copies if made.day and made.finding(words)]
    for made in copies:
        if made.day in places and made.day not in having:
            yield Problem(
                "B386",
                f"these words are not in the copy of `{source}` of {made.day}",
                places[made.day],
                help=f"they are in the copy of {having[0]}" if having else "no stored copy has these words",
            )


def check_copies(project: Project, graph: Graph, today: date) -> Iterator[Problem]:
    """The problems with the days of copies: in the future (B380), before publication (B382), or not known (B384)."""
    keys = {**project.fingerprints, **project.snapshots}
    dated = {key.source for key in keys if key.day}
    for key, (path, _) in sorted(keys.items()):
        if key.day:
            yield from check_day("copy", key.day, graph.sources.get(key.source), today, path=path)
        if not key.day and key.source in dated and key not in project.fingerprints:
            yield Problem(
                "B384",
                f"the day of this copy of `{key.source}` is not known, so it counts as the oldest",
                path=path,
                severity="warning",
                help=f"name it after the day on which it was made: {key.source}.2024-05-03{path[path.rindex('.') :]}",
            )
