"""Whose or what a figure is, where a statement gives it to another: the age of the son for that of the man, the whole for a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from bindery.evidence.derivation import as_share
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.text.characters import VOWEL_SIGNS
from bindery.text.figure import Figure
from bindery.text.frames import idle_words, is_of_each
from bindery.text.languages import codes_with, section
from bindery.text.units_beside import percent_words
from bindery.text.words_of_all import words_of_all

_SECTION = "owners"  # of the file of a language
_PLACE = re.compile(r"\b[AW]\b")
_PLACES = {"A": r"(?P<age>\d{1,3})", "W": r"(?P<who>[^\W\d_]+)"}  # in the patterns of ages
_OLDEST = 115  # years

_THEN_AT_START = re.compile(r"(?:\s+[^\W\d_]+){1,3}\s+")
_WORD = re.compile(rf"(?:[^\W\d_]{VOWEL_SIGNS}){{3,}}")
_REACH = 30  # characters after a number in which its attribute is
_STEM = 5  # letters of a word that are compared
_IS_ALL = re.compile(r"(?i)\b(?:some|about)\s*$")


class _Words(NamedTuple):
    """Patterns of words, in all languages together.

    Attributes:
        ages: an age, and whose it is, as the groups `age` and `who`.
        until: before the last of two dates.
        since: before the first one.
        to: between the two.
        of: between a part and its whole.
        from_among: between a whole and its part where the whole always comes first.
        of_whom: likewise, in a clause that begins so.
        then_part: likewise, before a part with `of_them` after it.
        of_them: after such a part.
        share_of: between a share and its whole.
        of_first: before a whole that comes before its part.
        then: between the two.
        before_whole: before a whole.
        some: of a part of a group.
        many_of: before a whole, of which it names a part.
        many: names a part of a whole.
    """

    ages: tuple[re.Pattern[str], ...]
    until: re.Pattern[str]
    since: re.Pattern[str]
    to: re.Pattern[str]
    of: re.Pattern[str]
    from_among: re.Pattern[str]
    of_whom: re.Pattern[str]
    then_part: re.Pattern[str]
    of_them: re.Pattern[str]
    share_of: re.Pattern[str]
    of_first: re.Pattern[str]
    then: re.Pattern[str]
    before_whole: re.Pattern[str]
    some: re.Pattern[str]
    many_of: re.Pattern[str]
    many: re.Pattern[str]


def _age_pattern(line: str) -> str:
    """A pattern of an age from a file of a language, with its places filled and any space for a space."""
    return _PLACE.sub(lambda match: _PLACES[match[0]], line).replace(" ", r"\s")


@cache
def _words() -> _Words:
    def of(*keys: str) -> str:
        return rf"(?:{words_of_all(_SECTION, *keys)})"

    ages = (
        line for code in codes_with(_SECTION) for line in section(code, _SECTION).get("ages", "").splitlines()
    )
    the = rf"(?:{of('the')}\s+(?:[^\W\d_]+['’]s?\s+)?)?"
    only = rf"\s+(?:{of('only')}\s+)?"
    few = r"(?:\s+[^\W\d_]+){0,3}"
    compiled = partial(re.compile, flags=re.IGNORECASE)
    return _Words(
        ages=tuple(compiled(_age_pattern(line)) for line in ages),
        until=compiled(rf"(?<!\w){of('until')}\s+$"),
        since=compiled(rf"(?<!\w){of('since')}\s+$"),
        to=compiled(rf"\s*(?:{of('to')}|[-–—])\s*"),
        of=compiled(rf"\s+(?:[^\W\d_]+\s+)?{of('of')}\s+{the}"),
        from_among=compiled(rf"\s+(?:[^\W\d_]+\s+){{0,3}}?{of('from_among')}{only}"),
        of_whom=compiled(rf"{few},?\s*{of('of_whom')}{only}"),
        then_part=compiled(rf"{few},{only}"),
        of_them=compiled(rf"\s+{of('of_them')}(?!\w)"),
        share_of=compiled(rf"\s*(?:{percent_words()})?\s+{of('of')}?\s*{of('the')}?\s*"),
        of_first=compiled(rf"(?<!\w){of('of_first')}\s+{the}$"),
        then=compiled(rf"{few}(?:,|\s+{of('then')})\s+"),
        before_whole=compiled(rf"(?<!\w){of('has')}\s+{the}$"),
        some=compiled(rf"(?<!\w){of('some')}(?!\w)"),
        many_of=compiled(rf"(?<!\w){of('many_before')}\s+{of('of_many')}\s+{of('the')}?\s*$"),
        many=compiled(rf"(?<!\w){of('many')}(?!\w)"),
    )


def other_owner(
    statement: str,
    wanted: Figure,
    own: Sequence[Figure],
    quote: str,
    cited: Sequence[Figure],
    *,
    language: str,
) -> str:
    """The words of a quotation that give a figure to something else than a statement does; empty when none do.

    Args:
        statement: the text with the figure.
        wanted: the figure.
        own: the figures of the statement.
        quote: the words that have the same figure.
        cited: the figures of the quotation.
        language: the language of the statement, as a tag.
    """
    other = _other_age(statement, wanted, quote) or _other_end(statement, wanted, quote, cited)
    if other or is_of_each(statement[: wanted.start], language):
        return other
    return _part_of(statement, wanted, own, quote, cited)


def _other_end(statement: str, wanted: Figure, quote: str, cited: Sequence[Figure]) -> str:
    """The two dates of a quotation, if a statement says `until` of the first or `since` of the second."""
    until, since = (
        _words().until.search(statement, 0, wanted.start),
        _words().since.search(statement, 0, wanted.start),
    )
    if not wanted.day or not (until or since):
        return ""
    for first, last in pairwise(cited):
        if first.day and last.day and _words().to.fullmatch(quote, first.end, last.start):
            other, right = (first, last) if until else (last, first)
            if fit_of(other, wanted) and not fit_of(right, wanted):
                return " ".join(quote[first.start : last.end].split())
    return ""


def _ages(text: str) -> Iterator[tuple[int, Fraction, str]]:
    """The place and the value of each age in years, and whose it is."""
    for pattern in _words().ages:
        for match in pattern.finditer(text):
            age = Fraction(match["age"])
            if age <= _OLDEST:
                yield match.start("age"), age, match["who"].lower()


def _other_age(statement: str, wanted: Figure, quote: str) -> str:
    """The age that a quotation gives for someone, with that person, if a statement gives another one of its ages."""
    mine = [(age, who) for start, age, who in _ages(statement) if start == wanted.start]
    cited = {(age, who) for _, age, who in _ages(quote)} if mine else set()
    for age, who in mine:
        named = {value for value, name in cited if name == who}
        if named and age not in named and any(value == age for value, _ in cited):
            return f"{who}, {min(named)}"
    return ""


def _part_of(
    statement: str, wanted: Figure, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> str:
    """The part and the whole of a quotation, if a statement says of the whole what the quotation says of the part."""
    before = statement[: wanted.start]
    if _words().many_of.search(before):
        return ""
    held = bool(_words().before_whole.search(before))
    if (held and not _with_attribute(statement, wanted, quote, cited)) or _words().some.search(
        statement, wanted.end
    ):
        return ""
    for figure in cited:
        most = None if _words().many.search(before) else _words().many_of.search(quote, 0, figure.start)
        if most and _is_whole(figure, wanted, statement, quote, figure.end):
            return " ".join(quote[most.start() : figure.end].split())
    if _gives_share(before, own):
        return ""
    for part, whole in _parts(quote, cited):
        start, end = min(part.start, whole.start), max(part.end, whole.end)
        named = any(fit_of(part, figure) or _follows(part, whole, figure) for figure in own)
        if not named and _is_whole(whole, wanted, statement, quote, end):
            return " ".join(quote[start:end].split())
    return ""


def _follows(part: Figure, whole: Figure, figure: Figure) -> bool:
    """Whether a figure is what a share makes of its whole, or what a part leaves of it: 5 for `7 of the 12`."""
    if figure.value is None or figure.day:
        return False
    if part.unit in ("share", "%"):
        return not figure.unit and figure.value == as_share(part) * (whole.value or 0)
    both = figure.value + (
        part.value or 0
    )  # the scale of the whole may be said only there: `7.5 of 20 million`
    return any(both * scale == whole.value for scale in (1, 10**3, 10**6, 10**9))


def _gives_share(before: str, own: Sequence[Figure]) -> bool:
    """Whether a statement itself says that it is about a part."""
    in_words = _words().some.search(before) and not _IS_ALL.search(before)
    return bool(in_words) or any(figure.unit in ("share", "%") for figure in own)


def _with_attribute(statement: str, wanted: Figure, quote: str, cited: Sequence[Figure]) -> bool:
    """Whether a statement gives a whole the attribute of its part: `has 60 electric buses` for `60 buses, 14 of them electric`."""
    after = _stems(statement[wanted.end : wanted.end + _REACH])
    return any(
        fit_of(whole, wanted)
        and (after - _stems(quote[whole.end : part.start])) & _stems(quote[part.end : part.end + _REACH])
        for part, whole in _parts(quote, cited)
    )


def _parts(quote: str, cited: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each number of a quotation that is a part of another one, with that: 9 and 12 in `9 of the 12`."""
    for one, other in pairwise(cited):
        if (
            one.unit in ("share", "%")
            and _is_plain(other)
            and _words().share_of.fullmatch(quote, one.end, other.start)
        ):
            yield one, other
            continue
        if _words().of.fullmatch(quote, one.end, other.start):
            part, whole = one, other
        elif _is_whole_of(quote, one, other):
            part, whole = other, one
        else:
            continue
        if _is_plain(part) and _is_plain(whole) and (part.value or 0) < (whole.value or 0):
            yield part, whole


