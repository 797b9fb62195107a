"""Replaces the links to the newest briefings in the navigation of finished pages, which every page has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from bindery.site.links_on_page import relative_to_page
from bindery.site.page_maker import PageMaker

MARK = 'md-nav--primary bd-nav"'  # in every page with our navigation
_NOT_FOUND = "404.html"
_TITLE, _LANGUAGE, _ADDRESS = "\ue000title\ue001", "\ue000language\ue001", "bindery-address/"

Links = Sequence[Mapping[str, str]]
"""The links, each with its `title`, `address` and `language`."""


class NavigationError(ValueError):
    """The links to the newest briefings were not found in a page.

    Raised by `NavigationLinks.replaced`, and caught by `IncrementalBuild`, which turns it into a `RebuildError`.
    """


class _Pieces(NamedTuple):
    """The HTML of a link: what is before its address, its language and its title, and after them."""

    start: str
    language: str
    title: str
    end: str


@dataclass(frozen=True)
class NavigationLinks:
    """The links to the newest briefings before and after an edit.

    Attributes:
        maker: makes pages, and knows what the navigation looked like before the edit.
        old: the links before.
        new: the links now.
        pieces: the HTML of a link.
    """

    maker: PageMaker
    old: Links
    new: Links
    pieces: _Pieces

    @classmethod
    def of(cls, maker: PageMaker, old: Links, new: Links) -> NavigationLinks:
        """The links before and after an edit.

        Raises:
            NavigationError: the template of the navigation does not have them as it is expected to.
        """
        mark = {"title": _TITLE, "address": _ADDRESS, "language": _LANGUAGE}
        without, with_one = maker.navigation([]), maker.navigation([mark])
        start = next(at for at, (a, b) in enumerate(zip(f"{without}\0", with_one, strict=False)) if a != b)
        link = with_one[start : start + len(with_one) - len(without)]
        before, _, rest = link.partition(_ADDRESS)
        between, _, rest = rest.partition(_LANGUAGE)
        after, found, end = rest.partition(_TITLE)
        if not found or with_one.replace(link, "", 1) != without:
            raise NavigationError
        return cls(maker, old, new, _Pieces(before, between, after, end))

    def replaced(self, html: str, path: str, own: str) -> str:
        """A page with the new links.

        Args:
            html: the page.
            path: path of its file on the site.
            own: address of the briefing that it belongs to, which it does not list; empty for none.

        Raises:
            NavigationError: the page does not have the old links exactly once.
        """
        if path == _NOT_FOUND:
            html = self._replaced_list(html)
        if MARK not in html:
            return html
        old, new = self._html(self.old, path, own), self._html(self.new, path, own)
        if old == new:
            return html
        if not old or html.count(old) != 1:
            raise NavigationError(path)
        return html.replace(old, new)

    def _replaced_list(self, html: str) -> str:
        """The page for an address without a page, which lists the newest briefings in its text too.

        Raises:
            NavigationError: the page does not have this list.
        """
        old, new = (list(map(self._item, links)) for links in (self.old, self.new))
        if old == new:
            return html
        starts = [html.find(item) for item in old]
        ends = [start + len(item) for start, item in zip(starts, old, strict=True)]
        between = {html[end:start] for end, start in zip(ends, starts[1:], strict=False)} or {""}
        if (
            not old
            or -1 in starts
            or starts != sorted(starts)
            or len(between) > 1
            or len(old) == 1 < len(new)
        ):
            raise NavigationError(_NOT_FOUND)
        return f"{html[: starts[0]]}{between.pop().join(new)}{html[ends[-1] :]}"

    def _item(self, link: Mapping[str, str]) -> str:
        """A briefing in this list, as templates/theme/404.html has it."""
        address = self._address(link["address"], _NOT_FOUND)
        return f'<li><a href="{address}" lang="{link["language"]}">{link["title"]}</a></li>'

    def _html(self, links: Links, path: str, own: str) -> str:
        pieces = self.pieces
        return "".join(
            f"{pieces.start}{self._address(link['address'], path)}{pieces.language}{link['language']}"
            f"{pieces.title}{link['title']}{pieces.end}"
            for link in links
            if link["address"] != own
        )

    def _address(self, address: str, path: str) -> str:
        if path == _NOT_FOUND:  # it is shown at any address
            base = urlsplit(self.maker.site_url or "/").path
            return f"{base.rstrip('/')}/{address}"
        page = path.removesuffix("index.html") if self.maker.theme.directory_urls else path
        return relative_to_page(address, quote(page))


def changed_links(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Links, Links] | None:
    """The links to the newest briefings before and after an edit; None where more of the navigation has changed.

    Args:
        before: what the navigation listed before, as `render.navigation` gives it.
        now: what it lists now.
    """
    same = all(before.get(key) == value for key, value in now.items() if key != "briefings")
    return (before["briefings"], now["briefings"]) if same else None
