"""Makes a page ready to publish: fixes Material's HTML and adds the security policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bindery.html import csp, material_fixes
from bindery.html.page_frame import POLICY, STYLE, PageFrame, split_at_marks

_INLINE = ("<script", "<style")


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

    def part(self, html: str) -> str:
        """A part from before a page's text, as it is in the finished page; it has no style and no script that runs."""
        return material_fixes.without_indents(html).replace(f" {self.mark}", "")

    def frame(self, html: str, text: str) -> PageFrame:
        """The finished frame of a page with marks in the place of its own parts.

        Args:
            html: the page with marks.
            text: name of the mark of its text.
        """
        return split_at_marks(material_fixes.fix_page(html), text, self.mark, self.allowed)

    def framed(self, frame: PageFrame, fills: Mapping[str, str]) -> str:
        """The page that `whole` makes, put together of a finished frame and the page's own parts.

        Args:
            frame: the frame.
            fills: the parts by the names of their marks: the text as it was made, the others finished.
        """
        text, style = csp.styles_to_classes(material_fixes.fix_text(fills[frame.text]))
        hashes = csp.InlineHashes(styles=(csp.digest(style),) if style else ()) + frame.before
        if any(sign in text for sign in _INLINE):
            hashes += csp.hashes_of(text, self.mark, self.allowed)
        return frame.filled(
            {
                **fills,
                frame.text: text,
                STYLE: csp.style_element(style),
                POLICY: csp.policy_element(hashes + frame.after, self.allowed),
            }
        )
