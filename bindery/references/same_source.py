"""Finds the source that is the same work as another: by its numbers first, then by title, year and author."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bindery.model.source import Author, Source
from bindery.references.imports import addresses
from bindery.text.folding import fold
from bindery.text.web_address import comparable

_DOI = re.compile(r"(?:dx\.)?doi\.org/(10[./].+)", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/([\w.-]+(?:/\d{7})?)", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)", re.IGNORECASE)
_VERSION = re.compile(r"v\d+$|\.pdf$")


@dataclass(frozen=True)
class Match:
    """A source that is the same work as another, or looks like it.

    Attributes:
        id: its id.
        why: why it is the same; empty if it only looks like it.
        alike: in what it looks like it; empty if it is the same.
    """

    id: str
    why: str = ""
    alike: str = ""


@dataclass(frozen=True)
class _Work:
    """What a source can be recognised by. What is not known is empty.

    Attributes:
        id: its id.
        numbers: by the name of a list of works, such as `DOI`, its number there.
        addresses: its addresses, in a form in which two of the same page are equal.
        title: the words of its title, folded.
        date: its date of publication.
        authors: for each author the words by which the family name is known, folded.
        publisher: its publisher, folded.
    """

    id: str
    numbers: dict[str, str]
    addresses: frozenset[str]
    title: str
    date: str
    authors: tuple[frozenset[str], ...]
    publisher: str


class KnownSources:
    """Sources among which the same work can be found."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[str, str], list[_Work]] = {}
        self._by_address: dict[str, list[_Work]] = {}
        self._by_title: dict[str, list[_Work]] = {}

    def add(self, source: Source, also: tuple[str, ...] = ()) -> None:
        """Adds a source; `also` are other addresses of it."""
        work = _work(source, also)
        for key in work.numbers.items():
            self._by_number.setdefault(key, []).append(work)
        for address in work.addresses:
            self._by_address.setdefault(address, []).append(work)
        if work.title:
            self._by_title.setdefault(work.title, []).append(work)

    def find(self, source: Source, also: tuple[str, ...] = ()) -> Match | None:
        """The source that is the same work, or else one that looks like it; None if there is neither."""
        work = _work(source, also)
        numbered = [
            (name, known)
            for name, number in work.numbers.items()
            for known in self._by_number.get((name, number), ())
        ]
        near = [known for address in work.addresses for known in self._by_address.get(address, ())]
        titled = self._by_title.get(work.title, []) if work.title else []
        for name, known in numbered:
            if not _other_work(known, work):
                said = "" if _may_be_one_title(known, work) else ", although its title is another"
                return Match(known.id, f"the same {name}{said}")
        for known in near:
            if not _contradict(known, work) and _may_be_one_title(known, work):
                return Match(known.id, "the same address")
        for known in titled:
            if _same_publication(known, work):
                return Match(known.id, f"the same title{_and_more(work)}")
        return _alike(work, numbered, near, titled)


def _and_more(work: _Work) -> str:
    """What else two works have in common that have the same title."""
    if not work.date:
        return ", and no date"
    return ", date and author" if work.authors else " and date"


def _alike(
    work: _Work, numbered: list[tuple[str, _Work]], near: list[_Work], titled: list[_Work]
) -> Match | None:
    """A work that only looks like another.

    Args:
        work: the work.
        numbered: works with one of its numbers, each with the name of the list.
        near: works with one of its addresses.
        titled: works with its title.
    """
    for name, known in numbered:
        return Match(known.id, alike=f"the same {name}")
    for known in near:
        return Match(known.id, alike="the same address")
    for known in titled:
        if known.date[:4] == work.date[:4]:
            return Match(known.id, alike=f"the same title{' and year' if work.date else ''}")
    return None


def _may_be_one_title(one: _Work, other: _Work) -> bool:
    """Whether two titles are not different, as far as both are known."""
    return not one.title or not other.title or _one_title(one, other)


def _one_title(one: _Work, other: _Work) -> bool:
    """Whether two titles are the same, or the shorter one has no word that the longer one does not have."""
    shorter, longer = sorted((set(one.title.split()), set(other.title.split())), key=len)
    return shorter <= longer


def _other_work(one: _Work, other: _Work) -> bool:
    """Whether two works cannot be the same although one number leads to both: the number is wrong in one of them."""
    if _may_be_one_title(one, other):
        return False
    words, others = set(one.title.split()), set(other.title.split())
    if len(words & others) * 2 >= min(len(words), len(others)):
        return False
    years = bool(one.date and other.date) and abs(int(one.date[:4]) - int(other.date[:4])) > 1
    return years or bool(one.authors and other.authors and not one.authors[0] & other.authors[0])


def _contradict(one: _Work, other: _Work) -> bool:
    """Whether two works have different numbers in the same list."""
    return any(other.numbers.get(name, number) != number for name, number in one.numbers.items())


def _same_publication(one: _Work, other: _Work) -> bool:
    """Whether two works with one title are one publication: nothing that both of them tell is different."""
    dates = bool(one.date) == bool(other.date) and (
        one.date.startswith(other.date) or other.date.startswith(one.date)
    )
    authors = not one.authors or not other.authors or bool(one.authors[0] & other.authors[0])
    publishers = not one.publisher or not other.publisher or one.publisher == other.publisher
    return dates and authors and publishers and not _contradict(one, other) and not _apart(one, other)


def _apart(one: _Work, other: _Work) -> bool:
    """Whether two works are in different lists, as a preprint and its article, or at different addresses."""
    if one.numbers or other.numbers:
        return bool(one.numbers and other.numbers) and not one.numbers.keys() & other.numbers.keys()
    return bool(one.addresses and other.addresses)


def _work(source: Source, also: tuple[str, ...]) -> _Work:
    doi = addresses.doi_address(source.doi) if source.doi else ""
    found = [url for url in (doi, source.url, *also, *source.archive) if url]
    numbers: dict[str, str] = {}
    pages: set[str] = set()
    for url in found:
        address = comparable(url)
        number = _number(address)
        if number:
            numbers.setdefault(*number)
        elif address:
            pages.add(address)
    return _Work(
        id=str(source.id),
        numbers=numbers,
        addresses=frozenset(pages),
        title=" ".join(re.findall(r"\w+", fold(source.title or ""))),
        date=source.published or "",
        authors=tuple(_family(author) for author in source.authors),
        publisher=fold(source.container or source.publisher or ""),
    )


def _number(address: str) -> tuple[str, str] | None:
    """The list and the number of a work in an address: a DOI, a number of arXiv or of PubMed."""
    if match := _DOI.fullmatch(address):
        doi = match[1].lower()
        if doi.startswith(_ARXIV_DOI):
            return "arXiv number", _VERSION.sub("", doi.removeprefix(_ARXIV_DOI))
        return "DOI", doi
    if match := _ARXIV.fullmatch(address):
        return "arXiv number", _VERSION.sub("", match[1].lower())
    if match := _PUBMED.match(address):
        return "PubMed number", match[1]
    return None


def _family(author: Author) -> frozenset[str]:
    """The words by which an author is known: the family name, or if it is not told, each word of the name."""
    words = re.findall(r"\w+", fold(author.family or author.name or author.organisation or ""))
    return frozenset(word for word in words if len(word) > 1 or not word.isascii()) or frozenset(words)
