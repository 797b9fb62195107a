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
    Parts,
    Piece,
    ReferenceLine,
    edition_of,
    if_known,
    in_series,
    page_range,
    report_number,
)
from bindery.references.reference import Reference, author_line


def in_chicago(reference: Reference) -> tuple[Piece, ...]:
    """What follows the title in Chicago's author-date style, up to the date in full."""
    source, entry = reference.source, styles.author_date(reference)
    line = ReferenceLine(".", reference.wording)
    if source.container and source.kind in styles.IN_BOOKS:
        _in_book(line, source, entry.container)
        _imprint(line, source, entry)
        return _ended(line, source)
    if source.kind in styles.SERIALS or (source.container and source.kind in IN_PERIODICALS):
        _periodical(line, source, entry)
        return _ended(line, source)
    series = source.kind in IN_SERIES and bool(source.container)
    if not series:
        line.sentence((report_number(source), NAME))
    line.sentence(("Edited by ", WORDS), (author_line(() if entry.edited else source.editors), NAME))
    line.sentence(("Translated by ", WORDS), (author_line(source.translators), NAME))
    line.sentence((edition_of(source), WORDS))
    if entry.container and not series:
        line.sentence((entry.container, NAME), *if_known(_locus(source), MARK))
    else:
        line.sentence(("Vol. ", WORDS), (str(source.volume or ""), NAME))
        line.sentence(("No. ", WORDS), (str(source.issue or ""), NAME))
        line.sentence(("Pages ", WORDS), (page_range(source, "–"), NAME))
        line.sentence((entry.container, NAME), *if_known(in_series(source), MARK))
    _imprint(line, source, entry, {"thesis": "Thesis", "preprint": "Preprint"}.get(source.kind, ""))
    return _ended(line, source, numbered=True)


def _periodical(line: ReferenceLine, source: Source, entry: styles.AuthorDate) -> None:
    """The periodical, its volume and the date: City News 12 (3): 45–60; City News, May 3, no. 7, A4.

    Where the periodical is the lead, the rest stands alone.

    Args:
        line: where they are added.
        source: the source.
        entry: its parts in the style.
    """
    volume, issue, pages = str(source.volume or ""), str(source.issue or ""), page_range(source, "–")
    words = "Preprint, " if source.kind == "preprint" else ""
    head: Parts = ()
    if entry.container:
        place = if_known(f" ({source.place})" if source.place else "", NAME)
        head = (*if_known(words, WORDS), (entry.container, WORK), *place)
    day = entry.day
    if volume:
        located = _locus(source)
        head += ((located if head else located.strip(), MARK),)
        issue = pages = ""
        day = "" if source.kind == "journal-article" else day  # the volume and the issue say the rest
    parts = [
        head,
        if_known(day if head else day[:1].upper() + day[1:], WORDS),
        (("no. ", WORDS), (issue, NAME)) if issue else (),
        if_known(pages, NAME),
    ]
    line.sentence(*_joined(parts))
    line.sentence(("Edited by ", WORDS), (author_line(source.editors), NAME))
    line.sentence(("Translated by ", WORDS), (author_line(source.translators), NAME))
    line.sentence((edition_of(source), WORDS))


def _joined(parts: list[Parts]) -> Parts:
    """The pieces of some parts with a comma between two parts; one empty piece if there is none."""
    pieces = [piece for part in parts if part for piece in ((", ", MARK), *part)]
    return tuple(pieces[1:]) or (("", MARK),)


def _locus(source: Source) -> str:
    """The place in law reports or a gazette: ` 12 (3): 45–60`; begins with a space, a comma or nothing."""
    volume, issue, pages = str(source.volume or ""), str(source.issue or ""), page_range(source, "–")
    place = f" {volume}" if volume else ""
    if issue:
        place += f" ({issue})" if volume else f", no. {issue}"
    if pages:
        place += f": {pages}" if place else f", {pages}"
    return place


def _in_book(line: ReferenceLine, source: Source, container: str) -> None:
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
        ("", page_range(source, "–")),
    ):
        if value:
            line.add(", ")
            line.add(words, WORDS)
            line.add(value, NAME)
    line.stop()


def _imprint(line: ReferenceLine, source: Source, entry: styles.AuthorDate, prefix: str = "") -> None:
    """Place and publisher, or the court, and the rest of the date.

    A publisher that is the lead is named again only after its place.

    Args:
        line: where they are added.
        source: the source.
        entry: its parts in the style.
        prefix: the kind of work, before its publisher; may be empty.
    """
    alone = not entry.publisher and not source.place
    line.sentence((str(source.court or ""), NAME), *(_day(entry) if alone else ()))
    if source.court and alone:
        return
    place = str(source.place or "")
    publisher = entry.publisher or (str(source.publisher or "") if place else "")
    named = _named(place, publisher, prefix)
    if named:
        line.sentence(*named, *_day(entry))
    else:
        line.sentence((entry.day[:1].upper() + entry.day[1:], WORDS))


def _named(place: str, publisher: str, prefix: str) -> Parts:
    """Place and publisher: London: Harbour Press; after the kind of work: Thesis, Example University, London."""
    if prefix:
        return _joined(
            [if_known(text, role) for text, role in ((prefix, WORDS), (publisher, NAME), (place, NAME))]
        )
    between = if_known(": " if place and publisher else "", MARK)
    return (*if_known(place, NAME), *between, *if_known(publisher, NAME))


def _day(entry: styles.AuthorDate) -> Parts:
    """The rest of the date after a comma."""
    return ((", ", MARK), (entry.day, WORDS)) if entry.day else ()


def _ended(line: ReferenceLine, source: Source, *, numbered: bool = False) -> tuple[Piece, ...]:
    """The pieces of a line, with the number, unless it is there already, and the title of the original."""
    line.sentence(("" if numbered else report_number(source), NAME))
    line.sentence(("Translation of ", WORDS), (str(source.original_title or ""), WORK))
    return tuple(line.pieces)
