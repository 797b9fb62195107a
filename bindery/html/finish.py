"""Makes a page ready to publish: fixes Material's HTML and adds the security policy, for a whole page or for its parts.

Most of a page is its frame, which hundreds of pages share. What a page adds to the frame can be finished by itself if
it does not affect the rest: no style or script that the policy has to list, and no fix that applies once per page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bindery.html import csp, material_fixes
from bindery.html.page_parts import TextSigns

_MARKUP = re.compile(r'[<"\n]')  # a part without any of these is plain text


@dataclass(frozen=True)
class PageFinisher:
    """Finishes the pages of a site.

    Attributes:
        mark: the mark of scripts and styles from templates, as `csp.mark_template` sets it; it is removed.
        allowed: what pages may load in addition to the site's own files.
    """

    mark: str
    allowed: csp.AllowedSources

    def whole(self, html: str) -> str:
        """The finished page."""
        return csp.with_policy(material_fixes.fix_page(html), self.mark, self.allowed)

    def prepared(self, html: str) -> tuple[str, csp.InlineHashes]:
        """A page that other plugins have not changed yet, finished except for its policy, and what may run in it."""
        return csp.without_marks(material_fixes.fix_page(html), self.mark, self.allowed)

    def completed(self, html: str, before: str, hashes: csp.InlineHashes) -> str:
        """A page with its policy.

        Args:
            html: the page, after other plugins.
            before: what `prepared` returned.
            hashes: what may run in that.
        """
        if html != before:
            hashes = csp.still_there(html, hashes, self.allowed)
        return csp.add_policy(html, hashes, self.allowed)

    def text(self, html: str, seen: TextSigns) -> tuple[str, str] | None:
        """The page's own text, finished; None if only the whole page can be finished.

        Args:
            html: the text, without the frame.
            seen: the result of `text_signs` for the text.

        Returns:
            The text, and CSS rules for the head of the page; they may be empty.
        """
        if seen.plain:
            return html, ""
        return csp.styles_to_classes(material_fixes.fix_text(html)) if seen.tame else None

    def dressed(self, head: str, style: str) -> str:
        """The finished part of a page before its text, with the CSS rules of that text added."""
        return csp.with_inline_style(head, style, self.allowed)

    def added(self, before: Sequence[str], within: Sequence[str], done: str = "") -> list[str] | None:
        """The finished parts that a page adds to its frame; None if only the whole page can be finished.

        Args:
            before: HTML that the page adds before its `<article>`, in order.
            within: HTML that it adds from there on, in order.
            done: the item of `within` that is finished already; it is compared by identity.
        """
        listed = any(material_fixes.LISTED in part for part in before)
        finished = [_before(part, self.mark, listed=listed) for part in before]
        finished += [part if part is done else _within(part, self.mark) for part in within]
        found = [part for part in finished if part is not None]
        return found if len(found) == len(finished) else None


@lru_cache(maxsize=1024)  # many pages have the same navigation and the same contents
def _before(part: str, mark: str, *, listed: bool) -> str | None:
    """A finished part from before the text; None if it affects other parts."""
    if not _MARKUP.search(part):
        return part
    fixed = None if csp.affects_policy(part, mark) else material_fixes.fix_part(part, listed=listed)
    return fixed if fixed is None else fixed.replace(f" {mark}", "")


def _within(part: str, mark: str) -> str | None:
    """A finished part from within or after the text; None if it affects other parts."""
    return None if csp.affects_policy(part, mark) else material_fixes.fix_text(part).replace(f" {mark}", "")


def join_parts(parts: Iterable[str]) -> str:
    """Finished parts from before a page's text, joined as if they had been finished as one string.

    White space after a line break is removed, also where it begins in one part and continues in the next.
    """
    found: list[str] = []
    broken = False
    for part in parts:
        kept = part.lstrip() if broken else part
        if kept:
            found.append(kept)
            broken = kept[-1] == "\n"
    return "".join(found)
