"""Addresses of pages on the site, their files, and relative links between them."""

from __future__ import annotations

from dataclasses import dataclass

CLAIMS = "claims"  # last part of the address of a briefing's claims register
FEED = "feed.xml"  # file name of the site's feed, and of each briefing's feed in the briefing's folder


@dataclass(frozen=True)
class Link:
    """A link to a page of the site, or to an anchor on it.

    Attributes:
        address: address of the page, relative to the site, such as `heat/claims/`; empty for the home page.
        title: text of the link.
        anchor: id of an element on the page; empty for the top.
        ours: whether the title is Bindery's own text, in English, and not an author's, in a briefing in another language.
    """

    address: str
    title: str
    anchor: str = ""
    ours: bool = False


def claim_address(briefing: str, claim: str) -> str:
    """The address of the page of a claim.

    Args:
        briefing: address of the briefing, such as `heat/`.
        claim: id of the claim.
    """
    return f"{briefing}{CLAIMS}/{claim}/"


def without_old_claim(address: str, anchor: str) -> tuple[str, str]:
    """The address and the anchor that a link leads to now: a claim in the register has a page of its own.

    Args:
        address: address of a page, such as `heat/claims/`.
        anchor: id of an element on it, such as `c1`; empty for none. The ids of claims never begin with `_`.
    """
    briefing, slash, rest = address.partition("/")
    if rest == f"{CLAIMS}/" and anchor and not anchor.startswith("_") and briefing != "sources":
        return claim_address(briefing + slash, anchor), ""
    return address, anchor


def html_file(address: str, *, directory_urls: bool) -> str:
    """The path of the HTML file at an address: `heat/claims/index.html` for `heat/claims/`.

    Args:
        address: address of a page, relative to the site.
        directory_urls: whether pages are published as folders.
    """
    is_index = directory_urls or address.count("/") == 1
    return f"{address}index.html" if is_index else f"{address.rstrip('/')}.html"


def file_of(address: str) -> str:
    """The Markdown file of a page, relative to the documents folder: `heat/claims/` gives `heat/claims.md`."""
    if address in ("", "sources/") or address.count("/") == 1:
        return f"{address}index.md"
    return f"{address.rstrip('/')}.md"


def relative(address: str, page: str, *, directory_urls: bool) -> str:
    """A relative URL from one page to another.

    Args:
        address: address of the page to link to, such as `heat/claims/`, or path of another file on the site.
        page: address of the page with the link.
        directory_urls: whether pages are published as folders, such as `heat/claims/`, not as `heat/claims.html`.
    """
    if not directory_urls:
        address, page = _html(address), _html(page)
    shared = 0  # characters of the folders that both are in
    while (end := page.find("/", shared) + 1) and address.startswith(page[shared:end], shared):
        shared = end
    return "../" * page.count("/", shared) + address[shared:] or "."


def on_site(address: str, *, directory_urls: bool) -> str:
    """A page's address as the site engine publishes it: `heat/claims/`, or `heat/claims.html` without folders."""
    return address if directory_urls else _html(address)


def _html(address: str) -> str:
    return file_of(address).removesuffix(".md") + ".html" if address.endswith("/") or not address else address
