"""The search index after an edit: the units that changed take the place of others in the last index."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from bindery.search import shards
from bindery.search.parts import Entry, Part, UnitWords, WordSplitter, unit_words
from bindery.search.shards import FOLDER, ROOT, content_of
from bindery.search.unit_lists import UnitLists, UnknownUnitsError

_NEXT_UNIT = re.compile(r',(?=\{"pages":\{)')  # within a text, the quotes are escaped
_NO_WORDS = UnitWords({}, frozenset())


class LastIndex:
    """The search index of the last build, of which only those files are read that are needed.

    Args:
        read: reads a file, by its path on the site.
        listed: the SHA-256 of each file, by path.
        names: the words that are in the name of an entity.

    Attributes:
        settings: how the site is searched.
        is_large: whether it is that of a large site, which has lists of words.
    """

    def __init__(self, read: Callable[[str], bytes], listed: Mapping[str, str], names: Iterable[str]) -> None:
        self._read = read
        self._names = names
        self.listed = listed
        root = read(ROOT)
        self._known = json.loads(content_of(root))
        self.settings = shards.read_settings(root)
        self.is_large = "starts" in self._known

    @cached_property
    def units(self) -> int:
        """The number of units."""
        return int(self._known["units"]) if self.is_large else len(self._small)

    @cached_property
    def _small(self) -> list[str]:
        """The units of a small site."""
        found = (text[1:-1] for text in self._contents("texts"))
        return [unit for text in found if text for unit in _NEXT_UNIT.split(text)]

    def text(self, unit: int) -> str:
        """A unit as JSON for a script, by its number."""
        if not self.is_large:
            return self._small[unit]
        return content_of(self._read(f"{FOLDER}texts/{unit}.js"))[1:-1]

    def entries(self, unit: int) -> list[Entry]:
        """The entries of a unit, by its number."""
        found: list[Entry] = json.loads(self.text(unit))["entries"]
        return found

    def lists(self) -> UnitLists:
        """The units that have each word and each pair of words."""
        words, pairs = (map(json.loads, self._contents(kind)) for kind in ("words", "pairs"))
        return UnitLists.read((self._known["units"], self._known["entries"]), words, pairs, self._names)

    def _contents(self, kind: str) -> Iterator[str]:
        """The content of each file of a kind, in order."""
        begin = f"{FOLDER}{kind}/"
        number = 0
        while (path := f"{begin}{number}.js") in self.listed:
            yield content_of(self._read(path))
            number += 1


def updated_files(
    last: LastIndex, parts: Sequence[range | Part], splitter: WordSplitter, *, is_large: bool
) -> dict[str, bytes | None] | None:
    """The files of a search index after an edit, by path on the site; None for one that is the same as before.

    Args:
        last: the last index.
        parts: the parts of the briefings, in the order of the site; a part that stays the same is a range of the units
            of the last index.
        splitter: what splits texts into words.
        is_large: whether the site is a large one now.

    Returns:
        The files; None where all of them have to be made again.
    """
    if not is_large:
        small = shards.small_files([text for part in parts for text in _texts(last, part)])
        return dict(shards.sealed(small, last.settings))
    kept = [unit for part in parts if isinstance(part, range) for unit in part]
    if not last.is_large or kept != sorted(set(kept)):
        return None
    lists = last.lists()
    try:
        _exchange(lists, last, parts, splitter)
    except UnknownUnitsError:
        return None
    return _sealed(last, parts, lists)


def _sealed(last: LastIndex, parts: Sequence[range | Part], lists: UnitLists) -> dict[str, bytes | None]:
    """The files of a large site, as `shards.sealed` makes them."""
    made: dict[str, bytes | None] = {}
    version = sha256()

    def add(name: str, content: str) -> None:
        path = f"{FOLDER}{name}.js"
        made[path] = data = shards.in_file(name, content)
        version.update(sha256(data).digest())

    number = 0
    for part in parts:
        for at, unit in enumerate(part if isinstance(part, range) else part.texts):
            if unit == number:
                path = f"{FOLDER}texts/{number}.js"
                made[path] = None
                version.update(bytes.fromhex(last.listed[path]))
            else:
                text = part.texts[at] if isinstance(part, Part) else last.text(part[at])
                add(f"texts/{number}", f"[{text}]")
            number += 1
    for name, content in shards.list_files(lists):
        if isinstance(content, str):
            add(name, content)
        else:
            made[ROOT] = shards.root_file(content, last.settings, version.hexdigest())
    return made


def _texts(last: LastIndex, part: range | Part) -> list[str]:
    """The units of a part as JSON for a script."""
    return [last.text(unit) for unit in part] if isinstance(part, range) else part.texts


def _exchange(
    lists: UnitLists, last: LastIndex, parts: Sequence[range | Part], splitter: WordSplitter
) -> None:
    """Changes the lists of the last index so that they are those of the parts.

    Raises:
        UnknownUnitsError: the last index does not have all that is needed.
    """
    changes: list[tuple[range, list[Part]]] = []  # units of the last index, and what takes their place
    start, new = 0, list[Part]()
    for part in parts:
        if isinstance(part, Part):
            new.append(part)
            continue
        changes.append((range(start, part.start), new))
        start, new = part.stop, []
    changes.append((range(start, last.units), new))
    for old, made in reversed(changes):  # from the end, so that the numbers of the units before stay the same
        _replace(lists, last, old, made, splitter)


def _replace(
    lists: UnitLists, last: LastIndex, old: range, parts: Sequence[Part], splitter: WordSplitter
) -> None:
    """Puts the units of some parts in the place of units of the last index.

    Raises:
        UnknownUnitsError: the last index does not have all that is needed.
    """
    entries = [last.entries(unit) for unit in old]
    before = [unit_words(unit, splitter) for unit in entries]
    after = [words for part in parts for words in part.words]
    more = len(after) - len(before)
    for number in range(len(after), len(before)):
        lists.exchange(old.start + number + 1, before[number], _NO_WORDS)
    if more:
        lists.move(old.stop + 1, more)
    for number, words in enumerate(after):
        lists.exchange(old.start + number + 1, before[number] if number < len(before) else _NO_WORDS, words)
    lists.units += more
    lists.entries += sum(len(unit) for part in parts for unit in part.units) - sum(map(len, entries))


__all__ = ["LastIndex", "updated_files"]
