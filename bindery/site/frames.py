"""Page frames: what many pages share is rendered once, and each page's own content is filled in.

Material renders header, drawer, search and footer again for every page, although they hardly differ. Here one page of
each kind is rendered with a mark in every place where pages of this kind differ; the others are the same text with
their own content at the marks. The first page of each kind is rendered both ways. If the two are not exactly equal,
every page of this kind is rendered in full.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader

from bindery.html.material_fixes import fix_contents
from bindery.html.page_frame import PageFrame, mark_of
from bindery.pages.templating import LightContext
from bindery.site.links_on_page import url_filter

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig

    from bindery.html.finish import PageFinisher
    from bindery.site.shown_page import ShownPage, TocEntry

_TEMPLATE = "main.html"
_TRANSLATIONS = "partials/language.html"  # Material's words in each language
# Parts that differ from page to page, and are rendered separately.
_NAVIGATION, _CONTENTS, _TRAIL = "partials/nav.html", "partials/toc.html", "partials/trail.html"
_SITE_PARTIALS = (_NAVIGATION, "partials/feeds.html")  # the same on all pages that belong to no briefing
_PARTIALS = (*_SITE_PARTIALS, _CONTENTS, "partials/share.html", _TRAIL)
_KNOWN_META = {
    "title",
    "description",
    "hide",
    "search",
    "share",
    "bindery",
    "look",
}  # front matter that a page with a frame may have
_MOST_SHARED = 500  # rendered parts of pages in memory
_CONTENT = "<h1"  # name of a mark: Material looks for this text to see whether a page has a title


class UnknownFrameError(LookupError):
    """A page has no frame, and none can be made without the site engine.

    Raised by `Frames.render`, and caught by `IncrementalBuild`, which turns it into a `RebuildError`.
    """


def _table_of_contents(headings: Iterable[TocEntry]) -> tuple[Any, ...]:
    """Everything that the table of contents shows of a page: Material leaves out the page's title."""
    found = list(headings)
    return _heading_values(found[0].children if found and found[0].level == 1 else found)


def _heading_values(headings: Iterable[TocEntry]) -> tuple[Any, ...]:
    return tuple((link.title, link.id, link.level, _heading_values(link.children)) for link in headings)


