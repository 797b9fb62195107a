"""Words that may replace each other in a report, such as `houses` and `homes`, from the text files next to this one."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=32)
def _groups(tag: str) -> dict[str, frozenset[int]]:
    """The numbers of the groups that each word is in."""
    file = resources.files(__name__).joinpath(f"{tag}.txt")
    found: dict[str, set[int]] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines() if file.is_file() else ()):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def is_known(language: str) -> bool:
    """Whether there is a file for a language, by its tag."""
    return bool(_groups(language.split("-", maxsplit=1)[0].lower()))


def say_the_same(one: str, other: str, language: str) -> bool:
    """Whether two words in small letters may replace each other in a language, by its tag."""
    groups = _groups(language.split("-", maxsplit=1)[0].lower())
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))
