"""What the files besides the pages are made from: the site, what was asked for, and the records of the whole site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bindery.model.names import Slug
from bindery.pages.site_parts import SiteParts
from bindery.pages.views import BriefingView, SiteView


@dataclass(frozen=True)
class ExportTask:
    """A site, or the part of it that was read, whose files are wanted.

    Attributes:
        site: what was read.
        parts: what the files of the whole site are made from; it holds all sources of the briefings that are wanted.
        only: names of the briefings whose files are wanted; None for all.
        with_list: whether the files of all sources are wanted.
    """

    site: SiteView
    parts: SiteParts
    only: Collection[Slug] | None = None
    with_list: bool = True

    @property
    def briefings(self) -> list[BriefingView]:
        """The briefings whose files are wanted, by name."""
        views = self.site.briefings
        return [view for slug, view in views.items() if self.only is None or slug in self.only]

    @property
    def public(self) -> list[BriefingView]:
        """Those of them that are not drafts."""
        return [view for view in self.briefings if not view.is_draft]
