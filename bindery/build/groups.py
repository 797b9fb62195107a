"""Groups of briefings that have to be read together, found by a quick look at their files before any is read.

Two briefings are in one group where they may have a source or an origin in common, or where one refers to the other.
The look finds too much rather than too little; `bodies` finds out the rest when it has read a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bindery.build.interface import owner
from bindery.model.names import NO_BRIEFING, Slug
from bindery.reading import yaml_tree
from bindery.reading.project import path_within_briefings, source_and_day

_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")  # an id, or a part of any other word
# The first part of the address of a link in prose, or the name of an original.
_LINKED = re.compile(rb"""(?:\][(:]\s*<?/?|\btranslation_of["']?\s*:\s*["']?)([a-z0-9-]+)""")


def briefing_files(files: Mapping[str, bytes]) -> dict[Slug, dict[str, bytes]]:
    """The files of each briefing, by its name; those that belong to no briefing have an empty name."""
    found: dict[Slug, dict[str, bytes]] = {NO_BRIEFING: {}}
    for path, data in files.items():
        found.setdefault(owner(path), {})[path] = data
    return found


class TiedGroups(NamedTuple):
    """Groups of briefings that share nothing with each other, as far as a quick look tells.

    Attributes:
        groups: the names of the briefings of each group, in order.
        naming_for_all: the group that has to do with the list of sources that belongs to no briefing; it may be empty.
    """

    groups: list[list[Slug]]
    naming_for_all: list[Slug]


def tied_groups(
    files: Mapping[Slug, Mapping[str, bytes]], tied: Iterable[tuple[Slug, Slug]] = ()
) -> TiedGroups:
    """All briefings in groups.

    Args:
        files: the files of each briefing, as `briefing_files` returns them.
        tied: pairs of briefings that are known to belong to one group; no name stands for the list of all.
    """
    slugs = [slug for slug in files if slug != NO_BRIEFING]
    entries = {slug: _listed(own) for slug, own in files.items()}
    known = frozenset(key for found in entries.values() for key in found)
    names = frozenset(slug.encode() for slug in slugs)
    ties = _Ties()
    for_all = _briefing(NO_BRIEFING.encode())
    for key, words in entries[NO_BRIEFING].items():
        ties.tie(for_all, [key, *known.intersection(words)])
    for slug in slugs:
        found = {source_and_day(name)[0].encode() for name in _copies(files[slug])} | entries[slug].keys()
        for path, data in files[slug].items():
            if path.endswith(".yml"):
                found |= known.intersection(_WORD.findall(data))
                found |= {_briefing(name) for name in names.intersection(_LINKED.findall(data))}
        ties.tie(_briefing(slug.encode()), found)
    for one, other in tied:
        ties.tie(_briefing(one.encode()), [_briefing(other.encode())])
    groups: dict[bytes, list[Slug]] = {}
    for slug in sorted(slugs):
        groups.setdefault(ties.top(_briefing(slug.encode())), []).append(slug)
    return TiedGroups(list(groups.values()), groups.get(ties.top(for_all), []))


def in_parts(groups: Iterable[Sequence[Slug]], most: int) -> Iterator[list[Slug]]:
    """Groups joined to parts of at most so many briefings; a group that is larger is a part by itself."""
    part: list[Slug] = []
    for group in groups:
        if part and len(part) + len(group) > most:
            yield part
            part = []
        part += group
    if part:
        yield part


def _briefing(slug: bytes) -> bytes:
    """What stands for a briefing among ids, none of which has a colon."""
    return b":" + slug


class _Ties:
    """Names that are tied to each other: a forest in which the names of one group have the same top."""

    def __init__(self) -> None:
        self._above: dict[bytes, bytes] = {}

    def tie(self, name: bytes, others: Iterable[bytes]) -> None:
        """Tie a name to others."""
        for other in others:
            self._above[self.top(other)] = self.top(name)

    def top(self, name: bytes) -> bytes:
        """The name that stands for the group of a name."""
        while (above := self._above.get(name, name)) != name:
            self._above[name] = self._above.get(above, above)
            name = above
        return name


def _copies(files: Iterable[str]) -> Iterator[str]:
    """The names of the stored copies among some files."""
    for path in files:
        match path_within_briefings(path):
            case (_, "snapshots", name):
                yield name


def _listed(files: Mapping[str, bytes]) -> dict[bytes, set[bytes]]:
    """The ids in a list of sources, each with all values of its entry; a list that cannot be read has none."""
    data = next((data for path, data in files.items() if path.endswith("/sources.yml")), b"")
    found = yaml_tree.values_of_entries(data)
    return {key.encode(): {value.encode("utf-8", "replace") for value in values} for key, values in found}


__all__ = ["TiedGroups", "briefing_files", "in_parts", "tied_groups"]
