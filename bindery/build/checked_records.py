"""What `bindery check` finds, by groups of briefings, so that after an edit only what it can have changed is checked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bindery import edition as editions
from bindery.build import interface, last_build
from bindery.build.bodies import inputs_of
from bindery.build.grouped_records import GroupedRecords
from bindery.build.groups import in_parts
from bindery.build.record_maker import RecordMaker
from bindery.build.records import BriefingRecord, copies_as_bytes
from bindery.edition import Edition, MapFunction, map_here
from bindery.model.names import Slug
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.system.store import key_of
from bindery.text.problems import Problem

WHOLE = 64  # briefings that are checked at once, in memory; where there are more, a few are checked after the other
FEW = 16  # briefings of each such part


class CheckedRecords(GroupedRecords):
    """The records of a project that is checked only: they have problems and interfaces, and no bodies.

    Args:
        conditions: hash of everything other than the files of briefings that problems depend on; empty where nothing
            may be kept.
        inputs: everything to check.
        keep: keeps bytes under a name.
        kept: returns the bytes that were kept under a name; raises an `OSError` or `LookupError` where there are none.
        step: called with the progress of the work.
        share: applies a function to many things, perhaps in several processes.

    Attributes:
        edition: everything that was found, if all briefings were checked now and at once.
    """

    def __init__(
        self,
        conditions: str,
        inputs: Inputs,
        keep: Callable[[str, bytes], object],
        kept: Callable[[str], bytes],
        *,
        step: ProgressCallback = ignore_progress,
        share: MapFunction = map_here,
    ) -> None:
        super().__init__(conditions, inputs)
        self.edition: Edition | None = None
        self._keep, self._kept, self._step, self._share = keep, kept, step, share
        self._copies: dict[str, bytes] = {}
        self.gather()

    def make(self, groups: Sequence[Sequence[Slug]]) -> Iterator[Iterable[BriefingRecord]]:
        """Check some groups."""
        if sum(map(len, groups)) <= WHOLE:
            self.edition = None
            made, records, copies = self._check([slug for group in groups for slug in group], self._step)
            self.edition = made if len(groups) == len(self.groups) else None
            self._copies |= copies
            yield records
            return
        parts = list(in_parts(groups, FEW))

        def check(numbered: tuple[int, Sequence[Slug]]) -> tuple[list[BriefingRecord], dict[str, bytes]]:
            self._step("checking", numbered[0], len(parts))
            return self._check(numbered[1])[1:]

        for records, copies in self._share(check, list(enumerate(parts, 1)), later=lambda _: True, few=2):
            self._copies |= copies
            yield records

    def _check(
        self, briefings: Sequence[Slug], step: ProgressCallback = ignore_progress
    ) -> tuple[Edition, list[BriefingRecord], dict[str, bytes]]:
        """What is found in some briefings, their records, and the texts of their stored copies by key."""
        own = inputs_of(self.inputs, briefings)
        made = editions.check_inputs(own, step)
        if made.site is None:  # never: a check returns the site
            return made, [], {}
        maker = RecordMaker(made, made.site)
        copies = {slug: copies_as_bytes(copied) for slug, copied in maker.copies.items() if copied}
        entries = interface.briefing_entries(
            made.site, last_build.hashes(last_build.digests_of(own.files)), briefings, with_interface=False
        )
        records = [
            maker.record(slug, replace(entries[slug], copies=key_of(copies[slug]) if slug in copies else ""))
            for slug in briefings
        ]
        return made, records, {key_of(data): data for data in copies.values()}

    def keep(self, name: str, data: bytes) -> None:
        """Keep some bytes under a name."""
        self._keep(name, data)

    def kept(self, name: str) -> bytes:
        """The bytes that were kept under a name."""
        return self._kept(name)

    def take(self, made: Iterable[BriefingRecord]) -> None:
        """Have some records that were made, and keep them with the texts of their stored copies."""
        made = tuple(made)
        for key in {record.entry.copies for record in made} - {""}:
            self.keep(f"copies-{key}", self._copies[key])
        super().take(made)

    def copies(self, key: str) -> bytes:
        """The texts of the stored copies of a briefing."""
        if key not in self._copies:
            self._copies[key] = self.kept(f"copies-{key}")
        return self._copies[key]

    @property
    def names(self) -> set[str]:
        """The names of everything that is listed or cited."""
        return {name for record in self.records.values() for name in record.entry.names}

    @property
    def used(self) -> set[str]:
        """The names under which something is kept for this state of the project."""
        copies = {f"copies-{record.entry.copies}" for record in self.records.values() if record.entry.copies}
        return copies | set(self._names.values())


def found_in(checked: Edition | CheckedRecords) -> tuple[tuple[Problem, ...], str]:
    """The problems of a project, in order, and one line that says what is left out of its site."""
    return tuple(checked.problems), checked.omissions


__all__ = ["CheckedRecords", "found_in"]
