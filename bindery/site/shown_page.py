"""A generated page as the templates of the theme see it, where the site engine is not loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any


@dataclass
class TocEntry:
    """A heading in the table of contents of a page.

    Attributes:
        title: its text, as HTML.
        id: its anchor.
        level: its level, from 1.
        children: the headings below it.
    """

    title: str
    id: str
    level: int
    children: list[TocEntry] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of its anchor."""
        return f"#{self.id}"


@dataclass
class ShownPage:
    """A generated page, as the templates of the theme see it.

    Attributes:
        file: has the path of its Markdown file as `src_uri`.
        url: its address on the site.
        canonical_url: its full address; None where the site has none.
        is_homepage: whether it is the home page.
        is_index: whether its file is called `index`.
        meta: its front matter.
        toc: its headings.
        content: its text as HTML.
        edit_url: the address where it can be edited: none.
    """

    file: SimpleNamespace
    url: str
    canonical_url: str | None
    is_homepage: bool
    is_index: bool
    meta: dict[str, Any]
    toc: list[TocEntry]
    content: str
    edit_url: None = None
