"""The search index of a built site: its entries, and the same index in the form of a large site."""

from __future__ import annotations

import shutil
from pathlib import Path

from bindery.search import shards
from bindery.search.parts import Entry, Part, WordSplitter, page_of_entry


def entries_of(site: Path) -> list[Entry]:
    """The entries of the search index of a built site, in order."""
    return shards.read_entries(_files(site))


def make_large(site: Path) -> None:
    """Gives a built site an index as only a large site has it.

    Args:
        site: the folder of the site.
    """
    files = _files(site)
    settings = shards.read_settings(files[shards.ROOT])
    splitter = WordSplitter(settings.separator)
    groups: dict[str, list[Entry]] = {}
    for entry in shards.read_entries(files):
        groups.setdefault(page_of_entry(entry).split("/")[0], []).append(entry)
    shutil.rmtree(site / shards.FOLDER)
    parts = [Part(group, splitter) for group in groups.values()]
    for name, data in shards.index_files(parts, settings, whole=0):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in (site / shards.FOLDER).rglob("*.js")}
