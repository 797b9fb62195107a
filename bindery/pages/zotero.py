"""Metadata for Zotero and other reference managers: meta tags for the page's own item, COinS spans for a list of items.

Some of Zotero's rules are unusual, and this module follows them; docs/reference/data.md describes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from bindery.model import vocabulary
from bindery.model.source import Author
from bindery.pages.views import BriefingView
from bindery.references.reference import Reference
from bindery.text.escape import percent_encoded

Tags = list[tuple[str, str]]  # name and content of each meta element
_IN_PERIODICALS = {"newspaperArticle", "magazineArticle", "webpage", "forumPost", "encyclopediaArticle"}
_COMMAS = ",،"  # the Latin and the Arabic comma
_FORMAT = "info:ofi/fmt:kev:mtx:"


def briefing_tags(view: BriefingView) -> Tags:
    """The meta tags of a briefing: a report with authors, date and number.

    The theme adds what only the site knows: its address, and an institution if the briefing names none.
    """
    briefing = view.briefing
    edition = view.last_edition
    tags = [
        ("z:itemType", "report"),
        ("citation_title", str(briefing.title)),
        *(("citation_author", name) for name in _names(briefing.authors)),
        ("citation_technical_report_institution", institution(view)),
        ("citation_technical_report_number", f"Edition {edition.number}" if edition else ""),
        ("citation_publication_date", view.latest),
        ("citation_language", str(briefing.language)),
        ("citation_abstract", view.register.parsed.prose["summary",].words),
    ]
    return _known(tags)


def institution(view: BriefingView) -> str:
    """The first organisation that the authors of a briefing name; empty if they name none."""
    return next((str(author.organisation) for author in view.briefing.authors if author.organisation), "")


def source_tags(reference: Reference) -> Tags:
    """The meta tags of a source: what it is, who made it, where it appeared, and the address of the source itself."""
    source = reference.source
    kind = vocabulary.ZOTERO_TYPES[source.kind]
    first, _, last = str(source.pages or "").replace("–", "-").partition("-")
    tags = [
        ("z:itemType", kind),
        ("citation_title", _title(reference)),
        *(("citation_author", name) for name in _names(source.authors)),
        *(("citation_editor", name) for name in _names(source.editors)),
        *(("z:translators", name) for name in _names(source.translators)),
        *_published_in(reference, kind),
        ("citation_volume", str(source.volume or "")),
        ("citation_issue", str(source.issue or "")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_technical_report_number", str(source.number or "")),
        ("z:court", str(source.court or "")),
        ("z:edition", str(source.edition or "")),
        ("z:place", str(source.place or "")),
        ("citation_publication_date", str(source.published or "")),
        ("citation_language", str(source.language or "")),
        ("citation_doi", reference.doi),
        ("citation_public_url", reference.address),
        ("citation_abstract", str(source.descriptor or "")),
    ]
    return _known(tags)


def coins_span(reference: Reference) -> str:
    """A source as a ContextObject in a span (COinS, ANSI/NISO Z39.88-2004): the text of the span's `title`."""
    source = reference.source
    kind = vocabulary.ZOTERO_TYPES[source.kind]
    shape = _COINS.get(kind) or _Coins("dc", ("rft.type", kind), "rft.title")
    container, publisher = _container(reference, kind)
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", _FORMAT + shape.format),
        shape.genre,
        (shape.title, _title(reference)),
        (shape.container, container),
        (shape.publisher, publisher),
        *((f"rft.{name}", str(getattr(source, name) or "")) for name in _IN_SPANS),
        ("rft.date", str(source.published or "")),
        ("rft.language", str(source.language or "")),
        ("rft_id", _without_plus(reference.address)),
        ("rft_id", f"info:doi/{reference.doi}" if reference.doi else ""),
        *(("rft.au" if author.name else "rft.aucorp", _spoken(author)) for author in source.authors),
    ]
    return "&".join(f"{key}={percent_encoded(value)}" for key, value in _known(pairs))


