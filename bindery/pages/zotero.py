"""What a page tells Zotero and other reference managers: tags in its head for one item, spans in a list for many.

Zotero's rules are odd in places, and what is done here follows them: see docs/reference/data.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from bindery.model import vocabulary
from bindery.model.briefing import Author
from bindery.pages.views import BriefingView
from bindery.references.reference import Reference
from bindery.text.escape import percent_encoded

Tags = list[tuple[str, str]]
_IN_PERIODICALS = {"newspaperArticle", "magazineArticle", "webpage", "forumPost", "encyclopediaArticle"}
_COMMAS = ",،"  # Arabic's too
_FORMAT = "info:ofi/fmt:kev:mtx:"


def briefing_tags(view: BriefingView) -> Tags:
    """The tags of a briefing, by name: a report with its authors, its date and its number.

    The theme adds what a site alone knows: an institution where the briefing names none, and the address.
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
    """The first body among the authors of a briefing, or behind one; empty when none is named."""
    return next((str(author.organisation) for author in view.briefing.authors if author.organisation), "")


def source_tags(reference: Reference) -> Tags:
    """The tags of a source, by name: its own kind, title, authors, date and address, and not those of our page."""
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
    """A source as a ContextObject (COinS): the `title` of an empty span, of which a list of references has many."""
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
    """The tag of who published something. Without `prism.publicationName`, an article would be from our own site."""
    if kind == "report":
        return "citation_technical_report_institution"
    return "prism.publicationName" if kind in _IN_PERIODICALS else "citation_publisher"


def _names(authors: tuple[Author, ...]) -> Iterator[str]:
    """The authors as Zotero takes them to be what they are: it cuts a name in two at its last blank, or at a comma.

    A comma at the end keeps the name of a body whole. A body with a comma within is left out: it would become two
    people.
    """
    for author in authors:
        spoken = _spoken(author).replace(";", ",")  # which would part two names
        if author.name:
            yield spoken
        elif not set(spoken) & set(_COMMAS):
            yield f"{spoken},"


def _spoken(author: Author) -> str:
    return str(author.name or author.organisation)


def _title(reference: Reference) -> str:
    return f"[{reference.title}]" if reference.supplied else reference.title


def _without_plus(url: str) -> str:
    """An address that leads to the same place without `+`, which no ContextObject can carry."""
    if "+" not in url:
        return url
    parts = urlsplit(url)
    path, query, place = (
        part.replace("+", code)
        for part, code in ((parts.path, "%2B"), (parts.query, "%20"), (parts.fragment, "%2B"))
    )
    return urlunsplit(parts._replace(path=path, query=query, fragment=place))


def _known(pairs: Tags) -> Tags:
    return [(name, value) for name, value in pairs if value]
