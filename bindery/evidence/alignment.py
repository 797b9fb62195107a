"""A statement beside its quotations: which figures are the same, in which clause each is, and which words belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bindery.evidence.contrary_words import is_negated
from bindery.evidence.figure_matching import fit_of
from bindery.text.characters import VOWEL_SIGNS, lowered
from bindery.text.figure import ORDINAL, Figure
from bindery.text.frames import FATES, fates, frame_pattern, frame_words, joints
from bindery.text.opposites import opposites_in
from bindery.text.sentence_ends import STATEMENT_END, STRONG
from bindery.text.things import table_of, things_in

_NO_SPACES = frozenset({"zh", "ja"})  # whose words are compared two letters at a time
_COMMAS = ",،、，"
_BREAKING_MARKS = ";؛；.!?\n" + STRONG
_WORD = re.compile(rf"(?:[^\W_]{VOWEL_SIGNS})+(?:[-\u200c][^\W\d_]+)*")
_HAN = re.compile(r"(?=([\u3400-\u9fff\u3040-\u30ff]{2}))")
_ARABIC_BEFORE = re.compile("^(?:[وفبلك]?ال|لل|[وف])(?=...)")
_STEM = 4  # letters of a word that are compared
WHEN = "date beside now"
"""The group of words such as `this year` and `a year earlier`."""
_COUNTED_TABLES = frozenset({"counted", "places"})  # things that a text has beside each other
Spans = tuple[tuple[int, int], ...]


class Word(NamedTuple):
    """A word that says something of a figure.

    Attributes:
        start: offset of its first character.
        stem: the word in a form in which inflected ones are equal.
        frame: the idle word that says how it is related to the rest, as `in` of `in winter`; empty where none is beside it.
        named: whether it has a capital, in a language in which only names have.
    """

    start: int
    stem: str
    frame: str
    named: bool = False


class Member(NamedTuple):
    """A word of a group of which one excludes the others: one of opposites, a thing of a table, a fate, a date.

    Attributes:
        start: offset of its first character.
        group: the group.
        name: which one of it; equal for all forms of a word.
    """

    start: int
    group: str
    name: str


@dataclass(frozen=True)
class ReadText:
    """A text with its figures, clauses and words, each found once.

    Attributes:
        language: its language, as a tag.
        text: the text.
        figures: its figures.
    """

    language: str
    text: str
    figures: tuple[Figure, ...]

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return lowered(self.text)

    @cached_property
    def is_negated(self) -> bool:
        """Whether it denies something."""
        return is_negated(self.text, self.language)

    @cached_property
    def joints(self) -> Spans:
        """Start and end of each mark and word that parts two clauses."""
        found = joints(self.text, self.language)
        return tuple(span for span in found if not (self._in_figure(span[0]) or self._is_in_period(span)))

    def _is_in_period(self, span: tuple[int, int]) -> bool:
        """Whether a word or a comma joins two dates: `between March and June`, `in 2021, 2022 and 2023`."""
        if not (self.text[span[0]].isalpha() or self.text[span[0]] in _COMMAS):
            return False
        dates = [one for one in self.figures if one.day]
        before = any(one.end <= span[0] and not self.text[one.end : span[0]].strip() for one in dates)
        after = any(one.start >= span[1] and not self.text[span[1] : one.start].strip() for one in dates)
        return before and after

    @cached_property
    def breaks(self) -> Spans:
        """Start and end of each joint that parts two clauses which share nothing."""
        words = {match.start() for match in self._matches("breaks")}
        return tuple(
            span for span in self.joints if span[0] in words or self.text[span[0]] in _BREAKING_MARKS
        )

    @cached_property
    def clauses(self) -> Spans:
        """Start and end of each clause that has a letter or a digit."""
        starts = [0, *(end for _, end in self.joints)]
        ends = [*(start for start, _ in self.joints), len(self.text)]
        spans = zip(starts, ends, strict=True)
        return tuple((start, end) for start, end in spans if any(map(str.isalnum, self.text[start:end])))

    def clause_of(self, figure: Figure) -> tuple[int, int]:
        """Start and end of the clause of a figure."""
        return next((start, end) for start, end in self.clauses if start <= figure.start < end)

    def sentence_of(self, figure: Figure) -> tuple[int, int]:
        """Start and end of the sentence of a figure."""
        return sentence_of(self.text, figure)

    def part_about(self, figure: Figure) -> tuple[int, int]:
        """Start and end of the part of the sentence of a figure that has no other figure."""
        start, end = self.sentence_of(figure)
        before = (one.end for one in self.figures if one.end <= figure.start)
        after = (one.start for one in self.figures if one.start >= figure.end)
        return max([start, *before]), min([end, *after])

    def shown(self, start: int, end: int) -> str:
        """A part of the text as a message shows it."""
        return " ".join(self.text[start:end].strip(" ,;:،、，；").split())

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words that say something, in reading order."""
        found = _pairs(self.text) if self.language[:2] in _NO_SPACES else self._spaced()
        return tuple(word for word in found if not self._in_figure(word.start))

    def stems(self, start: int, end: int) -> frozenset[str]:
        """The words of a part of the text."""
        return frozenset(word.stem for word in self.words if start <= word.start < end)

    def covers(self, stems: frozenset[str]) -> bool:
        """Whether it has all of some words; in a language without spaces, all of their letters."""
        if self.language[:2] in _NO_SPACES:
            return set("".join(stems)) <= set(self.text)
        there = self.stems(0, len(self.text))
        short = [stem for stem in stems - there if len(stem) < _STEM]  # `گھر` of `گھروں`
        return len(short) == len(stems - there) and all(
            any(one.startswith(stem) for one in there) for stem in short
        )

    @cached_property
    def parts(self) -> Spans:
        """Start and end of each word that says that what follows is a part of what comes before: `four of them`."""
        return tuple(match.span() for match in self._matches("parts"))

    @cached_property
    def comparing(self) -> frozenset[str]:
        """Its words that compare, after which there may be words of another clause."""
        return frozenset(match[0].lower() for match in self._matches("compares"))

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Its words of groups of which one excludes the others."""
        found = [
            Member(match.start(), f"{number}", f"{group.number[match[0]]}")
            for number, group in opposites_in(self.small, self.language).items()
            for match in group.pattern.finditer(self.small)
        ]
        things = ((one.start, one.thing) for one in things_in(self.text, self.language))
        found += [
            Member(start, table_of(thing), thing)
            for start, thing in things
            if table_of(thing) not in _COUNTED_TABLES
        ]
        found += [Member(start, "fate", fate) for start, fate in self._fates()]
        found += [
            Member(one.start, *_dated(one))
            for one in self.figures
            if one.day or is_year(one) or one.unit == ORDINAL
        ]
        for key in ("earlier", "this_time"):
            found += [Member(match.start(), WHEN, key) for match in self._matches(key)]
        return tuple(sorted(found))

    def _fates(self) -> Iterator[tuple[int, str]]:
        """Each word that says what became of people, by its offset."""
        known = fates(self.language)
        if self.language[:2] in _NO_SPACES:
            yield from ((match.start(), known[match[0]]) for fate in FATES for match in self._matches(fate))
            return
        for match in _WORD.finditer(self.text):
            if fate := known.get(_bare(match[0].lower(), self.language)):
                yield match.start(), fate

    def _spaced(self) -> Iterator[Word]:
        """The words of a text with spaces between them, each with the idle word beside it."""
        idle, after = frame_words(self.language, "idle"), self.language[:2] in _FRAMED_AFTER
        compares, capitals = frame_words(self.language, "compares"), self.language[:2] != "de"
        tokens = [(match.start(), match[0].lower()) for match in _WORD.finditer(self.text)]
        known, joined = fates(self.language), set(self.joints)
        for n, (start, word) in enumerate(tokens):
            bare = _bare(word, self.language)
            if len(word) == 1 or word in idle or bare in idle or word in compares:
                continue
            beside = tokens[n + 1 : n + 2] if after else tokens[max(0, n - 1) : n]
            frame = beside[0][1] if beside and beside[0][1] in idle else ""
            at = start + ((start, start + 1) in joined)  # in Arabic, `and` is the first letter of a word
            stem = known.get(bare) or beginning_of(bare)
            yield Word(at, stem, frame, capitals and self.text[start].isupper())

    def _matches(self, key: str) -> Iterator[re.Match[str]]:
        return frame_pattern(self.language, key).finditer(self.text)

    def _in_figure(self, at: int) -> bool:
        return any(one.start <= at < one.end for one in self.figures)


_FRAMED_AFTER = frozenset({"ur", "hi"})  # in which `in` comes after its word


def beginning_of(word: str) -> str:
    """How a word begins, in a form in which inflected ones are mostly equal."""
    return word[:_STEM]


def _dated(figure: Figure) -> tuple[str, str]:
    """The group and the name of a date, whose group is that of dates of its kind, or of an ordinal number."""
    if figure.unit == ORDINAL:
        return ORDINAL, f"{figure.value}"
    day = figure.day
    parts = (day.year, day.month, day.day) if day else (figure.value, None, None)
    return f"date {[part is not None for part in parts]}", f"{parts}"


def _pairs(text: str) -> Iterator[Word]:
    """Every two letters beside each other, in a text without spaces."""
    return (Word(match.start(), match[1], "") for match in _HAN.finditer(text))


def _bare(word: str, language: str) -> str:
    return _ARABIC_BEFORE.sub("", word) if language[:2] == "ar" else word


class Home(NamedTuple):
    """The place of a statement's figure in a quotation.

    Attributes:
        quote: the quotation.
        figure: the figure in it.
    """

    quote: ReadText
    figure: Figure


@dataclass(frozen=True)
class Alignment:
    """A statement beside its quotations.

    Attributes:
        said: the statement.
        quotes: the quotations that support it.
    """

    said: ReadText
    quotes: tuple[ReadText, ...]

    def homes(self, figure: Figure) -> list[Home]:
        """Every place of one of the statement's figures in the quotations."""
        return [Home(quote, one) for quote in self.quotes for one in quote.figures if fit_of(one, figure)]

    def home(self, figure: Figure) -> Home | None:
        """The only place of a figure, if the quotation is in the statement's language; else None."""
        found = self.homes(figure)
        same = len(found) == 1 and found[0].quote.language[:2] == self.said.language[:2]
        return found[0] if same else None


