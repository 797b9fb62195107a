"""Sums and remainders that follow from the figures of a quotation: seven people for `four men and three women`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise

from bindery.evidence.alignment import beginning_of, reading_of
from bindery.evidence.contrary_words import content_stems
from bindery.evidence.derivation import Derivation
from bindery.evidence.derived_changes import value_before
from bindery.evidence.figure_labels import fates_in, of_one_thing
from bindery.evidence.implied_figures import part_and_whole
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_forms, figure_words
from bindery.text.frames import frame_words

_SIDES = ("in_favour", "against")  # of a vote
_BOTH = 2  # parts of a sum
_NEAR = 60  # characters after a number in which the first word is looked for
_NEVER = "(?!)"
_WORD = re.compile(r"[^\W\d_]{3,}")


def single_things(case: Derivation) -> Iterator[Figure]:
    """Each person or thing that a quotation counts without a number beside others: the cook in `two guards and a cook`."""
    after, before = _single(case.language_of_quote)
    for one in case.numbers:
        if one.unit in ("", "*") and (more := after.match(case.quote, one.end)):
            yield Figure(more.end() - 1, more.end(), Fraction(1))
        if one.unit in ("", "*") and (more := before.search(case.quote, 0, one.start)):
            yield Figure(more.start(), more.start() + 1, Fraction(1))


@cache
def _single(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a number and one thing more, and what stands before a number with one thing in it."""
    one = figure_forms(language, "article")
    joint = "|".join(map(re.escape, frame_words(language, "joints"))) or _NEVER
    word = r"[^\W_]+(?:-[^\W_]+)*"
    return (
        re.compile(rf"(?i)(?:\s+{word}){{1,2}}\s+(?:{joint})\s+(?:{one})\s"),
        re.compile(rf"(?i)(?<!\w)(?:{one})\s+(?:{word}\s+){{1,2}}(?:{joint})\s+(?:{word}\s+)?$"),
    )


def counts_people(noun: tuple[str, ...]) -> bool:
    """Whether a noun means people of any kind, or of any sex or age."""
    return bool(noun) and bool(figure_words("", "people").fullmatch(noun[0]))


def says_total(case: Derivation) -> bool:
    """Whether a statement says that it adds up."""
    return bool(figure_words(case.language, "total").search(case.statement.lower()))


def no_fate_of_one(case: Derivation) -> bool:
    """Whether a statement does not say of all what became of some: `42 killed` for 12 killed and 30 injured."""
    there, said = fates_in(case.quote), fates_in(case.statement)
    return says_total(case) or len(there) <= 1 or not said or there <= said


def says_other(case: Derivation) -> bool:
    """Whether a statement says something else than its quotation: `seven of the nine were running`."""
    language = case.language_of_quote
    things = (
        word for one in case.numbers for word in (*one.noun, *_word_after(case.quote, one.end, language))
    )
    nouns = {beginning_of(word) for word in things}
    said = _stems(_beside_the_whole(case), case.language) - nouns
    there = _stems(case.quote, language) - nouns
    if figure_words(case.language, "only").search(case.statement):
        return bool(said - there and there - said)
    return bool(said) and said.isdisjoint(there)


def _stems(text: str, language: str) -> set[str]:
    """The beginnings of the words of a text that say something."""
    return {beginning_of(word) for word in content_stems(text.lower(), language) if not word.isdigit()}


def _word_after(text: str, at: int, language: str) -> list[str]:
    """The first word with a meaning after a number, which names what it counts or is a share of."""
    return content_stems(text[at : at + _NEAR].lower(), language)[:1]


def _beside_the_whole(case: Derivation) -> str:
    """What a statement says after its figure and the whole that it names there, or before them if nothing follows."""
    end = next((one.end for one in case.own if one.start > case.wanted.start), case.wanted.end)
    after = case.statement[end:]
    return after if _WORD.search(after) else case.before


