"""Words as they are compared: one written normalisation, and where a word begins and ends.

docs/method.md says the rule in a reader's words, docs/reference/fingerprints.md says how text becomes tokens. Snapshots and
fingerprints are both asked in these terms, so that they cannot answer differently.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

RULE = 1  # version of the normalisation and of the edges of words

PAGE = "\f"  # stands between the pages of a text that has pages
_DROPPED = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\[(?:…|\.\.\.)\]")
_INSERTION = re.compile(r"\[[^\[\]]*\]")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_ALIKE = str.maketrans(
    {**_LIGATURES, **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), "\u2010": "-", "\u2011": "-"}
)

# What stands within a number, before it and after it. A number with all of this is one word.
_WITHIN = ".,:/'·٫٬⁄×^*"
_CURRENCY = "$¢£¤¥֏؋৲৳৻૱௹฿៛₠-₿﷼﹩＄￠￡￥￦"
_SIGN = r"(?:(?<!\w)[-+–±∓~≈<>≤≥/]{0,2}[-+–±∓~≈<>≤≥=]|[−±∓≤≥≈<] ?)"
_MONEY = rf"(?:[A-Za-z]{{0,3}}[{_CURRENCY}][ \u00a0\u202f]?)"
_GROUPED = r"\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3}(?!\w))+"
_DIGITS = rf"(?<!\w)(?:{_GROUPED}|\d+)(?:[{re.escape(_WITHIN)}]\d+)*\w*"
_UNIT = rf"(?:[ \u00a0\u2009\u202f]?[%‰‱٪]|°\w?|[′″º]|[ \u00a0\u202f]?[{_CURRENCY}](?!\d))"
_AMOUNT = rf"{_SIGN}?{_MONEY}?{_SIGN}?(?:(?<!\w)\.)?{_DIGITS}{_UNIT}?"
_NUMBER = re.compile(rf"{_AMOUNT}(?:[-–−]{_AMOUNT})*")
# A word that a line's end parts at its hyphen, and a prefix before a dash in a hyphen's place.
_BROKEN = re.compile(r"(?<=\w)-[ \t]*\r?\n\s*(?=\w)")
_PREFIXED = re.compile(r"\b(?:anti|counter|dis|ex|il|im|ir|mis|non|post|pre|un)[–−](?=\w)", re.IGNORECASE)


def clean(text: str) -> str:
    """The text with typographic differences taken out, except for its white space."""
    return unicodedata.normalize("NFC", _DROPPED.sub("", text).translate(_ALIKE))


def normalise(text: str) -> str:
    """The text with typographic differences taken out, by rule 1 of the method."""
    return _SPACE.sub(" ", clean(text)).strip()


def quoted_parts(quote: str) -> list[str]:
    """The parts of a quotation that must stand in the source in this order, as they are quoted."""
    parts = (part for gap in _ELLIPSIS.split(quote) for part in _INSERTION.split(gap))
    return [part.strip() for part in parts if normalise(part)]


def normalised_parts(quote: str) -> list[str]:
    """The same parts, normalised."""
    return [normalise(part) for part in quoted_parts(quote)]


@lru_cache(maxsize=256)
def _tokens(marks: str) -> re.Pattern[str]:
    letter = rf"[\w{marks}]"
    return re.compile(
        r"https?://\S*[\w/]"
        rf"|{letter}+(?:(?:[-']|(?<=\d)[{re.escape(_WITHIN)}](?=\d)){letter}+)*"
        r"|(\S)\1*"
    )


def _pattern(text: str) -> re.Pattern[str]:
    """What a token is, with the combining marks of this text among the letters."""
    if text.isascii():
        return _tokens("")
    return _tokens("".join(sorted(c for c in set(text) if unicodedata.category(c)[0] == "M")))


@dataclass(frozen=True)
class TokenisedText:
    """A text as tokens: words, numbers, web addresses and runs of one sign.

    Attributes:
        tokens: the tokens.
        spaced: for each token, whether white space stands before it.
        joined: for each token, whether no word's edge lies before it.
        pages: for a text with pages, the number of the first token of each.
    """

    tokens: tuple[str, ...]
    spaced: bytes
    joined: bytes
    pages: tuple[int, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether any token is more than a sign."""
        return any(token[0].isalnum() for token in self.tokens)

    def page_of(self, token: int) -> int:
        """The page, from 1, that a token stands on."""
        return bisect_right(self.pages, token)


def tokenise(text: str) -> TokenisedText:
    """A text as tokens."""
    text = clean(text)
    starts: list[int] = []
    tokens: list[str] = []
    spaced = bytearray()
    end = 0
    for match in _pattern(text).finditer(text):
        start = match.start()
        starts.append(start)
        tokens.append(match[0])
        spaced.append(start > end)
        end = match.end()
    joined = bytearray(len(tokens))
    for first, last in _unbroken(text):
        for index in range(bisect_right(starts, first), bisect_left(starts, last)):
            joined[index] = 1
    breaks = [match.start() for match in re.finditer(PAGE, text)]
    pages = (0, *(bisect_left(starts, place) for place in breaks)) if breaks else ()
    return TokenisedText(tuple(tokens), bytes(spaced), bytes(joined), pages)


