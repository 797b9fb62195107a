"""Splits a generated page into its Markdown headings, which the site engine has to parse, and the HTML between them.

Our templates write headings as Markdown, so that every engine puts them into a page's table of contents, and all else
as HTML, which Markdown leaves unchanged. Parsing that HTML only to leave it unchanged would take most of a build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITALIC = {"<em>", "<cite>", "bd-basis"}
_SIGNS = ("<h1", *sorted(_ITALIC))
_HEADING = re.compile(r"\n(#{1,6} .+)")  # much faster than `^` with re.MULTILINE
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class PageParts:
    """The parts of a page.

    Attributes:
        headings: lines of Markdown, in order.
        parts: the HTML before the first heading, between headings, and after the last: one more than headings.
    """

    headings: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def outline(self) -> str:
        """A Markdown page of the headings alone."""
        return "\n\n".join(self.headings)

    def filled(self, outline: str) -> str:
        """The whole page as HTML.

        Args:
            outline: the headings as HTML, one per line.

        Raises:
            ValueError: `outline` has more or fewer lines than the page has headings.
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
    """What a page's text contains that affects the rest of the page.

    Attributes:
        signs: strings that were found, such as `<em>` or `<h1`.
    """

    signs: tuple[str, ...]

    @property
    def italic(self) -> bool:
        """Whether the page needs the italic font."""
        return not _ITALIC.isdisjoint(self.signs)


def text_signs(html: str) -> TextSigns:
    """Finds what a text contains that affects the rest of its page."""
    return TextSigns(tuple(sign for sign in _SIGNS if sign in html))


def anchors(html: str) -> set[str]:
    """The ids in a page, which links can point to."""
    return set(_ID.findall(html))


def take_apart(markdown: str) -> PageParts:
    """Splits a page that our own templates made into headings and HTML.

    The page may contain only headings, each on its own line, and HTML. Other Markdown would be left as it is. No other
    line may begin with `#` and a space; prose writes such a `#` as an entity.
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
