"""The part of one briefing in the search index: its entries, cut into units that a browser loads, and their words.

A part depends on the entries of its briefing only. So a build can keep it for as long as these stay the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple
from zlib import crc32

from bindery.text import folding

Entry = Mapping[str, Any]
"""An entry of the index, as `search_index` makes it: `location`, `title`, `text` and more."""

UNIT = 8_000  # bytes of a unit; an entry that is longer is a unit by itself
SLOTS = 8  # groups of the entries of a unit
BUCKETS = 1 << 16  # groups of the pairs of words
BREAK = "\x01"  # a word of its own between two paragraphs, so that no phrase goes across
FIELDS = {"title": 8.0, "aliases": 6.0, "text": 1.0, "text_aliases": 0.8}
"""The fields of an entry that are searched, and their weights. The aliases are other words for the title or the text."""
LEAST = 0.4  # the weight of a word at level 0; each level doubles it
HIGHEST = 7  # the level of the words in the names of an entity

_BLOCK = re.compile(r"</?(?:p|li|[uod]l|d[td]|h\d|pre|table|t[rdh]|blockquote|br|hr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


class WordSplitter:
    """Splits texts into words, by the same rule as the script of the search.

    Args:
        separator: regular expression of what separates words.
    """

    def __init__(self, separator: str) -> None:
        self.separator = re.compile(rf"(?:{separator})|\s+")
        self._known = lru_cache(maxsize=1024)(self._split)

    def of_text(self, text: str) -> list[str]:
        """The folded words of a plain text. Those of the last texts are kept, since an entry needs them twice."""
        return self._known(text)

    def _split(self, text: str) -> list[str]:
        return [word for word in self.separator.split(folding.fold(text)) if word]

    def of_html(self, html: str) -> list[str]:
        """The folded words of an HTML text, with `BREAK` where a paragraph begins or ends."""
        parts = _BLOCK.split(html)
        if "<" in "".join(parts):  # a tag within a word, or a sign that is no tag
            parts = [_TAG.sub("", f" {BREAK} ".join(parts))]
        words: list[str] = []
        for part in parts:
            words += (BREAK, *self.of_text(unescape(part) if "&" in part else part))
        return words[1:]


@dataclass(frozen=True)
class UnitWords:
    """What finds a unit.

    Attributes:
        words: for each word the number of entries that have it, and its mark: its level times `SLOTS`, plus the slot
            of the first entry with this level.
        pairs: the buckets of the pairs of words that follow each other.
    """

    words: Mapping[str, tuple[int, int]]
    pairs: frozenset[int]


class PartSize(NamedTuple):
    """What a build keeps of a part, to find it in the index again.

    Attributes:
        owners: what its entries belong to, in order, as `owner_of_page` says it.
        units: number of its units.
        size: bytes of their texts.
        names: the words in the names of its entities, in order.
    """

    owners: list[str]
    units: int
    size: int
    names: list[str]


class Part:
    """The part of a briefing in the search index.

    Args:
        entries: the entries of the briefing, and of the sources that belong to it; that of a page before those of its
            parts.
        splitter: what splits their texts into words.

    Attributes:
        units: the entries, in groups that a browser loads at once.
        texts: the same as JSON for a script: the entries, and the titles of their pages.
    """

    def __init__(self, entries: Sequence[Entry], splitter: WordSplitter) -> None:
        self.splitter = splitter
        titles = {str(entry["location"]): entry["title"] for entry in entries}
        units = list(_cut(entries))
        self.units = [[entry for entry, _ in unit] for unit in units]
        self.texts = [
            f'{{"pages":{in_script(_pages(own, titles))},"entries":[{",".join(text for _, text in unit)}]}}'
            for own, unit in zip(self.units, units, strict=True)
        ]

    def measured(self) -> PartSize:
        """What a build keeps of the part."""
        pages = dict.fromkeys(page_of_entry(entry) for unit in self.units for entry in unit)
        owners = list(dict.fromkeys(map(owner_of_page, pages)))
        names = {
            word
            for unit in self.units
            for entry in unit
            for name in entry.get("names", ())
            for word in name.split()
        }
        return PartSize(owners, len(self.texts), self.size, sorted(names - {BREAK}))

    @cached_property
    def size(self) -> int:
        """Bytes of the texts."""
        return sum(
            len(text) if text.isascii() else len(text.encode("utf-8", "replace")) for text in self.texts
        )

    @cached_property
    def words(self) -> list[UnitWords]:
        """The words of each unit. Only a large site needs them, so they are found on first use."""
        return [unit_words(unit, self.splitter) for unit in self.units]


def in_script(value: object) -> str:
    """A value as JSON for a script: without `<`, which could end the script, and without JavaScript line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def page_of_entry(entry: Entry) -> str:
    """The address of the page that an entry leads to."""
    return str(entry["location"]).partition("#")[0]


