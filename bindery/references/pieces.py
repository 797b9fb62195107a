"""The parts of a reference that both styles share, and the pieces in which a style hands them to a template."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bindery.model.source import Source
from bindery.references import styles
from bindery.references.reference import Reference, author_line
from bindery.text.wording import Wording

WORDS, NAME, WORK, MARK = "words", "name", "work", "mark"
# Kinds that appear in a periodical or on a website, if they name one.
IN_PERIODICALS = frozenset({"news", "analysis", "social", "journal-article", "preprint", "interview"})
# Kinds that appear in a series, in which they have a number; the volume is their own.
IN_SERIES = frozenset({"report", "think-tank", "official", "thesis", "dataset", "book", "video"})
# Every word of ours in a reference, without the space around it; `say` has those with a number.
OUR_WORDS = (
    "Edited by", "Translated by", "edited by", "translated by", "Vol.", "No.", "vol.", "no.", "Pages", "p.",
    "In", "In:", "Preprint,", "Preprint", "Thesis", "[preprint]", "[thesis]", "[Internet]", "[date unknown]",
    "Translation of", "Translation of:", ", ed.", ", eds.", ", editor", ", editors", ", translator", ", translators",
)  # fmt: skip
_EDITION = re.compile(r"(\d+)(?:st|nd|rd|th) ed\.")
_ORDINALS = {"1": "st", "2": "nd", "3": "rd"}
_RANGE = re.compile(r"(?<=\d)\s*[-–]\s*(?=\d)")
Parts = tuple[tuple[str, str], ...]
"""Pieces to be added: the text and the role of each."""


@dataclass(frozen=True)
class Piece:
    """A piece of a reference.

    Attributes:
        text: its words.
        role: `words` of ours, a `name` from the source, the title of a whole `work`, or a `mark`.
    """

    text: str
    role: str = MARK


class ReferenceLine:
    """The pieces of a reference as they are added.

    Args:
        before: the text before the first piece.
        wording: the language of our own words in it.
    """

    def __init__(self, before: str, wording: Wording) -> None:
        self.pieces: list[Piece] = []
        self.last = before
        self.wording = wording

    def add(self, text: str, role: str = MARK) -> None:
        """Adds a piece, if it has a text."""
        if text:
            if role == WORDS and not self.wording.is_english:
                text = self._in_language(text)
            self.pieces.append(Piece(text, role))
            self.last = text

    def _in_language(self, text: str) -> str:
        """Words of ours in the language of the reference; the space around them stays."""
        words = text.strip()
        if edition := _EDITION.fullmatch(words):
            return text.replace(words, self.wording.say("%(number)s ed.", number=edition[1]))
        return text.replace(words, self.wording.message(words)) if words else text

    def stop(self) -> None:
        """Adds a full stop, unless the text before ends with such a mark."""
        self.add(styles.final_stop(self.last))

    def sentence(self, *pieces: tuple[str, str]) -> None:
        """Adds a space, some pieces and a full stop, if every piece has a text."""
        if all(text for text, _ in pieces):
            self.add(" ")
            for text, role in pieces:
                self.add(text, role)
            self.stop()


def if_known(text: str, role: str) -> Parts:
    """A piece, if it has a text."""
    return ((text, role),) if text else ()


def in_series(source: Source) -> str:
    """The number in a series, after the name of the series."""
    number = report_number(source)
    return f", {number[:1].lower() + number[1:] if number.startswith('No. ') else number}" if number else ""


TERMS = ("Title in translation", "Translation of", "Edited by", "Translated by", "Published in", "Publisher", "Place", "Edition", "Volume", "Issue", "Pages", "Number", "Court")  # fmt: skip
"""The terms that `details` may list, in its order."""


def details(reference: Reference) -> list[tuple[str, str]]:
    """What a source's page lists of it, besides what every reference shows: a term and a text each."""
    source = reference.source
    found = (
        source.translated_title,
        source.original_title,
        author_line(source.editors, reference.wording),
        author_line(source.translators, reference.wording),
        source.container,
        source.publisher if source.container else None,
        source.place,
        source.edition,
        source.volume,
        source.issue,
        source.pages,
        source.number,
        source.court,
    )
    return [(term, str(text)) for term, text in zip(TERMS, found, strict=True) if text]


_SEARCHED = ("Title in translation", "Translation of", "Edited by", "Translated by", "Published in", "Publisher", "Number", "Court")  # fmt: skip


def details_in_words(reference: Reference) -> list[str]:
    """What readers may search for besides title, publisher and authors: each detail as a text."""
    known = [text for term, text in details(reference) if term in _SEARCHED]
    return list(dict.fromkeys([*known, *([reference.doi] if reference.doi else [])]))


def edition_of(source: Source) -> str:
    """The edition in words: 2nd ed."""
    edition = str(source.edition or "")
    if source.kind == "dataset":
        return f"Version {edition}" if edition[:1].isdigit() else edition
    if edition.isdigit():
        teen = edition[-2:-1] == "1"
        edition += "th" if teen else _ORDINALS.get(edition[-1], "th")
    return (
        edition
        if not edition or re.search(r"\bed(?:\.|ition|n\b)", edition, re.IGNORECASE)
        else f"{edition} ed."
    )


def report_number(source: Source) -> str:
    """The number as it is written, and `No.` before one that is a number alone: No. 12; A/RES/75/1."""
    number = str(source.number or "")
    return f"No. {number}" if number[:1].isdigit() else number


def page_range(source: Source, dash: str) -> str:
    """The pages, with the mark of the style between two numbers."""
    return _RANGE.sub(dash, str(source.pages or ""))