def _unbroken(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that have no word's edge within them, though they are of several tokens."""
    for match in _NUMBER.finditer(text):
        if match.end() - match.start() > 1:
            yield match.span()
    for pattern in (_BROKEN, _PREFIXED):
        for match in pattern.finditer(text):
            yield match.start() - 1, match.end() + 1


class Searchable(Protocol):
    """What can be asked for words: a text, or the fingerprint of one."""

    def find(self, piece: TokenisedText, start: int) -> int:
        """The first place from token `start` on where a piece stands between edges of words; -1 for none."""
        ...

    def page_of(self, token: int) -> int:
        """The page, from 1, that a token stands on; 0 when there are no pages."""
        ...


_HEAD, _TAIL = "\x1e", "\x1f"  # white space to every reader, so that no token holds them


@dataclass(frozen=True)
class SearchableText:
    """A text that is there to be searched.

    Attributes:
        reading: its tokens.
        normal: the text normalised.
        written: the text as it was written.
    """

    reading: TokenisedText
    normal: str = field(repr=False)
    written: str = field(repr=False)

    @classmethod
    def of(cls, text: str) -> SearchableText:
        """A text as it was written."""
        return cls(tokenise(text), normalise(text), text)

    @cached_property
    def _line(self) -> tuple[str, array[int]]:
        """All tokens in a line, and where each begins in it."""
        parts = _marked(self.reading)
        starts = array("Q")
        at = 0
        for part in parts:
            at += len(part)
            starts.append(at)
        return "".join(parts), starts

    def find(self, piece: TokenisedText, start: int) -> int:
        """The first place from token `start` on where a piece stands between edges of words; -1 for none."""
        line, ends = self._line
        joined = self.reading.joined
        wanted, width = "".join(_marked(piece)), len(piece.tokens)
        at = line.find(wanted, ends[start - 1] if start else 0)
        while at >= 0:
            token = bisect_right(ends, at)
            after = token + width
            if not joined[token] and not (after < len(joined) and joined[after]):
                return token
            opens, closes = (
                joined.find(0, token),
                joined.find(0, after),
            )  # the nearest edges of words from here on
            if opens < 0:
                return -1
            ends_at = closes if closes >= 0 else len(joined)  # a text ends with a word's edge
            following = max(token + 1, opens, ends_at - width)  # no place before it can do
            at = line.find(wanted, ends[following - 1])
        return -1

    def page_of(self, token: int) -> int:
        """The page, from 1, that a token stands on; 0 when there are no pages."""
        return self.reading.page_of(token)

    @cached_property
    def words(self) -> list[str]:
        """Its words as white space parts them."""
        return self.normal.split()

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each of its words stands."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            found.setdefault(word, []).append(index)
        return found


def _marked(reading: TokenisedText) -> list[str]:
    return [
        f" {_HEAD}{token}{_TAIL}" if spaced else f"{_HEAD}{token}{_TAIL}"
        for token, spaced in zip(reading.tokens, reading.spaced, strict=True)
    ]


def locate(quote: str, witness: Searchable) -> tuple[int, int] | None:
    """The tokens from and up to which a quotation stands: each piece whole, between edges of words, in order."""
    found = locate_parts(quote, witness)
    return (found[0][0], found[-1][1]) if found else None


def locate_parts(quote: str, witness: Searchable) -> list[tuple[int, int]]:
    """The tokens from and up to which each piece of a quotation stands; none when it does not stand there whole."""
    wanted = [tokenise(piece) for piece in normalised_parts(quote)]
    if not any(piece.has_words for piece in wanted):
        return []
    found: list[tuple[int, int]] = []
    for piece in wanted:
        first = witness.find(piece, found[-1][1] if found else 0)
        if first < 0:
            return []
        found.append((first, first + len(piece.tokens)))
    return found


def character_ranges(stretches: Iterable[tuple[int, int]], text: SearchableText) -> list[tuple[int, int]]:
    """Where stretches of tokens stand in a text as it was written, from and up to which character."""
    cleaned = clean(text.written)
    tokens = [match.span() for match in _pattern(cleaned).finditer(cleaned)]
    words = [match.span() for match in re.finditer(r"\S+", text.written)]
    starts = [match.start() for match in re.finditer(r"\S+", cleaned)]  # cleaning leaves white space as it is

    def written(place: int) -> int:
        number = bisect_right(starts, place) - 1
        start, end = words[number]
        return start + _reach(text.written[start:end], place - starts[number])

    return [(written(tokens[first][0]), written(tokens[end - 1][1])) for first, end in stretches]


def _reach(word: str, length: int) -> int:
    """How many characters of a word come to so many when it is cleaned, with what is dropped behind them."""
    return next((n for n in range(len(word)) if len(clean(word[: n + 1])) > length), len(word))


def pages_of(stretch: tuple[int, int], witness: Searchable) -> str:
    """The page of a stretch of tokens, or its first and last; empty when there are no pages."""
    first, last = witness.page_of(stretch[0]), witness.page_of(stretch[1] - 1)
    return "" if not first else str(first) if first == last else f"{first}–{last}"


def shingles(reading: TokenisedText, width: int) -> Iterable[tuple[str, ...]]:
    """Every run of `width` words, signs left out and capitals made small."""
    words = [token.lower() for token in reading.tokens if token[0].isalnum()]
    return zip(*(words[offset:] for offset in range(width)), strict=False)


def context_around(stretch: tuple[int, int], text: SearchableText, width: int) -> tuple[str, str]:
    """The words before and after a stretch of a text, as many tokens of each as `width` says."""
    first, end = stretch
    reading = text.reading

    def words(start: int, stop: int) -> str:
        parts = zip(reading.tokens[start:stop], reading.spaced[start:stop], strict=True)
        return "".join(f" {token}" if spaced else token for token, spaced in parts).strip()

    return words(max(0, first - width), first), words(end, min(len(reading.tokens), end + width))