def owner_of_page(page: str) -> str:
    """The briefing, such as `heat/`, or the source, such as `sources/okafor-2024`, that a generated page belongs to.

    Args:
        page: address of the page.
    """
    folder, _, rest = page.removesuffix("index.html").partition("/")
    if folder == "sources" and rest:
        return f"sources/{rest.rstrip('/').removesuffix('.html')}"
    return f"{folder}/"


def _cut(entries: Sequence[Entry]) -> Iterator[list[tuple[Entry, str]]]:
    """The entries in units of at most `UNIT` bytes, each with its JSON."""
    unit: list[tuple[Entry, str]] = []
    size = 0
    for entry in entries:
        text = in_script(entry)
        length = len(text.encode("utf-8", "replace"))
        if unit and size + length > UNIT:
            yield unit
            unit, size = [], 0
        unit.append((entry, text))
        size += length
    if unit:
        yield unit


def _pages(unit: Sequence[Entry], titles: Mapping[str, str]) -> dict[str, str]:
    """The titles of the pages that the entries of a unit are parts of, by address."""
    pages = {page_of_entry(entry): "" for entry in unit if "#" in entry["location"]}
    return {page: titles[page] for page in pages if page in titles}


def unit_words(unit: Sequence[Entry], splitter: WordSplitter) -> UnitWords:
    """The words of a unit and their pairs."""
    found: dict[str, tuple[int, int]] = {}
    pairs: set[str] = set()
    for number, entry in enumerate(unit):
        slot = number % SLOTS
        for word, level in _levels(entry, splitter, pairs).items():
            count, mark = found.get(word, (0, -1))
            found[word] = (count + 1, level * SLOTS + slot if level > mark // SLOTS else mark)
    buckets = {crc32(pair.encode("utf-8", "replace")) % BUCKETS for pair in pairs}
    return UnitWords(found, frozenset(buckets))


def _levels(entry: Entry, splitter: WordSplitter, pairs: set[str]) -> dict[str, int]:
    """The level of each word of an entry.

    Args:
        entry: the entry.
        splitter: what splits its texts into words.
        pairs: where the pairs of words that follow each other are added.
    """
    boost = float(entry.get("boost", 1.0))
    levels: dict[str, int] = {}
    for name, weight in reversed(
        FIELDS.items()
    ):  # the field with the highest weight last, so that its level stays
        if not entry.get(name):
            continue
        words = splitter.of_html(entry[name])
        if not name.endswith("aliases"):
            pairs.update(map(" ".join, pairwise(words)))  # those across a break do no harm
        levels.update(dict.fromkeys(words, _level(weight * boost)))
    for name in entry.get("names", ()):
        words = name.split()
        pairs.update(map(" ".join, pairwise(words)))
        levels.update(dict.fromkeys(words, HIGHEST))
    levels.pop(BREAK, None)
    return levels


def _level(weight: float) -> int:
    """The level of a weight, from 0 to one less than `HIGHEST`."""
    return next((n for n in range(HIGHEST - 1) if weight < LEAST * 2 ** (n + 1)), HIGHEST - 1)