class _Coins(NamedTuple):
    """How a ContextObject of a type is written.

    Attributes:
        format: its metadata format.
        genre: the pair that names its type.
        title: the key of its title.
        container: the key of what it appeared in.
        publisher: the key of its publisher.
    """

    format: str
    genre: tuple[str, str]
    title: str
    container: str = "rft.source"
    publisher: str = "rft.publisher"


_COINS = {
    "book": _Coins("book", ("rft.genre", "book"), "rft.btitle", "rft.series", "rft.pub"),
    "bookSection": _Coins("book", ("rft.genre", "bookitem"), "rft.atitle", "rft.btitle", "rft.pub"),
    "journalArticle": _Coins("journal", ("rft.genre", "article"), "rft.atitle", "rft.jtitle", "rft.pub"),
    "report": _Coins("book", ("rft.genre", "report"), "rft.btitle", "rft.series", "rft.pub"),
    "thesis": _Coins("dissertation", ("rft.genre", "dissertation"), "rft.title", "rft.series", "rft.inst"),
}
_IN_SPANS = ("volume", "issue", "pages", "edition", "place")
_CONTAINER_TAGS = {
    "bill": "z:code",
    "book": "citation_series_title",
    "bookSection": "citation_book_title",
    "case": "z:reporter",
    "journalArticle": "citation_journal_title",
    "report": "citation_series_title",
    "statute": "z:code",
}
_PUBLISHER_TAGS = {
    "bill": "z:legislativeBody",
    "report": "citation_technical_report_institution",
    "thesis": "citation_dissertation_institution",
}


def _container(reference: Reference, kind: str) -> tuple[str, str]:
    """What a source appeared in, and its publisher. For a newspaper or a website, one name stands for both."""
    container, publisher = (
        str(name or "") for name in (reference.source.container, reference.source.publisher)
    )
    return (publisher, "") if kind in _IN_PERIODICALS and not container else (container, publisher)


def _published_in(reference: Reference, kind: str) -> Tags:
    """The tags of what a source appeared in and of its publisher; some may be empty.

    Without `prism.publicationName`, Zotero takes our site for the publication of an article.

    Args:
        reference: the source.
        kind: Zotero's item type.
    """
    container, publisher = _container(reference, kind)
    return [
        (_CONTAINER_TAGS.get(kind, "prism.publicationName"), container),
        (_PUBLISHER_TAGS.get(kind, "citation_publisher"), publisher),
    ]


def _names(authors: tuple[Author, ...]) -> Iterator[str]:
    """The authors in a form that Zotero reads correctly. It splits a name at its last space, or at a comma.

    A comma at the end keeps the name of an organisation whole. An organisation with a comma in its name is left out,
    since Zotero would read it as a person.
    """
    for author in authors:
        spoken = _spoken(author).replace(";", ",")  # Zotero would read two names
        if author.name:
            yield spoken
        elif not set(spoken) & set(_COMMAS):
            yield f"{spoken},"


def _spoken(author: Author) -> str:
    """The name of a person as it is spoken, or else of an organisation."""
    return str(author.name or author.organisation)


def _title(reference: Reference) -> str:
    """The title of a source, in square brackets if it is not the source's own."""
    return f"[{reference.title}]" if reference.supplied else reference.title


def _without_plus(url: str) -> str:
    """An equivalent URL without `+`, which a ContextObject cannot contain."""
    if "+" not in url:
        return url
    parts = urlsplit(url)
    path, query, fragment = (
        part.replace("+", code)
        for part, code in ((parts.path, "%2B"), (parts.query, "%20"), (parts.fragment, "%2B"))
    )
    return urlunsplit(parts._replace(path=path, query=query, fragment=fragment))


def _known(pairs: Tags) -> Tags:
    """The tags without those that are empty."""
    return [(name, value) for name, value in pairs if value]
