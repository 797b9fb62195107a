"""Which briefings may be tied by a shared source, found in their raw text without reading them.

This takes a hundredth of the time of reading. It is a guess: whoever relies on it compares the ties again once the
project was read. Too many ties cost time only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath

from bindery.build import interface
from bindery.build.interface import owner
from bindery.model.names import NO_BRIEFING, Slug
from bindery.reading.project import path_within_briefings, source_and_day

_YAML = {".yml", ".yaml"}
_ID_KEY = re.compile(rb"""\bid["']?\s*:\s*["']?([a-z0-9][a-z0-9-]*)""")
_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_REFERENCE = re.compile(rb"\]\(\s*<?([a-z0-9][a-z0-9-]*)\s*[)#>]")  # `[](slug)` or `[](slug#fig-deaths)`
_ESCAPED = re.compile(rb"\\(?:x|u00|U000000)[2-7]")  # a letter of an id, written as its number


def likely_needed(files: Mapping[str, bytes], briefings: Iterable[Slug]) -> frozenset[Slug]:
    """The briefings that others may be tied to, these themselves, and those that they may be tied to in turn.

    Args:
        files: content of each input, by its path in the project.
        briefings: names of the briefings to begin with.
    """
    return interface.tied_briefings(likely_ties(files), briefings)


def likely_ties(files: Mapping[str, bytes]) -> dict[Slug, set[str]]:
    """What may tie each briefing to others, by its name; an entry of the shared list of sources has a name of its own.

    Args:
        files: content of each input, by its path in the project.
    """
    texts = {path: data for path, data in files.items() if PurePosixPath(path).suffix.lower() in _YAML}
    slugs = {owner(path) for path in files} - {NO_BRIEFING}
    if any(_ESCAPED.search(data) for data in texts.values()):
        return {slug: {"any"} for slug in slugs}
    lists = (data for path, data in texts.items() if path.endswith("/sources.yml"))
    ids = {*map(_named_by, files), *chain.from_iterable(map(_ID_KEY.findall, lists))}
    names = {slug.encode("utf-8", "surrogateescape") for slug in slugs}
    ties: dict[Slug, set[str]] = {slug: {f"briefing:{slug}"} for slug in slugs}
    for path in files:
        ties.setdefault(owner(path), set()).add(_named_by(path).decode("utf-8", "replace"))
    ties.pop(NO_BRIEFING, None)
    for holder, piece in _pieces(texts):
        found = ties.setdefault(holder, set())
        found.update(word.decode() for word in ids.intersection(_WORD.findall(piece)))
        found.update(f"briefing:{name.decode()}" for name in names.intersection(_REFERENCE.findall(piece)))
    return ties


def _pieces(texts: Mapping[str, bytes]) -> Iterator[tuple[Slug, bytes]]:
    """Each text with the name of its briefing; a list that is shared is cut where an id begins, and each part is named."""
    for path, data in texts.items():
        if slug := owner(path):
            yield slug, data
            continue
        starts = [match.start() for match in _ID_KEY.finditer(data)]
        for start, end in zip(starts, [*starts[1:], len(data)], strict=False):
            yield Slug(f"{path}:{start}"), data[start:end]


def _named_by(path: str) -> bytes:
    """The source whose stored copy a file is; for another file a name that no id can be."""
    place = path_within_briefings(path)
    if len(place) > 2 and place[1] == "snapshots":  # noqa: PLR2004  briefings/SLUG/snapshots/file
        return str(source_and_day(place[-1])[0]).encode("utf-8", "surrogateescape")
    return f"file {path}".encode("utf-8", "surrogateescape")


__all__ = ["likely_needed", "likely_ties"]
