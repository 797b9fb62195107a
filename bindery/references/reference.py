"""A source as a reader sees it: its authors, title, publisher, dates and address in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from pydantic_core import PydanticCustomError

from bindery.model import vocabulary
from bindery.model.field_types import Doi
from bindery.model.source import Author, Source
from bindery.references.first_words import first_words
from bindery.text.wording import ENGLISH, Wording
from bindery.text.written_dates import date_in_words, dates_in_words

UNDATED = "undated"


@dataclass(frozen=True)
class Reference:
    """What a reader needs to recognise and find a source.

    Attributes:
        source: the source.
        authors: the names of its authors in one line; empty when unknown.
        title: its title, or else the first words quoted from it, in quotation marks, or else its kind.
        supplied: whether the title is not its own, so that it is shown in square brackets.
        publisher: name of its publisher; empty when unknown.
        published: its date of publication in words; `undated` when it is not known.
        accessed: the date on which it was opened, in words; empty when unknown.
        host: the host of its address, without `www.`; empty when it has no address.
        doi: its digital object identifier, also where only its address has it; may be empty.
        wording: the language of its words.
    """

    source: Source
    authors: str
    title: str
    supplied: bool
    publisher: str
    published: str
    accessed: str
    host: str
    doi: str = ""
    wording: Wording = ENGLISH

    @property
    def address(self) -> str:
        """Its web address, or else that of its DOI; may be empty."""
        return str(self.source.url or self.doi_address)

    @property
    def doi_address(self) -> str:
        """The web address of its DOI; empty when it has none."""
        return doi_address(self.doi) if self.doi else ""

    @property
    def at_doi(self) -> bool:
        """Whether its address is only that of its DOI, which a reference has anyway."""
        return bool(self.source.doi) and _doi_within(self.source.url or "").lower() == self.doi.lower()

    @property
    def ending(self) -> str:
        """The last characters of the title with its translation and square brackets, as a reference has them."""
        return "]" if self.supplied or self.source.translated_title else self.title

    @property
    def quoted(self) -> bool:
        """Whether the first words quoted from it are in the place of a title."""
        return (
            self.supplied
            and bool(self.source.passages)
            and self.title.startswith(self.wording.quote_marks[0])
        )

    @property
    def heading(self) -> str:
        """What a page or a search result about it is called: its title, or who published what and when."""
        if not self.supplied:
            return self.title
        if self.quoted:
            who = (
                self.publisher
                or self.authors
                or self.wording.message(vocabulary.SOURCE_KINDS[self.source.kind])
            )
            return f"{who}, {self.published}: {self.title}"
        who = self.publisher or self.authors
        untitled = f"{self.title}, {self.published}"
        return (
            f"{who}: {untitled[0].lower()}{untitled[1:]}"
            if who and self.wording.is_english
            else f"{who}: {untitled}"
            if who
            else untitled
        )

    @property
    def short(self) -> str:
        """The reference in a few words: its publisher, or else its authors or title, and its date."""
        who = self.publisher or self.authors or self.title
        return f"{who}, {self.published}"

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """The order of references: by publisher, then date, then title."""
        return (self.publisher.casefold() or "\uffff", self.source.published or "", self.title.casefold())


def reference_to(source: Source, wording: Wording = ENGLISH) -> Reference:
    """The reference of a source, in the words of a language."""
    title = source.title or _supplied_title(source, wording)
    return Reference(
        source=source,
        authors=author_line(source.authors, wording),
        title=title,
        supplied=source.title is None,
        publisher=source.issuer or "",
        published=wording.date(source.published) if source.published else wording.say(UNDATED),
        accessed=wording.date(source.accessed) if source.accessed else "",
        host=_host(source.url) if source.url else "",
        doi=str(source.doi or _doi_within(source.url or "")),
        wording=wording,
    )


def doi_address(doi: str) -> str:
    """The web address of a DOI."""
    return "https://doi.org/" + quote(doi, safe="/:;()._-~,+@=*!'&$")


def _doi_within(url: str) -> str:
    """The DOI that an address of doi.org consists of; empty for any other address."""
    parts = urlsplit(url)
    if parts.hostname not in ("doi.org", "dx.doi.org", "www.doi.org"):
        return ""
    try:
        return str(Doi.check(unquote(parts.path.lstrip("/"))))
    except PydanticCustomError:
        return ""


def author_line(authors: tuple[Author, ...], wording: Wording = ENGLISH) -> str:
    """The authors in one line: A; A and B; A, B (of a body) and C, in the words of a language."""
    names = [
        f"{author.name} ({author.organisation})"
        if author.name and author.organisation
        else str(author.name or author.organisation)
        for author in authors
    ]
    return wording.listed(names)


def _host(url: str) -> str:
    """The host of an address in ASCII, without `www.`."""
    host = urlsplit(url).hostname or ""
    try:
        host = host.encode("idna").decode("ascii")  # so that look-alike letters of other scripts can be seen
    except UnicodeError:
        host = ascii(host).strip("'")
    return host.removeprefix("www.")


def _supplied_title(source: Source, wording: Wording) -> str:
    """What is in the place of a title: the first words quoted from the source, or else its kind."""
    words = first_words(str(source.passages[0].quote)) if source.passages else ""
    if words:
        return words.join(wording.quote_marks)
    return wording.say(
        "Untitled %(kind)s", kind=wording.message(vocabulary.SOURCE_KINDS[source.kind].lower())
    )


__all__ = [
    "UNDATED",
    "Reference",
    "author_line",
    "date_in_words",
    "dates_in_words",
    "doi_address",
    "reference_to",
]
