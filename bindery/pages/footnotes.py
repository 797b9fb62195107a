"""The footnotes of a page: they are called a, b, c, since numbers in brackets are sources, and listed below the section."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

_LIST = '<ol data-notes="1">'
_ITEM = re.compile(r'<li data-note="\d+">(.*?)</li>\s*(?=<li data-note=|</ol>\s*$)', re.DOTALL)
_MARK = re.compile(r'<bindery-note n="(\d+)"></bindery-note>')
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Footnote:
    """A footnote.

    Attributes:
        letter: how it is called: `a` to `z`, then `aa`.
        place: what its ids on the page end with.
        text: its HTML.
    """

    letter: str
    place: str
    text: Markup


def letters(number: int) -> str:
    """The name of a footnote by its number, from 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, len(_LETTERS))
        name = _LETTERS[rest] + name
    return name


class FootnoteList:
    """The footnotes of a section while its page is made.

    Args:
        mark: the HTML of the mark of a footnote in the text, for a footnote and whether the text has it the first time.
    """

    def __init__(self, mark: Callable[[Footnote, bool], Markup]) -> None:
        self._mark = mark
        self._listed: list[Footnote] = []

    def read(self, html: Markup, suffix: str) -> Markup:
        """Some prose with the marks of its footnotes, which are added to the list.

        Args:
            html: the prose, with its footnotes at the end.
            suffix: what the ids of its footnotes end with, before their letters; may be empty.
        """
        body, found, listed = str(html).partition(_LIST)
        if not found:
            return html
        first = len(self._listed) + 1
        names = [letters(first + number) for number, _ in enumerate(_ITEM.findall(listed))]
        notes = [
            Footnote(name, f"{suffix}{name}", Markup(text.strip()))  # noqa: S704  sanitised
            for name, text in zip(names, _ITEM.findall(listed), strict=True)
        ]
        seen: set[int] = set()

        def mark(match: re.Match[str]) -> str:
            number = int(match[1]) - 1
            once = number not in seen
            seen.add(number)
            return str(self._mark(notes[number], once)) if number < len(notes) else ""

        text = _MARK.sub(mark, body.rstrip())
        self._listed += [
            Footnote(note.letter, note.place, Markup(_MARK.sub(mark, note.text)))  # noqa: S704
            for note in notes
        ]
        return Markup(text)  # noqa: S704  sanitised, and made by a template

    def take(self) -> list[Footnote]:
        """The footnotes since they were last taken."""
        taken, self._listed = self._listed, []
        return taken
