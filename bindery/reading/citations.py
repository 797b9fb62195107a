"""Finds citations in square brackets and reads them: `[see @source, p. 4, "words"; -@other; #claim]`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import islice, pairwise
from typing import NamedTuple

from bindery.reading.known_ids import NO_IDS, KnownIds
from bindery.reading.prose import YEAR_ONLY, CitedSource, ProseFault
from bindery.reading.quotation_marks import QuotedRange, bare_words, quoted_ranges
from bindery.text.word_patterns import UNSPACED

_NOT_READ = "B391"  # the code of a part of a citation that is not read
EMPHASIS = "B392"  # the code of Markdown in a citation
OPENING = r"\[(?=[^\[\]]*?[@#])"  # how every citation in brackets begins
_NEXT_OPENING = re.compile(r"\[(?:-?@|#[a-z])|\[[^\[\]@]{0,40}\s-?@")
_MARK = re.compile(r"[\[\]@#]")
_NAME = re.compile(r"[^\s,;{}\[\]،؛，；、。：]+")
_SEPARATORS = " ,:;،؛，；、："
_BRACED = re.compile(r"\{([^{}\s]+)\}")
_KEY = re.compile(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*")  # as Pandoc reads it
_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_CLAIM = re.compile(r"#([^\s,;\[\]]+)")
_NOT_BEFORE = re.compile(rf"[^\W{UNSPACED}]|[@/\\+%&=~$]")  # a mail address or a web address goes on here
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BRACKET = re.compile(r"[\[\]]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3})(?=[^\s*_])[^*_]*(?<=[^\s*_])\1(?!\w)|`")
_MOST_ENDS = 20  # brackets within quotation marks at which a citation does not end


class NamedClaim(NamedTuple):
    """A claim that a citation names.

    Attributes:
        claim: id of the claim, as written.
        prefix: the words before it; may be empty.
    """

    claim: str
    prefix: str = ""


class ParsedCitation(NamedTuple):
    """What a citation says.

    Attributes:
        items: the sources and claims, in the order in which they are written.
        faults: what is wrong with it.
    """

    items: tuple[CitedSource | NamedClaim, ...]
    faults: tuple[ProseFault, ...] = ()


class WrittenName(NamedTuple):
    """The name of a source as it was written after `@`.

    Attributes:
        name: the name, without its braces.
        end: offset after it.
    """

    name: str
    end: int


def may_name_source(text: str, at: int) -> bool:
    """Whether the `@` at an offset can begin the name of a source; in `desk@example.org` it cannot."""
    before = text[at - 1 : at] if at else ""
    if before == "-":
        return at == 1 or not text[at - 2].isalnum()
    return not before or not _NOT_BEFORE.match(before)


def name_at(text: str, at: int, known: KnownIds = NO_IDS) -> WrittenName | None:
    """The name after the `@` at an offset, as Pandoc reads it; None where there is none.

    In scripts that put no space between words, the id of a source ends where another script begins.
    """
    if braced := _BRACED.match(text, at + 1):
        return WrittenName(braced[1], braced.end())
    key = _KEY.match(text, at + 1)
    if not key:
        return None
    latin = _ID.match(text, at + 1)
    if latin and latin.end() < key.end() and _UNSPACED.match(text, latin.end()) and latin[0] in known.sources:
        return WrittenName(latin[0], latin.end())
    return WrittenName(key[0], key.end())


def begins_citation(text: str, start: int, known: KnownIds = NO_IDS) -> bool:
    """Whether the bracket at an offset begins a citation: a source or a claim directly after it, or a known one later."""
    for match in _MARK.finditer(text, start + 1):
        at, first = match.start(), match.start() == start + 1 or text[start + 1 : match.start()] == "-"
        if match[0] in "[]":
            return False
        if match[0] == "@" and may_name_source(text, at) and (found := name_at(text, at, known)):
            if first or known.looks_like_source(found.name):
                return True
        elif match[0] == "#" and (claim := _CLAIM.match(text, at)) and (first or claim[1] in known.claims):
            return True
    return False


def citation_end(text: str, start: int, known: KnownIds = NO_IDS) -> int:
    """The offset after the bracket that ends a citation; 0 where none begins, or where it does not end.

    Args:
        text: the prose.
        start: offset of the bracket at the beginning.
        known: the ids that may be named.
    """
    return bracket_end(text, start) if begins_citation(text, start, known) else 0


def bracket_end(text: str, start: int) -> int:
    """The offset after the bracket that closes the one at an offset; 0 where none does.

    Brackets within quotation marks do not close it. Each is looked for up to where the next citation begins, so that the
    time is linear.
    """
    following = _NEXT_OPENING.search(text, start + 1)
    limit = following.start() if following else len(text)
    faulty, depth = 0, 0
    for match in islice(_BRACKET.finditer(text, start + 1, limit), _MOST_ENDS):
        if match[0] == "[":
            depth += 1
            continue
        written = text[start + 1 : match.start()]
        ranges = quoted_ranges(written)
        if ranges and not ranges[-1].end:
            faulty = faulty or (match.end() if depth <= 0 else 0)
        elif not _BRACKET.search(_without(written, ranges)):
            return match.end()
        elif depth <= 0:
            break
        depth -= 1
    return faulty


def _without(written: str, ranges: list[QuotedRange]) -> str:
    """A text without its quotations."""
    parts, at = [], 0
    for start, end in ranges:
        parts.append(written[at:start])
        at = end
    return "".join([*parts, written[at:]])


@lru_cache(maxsize=1024)  # a briefing cites each source several times
def parse_citation(written: str, known: KnownIds = NO_IDS) -> ParsedCitation:
    """Parses the text between the brackets of a citation: `see @one, p. 4; @two; #claim`."""
    shown = _ENTITY.sub(lambda entity: unescape(entity[0]), written)
    return _Reader(shown, known).read()


def parse_place(
    written: str, source: CitedSource, known: KnownIds
) -> tuple[tuple[CitedSource, ...], tuple[ProseFault, ...]]:
    """What is written in brackets after a source that a sentence names: `@source [p. 4, "words"; see @other]`.

    Args:
        written: the text between the brackets.
        source: the source.
        known: the ids that may be named.

    Returns:
        The source with its place and quotation, the other sources in the brackets, and what is wrong.
    """
    items, faults = parse_citation(f"@{{{source.source}}} {written}", known)
    cited = [item for item in items if isinstance(item, CitedSource)]
    found = [replace(fault, within="", offset=-1) for fault in faults]
    if len(cited) < len(items):
        claims = [item.claim for item in items if isinstance(item, NamedClaim)]
        remedy = f"end the brackets before it: `[#{claims[0]}]`"
        found.append(
            ProseFault(_NOT_READ, "a claim is named in the place of a source", f"#{claims[0]}", remedy)
        )
    return (replace(cited[0], mode=source.mode, name=source.name), *cited[1:]), tuple(found[:1])


class _Reader:
    """Reads one citation.

    Args:
        text: the text between the brackets.
        known: the ids that may be named.
    """

    def __init__(self, text: str, known: KnownIds) -> None:
        self.text = text
        self.known = known
        ranges = quoted_ranges(text)
        self.faults = [self._bad_mark(found) for found in ranges if not found.end]
        self.ranges = [found for found in ranges if found.end]
        self.starts = [found.start for found in self.ranges]

    def read(self) -> ParsedCitation:
        """The sources and claims, and the first fault."""
        items: list[CitedSource | NamedClaim] = []
        for start, end in self._parts():
            mark = self._first_mark(start, end)
            if mark < 0:  # reported by `_parts`
                continue
            items.append(
                self._source(start, mark, end) if self.text[mark] == "@" else self._claim(start, mark, end)
            )
        return ParsedCitation(tuple(items), tuple(self.faults[:1]))

    def _parts(self) -> Iterator[tuple[int, int]]:
        """The citation split at each `;` outside quotation marks. What names nothing belongs to the part before it."""
        stops = [match.start() for match in re.finditer(";", self.text) if not self._is_quoted(match.start())]
        begun = -1
        edges = [-1, *stops, len(self.text)]
        for before, stop in pairwise(edges):
            named = self._first_mark(before + 1, stop) >= 0
            if begun < 0 or (named and self._first_mark(begun, before) >= 0):
                if begun >= 0:
                    yield begun, before
                begun = before + 1
            elif not named:
                self._check_place(before + 1, stop)
        yield begun, len(self.text)

    def _check_place(self, start: int, end: int) -> None:
        """Reports a part that is neither a source nor a claim, nor another place in the source before it."""
        part = self.text[start:end].strip()
        quoted = any(start <= found.start < end for found in self.ranges)
        is_place = quoted or (re.search(r"\d", part) and not self.known.looks_like_source(part))
        if part and not is_place:
            at = start + self.text[start:end].index(part)
            near = self.known.meant(part)
            remedy = (
                f"write `@{near}`"
                if near
                else "write `@` before the id of a source; put a place after a comma"
            )
            self._report(_NOT_READ, f"`{part}` names no source and no claim", part, at, remedy)

    def _first_mark(self, start: int, end: int) -> int:
        """The offset of the first `@` or `#` of a part that names something; -1 for none."""
        for match in _MARK.finditer(self.text, start, end):
            at = match.start()
            if self._is_quoted(at):
                continue
            if (
                match[0] == "@"
                and may_name_source(self.text, at)
                and (found := name_at(self.text, at, self.known))
            ):
                bare = self.text[start:at].strip() in ("", "-")
                if bare or self.known.looks_like_source(found.name):
                    return at
            elif match[0] == "#" and (claim := _CLAIM.match(self.text, at)):
                bare = not self.text[start:at].strip()
                if bare or claim[1] in self.known.claims:
                    return at
        return -1

    def _is_quoted(self, at: int) -> bool:
        number = bisect_right(self.starts, at) - 1
        return number >= 0 and at < self.ranges[number].end

    def _claim(self, start: int, at: int, end: int) -> NamedClaim:
        claim = _CLAIM.match(self.text, at, end)
        if claim is None:
            return NamedClaim("")
        rest = self.text[claim.end() : end].strip(_SEPARATORS)
        if rest:
            where = self.text.index(rest, claim.end())
            remedy = f"write `[#{claim[1]}]`, and other words outside; name several as `[#one; #two]` or `[@one; #two]`"
            self._report(_NOT_READ, f"`{rest}` after a claim is not read", rest.split()[0], where, remedy)
        return NamedClaim(claim[1], " ".join(self.text[start:at].split()))

    def _source(self, start: int, at: int, end: int) -> CitedSource:
        run = _BRACED.match(self.text, at + 1) or _NAME.match(self.text, at + 1)
        found = name_at(self.text, at, self.known)
        if found is None or run is None:
            return CitedSource("")
        name, after = found
        rest = self.text[after : run.end()]
        if rest.strip(".:!?") and not _UNSPACED.match(rest):
            name = self.text[at + 1 : run.end()]  # such as an id with a long dash in it
        after = max(after, run.end()) if name != found.name or not rest.strip(".:!?") else after
        mode = YEAR_ONLY if self.text[at - 1 : at] == "-" and at > start else ""
        prefix = self.text[start : at - 1 if mode else at]
        self._check_rest(after, end)
        return replace(self._cited(name, (start, after, end), prefix), mode=mode)

    def _check_rest(self, after: int, end: int) -> None:
        """Reports a second source or claim that is not after a semicolon."""
        for match in _MARK.finditer(self.text, after, end):
            at, separator = match.start(), self.text[after : match.start()].strip()
            if self._is_quoted(at):
                continue
            if (
                match[0] == "@"
                and may_name_source(self.text, at)
                and (found := name_at(self.text, at, self.known))
            ):
                named = separator in ("", ",", "-", ",-") or self.known.looks_like_source(found.name)
                written = self.text[at : found.end]
            elif match[0] == "#" and (claim := _CLAIM.match(self.text, at)):
                named = claim[1] in self.known.claims or (
                    separator in ("", ",") and not claim[1][0].isdigit()
                )
                written = claim[0]
            else:
                continue
            if named:
                remedy = f"put a semicolon before it: `[@one; {written}]`"
                self._report(
                    _NOT_READ,
                    f"`{written}` is not read: a semicolon is missing before it",
                    written,
                    at,
                    remedy,
                )
                return

    def _cited(self, name: str, edges: tuple[int, int, int], prefix: str) -> CitedSource:
        """A source with its prefix, place and quotation.

        Args:
            name: id of the source.
            edges: offsets at which its part begins, after its name, and at which its part ends.
            prefix: the text before its name.
        """
        start, after, end = edges
        own = [found for found in self.ranges if start <= found.start < end]
        if len(own) > 1:
            self.faults.append(self._bad_mark(own[1]))
        locator, quote = self.text[after:end], ""
        if own:
            quoted = own[0]
            quote = bare_words(self.text[quoted.start : quoted.end])
            if quoted.start < after:
                prefix = prefix.replace(self.text[quoted.start : quoted.end], " ")
            else:
                locator = self.text[after : quoted.start] + self.text[quoted.end : end]
        locator = " ".join(locator.split()).strip(_SEPARATORS)
        prefix = " ".join(prefix.split()).strip(" ,，、،")
        for words in (prefix, locator):
            if marked := _EMPHASIS.search(words):
                at = max(0, self.text.find(marked[0]))
                remedy = "write the words of a citation without `*`, `_` and backquotes, or put them outside the brackets"
                self._report(EMPHASIS, "Markdown is not read in a citation", marked[0], at, remedy)
        return CitedSource(name, locator, quote, prefix)

    def _report(self, code: str, message: str, needle: str, at: int, remedy: str) -> None:
        self.faults.append(ProseFault(code, message, needle, remedy, self.text, at))

    def _bad_mark(self, found: QuotedRange) -> ProseFault:
        """The fault of a mark without its partner, or of a second quotation in one part of a citation."""
        word = re.compile(r"\S+").match(self.text, found.start)
        needle = word[0].rstrip("];,") if word else self.text[found.start]
        if found.end:
            return ProseFault(
                "B347",
                "two quotations are in one part of a citation",
                needle,
                "name the source again before the second one: `[@source, “one”; @source, “two”]`;"
                " write the name of a chapter without marks",
                self.text,
                found.start,
            )
        return ProseFault(
            "B346",
            f"the quotation mark {self.text[found.start]} has no partner",
            needle,
            "write a mark at both ends of the quoted words; write an apostrophe as ’",
            self.text,
            found.start,
        )
