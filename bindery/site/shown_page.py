"""A generated page as the templates of the theme see it, where the site engine is not loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from bindery.site.bodies import published_file

if TYPE_CHECKING:
    from bindery.site.bodies import BodyPage


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
    """

    file: SimpleNamespace
    url: str
    canonical_url: str | None
    is_homepage: bool
    is_index: bool
    meta: dict[str, Any]
    toc: list[TocEntry]
    content: str


def page_address(path: str, *, directory_urls: bool) -> str:
    """The address on the site of the page of a Markdown file.

    Args:
        path: path of the Markdown file.
        directory_urls: whether addresses end in a slash.
    """
    file = published_file(path, directory_urls=directory_urls)
    return quote(file.removesuffix("index.html") if directory_urls else file)


def canonical_address(address: str, site_url: str | None) -> str:
    """The full address of a page; empty where the site has none.

    Args:
        address: the address of the page on the site.
        site_url: the address of the site, if it has one.
    """
    return urljoin(site_url if site_url.endswith("/") else f"{site_url}/", address) if site_url else ""


def shown_page(page: BodyPage, *, directory_urls: bool, site_url: str | None) -> ShownPage:
    """A generated page as templates see it.

    Args:
        page: the page.
        directory_urls: whether addresses end in a slash.
        site_url: the address of the site, if it has one.
    """
    address = page_address(page.path, directory_urls=directory_urls)
    return ShownPage(
        file=SimpleNamespace(src_uri=page.path),
        url=address,
        canonical_url=canonical_address(address, site_url) or None,
        is_homepage=page.path == "index.md",
        is_index=page.path.rpartition("/")[2] == "index.md",
        meta=shown_meta(page),
        toc=entries_of(page.tokens),
        content=page.content,
    )


def shown_meta(page: BodyPage) -> dict[str, Any]:
    """The front matter of a page, and what the theme is told about it. Its search entries are made from the edition."""
    return {**page.meta, "search": {"exclude": True}, "look": page.signs}


def page_language(
    briefing: Mapping[str, Any] | None, site: tuple[Any, Any], folders: Sequence[str]
) -> tuple[Any, Any]:
    """The language of a page, if the theme is translated into it, and its direction of writing.

    Args:
        briefing: what the page says of its briefing; None for a page that belongs to none.
        site: language of the site, and its direction of writing.
        folders: the folders of the theme.
    """
    if not briefing:
        return site
    own = briefing["language"]
    return own if _is_translated(own, tuple(folders)) else site[0], briefing["direction"]


@cache  # every page asks, and the theme does not change
def _is_translated(language: str, folders: tuple[str, ...]) -> bool:
    words = Path("partials", "languages", f"{language}.html")
    return any((Path(folder) / words).is_file() for folder in folders)


def entries_of(tokens: Iterable[Mapping[str, Any]]) -> list[TocEntry]:
    """Headings as the table of contents lists them.

    Args:
        tokens: the headings as Python-Markdown lists them.
    """
    return [TocEntry(one["name"], one["id"], one["level"], entries_of(one["children"])) for one in tokens]


__all__ = [
    "ShownPage",
    "TocEntry",
    "canonical_address",
    "entries_of",
    "page_address",
    "page_language",
    "shown_meta",
    "shown_page",
]
