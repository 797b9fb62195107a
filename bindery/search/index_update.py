"""The search index after an edit: the units that changed take the place of others in the last index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from bindery.search import shards
from bindery.search.parts import Entry, Part, UnitWords, WordSplitter, unit_words
from bindery.search.shards import FOLDER, ROOT, content_of
from bindery.search.unit_lists import File, UnitLists, UnknownUnitsError

_LOCATION = re.compile(r'"location":"((?:[^"\\]|\\.)*)"')  # within a text, each of these quotes is escaped
_NEXT_UNIT = re.compile(r',(?=\{"pages":\{)')  # within a text, the quotes are escaped
_NO_WORDS = UnitWords({}, frozenset())


class LastIndex:
    """The search index of the last build.

    Args:
        files: its files, by path on the site.

    Attributes:
        settings: how the site is searched.
        is_large: whether it is that of a large site, which has lists of words.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._known = json.loads(content_of(files[ROOT]))
        self.settings = shards.read_settings(files[ROOT])
        self.is_large = "starts" in self._known

    @cached_property
    def texts(self) -> list[str]:
        """The units, as JSON for a script."""
        found = (text[1:-1] for text in self._contents("texts"))
        return [unit for text in found if text for unit in _NEXT_UNIT.split(text)]

    @cached_property
    def pages(self) -> list[list[str]]:
        """The addresses of the pages that the entries of each unit lead to, in order."""
        found = ([_unescaped(place) for place in _LOCATION.findall(text)] for text in self.texts)
        return [list(dict.fromkeys(place.partition("#")[0] for place in unit)) for unit in found]

    def entries(self, unit: int) -> list[Entry]:
        """The entries of a unit, by its number."""
        found: list[Entry] = json.loads(self.texts[unit])["entries"]
        return found

    def lists(self) -> UnitLists:
        """The units that have each word and each pair of words."""
        words, pairs = (map(json.loads, self._contents(kind)) for kind in ("words", "pairs"))
        return UnitLists.read(self._known["units"], self._known["entries"], words, pairs)

    def _contents(self, kind: str) -> list[str]:
        """The content of each file of a kind, in order."""
        begin = f"{FOLDER}{kind}/"
        found = {
            int(path.removeprefix(begin).removesuffix(".js")): data
            for path, data in self._files.items()
            if path.startswith(begin)
        }
        return [content_of(data) for _, data in sorted(found.items())]


def _unescaped(words: str) -> str:
    """A string as JSON has it between quotes, as it was."""
    return str(json.loads(f'"{words}"')) if "\\" in words else words


def updated_files(
    last: LastIndex, parts: Sequence[range | Part], splitter: WordSplitter, whole: int | None = None
) -> dict[str, bytes] | None:
    """The files of a search index after an edit, by path on the site.

    Args:
        last: the last index.
        parts: the parts of the briefings, in the order of the site; a part that stays the same is a range of the units
            of the last index.
        splitter: what splits texts into words.
        whole: bytes of the entries of the largest site that is searched as a small one; None for `shards.WHOLE`.

    Returns:
        The files; None where all of them have to be made again.
    """
    kept = [unit for part in parts if isinstance(part, range) for unit in part]
    texts = [text for part in parts for text in _texts(last, part)]
    size = sum(len(text) if text.isascii() else len(text.encode("utf-8", "replace")) for text in texts)
    if size <= (shards.WHOLE if whole is None else whole):
        return dict(shards.sealed(shards.small_files(texts), last.settings))
    if not last.is_large or kept != sorted(set(kept)):
        return None
    lists = last.lists()
    try:
        _exchange(lists, last, parts, splitter)
    except UnknownUnitsError:
        return None

    def files() -> Iterator[File]:
        for number, text in enumerate(texts):
            yield f"texts/{number}", f"[{text}]"
        yield from shards.list_files(lists)

    return dict(shards.sealed(files(), last.settings))


def _texts(last: LastIndex, part: range | Part) -> list[str]:
    """The units of a part as JSON for a script."""
    return [last.texts[unit] for unit in part] if isinstance(part, range) else part.texts


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
    changes.append((range(start, len(last.texts)), new))
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
