"""Where pages are on the site, and the way from one to another."""

from __future__ import annotations

from dataclasses import dataclass

FEED = "feed.xml"  # the file of the site's feed, and in its folder of each briefing's


@dataclass(frozen=True)
class Link:
    """A place on the site.

    Attributes:
        address: of a page, relative to the site: `heat/claims/`; the home page is empty.
        title: what to call it.
        anchor: a place on it; empty for the top.
        ours: whether the title is a word of ours and no author's, and so in our language.
    """

    address: str
    title: str
    anchor: str = ""
    ours: bool = False


def file_of(address: str) -> str:
    """The Markdown file that a page's address is made from: `heat/claims/` gives `heat/claims.md`."""
    if address in ("", "sources/") or address.count("/") == 1:
        return f"{address}index.md"
    return f"{address.rstrip('/')}.md"


def relative(address: str, page: str, *, directory_urls: bool) -> str:
    """The way from one page to another, both given by address."""
    if not directory_urls:
        address, page = _html(address), _html(page)
    folders = page.split("/")[:-1]
    steps = address.split("/")
    shared = 0
    for folder, step in zip(folders, steps[:-1], strict=False):
        if folder != step:
            break
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(steps[shared:]) or "."


def on_site(address: str, *, directory_urls: bool) -> str:
    """A page's address as a site engine knows it: `heat/claims/`, or `heat/claims.html`."""
    return address if directory_urls else _html(address)


def _html(address: str) -> str:
    return file_of(address).removesuffix(".md") + ".html" if address.endswith("/") or not address else address
