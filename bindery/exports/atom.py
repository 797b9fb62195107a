"""Writes the news of a site or a briefing as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from bindery.model import vocabulary
from bindery.pages.addresses import FEED, Link
from bindery.pages.news import ChangedClaim, NewsItem, NewsSubject
from bindery.pages.views import SiteView
from bindery.text.wording import wording_of

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 does not allow these
_TYPE = "application/atom+xml"


def instant(date: str) -> str:
    """A date as a date and time of RFC 3339: the beginning of its first day in UTC, since briefings give no time.

    Args:
        date: a year, a month or a day, such as `2024-11`.
    """
    return f"{(date + '-01-01')[:10]}T00:00:00Z"


def atom_feed(
    site: SiteView, link: Link, identifier: str, items: list[NewsItem], subtitle: str = ""
) -> bytes:
    """A feed as XML in UTF-8.

    Args:
        site: the site; it must have an address.
        link: path of the feed on the site, and its title.
        identifier: permanent id of the feed, a `urn:uuid`.
        items: the news, at least one item, newest first.
        subtitle: a sentence about the feed; may be empty.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", identifier)
    _add(root, "title", link.title)
    if subtitle:
        _add(root, "subtitle", subtitle)
    _add(root, "updated", instant(items[0].updated))
    page = Link(link.address.removesuffix(FEED), "")
    _add(root, "link", rel="self", type=_TYPE, href=site.absolute(link))
    _add(root, "link", rel="alternate", type="text/html", href=site.absolute(page))
    _add(_add(root, "author"), "name", site.imprint.name)
    for item in items:
        _entry(root, item, site)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _entry(root: Any, item: NewsItem, site: SiteView) -> None:
    about = item.about
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", item.title, language=about.language)
    _add(entry, "link", rel="alternate", type="text/html", href=site.absolute(item.link))
    _add(entry, "published", instant(item.published))
    _add(entry, "updated", instant(item.updated))
    for name, address in about.authors:
        person = _add(entry, "author")
        _add(person, "name", name)
        if address:
            _add(person, "uri", address)
    for tag in about.tags:
        _add(entry, "category", term=tag)
    content = _add(entry, "content", type="xhtml")
    _words(etree.SubElement(content, f"{{{_XHTML}}}div", nsmap={None: _XHTML}), item)


def _words(division: Any, item: NewsItem) -> None:
    """Adds the content of an entry, in the order of its page: handling, our text, the authors' text, changes."""
    about = item.about
    wording = wording_of(about.language)
    own = wording.language, vocabulary.direction_of(wording.language)
    if about.handling:
        handling = f"{about.handling}. {wording.message(vocabulary.HANDLING[about.handling])}"
        _html(division, "p", handling, *own)
    for words in item.ours:
        _html(division, "p", words, *own)
    if item.theirs:
        _html(division, "p", item.theirs, about.language, about.direction)
    if item.changes:
        listed = _html(division, "ul")
        for change in item.changes:
            _change(_html(listed, "li"), change, about)


def _change(entry: Any, change: ChangedClaim, about: NewsSubject) -> None:
    language, direction = about.language, about.direction
    wording = wording_of(language)
    own = wording.language, vocabulary.direction_of(wording.language)
    kinds = ", ".join(map(wording.message, change.kinds))
    label = _html(entry, "strong", kinds, *own)
    label.tail = " "
    _html(entry, "span", change.words, language, direction)
    if change.before:
        before = _html(entry, "p", wording.say("Before:") + " ", *own)
        _html(before, "del", change.before, language, direction)
    for reason in change.reasons:
        _html(entry, "p", reason, language, direction)


def _add(parent: Any, name: str, text: str = "", *, language: str = "", **attributes: str) -> Any:
    """Adds a feed element to another, and returns it."""
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if language:
        element.set(_LANGUAGE, language)
    for key, value in attributes.items():
        element.set(key, _legal(value))
    if text:
        element.text = _legal(text)
    return element


def _html(parent: Any, name: str, text: str = "", language: str = "", direction: str = "") -> Any:
    """Adds an XHTML element to another, and returns it."""
    element = etree.SubElement(parent, f"{{{_XHTML}}}{name}")
    if language:
        element.set("lang", language)
        element.set(_LANGUAGE, language)
    if direction == "rtl":
        element.set("dir", direction)
    if text:
        element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    """A text without the characters that XML cannot contain."""
    return _NO_XML.sub("", text)
