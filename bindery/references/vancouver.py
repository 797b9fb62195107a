"""How and where a source was published, as the Vancouver style has it after the title."""

from __future__ import annotations

from bindery.model.source import Author, Source
from bindery.references import styles
from bindery.references.pieces import (
    IN_PERIODICALS,
    IN_SERIES,
    MARK,
    NAME,
    WORDS,
    Parts,
    Piece,
    ReferenceLine,
    edition_of,
    if_known,
    in_series,
    page_range,
    report_number,
)
from bindery.references.reference import Reference

_DESIGNATED = {"thesis": "[thesis]", "preprint": "[preprint]"}  # kinds that the style names after the title


def in_vancouver(reference: Reference) -> tuple[Piece, ...]:
    """What follows the title in Vancouver style, up to the address."""
    source, entry = reference.source, styles.numbered(reference)
    line = ReferenceLine(reference.ending, reference.wording)
    _after_space(line, _DESIGNATED.get(source.kind, ""), WORDS)
    container = str(source.container or "")
    if container and source.kind in styles.IN_BOOKS:
        _in_book(line, reference, entry, container)
    elif container and source.kind in IN_PERIODICALS:
        _periodical(line, reference, entry, container)
    elif source.kind in styles.SERIALS and reference.publisher:
        _periodical(line, reference, entry, reference.publisher)
    else:
        _alone(line, reference, entry, container)
    if not source.court and not (container and source.kind in IN_SERIES):
        line.sentence((report_number(source), NAME))
    line.sentence(("Translation of: ", WORDS), (str(source.original_title or ""), NAME))
    return tuple(line.pieces)


def _in_book(line: ReferenceLine, reference: Reference, entry: styles.Numbered, container: str) -> None:
    """The book that a source is in: In: Lee B, editor. Cities in heat. London: Harbour Press; 1999. p. 4-9."""
    line.stop()
    _after_space(line, "In: ", WORDS)
    _edited(line, reference.source.editors)
    line.add(container, NAME)
    _medium(line, reference)
    _imprint(line, reference.source, entry, edited=True, contained=False)
    line.sentence(("p. ", WORDS), (page_range(reference.source, "-"), NAME))


def _alone(line: ReferenceLine, reference: Reference, entry: styles.Numbered, container: str) -> None:
    """A work of its own, perhaps in a series, or one in law reports or a gazette."""
    source = reference.source
    series = bool(container) and source.kind in IN_SERIES
    within = bool(container) and not series
    _medium(line, reference)
    _imprint(line, source, entry, edited=entry.edited, contained=within)
    if series:
        number = if_known(in_series(source).replace(",", ";"), MARK)
        line.sentence(("(", MARK), (container, NAME), *number, (")", MARK))
    if within:
        _contained(line, source, container)
    else:
        line.sentence(("p. ", WORDS), (page_range(source, "-"), NAME))


def _after_space(line: ReferenceLine, text: str, role: str) -> None:
    if text:
        line.add(" ")
        line.add(text, role)


def _medium(line: ReferenceLine, reference: Reference) -> None:
    """That a source is on the web, and a full stop; then its edition."""
    _after_space(line, "[Internet]" if reference.address else "", WORDS)
    line.stop()
    line.sentence((edition_of(reference.source), WORDS))


def _periodical(line: ReferenceLine, reference: Reference, entry: styles.Numbered, container: str) -> None:
    """The periodical, the date, the volume, the issue and the pages: Clinic and City. 2019 Apr;12(3):45-60.

    Args:
        line: where they are added.
        reference: the source.
        entry: its parts in the style.
        container: name of the periodical.
    """
    source = reference.source
    line.stop()
    _after_space(line, container, NAME)
    _after_space(line, f"({source.place})" if source.place else "", NAME)
    _medium(line, reference)
    line.add(" ")
    _when(line, entry)
    place = str(source.volume or "") + (f"({source.issue})" if source.issue else "")
    line.add(f";{place}" if place else "")
    line.add(f":{page_range(source, '-')}" if source.pages else "")
    line.stop()
    if source.editors:
        line.add(" ")
        _edited(line, source.editors, after="")
    _translated(line, source)


def _edited(line: ReferenceLine, editors: tuple[Author, ...], after: str = " ") -> None:
    """The editors and a full stop; `after` follows it."""
    if editors:
        line.add(styles.with_initials(editors), NAME)
        line.add(styles.editors_label(editors), WORDS)
        line.add(f".{after}")


def _translated(line: ReferenceLine, source: Source) -> None:
    if source.translators:
        several = len(source.translators) > 1
        line.sentence(
            (styles.with_initials(source.translators), NAME),
            (", translators" if several else ", translator", WORDS),
        )


def _imprint(
    line: ReferenceLine, source: Source, entry: styles.Numbered, *, edited: bool, contained: bool
) -> None:
    """Who edited and translated it, its volume, place and publisher, and the dates.

    Args:
        line: where they are added.
        source: the source.
        entry: its parts in the style.
        edited: whether the editors are named already.
        contained: whether it is part of something, so that the volume is not its own.
    """
    if source.editors and not edited:
        line.add(" ")
        _edited(line, source.editors, after="")
    _translated(line, source)
    _decided(line, source)
    if not contained:
        line.sentence(("Vol. ", WORDS), (str(source.volume or ""), NAME))
        line.sentence(("No. ", WORDS), (str(source.issue or ""), NAME))
    line.add(" ")
    place, publisher = str(source.place or ""), str(source.publisher or source.court or "")
    line.add(place, NAME)
    line.add(": " if place and publisher else "")
    line.add(publisher, NAME)
    line.add("; " if place or publisher else "")
    _when(line, entry)
    line.stop()


def _decided(line: ReferenceLine, source: Source) -> None:
    """The number of a decision, and the court, if that is not in the place of the publisher."""
    if source.court:
        line.sentence((report_number(source), NAME))
        line.sentence((str(source.court if source.publisher else ""), NAME))


def _when(line: ReferenceLine, entry: styles.Numbered) -> None:
    """The date, and the day on which it was opened."""
    line.add(entry.date or "[date unknown]", WORDS)
    _after_space(
        line, line.wording.say("[cited %(day)s]", day=entry.accessed) if entry.accessed else "", WORDS
    )


def _contained(line: ReferenceLine, source: Source, container: str) -> None:
    """What a work is part of, such as law reports: In: Water Law Reports. Vol. 12(3), p. 45-60."""
    line.sentence(("In: ", WORDS), (container, NAME))
    volume = f"{source.volume}({source.issue})" if source.volume and source.issue else source.volume
    located = str(volume or source.issue or "")
    words = "Vol. " if source.volume else "No. "
    pages: Parts = (("p. ", WORDS), (page_range(source, "-"), NAME)) if source.pages else ()
    parts: Parts = ((words, WORDS), (located, NAME)) if located else ()
    if parts or pages:
        line.sentence(*parts, *(((", ", MARK),) if parts and pages else ()), *pages)
