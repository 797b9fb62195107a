"""Which figures are of one kind, and what words say became of people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindery.text.characters import VOWEL_SIGNS
from bindery.text.figure import ORDINAL, Figure
from bindery.text.frames import fates
from bindery.text.money import MONEY

if TYPE_CHECKING:
    from bindery.evidence.alignment import ReadText

_WORD = re.compile(rf"(?:[^\W_]{VOWEL_SIGNS})+(?:[-'’][^\W\d_]+)*")


def is_kin(figure: Figure, wanted: Figure) -> bool:
    """Whether a figure is a number of the same kind, in the same unit, which may be left out: `40 crowns and 30`."""
    if figure.day or wanted.day:
        return bool(figure.day and wanted.day) and _precision(figure) == _precision(wanted)
    if ":" in figure.token and ":" in wanted.token:
        return True  # times of day
    if figure.value is None or figure.below is not None or figure.unit == ORDINAL or _is_name(figure, wanted):
        return False
    return (
        _is_bare(figure)
        or (_is_bare(wanted) and figure.unit in MONEY.values())
        or (figure.unit, _base(figure.measure)) == (wanted.unit, _base(wanted.measure))
    )


def _is_bare(figure: Figure) -> bool:
    return not any((figure.unit.strip("*"), figure.measure, figure.rate, figure.noun))


def _is_name(figure: Figure, wanted: Figure) -> bool:
    """Whether a number may be no count, beside one that is: `the 2018 flood`, or `magnitude 6.1` beside people."""
    from bindery.evidence.alignment import is_year  # noqa: PLC0415  what aligns texts takes long to load

    if is_year(figure) and not is_year(wanted):
        return True
    same = figure.measure and _base(figure.measure) == _base(wanted.measure)
    return (figure.value or 0).denominator > 1 and bool(wanted.noun) and not same


def _base(measure: str) -> str:
    """A unit of measure without what it is given for: `tonnes` of `tonnes per hectare`."""
    return measure.split(" per", maxsplit=1)[0]


def _precision(figure: Figure) -> tuple[bool, ...]:
    """Which parts of a date are known."""
    day = figure.day
    return (day.year is not None, day.month is not None, day.day is not None) if day else ()


def other_fate(statement: str, quote: ReadText, cited: Figure) -> str:
    """The words of a quotation that say what became of a number of people, if a statement says that something else did.

    Args:
        statement: a clause with the number.
        quote: the quotation that has it.
        cited: the number in the quotation.
    """
    said, clause = fates_in(statement), quote.clause_of(cited)
    there = fates_in(quote.text[slice(*clause)])
    if cited.day or len(said) != 1 or not there or said & there or quote.parts:
        return ""
    return quote.shown(*clause)


def fates_in(text: str) -> set[str]:
    """What a text says became of people, with one word for all of each kind."""
    words = (match[0].lower() for match in _WORD.finditer(text))
    return {
        fate
        for word in words
        if (fate := fates("").get(word) or (word[0] == "و" and fates("").get(word[1:])) or "")
    }


def of_one_thing(one: str, other: str) -> bool:
    """Whether two words for what is counted are forms of one word."""
    return stem_of(one) == stem_of(other)


def stem_of(word: str) -> str:
    """A word in a form in which inflected ones are equal, and all that say of people that they were killed."""
    return fates("").get(word) or (word.removesuffix("s") if len(word) > 3 else word)  # noqa: PLR2004  `was`
