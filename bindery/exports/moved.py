"""Files at former addresses: pages that lead on to the new ones, and copies of files that programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import urljoin

from bindery.evidence.former_ids import former_briefings, former_sections, former_sources
from bindery.html.redirect import SCRIPT, redirect_page
from bindery.model.names import SitePath, Slug
from bindery.pages.addresses import html_file, relative
from bindery.pages.render import Page
from bindery.pages.views import SiteView
from bindery.text.wording import wording_of

_SOURCES = "sources"


def moved_files(
    site: SiteView, pages: Iterable[Page], files: Mapping[SitePath, bytes]
) -> dict[SitePath, bytes]:
    """Every file at a former address, by path on the site.

    Args:
        site: the site.
        pages: its pages, or those that were made.
        files: its other files, or those that were made.
    """
    former = FormerAddresses(site)
    if not former.folders:
        return {}
    found: dict[SitePath, bytes] = {}
    for page in pages:
        for old in former.of(_address(page.path)):
            path = html_file(old, directory_urls=site.directory_urls)
            found[SitePath(path)] = _page(site, page, path).encode()
    for name, data in files.items():
        for old in former.of(name):
            found[SitePath(old)] = data
    return found


class FormerAddresses:
    """The former addresses of a site.

    Args:
        site: the site.

    Attributes:
        folders: former names of the first folder of an address, such as `heat` or `sources/gibb`, by its name now.
    """

    def __init__(self, site: SiteView) -> None:
        registers = site.graph.registers
        self.folders: dict[str, list[str]] = {}
        for old, to in former_briefings(registers).items():
            self.folders.setdefault(str(to), []).append(old)
        for old, now in former_sources(site.graph).items():
            self.folders.setdefault(f"{_SOURCES}/{now}", []).append(f"{_SOURCES}/{old}")
        for slug, register in registers.items():
            for old, now in former_sections(register.parsed).items():
                self.folders.setdefault(f"{slug}/{now}", []).append(f"{slug}/{old}")

    def of(self, path: str) -> Iterator[str]:
        """The former addresses of a page or file.

        Args:
            path: its address or path now, such as `heat/claims/`.
        """
        first, in_folder, rest = path.partition("/")
        if not in_folder:
            return  # the home page, and files of the whole site
        second, slash, within = rest.partition("/")
        bases = [first, *self.folders.get(first, ())]
        seconds = [f"{first}/{second}", *self.folders.get(f"{first}/{second}", ())]
        for base in bases:
            for name in seconds:
                old = f"{base}/{name.partition('/')[2]}{slash}{within}"
                if old != path:
                    yield old


def former_owners(site: SiteView) -> dict[str, str]:
    """The slug of each briefing by its former slugs, and the id of each source by its former ids after `sources/`."""
    named = {old: str(now) for old, now in former_briefings(site.graph.registers).items()}
    return named | {f"{_SOURCES}/{old}": now for old, now in former_sources(site.graph).items()}


def _address(path: str) -> str:
    """The address of a page by the path of its Markdown file: `heat/claims.md` gives `heat/claims/`."""
    name = path.removesuffix(".md")
    return name.removesuffix("index") if name.endswith("/index") or name == "index" else f"{name}/"


def _page(site: SiteView, page: Page, path: str) -> str:
    """The page that leads on.

    Args:
        site: the site.
        page: the page that it leads to.
        path: path of its own file on the site.
    """
    return page_that_leads_on(site, _address(page.path), path, unescape(str(page.meta.get("title", ""))))


def page_that_leads_on(site: SiteView, address: str, path: str, title: str) -> str:
    """The page at a former address of a page.

    Args:
        site: the site.
        address: the page's address now.
        path: path of the file at the former address.
        title: title of the page, plain text.
    """
    register = site.graph.registers.get(Slug(address.partition("/")[0]))
    wording = wording_of(register.parsed.briefing.language) if register else site.wording
    now = html_file(address, directory_urls=site.directory_urls)
    shown = now.removesuffix("index.html") if site.directory_urls else now
    return redirect_page(
        _from(path, shown),
        _from(path, SCRIPT),
        canonical=urljoin(site.imprint.address, shown) if site.imprint.address else "",
        title=title,
        wording=wording,
    )


def _from(page: str, target: str) -> str:
    """A relative address from one file on the site to another file or folder."""
    return relative(target, page, directory_urls=True)