def is_part_of(case: Derivation, one: Figure, other: Figure) -> bool:
    """Whether one of two figures is a part of the other: `ten of the twelve`, `of 50 houses, 12`."""
    return bool(part_and_whole(case.quote, one, other, case.language_of_quote))


def has_part(case: Derivation, row: list[Figure]) -> bool:
    """Whether one of some numbers is a part of the one before it, or what that changed by."""
    return any(is_part_of(case, *two) or value_before(case.quote, *two) is not None for two in pairwise(row))


def may_be_sum(case: Derivation, row: list[Figure]) -> bool:
    """Whether a sum is not said of what only one of its parts counts, and the parts are no change or range.

    Args:
        case: the statement and the quotation.
        row: the numbers that are added up.
    """
    votes = _is_vote_or_score(row)
    bounds = {one.bound for one in row} - {"", case.wanted.bound}
    if not votes and (bounds or any(one.end_of_range or one.change.role or one.pair for one in row)):
        return False
    named = _parts_named(case, row)
    if (not named and _names_one_side(case)) or (named < _BOTH and not votes and _names_one_time(case, row)):
        return False
    return not _names_one_part(case.wanted.noun[:1], row) and no_fate_of_one(case)


def _parts_named(case: Derivation, row: list[Figure]) -> int:
    """How many parts of a sum the statement gives too, as numbers or as shares of it: `of 50 votes 11 were no`, `a third of nine`."""
    total = sum((one.value or Fraction(0) for one in row), Fraction(0))
    own = {
        total * (one.value or 0) if one.unit == "share" else one.value
        for one in case.own
        if one.start != case.wanted.start
    }
    return sum(one.value in own for one in row)


def _is_vote_or_score(row: list[Figure]) -> bool:
    """Whether the first numbers of a row are the two sides of a vote or a score, and no change or range."""
    sides = [one for one in row if one.pair]
    if len(sides) != 2 or sides[0].pair != (sides[0].value, sides[1].value):  # noqa: PLR2004  two sides
        return False
    return not any(one.change.role in ("from", "to") or one.bound or one.end_of_range for one in row)


def _names_one_side(case: Derivation) -> bool:
    """Whether a statement is about one side of a vote, and the quotation about both."""
    said, there = (
        [side for side in _SIDES if figure_words(language, side).search(text)]
        for language, text in ((case.language, case.statement), (case.language_of_quote, case.quote))
    )
    votes = len(there) > 1 or any(one.pair for one in case.numbers)
    return votes and len(said) == 1


def _names_one_time(case: Derivation, row: list[Figure]) -> bool:
    """Whether numbers of a quotation are of several years, and the statement says neither so nor that it is a total."""
    quote = reading_of(case.language_of_quote, case.quote, case.cited)
    clauses = [quote.clause_of(one) for one in case.cited if any(one.start == part.start for part in row)]
    years = {year for start, year in _years(case.cited) for a, b in clauses if a <= start < b}
    own = {year for _, year in _years(case.own)}
    return len(years) > 1 and len(own) < len(years) and not says_total(case)


def _years(figures: tuple[Figure, ...]) -> list[tuple[int, int]]:
    """Where each date with a year begins, and the year."""
    return [(one.start, one.day.year) for one in figures if one.day and one.day.year]


def _names_one_part(noun: tuple[str, ...], row: list[Figure]) -> bool:
    """Whether a noun is that of one part of a sum, and another part counts other things."""
    named = [of_one_thing(one.noun[0], noun[0]) for one in row if noun and one.noun]
    described = len(row[0].noun) > 1  # `14 public hospitals and 3 private`, in languages with the noun first
    things = [one.noun[0] for one in row if noun and one.noun and not (described and len(one.noun) == 1)]
    return any(named) and any(_is_plural(word) and not of_one_thing(word, noun[0]) for word in things)


def _is_plural(word: str) -> bool:
    return word.endswith("s") or counts_people((word,))
