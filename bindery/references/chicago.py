"""How and where a source was published, as Chicago's author-date style has it after the title."""

from __future__ import annotations

from bindery.model.source import Source
from bindery.references import styles
from bindery.references.pieces import (
    IN_PERIODICALS,
    IN_SERIES,
    MARK,
    NAME,
    WORDS,
    WORK,
    Line,
    Parts,
    Piece,
    edition_of,
    if_known,
    in_series,
    number_of,
    pages_of,
)
from bindery.references.reference import Reference, author_line


def in_chicago(reference: Reference) -> tuple[Piece, ...]:
    """What follows the title in Chicago's author-date style, up to the date in full."""
    source, entry = reference.source, styles.author_date(reference)
    line = Line(".")
    if source.container and source.kind in styles.IN_BOOKS:
        _in_book(line, source, entry.container)
        _imprint(line, source, entry)
        return _ended(line, source)
    if source.kind in styles.SERIALS or (source.container and source.kind in IN_PERIODICALS):
        _periodical(line, source, entry)
        return _ended(line, source)
    series = source.kind in IN_SERIES and bool(source.container)
    if not series:
        line.sentence((number_of(source), NAME))
    line.sentence(("Edited by ", WORDS), (author_line(() if entry.edited else source.editors), NAME))
    line.sentence(("Translated by ", WORDS), (author_line(source.translators), NAME))
    line.sentence((edition_of(source), WORDS))
    if entry.container and not series:
        line.sentence((entry.container, NAME), *if_known(_locus(source), MARK))
    else:
        line.sentence(("Vol. ", WORDS), (str(source.volume or ""), NAME))
        line.sentence(("No. ", WORDS), (str(source.issue or ""), NAME))
        line.sentence(("Pages ", WORDS), (pages_of(source, "–"), NAME))
        line.sentence((entry.container, NAME), *if_known(in_series(source), MARK))
    _imprint(line, source, entry, {"thesis": "Thesis", "preprint": "Preprint"}.get(source.kind, ""))
    return _ended(line, source, numbered=True)


def _periodical(line: Line, source: Source, entry: styles.AuthorDate) -> None:
    """The periodical, its volume and the date: City News 12 (3): 45–60; City News, May 3, no. 7, A4.

    Where the periodical is the lead, the rest stands alone.

    Args:
        line: where they are added.
        source: the source.
        entry: its parts in the style.
    """
    volume, issue, pages = str(source.volume or ""), str(source.issue or ""), pages_of(source, "–")
    words = "Preprint, " if source.kind == "preprint" else ""
    head = (*if_known(words, WORDS), (entry.container, WORK)) if entry.container else ()
    if head and source.place:
        head += ((f" ({source.place})", NAME),)
    day = entry.day
    if volume:
        located = volume + (f" ({issue})" if issue else "") + (f": {pages}" if pages else "")
        head += ((f" {located}" if head else located, MARK),)
        issue = pages = ""
        day = "" if source.kind == "journal-article" else day  # the volume and the issue say the rest
    parts = [
        head,
        if_known(day if head else day[:1].upper() + day[1:], WORDS),
        (("no. ", WORDS), (issue, NAME)) if issue else (),
        if_known(pages, NAME),
    ]
    joined = [piece for part in parts if part for piece in ((", ", MARK), *part)]
    line.sentence(*joined[1:] or (("", MARK),))
    line.sentence(("Edited by ", WORDS), (author_line(source.editors), NAME))
    line.sentence(("Translated by ", WORDS), (author_line(source.translators), NAME))
    line.sentence((edition_of(source), WORDS))


def _locus(source: Source) -> str:
    """The place in law reports or a gazette: ` 12 (3): 45–60`; begins with a space, a comma or nothing."""
    volume, issue, pages = str(source.volume or ""), str(source.issue or ""), pages_of(source, "–")
    place = f" {volume}" if volume else ""
    if issue:
        place += f" ({issue})" if volume else f", no. {issue}"
    if pages:
        place += f": {pages}" if place else f", {pages}"
    return place


def _in_book(line: Line, source: Source, container: str) -> None:
    """The book, its editors, edition and volume, and the pages."""
    line.add(" ")
    line.add("In ", WORDS)
    line.add(container, WORK)
    for words, names in (("edited by ", source.editors), ("translated by ", source.translators)):
        if names:
            line.add(", ")
            line.add(words, WORDS)
            line.add(author_line(names), NAME)
    for words, value in (
        ("", edition_of(source)),
        ("vol. ", str(source.volume or "")),
        ("no. ", str(source.issue or "")),
        ("", pages_of(source, "–")),
    ):
        if value:
            line.add(", ")
            line.add(words, WORDS)
            line.add(value, NAME)
    line.stop()


def _imprint(line: Line, source: Source, entry: styles.AuthorDate, prefix: str = "") -> None:
    """Place and publisher, or the court, and the rest of the date.

    A publisher that is the lead is named again only after its place.

    Args:
        line: where they are added.
        source: the source.
        entry: its parts in the style.
        prefix: the kind of work, before its publisher; may be empty.
    """
    line.sentence((str(source.court or ""), NAME), *(() if entry.publisher or source.place else _day(entry)))
    if source.court and not entry.publisher and not source.place:
        return
    place = str(source.place or "")
    publisher = entry.publisher or (str(source.publisher or "") if place else "")
    if not publisher and not place and not prefix:
        line.sentence((entry.day[:1].upper() + entry.day[1:], WORDS))
        return
    line.add(" ")
    if prefix:
        named = list(filter(None, (publisher, place)))
        line.add(prefix, WORDS)
        for name in named:
            line.add(", ")
            line.add(name, NAME)
    else:
        line.add(place, NAME)
        line.add(": " if place and publisher else "")
        line.add(publisher, NAME)
    for text, role in _day(entry):
        line.add(text, role)
    line.stop()


def _day(entry: styles.AuthorDate) -> Parts:
    """The rest of the date after a comma."""
    return ((", ", MARK), (entry.day, WORDS)) if entry.day else ()


def _ended(line: Line, source: Source, *, numbered: bool = False) -> tuple[Piece, ...]:
    """The pieces of a line, with the number, unless it is there already, and the title of the original."""
    line.sentence(("" if numbered else number_of(source), NAME))
    line.sentence(("Translation of ", WORDS), (str(source.original_title or ""), WORK))
    return tuple(line.pieces)
