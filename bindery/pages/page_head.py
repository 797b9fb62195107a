"""What a page says of itself where a link to it is shared: its title, description, dates and card."""

from __future__ import annotations

from html import unescape
from typing import Any

from bindery.drawing import fonts
from bindery.model import vocabulary
from bindery.pages.views import BriefingView
from bindery.references import reference
from bindery.text.escape import escape

SITE_CARD = "assets/bindery/card.png"
# What the theme looks for and only some pages have: for what is not there, Jinja would look far.
_NOTHING: dict[str, Any] = dict.fromkeys(
    ("locale", "published", "modified", "shows", "tags", "report", "institution", "authored", "linked_data"),
    "",
)
_DESCRIPTION = 200  # characters
_WHOLE_DATE = 10  # characters of a date that is known to the day


def shortened(text: str) -> str:
    """A text cut between words, for a description."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0] + " …"


def has_card(view: BriefingView) -> bool:
    """Whether a briefing has a card of its own: its title can be written in the letters that we have."""
    return bool(fonts.drawable(view.briefing.title))


def page_head(title: str, view: BriefingView | None = None) -> dict[str, Any]:
    """What the theme puts into the head of a page; every text is escaped already, and what it has none of is empty.

    Args:
        title: of the page.
        view: the briefing that it belongs to.
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
        found |= {key: day for key, day in dates.items() if day and len(day) == _WHOLE_DATE}
    return _NOTHING | {key: str(escape(value)) for key, value in found.items()}


def hand_written_head(title: str, description: str, content: str, otherwise: str) -> dict[str, Any]:
    """The front matter of a page that people wrote, as that of a generated one.

    Args:
        title: its title; may hold entities.
        description: its own description; empty when it has none.
        content: its HTML, whose first paragraph says what it is about.
        otherwise: what the site is; told of a page without any words.
    """
    title = unescape(title)
    words = unescape(description) or shortened(_first_paragraph(content))
    words = words or shortened(f"{title}. {otherwise}".strip())
    return {"description": str(escape(words)), "share": page_head(title)}


def _first_paragraph(content: str) -> str:
    if not content.strip():
        return ""
    from lxml import etree, html  # noqa: PLC0415  they take long to load, and read nothing of ours

    for paragraph in html.fragment_fromstring(content, create_parent="div").iterchildren("p"):
        words = " ".join(
            etree.tostring(paragraph, encoding="unicode", method="text", with_tail=False).split()
        )
        if words:
            return words
    return ""


def description_of(view: BriefingView, page: str) -> str:
    """What a page of a briefing is about, where no author has said so.

    Args:
        view: the briefing.
        page: the last part of its address: `claims`, `timeline`, `print` and so on, or a section's.
    """
    title = f"“{view.briefing.title}”"
    match page:
        case "claims":
            counts = _counts(view)
            words = f"Every claim of {title} with its evidence" + (f". {counts}." if counts else ".")
        case "timeline":
            dates = [event.end or event.date for _, event in view.timeline]
            words = (
                f"The events of {title}, {reference.dates_in_words(view.timeline[0][1].date, max(dates))}."
            )
        case "entities":
            names = ", ".join(entity.name for entity in view.briefing.entities)
            words = f"People, places and terms in {title}: {names}."
        case "sources":
            words = f"The {len(view.numbers)} sources of {title}, each with what rests on it."
        case "changes":
            latest = max(view.briefing.editions, key=lambda edition: edition.number)
            words = f"What changed in {title}, edition by edition, up to edition {latest.number} of {reference.date_in_words(latest.date)}."
        case "print":
            words = f"The whole of {title} on one page, to print or to keep."
        case _:
            words = f"{view.title_of(page)}: a section of {title}."
    return shortened(words)


def _counts(view: BriefingView) -> str:
    """Its claims by status, in words: `2 corroborated, 1 contested`."""
    return ", ".join(f"{number} {vocabulary.STATUSES[status].label.lower()}" for status, number in view.strip)