@lru_cache(maxsize=256)  # each quotation of a claim is read for several statements
def reading_of(language: str, text: str, figures: tuple[Figure, ...]) -> ReadText:
    """A text as it is compared with others."""
    return ReadText(language, text, figures)


def word_before(text: ReadText, figure: Figure) -> Word | None:
    """The word next to a figure in its clause, before it and after any other figure; None where there is none."""
    start = max([text.clause_of(figure)[0], *(one.end for one in text.figures if one.end <= figure.start)])
    return next((word for word in reversed(text.words) if start <= word.start < figure.start), None)


def is_year(figure: Figure) -> bool:
    """Whether a number looks like a year: 2018 in `the 2018 flood`."""
    return len(figure.token) == len("2018") and figure.token.isdigit() and 1800 <= int(figure.token) <= 2100  # noqa: PLR2004  years


def align(
    language: str, text: str, own: Sequence[Figure], quotes: Iterable[tuple[str, str, Sequence[Figure]]]
) -> Alignment:
    """A statement beside its quotations.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    read = tuple(reading_of(tag, quote, tuple(cited)) for tag, quote, cited in quotes)
    return Alignment(reading_of(language, text, tuple(own)), read)


def sentence_of(text: str, figure: Figure) -> tuple[int, int]:
    """Where the sentence of a figure begins and ends."""
    ends = [match.end() for match in STATEMENT_END.finditer(text)]
    first = max((end for end in ends if end <= figure.start), default=0)
    return first, min((end for end in ends if end > figure.end), default=len(text))
