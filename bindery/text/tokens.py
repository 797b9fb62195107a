"""Splits text into normalised tokens and finds quotations in them.

docs/method.md explains the normalisation to readers, and docs/reference/fingerprints.md describes how text becomes tokens.
Snapshots and fingerprints are both searched through the functions here, so that they give the same answers.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol

from bindery.text.marks import NO_MARKS, Marks, PlacedMark, marks_at_tokens, take_marks

RULE = 1  # version of the rules for normalisation and for word boundaries

PAGE = "\f"  # separates the pages of a text that has pages
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

# What belongs to a number: characters within it, before it and after it. All of this together is one word.
_WITHIN = ".,:/'·٫٬⁄×^*"
_CURRENCY = "$¢£¤¥֏؋৲৳৻૱௹฿៛₠-₿﷼﹩＄￠￡￥￦"
_SIGN = r"(?:(?<!\w)[-+–±∓~≈<>≤≥/]{0,2}[-+–±∓~≈<>≤≥=]|[−±∓≤≥≈<] ?)"
_MONEY = rf"(?:[A-Za-z]{{0,3}}[{_CURRENCY}][ \u00a0\u202f]?)"
_GROUPED = r"\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3}(?!\w))+"
_DIGITS = rf"(?<!\w)(?:{_GROUPED}|\d+)(?:[{re.escape(_WITHIN)}]\d+)*\w*"
_UNIT = rf"(?:[ \u00a0\u2009\u202f]?[%‰‱٪]|°\w?|[′″º]|[ \u00a0\u202f]?[{_CURRENCY}](?!\d))"
_AMOUNT = rf"{_SIGN}?{_MONEY}?{_SIGN}?(?:(?<!\w)\.)?{_DIGITS}{_UNIT}?"
_NUMBER = re.compile(rf"{_AMOUNT}(?:[-–−]{_AMOUNT})*")
# A word that is divided at its hyphen by a line end, and a prefix with a dash instead of a hyphen.
_BROKEN = re.compile(r"(?<=\w)-[ \t]*\r?\n\s*(?=\w)")
_PREFIXED = re.compile(r"\b(?:anti|counter|dis|ex|il|im|ir|mis|non|post|pre|un)[–−](?=\w)", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without typographic differences, but with its white space unchanged."""
    return unicodedata.normalize("NFC", _DROPPED.sub("", text).translate(_ALIKE))


def normalise(text: str) -> str:
    """The text without typographic differences, and with each run of white space as one space."""
    return _SPACE.sub(" ", clean(text)).strip()


def quoted_parts(quote: str) -> list[str]:
    """The parts of a quotation, as quoted, that must be in the source in this order.

    A quotation is split at `[…]` and at insertions in square brackets.
    """
    parts = (part for gap in _ELLIPSIS.split(quote) for part in _INSERTION.split(gap))
    return [part.strip() for part in parts if normalise(part)]


def normalised_parts(quote: str) -> list[str]:
    """The parts of a quotation that must be in the source in this order, normalised."""
    return [normalise(part) for part in quoted_parts(quote)]


@lru_cache(maxsize=256)
def _token_pattern(marks: str) -> re.Pattern[str]:
    """The pattern of a token, with these combining marks among the letters."""
    letter = rf"[\w{marks}]"
    return re.compile(
        r"https?://\S*[\w/]"
        rf"|{letter}+(?:(?:[-']|(?<=\d)[{re.escape(_WITHIN)}](?=\d)){letter}+)*"
        r"|(\S)\1*"
    )


def _pattern_for(text: str) -> re.Pattern[str]:
    """The pattern of a token, with the combining marks of this text among the letters."""
    if text.isascii():
        return _token_pattern("")
    return _token_pattern("".join(sorted(c for c in set(text) if unicodedata.category(c)[0] == "M")))


