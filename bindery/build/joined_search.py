"""The search index of a site after an edit: the entries of the pages that were made, and the last ones of the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from bindery.model.names import Slug
from bindery.pages.site_parts import SiteParts
from bindery.pages.views import SiteView
from bindery.search import shards
from bindery.search.index_update import LastIndex, updated_files
from bindery.search.parts import Entry, Part, WordSplitter, page_of_entry
from bindery.search.search_index import site_entries

_SITE = ("/", "sources/")  # what the entries of the pages of the whole site belong to
_BY_HAND = ""  # what the entries of hand-written pages belong to; they come last


@dataclass(frozen=True)
class PageStates:
    """Which pages of a site were made by hand, and which were made again.

    Attributes:
        by_hand: addresses of the hand-written pages.
        is_made: says of the address of a generated page whether it was made again, or is no longer there.
    """

    by_hand: Collection[str]
    is_made: Callable[[str], bool]

    def owner(self, page: str) -> str:
        """The briefing or source that a page belongs to."""
        if page in self.by_hand:
            return _BY_HAND
        folder, _, rest = page.removesuffix("index.html").partition("/")
        if folder == "sources" and rest:
            return f"sources/{rest.rstrip('/').removesuffix('.html')}"
        return f"{folder}/"

    def is_kept(self, page: str) -> bool:
        """Whether a page of the last site is still the same."""
        return page in self.by_hand or not self.is_made(page)


def joined_files(
    written: Mapping[str, bytes],
    site: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    states: PageStates,
    briefings: Collection[Slug] | SiteParts,
) -> dict[str, bytes]:
    """The files of the search index, by their paths on the site.

    Args:
        written: the last ones.
        site: the site, or the part of it that was read.
        headings: title and anchor of each heading of the pages that were made, by the page's address.
        states: which pages were made again.
        briefings: names of all briefings, where they and their sources are the same as before; else what the pages of
            the whole site show of them.
    """
    last = LastIndex(written)
    splitter = WordSplitter(last.settings.separator)
    made: dict[str, list[Entry]] = {}
    for group in site_entries((), site, headings, splitter, directory_urls=site.directory_urls):
        for entry in group:
            page = page_of_entry(entry)
            if states.is_made(page):
                made.setdefault(states.owner(page), []).append(entry)
    joined = _JoinedEntries(last, states, made)
    groups = _new_groups(briefings) if isinstance(briefings, SiteParts) else _last_groups(joined, briefings)
    groups.append([_BY_HAND])
    files = updated_files(last, [joined.part(group, splitter) for group in groups], splitter)
    if files is None:
        whole = (Part(joined.entries(group), splitter) for group in groups)
        files = dict(shards.index_files(whole, last.settings))
    return files


class _JoinedEntries:
    """The entries of a site after an edit, by the briefing or source that they belong to.

    Args:
        last: the last search index.
        states: which pages were made again.
        made: the entries of these pages, by owner.

    Attributes:
        owners: the owners of the entries in each unit of the last index, in order.
    """

    def __init__(self, last: LastIndex, states: PageStates, made: Mapping[str, list[Entry]]) -> None:
        self.owners = [list(dict.fromkeys(map(states.owner, pages))) for pages in last.pages]
        self._last = last
        self._states = states
        self._made = made
        self._kept = [all(map(states.is_kept, pages)) for pages in last.pages]
        self._units: dict[str, list[int]] = {}  # that have entries of each owner
        for number, owners in enumerate(self.owners):
            for owner in owners:
                self._units.setdefault(owner, []).append(number)

    def part(self, group: Iterable[str], splitter: WordSplitter) -> range | Part:
        """The part of some owners: the units of the last index that have just the same entries, or else a new part."""
        known = [owner for owner in group if owner in self._units]
        units = sorted({number for owner in known for number in self._units[owner]})
        same = (
            units == list(range(units[0], units[-1] + 1)) if units else False
        ) and self._made.keys().isdisjoint(group)
        if same and all(self._kept[number] for number in units):
            there = dict.fromkeys(owner for number in units for owner in self.owners[number])
            if list(there) == known:
                return range(units[0], units[-1] + 1)
        return Part(self.entries(group), splitter)

    def entries(self, group: Iterable[str]) -> list[Entry]:
        """The entries of some owners, in this order."""
        return [
            entry for owner in group for entry in (*self._last_entries(owner), *self._made.get(owner, ()))
        ]

    def _last_entries(self, owner: str) -> list[Entry]:
        """The entries of an owner in the last index, of pages that are still the same."""
        found = (entry for number in self._units.get(owner, ()) for entry in self._last.entries(number))
        return [
            entry
            for entry, page in ((entry, page_of_entry(entry)) for entry in found)
            if self._states.owner(page) == owner and self._states.is_kept(page)
        ]


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
    ]


def _last_groups(joined: _JoinedEntries, briefings: Collection[Slug]) -> list[list[str]]:
    """The same for the last search index."""
    groups: dict[str, dict[str, None]] = {"": dict.fromkeys(_SITE)}
    slug = ""
    for owner in dict.fromkeys(owner for owners in joined.owners for owner in owners):
        folder, _, rest = owner.partition("/")
        if folder in briefings:
            slug = folder
        elif folder != "sources" or not rest:
            continue  # a page of the whole site, or a hand-written one
        groups.setdefault(slug, {})[owner] = None
    return [list(group) for group in groups.values()]


__all__ = ["PageStates", "joined_files"]
