"""A source as two styles of reference have it: author and date as Chicago's, numbered as Vancouver's.

Both follow the published rules as far as a source here has what they ask for. A name is turned round, or cut to
initials, only where its author says which part of it is the family name; it is never guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bindery.model.briefing import Author
from bindery.references.reference import NO_DATE, Reference
from bindery.text.dates import MONTHS
from bindery.text.folding import fold
from bindery.text.phrasing import column_letters

SERIALS = frozenset({"news", "encyclopedia"})  # their publisher is the work that the text stands in
WORKS = frozenset({"report", "think-tank", "official", "dataset", "video", "book", "law", "document"})
MOST_IN_CHICAGO, KEPT_IN_CHICAGO = 6, 3  # of more than six authors the first three are named
MOST_IN_VANCOUVER = 6
_SHORT_TITLE = 4  # words
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\s]")
_PAGE = re.compile(r"pp?\.\s*(?=\d)")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_INITIALS = 2


@dataclass(frozen=True)
class AuthorDate:
    """A reference as Chicago's author-date style has it.

    Attributes:
        lead: who is named first: the authors, or else the publisher; empty where nobody is known.
        short: the same in a citation.
        year: of publication, with the letter that tells it from another.
        day: what is known of the date beyond the year; may be empty.
        publisher: who published it, where that is not said already.
        serial: whether the publisher is a newspaper or another work that the text stands in.
        whole: whether the title is that of a whole work, and so in italics.
        accessed: when it was checked; may be empty.
    """

    lead: str
    short: str
    year: str
    day: str
    publisher: str
    serial: bool
    whole: bool
    accessed: str

    @property
    def label(self) -> str:
        """What stands in prose between the brackets: Gibb Institute 2023a."""
        comma = "," if self.year.startswith(NO_DATE) else ""
        return f"{self.short}{comma} {self.year}"


@dataclass(frozen=True)
class Numbered:
    """A reference as Vancouver's style has it.

    Attributes:
        authors: their names; empty where nobody is known.
        serial: whether the publisher is a newspaper or another work that the text stands in.
        date: of publication; empty when unknown.
        accessed: when it was checked; may be empty.
    """

    authors: str
    serial: bool
    date: str
    accessed: str


def author_date(reference: Reference, suffix: str = "") -> AuthorDate:
    """A reference as Chicago's author-date style has it; `suffix` is the letter after the year."""
    source = reference.source
    lead = _in_full(source.authors) or reference.publisher
    year, day = _chicago_date(source.published, source.published_end)
    dashed = f"-{suffix}" if suffix and year == NO_DATE else suffix
    publisher = reference.publisher if source.authors else ""
    return AuthorDate(
        lead=lead,
        short=_in_short(source.authors) or reference.publisher or _short_title(reference),
        year=year + dashed,
        day=day if publisher else day[:1].upper() + day[1:],
        publisher=publisher,
        serial=source.kind in SERIALS,
        whole=source.kind in WORKS,
        accessed=us_date(source.accessed) if source.accessed else "",
    )


def numbered(reference: Reference) -> Numbered:
    """A reference as Vancouver's style has it."""
    source = reference.source
    return Numbered(
        authors=_with_initials(source.authors),
        serial=source.kind in SERIALS and bool(reference.publisher),
        date=_vancouver_date(source.published, source.published_end) if source.published else "",
        accessed=_vancouver_date(source.accessed, None) if source.accessed else "",
    )


def suffixes(references: Iterable[Reference]) -> dict[str, str]:
    """The letter after the year of each reference whose citation another one shares; none for the others."""
    alike: dict[str, list[str]] = defaultdict(list)
    for reference in by_author(references):
        alike[fold(author_date(reference).label)].append(reference.source.id)
    return {
        source: column_letters(number)
        for shared in alike.values()
        if len(shared) > 1
        for number, source in enumerate(shared)
    }


def by_author(references: Iterable[Reference]) -> list[Reference]:
    """References in the order of an author-date list: by who is named first, then year, then title."""

    def key(reference: Reference) -> tuple[str, str, str, str]:
        lead = author_date(reference).lead or reference.title
        year = (reference.source.published or "\uffff")[:4]
        return (_filed(lead), year, _filed(reference.title), reference.source.id)

    return sorted(references, key=key)


def labels(references: Iterable[Reference]) -> Mapping[str, str]:
    """What stands in prose for each reference: two of one author and year are told apart by a letter."""
    found = list(references)
    letters = suffixes(found)
    return {r.source.id: author_date(r, letters.get(r.source.id, "")).label for r in found}


