"""What there is to tell to those who follow a site: publications, editions and corrections, the newest first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from bindery.evidence.changes import Difference
from bindery.model import vocabulary
from bindery.model.briefing import Change, Edition
from bindery.pages.addresses import Link
from bindery.pages.views import BriefingView, SiteView

_NAMESPACE = UUID("0e0cfb4b-2d0d-4f7a-9b0e-6a1d4d9c7f35")  # ours, and never another: every id is made with it
_PUTS_RIGHT = ("correction", "withdrawal")  # kinds of change that are told of one by one
_FIRST = 1  # the edition that the publication is


@dataclass(frozen=True)
class ChangedClaim:
    """What became of one claim.

    Attributes:
        kinds: what was done to it, in words.
        words: its statement; that before, where it was taken out.
        before: its statement before, where it was another.
        reasons: why, and what else is known of it.
    """

    kinds: tuple[str, ...]
    words: str
    before: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewsItem:
    """One thing to tell.

    Attributes:
        id: of this thing alone, the same for ever: a `urn:uuid`.
        view: the briefing that it is about.
        title: plain text.
        link: where to read it.
        published: when it was first told, as far as that is known.
        updated: when it last changed, likewise.
        ours: what we say of it, in English.
        theirs: what its authors say of it.
        changes: what became of claims.
    """

    id: str
    view: BriefingView
    title: str
    link: Link
    published: str
    updated: str
    ours: tuple[str, ...] = ()
    theirs: str = ""
    changes: tuple[ChangedClaim, ...] = ()


def identifier(site: SiteView, *parts: str | int) -> str:
    """An id that depends on nothing but the names of things: not on the site's address, on dates or on words.

    It is a UUID of version 5, of what the site calls itself and of the parts: the briefing's slug, then what of it.
    """
    known = site.imprint.identity or site.imprint.name
    return uuid5(_NAMESPACE, json.dumps([known, *parts], ensure_ascii=False)).urn


def site_news(site: SiteView) -> list[NewsItem]:
    """Everything that there is to tell of a site; nothing of drafts."""
    return _newest_first([item for view in site.public for item in briefing_news(view)])


def briefing_news(view: BriefingView) -> list[NewsItem]:
    """Everything that there is to tell of one briefing."""
    editions = sorted(view.briefing.editions, key=lambda edition: edition.number, reverse=True)
    items: list[NewsItem] = []
    for edition in editions:
        items += _corrections(view, edition)
        if edition.number != _FIRST:
            items.append(_edition(view, edition))
    return _newest_first([*items, _publication(view)])


def _newest_first(items: list[NewsItem]) -> list[NewsItem]:
    """By date; of one day as they come: corrections before their edition, and that before the whole briefing."""
    return sorted(items, key=lambda item: item.updated, reverse=True)


def _publication(view: BriefingView) -> NewsItem:
    briefing, status = view.briefing, view.briefing.status
    withdrawn = status == "withdrawn"
    title = briefing.title if status == "published" else f"{status.capitalize()}: {briefing.title}"
    return NewsItem(
        id=identifier(view.site, view.slug),
        view=view,
        title=title,
        link=Link(view.address, briefing.title),
        published=briefing.date,
        updated=view.changed_on,
        ours=() if status == "published" else (vocabulary.BRIEFING_STATES[status],),
        theirs="" if withdrawn else view.register.parsed.prose["summary",].words,
    )


def _edition(view: BriefingView, edition: Edition) -> NewsItem:
    found = view.differences.get(edition.number)
    if found is None:
        changes = [_declared(view, change) for change in edition.changes]
    else:
        changes = [_worked_out(view, edition.number, difference) for difference in found]
    return NewsItem(
        id=identifier(view.site, view.slug, "edition", edition.number),
        view=view,
        title=f"Edition {edition.number}: {view.briefing.title}",
        link=_place(view, edition),
        published=edition.date,
        updated=edition.date,
        ours=() if changes else ("No claim was changed.",),
        changes=tuple(changes),
    )


def _corrections(view: BriefingView, edition: Edition) -> Iterator[NewsItem]:
    """The changes of an edition that put something right, each by itself."""
    found = {difference.claim: difference for difference in view.differences.get(edition.number, ())}
    times: Counter[str] = Counter()
    for change in edition.changes:
        if change.kind not in _PUTS_RIGHT:
            continue
        times[change.claim] += 1
        again = (times[change.claim],) if times[change.claim] > 1 else ()
        told = _declared(view, change, found.get(change.claim))
        label = vocabulary.CHANGE_KINDS[change.kind]
        there = change.claim in view.claims
        yield NewsItem(
            id=identifier(view.site, view.slug, "edition", edition.number, "claim", change.claim, *again),
            view=view,
            title=f"Claim {label.lower()}: {told.words}",
            link=Link(f"{view.address}claims/", label, change.claim) if there else _place(view, edition),
            published=edition.date,
            updated=edition.date,
            theirs=view.briefing.title,
            changes=(told,),
        )


def _place(view: BriefingView, edition: Edition) -> Link:
    """Where the page of changes tells of an edition."""
    return Link(f"{view.address}changes/", f"Edition {edition.number}", f"_edition-{edition.number}")


def _declared(view: BriefingView, change: Change, found: Difference | None = None) -> ChangedClaim:
    """A change as its authors tell of it, with the statement before, where a kept edition has another."""
    claim = view.claims.get(change.claim)
    before = found.before if found else ""
    words = view.words(claim) if claim else before or change.claim
    kind = vocabulary.CHANGE_KINDS[change.kind]
    return ChangedClaim((kind,), words, before if before != words else "", (str(change.reason),))


def _worked_out(view: BriefingView, number: int, difference: Difference) -> ChangedClaim:
    """A change as it shows between two kept editions."""
    words = difference.after or difference.before
    details = ("; ".join(difference.details), view.reason(number, difference.claim))
    return ChangedClaim(
        tuple(vocabulary.DIFFERENCES[kind] for kind in difference.kinds),
        words,
        difference.before if difference.before != words else "",
        tuple(filter(None, details)),
    )
