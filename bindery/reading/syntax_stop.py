"""Where the YAML parser stopped: what the searches for mistakes look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from bindery.reading.written_lines import WrittenLine, line_above, line_at
from bindery.text.span import Span, Text

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEAR = 3  # lines above the one where the parser stopped that may have the mistake


class Mistake(NamedTuple):
    """A mistake that keeps a file from being read.

    Attributes:
        message: what is wrong.
        span: where.
        help: what to write.
        noticed: whether it may be far above the line where the parser stopped, so that a note names that line.
    """

    message: str
    span: Span
    help: str
    noticed: bool = False


@dataclass(frozen=True)
class SyntaxStop:
    """Where the parser stopped, and why.

    Attributes:
        text: the file.
        words: the parser's own words, in which a search looks for the kind of the error. No author reads them.
        noticed: offset at which the parser stopped.
        begun: offset of the beginning of what it was reading.
    """

    text: Text
    words: str
    noticed: int
    begun: int

    def says(self, *parts: str) -> bool:
        """Whether the parser's words have one of these parts."""
        return any(part in self.words for part in parts)

    @cached_property
    def line(self) -> WrittenLine:
        """The line on which the parser stopped."""
        return self._line(self.noticed)

    @cached_property
    def column(self) -> int:
        """The column at which the parser stopped, from 0."""
        return self.noticed - self.text.line_starts[self.line.number - 1]

    @cached_property
    def first(self) -> WrittenLine:
        """The line on which what the parser was reading begins."""
        return self._line(self.begun)

    def suspects(self) -> Iterator[WrittenLine]:
        """The lines that may have the mistake: where the parser stopped, where it began, and those just above."""
        yield self.line
        if self.first.number != self.line.number:
            yield self.first
        above = self.line
        for _ in range(_NEAR):
            found = line_above(above)
            if found is None:
                return
            if found.number != self.first.number:
                yield found
            above = found

    @cached_property
    def last_scalar(self) -> tuple[Span, str] | None:
        """The last key or value before the place where the parser stopped, and its style; None when there is none."""
        last: Any = None
        try:
            for token in yaml.scan(self.text.content, Loader=LOADER):
                if self._offset(token.start_mark) >= self.noticed:
                    break
                last = token if isinstance(token, yaml.ScalarToken) else last
        except yaml.YAMLError:
            pass  # the error that is being explained
        if last is None:
            return None
        span = self.text.span(self._offset(last.start_mark), self._offset(last.end_mark))
        return span, last.style or ""

    def _offset(self, mark: Any) -> int:
        return self.text.offset(mark.line, mark.column)

    def _line(self, offset: int) -> WrittenLine:
        """The line that has the character at this offset; a place after the last line counts to the last with words."""
        line = line_at(self.text, self.text.span(offset, offset).line)
        if offset >= len(self.text.content) and not line.words.strip():
            return line_above(line) or line
        return line
