"""Metadata for Zotero and other reference managers: meta tags for the page's own item, COinS spans for a list of items.

Some of Zotero's rules are unusual, and this module follows them; docs/reference/data.md describes them.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """The meta tags of a source: kind, title, authors, date and address of the source itself, not of its page here."""
    source = reference.source
    kind = vocabulary.ZOTERO_TYPES[source.kind]
    tags = [
        ("z:itemType", kind),
        ("citation_title", _title(reference)),
        *(("citation_author", name) for name in _names(source.authors)),
        (_publisher_tag(kind), reference.publisher),
        ("citation_publication_date", str(source.published or "")),
        ("citation_language", str(source.language or "")),
        ("citation_public_url", str(source.url or "")),
        ("citation_abstract", str(source.descriptor or "")),
    ]
    return _known(tags)


def coins_span(reference: Reference) -> str:
    """A source as a ContextObject in a span (COinS, ANSI/NISO Z39.88-2004): the text of the span's `title`."""
    source = reference.source
    kind = vocabulary.ZOTERO_TYPES[source.kind]
    book = kind in ("book", "report")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", _FORMAT + ("book" if book else "dc")),
        *([("rft.genre", kind)] if book else [("rft.type", kind)]),
        ("rft.btitle" if book else "rft.title", _title(reference)),
        ("rft.source" if kind in _IN_PERIODICALS else "rft.publisher", reference.publisher),
        ("rft.date", str(source.published or "")),
        ("rft.language", str(source.language or "")),
        ("rft_id", _without_plus(str(source.url or ""))),
        *(("rft.au" if author.name else "rft.aucorp", _spoken(author)) for author in source.authors),
    ]
    return "&".join(f"{key}={percent_encoded(value)}" for key, value in _known(pairs))


def _publisher_tag(kind: str) -> str:
    """The name of the tag for a publisher. Without `prism.publicationName`, Zotero takes our site for the publication.

    Args:
        kind: Zotero's item type.
    """
    if kind == "report":
        return "citation_technical_report_institution"
    return "prism.publicationName" if kind in _IN_PERIODICALS else "citation_publisher"


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
