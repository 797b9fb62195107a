"""Makes a page ready to publish: fixes Material's HTML and adds the security policy."""

from __future__ import annotations

from dataclasses import dataclass

from bindery.html import csp, material_fixes


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
        """A part from before a page's text, as it is in the finished page; it has no style and no script."""
        return material_fixes.without_indents(html).replace(f" {self.mark}", "")
