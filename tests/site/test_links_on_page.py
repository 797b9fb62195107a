"""Pages that are made without the site engine have the addresses that it would give them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from mkdocs.utils import normalize_url

from bindery.site.links_on_page import relative_to_page

ADDRESSES = [
    *("", ".", "./", "sources/", "heat/claims/", "heat/", "index.html", "heat/index.html", "assets/mark.svg"),
    *(
        "../",
        "../other/",
        "../../up",
        "a/../b/",
        "https://example.org/x",
        "//example.org",
        "/rooted/",
        "#here",
    ),
    *("mailto:a@example.org", "heat/claims/#c1", "über uns/"),
]
PAGES = ["", "heat/", "heat/claims/", "heat/claims.html", "index.html", "sources/who/text/2024-05-03/", "a/b"]


@pytest.mark.parametrize("page", PAGES)
def test_addresses_are_those_of_the_site_engine(page: str) -> None:
    theirs = [normalize_url(address, page=SimpleNamespace(url=page)) for address in ADDRESSES]  # type: ignore[arg-type]
    assert [relative_to_page(address, page) for address in ADDRESSES] == theirs
