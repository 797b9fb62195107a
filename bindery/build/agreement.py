"""Says which groups of briefings, each read without the others, have to be read together after all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bindery.build.groups import TiedGroups
from bindery.build.records import BriefingRecord
from bindery.evidence.id_checks import STRAY_COPY
from bindery.evidence.quotations import NOT_FOUND
from bindery.evidence.translations import NO_ORIGINAL
from bindery.evidence.unknown_ids import NO_SUCH_ORIGIN, NO_SUCH_SOURCE
from bindery.model.names import NO_BRIEFING, Slug
from bindery.reading.fault_codes import AMBIGUOUS_PART, DRAFT, UNKNOWN_PART
from bindery.reading.known_ids import KnownIds
from bindery.reading.narrative import LIKE_A_SOURCE

OF_UNREAD = frozenset(
    {
        NOT_FOUND,
        NO_SUCH_SOURCE,
        NO_SUCH_ORIGIN,
        NO_ORIGINAL,
        STRAY_COPY,
        LIKE_A_SOURCE,
        UNKNOWN_PART,
        AMBIGUOUS_PART,
        DRAFT,
    }
)
"""Codes of the problems that another briefing or its sources may solve, or whose words may name them."""
_Pair = tuple[Slug, Slug]


def disagreements(records: Mapping[Slug, BriefingRecord], tied: TiedGroups) -> list[_Pair]:
    """Pairs of briefings of different groups that may concern each other; none where every group was read well.

    Args:
        records: the record of each briefing.
        tied: the names of the briefings that were read together.
    """
    groups = tied.groups
    group_of = {slug: number for number, group in enumerate(groups) for slug in group}
    group_of[NO_BRIEFING] = group_of[tied.naming_for_all[0]] if tied.naming_for_all else -1
    pairs = [(NO_BRIEFING, slug) for slug, record in records.items() if record.names_for_all]
    if any(
        _may_concern_any(record, is_of_list=group_of[slug] == group_of[NO_BRIEFING])
        for slug, record in records.items()
    ):
        pairs += [(groups[0][0], group[0]) for group in groups[1:]]
    else:
        pairs += [*_sharing(records), *_naming(records)]
    return [(one, other) for one, other in pairs if group_of[one] != group_of[other]]


def _may_concern_any(record: BriefingRecord, *, is_of_list: bool) -> bool:
    """Whether something that was found may concern any briefing.

    Args:
        record: what was found with a briefing.
        is_of_list: whether its group has to do with the list that belongs to no briefing.
    """
    problems = (*record.problems, *record.shared) if is_of_list else record.problems
    return not record.is_complete or any(problem.code in OF_UNREAD for problem in problems)


def _sharing(records: Mapping[Slug, BriefingRecord]) -> Iterator[_Pair]:
    """Pairs that have a source, an origin, or a former name in common, or of which one refers to the other."""
    first = {f"briefing:{slug}": slug for slug in records}
    for slug, record in records.items():
        for key in record.entry.ties:
            if (other := first.setdefault(key, slug)) != slug:
                yield other, slug


def _naming(records: Mapping[Slug, BriefingRecord]) -> Iterable[_Pair]:
    """Pairs of which one has a name that may be meant for a source of the other."""
    if not any(record.unknown for record in records.values()):
        return
    holders = {key: slug for slug, record in records.items() for key in record.entry.ties if ":" not in key}
    known = KnownIds({key: key for key in holders})
    for slug, record in records.items():
        for name in record.unknown:
            if meant := known.meant(name):
                yield slug, holders[meant]


__all__ = ["OF_UNREAD", "disagreements"]
