"""A source in the vocabulary of schema.org: what it is, who made it, and what it appeared in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bindery.model import vocabulary
from bindery.model.source import Author, Source
from bindery.references.reference import Reference

# The type of what a source of a kind appeared in; other kinds appear in a `CreativeWork`.
_CONTAINERS = {
    "news": "Periodical",
    "journal-article": "Periodical",
    "chapter": "Book",
    "encyclopedia": "Book",
    "analysis": "WebSite",
    "social": "WebSite",
}


def cited_work(reference: Reference) -> dict[str, Any]:
    """The properties of a source, without its type and address on the site."""
    source = reference.source
    kind = vocabulary.SCHEMA_TYPES[source.kind]
    number = {"Report": "reportNumber", "Legislation": "legislationIdentifier"}.get(kind, "")
    doi = {"@type": "PropertyValue", "propertyID": "DOI", "value": reference.doi} if reference.doi else None
    found: dict[str, Any] = {
        "name": reference.heading,
        "alternateName": str(source.translated_title or ""),
        "url": reference.address,
        "author": people(source.authors),
        "editor": people(source.editors),
        "translator": people(source.translators),
        "creator": _named("GovernmentOrganization", source.court),
        "publisher": _named("Organization", reference.publisher),
        "isPartOf": _part(source),
        "pagination": str(source.pages or ""),
        "bookEdition" if kind == "Book" else "version": str(source.edition or ""),
        "locationCreated": _named("Place", source.place),
        "translationOfWork": _named("CreativeWork", source.original_title),
        "datePublished": str(source.published or ""),
        "inLanguage": str(source.language or ""),
        "identifier": list(filter(None, (doi, "" if number else str(source.number or "")))),
    }
    return known(found | ({number: str(source.number or "")} if number else {}))


def people(authors: Iterable[Author]) -> list[dict[str, Any]]:
    """Authors as persons and organisations."""
    return [_author(author) for author in authors]


def known(values: dict[str, Any]) -> dict[str, Any]:
    """The values without those that are empty."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _part(source: Source) -> dict[str, str] | dict[str, Any] | None:
    """What a source appeared in: the issue of the volume of a journal, or as much of it as is known."""
    part: dict[str, Any] | None = _named(_CONTAINERS.get(source.kind, "CreativeWork"), source.container)
    for kind, key, value in (
        ("PublicationVolume", "volumeNumber", source.volume),
        ("PublicationIssue", "issueNumber", source.issue),
    ):
        if value:
            part = known({"@type": kind, key: str(value), "isPartOf": part})
    return part


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": str(name)} if name else None


def _author(author: Author) -> dict[str, Any]:
    body = _named("Organization", author.organisation)
    if author.name is None:
        return known({**(body or {}), "url": str(author.url or "")})
    return known(
        {"@type": "Person", "name": str(author.name), "affiliation": body, "url": str(author.url or "")}
    )
