"""Makes generated pages without the site engine, from what the last full build kept of its theme.

The pages are the same, byte for byte, as those of `fast_build`, which has the site engine.
"""

from __future__ import annotations

import posixpath
import re
import secrets
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, pass_context

from bindery.html import csp
from bindery.html.finish import PageFinisher
from bindery.html.page_parts import take_apart, text_signs
from bindery.site.frames import Frames, PageFrame, UnknownFrameError
from bindery.site.kept_theme import KeptTheme
from bindery.site.shown_page import ShownPage, TocEntry
from bindery.system.template_cache import MarkingLoader, TemplateBytecode

if TYPE_CHECKING:
    from bindery.pages.render import Page
    from bindery.site.headings import Headings


_ELEMENT = re.compile(r"<[^>]+>")


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
            {kind: PageFrame(tuple(a), tuple(b)) for kind, (a, b) in theme.pieces(mark).items()},
        )

    def made(self, page: Page) -> MadePage:
        """A page of the edition as its file on the site.

        Raises:
            UnknownFrameError: no page of this kind was made before.
        """
        shown = self._shown(page)
        self._set_language(shown.meta.get("bindery"))
        html = self._frames.render(shown, {**self._context, "page": shown})
        data = html.encode("utf-8", errors="xmlcharrefreplace")
        return MadePage(self.theme.file_of(page.path), data, shown.url, list(_flat(shown.toc)))

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
        file = self.theme.file_of(path)
        return quote(file.removesuffix("index.html") if self.theme.directory_urls else file)

    def canonical(self, path: str) -> str:
        """The full address of the page of a Markdown file; empty where the site has none."""
        base = self._config.site_url
        return urljoin(base if base.endswith("/") else f"{base}/", self.address_of(path)) if base else ""

    def _shown(self, page: Page) -> ShownPage:
        parts = take_apart(page.markdown)
        html, tokens = self._headings.read(list(parts.headings))
        content = parts.filled(html)
        meta = {**page.meta, "search": {"exclude": True}, "look": text_signs(content)}
        return ShownPage(
            file=SimpleNamespace(src_uri=page.path),
            url=self.address_of(page.path),
            canonical_url=self.canonical(page.path) or None,
            is_homepage=page.path == "index.md",
            is_index=page.path.rpartition("/")[2] == "index.md",
            meta=meta,
            toc=[_heading(token) for token in tokens],
            content=content,
        )

    @cached_property
    def _headings(self) -> Headings:
        from markdown import Markdown  # noqa: PLC0415  slow to load

        from bindery.site.headings import Headings, HeadingShape  # noqa: PLC0415  it loads Markdown

        extensions, settings = self.theme.markdown
        shapes = {marks: HeadingShape(*shape) for marks, shape in self.theme.headings.items()}
        return Headings(
            lambda: Markdown(extensions=extensions, extension_configs=settings), extensions, shapes
        )

    def _set_language(self, briefing: Mapping[str, Any] | None) -> None:
        """Sets the language of a briefing's pages, if the theme is translated into it, and their direction."""
        language, direction = self._site_language
        if briefing:
            language = briefing["language"] if self._has_language(briefing["language"]) else language
            direction = briefing["direction"]
        self._config.theme["language"], self._config.theme["direction"] = language, direction

    def _has_language(self, language: str) -> bool:
        words = Path("partials", "languages", f"{language}.html")
        return any((Path(folder) / words).is_file() for folder in self.theme.folders)


def _environment(theme: KeptTheme, mark: str) -> Environment:
    """The template environment of the theme, as MkDocs makes it."""
    stock = FileSystemLoader(theme.folders)
    made = Environment(loader=stock, auto_reload=False, extensions=theme.extensions)
    made.filters["url"] = _url
    made.filters["script_tag"] = str  # no part of a page has it
    made.loader = MarkingLoader(stock, csp.mark_template, mark, TemplateBytecode(theme.kind))
    return made


@pass_context
def _url(context: Mapping[str, Any], address: object) -> str:
    return relative_to_page(str(address), context["page"].url)


@lru_cache(maxsize=4096)
def relative_to_page(address: str, page: str) -> str:
    """An address as a page links to it, in the words of MkDocs' filter `url`.

    Args:
        address: path on the site, or an address on another host, which stays as it is.
        page: address of the page.
    """
    address = address or "."
    parsed = urlsplit(address)
    if parsed.scheme or parsed.netloc or address.startswith(("/", "#")):
        return address
    folder, _, name = page.rpartition("/")
    here, there = _steps(folder if "." in name else page), _steps(address)
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    found = "/".join([".."] * (len(here) - shared) + there[shared:]) or "."
    above = "../" * _above(posixpath.normpath(address).split("/"))
    return f"{above}{found}/" if address.endswith("/") else f"{above}{found}"


def _above(steps: list[str]) -> int:
    """How many `..` a path begins with."""
    return next((number for number, step in enumerate(steps) if step != ".."), len(steps))


def _steps(path: str) -> list[str]:
    """The folders of a path, without `.`, and with `..` followed."""
    found: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del found[-1:]
        elif step not in ("", "."):
            found.append(step)
    return found


def _heading(token: Mapping[str, Any]) -> TocEntry:
    return TocEntry(token["name"], token["id"], token["level"], [_heading(one) for one in token["children"]])


def _flat(toc: list[TocEntry]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for heading in toc:
        found += [(unescape(_ELEMENT.sub("", heading.title)), heading.id), *_flat(heading.children)]
    return found


__all__ = ["MadePage", "PageMaker", "UnknownFrameError", "relative_to_page"]
