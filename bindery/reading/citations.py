"""Finds citations in prose and reads them: `[@source, p. 4, "words"; @other]`."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import NamedTuple

from bindery.reading.prose import CitedSource, ProseFault
from bindery.reading.quotation_marks import QuotedRange, bare_words, quoted_ranges

OPENING = r"\[@"  # how every citation begins
_NAME = re.compile(r"\[@[^\[\]\s,;]+")
_NEXT_SOURCE = re.compile(r";\s*(?=@)")
_BRACKET = re.compile(r"[\[\]]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_MOST_ENDS = 20  # brackets within quotation marks at which a citation does not end


class ParsedCitation(NamedTuple):
    """What a citation says.

    Attributes:
        items: the sources, in the order in which they are written.
        faults: what is wrong with it.
    """

    items: tuple[CitedSource, ...]
    faults: tuple[ProseFault, ...] = ()


def citation_end(text: str, start: int) -> int:
    """The offset after the bracket that ends a citation; 0 where none begins.

    Brackets within quotation marks do not end it. Each citation is looked for up to where the next one begins, so that the
    time is linear.

    Args:
        text: the prose.
        start: offset of the bracket at the beginning.
    """
    if not _NAME.match(text, start):
        return 0
    limit = text.find("[@", start + 1)
    limit = limit if limit >= 0 else len(text)
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


def parse_citation(written: str) -> ParsedCitation:
    """Parses the text between the brackets of a citation: `@one, p. 4; @two`."""
    shown = _ENTITY.sub(lambda entity: unescape(entity[0]), written)
    ranges = quoted_ranges(shown)
    faults = [_fault(shown, found, written) for found in ranges if not found.end]
    ranges = [found for found in ranges if found.end]
    items: list[CitedSource] = []
    for start, end in _parts(shown, ranges):
        own = [found for found in ranges if start <= found.start < end]
        items.append(_cited_source(shown, start, end, own))
        if len(own) > 1:
            faults.append(_fault(shown, own[1], written))
    return ParsedCitation(tuple(items), tuple(faults[:1]))


def _parts(written: str, ranges: list[QuotedRange]) -> list[tuple[int, int]]:
    """The citation split at each `;` before another source, but not within quotation marks."""
    parts, at, number = [], 0, 0
    for match in _NEXT_SOURCE.finditer(written):
        while number < len(ranges) and ranges[number].end <= match.start():
            number += 1
        if number == len(ranges) or match.start() < ranges[number].start:
            parts.append((at, match.start()))
            at = match.end()
    return [*parts, (at, len(written))]


def _cited_source(written: str, start: int, end: int, ranges: list[QuotedRange]) -> CitedSource:
    """Parses one part of a citation: `@source`, and after commas a locator, a quotation or both."""
    match = re.compile(r"\s*@([^\s,;]+)\s*,?\s*").match(written, start, end)
    name, at = (match[1], match.end()) if match else (written[start:end].strip(), end)
    if not ranges:
        return CitedSource(name, " ".join(written[at:end].split()).strip(" ,"))
    quoted = ranges[0]
    rest = written[at : quoted.start] + written[quoted.end : end]
    return CitedSource(
        name, " ".join(rest.split()).strip(" ,"), bare_words(written[quoted.start : quoted.end])
    )


def _fault(shown: str, found: QuotedRange, written: str) -> ProseFault:
    """The fault of a mark without its partner, or of a second quotation in one part of a citation."""
    word = re.compile(r"\S+").match(shown, found.start)
    needle = word[0].rstrip("];,") if word else shown[found.start]
    if found.end:
        return ProseFault(
            "B347",
            "two quotations are in one part of a citation",
            needle,
            "name the source again before the second one: `[@source, “one”; @source, “two”]`;"
            " write the name of a chapter without marks",
            f"[{written}]",
        )
    return ProseFault(
        "B346",
        f"the quotation mark {shown[found.start]} has no partner",
        needle,
        "write a mark at both ends of the quoted words; write an apostrophe as ’",
        f"[{written}]",
    )
