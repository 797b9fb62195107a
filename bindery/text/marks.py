"""What a source has besides its words to say where they are: printed page numbers, headings and time codes.

The readers of snapshots write marks into a text, between two control characters. The marks are taken out again before the
text is split into tokens, and their places are kept as numbers of tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bindery.text.section_numbers import number_of_heading

_OPEN, _CLOSE = "\x1d", "\x1c"  # both are white space, so that no token ever contains one
_MARK = re.compile(rf"{_OPEN}(h[0-9]|/|t[0-9]+){_CLOSE}")
_STRAY = re.compile(f"[{_OPEN}{_CLOSE}]")

HEADING_END = f"{_OPEN}/{_CLOSE}"
NO_LEVEL = 0  # the level of a heading in a plain text


def heading_mark(level: int) -> str:
    """The mark before a heading; `HEADING_END` comes after it."""
    return f"{_OPEN}h{level}{_CLOSE}"


def cue_mark(seconds: int) -> str:
    """The mark where the words begin that were said at this time."""
    return f"{_OPEN}t{seconds}{_CLOSE}"


def without_control(text: str) -> str:
    """A text from outside in which nothing can be taken for a mark."""
    return _STRAY.sub(" ", text)


class Heading(NamedTuple):
    """A heading.

    Attributes:
        start: number of its first token.
        end: number of the token after its last one.
        level: 1 to 6 as in HTML; `NO_LEVEL` for a numbered line of a plain text.
        number: its number, such as `3.2` or `article 5`; may be empty.
    """

    start: int
    end: int
    level: int
    number: str


class Cue(NamedTuple):
    """A time code.

    Attributes:
        start: number of the first token that was said at this time or later.
        seconds: the time since the beginning, in whole seconds.
    """

    start: int
    seconds: int


@dataclass(frozen=True)
class Marks:
    """The places of a text that a locator may name.

    Attributes:
        labels: the number printed on each page; empty when it is the same as that of the page in the file.
        headings: the headings, in reading order.
        cues: the time codes, in reading order.
    """

    labels: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    cues: tuple[Cue, ...] = ()


NO_MARKS = Marks()


class PlacedMark(NamedTuple):
    """A mark and its offset in the text without marks."""

    offset: int
    name: str


def take_marks(text: str) -> tuple[str, list[PlacedMark]]:
    """The text without marks, and the marks with their offsets in it."""
    if _OPEN not in text:
        return text, []
    parts: list[str] = []
    marks: list[PlacedMark] = []
    at = length = 0
    for match in _MARK.finditer(text):
        parts.append(text[at : match.start()])
        length += match.start() - at
        marks.append(PlacedMark(length, match[1]))
        at = match.end()
    return "".join([*parts, text[at:]]), marks


def marks_at_tokens(
    text: str,
    marks: Sequence[PlacedMark],
    lengths: Iterable[int],
    starts: Sequence[int],
    labels: Sequence[str],
) -> Marks:
    """The marks of a text by the numbers of its tokens.

    Args:
        text: the text, as written, without marks.
        marks: the marks in it.
        lengths: how long the text up to each mark is in the form in which it was split into tokens.
        starts: the offset of each token in that form.
        labels: the number printed on each page.
    """
    headings: list[Heading] = []
    cues: list[Cue] = []
    opened: tuple[int, int, int] | None = (
        None  # token, level and offset of a heading whose end is still to come
    )
    for mark, length in zip(marks, lengths, strict=True):
        token = bisect_left(starts, length)
        if mark.name.startswith("t"):
            cues.append(Cue(token, int(mark.name[1:])))
        elif mark.name.startswith("h"):
            opened = token, int(mark.name[1:]), mark.offset
        elif opened:
            first, level, offset = opened
            if first < token:
                headings.append(
                    Heading(first, token, level, number_of_heading(text[offset : mark.offset].strip()))
                )
            opened = None
    return Marks(tuple(labels), tuple(headings), tuple(cues))
