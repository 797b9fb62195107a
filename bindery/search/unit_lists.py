"""The units of a large search index that have each word and each pair of words, and the files of these lists.

After an edit, the lists are read from the last files, and only those of the units that changed are changed.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Generator, Iterable, Iterator
from functools import cache
from typing import Any

from bindery.search.parts import BUCKETS, HIGHEST, SLOTS, UnitWords, in_script

SHARD = 8_000  # bytes of a file of words or pairs, approximately
MOST_UNITS = 2_000  # units listed for one word
MOST_SPELT = 60_000  # words that may be suggested for a misspelt one
SHORTEST_SPELT = 4  # letters of the shortest of them

# Numbers are written in these digits, which JSON does not change. A number below 32 is one digit; a higher one begins
# with digits of 32 and more, each for five bits.
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_BYTES = DIGITS.encode()
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_NUMBER = "[W-Za-z_-]*[0-9A-V]"
PARTIAL = "*"  # before a list of units that has only the best
_UNIT = re.compile(
    rf"({_NUMBER})(.)"
)  # an entry of the list of a word: the units since the last one, and the mark
_PAIR_UNIT = re.compile(f"({_NUMBER})()")  # the same of a pair of words, which has no marks
_MARK_OF_NAME = f"[{DIGITS[HIGHEST * SLOTS]}-z_-]"
_NAMED = re.compile(rf"\*?+(?:{_NUMBER}(?!{_MARK_OF_NAME}).)*+{_NUMBER}{_MARK_OF_NAME}")
_BEYOND = re.compile("[\ud800-\U0010ffff]")  # characters that UTF-16 sorts in another order
_NOT_SPELT = re.compile(r"[\d\W_]")

File = tuple[str, str | dict[str, Any]]
"""Name of a file, and its content as JSON; for the root, an object that is still to be completed."""


class UnknownUnitsError(Exception):
    """The last index does not have all that is needed to change a list: it has only the best units of a word."""


def number(value: int) -> bytes:
    """A number in digits, least part first."""
    made = bytearray()
    while value > 31:  # noqa: PLR2004
        made.append(_BYTES[32 + (value & 31)])
        value >>= 5
    made.append(_BYTES[value])
    return bytes(made)


@cache
def _gap(units: int) -> bytes:
    """The number of units between two of a list, in digits."""
    return number(units)


class UnitLists:
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
        self._listed: list[Any] = []  # for each word a bytearray, or bytes as they were read
        self._counts = array("L")  # of the entries that have it
        self._last = array("L")  # unit of its list, plus one
        self._names: set[str] = set()  # the words that are in the name of an entity
        self._pairs: list[Any] = [bytearray() for _ in range(BUCKETS)]
        # Of the last files: the word before, and what `_line` made.
        self._lines: dict[str, tuple[str, str, int]] = {}
        self._last_of_pair = array("L", bytes(array("L").itemsize * BUCKETS))

    @classmethod
    def read(
        cls, size: tuple[int, int], words: Iterable[str], pairs: Iterable[str], names: Iterable[str]
    ) -> UnitLists:
        """The lists in the files of an index. Units can be exchanged in them, but none added.

        Args:
            size: number of units, and of entries.
            words: content of each file of words, in order.
            pairs: content of each file of pairs, in order.
            names: the words that are in the name of an entity.
        """
        made = cls()
        made.units, made.entries = size
        made._names = {*names}
        for content in words:
            last = ""
            parts = iter(content.split(" "))
            for written, count, listed in zip(parts, parts, parts, strict=True):
                before, last = last, last[: _VALUES[written[0]]] + written[1:]
                made._numbers[last] = len(made._listed)
                made._listed.append(listed.encode())
                made._counts.append(_number_in(count))
                made._lines[last] = before, f"{written} {count} {listed}", len(listed)
        made._pairs = [listed for content in pairs for listed in content.encode().split(b" ")]
        return made

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
                self._counts.append(0)
                last.append(0)
            listed[n] += gaps[at - last[n]]
            listed[n].append(_BYTES[mark])
            self._counts[n] += count
            last[n] = at
            if mark >= HIGHEST * SLOTS:
                self._names.add(word)
        pairs, last = self._pairs, self._last_of_pair
        for pair in unit.pairs:
            pairs[pair] += gaps[at - last[pair]]
            last[pair] = at

    def exchange(self, at: int, old: UnitWords, new: UnitWords) -> None:
        """Puts the words of a unit in the place of others.

        Args:
            at: number of the unit, from 1.
            old: its words so far.
            new: its words.

        Raises:
            UnknownUnitsError: a word is in so many units that the index does not list them all.
        """
        for word in old.words.keys() | new.words.keys():
            before, after = old.words.get(word, (0, -1)), new.words.get(word, (0, -1))
            if before == after:
                continue
            self._lines.pop(word, None)
            n = self._numbers.setdefault(word, len(self._listed))
            if n == len(self._listed):
                self._listed.append(bytearray())
                self._counts.append(0)
            self._counts[n] += after[0] - before[0]
            if before[1] != after[1]:
                self._exchange(word, n, at, after[1])
        for pair in old.pairs ^ new.pairs:
            has = pair in new.pairs
            self._pairs[pair] = _exchanged(self._pairs[pair], _PAIR_UNIT, at, "" if has else None)

    def _exchange(self, word: str, n: int, at: int, mark: int) -> None:
        """Changes the mark of a word in a unit; one of -1 stands for none.

        Raises:
            UnknownUnitsError: the list of the word has only the best units.
        """
        listed = self._listed[n]
        if listed.startswith(PARTIAL.encode()):
            raise UnknownUnitsError
        self._listed[n] = listed = _exchanged(listed, _UNIT, at, DIGITS[mark] if mark >= 0 else None)
        if not listed:
            del self._numbers[word]
        if listed and _NAMED.match(listed.decode()):
            self._names.add(word)
        else:
            self._names.discard(word)

    def move(self, first: int, by: int) -> None:
        """Gives other numbers to the units from one on.

        Args:
            first: number of the first of them, from 1.
            by: what is added to their numbers; where it is less than 0, no list may have the units in between.

        Raises:
            UnknownUnitsError: the list of a word has only the best units.
        """
        if any(listed.startswith(PARTIAL.encode()) for listed in self._listed):
            raise UnknownUnitsError
        self._lines.clear()
        for lists, form in ((self._listed, _UNIT), (self._pairs, _PAIR_UNIT)):
            for n, listed in enumerate(lists):
                lists[n] = _moved(listed, form, first, by)

    def words(self) -> Generator[File, None, str]:
        """The files of the words, in which each word is written after the number of letters that it shares with the last.

        Returns:
            For each file the beginning of its first word, enough to tell it from the last word of the file before.
        """
        starts: list[str] = []
        lines: list[str] = []
        size, last = 0, ""
        for word in _sorted_as_in_scripts(self._numbers):
            known = self._lines.get(word)
            line, length = (known[1], known[2]) if known and known[0] == last else self._line(word, last)
            if lines and size + length > SHARD:
                yield f"words/{len(starts) - 1}", in_script(" ".join(lines))
                lines, size = [], 0
            if not lines:
                starts.append(word[: min(_shared(last, word), len(DIGITS) - 1) + 1] if starts else "")
                line, length = (known[1], known[2]) if known and not known[0] else self._line(word, "")
            lines.append(line)
            size += (len(line) if line.isascii() else len(line.encode("utf-8", "replace"))) + 1
            last = word
        if lines:
            yield f"words/{len(starts) - 1}", in_script(" ".join(lines))
        return " ".join(starts)

    def _line(self, word: str, last: str) -> tuple[str, int]:
        """The line of a word after another word of its file, and the length of its list.

        Args:
            word: the word.
            last: the word before it; empty for the first of a file.
        """
        listed = self._units_of(word)
        shared = min(_shared(last, word), len(DIGITS) - 1)
        count = _gap(self._counts[self._numbers[word]]).decode()
        return f"{DIGITS[shared]}{word[shared:]} {count} {listed}", len(listed)

    def _units_of(self, word: str) -> str:
        """The list of the units that have a word; if they are too many, only those where it weighs most."""
        listed = str(self._listed[self._numbers[word]], "ascii")
        if len(listed) <= 2 * MOST_UNITS or listed.startswith(PARTIAL):  # each unit has two digits or more
            return listed
        units = list(read_list(listed))
        if len(units) <= MOST_UNITS:
            return listed
        best = sorted(units, key=lambda found: (-(found[1] // SLOTS), found[0]))[:MOST_UNITS]
        made, last = bytearray(), 0
        for unit, mark in sorted(best):
            made += number(unit - last)
            made.append(_BYTES[mark])
            last = unit
        return PARTIAL + made.decode()

    def slips(self) -> Generator[File, None, int]:
        """The files of the words that a misspelt word may stand for: names first, then those in most entries.

        Returns:
            How many files there are.
        """
        counts = {
            word: self._counts[n]
            for word, n in self._numbers.items()
            if len(word) >= SHORTEST_SPELT and not _NOT_SPELT.search(word)
        }
        order = sorted(
            sorted(counts), key=counts.__getitem__, reverse=True
        )  # words in as many entries stay in order
        names = self._names
        best = [*(word for word in order if word in names), *(word for word in order if word not in names)]
        files = slip_lists(best[:MOST_SPELT])
        for at, words in enumerate(files):
            yield f"slips/{at}", in_script(" ".join(_fitting(words)))
        return len(files)

    def pairs(self) -> Generator[File, None, int]:
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
            yield f"pairs/{at // each}", f'"{lists}"'  # digits alone, which JSON does not change
        return each


def _shared(one: str, other: str) -> int:
    """The number of characters at the beginning of two words that are the same."""
    n = 0
    for letter, match in zip(one, other, strict=False):
        if letter != match:
            break
        n += 1
    return n


def _sorted_as_in_scripts(words: Iterable[str]) -> list[str]:
    """The words in the order in which JavaScript compares them, by their code units of UTF-16."""
    words = list(words)
    if _BEYOND.search("".join(words)):
        return sorted(words, key=lambda word: word.encode("utf-16-be", "surrogatepass"))
    return sorted(words)  # the same order, in a fifth of the time


def _fitting(words: Iterable[str]) -> Iterator[str]:
    """The first of some words, as many as fit into a file."""
    size = 0
    for word in words:
        size += len(word.encode()) + 1
        if size > SHARD:
            return
        yield word


@cache
def _number_in(digits: str) -> int:
    """The number that is written in some digits."""
    value = 0
    for digit in reversed(digits):
        value = value << 5 | _VALUES[digit] & 31
    return value


def read_list(listed: str) -> Iterator[tuple[int, int]]:
    """The units of a list, from 1, and the mark of the word in each."""
    unit = 0
    for gap, mark in _UNIT.findall(listed):
        unit += _number_in(gap)
        yield unit, _VALUES[mark]


def _exchanged(listed: bytearray, form: re.Pattern[str], at: int, mark: str | None) -> bytearray:
    """A list in which a unit has another mark.

    Args:
        listed: the list.
        form: an entry of it: the gap, and the mark.
        at: number of the unit, from 1.
        mark: its mark; None takes the unit from the list.
    """
    text = listed.decode()
    before, start, rest = 0, len(text), ""
    for found in form.finditer(text):
        unit = before + _number_in(found[1])
        if unit < at:
            before = unit
            continue
        start, rest = found.start(), text[found.start() :]
        follows = found if unit > at else form.match(text, found.end())
        if follows:
            unit += 0 if unit > at else _number_in(follows[1])
            gap = unit - (before if mark is None else at)
            rest = _gap(gap).decode() + text[follows.end(1) :]
        else:
            rest = ""
        break
    own = "" if mark is None else _gap(at - before).decode() + mark
    return bytearray(f"{text[:start]}{own}{rest}", "ascii")


def _moved(listed: bytearray, form: re.Pattern[str], first: int, by: int) -> bytearray:
    """A list in which the units from one on have other numbers."""
    text = listed.decode()
    unit = 0
    for found in form.finditer(text):
        gap = _number_in(found[1])
        unit += gap
        if unit >= first:
            moved = f"{text[: found.start()]}{_gap(gap + by).decode()}{text[found.end(1) :]}"
            return bytearray(moved, "ascii")
    return listed


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
        for place in {place_of(word[:2], many), place_of(word[-2:], many)}:
            made[place].append(word)
    return made


@cache
def place_of(letters: str, many: int) -> int:
    """The number of the list for words that begin or end with two letters.

    Args:
        letters: the two letters.
        many: how many lists there are.
    """
    first, last = (ord(letter) for letter in letters)
    return (first * 31 + last) % many


__all__ = [
    "DIGITS",
    "PARTIAL",
    "File",
    "UnitLists",
    "UnknownUnitsError",
    "number",
    "place_of",
    "read_list",
    "slip_lists",
]
