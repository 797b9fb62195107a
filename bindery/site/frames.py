"""The frame of a page, rendered once for all pages that share it, and filled with what each has of its own.

Material renders header, drawer, search and footer anew for every page, though hardly a letter of them differs. Here
a page that stands for many is rendered with a mark in each place that differs; other pages are the same text with
their own words at the marks. The first page of each kind is rendered both ways: where the two are not equal to the
letter, the kind is rendered in full, each page of it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader

from bindery.html.finish import join_parts

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink
    from mkdocs.utils.templates import TemplateContext

    from bindery.html.finish import PageFinisher
    from bindery.html.page_parts import TextSigns

_TEMPLATE = "main.html"
_WORDS = "partials/language.html"  # Material's words in each language
# What differs from page to page as a whole, and is rendered by itself.
_OF_THE_SITE = ("partials/nav.html", "partials/feeds.html")  # unless a page belongs to a briefing
_CONTENTS, _TRAIL = "partials/toc.html", "partials/trail.html"
_PARTIALS = (*_OF_THE_SITE, _CONTENTS, "partials/share.html", _TRAIL)
_KNOWN = {
    "title",
    "description",
    "hide",
    "search",
    "share",
    "bindery",
    "look",
}  # front matter that is reckoned with
_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_TEXT = "<article"
_CONTENT = "<h1"  # so that Material sees that the page has its title
_TEXTS = (_CONTENT, "content")


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


class FinishedPage(NamedTuple):
    """A finished page.

    Attributes:
        html: all of it.
        text: the page's own text as it stands in it, where that is known.
        start: where that is, if it is known.
    """

    html: str
    text: str | None = None
    start: int | None = None


@dataclass(frozen=True)
class PageFrame:
    """A page with marks: pieces of text, and what stands between each two."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, fills: Mapping[str, str]) -> str:
        """The text of a page with its own words at the marks."""
        found = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            found += (fills[name], piece)
        return "".join(found)

    @cached_property
    def before(self) -> int:
        """How many of the marks stand before the element of the page's text."""
        return next((at for at, piece in enumerate(self.pieces) if _TEXT in piece), len(self.names))

    def completed(self, added: Sequence[str], dressed: Callable[[str], str] = str) -> str:
        """The text of a page from a finished frame.

        Args:
            added: what it adds, finished, in the order of the marks.
            dressed: puts the style of its text into what stands before that.
        """
        found = [self.pieces[0]]
        for words, piece in zip(added, self.pieces[1:], strict=True):
            found += (words, piece)
        text = (
            2 * self.before + 1
        )  # of what stands between them, so many pieces end with the one that the text begins in
        return dressed(join_parts(found[:text])) + "".join(found[text:])

    def start(self, html: str, added: Sequence[str]) -> int:
        """Where the page's own text stands in a page that was completed of what it adds."""
        number = next(number for number, name in enumerate(self.names) if name in _TEXTS)
        return len(html) - sum(map(len, (*added[number:], *self.pieces[number + 1 :])))


def split_at_marks(marked: str) -> PageFrame:
    """A page with marks, taken apart at them."""
    parts = _MARK.split(marked)
    return PageFrame(tuple(parts[::2]), tuple(parts[1::2]))


def _listed(headings: Iterable[AnchorLink]) -> tuple[Any, ...]:
    """All that a table of contents says of a page: Material lists what stands below its title."""
    found = list(headings)
    return _told(found[0].children if found and found[0].level == 1 else found)


def _told(headings: Iterable[AnchorLink]) -> tuple[Any, ...]:
    return tuple((link.title, link.id, link.level, _told(link.children)) for link in headings)


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all environments of a build: that of the site, and the one with marks."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled of a template, if it was."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


