"""Texts and the ranges in them: the content of a file, and a span of it with line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"[\w-]")


@dataclass(frozen=True)
class Text:
    """The text of a file, with LF line ends and without a byte order mark.

    Attributes:
        path: path of the file relative to the project, with `/` on every system.
        content: its characters.
    """

    path: str
    content: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line."""
        *before, _ = self.content.split("\n")
        return tuple(accumulate((len(line) + 1 for line in before), initial=0))

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both counted from 0; at most the length of the text."""
        if line >= len(self.line_starts):
            return len(self.content)
        return min(self.line_starts[line] + column, len(self.content))

    def line(self, number: int) -> str:
        """The line with this number, counted from 1, without its line end."""
        start = self.line_starts[number - 1]
        end = self.content.find("\n", start)
        return self.content[start:] if end < 0 else self.content[start:end]

    def span(self, start: int, end: int) -> Span:
        """The range from offset `start` up to, but not including, offset `end`."""
        return Span(self, start, end)


class Span(NamedTuple):
    """A range of a text.

    Attributes:
        text: the text that contains the range.
        start: offset of its first character.
        end: offset after its last character.
    """

    text: Text
    start: int
    end: int

    def __repr__(self) -> str:
        """The range without the text, which is long."""
        return f"Span({self.start}, {self.end})"

    @property
    def line(self) -> int:
        """Number of the line on which the range starts, from 1."""
        return bisect_right(self.text.line_starts, self.start)

    @property
    def column(self) -> int:
        """Number of the column at which the range starts, from 1, in characters."""
        return self.start - self.text.line_starts[self.line - 1] + 1

    @property
    def width(self) -> int:
        """How many characters of its first line the range covers; at least 1, so that a caret can be drawn."""
        rest = len(self.text.line(self.line)) - (self.column - 1)
        return max(1, min(self.end - self.start, rest))

    @property
    def content(self) -> str:
        """The characters of the range, exactly as in the file."""
        return self.text.content[self.start : self.end]

    def find(self, needle: str, occurrence: int = 0) -> Span:
        """A place of a word within this range, or the whole range when the word is not found.

        Args:
            needle: the text to find. No word character or hyphen may follow it.
            occurrence: which of the places to return, counted from 0.
        """
        text = self.text.content
        start = text.find(needle, self.start, self.end)  # faster than compiling a pattern for each needle
        while start >= 0:
            end = start + len(needle)
            whole = end >= self.end or not _WORD.match(text, end)
            if whole and not occurrence:
                return Span(self.text, start, end)
            occurrence -= whole
            start = text.find(needle, end if whole else start + 1, self.end)
        return self
