"""Makes generated pages without the site engine, from what the last full build kept of its theme.

The pages are the same, byte for byte, as those of `fast_build`, which has the site engine.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader

from bindery.html import csp
from bindery.html.finish import PageFinisher
from bindery.site.bodies import composed
from bindery.site.frames import Frames, UnknownFrameError
from bindery.site.kept_theme import KeptTheme
from bindery.site.links_on_page import url_filter
from bindery.site.shown_page import canonical_address, page_address, page_language, shown_page
from bindery.system.template_cache import MarkingLoader, TemplateBytecode

if TYPE_CHECKING:
    from bindery.pages.render import Page
    from bindery.site.headings import Headings


class MadePage(NamedTuple):
    """A page that was made.

    Attributes:
        file: path of its file on the site.
        data: content of the file.
        address: its address on the site, as the search index writes it.
        headings: words and anchor of each heading, in reading order.
    """

    file: str
    data: bytes
    address: str
    headings: list[tuple[str, str]]


class PageMaker:
    """Makes generated pages.

    Args:
        theme: what the last full build kept.
        navigation: what the navigation of every page lists of the briefings.
    """

    def __init__(self, theme: KeptTheme, navigation: Mapping[str, Any]) -> None:
        self.theme = theme
        mark = f"data-{secrets.token_hex(16)}"  # as in the plugin
        self._context = theme.context(navigation)
        self._config = self._context["config"]
        self._site_language = (self._config.theme["language"], self._config.theme.get("direction"))
        self._frames = Frames(
            self._config,
            _environment(theme, mark),
            PageFinisher(mark, theme.allowed_sources),
            theme.page_frames,
        )

    def made(self, page: Page) -> MadePage:
        """A page of the edition as its file on the site.

        Raises:
            UnknownFrameError: no page of this kind was made before.
        """
        body = composed(page, self._headings)
        shown = shown_page(body, directory_urls=self.theme.directory_urls, site_url=self._config.site_url)
        theme = self._config.theme
        theme["language"], theme["direction"] = page_language(
            shown.meta.get("bindery"), self._site_language, self.theme.folders
        )
        html = self._frames.render(shown, {**self._context, "page": shown})
        data = html.encode("utf-8", errors="xmlcharrefreplace")
        return MadePage(self.theme.file_of(page.path), data, shown.url, body.headings)

    @property
    def site_url(self) -> str:
        """The address of the site; empty where it has none."""
        return self._config.site_url or ""

    def navigation(self, briefings: Sequence[Mapping[str, str]]) -> str:
        """The navigation as HTML, as it is on a page that is not listed in it.

        Args:
            briefings: title, address and language of each briefing that it lists.
        """
        bindery = {**self._config.extra["bindery"], "briefings": briefings}
        config = SimpleNamespace(
            **{**vars(self._config), "extra": {**self._config.extra, "bindery": bindery}}
        )
        page = SimpleNamespace(url="", meta={}, toc=[], is_homepage=False, file=SimpleNamespace(src_uri=""))
        return self._frames.part("partials/nav.html", {**self._context, "config": config, "page": page})

    def address_of(self, path: str) -> str:
        """The address on the site of the page of a Markdown file."""
        return page_address(path, directory_urls=self.theme.directory_urls)

    def canonical(self, path: str) -> str:
        """The full address of the page of a Markdown file; empty where the site has none."""
        return canonical_address(self.address_of(path), self._config.site_url)

    @cached_property
    def _headings(self) -> Headings:
        from markdown import Markdown  # noqa: PLC0415  slow to load

        from bindery.site.headings import Headings, HeadingShape  # noqa: PLC0415  it loads Markdown

        extensions, settings = self.theme.markdown
        shapes = {marks: HeadingShape(*shape) for marks, shape in self.theme.headings.items()}
        return Headings(
            lambda: Markdown(extensions=extensions, extension_configs=settings),
            extensions,
            shapes,
            self.theme.separator,
        )


def _environment(theme: KeptTheme, mark: str) -> Environment:
    """The template environment of the theme, as MkDocs makes it."""
    stock = FileSystemLoader(theme.folders)
    made = Environment(loader=stock, auto_reload=False, extensions=theme.extensions)
    made.filters["url"] = url_filter
    made.filters["script_tag"] = str  # no part of a page has it
    made.loader = MarkingLoader(stock, csp.mark_template, mark, TemplateBytecode(theme.kind))
    return made


__all__ = ["MadePage", "PageMaker", "UnknownFrameError"]
