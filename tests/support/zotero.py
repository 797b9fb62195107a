"""What Zotero's connector makes of a page: its rules for tags and for COinS, as far as our pages can meet them.

The rules are those of the translators "Embedded Metadata", "RDF" and "COinS", and of `parseContextObject`, as they
stood in June 2026, put into our own words; docs/reference/data.md names the ones that our pages are written for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from support.parsed import Element

TYPES = {
    "bill",
    "bookSection",
    "case",
    "preprint",
    "thesis",
    "blogPost",
    "book",
    "dataset",
    "document",
    "encyclopediaArticle",
    "forumPost",
    "interview",
    "journalArticle",
    "magazineArticle",
    "newspaperArticle",
    "report",
    "statute",
    "videoRecording",
    "webpage",
}
# A Highwire tag that settles the type, above everything else.
_FORCES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_abstract": "abstractNote",
    "citation_public_url": "url",
    "citation_language": "language",
    "citation_journal_title": "publicationTitle",
    "citation_book_title": "bookTitle",
    "citation_series_title": "series",
    "citation_dissertation_institution": "university",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_doi": "DOI",
}
_NAMED_BY_SITE = {
    "blogPost",
    "webpage",
    "newspaperArticle",
}  # their publication is og:site_name, for want of better


@dataclass
class Item:
    """An item that Zotero would save.

    Attributes:
        type: Zotero's name for what it is.
        fields: by Zotero's names.
        creators: family name and given name; a body has the first alone.
    """

    type: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)


def saved(page: Element, address: str) -> list[Item]:
    """What the button offers on a page at an address: the spans of a list come before the tags of the head."""
    spans = [parse_span(span.attributes["title"]) for span in page.all("span", class_="Z3988")]
    return spans or [from_tags(page, address)]


def tags_of(page: Element) -> dict[str, list[str]]:
    """The tags of a page by name or property, each with its contents in order."""
    found: dict[str, list[str]] = {}
    for meta in page.all("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        if name and meta.attributes.get("content"):
            found.setdefault(name, []).append(meta.attributes["content"])
    return found


def from_tags(page: Element, address: str) -> Item:
    """The one item that the head of a page describes."""
    tags = tags_of(page)
    first = {name: contents[0] for name, contents in tags.items()}
    item = Item(_type(first))
    rdf = {
        "title": first.get("og:title"),
        "abstractNote": first.get("og:description"),
        "url": first.get("og:url"),
        "date": first.get("article:published_time"),
        "publicationTitle": first.get("prism.publicationName")
        or (first.get("og:site_name") if item.type in _NAMED_BY_SITE else None),
    }
    item.fields = {key: value for key, value in rdf.items() if value}
    for name, key in _HIGHWIRE.items():
        if first.get(name, "").strip():
            item.fields[key] = " ".join(first[name].split())
    authors = tags.get("citation_author", [])
    item.creators = [name for author in authors for name in _cut(author, alone=len(authors) == 1)]
    _guess(item, page, address)
    return item


def _type(first: dict[str, str]) -> str:
    forced = [kind for name, kind in _FORCES.items() if name in first]
    if forced:
        return forced[-1]
    if first.get("z:itemType") in TYPES:
        return first["z:itemType"]
    if first.get("og:type") == "website":
        return "webpage"
    if "citation_title" in first:
        return "journalArticle"
    return "webpage"


def _guess(item: Item, page: Element, address: str) -> None:
    """What is taken from elsewhere on the page where no tag says it."""
    if not item.creators:
        named = tags_of(page).get("author", [])
        bylines = [
            element.text
            for element in page.walk()
            if re.search("byline|vcard", element.attributes.get("class", ""), re.IGNORECASE)
        ]
        item.creators = [cleaned(name, comma=False) for name in named or bylines if name]
    times = page.all("time")
    if "date" not in item.fields and times:
        item.fields["date"] = times[0].attributes.get("datetime", "")
    canonical = page.all("link", rel="canonical")
    item.fields.setdefault("url", canonical[0].attributes["href"] if canonical else address)
    item.fields.setdefault("language", page.first("html").attributes["lang"])


def _cut(author: str, *, alone: bool) -> list[tuple[str, str]]:
    """The people that one tag names."""
    names = re.split(r"\s*;\s*", author)
    if len(names) == 1 and alone:
        parts = re.split(r"\s*,\s*", names[0])
        if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
            names = parts
    return [cleaned(name.strip(), comma="," in name) for name in names if re.search(r"[^\s,.;-]", name)]


def cleaned(name: str, *, comma: bool) -> tuple[str, str]:
    """A name as family name and given name: cut at its comma or at its last space; commas at its ends do not count."""
    name = name.strip(" \u00a0.,/[]:")
    if comma:
        family, *given = re.split("[,،] ?", name)
        return family, given[0] if given else ""
    given_name, _, family = name.rpartition(" ")
    return family, given_name


_OF_SPANS = {
    "rft.title": "title",
    "rft.btitle": "title",  # of a book or a report
    "rft.pub": "publisher",
    "rft.publisher": "publisher",
    "rft.source": "publicationTitle",
    "rft.date": "date",
    "rft.language": "language",
    "rft.inst": "university",
    "rft.volume": "volume",
    "rft.issue": "issue",
    "rft.pages": "pages",
}


def parse_span(title: str) -> Item:
    """The item of one ContextObject: parted at `&`, then at `=`, of which what follows a second one is lost."""
    parts = title.split("&")
    pairs = [(part.split("=")[0], _decoded(part.split("=")[1])) for part in parts]
    item = Item("webpage")
    form = dict(pairs)["rft_val_fmt"].rsplit(":", 1)[-1]
    genre = dict(pairs).get("rft.genre", "")
    if form == "book":
        item.type = {"report": "report", "bookitem": "bookSection"}.get(genre, "book")
    elif form in ("journal", "dissertation"):
        item.type = {"journal": "journalArticle", "dissertation": "thesis"}[form]
    for key, value in pairs:
        if key == "rft.atitle" or (key in ("rft.btitle", "rft.jtitle") and "rft.atitle" in dict(pairs)):
            item.fields["title" if key == "rft.atitle" else "publicationTitle"] = value
        elif key == "rft_id" and value.startswith("info:doi/"):
            item.fields["DOI"] = value.removeprefix("info:doi/")
        elif key in _OF_SPANS:
            item.fields[_OF_SPANS[key]] = value
        elif key == "rft_id" and re.match("https?://", value):
            item.fields["url"] = value
        elif key == "rft.type" and value in TYPES:
            item.type = value
    authors = [cleaned(value, comma="," in value) for key, value in pairs if key == "rft.au"]
    item.creators = [(value, "") for key, value in pairs if key == "rft.aucorp"] + authors
    return item


def _decoded(value: str) -> str:
    return unquote(re.sub(r"\+|%2B", " ", value, flags=re.IGNORECASE))