@dataclass(frozen=True)
class TokenisedText:
    """A text as tokens: words, numbers, web addresses and runs of one punctuation mark or symbol.

    Attributes:
        tokens: the tokens, in reading order.
        spaced: one byte for each token: 1 if white space precedes it, otherwise 0.
        joined: one byte for each token: 1 if it continues the word before it, so that no word boundary precedes it.
        pages: the index of the first token of each page; empty for a text without pages.
        marks: its printed page numbers, headings and time codes.
    """

    tokens: tuple[str, ...]
    spaced: bytes
    joined: bytes
    pages: tuple[int, ...] = ()
    marks: Marks = NO_MARKS

    @property
    def has_words(self) -> bool:
        """Whether any token is a word or a number."""
        return any(token[0].isalnum() for token in self.tokens)

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that a token is on; 0 when there are no pages."""
        return bisect_right(self.pages, token)


def tokenise(written: str, marks: Sequence[PlacedMark] = (), labels: Sequence[str] = ()) -> TokenisedText:
    """Splits a text into tokens, after `clean`.

    Args:
        written: the text, without marks.
        marks: the marks that it had.
        labels: the number printed on each of its pages.
    """
    text = clean(written)
    starts: list[int] = []
    tokens: list[str] = []
    spaced = bytearray()
    end = 0
    for match in _pattern_for(text).finditer(text):
        start = match.start()
        starts.append(start)
        tokens.append(match[0])
        spaced.append(start > end)
        end = match.end()
    joined = bytearray(len(tokens))
    for first, last in _multi_token_words(text):
        for index in range(bisect_right(starts, first), bisect_left(starts, last)):
            joined[index] = 1
    breaks = [match.start() for match in re.finditer(PAGE, text)]
    pages = (0, *(bisect_left(starts, place) for place in breaks)) if breaks else ()
    offsets = (0, *(mark.offset for mark in marks))
    lengths = accumulate(len(clean(written[start:end])) for start, end in pairwise(offsets))
    found = marks_at_tokens(written, marks, lengths, starts, labels) if marks or labels else NO_MARKS
    return TokenisedText(tuple(tokens), bytes(spaced), bytes(joined), pages, found)


def _multi_token_words(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text that are one word although they may have several tokens: start and end offset of each."""
    for match in _NUMBER.finditer(text):
        if match.end() - match.start() > 1:
            yield match.span()
    for pattern in (_BROKEN, _PREFIXED):
        for match in pattern.finditer(text):
            yield match.start() - 1, match.end() + 1


class Searchable(Protocol):
    """Something that quotations can be found in: a text, or its fingerprint."""

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        ...

    @property
    def marks(self) -> Marks:
        """Its printed page numbers, headings and time codes."""
        ...

    def find(self, piece: TokenisedText, start: int) -> int:
        """The index of the first token, from `start` on, where a piece is found between word boundaries.

        Args:
            piece: the tokens to find.
            start: index of the token at which the search begins.

        Returns:
            The index, or -1 when the piece is not found.
        """
        ...

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that a token is on; 0 when there are no pages."""
        ...


_HEAD, _TAIL = "\x1e", "\x1f"  # these count as white space, so no token contains them


@dataclass(frozen=True)
class SearchableText:
    """A text that quotations can be found in.

    Attributes:
        reading: the tokens of the text.
        normal: the normalised text.
        written: the text as written.
    """

    reading: TokenisedText
    normal: str = field(repr=False)
    written: str = field(repr=False)

    @classmethod
    def of(cls, text: str, labels: Sequence[str] = ()) -> SearchableText:
        """Makes a text, as written, searchable; it may have marks, and `labels` are its printed page numbers."""
        plain, marks = take_marks(text)
        return cls(tokenise(plain, marks, labels), normalise(plain), plain)

    @property
    def pages(self) -> tuple[int, ...]:
        """The index of the first token of each page; empty when there are no pages."""
        return self.reading.pages

    @property
    def marks(self) -> Marks:
        """Its printed page numbers, headings and time codes."""
        return self.reading.marks

    @cached_property
    def _joined_tokens(self) -> tuple[str, array[int]]:
        """All tokens, marked, in one string, and the offset after each token in it."""
        parts = _marked(self.reading)
        ends = array("Q")
        at = 0
        for part in parts:
            at += len(part)
            ends.append(at)
        return "".join(parts), ends

    def find(self, piece: TokenisedText, start: int) -> int:
        """The index of the first token, from `start` on, where a piece is found between word boundaries; -1 for none."""
        line, ends = self._joined_tokens
        joined = self.reading.joined
        wanted, width = "".join(_marked(piece)), len(piece.tokens)
        at = line.find(wanted, ends[start - 1] if start else 0)
        while at >= 0:
            token = bisect_right(ends, at)
            after = token + width
            if not joined[token] and not (after < len(joined) and joined[after]):
                return token
            # Skip to the next token where a piece of this width can begin and end at a word boundary.
            next_start, next_end = joined.find(0, token), joined.find(0, after)
            if next_start < 0:
                return -1
            if next_end < 0:
                next_end = len(joined)  # the end of the text is a word boundary
            following = max(token + 1, next_start, next_end - width)
            at = line.find(wanted, ends[following - 1])
        return -1

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that a token is on; 0 when there are no pages."""
        return self.reading.page_of(token)

    @cached_property
    def words(self) -> list[str]:
        """The words of the normalised text, split at white space."""
        return self.normal.split()

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The indexes in `words` at which each word occurs."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            found.setdefault(word, []).append(index)
        return found


