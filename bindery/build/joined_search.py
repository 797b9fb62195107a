"""The search index of a site after an edit: the entries of the pages that were made, and the last ones of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bindery.model.names import Slug
from bindery.pages.site_parts import SiteParts
from bindery.pages.views import SiteView
from bindery.search import shards
from bindery.search.index_update import LastIndex, updated_files
from bindery.search.parts import Entry, Part, PartSize, WordSplitter, owner_of_page, page_of_entry
from bindery.search.search_index import BY_HAND, site_entries

_SITE = ("/", "sources/")  # what the entries of the pages of the whole site belong to


@dataclass(frozen=True)
class JoinedIndex:
    """The search index of a site after an edit.

    Attributes:
        files: the content of each file by its path on the site; None for one that is the same as before.
        parts: what is kept of its parts.
    """

    files: Mapping[str, bytes | None]
    parts: list[PartSize]


def joined_index(
    last: LastIndex,
    before: Sequence[PartSize],
    entries: tuple[SiteView, Mapping[str, list[tuple[str, str]]]],
    is_made: Callable[[str], bool],
    briefings: SiteParts | None,
) -> JoinedIndex | None:
    """The search index of a site after an edit.

    Args:
        last: the last one.
        before: what was kept of its parts.
        entries: the site, or the part of it that was read; and title and anchor of each heading of the pages that were
            made, by the page's address.
        is_made: says of a briefing or a source, as `owner_of_page` names it, whether its pages were made again, or are
            no longer there.
        briefings: what the pages of the whole site show of all briefings; None where they and their sources are the
            same as before.

    Returns:
        The index; None where the last one is not as it was kept.
    """
    splitter = WordSplitter(last.settings.separator)
    made = _made_entries(entries, is_made, splitter)
    groups = _new_groups(briefings) if briefings else [part.owners for part in before]
    if sum(part.units for part in before) != last.units or not made.keys() <= set(chain(*groups)):
        return None
    joined = _JoinedEntries(last, before, is_made, made)
    found = [joined.part(group, splitter) for group in groups]
    parts = [part for _, part in found if not isinstance(part, range) or part]
    is_large = sum(size.size for size, _ in found) > shards.WHOLE
    files = updated_files(last, parts, splitter, is_large=is_large)
    if files is None:
        whole = (Part(joined.entries(group), splitter) for group in groups)
        files = dict(shards.index_files(whole, last.settings))
    return JoinedIndex(files, [size for size, _ in found])


def _made_entries(
    of: tuple[SiteView, Mapping[str, list[tuple[str, str]]]],
    is_made: Callable[[str], bool],
    splitter: WordSplitter,
) -> dict[str, list[Entry]]:
    """The entries of the pages that were made, by owner; for the arguments see `joined_index`."""
    site, headings = of
    made: dict[str, list[Entry]] = {}
    for group in site_entries((), site, headings, splitter, directory_urls=site.directory_urls):
        for entry in group:
            owner = owner_of_page(page_of_entry(entry))
            if is_made(owner):
                made.setdefault(owner, []).append(entry)
    return made


class _JoinedEntries:
    """The entries of a site after an edit, by the briefing or source that they belong to.

    Args:
        last: the last search index.
        before: what was kept of its parts.
        is_made: says of a briefing or a source whether its pages were made again.
        made: the entries of these pages, by owner.
    """

    def __init__(
        self,
        last: LastIndex,
        before: Sequence[PartSize],
        is_made: Callable[[str], bool],
        made: Mapping[str, list[Entry]],
    ) -> None:
        self._last = last
        self._before = before
        self._is_made = is_made
        self._made = made
        self._units: list[range] = []  # of each part
        self._parts: dict[str, list[int]] = {}  # that have entries of each owner
        self._entries: dict[int, list[Entry]] = {}  # of the parts that were read
        start = 0
        for number, part in enumerate(before):
            self._units.append(range(start, start + part.units))
            start += part.units
            for owner in part.owners:
                self._parts.setdefault(owner, []).append(number)

    def part(self, group: Sequence[str], splitter: WordSplitter) -> tuple[PartSize, range | Part]:
        """The part of some owners: the units of the last index that have just the same entries, or else a new part."""
        known = [owner for owner in group if owner in self._parts]
        numbers = {number for owner in known for number in self._parts[owner]}
        if len(numbers) == 1 and not any(owner in self._made or self._is_made(owner) for owner in group):
            [number] = numbers
            if self._before[number].owners == known:
                return self._before[number], self._units[number]
        made = Part(self.entries(group), splitter)
        return made.measured(), made

    def entries(self, group: Iterable[str]) -> list[Entry]:
        """The entries of some owners, in this order."""
        return [
            entry for owner in group for entry in (*self._last_entries(owner), *self._made.get(owner, ()))
        ]

    def _last_entries(self, owner: str) -> list[Entry]:
        """The entries of an owner in the last index, if its pages are still the same."""
        if self._is_made(owner):
            return []
        return [
            entry
            for number in self._parts.get(owner, ())
            for entry in self._entries_of(number)
            if self._before[number].owners == [BY_HAND] or owner_of_page(page_of_entry(entry)) == owner
        ]

    def _entries_of(self, number: int) -> list[Entry]:
        """The entries of a part of the last index."""
        if number not in self._entries:
            units = self._units[number]
            self._entries[number] = [entry for unit in units for entry in self._last.entries(unit)]
        return self._entries[number]


def _new_groups(parts: SiteParts) -> list[list[str]]:
    """What the entries of each group of `site_entries` belong to, in order: each source is with its newest briefing."""
    place = {part.slug: number for number, part in enumerate(parts.newest_first)}
    sources: dict[Slug, list[str]] = {}
    for source in parts.cited:
        newest = min(source.users, key=lambda slug: place[slug])
        sources.setdefault(newest, []).append(f"sources/{source.key}")
    return [
        [*_SITE],
        *([f"{slug}/", *sources.get(slug, ())] for slug in sorted(parts.briefings)),
        [BY_HAND],
    ]


__all__ = ["JoinedIndex", "joined_index"]
