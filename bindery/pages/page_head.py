"""The metadata in the head of a page, for link previews and search engines: title, description, dates and card."""

from __future__ import annotations

from html import unescape
from typing import Any

from bindery.drawing import fonts
from bindery.model import vocabulary
from bindery.pages.views import BriefingView
from bindery.text.escape import escape

SITE_CARD = "assets/bindery/card.png"
# Names that the theme reads and only some pages set. For a missing name, Jinja searches for long.
_EMPTY: dict[str, Any] = dict.fromkeys(
    (
        "locale",
        "published",
        "modified",
        "shows",
        "tags",
        "report",
        "institution",
        "authored",
        "linked_data",
        "versions",
    ),
    "",
)
_LONGEST = 200  # characters of a description
_FULL_DATE = 10  # characters of a date that is known to the day


def shortened(text: str) -> str:
    """A text shortened for a description, cut between words."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def has_card(view: BriefingView) -> bool:
    """Whether a briefing has a card of its own, which needs a title that the card's font can write."""
    return bool(fonts.drawable(view.briefing.title))


def page_head(title: str, view: BriefingView | None = None) -> dict[str, Any]:
    """The `share` metadata of a page, which the theme writes into its head.

    Args:
        title: title of the page, plain text.
        view: the briefing that the page belongs to; None if it belongs to none.

    Returns:
        Escaped text for every name that the theme reads; empty for what the page does not have.
    """
    found = {"kind": "website", "title": title, "card": SITE_CARD}
    if view:
        briefing = view.briefing
        found["kind"] = "article"
        found["title"] = title if title == briefing.title else f"{title} · {briefing.title}"
        found["locale"] = briefing.language.replace("-", "_")
        if has_card(view):
            found["card"] = f"{view.address}card.png"
            found["shows"] = ". ".join(filter(None, (briefing.title, _counts(view))))
        dates = {"published": briefing.date, "modified": briefing.updated}
        found |= {key: day for key, day in dates.items() if day and len(day) == _FULL_DATE}
    return _EMPTY | {key: str(escape(value)) for key, value in found.items()}


def hand_written_head(title: str, description: str, content: str, otherwise: str) -> dict[str, Any]:
    """Metadata for a hand-written page, in the form of a generated page's front matter.

    Args:
        title: title of the page; may contain HTML entities.
        description: the page's own description; if empty, the first paragraph is used.
        content: HTML of the page.
        otherwise: description of the site, for a page without a description and without text.
    """
    title = unescape(title)
    words = unescape(description) or shortened(_first_paragraph(content))
    words = words or shortened(f"{title}. {otherwise}".strip())
    return {"description": str(escape(words)), "share": page_head(title)}


def _first_paragraph(content: str) -> str:
    if not content.strip():
        return ""
    from lxml import etree, html  # noqa: PLC0415  they take long to load, and generated pages do not need them

    for paragraph in html.fragment_fromstring(content, create_parent="div").iterchildren("p"):
        words = " ".join(
            etree.tostring(paragraph, encoding="unicode", method="text", with_tail=False).split()
        )
        if words:
            return words
    return ""


def description_of(view: BriefingView, page: str) -> str:
    """A description of a page of a briefing, for a page that has no text of an author for it.

    Args:
        view: the briefing.
        page: the last part of the page's address, such as `claims`, `timeline` or `print`, or the id of a section.
    """
    title, say = view.briefing.title.join(view.wording.quote_marks), view.wording.say
    match page:
        case "claims":
            words = say("Every claim of %(title)s with its evidence.", title=title)
            words += f" {counts}." if (counts := _counts(view)) else ""
        case "figures":
            figures = view.figures.in_words
            words = say("Every figure that %(title)s states: %(figures)s.", title=title, figures=figures)
        case "timeline":
            dates = [event.end or event.date for _, event in view.timeline]
            period = view.wording.dates(view.timeline[0][1].date, max(dates))
            words = say("The events of %(title)s, %(period)s.", title=title, period=period)
        case "entities":
            names = ", ".join(entity.name for entity in view.briefing.entities)
            words = say("People, places and terms in %(title)s: %(names)s.", title=title, names=names)
        case "sources":
            words = view.wording.say_number(
                len(view.numbers),
                "The %(number)s source of %(title)s, with what rests on it.",
                "The %(number)s sources of %(title)s, each with what rests on it.",
                title=title,
            )
        case "changes":
            latest = max(view.briefing.editions, key=lambda edition: edition.number)
            words = say(
                "What changed in %(title)s, edition by edition, up to edition %(number)s of %(day)s.",
                title=title,
                number=latest.number,
                day=view.wording.date(latest.date),
            )
        case "print":
            words = say("The whole of %(title)s on one page, to print or to keep.", title=title)
        case _:
            words = say("%(section)s: a section of %(title)s.", section=view.title_of(page), title=title)
    return shortened(words)


def _counts(view: BriefingView) -> str:
    """The number of claims of each status, such as `2 corroborated, 1 contested`."""
    return ", ".join(
        f"{number} {view.wording.message(vocabulary.STATUSES[status].label.lower())}"
        for status, number in view.strip
    )
