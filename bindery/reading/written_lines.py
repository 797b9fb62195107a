"""A file as lines of keys, list items and texts, as an author sees it, for messages about files that are not valid YAML."""

from __future__ import annotations

import re
from typing import NamedTuple

from bindery.text.span import Span, Text

# White space that looks like a space and is none to YAML.
ODD_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LONGEST_EXAMPLE = 60  # characters of an author's text that a help repeats
_LEAD = re.compile(r"[ \t]*(?:-[ \t]+)*")
_KEY = re.compile(r"([A-Za-z_][\w-]*) *:(?= |$)")


class WrittenLine(NamedTuple):
    """One line of a file.

    Attributes:
        text: the file.
        number: its number, from 1.
        words: its characters, without the line end.
    """

    text: Text
    number: int
    words: str

    @property
    def lead(self) -> int:
        """How many characters come before its first key or text: its indentation and its `- `."""
        match = _LEAD.match(self.words)
        return match.end() if match else 0

    @property
    def indent(self) -> int:
        """How many spaces it begins with."""
        return len(self.words) - len(self.words.lstrip(" \t"))

    @property
    def key(self) -> str:
        """The key that it begins with, after any `- `; empty when it does not begin with a key."""
        match = _KEY.match(self.words, self.lead)
        return match[1] if match else ""

    @property
    def value(self) -> str:
        """What follows its key, or its `- ` when it has no key."""
        match = _KEY.match(self.words, self.lead)
        return self.words[match.end() if match else self.lead :].strip()

    def span(self, start: int, end: int) -> Span:
        """The characters from one column up to another, counted from 0."""
        first = self.text.line_starts[self.number - 1]
        return self.text.span(first + start, first + max(end, start + 1))

    def words_span(self) -> Span:
        """All of it without its indentation."""
        return self.span(self.indent, len(self.words.rstrip()))


def line_at(text: Text, number: int) -> WrittenLine:
    """The line with this number, counted from 1."""
    return WrittenLine(text, number, text.line(number))


def line_above(line: WrittenLine) -> WrittenLine | None:
    """The nearest line above that has words and is not a comment; None when there is none."""
    for number in range(line.number - 1, 0, -1):
        above = line_at(line.text, number)
        if above.words.strip() and not above.words.lstrip().startswith("#"):
            return above
    return None


def quoted(words: str) -> str:
    """A text as YAML reads it whole: in double quotation marks where that needs no change in it; else in single ones."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def example(words: str, before: str = "") -> str:
    """An example of how to write something, in backticks; empty where it would be too long to read."""
    return f"`{before}{words}`" if len(words) <= _LONGEST_EXAMPLE and "`" not in words else ""
