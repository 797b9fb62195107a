"""A page finished: cured, and given its policy. The whole of it, or its frame once and by itself what each page adds.

Most of a page is its frame, which is the same on hundreds of others. What a page adds to it can be finished alone where
nothing in it bears on the rest: no style or script that the policy would name, and nothing that is cured once a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bindery.html import csp, material_fixes
from bindery.html.page_parts import TextSigns

_MARKED = re.compile(r'[<"\n]')  # what a part has that is more than words


@dataclass(frozen=True)
class PageFinisher:
    """How the pages of a site are finished.

    Attributes:
        mark: that of what templates hold; it goes.
        allowed: what pages may load beside the site's own files.
    """

    mark: str
    allowed: csp.AllowedSources

    def whole(self, html: str) -> str:
        """A page as it is published."""
        return csp.with_policy(material_fixes.fix_page(html), self.mark, self.allowed)

    def text(self, html: str, seen: TextSigns) -> tuple[str, str] | None:
        """A page's own text, finished, and the style that stands before it; None where only the whole page can be.

        Args:
            html: the text.
            seen: what it looks like.
        """
        if seen.plain:
            return html, ""
        return csp.styles_to_classes(material_fixes.fix_text(html)) if seen.tame else None

    def dressed(self, head: str, style: str) -> str:
        """What stands before a page's text, finished, with the style of that text."""
        return csp.with_style(head, style, self.allowed)

    def added(self, before: Sequence[str], within: Sequence[str], done: str = "") -> list[str] | None:
        """What a page adds to a frame, finished; None where only the whole page can be.

        Args:
            before: what it adds before the element of its text, in order.
            within: what it adds from there on.
            done: that of these which is finished.
        """
        listed = any(material_fixes.LISTED in part for part in before)
        cured = [_before(part, self.mark, listed=listed) for part in before]
        cured += [part if part is done else _within(part, self.mark) for part in within]
        found = [part for part in cured if part is not None]
        return found if len(found) == len(cured) else None


@lru_cache(maxsize=1024)  # many pages have the same navigation and the same contents
def _before(part: str, mark: str, *, listed: bool) -> str | None:
    """A part of what stands before the text; None where it bears on others."""
    if not _MARKED.search(part):
        return part
    cured = None if csp.affects_policy(part, mark) else material_fixes.fix_part(part, listed=listed)
    return cured if cured is None else cured.replace(f" {mark}", "")


def _within(part: str, mark: str) -> str | None:
    """The text, or what stands beside it; None where it bears on other parts."""
    return None if csp.affects_policy(part, mark) else material_fixes.fix_text(part).replace(f" {mark}", "")


def join_parts(parts: Iterable[str]) -> str:
    """Parts of what stands before a page's text, each cured, as they would be had they been cured as one.

    Of blanks after a line break nothing is kept, and they may begin in one part and end in another.
    """
    found: list[str] = []
    broken = False
    for part in parts:
        kept = part.lstrip() if broken else part
        if kept:
            found.append(kept)
            broken = kept[-1] == "\n"
    return "".join(found)
