"""Groups of words that exclude each other, such as `before` and `after`, from the TOML files next to this one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

_NO_SPACES = frozenset({"zh", "ja"})  # whose words have no spaces between them
Place = Literal["anywhere", "before", "after"]
"""Where the same word must be for two words of a group to exclude each other: see README.md."""


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


@lru_cache(maxsize=32)
def opposites(language: str) -> tuple[Opposites, ...]:
    """The groups of a language, by its tag; none for a language without a file."""
    file = resources.files(__name__).joinpath(f"{language.split('-', maxsplit=1)[0].lower()}.toml")
    if not language or not file.is_file():
        return ()
    data = tomllib.loads(file.read_text("utf-8"))
    tag = language[:2]
    converse = frozenset(data.get("converse", "").split(", "))
    return tuple(
        _group(place, text, tag, converse)
        for place in ("anywhere", "before", "after")
        for text in data[place]
    )


def _group(place: Place, text: str, tag: str, converse: frozenset[str]) -> Opposites:
    lines = [line.split(", ") for line in text.strip().splitlines()]
    number = {form: n for n, forms in enumerate(lines) for form in forms}
    forms = "|".join(re.escape(form) for form in sorted(number, key=len, reverse=True))
    words = rf"(?:{forms})" if tag in _NO_SPACES else rf"(?<![\w-])(?:{forms})(?![\w-])"
    return Opposites(place, re.compile(words), number, not converse.isdisjoint(number))
