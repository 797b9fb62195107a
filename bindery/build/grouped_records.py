"""The record of each briefing, found or made in groups that are read together, until no group concerns another.

A build takes the records of an earlier one where all that they were made from is the same; so does a check. To work
from nothing differs in one way: nothing is found.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256

from bindery.build import last_build
from bindery.build.agreement import OF_UNREAD, disagreements
from bindery.build.bodies import inputs_of
from bindery.build.groups import TiedGroups, briefing_files, tied_groups
from bindery.build.interface import owner
from bindery.build.kept_problems import ProblemTexts
from bindery.build.records import BriefingRecord, copies_from_bytes, shared_text_problems
from bindery.edition import check_inputs, to_report
from bindery.evidence.omissions import omissions_line
from bindery.model.names import NO_BRIEFING, Slug
from bindery.reading.folder_names import NO_BRIEFINGS, no_briefings
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER
from bindery.text.problems import Problem

_LOST = (OSError, ValueError, TypeError, LookupError, RecursionError)  # what was kept is not as it was left


class GroupedRecords(ABC):
    """The records of all briefings of a project. What makes one is left to the classes made from this one.

    Args:
        conditions: hash of everything other than the files of briefings that records depend on; empty where none may
            be kept.
        inputs: everything that the project consists of.

    Attributes:
        records: the record of each briefing, by its name.
        tied: names of the briefings that were read together.
    """

    def __init__(self, conditions: str, inputs: Inputs) -> None:
        self.conditions = conditions
        self.inputs = inputs
        self.records: dict[Slug, BriefingRecord] = {}
        self.tied = TiedGroups([], [])
        self._names: dict[Slug, str] = {}  # of the records as they are kept

    @abstractmethod
    def make(self, groups: Sequence[Sequence[Slug]]) -> Iterable[Iterable[BriefingRecord]]:
        """Make the records of some groups, a few at a time."""

    @abstractmethod
    def keep(self, name: str, data: bytes) -> None:
        """Keep some bytes under a name, for a later run."""

    @abstractmethod
    def kept(self, name: str) -> bytes:
        """The bytes that an earlier run kept under a name; raises an `OSError` or `LookupError` where there are none."""

    @abstractmethod
    def copies(self, key: str) -> bytes:
        """The texts of the stored copies of a briefing, by the key that its record has."""

    def is_whole(self, record: BriefingRecord) -> bool:
        """Whether all that belongs to a record that was found is there."""
        return not record.entry.copies or bool(copies_from_bytes(self.copies(record.entry.copies)))

    def gather(self) -> None:
        """Find or make the record of each briefing."""
        files = briefing_files(self.inputs.files)
        for (
            problem
        ) in self.inputs.problems:  # of a file that cannot be read, perhaps the only one of its folder
            files.setdefault(owner(problem.file), {})
        hashes = last_build.hashes(last_build.digests_of(self.inputs.files))
        tied: list[tuple[Slug, Slug]] = []
        while True:
            self.tied = tied_groups(files, tied)
            self._names = {
                slug: f"{slug}-{recipe}"
                for group in self.groups
                for recipe in [self._recipe(group, hashes)]
                for slug in group
            }
            found = ((slug, self._found(name, slug)) for slug, name in self._names.items())
            self.records = {slug: record for slug, record in found if record}
            missing = self.missing()
            for made in self.make(missing) if missing else ():
                self.take(made)
            self.records = dict(sorted(self.records.items()))
            differing = disagreements(self.records, self.tied)
            if not differing:
                return
            tied += differing

    @property
    def _of_list(self) -> list[BriefingRecord]:
        """The records of the briefings that have to do with the list of sources that belongs to no briefing."""
        return [self.records[slug] for slug in self.tied.naming_for_all]

    @property
    def groups(self) -> list[list[Slug]]:
        """The names of the briefings of each group that was read together."""
        return self.tied.groups

    def missing(self) -> list[list[Slug]]:
        """The groups of which a record is missing."""
        return [group for group in self.groups if not self.records.keys() >= set(group)]

    def take(self, made: Iterable[BriefingRecord]) -> None:
        """Have some records that were made, and keep them for later runs."""
        for record in made:
            if record.slug not in self.tied.naming_for_all:  # what it shares depends on what was read with it
                record = replace(record, shared=())  # noqa: PLW2901
            self.records[record.slug] = record
            if self.conditions and record.slug in self._names:
                self.keep(self._names[record.slug], record.as_bytes())

    def _recipe(self, group: Sequence[Slug], hashes: Mapping[Slug, str]) -> str:
        """The hash of everything that the records of a group are made from."""
        read = {NO_BRIEFING, *group}
        unread = [problem for problem in self.inputs.problems if owner(problem.file) in read]
        facts = (
            self.conditions,
            hashes[NO_BRIEFING],
            [(slug, hashes.get(slug)) for slug in sorted(group)],
            [(problem.code, problem.file, problem.message) for problem in unread],
        )
        return sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()

    def _found(self, name: str, slug: Slug) -> BriefingRecord | None:
        """The record that an earlier run left, if all that belongs to it is there."""
        if not self.conditions:
            return None
        try:
            record = BriefingRecord.from_bytes(self.kept(name))
            return record if record.slug == slug and self.is_whole(record) else None
        except _LOST:
            return None

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems of all files, in order."""
        texts = ProblemTexts(self.inputs.files)
        records = self.records.values()
        kept = dict.fromkeys(problem for record in records for problem in record.problems)
        kept |= dict.fromkeys(problem for record in self._of_list for problem in record.shared)
        keys = {record.entry.copies for record in records} - {""}
        copied = (text for key in keys for text in copies_from_bytes(self.copies(key)))
        found = [*map(texts.problem, kept), *shared_text_problems(copied, texts)]
        if not any(record.has_briefing for record in records):
            found.append(no_briefings(FOLDER))
        if not self._of_list:
            found += self._problems_of_no_briefing()
        return to_report(found, self.inputs, [record.slug for record in records if record.is_broken])

    def _problems_of_no_briefing(self) -> list[Problem]:
        """The problems of files that belong to no briefing, where no briefing has to do with them."""
        found: list[Problem] = []
        for briefings in ((), self.records):  # all are read only where a problem may name any of them
            made = check_inputs(inputs_of(self.inputs, briefings))
            found = [one for one in made.found if owner(one.file) == NO_BRIEFING and one.code != NO_BRIEFINGS]
            if not any(problem.code in OF_UNREAD for problem in found):
                break
        return found

    @property
    def listed(self) -> int:
        """Number of sources in all lists."""
        records = self.records.values()
        for_all = max((record.listed_for_all for record in records), default=0)
        return for_all + sum(record.listed for record in records)

    @property
    def omissions(self) -> str:
        """One line that says what is left out of the site; empty for nothing."""
        records = self.records.values()
        cited = sum(record.cited for record in records)
        # What a briefing cites that cannot be read is not known.
        uncited = 0 if any(record.is_broken for record in records) else self.listed - cited
        return omissions_line(sum(record.is_draft for record in records), uncited)


__all__ = ["GroupedRecords"]
