"""A source as one neutral reference: who, what, where, when, as a reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bindery.model import vocabulary
from bindery.model.briefing import Author, Source
from bindery.text.dates import MONTHS

NO_DATE = "n.d."
_SHORTEST_WORDS = 3  # an address's last part is taken for a title when it has as many words
_ENDING = re.compile(r"\.(?:html?|php|aspx?|cms|pdf|md|txt)$", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """What a reader needs to recognise and find a source.

    Attributes:
        source: the source.
        authors: their names, joined; empty when unknown.
        title: its title, or one supplied from its address or kind.
        supplied: whether the title was supplied, and so stands in square brackets.
        publisher: who published it; empty when unknown.
        published: when, in words; `n.d.` when unknown.
        accessed: when it was checked, in words; empty when unknown.
        host: the host of its address, without `www.`.
    """

    source: Source
    authors: str
    title: str
    supplied: bool
    publisher: str
    published: str
    accessed: str
    host: str

    @property
    def short(self) -> str:
        """The reference in a few words: who published it, and when."""
        who = self.publisher or self.authors or self.title
        return f"{who}, {self.published}"

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """By publisher, then date, then title."""
        return (self.publisher.casefold() or "\uffff", self.source.published or "", self.title.casefold())


def reference_to(source: Source) -> Reference:
    """The reference of a source."""
    title = source.title or _supplied_title(source)
    return Reference(
        source=source,
        authors=author_line(source.authors),
        title=title,
        supplied=source.title is None,
        publisher=source.publisher or "",
        published=date_in_words(source.published) if source.published else NO_DATE,
        accessed=date_in_words(source.accessed) if source.accessed else "",
        host=_host(source.url) if source.url else "",
    )


def author_line(authors: tuple[Author, ...]) -> str:
    """The authors in one line: A; A and B; A, B (of a body) and C."""
    spoken = [
        f"{author.name} ({author.organisation})"
        if author.name and author.organisation
        else str(author.name or author.organisation)
        for author in authors
    ]
    if len(spoken) < 2:  # noqa: PLR2004  one name, or none
        return "".join(spoken)
    return f"{', '.join(spoken[:-1])} and {spoken[-1]}"


def date_in_words(date: str) -> str:
    """A date as far as it is known: 2024, November 2024, 21 November 2024."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def dates_in_words(start: str, end: str | None) -> str:
    """A stretch of time, without saying twice what both dates share."""
    if not end or end == start:
        return date_in_words(start)
    first, last = start.split("-"), end.split("-")
    if len(first) == len(last) == 3 and first[:2] == last[:2]:  # noqa: PLR2004  a year, a month and a day
        return f"{int(first[2])}–{date_in_words(end)}"
    return f"{date_in_words(start)} – {date_in_words(end)}"


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    try:
        host = host.encode("idna").decode("ascii")  # a look-alike letter shows as what it is
    except UnicodeError:
        host = ascii(host).strip("'")
    return host.removeprefix("www.")


def _supplied_title(source: Source) -> str:
    """A title from the last part of the address that reads like words, as cataloguers supply one."""
    if source.url:
        for part in reversed(urlsplit(source.url).path.split("/")):
            words = re.sub(r"[-_+]+", " ", _ENDING.sub("", unquote(part))).strip()
            words = re.sub(r"\s+\d{4,}$", "", words)
            if len(re.findall(r"[^\W\d_]{2,}", words)) >= _SHORTEST_WORDS and words.isprintable():
                return words[0].upper() + words[1:]
    kind = vocabulary.SOURCE_KINDS[source.kind].lower()
    return f"Untitled {kind}"