class Frames:
    """The frames of a site's generated pages.

    Args:
        config: of the site.
        environment: of the theme.
        finish: how its pages are finished.
    """

    def __init__(self, config: MkDocsConfig, environment: Environment, finish: PageFinisher) -> None:
        self.config = config
        self.finish = finish
        self.environment = environment
        marks = {name: _mark(name) for name in _PARTIALS}
        loader = ChoiceLoader([DictLoader(marks), environment.loader]) if environment.loader else None
        self.marked = environment.overlay(loader=loader)
        self.known: dict[tuple[Any, ...], PageFrame | None] = {}
        self.finished: dict[tuple[Any, ...], PageFrame | None] = {}
        self.words: dict[tuple[Any, ...], Any] = {}
        self.parts = {name: environment.get_template(name) for name in _PARTIALS}
        for part in self.parts.values():
            part.globals = dict(part.globals)  # in one place, for each page looks through all of them
        self.shared: dict[tuple[Any, ...], str] = {}

    def render(self, page: Page, context: TemplateContext) -> FinishedPage:
        """A page as the theme renders it, finished."""
        kind = self._kind(page)
        frame = self.known.get(kind) if kind else None
        if frame:
            return self._finished(frame, self._fills(page, context, kind), kind, page.meta["look"])
        whole = self.environment.get_template(_TEMPLATE).render(context)
        if kind and kind not in self.known:
            made = self._frame(page, context)
            fits = made.filled(self._fills(page, context, kind)) == whole
            self.known[kind] = made if fits else None
        return FinishedPage(self.finish.whole(whole))

    def _finished(
        self, frame: PageFrame, fills: Mapping[str, str], kind: tuple[Any, ...], seen: TextSigns
    ) -> FinishedPage:
        """A page of a frame, finished; from the second on that can be, by what it adds to the finished frame."""
        done = self.finish.text(fills[_CONTENT], seen)
        if done is None:
            return FinishedPage(self.finish.whole(frame.filled(fills)))
        text, style = done
        dressed = partial(self.finish.dressed, style=style)
        words = [text if name in _TEXTS else fills[name] for name in frame.names]
        added = self.finish.added(words[: frame.before], words[frame.before :], text)
        kind = (*kind, bool(style))
        known = self.finished.get(kind)
        if known and added:
            html = known.completed(added, dressed)
            return FinishedPage(html, text, known.start(html, added))
        whole = self.finish.whole(frame.filled(fills))
        if added and kind not in self.finished:
            made = split_at_marks(
                self.finish.whole(frame.filled({name: _mark(name) for name in frame.names}))
            )
            fits = made.names == frame.names and made.completed(added, dressed) == whole
            self.finished[kind] = made if fits else None
        return FinishedPage(whole)

    def _kind(self, page: Page) -> tuple[Any, ...]:
        """What pages have to share for one frame to fit them all; empty for a page that is like no other."""
        meta = page.meta
        if page.is_homepage or page.edit_url or not meta.keys() <= _KNOWN:
            return ()
        frame = meta.get("bindery") or {}
        return (
            page.url.count("/"),
            page.url.startswith("sources/"),
            not frame
            and page.is_index
            and page.file.src_uri,  # which its navigation marks as the page at hand
            bool(page.canonical_url),
            bool(meta.get("title")),
            bool(meta.get("description")),
            meta["look"].italic,
            bool(list(page.toc)),
            _CONTENT in meta["look"].signs,
            tuple(meta.get("hide", ())),
            tuple(frame.get(key) for key in ("language", "direction", "handling", "state")),
            self._tongue(),
        )

    def _tongue(self) -> tuple[Any, ...]:
        return (self.config.theme["language"], self.config.theme.get("direction"))

    def _frame(self, page: Page, context: TemplateContext) -> PageFrame:
        """The page with marks where other pages of its kind differ."""
        blank = copy.copy(page)
        blank.content = _mark(_CONTENT if _CONTENT in page.meta["look"].signs else "content")
        blank.canonical_url = _mark("canonical") if page.canonical_url else page.canonical_url
        blank.toc = [SimpleNamespace(url="#" + _mark("skip"))] if list(page.toc) else []  # type: ignore[assignment]
        blank.meta = {
            **page.meta,
            **{key: _mark(key) for key in ("title", "description") if page.meta.get(key)},
        }
        return split_at_marks(self.marked.get_template(_TEMPLATE).render({**context, "page": blank}))

    def _fills(self, page: Page, context: TemplateContext, kind: tuple[Any, ...]) -> dict[str, str]:
        """What a page has at each mark."""
        within = {**context, "lang": self._words(context), "features": self.config.theme["features"] or []}
        content = page.content or ""
        fills = {
            _CONTENT: content,
            "content": content,
            "canonical": page.canonical_url or "",
            "title": page.meta.get("title", ""),
            "description": page.meta.get("description", ""),
            "skip": next((link.url.removeprefix("#") for link in page.toc), ""),
        }
        for name in _PARTIALS:
            fills[name] = self._partial(name, page, within, kind)
        return fills

    def _partial(self, name: str, page: Page, within: Mapping[str, Any], kind: tuple[Any, ...]) -> str:
        """A part of the page that is a template of its own; where it is that of other pages too, it is made once."""
        framed = page.meta.get("bindery")
        if name == _TRAIL and not framed:
            return ""
        shared: tuple[Any, ...] = ()
        if name in _OF_THE_SITE and not framed:
            shared = (name, kind)
        elif name == _CONTENTS:
            shared = (name, self._tongue(), _listed(page.toc))
        if not shared:
            return self.parts[name].render(within)
        if shared not in self.shared:
            self.shared[shared] = self.parts[name].render(within)
        return self.shared[shared]

    def _words(self, context: TemplateContext) -> Any:
        tongue = self._tongue()
        if tongue not in self.words:
            template = self.environment.get_template(_WORDS)
            self.words[tongue] = template.make_module(dict(context))
        return self.words[tongue]
