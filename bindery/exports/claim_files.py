"""The pages of claims, ready to publish: each with its policy, and pages at former addresses that lead on to it."""

from __future__ import annotations

from collections.abc import Iterable

from bindery.exports.moved import FormerAddresses, page_that_leads_on
from bindery.html.csp import AllowedSources, InlineHashes, add_policy
from bindery.model.names import SitePath
from bindery.pages.addresses import claim_address, html_file
from bindery.pages.claim_page import ClaimPage
from bindery.pages.views import SiteView


def claim_files(site: SiteView, pages: Iterable[ClaimPage]) -> dict[SitePath, bytes]:
    """Every file that belongs to the page of a claim, by path on the site.

    Args:
        site: the site.
        pages: the pages of claims that were made.
    """
    former = FormerAddresses(site)
    found: dict[SitePath, bytes] = {}
    for page in pages:
        briefing = f"{page.address.partition('/')[0]}/"
        names = [page.address, *(claim_address(briefing, old) for old in page.former)]
        for old in (*names[1:], *(address for name in names for address in former.of(name))):
            path = html_file(old, directory_urls=site.directory_urls)
            found[SitePath(path)] = page_that_leads_on(site, page.address, path, page.title).encode()
        found[SitePath(page.path)] = add_policy(page.html, InlineHashes(), AllowedSources()).encode()
    return found
