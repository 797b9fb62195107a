"""The search index of a site after an edit: the entries of the pages that were made, and the last ones of the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bindery.pages.site_parts import SiteParts
from bindery.pages.views import SiteView
from bindery.search.search_index import search_index

Entries = list[dict[str, Any]]


def joined_index(
    last: bytes,
    site: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    group_is_made: Callable[[str], bool],
    parts: SiteParts | None,
) -> bytes:
    """The file of the search index.

    Args:
        last: the last one.
        site: the site, or the part of it that was read.
        headings: title and anchor of each heading of the pages that were made, by the page's address.
        group_is_made: says of an address of a page whether its entries are new.
        parts: the briefings and sources of the whole site; None where they are the same as before.
    """
    written = json.loads(last)
    made = search_index(
        {"config": written["config"], "docs": []}, site, headings, directory_urls=site.directory_urls
    )
    fresh = _grouped(doc for doc in made["docs"] if group_is_made(_page_of(doc)))
    old = _grouped(doc for doc in written["docs"] if not group_is_made(_page_of(doc)))
    order = _order(parts, written["docs"]) if parts else dict.fromkeys(map(_group, written["docs"]))
    groups = old | fresh
    docs = [doc for group in order for doc in groups.pop(group, ())]
    docs += [doc for left in groups.values() for doc in left]  # there is none, unless a page is new
    return json.dumps(written | {"docs": docs}, ensure_ascii=False, separators=(",", ":")).encode()


def _order(parts: SiteParts, docs: Iterable[Mapping[str, Any]]) -> dict[str, None]:
    """The groups in the order of a full build: the site's own, briefings, sources, hand-written pages."""
    first = ["/", "sources/", *(f"{slug}/" for slug in sorted(parts.briefings))]
    listed = dict.fromkeys([*first, *(f"sources/{part.key}" for part in parts.cited)])
    return listed | dict.fromkeys(map(_group, docs))


def _grouped(docs: Iterable[dict[str, Any]]) -> dict[str, Entries]:
    found: dict[str, Entries] = {}
    for doc in docs:
        found.setdefault(_group(doc), []).append(doc)
    return found


def _page_of(doc: Mapping[str, Any]) -> str:
    """Address of the page that an entry of the search index leads to."""
    return str(doc["location"]).partition("#")[0]


def _group(doc: Mapping[str, Any]) -> str:
    """The briefing or source that an entry of the search index belongs to; its entries follow each other."""
    folder, _, rest = _page_of(doc).partition("/")
    return (
        f"sources/{rest.rstrip('/').removesuffix('.html')}" if folder == "sources" and rest else f"{folder}/"
    )


__all__ = ["joined_index"]
