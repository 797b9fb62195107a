"""Sources that are one page: two entries with one web address or DOI, which are one origin and not two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bindery.evidence.verdict import TracedEvidence
from bindery.model.source import Source
from bindery.text.web_address import comparable_or_empty, without_archive

_DOI_HOST = "doi.org/"
# Where two entries with one address differ in one of these, they are two parts of it, such as two chapters of a book.
_PARTS = ("doi", "number", "volume", "issue", "pages")


@lru_cache(maxsize=65536)
def _page(url: str) -> str:
    """What is the same for every address of a page; empty for the first page of a host, which names no work."""
    page = comparable_or_empty(without_archive(url))
    return page if "/" in page or "?" in page else ""


def source_pages(source: Source) -> frozenset[str]:
    """The pages that a source is at, in a form in which two addresses of one page are equal."""
    urls = [str(url) for url in (source.url, *source.archive) if url]
    doi = [f"https://{_DOI_HOST}{source.doi}"] if source.doi else []
    return frozenset(filter(None, map(_page, (*doi, *urls))))


def are_one_page(one: Source, other: Source) -> bool:
    """Whether two sources are at one address, and nothing shows that they are different parts of it."""
    if not source_pages(one) & source_pages(other):
        return False
    both = ((getattr(one, part), getattr(other, part)) for part in _PARTS)
    return all(first == second for first, second in both if first and second)


def twins_among(names: Sequence[str], sources: Mapping[str, Source]) -> dict[str, str]:
    """For each source that is one page with another, the first such source in some order; the others are left out.

    Args:
        names: ids of the sources, in this order.
        sources: the sources by id.
    """
    known = [name for name in dict.fromkeys(names) if name in sources]
    if len(known) < 2:  # noqa: PLR2004  two can be one
        return {}
    found: dict[str, str] = {}
    for number, name in enumerate(known):
        first = next((one for one in known[:number] if are_one_page(sources[one], sources[name])), "")
        if first:
            found[name] = found.get(first, first)
    return found


def as_one_page(pieces: Sequence[TracedEvidence], twins: Mapping[str, str]) -> list[TracedEvidence]:
    """Pieces of evidence in which sources that are one page are one source with one origin.

    The origin is that of the first piece which names one, or else the first source. A page is retracted if one of them is.

    Args:
        pieces: the pieces.
        twins: the first source of each page, as `twins_among` gives it.
    """
    pages = [twins.get(piece.source, piece.source) for piece in pieces]
    groups: dict[str, list[TracedEvidence]] = {}
    for page, piece in zip(pages, pieces, strict=True):
        groups.setdefault(page, []).append(piece)
    return [_of_page(piece, page, groups[page]) for page, piece in zip(pages, pieces, strict=True)]


def _of_page(piece: TracedEvidence, page: str, group: Sequence[TracedEvidence]) -> TracedEvidence:
    if len({one.source for one in group}) == 1:
        return piece
    named = next((one for one in group if one.origin != one.source), group[0])
    like = named if piece.origin == piece.source else piece
    retracted = any(one.retracted for one in group)
    return piece._replace(source=page, origin=like.origin, body=like.body, retracted=retracted)
