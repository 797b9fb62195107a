"""Compares the copies of sources in two states of a project, and finds the quotations that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bindery.evidence.copies import DatedCopies, copies_by_day
from bindery.evidence.quotations import QuotationResults
from bindery.model.names import SourceId


@dataclass(frozen=True)
class ChangedSource:
    """A source of which other copies are stored than before.

    Attributes:
        source: id of the source.
        added: the day of each copy that was added; empty text for one whose day is not known.
        removed: the day of each copy that was removed.
        gone: the words of each quotation that the newest copy had before and has no longer.
    """

    source: SourceId
    added: tuple[str, ...]
    removed: tuple[str, ...]
    gone: tuple[str, ...]


def changed_sources(
    old: QuotationResults, new: QuotationResults, renamed: Mapping[str, str] = MappingProxyType({})
) -> list[ChangedSource]:
    """Each source of which the copies differ, by id.

    Args:
        old: the result of the check of quotations before.
        new: the result now.
        renamed: the id of each source now, by each id that it had before.
    """
    earlier = {renamed[source]: source for source in old.held if source in renamed}
    every = {*new.held, *(source for source in old.held if source not in renamed), *earlier}
    return [
        change
        for source in sorted(every)
        if (change := _compare(SourceId(source), SourceId(earlier.get(source, source)), old, new))
    ]


def _compare(
    source: SourceId, earlier: SourceId, old: QuotationResults, new: QuotationResults
) -> ChangedSource | None:
    before, after = copies_by_day(old.stored(earlier)), copies_by_day(new.stored(source))
    hashes_before, hashes_after = _days_by_hash(before), _days_by_hash(after)
    added = [day for digest, day in hashes_after.items() if digest not in hashes_before]
    removed = [day for digest, day in hashes_before.items() if digest not in hashes_after]
    if not added and not removed:
        return None
    quoted = sorted({words for key, words in (*old.outcomes, *new.outcomes) if key in (source, earlier)})
    gone = [words for words in quoted if before and after and _gone(words, before, after)]
    return ChangedSource(source, tuple(sorted(added)), tuple(sorted(removed)), tuple(gone))


def _gone(words: str, before: Sequence[DatedCopies], after: Sequence[DatedCopies]) -> bool:
    return before[0].finding(words) is not None and after[0].finding(words) is None


def _days_by_hash(copies: Sequence[DatedCopies]) -> dict[str, str]:
    return {one.sha256: one.day for copy in copies for one in copy.stored}


def sources_report(changed: Sequence[ChangedSource]) -> str:
    """The output of the command `diff` about sources; empty when no copy differs."""
    return "\n".join(line for change in changed for line in _lines(change))


def _lines(change: ChangedSource) -> Iterator[str]:
    for what, days in (("added", change.added), ("removed", change.removed)):
        for day in days:
            yield f"source {change.source}: a copy {f'of {day}' if day else 'without a day'} was {what}"
    for words in change.gone:
        yield f"    gone from the newest copy: {words}"
