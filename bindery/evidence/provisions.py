"""Finds the numbers of provisions and paragraphs whose text begins in the same line: `§ 3 Whoever …`, `12. The court …`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bindery.text.section_numbers import KIND, NUMBER_WORD, number_of_heading, sort_key

_PROVISION = re.compile(
    rf"^[ \t]*(?P<number>{KIND}\.?[ \t]*{NUMBER_WORD}\d{{1,4}}[a-z]?(?!\w)|[第제][ \t]?\w{{1,6}}[ \t]?[条條章節节조장절])"
    r"(?P<mark>[ \t]*[.:)）(（—–۔、-]*)[\s\u3000]*(?P<text>[^\W\d_]\w*)",
    re.MULTILINE | re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"^[ \t]*(?P<number>(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}\.))[ \t]*\n?[ \t]+(?P<text>[\"“„«‘(]?[^\W\d_])",
    re.MULTILINE,
)
_ENDS = (
    ".",
    ";",
    ":",
    "!",
    "?",
    "؟",
    "۔",
    "。",
    "；",
    "：",
    ")",
    "”",
    "“",
    "»",
    '"',
    "।",
)  # a line after which a provision begins
_SUBDIVISIONS = frozenset(["abs", "absatz", "satz", "nr", "para", "paragraph", "no", "al", "alinéa"])
_LOOK_BACK = 200  # characters before a provision that are looked at
_FEWEST = 2  # provisions with numbers that follow each other
_FEWEST_PARAGRAPHS = 3


def provision_numbers(text: str) -> list[tuple[int, int]]:
    """Where the numbers of provisions and of numbered paragraphs begin and end, in a plain text.

    A line that only refers to a provision may look the same. So a number counts if it is the only one of its kind, the
    line before it ends a sentence, and a number one less or one more is its neighbour; in an excerpt, where all numbers
    rise from line to line, also a number after such neighbours. Paragraphs have to fill at least half of the text, since
    lists have numbers too.
    """
    named = [match for match in _PROVISION.finditer(text) if _begins(text, match)]
    bare = [match for match in _PARAGRAPH.finditer(text) if _begins(text, match)]
    numbers = [*(_rising(named) or _consecutive(named, _FEWEST))]
    paragraphs = [*_consecutive(bare, _FEWEST_PARAGRAPHS)]
    if paragraphs and len(paragraphs) == len(bare) and 2 * (len(text) - paragraphs[0][0]) >= len(text):
        numbers += paragraphs
    return sorted(numbers)


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether a provision can begin here: after a sentence, an empty line or a title, and with no small letter."""
    words = match["text"]
    if words[-1:].islower() and words[:1].islower():
        return False
    if words.casefold() in _SUBDIVISIONS:
        return False
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    lines = before.rstrip()
    return not lines or before[len(lines) :].count("\n") > 1 or lines.endswith(_ENDS)


def _rising(matches: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """The numbers of an excerpt of a law, if all rise and are of one kind, and the first two follow each other; else none."""
    found = [number_of_heading(match["number"].strip()) for match in matches]
    if len(found) < _FEWEST or not all(found) or not _follows(*found[:2]):
        return []
    kinds = {number.rpartition(" ")[0] for number in found}
    rise = all(sort_key(one) < sort_key(other) for one, other in pairwise(found))
    return [match.span("number") for match in matches] if rise and len(kinds) == 1 else []


def _consecutive(matches: Sequence[re.Match[str]], fewest: int) -> Iterator[tuple[int, int]]:
    """The numbers that are one of at least so many that follow each other, and that occur once."""
    named = [(match, number_of_heading(match["number"].strip())) for match in matches]
    counts = Counter(number for _, number in named)
    run: list[tuple[re.Match[str], str]] = []
    for one in [*(one for one in named if one[1] and counts[one[1]] == 1), None]:
        if one and run and _follows(run[-1][1], one[1]):
            run.append(one)
            continue
        if len(run) >= fewest:
            yield from (match.span("number") for match, _ in run)
        run = [one] if one else []


def _follows(number: str, other: str) -> bool:
    """Whether a number is the next one of its kind: 4 or 3a after 3, 3b after 3a."""
    if number.rpartition(" ")[0] != other.rpartition(" ")[0]:
        return False
    (whole, *letter), (next_whole, *next_letter) = sort_key(number), sort_key(other)
    if next_whole[0] == whole[0]:
        return bool(next_letter) and next_letter > letter
    return next_whole[0] == whole[0] + 1 and not next_letter
