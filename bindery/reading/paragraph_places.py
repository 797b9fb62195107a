"""Where each paragraph of parsed prose was written in its file."""

from __future__ import annotations

import re
from html import unescape

from bindery.reading.prose import Prose
from bindery.text.span import Span

_END = re.compile(r"</(?:p|li|td|th|dt|dd|blockquote|pre|h[1-6])>|(?=<[uo]l>)|<hr ?/?>")
_NUMBER = re.compile(r'<(?:p|li|td|th|dt|dd) data-paragraph="(\d+)"')
_PLACEHOLDER = re.compile(r'<bindery-(?:cite|claim) n="\d+"\s*(?:/>|></bindery-\w+>)')
_TAG = re.compile(r"<[^>]+>")
# What an author writes and readers do not see as words of the paragraph: citations, addresses of links, entities.
_UNSEEN = re.compile(r"\[[^\[\]\n]*@[^\[\]]*\]|\[#[^\[\]]*\]|\]\([^()\s]*\)|&#?\w+;")
_ESCAPE = re.compile(r"\\(?:x\w\w|u\w{4}|U\w{8}|.)")
_MARKS = "*_`\"'“„«‹‘([~^"
_LENGTHS = (80, 30, 12, 4)  # letters of a paragraph that are looked for, the most first


class _Letters:
    """The letters and digits of a text, with the offset of each in the file."""

    def __init__(self, span: Span) -> None:
        written = span.content
        if written.startswith('"'):
            written = _ESCAPE.sub(lambda match: " " * len(match[0]), written)
        shown = _UNSEEN.sub(lambda match: " " * len(match[0]), written)
        self.offsets = [span.start + at for at, char in enumerate(shown) if char.isalnum()]
        self.text = "".join(char for char in shown if char.isalnum())

    def find(self, needle: str, start: int) -> tuple[int, int]:
        """Index of the first letter of some words, and of the letter after those found; -1 twice where there are none.

        Args:
            needle: the letters of the words. If they are not all found in one run, the first of them are looked for.
            start: index at which the search begins.
        """
        for length in _LENGTHS:
            wanted = needle[:length]
            at = self.text.find(wanted, start)
            while at >= 0 and not self._is_whole(at, len(wanted) if wanted == needle else 0):
                at = self.text.find(wanted, at + 1)
            if at >= 0:
                return at, at + len(wanted)
        return -1, -1

    def _is_whole(self, at: int, length: int) -> bool:
        """Whether a word begins at an index and, if a length is given, one ends after it."""
        begins = at == 0 or self.offsets[at] > self.offsets[at - 1] + 1
        end = at + length
        ends = not length or end >= len(self.offsets) or self.offsets[end] > self.offsets[end - 1] + 1
        return begins and ends


def paragraph_places(prose: Prose, span: Span) -> dict[int, Span]:
    """The place of each numbered paragraph of some prose: its first line, from its first word.

    Paragraphs are searched for in their order, so that the same words in two of them are told apart.

    Args:
        prose: the parsed prose.
        span: where it was written.
    """
    letters = _Letters(span)
    found: dict[int, Span] = {}
    next_index = 0
    for part in _END.split(prose.html):
        needle = _first_letters(part)
        if not needle:
            continue
        at, after = letters.find(needle, next_index)
        if at >= 0:
            next_index = after
        else:
            at, _ = letters.find(needle, 0)  # such as a footnote, which pages show last
        number = _NUMBER.search(part)
        if number and at >= 0:
            found[int(number[1])] = _line_from(span, letters.offsets[at])
    return found


def _first_letters(part: str) -> str:
    """The letters of a part of the HTML up to its first citation, or after it where none come before."""
    for piece in _PLACEHOLDER.split(part):
        letters = "".join(char for char in unescape(_TAG.sub("", piece)) if char.isalnum())
        if letters:
            return letters
    return ""


def _line_from(span: Span, start: int) -> Span:
    """The rest of a line from an offset, with the marks of Markdown before it."""
    content = span.text.content
    first = span.start + (content[span.start] in "'\"")
    while start > first and content[start - 1] in _MARKS:
        start -= 1
    line_end = content.find("\n", start, span.end)
    words = content[start : span.end if line_end < 0 else line_end].rstrip()
    return span.text.span(start, start + len(words))