def _marked(reading: TokenisedText) -> list[str]:
    """Each token between two marks, after a space if it is spaced, so that joined tokens can be searched as a string."""
    return [
        f" {_HEAD}{token}{_TAIL}" if spaced else f"{_HEAD}{token}{_TAIL}"
        for token, spaced in zip(reading.tokens, reading.spaced, strict=True)
    ]


class TokenRange(NamedTuple):
    """A range of tokens in a text.

    Attributes:
        start: index of its first token.
        end: index after its last token.
    """

    start: int
    end: int


def locate(quote: str, witness: Searchable) -> TokenRange | None:
    """The range of tokens from the first to the last piece of a quotation.

    Every piece must be there, whole, between word boundaries and in order.

    Args:
        quote: the quotation, which may have `[…]` and insertions in square brackets.
        witness: the text of the source, or its fingerprint.

    Returns:
        The range, or None when the quotation is not in the source.
    """
    found = locate_parts(quote, witness)
    return TokenRange(found[0][0], found[-1][1]) if found else None


def locate_parts(quote: str, witness: Searchable) -> list[tuple[int, int]]:
    """The range of tokens of each piece of a quotation, as `locate` finds them.

    Returns:
        For each piece, the index of its first token and the index after its last one. Empty when any piece is missing.
    """
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
    """The characters of a text as written that ranges of its tokens come from.

    Args:
        stretches: ranges of tokens: index of the first token, and index after the last one.
        text: the text.

    Returns:
        For each range, the offset of its first character and the offset after its last one.
    """
    cleaned = clean(text.written)
    tokens = [match.span() for match in _pattern_for(cleaned).finditer(cleaned)]
    words = [match.span() for match in re.finditer(r"\S+", text.written)]
    starts = [match.start() for match in re.finditer(r"\S+", cleaned)]  # cleaning leaves white space as it is

    def offset_in_written(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        start, end = words[number]
        return start + _length_before_cleaning(text.written[start:end], offset - starts[number])

    return [
        (offset_in_written(tokens[first][0]), offset_in_written(tokens[end - 1][1]))
        for first, end in stretches
    ]


def _length_before_cleaning(word: str, length: int) -> int:
    """How many characters of a word give `length` characters when cleaned, with dropped characters after them."""
    return next((n for n in range(len(word)) if len(clean(word[: n + 1])) > length), len(word))


def pages_of(stretch: tuple[int, int], witness: Searchable) -> str:
    """The page that a range of tokens is on, `4`, or its first and last, `4–5`; empty when there are no pages.

    Args:
        stretch: index of the first token, and index after the last one.
        witness: the text, or its fingerprint.
    """
    first, last = witness.page_of(stretch[0]), witness.page_of(stretch[1] - 1)
    return "" if not first else str(first) if first == last else f"{first}–{last}"


def shingles(reading: TokenisedText, width: int) -> Iterable[tuple[str, ...]]:
    """Every run of `width` successive words, in lower case and without punctuation."""
    words = [token.lower() for token in reading.tokens if token[0].isalnum()]
    return zip(*(words[offset:] for offset in range(width)), strict=False)


def context_around(stretch: tuple[int, int], text: SearchableText, width: int) -> tuple[str, str]:
    """The text before and after a range of tokens.

    Args:
        stretch: index of the first token, and index after the last one.
        text: the text that it is a range of.
        width: how many tokens to take on each side, at most.
    """
    first, end = stretch
    reading = text.reading

    def words(start: int, stop: int) -> str:
        parts = zip(reading.tokens[start:stop], reading.spaced[start:stop], strict=True)
        return "".join(f" {token}" if spaced else token for token, spaced in parts).strip()

    return words(max(0, first - width), first), words(end, min(len(reading.tokens), end + width))
