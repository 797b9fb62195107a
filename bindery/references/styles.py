"""The two built-in reference styles: author and date after Chicago, numbered after Vancouver.

Both follow the published rules as far as a source has the fields for them. A name is inverted or shortened to
initials only if the briefing says which part is the family name; this is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bindery.model.author_names import in_short, spoken
from bindery.model.source import Author, Source
from bindery.model.vocabulary import PUBLISHED_WITHIN
from bindery.references.first_words import first_words
from bindery.references.reference import Reference
from bindery.text.dates import MONTHS
from bindery.text.folding import fold
from bindery.text.wording import ENGLISH, Wording

NO_DATE = "n.d."  # in place of the year in an author-date citation (The Chicago Manual of Style)
SERIALS = frozenset({"news", "encyclopedia"})  # kinds whose publisher is the work that contains the text
# Kinds that are whole works, so that their titles are in italics.
WORKS = frozenset(
    {
        "report",
        "think-tank",
        "official",
        "dataset",
        "video",
        "book",
        "law",
        "bill",
        "court-decision",
        "document",
    }
)
IN_BOOKS = frozenset({"chapter", "encyclopedia"})  # kinds that appear in a book, if they name a container
MOST_IN_CHICAGO, KEPT_IN_CHICAGO = 6, 3  # of more than six authors, the first three are named
MOST_IN_VANCOUVER = 6
_SHORT_TITLE = 4  # words
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\s]")
_PAGE = re.compile(r"pp?\.\s*(?=\d)")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_INITIALS = 2  # at most, for each author


@dataclass(frozen=True)
class AuthorDate:
    """The parts of a reference in Chicago's author-date style.

    Attributes:
        lead: the beginning: the authors, or else the publisher; empty when neither is known.
        short: the authors or the publisher as a citation has them, or else a short title.
        year: year of publication, with a letter if another citation would be the same.
        day: the rest of the date, such as `November 21`; may be empty.
        publisher: name of the publisher; empty when it is the lead.
        container: what it appeared in; empty when it is the lead.
        edited: whether the editors are the lead.
        whole: whether the title is that of a whole work, and so in italics.
        accessed: the date on which it was opened, in words; may be empty.
    """

    lead: str
    short: str
    year: str
    day: str
    publisher: str
    container: str
    edited: bool
    whole: bool
    accessed: str


@dataclass(frozen=True)
class Numbered:
    """The parts of a reference in Vancouver style.

    Attributes:
        authors: the names of the authors in one line; empty when unknown.
        edited: whether the editors are in their place.
        date: date of publication, such as `2024 Nov 21`; empty when unknown.
        accessed: the date on which it was opened; may be empty.
    """

    authors: str
    edited: bool
    date: str
    accessed: str


def author_date(reference: Reference, suffix: str = "") -> AuthorDate:
    """A reference in Chicago's author-date style; `suffix` is the letter after the year, or empty."""
    source = reference.source
    makers, role = _makers(source)
    issuer, wording = _issuer(source), reference.wording
    lead = f"{_in_full(makers, wording)}{wording.message(role) if role else role}" or issuer
    year, day = _chicago_date(source.published, source.published_end, wording)
    dashed = f"-{suffix}" if suffix and source.published is None else suffix
    publisher, container = str(source.publisher or ""), str(source.container or "")
    if source.kind in SERIALS and not container:
        publisher, container = "", publisher
    return AuthorDate(
        lead=lead,
        short=in_short(makers) or issuer or _short_title(reference),
        year=year + dashed,
        day=day,
        publisher="" if lead == publisher else publisher,
        container="" if lead == container else container,
        edited=bool(role),
        whole=source.kind in WORKS,
        accessed=us_date(source.accessed, wording) if source.accessed else "",
    )


def _makers(source: Source) -> tuple[tuple[Author, ...], str]:
    """Who a reference begins with, and what they did if they did not write it: the editors of a whole work."""
    if source.authors or not source.editors or source.kind not in WORKS:
        return source.authors, ""
    return source.editors, ", ed." if len(source.editors) == 1 else ", eds."


def _issuer(source: Source) -> str:
    """What a reference without authors begins with: the publisher or the newspaper. The rest is known by its title."""
    if source.kind == "court-decision" or source.court or (source.kind in IN_BOOKS and source.container):
        return ""
    within = source.kind in PUBLISHED_WITHIN and source.container
    return str(within or source.publisher or "")


def numbered(reference: Reference) -> Numbered:
    """A reference in Vancouver style."""
    source, wording = reference.source, reference.wording
    makers, role = _makers(source)
    return Numbered(
        authors=with_initials(makers) + (wording.message(editors_label(makers)) if role else ""),
        edited=bool(role),
        date=_vancouver_date(source.published, source.published_end, wording) if source.published else "",
        accessed=_vancouver_date(source.accessed, None, wording) if source.accessed else "",
    )


def by_author(references: Iterable[Reference]) -> list[Reference]:
    """References in the order of an author-date list: by lead, then year, then title."""

    def key(reference: Reference) -> tuple[str, str, str, str]:
        lead = author_date(reference).lead or reference.title
        year = (reference.source.published or "\uffff")[:4]
        return (_sort_form(lead), year, _sort_form(reference.title), reference.source.id)

    return sorted(references, key=key)


