"""The files of the search index, from the parts of the briefings.

A small site has the texts of all entries in a few files, which a browser loads together. A large site has a file for
each unit, and three kinds of files that say which units a query needs: words, pairs of words, and words that a misspelt
word may stand for. Every file is a script, so that a page that is opened from a disk can load it too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain

from bindery.search.parts import Entry, Part, in_script
from bindery.search.unit_lists import File, UnitLists

FOLDER = "search/"
ROOT = f"{FOLDER}root.js"
"""Path of the file that a browser loads first."""
WHOLE = 900_000  # bytes of the entries of a small site
FEW = 8  # files of the texts of a small site
CALL = "binderySearchFile"  # the function of the page that takes a file

_TEXTS = re.compile(rf"{FOLDER}texts/(\d+)\.js")


@dataclass(frozen=True)
class SearchSettings:
    """How a site is searched.

    Attributes:
        separator: regular expression of what separates words.
        folding: how spellings are folded, from `folding_table`.
        stemmers: the languages whose word endings are known.
    """

    separator: str
    folding: dict[str, object] = field(default_factory=dict)
    stemmers: tuple[str, ...] = ()


def index_files(
    parts: Iterable[Part], settings: SearchSettings, whole: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """Path on the site and bytes of each file of the search index, the root last; the same for the same parts.

    Memory holds the lists of units, but not the texts.

    Args:
        parts: the parts of the briefings, in the order of the site.
        settings: how the site is searched.
        whole: bytes of the entries of the largest site that is searched as a small one; None for `WHOLE`.
    """
    most = WHOLE if whole is None else whole
    parts = iter(parts)
    first: list[Part] = []
    size = 0
    for part in parts:
        first.append(part)
        size += part.size
        if size > most:
            yield from sealed(_large(chain(first, parts)), settings)
            return
    yield from sealed(small_files([text for part in first for text in part.texts]), settings)


def sealed(files: Iterable[File], settings: SearchSettings) -> Iterator[tuple[str, bytes]]:
    """The files as scripts. The root gets a version, which differs if any file does."""
    version = sha256()
    for name, content in files:
        if isinstance(content, str):
            data = in_file(name, content)
        else:
            data = root_file(content, settings, version.hexdigest())
        version.update(sha256(data).digest())
        yield f"{FOLDER}{name}.js", data


def root_file(known: Mapping[str, object], settings: SearchSettings, version: str) -> bytes:
    """The root of the index.

    Args:
        known: what it says of the other files.
        settings: how the site is searched.
        version: the SHA-256 of those of the other files, in hexadecimal digits.
    """
    made = {
        "version": version[:10],
        "separator": settings.separator,
        "folding": settings.folding,
        "stemmers": list(settings.stemmers),
    }
    return in_file("root", in_script({**made, **known}))


def in_file(name: str, content: str) -> bytes:
    """A file of the index, as a script."""
    return f'{CALL}("{name}",{content});\n'.encode("utf-8", "replace")


def small_files(texts: Sequence[str]) -> Iterator[File]:
    """The files of a small site: its units in a few files."""
    each = -(-len(texts) // FEW) or 1
    files = [texts[at : at + each] for at in range(0, len(texts), each)]
    for at, some in enumerate(files):
        yield f"texts/{at}", f"[{','.join(some)}]"
    yield "root", {"units": len(files), "entries": 0}


def _large(parts: Iterable[Part]) -> Iterator[File]:
    """The files of a large site: a file for each unit, and what says which units a query needs."""
    lists = UnitLists()
    for part in parts:
        for text, words in zip(part.texts, part.words, strict=True):
            yield f"texts/{lists.units}", f"[{text}]"
            lists.add(words)
        lists.entries += sum(map(len, part.units))
    yield from list_files(lists)


def list_files(lists: UnitLists) -> Iterator[File]:
    """The files of a large site except its texts; the root last."""
    starts = yield from lists.words()
    slips = yield from lists.slips()
    each = yield from lists.pairs()
    yield (
        "root",
        {"units": lists.units, "entries": lists.entries, "starts": starts, "slips": slips, "pairs": each},
    )


def read_entries(files: Mapping[str, bytes]) -> list[Entry]:
    """The entries in the files of a search index, in order.

    Args:
        files: the files of the texts, by path on the site; others are passed over.
    """
    texts = {int(found[1]): data for path, data in files.items() if (found := _TEXTS.fullmatch(path))}
    units = [unit for _, data in sorted(texts.items()) for unit in json.loads(content_of(data))]
    return [entry for unit in units for entry in unit["entries"]]


def read_settings(root: bytes) -> SearchSettings:
    """The settings in the root of a search index."""
    known = json.loads(content_of(root))
    return SearchSettings(known["separator"], known["folding"], tuple(known["stemmers"]))


def content_of(data: bytes) -> str:
    """The JSON that a file of the index passes to the page."""
    return data.decode("utf-8").partition(",")[2].rstrip()[: -len(");")]
