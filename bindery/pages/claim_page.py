"""The page of one claim: a small HTML page with the claim and its evidence, and an address that can be shared.

A briefing has many claims, so their pages have no navigation and no search: they load our own styles and nothing of the
site engine's, and are ready to publish as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bindery.pages import page_head
from bindery.pages.addresses import Link, claim_address, html_file, relative
from bindery.pages.context import PageContext
from bindery.pages.page_text import page_text
from bindery.pages.templating import template_problem
from bindery.pages.theme_words import script_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bindery.model.briefing import Claim
    from bindery.pages.context import RenderServices
    from bindery.pages.views import BriefingView
    from bindery.text.problems import Problem

TEMPLATE = "claim.html.j2"
ASSETS = "assets/bindery"


@dataclass(frozen=True)
class ClaimPage:
    """The page of a claim.

    Attributes:
        path: path of its file on the site, such as `heat/claims/c1/index.html`.
        address: its address on the site, such as `heat/claims/c1/`.
        title: its title, plain text.
        html: the page, without its security policy.
        former: former ids of the claim.
    """

    path: str
    address: str
    title: str
    html: str
    former: tuple[str, ...] = ()


def render_claim(
    services: RenderServices, view: BriefingView, claim: Claim, templates: Mapping[str, str]
) -> ClaimPage | Problem:
    """The page of a claim, or a problem if its template fails.

    Args:
        services: the site, its templates and its style of URLs.
        view: the briefing of the claim.
        claim: the claim.
        templates: text of each template, by name.
    """
    address = claim_address(view.address, claim.id)
    title = view.words(claim)
    context = PageContext(services, address, view)
    ordered = view.register_order
    here = ordered.index(claim.id)
    names = {
        **context.names,
        "book": view,
        "briefing": view.briefing,
        "claim": claim,
        "whole": False,
        "share": page_head.page_head(title, view),
        "description": page_head.shortened(_described(view, claim)),
        "canonical": services.site.absolute(Link(address, title)) if services.site.imprint.address else "",
        "script_words": script_words(view.wording),
        "previous": ordered[here - 1] if here else "",
        "following": ordered[here + 1] if here + 1 < len(ordered) else "",
        "assets": relative(ASSETS, address, directory_urls=services.directory_urls) + "/",
        "to_site": relative("", address, directory_urls=services.directory_urls),
    }
    try:
        start, end = page_text(services.environment, TEMPLATE, names, context)
    except Exception as error:  # noqa: BLE001  a template is code of the project and may raise anything
        return template_problem(error, TEMPLATE, templates)
    html = start.replace(_END, f"{end}\n{_END}", 1) if end else start
    path = html_file(address, directory_urls=services.directory_urls)
    return ClaimPage(path, address, title, _without_blank_lines(html), claim.was)


_END = "</main>"


def _without_blank_lines(html: str) -> str:
    """A page without the blank lines that templates leave; a page with code is as it was."""
    return html if "<pre" in html else "\n".join(line for line in html.split("\n") if line.strip()) + "\n"


def _described(view: BriefingView, claim: Claim) -> str:
    """What a link preview says of a claim: its status, its dispute, and the briefing it is from."""
    say, marks = view.wording.say, view.wording.quote_marks
    said = [f"{say(view.verdicts[claim.id].label)}: {view.counts_in_words(claim)}."]
    if dispute := view.disputes.get(claim.id):
        said.append(say("One of the figures in the dispute %(title)s.", title=dispute.title.join(marks)))
    return " ".join([*said, say("A claim in %(title)s.", title=view.briefing.title.join(marks))])
