"""The search index of a site after an edit: the entries of the pages that were made, and the last ones of the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from bindery.model.names import Slug
from bindery.pages.site_parts import SiteParts
from bindery.pages.views import SiteView
from bindery.search import shards
from bindery.search.parts import Entry, Part, WordSplitter, page_of_entry
from bindery.search.search_index import site_entries

_SITE = ("/", "sources/")  # what the entries of the pages of the whole site belong to


def joined_files(
    written: Mapping[str, bytes],
    site: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    is_made: Callable[[str], bool],
    briefings: Collection[Slug] | SiteParts,
) -> dict[str, bytes]:
    """The files of the search index, by their paths on the site.

    Args:
        written: the last ones.
        site: the site, or the part of it that was read.
        headings: title and anchor of each heading of the pages that were made, by the page's address.
        is_made: says of an address of a page whether its entries are new.
        briefings: names of all briefings, where they and their sources are the same as before; else what the pages of
            the whole site show of them.
    """
    settings = shards.read_settings(written[shards.ROOT])
    splitter = WordSplitter(settings.separator)
    made = site_entries((), site, headings, splitter, directory_urls=site.directory_urls)
    last = shards.read_entries(written)
    owned: dict[str, list[Entry]] = {}
    for entry in (entry for entry in last if not is_made(page_of_entry(entry))):
        owned.setdefault(_owner(entry), []).append(entry)
    for entry in (entry for group in made for entry in group if is_made(page_of_entry(entry))):
        owned.setdefault(_owner(entry), []).append(entry)
    groups = _new_groups(briefings) if isinstance(briefings, SiteParts) else _last_groups(last, briefings)
    ordered = [[entry for owner in group for entry in owned.pop(owner, ())] for group in groups]
    ordered.append([entry for left in owned.values() for entry in left])  # hand-written pages
    return dict(shards.index_files((Part(group, splitter) for group in ordered), settings))


def _new_groups(parts: SiteParts) -> list[list[str]]:
    """What the entries of each group of `site_entries` belong to, in order: each source is with its newest briefing."""
    place = {part.slug: number for number, part in enumerate(parts.newest_first)}
    sources: dict[Slug, list[str]] = {}
    for source in parts.cited:
        newest = min(source.users, key=lambda slug: place[slug])
        sources.setdefault(newest, []).append(f"sources/{source.key}")
    return [[*_SITE], *([f"{slug}/", *sources.get(slug, ())] for slug in sorted(parts.briefings))]


def _last_groups(entries: Iterable[Entry], briefings: Collection[Slug]) -> list[list[str]]:
    """The same for the last search index."""
    groups: dict[str, dict[str, None]] = {"": dict.fromkeys(_SITE)}
    slug = ""
    for owner in dict.fromkeys(map(_owner, entries)):
        folder, _, rest = owner.partition("/")
        if folder in briefings:
            slug = folder
        elif folder != "sources" or not rest:
            continue  # a page of the whole site, or a hand-written one
        groups.setdefault(slug, {})[owner] = None
    return [list(group) for group in groups.values()]


def _owner(entry: Entry) -> str:
    """The briefing or source that an entry of the search index belongs to; its entries follow each other."""
    folder, _, rest = page_of_entry(entry).removesuffix("index.html").partition("/")
    if folder == "sources" and rest:
        return f"sources/{rest.rstrip('/').removesuffix('.html')}"
    return f"{folder}/"


__all__ = ["joined_files"]