def bare_locator(locator: str) -> str:
    """A place in a source as Chicago's citations have it: a page without `p.`, anything else as it was written."""
    return _PAGE.sub("", locator)


def final_stop(text: str) -> str:
    """The full stop that a text still needs at its end; empty when it ends a sentence as it is."""
    return "" if text.endswith((".", "?", "!", "…", "۔", "؟")) else "."


def us_date(date: str) -> str:
    """A date as Chicago's style has it: November 21, 2024."""
    year, day = _chicago_date(date, None)
    return f"{day}{',' if date.count('-') > 1 else ''} {year}".strip()


def _filed(text: str) -> str:
    """A name as it is filed: without the article before it and without marks, in folded letters."""
    return _MARKS.sub("", fold(_ARTICLE.sub("", text, count=1)))


def _spoken(author: Author) -> str:
    return str(author.name or author.organisation)


def _turned(author: Author) -> str:
    """A name with the family's part first, where it is known."""
    return f"{author.family}, {author.given}" if author.family and author.given else _spoken(author)


def _in_full(authors: tuple[Author, ...]) -> str:
    """The authors as a list has them: Okafor, Ada, Ben Lee, and World Bank."""
    shown = authors if len(authors) <= MOST_IN_CHICAGO else authors[:KEPT_IN_CHICAGO]
    names = [_spoken(author) if place else _turned(author) for place, author in enumerate(shown)]
    if len(shown) < len(authors):
        return ", ".join([*names, "et al."])
    if len(names) < 2:  # noqa: PLR2004  one name, or none
        return "".join(names)
    comma = "," if len(names) > 2 or "," in names[0] else ""  # noqa: PLR2004  two names need none
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def _in_short(authors: tuple[Author, ...]) -> str:
    """The authors as a citation in prose has them: Okafor; Okafor and Lee; Okafor et al."""
    names = [str(author.family or _spoken(author)) for author in authors]
    if len(names) > 2:  # noqa: PLR2004  two are named
        return f"{names[0]} et al."
    return " and ".join(names)


def _short_title(reference: Reference) -> str:
    words = " ".join(reference.title.split()[:_SHORT_TITLE]).rstrip(",;:")
    if reference.supplied:
        return f"[{words}]"
    return words if reference.source.kind in WORKS else f"“{words}”"


def _with_initials(authors: tuple[Author, ...]) -> str:
    """The authors as Vancouver's style has them: Okafor A, Lee MJ, World Bank."""
    names = [_initialled(author) for author in authors[:MOST_IN_VANCOUVER]]
    return ", ".join([*names, "et al."] if len(authors) > MOST_IN_VANCOUVER else names)


def _initialled(author: Author) -> str:
    if not author.family or not author.given:
        return _spoken(author)
    parts = [part for part in re.split(r"[\s.\-‐]+", author.given) if part]
    if not all(_LATIN.match(part) for part in parts):
        return f"{author.family} {author.given}"  # other scripts have no such initials
    return f"{author.family} {''.join(part[0] for part in parts[:_INITIALS]).upper()}"


def _chicago_date(start: str | None, end: str | None) -> tuple[str, str]:
    """The year, or years, and the rest of a date or a stretch of time."""
    if start is None:
        return NO_DATE, ""
    first, last = start.split("-"), (end or start).split("-")
    one, other = _month_day(first[1:]), _month_day(last[1:])
    if first[0] != last[0]:
        within = f"{_dated(one, first[0])}–{_dated(other, last[0])}" if one or other else ""
        return f"{first[0]}–{last[0]}", within
    if one == other:
        return first[0], one
    if not one or not other:
        return first[0], f"from {one}" if one else f"up to {other}"
    if len(first) == len(last) == 3 and first[1] == last[1]:  # noqa: PLR2004  a year, a month and a day
        return first[0], f"{one}–{int(last[2])}"
    return first[0], f"{one}–{other}"


def _month_day(parts: list[str]) -> str:
    if not parts:
        return ""
    month = MONTHS[int(parts[0]) - 1]
    return f"{month} {int(parts[1])}" if len(parts) > 1 else month


def _dated(day: str, year: str) -> str:
    return f"{day}{',' if ' ' in day else ''} {year}".strip()


def _vancouver_date(start: str, end: str | None) -> str:
    """A date or a stretch of time from the year down: 2024 Nov 21-24."""
    first, last = _parts(start), _parts(end or start)
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    rest = last[shared:]
    return " ".join(first) + (f"-{' '.join(rest)}" if rest else "")


def _parts(date: str) -> list[str]:
    year, *rest = date.split("-")
    month = [MONTHS[int(rest[0]) - 1][:3]] if rest else []
    return [year, *month, *(str(int(day)) for day in rest[1:])]
