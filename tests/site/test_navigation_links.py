"""Links to the newest briefings are exchanged in a finished page, or the page is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bindery.site.navigation_links import NavigationError, NavigationLinks

NORTH = {"title": "On north", "address": "north/", "language": "en"}
EAST = {"title": "On east &#38; more", "address": "east/", "language": "de"}
SOUTH = {"title": "On south", "address": "south/", "language": "en"}


def _page(*links: dict[str, str]) -> str:
    items = "\n    ".join(
        f'\n<li><a href="/n/{link["address"]}" lang="{link["language"]}">{link["title"]}</a></li>'
        for link in links
    )
    return f"<ul>\n<li>All</li>{items}\n<li>Sources</li>\n</ul>"


def _replaced(html: str, old: list[dict[str, str]], new: list[dict[str, str]]) -> str:
    maker = cast("Any", SimpleNamespace(site_url="https://example.org/n/"))
    return NavigationLinks(maker, old, new, cast("Any", None)).replaced(html, "404.html", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([NORTH, EAST], [EAST, NORTH]),
        ([NORTH, EAST], [NORTH, EAST]),
        ([NORTH, EAST], [NORTH, EAST, SOUTH]),
        ([NORTH, EAST, SOUTH], [SOUTH]),
        ([NORTH], [{**NORTH, "title": "On the north"}]),
    ],
)
def test_the_page_for_an_address_without_a_page_lists_the_new_ones(
    old: list[dict[str, str]], new: list[dict[str, str]]
) -> None:
    assert _replaced(_page(*old), old, new) == _page(*new)


@pytest.mark.parametrize(
    ("html", "old"),
    [
        (_page(NORTH), []),
        (_page(NORTH), [NORTH]),
        (_page(EAST, NORTH), [NORTH, EAST]),
        (_page(NORTH), [NORTH, EAST]),
    ],
)
def test_a_page_with_another_list_is_refused(html: str, old: list[dict[str, str]]) -> None:
    with pytest.raises(NavigationError):
        _replaced(html, old, [SOUTH, EAST])
