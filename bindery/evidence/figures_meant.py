"""Which figures of a text are meant as such: not those in names, `all three members`, or the base of a rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from bindery.evidence.figure_labels import of_one_thing
from bindery.evidence.figure_matching import is_version
from bindery.evidence.register import BriefingRegister
from bindery.text import numerals
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.foreign_numbers import is_more_often_a_word
from bindery.text.languages import code_of
from bindery.text.number_parts import has_number_parts

_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST = 20  # letters of what says that things are known
_PAIR = 2
_NAME_AROUND = re.compile(r"[^\W\d_]\s+$")  # a number with a capital within a sentence: `the Big Five`
_NAME_AFTER = re.compile(r"-|\s[A-Z][a-z]")


def counts_something(text: str, figure: Figure, language: str) -> bool:
    """Whether a number counts what the next word names, and does not take up things named before: `all three members`."""
    if figure.unit == ORDINAL:
        return bool(figure.noun)
    plain = figure.value is not None and figure.value > 1 and not figure.day and not figure.unit
    known = text[figure.end : figure.end + 1] != "-" and _are_known(text, figure, language)
    return plain and bool(figure.noun) and not figure.bound and not known


def _are_known(text: str, figure: Figure, language: str) -> bool:
    """Whether the things that a number counts were named before it: `the two`, `all three`, and *two sides* in Russian."""
    before = text[max(0, figure.start - _LONGEST) : figure.start].rstrip()
    words = figure_words(language, "known").finditer(before)
    after = text[figure.end :].lstrip()
    pair = figure.value == _PAIR and figure_words(language, "pairs").match(after)
    return any(word.end() == len(before) for word in words) or bool(pair)


def is_small_count(text: str, figure: Figure, language: str) -> bool:
    """Whether a number in words below ten stands alone and is not part of a name or of `all three`."""
    small = figure.value not in (None, 1) and not (figure.day or figure.unit or figure.bound)
    if is_more_often_a_word(text[figure.start : figure.end], language):
        return False
    part_of_name = _NAME_AROUND.search(text, 0, figure.start) if text[figure.start].isupper() else None
    if language[:2] != "de":  # which writes every noun with a capital
        part_of_name = part_of_name or _NAME_AFTER.match(text, figure.end)
    return small and not part_of_name and not _are_known(text, figure, language)


def is_aside(figure: Figure) -> bool:
    """Whether a figure is neither a number nor a date nor a version."""
    return figure.value is None and figure.day is None and not is_version(figure)


def is_rate_base(text: str, figure: Figure) -> bool:
    """Whether a figure is what a rate is given for: 100,000 in `per 100,000 people`."""
    value = figure.value
    round_number = value is not None and value >= 100 and str(value).strip("0") == "1"  # noqa: PLR2004  a hundred
    return round_number and bool(
        re.search(r"(?i)\b(?:per|for every|in every|out of every)\s$", text[: figure.start])
    )


def dates_of_briefing(register: BriefingRegister) -> Iterator[str]:
    """The dates of a briefing and of its editions."""
    briefing = register.parsed.briefing
    yield from (day for day in (briefing.date, briefing.updated) if day)
    yield from (edition.date for edition in briefing.editions)


def names_with_digits(register: BriefingRegister) -> tuple[str, ...]:
    """The names of entities that have digits and letters, such as Chapter 12."""
    entities = register.parsed.briefing.entities
    names = (name for entity in entities for name in (entity.name, *entity.aliases))
    return tuple(name for name in names if re.search(r"\d", name) and _LETTERS.search(name))


def figures_stated(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a statement. Numbers in words are left out where no words for limits are known of its language."""
    return numerals.find_figures(text, language, only=not has_number_parts(code_of(language)))


def figures_outside_names(text: str, names: tuple[str, ...], language: str) -> Iterator[Figure]:
    """The figures of a text, except those that are part of a name with letters, such as F-16 or Chapter 7."""
    figures = figures_stated(text, language)
    if not figures:
        return
    places = [
        match.span() for name in names for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    for figure in figures:
        if not any(start <= figure.start and figure.end <= end for start, end in places):
            yield figure


def keys_mean(keys: Sequence[Figure], figure: Figure, own: Sequence[Figure]) -> bool:
    """Whether a key of `allow_figures` means a figure; one with several, such as `10 to 12`, only where all of them are.

    Args:
        keys: the figures of the key.
        figure: the figure.
        own: all figures of its text.
    """
    if not any(key_means(key, figure) for key in keys):
        return False
    return len(keys) == 1 or all(any(key_means(key, other) for other in own) for key in keys)


def key_means(key: Figure, figure: Figure) -> bool:
    """Whether a key of `allow_figures` means this figure: 1,500 means 1500, and 56 means 56 %, but 56 % not 56 people."""
    if figure.day and key.day:
        return figure.day == key.day
    if figure.value is None or key.value is None:
        return bool(figure.token) and figure.token == key.token
    if {key.unit, figure.unit} == {"share", "%"}:
        return _in_per_cent(key) == _in_per_cent(figure)
    other_unit = key.unit and figure.unit not in (key.unit, "*")
    other_measure = key.measure and figure.measure not in (key.measure, "")
    return figure.value == key.value and not (other_unit or other_measure or _is_of_another(key, figure))


def _in_per_cent(figure: Figure) -> Fraction:
    return (figure.value or Fraction(0)) * (100 if figure.unit == "share" else 1)


def _is_of_another(key: Figure, figure: Figure) -> bool:
    """Whether a key names what it counts, and a figure has other words after it."""
    if key.measure or not key.noun or not figure.noun:
        return False
    return not any(of_one_thing(key.noun[0], other) for other in figure.noun)
