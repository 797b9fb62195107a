"""Groups of words that exclude each other, such as `before` and `after`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bindery.text.languages import NO_SPACES, code_of, section

_RUN = re.compile(r"[\w-]+")
Place = Literal["anywhere", "before", "after"]
"""Where the same word must be for two words of a group to exclude each other: see languages/README.md."""


@dataclass(frozen=True)
class Opposites:
    """A group of words that exclude each other.

    Attributes:
        place: where the same word must be in both texts.
        pattern: matches every form of every word.
        number: which word of the group a form belongs to, by the form in small letters.
        converse: whether both may say the same of two sides: one *lent* what the other *borrowed*.
    """

    place: Place
    pattern: re.Pattern[str]
    number: dict[str, int]
    converse: bool = False


@lru_cache(maxsize=64)
def opposites(language: str) -> tuple[Opposites, ...]:
    """The groups of a language, by its tag; none for a language without a file."""
    code = code_of(language)
    data = section(code, "opposites")
    converse = frozenset(data.get("converse", "").split(", "))
    return tuple(
        _group(place, text, code, converse)
        for place in ("anywhere", "before", "after")
        for text in data.get(place, ())
    )


def opposites_in(text: str, language: str) -> dict[int, Opposites]:
    """The groups of a language of which a text in small letters may have a word, by number; it has none of the others."""
    groups = opposites(language)
    if code_of(language) in NO_SPACES:
        return dict(enumerate(groups))
    index = _by_first_letters(language)
    numbers = {number for run in _RUN.findall(text) for number in index.get(run, ())}
    return {number: groups[number] for number in sorted(numbers)}


@lru_cache(maxsize=64)
def _by_first_letters(language: str) -> dict[str, set[int]]:
    """The numbers of the groups of a language, by the letters up to the first space or sign of each of their forms.

    Where a text has a form, these letters stand alone, since no letter may be before the form or after it.
    """
    found: dict[str, set[int]] = {}
    for number, group in enumerate(opposites(language)):
        for run in filter(None, map(_RUN.search, group.number)):
            found.setdefault(run[0], set()).add(number)
    return found


def _group(place: Place, text: str, code: str, converse: frozenset[str]) -> Opposites:
    lines = [line.split(", ") for line in text.strip().splitlines()]
    number = {form: n for n, forms in enumerate(lines) for form in forms}
    forms = "|".join(re.escape(form) for form in sorted(number, key=len, reverse=True))
    words = rf"(?:{forms})" if code in NO_SPACES else rf"(?<![\w-])(?:{forms})(?![\w-])"
    return Opposites(place, re.compile(words), number, not converse.isdisjoint(number))
