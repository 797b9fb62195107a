"""A generated page taken apart: its headings, which a site engine reads, and its HTML, which nobody has to read again.

Our templates write headings as Markdown, so that every engine lists them among a page's contents, and all else as
HTML, which Markdown passes through as it is. Reading that HTML only to pass it through takes most of a build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGN = re.compile(r"<(?:em>|cite>|h1|thead>|style|/?script)")
_OTHER_SIGNS = (' style="', "bd-basis")
_ITALIC = {"<em>", "<cite>", "bd-basis"}
_PLAIN = {*_ITALIC, "<h1"}
_CURED = {*_PLAIN, "<thead>", ' style="'}
_HEADING = re.compile(r"\n(#{1,6} .+)")  # found much sooner than one that begins at any start of a line
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class PageParts:
    """A page in its parts.

    Attributes:
        headings: as Markdown, in order.
        parts: the HTML before the first heading, between each two, and after the last: one more than headings.
    """

    headings: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def outline(self) -> str:
        """The headings alone, as a page of Markdown."""
        return "\n\n".join(self.headings)

    def filled(self, outline: str) -> str:
        """The whole page as HTML.

        Args:
            outline: the headings as HTML, one a line.

        Raises:
            ValueError: there are more or fewer of them than there were.
        """
        lines = outline.split("\n") if self.headings else []
        if len(lines) != len(self.headings):
            message = f"{len(self.headings)} headings have become {len(lines)}"
            raise ValueError(message)
        pieces = [self.parts[0]]
        for line, part in zip(lines, self.parts[1:], strict=True):
            pieces += (line, part)
        return "\n".join(filter(None, pieces))


@dataclass(frozen=True)
class TextSigns:
    """What a page's text looks like to who makes the page of it.

    Attributes:
        signs: what it has of all that bears on what stands round it, in order.
    """

    signs: tuple[str, ...]

    @property
    def italic(self) -> bool:
        """Whether italic letters are asked for with it."""
        return not _ITALIC.isdisjoint(self.signs)

    @property
    def plain(self) -> bool:
        """Whether it is published as it is: it has no table's head, which is cured, and nothing that a policy names."""
        return _PLAIN.issuperset(self.signs)

    @property
    def tame(self) -> bool:
        """Whether what is not can be put right in it alone: it has no script, and no style but in attributes."""
        return _CURED.issuperset(self.signs)


def text_signs(html: str) -> TextSigns:
    """What a text looks like; it is read for all of its signs at once, since it is long."""
    found = {*_SIGN.findall(html), *(sign for sign in _OTHER_SIGNS if sign in html)}
    return TextSigns(tuple(sorted(found)))


def anchors(html: str) -> set[str]:
    """The ids in a page: places that a link can lead to."""
    return set(_ID.findall(html))


def take_apart(markdown: str) -> PageParts:
    """A page that our templates made, in its parts.

    It has to hold nothing but headings, each on a line, and HTML: what stands outside of HTML elements would not be
    read as Markdown. No other line may begin with `#` and a blank; prose writes such a `#` as an entity.
    """
    headings: list[str] = []
    parts: list[str] = []
    at = 0
    markdown = f"\n{markdown}"
    for match in _HEADING.finditer(markdown):
        headings.append(match[1])
        parts.append(markdown[at : match.start()])
        at = match.end()
    parts.append(markdown[at:])
    return PageParts(tuple(headings), tuple(part.strip("\n") for part in parts))
