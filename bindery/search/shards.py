"""The files of the search index, from the parts of the briefings.

A small site has the texts of all entries in a few files, which a browser loads together. A large site has a file for
each unit, and three kinds of files that say which units a query needs: words, pairs of words, and words that a misspelt
word may stand for. Every file is a script, so that a page that is opened from a disk can load it too.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any

from bindery.search.parts import BUCKETS, HIGHEST, SLOTS, Entry, Part, UnitWords, in_script

FOLDER = "search/"
ROOT = f"{FOLDER}root.js"
"""Path of the file that a browser loads first."""
WHOLE = 800_000  # bytes of the entries of a small site
FEW = 8  # files of the texts of a small site
SHARD = 8_000  # bytes of a file of words or pairs, approximately
MOST_UNITS = 2_000  # units listed for one word
MOST_SPELT = 60_000  # words that may be suggested for a misspelt one
SHORTEST_SPELT = 4  # letters of the shortest of them
CALL = "binderySearchFile"  # the function of the page that takes a file

# Numbers are written in these digits, which JSON does not change. A number below 32 is one digit; a higher one begins
# with digits of 32 and more, each for five bits.
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_BYTES = DIGITS.encode()
PARTIAL = "*"  # before a list of units that has only the best
_TEXTS = re.compile(rf"{FOLDER}texts/(\d+)\.js")
_NOT_SPELT = re.compile(r"[\d\W_]")


def number(value: int) -> bytes:
    """A number in digits, least part first."""
    made = bytearray()
    while value > 31:  # noqa: PLR2004
        made.append(_BYTES[32 + (value & 31)])
        value >>= 5
    made.append(_BYTES[value])
    return bytes(made)


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
    parts: Iterable[Part], settings: SearchSettings, whole: int = WHOLE
) -> Iterator[tuple[str, bytes]]:
    """Path on the site and bytes of each file of the search index, the root last; the same for the same parts.

    Memory holds the lists of units, but not the texts.

    Args:
        parts: the parts of the briefings, in the order of the site.
        settings: how the site is searched.
        whole: bytes of the entries of the largest site that is searched as a small one.
    """
    parts = iter(parts)
    first: list[Part] = []
    size = 0
    for part in parts:
        first.append(part)
        size += sum(len(text.encode("utf-8", "replace")) for text in part.texts)
        if size > whole:
            yield from _sealed(_large(chain(first, parts)), settings)
            return
    yield from _sealed(_small(first), settings)


_File = tuple[str, str | dict[str, Any]]
"""Name of a file, and its content as JSON; for the root, an object that is still to be completed."""


def _sealed(files: Iterable[_File], settings: SearchSettings) -> Iterator[tuple[str, bytes]]:
    """The files as scripts. The root gets a version, which differs if any file does."""
    version = sha256()
    for name, content in files:
        known = {
            "version": version.hexdigest()[:10],
            "separator": settings.separator,
            "folding": settings.folding,
            "stemmers": list(settings.stemmers),
        }
        made = content if isinstance(content, str) else in_script(known | content)
        data = f'{CALL}("{name}",{made});\n'.encode("utf-8", "replace")
        version.update(data)
        yield f"{FOLDER}{name}.js", data


def _small(parts: Iterable[Part]) -> Iterator[_File]:
    """The files of a small site: its texts in a few files."""
    texts = [text for part in parts for text in part.texts]
    each = -(-len(texts) // FEW) or 1
    files = [texts[at : at + each] for at in range(0, len(texts), each)]
    for at, some in enumerate(files):
        yield f"texts/{at}", f"[{','.join(some)}]"
    yield "root", {"units": len(files), "entries": 0}


def _large(parts: Iterable[Part]) -> Iterator[_File]:
    """The files of a large site: a file for each unit, and what says which units a query needs."""
    lists = _Lists()
    for part in parts:
        for text, words in zip(part.texts, part.words, strict=True):
            yield f"texts/{lists.units}", f"[{text}]"
            lists.add(words)
        lists.entries += sum(map(len, part.units))
    starts = yield from lists.words()
    slips = yield from lists.slips()
    each = yield from lists.pairs()
    yield (
        "root",
        {"units": lists.units, "entries": lists.entries, "starts": starts, "slips": slips, "pairs": each},
    )


class _Lists:
    """The units that have each word, and those that have each pair of words.

    Attributes:
        units: number of units so far.
        entries: number of entries so far.
    """

    def __init__(self) -> None:
        self.units = 0
        self.entries = 0
        self._gaps = [number(0)]  # the number of units between two of a list, in digits
        self._numbers: dict[str, int] = {}  # of the words
        self._listed: list[bytearray] = []  # for each word
        self._counts = array("L")  # of the entries that have it
        self._lengths = array("L")  # of its list, in units
        self._last = array("L")  # unit of its list, plus one
        self._names: set[str] = set()  # the words that are in the name of an entity
        self._pairs = [bytearray() for _ in range(BUCKETS)]
        self._last_of_pair = array("L", bytes(array("L").itemsize * BUCKETS))

    def add(self, unit: UnitWords) -> None:
        """Adds the words of a unit."""
        at = self.units = self.units + 1
        self._gaps.append(number(at))
        gaps = self._gaps
        numbers, listed, last = self._numbers, self._listed, self._last
        for word, (count, mark) in unit.words.items():
            n = numbers.get(word)
            if n is None:
                n = numbers[word] = len(listed)
                listed.append(bytearray())
                for values in (self._counts, self._lengths, last):
                    values.append(0)
            listed[n] += gaps[at - last[n]]
            listed[n].append(_BYTES[mark])
            self._counts[n] += count
            self._lengths[n] += 1
            last[n] = at
            if mark >= HIGHEST * SLOTS:
                self._names.add(word)
        pairs, last = self._pairs, self._last_of_pair
        for pair in unit.pairs:
            pairs[pair] += gaps[at - last[pair]]
            last[pair] = at

    def words(self) -> Generator[_File, None, str]:
        """The files of the words, in which each word is written after the number of letters that it shares with the last.

        Returns:
            For each file the beginning of its first word, enough to tell it from the last word of the file before.
        """
        starts: list[str] = []
        lines: list[str] = []
        size, last = 0, ""
        for word in sorted(self._numbers, key=lambda word: word.encode("utf-16-be", "surrogatepass")):
            listed = self._units_of(word)
            if lines and size + len(listed) > SHARD:
                yield f"words/{len(starts) - 1}", in_script(" ".join(lines))
                lines, size = [], 0
            shared = min(_shared(last, word), len(DIGITS) - 1)
            if not lines:
                starts.append(word[: shared + 1] if starts else "")
                shared = 0
            count = number(self._counts[self._numbers[word]]).decode()
            lines.append(f"{DIGITS[shared]}{word[shared:]} {count} {listed}")
            size += len(lines[-1].encode("utf-8", "replace")) + 1
            last = word
        if lines:
            yield f"words/{len(starts) - 1}", in_script(" ".join(lines))
        return " ".join(starts)

    def _units_of(self, word: str) -> str:
        """The list of the units that have a word; if they are too many, only those where it weighs most."""
        n = self._numbers[word]
        listed = self._listed[n].decode()
        if self._lengths[n] <= MOST_UNITS:
            return listed
        marks = sorted(_read(listed), key=lambda found: (-(found[1] // SLOTS), found[0]))[:MOST_UNITS]
        made, last = bytearray(), 0
        for unit, mark in sorted(marks):
            made += number(unit - last)
            made.append(_BYTES[mark])
            last = unit
        return PARTIAL + made.decode()

    def slips(self) -> Generator[_File, None, int]:
        """The files of the words that a misspelt word may stand for: names first, then those in most entries.

        Returns:
            How many files there are.
        """
        counts = {
            word: self._counts[n]
            for word, n in self._numbers.items()
            if len(word) >= SHORTEST_SPELT and not _NOT_SPELT.search(word)
        }
        best = sorted(counts, key=lambda word: (word not in self._names, -counts[word], word))[:MOST_SPELT]
        files = slip_lists(best)
        for at, words in enumerate(files):
            yield f"slips/{at}", in_script(" ".join(_fitting(words)))
        return len(files)

    def pairs(self) -> Generator[_File, None, int]:
        """The files of the pairs of words, each with the lists of as many buckets.

        Returns:
            How many buckets there are in a file.
        """
        total = BUCKETS + sum(map(len, self._pairs))
        each = BUCKETS
        while each > 1 and total * each // BUCKETS > SHARD:
            each //= 2
        for at in range(0, BUCKETS, each):
            lists = b" ".join(self._pairs[at : at + each]).decode()
            yield f"pairs/{at // each}", in_script(lists)
        return each


def _shared(one: str, other: str) -> int:
    """The number of characters at the beginning of two words that are the same."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _fitting(words: Iterable[str]) -> Iterator[str]:
    """The first of some words, as many as fit into a file."""
    size = 0
    for word in words:
        size += len(word.encode()) + 1
        if size > SHARD:
            return
        yield word