def bare_locator(locator: str) -> str:
    """A place in a source as Chicago's citations give it: a page without `p.`, anything else unchanged."""
    return _PAGE.sub("", locator)


def final_stop(text: str) -> str:
    """The full stop that a text needs at its end; empty when it already ends with such a mark."""
    return "" if text.endswith((".", "?", "!", "…", "۔", "؟")) else "."


def us_date(date: str, wording: Wording = ENGLISH) -> str:
    """A date in Chicago style: November 21, 2024; in another language as that writes dates."""
    if not wording.is_english:
        return wording.date(date)
    year, day = _chicago_date(date, None, wording)
    return f"{day}{',' if date.count('-') > 1 else ''} {year}".strip()


def _sort_form(text: str) -> str:
    """A text as it is sorted: without its article, punctuation, accents and capital letters."""
    return _MARKS.sub("", fold(_ARTICLE.sub("", text, count=1)))


def _inverted(author: Author) -> str:
    """A name with the family name first, if it is known."""
    if not author.family or not author.given or " " not in (author.name or ""):  # 王小明 has no comma
        return spoken(author)
    return ", ".join(filter(None, (author.family, author.given, author.suffix)))


def _in_full(authors: tuple[Author, ...], wording: Wording) -> str:
    """The authors as in a list of references: Okafor, Ada, Ben Lee, and World Bank."""
    shown = authors if len(authors) <= MOST_IN_CHICAGO else authors[:KEPT_IN_CHICAGO]
    names = [spoken(author) if place else _inverted(author) for place, author in enumerate(shown)]
    if len(shown) < len(authors):
        return ", ".join([*names, "et al."])
    if len(names) < 2:  # noqa: PLR2004  one name, or none
        return "".join(names)
    if not wording.is_english:
        return wording.listed(names)
    comma = "," if len(names) > 2 or "," in names[0] else ""  # noqa: PLR2004  two names need none
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def _short_title(reference: Reference) -> str:
    if reference.source.kind == "court-decision" and not reference.supplied:
        return reference.title  # a case is cited by its whole name
    if reference.quoted:
        return f"[“{first_words(str(reference.source.passages[0].quote), _SHORT_TITLE)}”]"
    words = " ".join(reference.title.split()[:_SHORT_TITLE]).rstrip(",;:")
    if reference.supplied:
        return f"[{words}]"
    return words if reference.source.kind in WORKS else f"“{words}”"


def with_initials(authors: tuple[Author, ...]) -> str:
    """The authors in Vancouver style: Okafor A, Lee MJ, World Bank."""
    names = [_initialled(author) for author in authors[:MOST_IN_VANCOUVER]]
    return ", ".join([*names, "et al."] if len(authors) > MOST_IN_VANCOUVER else names)


def editors_label(editors: tuple[Author, ...]) -> str:
    """What follows the names of editors in Vancouver style."""
    return ", editor" if len(editors) == 1 else ", editors"


def _initialled(author: Author) -> str:
    if not author.family or not author.given or " " not in (author.name or ""):
        return spoken(author)
    parts = [part for part in re.split(r"[\s.\-‐]+", author.given) if part]
    if not all(_LATIN.match(part) for part in parts):
        return f"{author.family} {author.given}"  # names in other scripts have no initials of this kind
    initials = "".join(part[0] for part in parts[:_INITIALS]).upper()
    return " ".join(filter(None, (author.family, initials, author.suffix.rstrip("."))))


def _chicago_date(start: str | None, end: str | None, wording: Wording) -> tuple[str, str]:
    """The year, or years, of a date or a period, and the rest of it in words, which may be empty."""
    if start is None:
        return wording.message(NO_DATE), ""
    if not wording.is_english:
        return _dated_elsewhere(start, end or start, wording)
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


def _dated_elsewhere(start: str, end: str, wording: Wording) -> tuple[str, str]:
    """The year, or years, of a period, and the rest of it as another language than English writes it."""
    if start[:4] != end[:4]:
        return f"{start[:4]}–{end[:4]}", wording.dates(start, end) if "-" in start + end else ""
    return start[:4], wording.dates_within_year(start, end)


def _month_day(parts: list[str]) -> str:
    """The month, and the day if known, in words: November 21."""
    if not parts:
        return ""
    month = MONTHS[int(parts[0]) - 1]
    return f"{month} {int(parts[1])}" if len(parts) > 1 else month


def _dated(day: str, year: str) -> str:
    return f"{day}{',' if ' ' in day else ''} {year}".strip()


def _vancouver_date(start: str, end: str | None, wording: Wording) -> str:
    """A date or a period, with the year first: 2024 Nov 21-24; in another language as that writes dates."""
    if not wording.is_english:
        return wording.dates(start, end)
    first, last = _parts(start), _parts(end or start)
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    rest = last[shared:]
    return " ".join(first) + (f"-{' '.join(rest)}" if rest else "")


def _parts(date: str) -> list[str]:
    """The year, month and day of a date, as far as they are known: 2024, Nov, 21."""
    year, *rest = date.split("-")
    month = [MONTHS[int(rest[0]) - 1][:3]] if rest else []
    return [year, *month, *(str(int(day)) for day in rest[1:])]