def _is_whole_of(quote: str, one: Figure, other: Figure) -> bool:
    """Whether a number after another one is a part of that: `60 buses, 14 of them`, `of 60 buses, 14`."""
    between = one.end, other.start
    if _words().of_whom.fullmatch(quote, *between) or _words().from_among.fullmatch(quote, *between):
        return True
    if _words().then_part.fullmatch(quote, *between) and _words().of_them.match(quote, other.end):
        return True
    first = _words().of_first.search(quote, 0, one.start)
    if not first:
        return False
    at_start = first.start() == 0 and _THEN_AT_START.fullmatch(quote, *between)
    return bool(_words().then.fullmatch(quote, *between) or at_start)


def _is_whole(whole: Figure, wanted: Figure, statement: str, quote: str, end: int) -> bool:
    """Whether a statement gives the whole for what the quotation says of a part."""
    return fit_of(whole, wanted) != Fit.NONE and _same_is_said(statement, wanted, quote, end, whole)


def _is_plain(figure: Figure) -> bool:
    return figure.value is not None and not figure.day and figure.unit in ("", "*")


def _same_is_said(statement: str, wanted: Figure, quote: str, end: int, whole: Figure) -> bool:
    """Whether a statement says of its figure what a quotation says after its part and whole."""
    noun = {word[:_STEM] for word in whole.noun[:1]}
    after = _stems(quote[end:]) - noun
    if not after:
        return len(_stems(statement) & _stems(quote)) > len(noun)
    return bool(_stems(statement[wanted.end :]) & after)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in idle_words()}