def _read(listed: str) -> Iterator[tuple[int, int]]:
    """The units of a list, from 1, and the mark of the word in each."""
    unit, at = 0, 0
    while at < len(listed):
        shift = 0
        while (digit := DIGITS.index(listed[at])) > 31:  # noqa: PLR2004
            unit += (digit - 32) << shift
            shift += 5
            at += 1
        unit += digit << shift
        yield unit, DIGITS.index(listed[at + 1])
        at += 2


def slip_lists(words: Iterable[str], size: int = SHARD) -> list[list[str]]:
    """Spreads words over lists, so that a browser needs to load only two of them to find what a misspelt word stands for.

    A single typing error leaves either the first two letters of a word unchanged or the last two. So each word is in the
    list for its first two letters and in the list for its last two.

    Args:
        words: the words to spread, in the order that they shall have in each list.
        size: characters that a list should have, approximately.
    """
    words = list(words)
    many = max(1, 2 * sum(len(word) + 1 for word in words) // size)
    made: list[list[str]] = [[] for _ in range(many)]
    for word in words:
        for place in sorted({place_of(word[:2], many), place_of(word[-2:], many)}):
            made[place].append(word)
    return made


def place_of(letters: str, many: int) -> int:
    """The number of the list for words that begin or end with two letters.

    Args:
        letters: the two letters.
        many: how many lists there are.
    """
    first, last = (ord(letter) for letter in letters)
    return (first * 31 + last) % many


def read_entries(files: Mapping[str, bytes]) -> list[Entry]:
    """The entries in the files of a search index, in order.

    Args:
        files: the files of the texts, by path on the site; others are passed over.
    """
    texts = {int(found[1]): data for path, data in files.items() if (found := _TEXTS.fullmatch(path))}
    units = [unit for _, data in sorted(texts.items()) for unit in json.loads(_content(data))]
    return [entry for unit in units for entry in unit["entries"]]


def read_settings(root: bytes) -> SearchSettings:
    """The settings in the root of a search index."""
    known = json.loads(_content(root))
    return SearchSettings(known["separator"], known["folding"], tuple(known["stemmers"]))


def _content(data: bytes) -> str:
    """The JSON that a file passes to the page."""
    return data.decode("utf-8").partition(",")[2].rstrip()[: -len(");")]
