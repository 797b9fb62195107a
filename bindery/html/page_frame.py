"""Frames of pages: what many pages share is finished once, and each page's own parts are put in, which are finished too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bindery.html import csp
from bindery.html.csp import InlineHashes
from bindery.html.material_fixes import ARTICLE

_MARK = re.compile("\ue000([^\ue001]*)\ue001")
POLICY, STYLE = "policy", "style"  # names of the marks of what follows from a page's own text


def mark_of(name: str) -> str:
    """What stands in a page for a part in which other pages differ."""
    return f"\ue000{name}\ue001"


@dataclass(frozen=True)
class PageFrame:
    """A finished page with marks in the place of its own parts.

    Attributes:
        pieces: the HTML between the marks, one more than there are marks.
        names: the names of the marks, in order.
        text: name of the mark of the page's text.
        before: what may run of the HTML before the text.
        after: what may run of the HTML after the text.
    """

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    text: str
    before: InlineHashes
    after: InlineHashes

    def as_json(self) -> list[Any]:
        """The frame as JSON can hold it."""
        hashes = ((one.scripts, one.styles) for one in (self.before, self.after))
        return [list(self.pieces), list(self.names), self.text, *([*map(list, one)] for one in hashes)]

    @classmethod
    def from_json(cls, found: Sequence[Any]) -> PageFrame:
        """The frame that `as_json` was called on."""
        pieces, names, text, *hashes = found
        return cls(tuple(pieces), tuple(names), text, *(InlineHashes(*map(tuple, one)) for one in hashes))

    def filled(self, fills: Mapping[str, str]) -> str:
        """The HTML of a page with its own parts at the marks.

        White space at the beginnings of lines is left out before the page's article, as `material_fixes.fix_page` does:
        a part that comes after the end of a line loses that which it begins with.

        Args:
            fills: the parts by the names of their marks, finished.
        """
        parts: list[str] = []
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += (fills[name], piece)
        made = [self.pieces[0]]
        at_line_start = made[0].endswith("\n")
        for part in parts[: self._before_article]:
            if own := part.lstrip() if at_line_start else part:
                made.append(own)
                at_line_start = own.endswith("\n")
        return "".join((*made, *parts[self._before_article :]))

    @cached_property
    def _before_article(self) -> int:
        """How many of the parts and pieces after the first piece begin before the page's article."""
        return 2 * next((at for at, piece in enumerate(self.pieces) if ARTICLE in piece), len(self.names))


def split_at_marks(page: str, text: str, mark: str, allowed: csp.AllowedSources) -> PageFrame:
    """The frame of a page that is finished, except that it has no policy yet.

    Args:
        page: the page, with marks in the place of its own parts.
        text: name of the mark of the page's text.
        mark: the mark of scripts and styles from templates, as `csp.mark_template` sets it; it is removed.
        allowed: what pages may load in addition to the site's own files.
    """
    before, _, after = page.partition(mark_of(text))
    hashes = (csp.hashes_of(part, mark, allowed) for part in (before, after))
    page = page.replace(f" {mark}", "").replace("</head>", f"{mark_of(STYLE)}</head>", 1)
    parts = _MARK.split(csp.with_policy_element(page, mark_of(POLICY)))
    return PageFrame(tuple(parts[::2]), tuple(parts[1::2]), text, *hashes)


__all__ = ["POLICY", "STYLE", "PageFrame", "mark_of", "split_at_marks"]
