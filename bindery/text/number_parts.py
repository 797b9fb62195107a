"""Numbers in words of languages whose file lists the parts of numbers, such as Swedish `tre` and `hundra` in `trehundrafyra`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from bindery.text.characters import lowered
from bindery.text.languages import section
from bindery.text.number_words import SpelledNumber

_SECTION = "numbers"  # of the file of a language
_TEN, _TWENTY = 10, 20
_LISTS = ("links", "glued_links", "endings", "counters", "no_number")
_HUNDRED, _THOUSAND = 100, 1000
_LONG = 40  # longer than every part
_GAP = r"[ \u00a0\u00ad\u200b\n-]"
_ALIKE = str.maketrans("ʼ’şţ", "''șț")  # letters that are written in two ways
_NUKTA = {"\u09af\u09bc": "\u09df", "\u09a1\u09bc": "\u09dc"}  # and those that are one character or two
_PARTS_OF_ONE = re.compile(r"[+-]?\d\.\d+")  # keys of numbers with a half or a quarter
_LETTER = r"[\w\u0300-\u036f\u0591-\u05bd\u064b-\u0652\u0981-\u0983\u09bc-\u09cd\u09d7]"


class _Part(NamedTuple):
    """What a word or a part of one does: it is added, or what is before it is multiplied by it.

    Attributes:
        value: its number.
        times: whether it multiplies.
        teen: whether it makes 12 of 2, as Indonesian `belas` does.
        more: whether it is added to the next part, as Bengali `সাড়ে` adds a half.
    """

    value: int | Fraction
    times: bool = False
    teen: bool = False
    more: bool = False


@dataclass(frozen=True)
class _Parts:
    """How a language builds its numbers.

    Attributes:
        parts: each part in small letters.
        first: matches a part at the beginning of a number, and any word that is none.
        next: matches the part after it, with what joins the two.
        end: matches where a number may end.
        plural: parts with which no number begins: *thousands* is a size.
        fewest: how many characters of a number of one part it has at least.
        scale_first: whether a thousand comes before what it multiplies, as in Swahili.
    """

    parts: dict[str, _Part]
    first: re.Pattern[str]
    next: re.Pattern[str]
    end: re.Pattern[str]
    plural: frozenset[str]
    fewest: int
    scale_first: bool


@dataclass
class _Sum:
    """A number while its parts are read.

    Attributes:
        now: what is read below a hundred.
        hundreds: the hundreds before it.
        scaled: the products with a thousand and more before that, each with its scale.
        more: what is added to the next part.
    """

    now: int | Fraction = 0
    hundreds: int | Fraction = 0
    scaled: list[tuple[int | Fraction, int]] = field(default_factory=list)
    more: int | Fraction = 0

    @property
    def value(self) -> int | Fraction:
        """The number so far; 0 while a part of it is still to come."""
        whole = self.now + self.hundreds + sum(product for product, _ in self.scaled)
        return 0 if self.more else whole

    def takes(self, part: _Part, link: str) -> bool:
        """Adds a part, or multiplies by it; false where it begins another number.

        Args:
            part: the part.
            link: what joins it to the part before, with spaces.
        """
        if part.more:
            fits = not self.now and not self.more
            self.more = part.value
            return fits
        if part.times:
            return self._multiplies(int(part.value))
        if part.teen and self.now < _TEN:
            self.now += 10
            return True
        return self._adds(part.value, linked=bool(link) and link.isalpha())

    def _adds(self, value: int | Fraction, *, linked: bool) -> bool:
        value, self.more = value + self.more, 0
        if value >= _THOUSAND:
            fits = not self.now and not self.hundreds and all(scale > value for _, scale in self.scaled)
            self.scaled += [(value, _THOUSAND)] if fits else []
        elif value >= _HUNDRED:
            fits = not self.now and not self.hundreds
            self.hundreds += value if fits else 0
        else:
            fits = not self.now or self._joins(value, linked=linked)
            self.now += value if fits else 0
        return fits

    def _joins(self, value: int | Fraction, *, linked: bool) -> bool:
        """Whether a number below a hundred goes with the one before it: `tjugo två`, `toogtyve`."""
        after_ten = self.now >= _TWENTY and not self.now % _TEN and 0 < value < _TEN
        return after_ten or (linked and 0 < self.now < _TEN and value >= _TWENTY)

    def _multiplies(self, value: int) -> bool:
        if value < _HUNDRED:
            fits = self.now < _TEN
            self.now = max(self.now, 1) * value if fits else self.now
        elif value < _THOUSAND:
            fits = not self.hundreds
            self.hundreds, self.now = (max(self.now, 1) * value, 0) if fits else (self.hundreds, self.now)
        else:
            fits = all(scale != value for _, scale in self.scaled)
            smaller = [product for product, scale in self.scaled if scale < value]
            if fits:
                larger = [one for one in self.scaled if one[1] > value]
                product = max(self.now + self.hundreds + sum(smaller), 1) * value
                self.scaled, self.now, self.hundreds = [*larger, (product, value)], 0, 0
        return fits


@dataclass
class _ScaleFirst:
    """The same, where a thousand and a hundred come before what they multiply.

    Attributes:
        done: what is read before the last of them.
        scale: the last of them, or one.
        now: what is read after it.
    """

    done: int | Fraction = 0
    scale: int = 1
    now: int | Fraction = 0

    @property
    def value(self) -> int | Fraction:
        return self.done + self.scale * (self.now or (self.scale > 1))

    def takes(self, part: _Part, link: str) -> bool:
        """Adds a part, or multiplies what comes after it; false where it begins another number."""
        if part.times:
            fits = part.value < self.scale or not (self.now or self.done)
            if fits:
                self.done, self.scale, self.now = (self.value if self.scale > 1 else 0), int(part.value), 0
            return fits
        if not self.now:
            self.now = part.value
            return True
        if self.scale != _HUNDRED and self.now % 10 == 0 and part.value < _TEN and link.strip():
            self.now += part.value
            return True
        if self.scale == 1:
            return False
        self.done, self.scale, self.now = self.value, 1, part.value
        return True


def has_number_parts(code: str) -> bool:
    """Whether the file of a language lists the parts of its numbers."""
    return bool(section(code, _SECTION)) if code else False


def find_numbers_of_parts(text: str, code: str) -> Iterator[SpelledNumber]:
    """Every number in words.

    Args:
        text: the text.
        code: the code of its language.
    """
    language = _parts_of(code)
    if not language:
        return
    small = lowered(text).translate(_ALIKE)
    at = 0
    while match := language.first.search(small, at):
        at = match.end()
        if match["part"] is None:
            continue
        end, value, count = _number(small, match, language)
        if end and value != 1 and (count > 1 or end - match.start() >= language.fewest):
            common = value < _TEN and value == int(value)
            yield SpelledNumber(match.start(), end, Fraction(value), small=common)
            at = end


def _number(text: str, first: re.Match[str], language: _Parts) -> tuple[int, int | Fraction, int]:
    """The longest number from a part on: the offset after it, 0 for none, its value, and how many parts it has."""
    read: _Sum | _ScaleFirst = _ScaleFirst() if language.scale_first else _Sum()
    match: re.Match[str] | None = first
    found: tuple[int, int | Fraction, int] = (0, 0, 0)
    count, before_link = 0, found
    if first["part"] in language.plural:
        return found
    while match:
        part, link = language.parts[match["part"]], match["link"]
        if link.strip():
            before_link = found
        if not read.takes(part, link):
            return before_link if part.times and before_link[0] else found  # `hundred and two hundred`
        count += 1
        if (read.value or not part.value) and language.end.match(text, match.end()):
            found = match.end(), read.value, count
        match = language.next.match(text, match.end())
    return found


def scale_of_parts(text: str, at: int, code: str) -> tuple[int, int]:
    """What the word after a number in digits multiplies it by, and the offset after it; one and the offset for none.

    Args:
        text: the text.
        at: the offset after the digits.
        code: the code of the language.
    """
    scales = _scales(code)
    match = scales[0].match(lowered(text[at : at + 24]).translate(_ALIKE)) if scales else None
    return (scales[1][match["scale"]], at + match.end()) if scales and match else (1, at)


@lru_cache(maxsize=64)
def _scales(code: str) -> tuple[re.Pattern[str], dict[str, int]] | None:
    data = section(code, _SECTION) if code else {}
    found = {
        word: int(key[1:])
        for key, words in data.items()
        if key[0] == "x" and key[1:].isdecimal() and int(key[1:]) >= _THOUSAND
        for word in (*_words(words), *_words(data.get(f"short_{key}", "")))
    }
    spaced = "*" if data.get("unspaced") else "+"
    end = "" if data.get("unspaced") else rf"(?!{_LETTER})"
    endings = _any(_words(data.get("endings", "")))
    return (
        (re.compile(rf"[ \u00a0]{spaced}(?P<scale>{_any(found)})(?:{endings})?{end}"), found)
        if found
        else None
    )


def _part(key: str) -> _Part | None:
    """What the words of a key do; None for one that lists something else."""
    if key.isdecimal():
        return _Part(int(key))
    if key[0] in "xp" and key[1:].isdecimal():
        return _Part(int(key[1:]), times=key[0] == "x", teen=key[0] == "p")
    return _Part(Fraction(key), more=key[0] in "+-") if _PARTS_OF_ONE.fullmatch(key) else None


@lru_cache(maxsize=64)
def _parts_of(code: str) -> _Parts | None:
    data = section(code, _SECTION) if code else {}
    if not data:
        return None
    parts: dict[str, _Part] = {}
    for key, words in data.items():
        if part := _part(key):
            parts |= dict.fromkeys(_words(words), part)
    any_of = {key: _any(_words(data.get(key, ""))) for key in _LISTS}
    any_part = rf"(?P<part>{_any(parts)})"
    unspaced = bool(data.get("unspaced"))
    begin, end = ("", "") if unspaced else (rf"(?<!{_LETTER})", rf"(?!{_LETTER})")
    if "counters" in data:
        begin, end = rf"(?<!{_LETTER})", rf"(?:{any_of['counters']}|(?!{_LETTER}))"
    link = rf"(?P<link>{_GAP}*(?:{any_of['links']}){_GAP}*|{any_of['glued_links']}|{_GAP}*)"
    return _Parts(
        parts=parts,
        first=re.compile(
            rf"{begin}(?:(?:{any_of['no_number']}){'' if unspaced else end}|{any_part})(?P<link>)"
        ),
        next=re.compile(link + any_part),
        end=re.compile(rf"(?:{any_of['endings']})?{end}"),
        plural=frozenset(_words(data.get("plural", ""))),
        fewest=(2 if "counters" in data else _LONG) if unspaced else 1,
        scale_first=bool(data.get("scale_first")),
    )


def _words(words: str) -> list[str]:
    found = [word.translate(_ALIKE) for word in re.split(r",\s+", words.strip()) if word]
    for two, one in _NUKTA.items():
        found += [word.replace(two, one) for word in found if two in word]
    return found


def _any(words: dict[str, int] | dict[str, _Part] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
