"""The news of a site for its feeds: publications, editions and corrections, newest first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from bindery.evidence.changes import ClaimDifference
from bindery.model import vocabulary
from bindery.model.briefing import Change, Edition
from bindery.model.source import Author
from bindery.pages.addresses import Link, claim_address
from bindery.pages.views import BriefingView, SiteView

_NAMESPACE = UUID("0e0cfb4b-2d0d-4f7a-9b0e-6a1d4d9c7f35")  # every id is made with it, so it must never change
_CORRECTIONS = ("correction", "withdrawal")  # the kinds of change that are news items of their own
_FIRST = 1  # the number of the first edition, which is the publication itself


@dataclass(frozen=True)
class ChangedClaim:
    """A change of one claim.

    Attributes:
        kinds: what was done to it, as words for readers.
        words: its statement; if it was removed, its last statement.
        before: its previous statement, if that was different; otherwise empty.
        reasons: why it was changed, and what else is known about the change.
    """

    kinds: tuple[str, ...]
    words: str
    before: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewsSubject:
    """What a feed says of a briefing with each item about it.

    Attributes:
        language: its language.
        direction: the direction of its language: `ltr` or `rtl`.
        handling: its handling mark; empty for none.
        authors: name and web address of each author; an address may be empty.
        tags: its tags.
    """

    language: str
    direction: str
    handling: str
    authors: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class NewsItem:
    """One item of news; it needs nothing else to be written, so it can be kept.

    Attributes:
        id: permanent, unique id: a `urn:uuid`.
        about: the briefing that the item is about.
        title: plain text.
        link: where to read more.
        published: date on which it was first published: a year, a month or a day, such as `2024-11`.
        updated: date on which it last changed, in the same form.
        ours: Bindery's own text about it, in English.
        theirs: the authors' text about it; may be empty.
        changes: the claims that changed.
    """

    id: str
    about: NewsSubject
    title: str
    link: Link
    published: str
    updated: str
    ours: tuple[str, ...] = ()
    theirs: str = ""
    changes: tuple[ChangedClaim, ...] = ()

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> NewsItem:
        """The item of which `dataclasses.asdict` was written as JSON."""
        changes = tuple(
            ChangedClaim(tuple(change["kinds"]), change["words"], change["before"], tuple(change["reasons"]))
            for change in found["changes"]
        )
        about = found["about"]
        authors = tuple((name, address) for name, address in about["authors"])
        return cls(
            **{
                **found,
                "about": NewsSubject(**{**about, "authors": authors, "tags": tuple(about["tags"])}),
                "link": Link(**found["link"]),
                "ours": tuple(found["ours"]),
                "changes": changes,
            }
        )


def subject_of(view: BriefingView) -> NewsSubject:
    """What a feed says of the briefing that an item is about."""
    briefing = view.briefing
    return NewsSubject(
        language=str(briefing.language),
        direction=view.direction,
        handling=str(briefing.handling or ""),
        authors=tuple((_named(author), str(author.url or "")) for author in briefing.authors),
        tags=tuple(map(str, briefing.tags)),
    )


def _named(author: Author) -> str:
    both = author.name and author.organisation
    return str(f"{author.name} ({author.organisation})" if both else author.name or author.organisation)


def identifier(site: SiteView, *parts: str | int) -> str:
    """A permanent id for a feed or an item, which stays the same when the site's address, dates or texts change.

    It is a version 5 UUID (RFC 9562) as a URN, made from the site's identity, or else its name, and from the parts.

    Args:
        site: the site.
        parts: the briefing's slug, then what is meant within the briefing; none for the site itself.
    """
    known = site.imprint.identity or site.imprint.name
    return uuid5(_NAMESPACE, json.dumps([known, *parts], ensure_ascii=False)).urn


def briefing_news(view: BriefingView) -> list[NewsItem]:
    """All news of one briefing, newest first."""
    editions = sorted(view.briefing.editions, key=lambda edition: edition.number, reverse=True)
    items: list[NewsItem] = []
    for edition in editions:
        items += _corrections(view, edition)
        if edition.number != _FIRST:
            items.append(_edition(view, edition))
    return _newest_first([*items, *_outcomes(view), _publication(view)])


def _newest_first(items: list[NewsItem]) -> list[NewsItem]:
    """The items by date; on one day in the given order: corrections, then their edition, then the briefing."""
    return sorted(items, key=lambda item: item.updated, reverse=True)


def _publication(view: BriefingView) -> NewsItem:
    briefing, status = view.briefing, view.briefing.status
    withdrawn = status == "withdrawn"
    say = view.wording.say
    title = briefing.title if status == "published" else f"{say(status.capitalize())}: {briefing.title}"
    return NewsItem(
        id=identifier(view.site, view.slug),
        about=subject_of(view),
        title=title,
        link=Link(view.address, briefing.title),
        published=briefing.date,
        updated=view.changed_on,
        ours=() if status == "published" else (say(vocabulary.BRIEFING_STATES[status]),),
        theirs="" if withdrawn else view.register.parsed.prose["summary",].words,
    )


def _edition(view: BriefingView, edition: Edition) -> NewsItem:
    found = view.differences.get(edition.number)
    if found is None:
        changes = [_declared(view, change) for change in edition.changes]
    else:
        changes = [_compared(view, edition.number, difference) for difference in found]
    return NewsItem(
        id=identifier(view.site, view.slug, "edition", edition.number),
        about=subject_of(view),
        title=f"{_named_edition(view, edition)}: {view.briefing.title}",
        link=_place(view, edition),
        published=edition.date,
        updated=edition.date,
        ours=() if changes else (view.wording.say("No claim was changed."),),
        changes=tuple(changes),
    )


def _corrections(view: BriefingView, edition: Edition) -> Iterator[NewsItem]:
    """An item for each correction and withdrawal of an edition."""
    found = {difference.claim: difference for difference in view.differences.get(edition.number, ())}
    times: Counter[str] = Counter()
    for change in edition.changes:
        if change.kind not in _CORRECTIONS:
            continue
        times[change.claim] += 1
        again = (times[change.claim],) if times[change.claim] > 1 else ()
        changed = _declared(view, change, found.get(change.claim))
        label = vocabulary.CHANGE_KINDS[change.kind]
        exists = change.claim in view.claims
        yield NewsItem(
            id=identifier(view.site, view.slug, "edition", edition.number, "claim", change.claim, *again),
            about=subject_of(view),
            title=view.wording.say(
                "Claim %(change)s: %(words)s", change=view.wording.say(label.lower()), words=changed.words
            ),
            link=Link(claim_address(view.address, change.claim), label) if exists else _place(view, edition),
            published=edition.date,
            updated=edition.date,
            theirs=view.briefing.title,
            changes=(changed,),
        )


def _outcomes(view: BriefingView) -> Iterator[NewsItem]:
    """An item for each judgement and question that has an outcome."""
    for key in ("assessments", "questions"):
        for index, item in enumerate(getattr(view.briefing, key)):
            if item.outcome is None:
                continue
            words = view.register.parsed.prose[key, index, "text"].words
            label = view.wording.say(str(item.outcome.state).capitalize())
            yield NewsItem(
                id=identifier(view.site, view.slug, key, item.id),
                about=subject_of(view),
                title=f"{label}: {words}",
                link=Link(view.address, label, item.id),
                published=item.outcome.date,
                updated=item.outcome.date,
                ours=(_given(view, item.likelihood),) if key == "assessments" else (),
                theirs=view.register.parsed.prose[key, index, "outcome", "reason"].words,
            )


def _place(view: BriefingView, edition: Edition) -> Link:
    """The place of an edition on the page of changes."""
    return Link(f"{view.address}changes/", _named_edition(view, edition), f"_edition-{edition.number}")


def _named_edition(view: BriefingView, edition: Edition) -> str:
    return view.wording.say("Edition %(number)s", number=edition.number)


def _given(view: BriefingView, likelihood: str) -> str:
    say = view.wording.say
    return say("The likelihood given was: %(likelihood)s.", likelihood=say(str(likelihood)))


def _declared(view: BriefingView, change: Change, found: ClaimDifference | None = None) -> ChangedClaim:
    """A change as its authors declared it, with the previous statement if a kept edition has a different one."""
    claim = view.claims.get(change.claim)
    before = found.before if found else ""
    words = view.words(claim) if claim else before or change.claim
    kind = vocabulary.CHANGE_KINDS[change.kind]
    return ChangedClaim((kind,), words, before if before != words else "", (str(change.reason),))


def _compared(view: BriefingView, number: int, difference: ClaimDifference) -> ChangedClaim:
    """A change found by comparing two kept editions; `number` is that of the later one."""
    words = difference.after or difference.before
    details = ("; ".join(difference.details), view.reason(number, difference.claim))
    return ChangedClaim(
        tuple(vocabulary.DIFFERENCES[kind] for kind in difference.kinds),
        words,
        difference.before if difference.before != words else "",
        tuple(filter(None, details)),
    )