class CompiledTemplates(BytecodeCache):
    """Compiled templates in memory, shared by the two environments of a build: the site's, and the one with marks."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Puts the compiled template into a bucket, if there is one."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the compiled template of a bucket."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


class Frames:
    """The frames of a site's generated pages.

    Args:
        config: the configuration of the site.
        environment: the Jinja environment of its theme.
        finish: what turns a rendered page into the published one.
        kept: the frames that an earlier build made, by kind of page; None to make them.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        environment: Environment,
        finish: PageFinisher,
        kept: Mapping[str, PageFrame] | None = None,
    ) -> None:
        self.kept = kept
        self.config = config
        self.finish = finish
        self.environment = environment
        environment.context_class = LightContext
        marks = {name: mark_of(name) for name in _PARTIALS}
        loader = ChoiceLoader([DictLoader(marks), environment.loader]) if environment.loader else None
        self.marked = environment.overlay(loader=loader)
        self.known: dict[tuple[Any, ...], PageFrame | None] = {}
        self.translations: dict[tuple[Any, ...], Any] = {}
        partly = environment.overlay()
        partly.filters = {**environment.filters, "url": url_filter}
        self.parts = {name: partly.get_template(name) for name in _PARTIALS}
        for part in self.parts.values():
            part.globals = dict(
                part.globals
            )  # a plain dict: Jinja copies it for each page, and a chain of maps is slow
        self.shared: dict[tuple[Any, ...], str] = {}

    def render(self, page: ShownPage, context: Mapping[str, Any]) -> str:
        """The finished page, as the theme would render it.

        Raises:
            UnknownFrameError: there is no frame for the page, and only an earlier build could make it.
        """
        if (html := self.render_known(page, context)) is not None:
            return html
        if self.kept is not None:
            raise UnknownFrameError(page.file.src_uri)
        kind = self._kind(page)
        finished = self.finish.whole(self.environment.get_template(_TEMPLATE).render(context))
        if kind and kind not in self.known:
            made = self._frame(page, context)
            fits = self.finish.framed(made, self._fills(page, context, kind)) == finished
            self.known[kind] = made if fits else None
        return finished

    def render_known(self, page: ShownPage, context: Mapping[str, Any]) -> str | None:
        """The finished page, made with the frame of its kind; None where there is no such frame.

        Args:
            page: the page.
            context: the names that the parts of a page use: `config`, `nav` and `page`.
        """
        kind = self._kind(page)
        frame = self._frame_of(kind)
        if frame is None:
            return None
        return self.finish.framed(frame, self._fills(page, context, kind))

    def _frame_of(self, kind: tuple[Any, ...]) -> PageFrame | None:
        """The frame of a kind of page, if there is one."""
        if not kind:
            return None
        return self.known.get(kind) if self.kept is None else self.kept.get(repr(kind))

    def _kind(self, page: ShownPage) -> tuple[Any, ...]:
        """What pages must have in common to share a frame; empty for a page that shares none."""
        meta = page.meta
        if not meta.keys() <= _KNOWN_META:
            return ()
        briefing = meta.get("bindery") or {}
        return (
            page.is_homepage,
            page.url.count("/"),
            page.url.startswith("sources/"),
            not briefing and page.is_index and page.file.src_uri,  # the navigation marks the current page
            bool(page.canonical_url),
            bool(meta.get("title")),
            bool(meta.get("description")),
            meta["look"].italic,
            bool(list(page.toc)),
            _CONTENT in meta["look"].signs,
            tuple(meta.get("hide", ())),
            tuple(briefing.get(key) for key in ("language", "direction", "handling", "state")),
            self._language(),
        )

    def _language(self) -> tuple[Any, ...]:
        """The language of the page that is being rendered, and its direction of writing."""
        return (self.config.theme["language"], self.config.theme.get("direction"))

    def _frame(self, page: ShownPage, context: Mapping[str, Any]) -> PageFrame:
        """The page, with a mark in each place where other pages of its kind differ."""
        marked = copy.copy(page)
        text = _CONTENT if _CONTENT in page.meta["look"].signs else "content"
        marked.content = mark_of(text)
        marked.canonical_url = mark_of("canonical") if page.canonical_url else page.canonical_url
        marked.toc = [SimpleNamespace(url="#" + mark_of("skip"))] if list(page.toc) else []  # type: ignore[list-item]
        marked.meta = {
            **page.meta,
            **{key: mark_of(key) for key in ("title", "description") if page.meta.get(key)},
        }
        return self.finish.frame(
            self.marked.get_template(_TEMPLATE).render({**context, "page": marked}), text
        )

    def _fills(self, page: ShownPage, context: Mapping[str, Any], kind: tuple[Any, ...]) -> dict[str, str]:
        """The content of a page at each mark, by name of the mark; finished, except for the text."""
        within = {
            **context,
            "lang": self._translations(context),
            "features": self.config.theme["features"] or [],
        }
        content = page.content
        fills = {
            _CONTENT: content,
            "content": content,
            "canonical": page.canonical_url or "",
            "title": self.finish.part(page.meta.get("title", "")),
            "description": self.finish.part(page.meta.get("description", "")),
            "skip": next((link.url.removeprefix("#") for link in page.toc), ""),
        }
        fills[_CONTENTS] = self._partial(_CONTENTS, page, within, kind)
        within["rendered_toc"] = fills[_CONTENTS]  # the navigation has it too
        fills |= {name: self._partial(name, page, within, kind) for name in _PARTIALS if name != _CONTENTS}
        fills[_CONTENTS] = fix_contents(fills[_CONTENTS], fills[_NAVIGATION])
        return fills

    def part(self, name: str, context: Mapping[str, Any]) -> str:
        """A finished part of a page that comes before its text.

        Args:
            name: name of its template.
            context: the names that templates use, other than the words of the theme.
        """
        names = {"lang": self._translations(context), "features": self.config.theme["features"] or []}
        return self._rendered(name, {**context, **names})

    def _partial(self, name: str, page: ShownPage, within: Mapping[str, Any], kind: tuple[Any, ...]) -> str:
        """A part of the page that has its own template. If other pages have the same, it is rendered once."""
        briefing = page.meta.get("bindery")
        if name == _TRAIL and not briefing:
            return ""
        shared: tuple[Any, ...] = ()
        if name in _SITE_PARTIALS and not briefing:
            shared = (name, kind)
        elif name == _CONTENTS:
            shared = (name, self._language(), _table_of_contents(page.toc))
        if not shared:
            return self._rendered(name, within)
        if shared not in self.shared:
            if len(self.shared) > _MOST_SHARED:
                self.shared.clear()
            self.shared[shared] = self._rendered(name, within)
        return self.shared[shared]

    def _rendered(self, name: str, within: Mapping[str, Any]) -> str:
        """A part of a page, finished."""
        html = self.parts[name].render(within)
        return html if name == _TRAIL else self.finish.part(html)  # the trail is within the article

    def _translations(self, context: Mapping[str, Any]) -> Any:
        """Material's words in the language of the page, as a template module."""
        language = self._language()
        if language not in self.translations:
            template = self.environment.get_template(_TRANSLATIONS)
            self.translations[language] = template.make_module(dict(context))
        return self.translations[language]
